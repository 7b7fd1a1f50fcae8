# ruff: noqa: D102, E501 - the names say what is made, and the rows are tables
"""Expressions made at random, from a seed, for asking Terraform and Portolan the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

STRINGS = [
    "", "a", "abc", "Hello World", " pad ", "a,b,,c", "10.0.0.0/16", "10.1.2.3/8", "fd00::/48",
    "192.168.1.1", "true", "false", "12", "-3.50", "1e3", "0x1F", "null", "[1, 2]", '{"a": 1}',
    "héllo", "e\\u0301", "日本", "line\\nnext", "tab\\there", 'quo\\"te', "$${x}", "%%{y}",
    "2024-02-29T12:34:56Z", "2023-12-31T23:59:59+05:30", "1h30m", "aGVsbG8=", "k: v", "- 1\\n- 2",
    "a\\nb\\n", "x.y.z", "/a/b/../c.txt", "foo-bar_baz", "ÄÖÜß", "%d", "%s-%s", "[a-z]+", "(\\\\d+)",
    "/[aeiou]/", "Zebra", "zebra", "a1b22c333", "\\U0001F600", "\\r\\n", "01", "1.0", "~", "yes",
]  # fmt: skip
NUMBERS = [
    "0", "1", "2", "3", "-1", "5", "10", "255", "1.5", "-2.75", "0.1", "1e3", "123456789012345678",
    "1e-7", "3.14159", "100", "65535", "-0.5", "2.5", "1e21", "7",
]  # fmt: skip
VARIABLES = {
    "string": ["var.s", "var.nul", "local.unicode", "local.crlf", "path.module", "var.sens"],
    "number": ["var.n", "var.ln[0]", "local.nested.a.b.c[0]"],
    "bool": ["var.t"],
    "list": ["var.ls", "var.ln", "var.lo", "local.empty", "var.tup", "local.rules", "var.ss"],
    "map": ["var.ms", "var.mo", "var.obj", "local.nested", "var.anyv"],
}

# What each function is usually given: one letter an argument, `+` for any number of the last.
# s string, n number, b bool, l list or set, S list of strings, N list of numbers, m map, e set,
# c CIDR prefix, t time stamp, r regular expression, d date format, v anything.
FUNCTIONS = {
    "abs": "n", "ceil": "n", "floor": "n", "log": "nn", "max": "n+", "min": "n+", "parseint": "sn",
    "pow": "nn", "signum": "n", "chomp": "s", "endswith": "ss", "format": "fv+", "formatlist": "fl+",
    "indent": "ns", "join": "sS", "lower": "s", "regex": "rs", "regexall": "rs", "replace": "sss",
    "split": "ss", "startswith": "ss", "strcontains": "ss", "strrev": "s", "substr": "snn",
    "title": "s", "trim": "ss", "trimprefix": "ss", "trimsuffix": "ss", "trimspace": "s", "upper": "s",
    "alltrue": "l", "anytrue": "l", "chunklist": "ln", "coalesce": "v+", "coalescelist": "l+",
    "compact": "S", "concat": "l+", "contains": "lv", "distinct": "l", "element": "ln", "flatten": "l",
    "index": "lv", "keys": "m", "length": "v", "lookup": "msv", "matchkeys": "lll", "merge": "m+",
    "one": "l", "range": "n", "reverse": "l", "setintersection": "l+", "setproduct": "l+",
    "setsubtract": "ll", "setunion": "l+", "slice": "lnn", "sort": "S", "sum": "N", "transpose": "T",
    "values": "m", "zipmap": "Sl", "base64decode": "s", "base64encode": "s", "csvdecode": "C",
    "jsondecode": "J", "jsonencode": "v", "urlencode": "s", "yamldecode": "J", "yamlencode": "v",
    "textencodebase64": "se", "base64gzip": "s", "formatdate": "dt", "timeadd": "tu", "timecmp": "tt",
    "md5": "s", "sha1": "s", "sha256": "s", "sha512": "s", "base64sha256": "s", "uuidv5": "us",
    "cidrhost": "cn", "cidrnetmask": "c", "cidrsubnet": "cnn", "cidrsubnets": "cn+", "can": "v",
    "try": "v+", "tobool": "v", "tolist": "v", "tomap": "v", "tonumber": "v", "toset": "v",
    "tostring": "v", "sensitive": "v", "nonsensitive": "v", "issensitive": "v", "basename": "s",
    "dirname": "s", "type": "v", "templatestring": "sm", "base64sha512": "s",
}  # fmt: skip

Maker = Callable[["Generator"], str]


class Generator:
    """Grows expressions; `depth` is what may still be nested."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.bound: list[str] = []

    def expression(self, depth: int = 3) -> str:
        return self.any(depth)

    # --- values of a kind

    def string(self, depth: int) -> str:
        choice = self.random.random()
        if depth > 0 and choice < 0.15:
            return self.template(depth - 1)
        if depth > 0 and choice < 0.25:
            return self.call(depth - 1)
        if choice < 0.35:
            return self.random.choice(VARIABLES["string"])
        return '"' + self.random.choice(STRINGS) + '"'

    def number(self, depth: int) -> str:
        choice = self.random.random()
        if depth > 0 and choice < 0.15:
            operator = self.random.choice(["+", "-", "*", "/", "%"])
            return f"({self.number(depth - 1)} {operator} {self.number(depth - 1)})"
        if choice < 0.25:
            return self.random.choice(VARIABLES["number"])
        return self.random.choice(NUMBERS)

    def bool(self, depth: int) -> str:
        choice = self.random.random()
        if depth > 0 and choice < 0.5:
            operator = self.random.choice(["==", "!=", "<", ">=", "&&", "||"])
            if operator in ("&&", "||"):
                return f"({self.bool(depth - 1)} {operator} {self.bool(depth - 1)})"
            return f"({self.any(depth - 1)} {operator} {self.any(depth - 1)})"
        return self.random.choice(["true", "false", "var.t", "!true"])

    def sequence(self, depth: int, element: Maker | None = None) -> str:
        choice = self.random.random()
        if choice < 0.2:
            return self.random.choice(VARIABLES["list"])
        if depth > 0 and choice < 0.3:
            return self.for_tuple(depth - 1)
        if depth > 0 and choice < 0.4:
            return self.call(depth - 1)
        make = element or self.random.choice(
            [lambda g: g.string(0), lambda g: g.number(0), lambda g: g.any(max(depth - 1, 0))]
        )
        items = [make(self) for _ in range(self.random.choice([0, 1, 2, 2, 3, 4]))]
        text = "[" + ", ".join(items) + "]"
        return f"{self.random.choice(['toset', 'tolist'])}({text})" if choice > 0.85 else text

    def map(self, depth: int) -> str:
        choice = self.random.random()
        if choice < 0.2:
            return self.random.choice(VARIABLES["map"])
        if depth > 0 and choice < 0.3:
            return self.for_object(depth - 1)
        make: Maker = self.random.choice(
            [lambda g: g.string(0), lambda g: g.number(0), lambda g: g.any(max(depth - 1, 0))]
        )
        keys = self.random.sample(["a", "b", "c", "Z", '"k-1"', '"x y"', "(var.s)", "1"], 3)
        items = [f"{key} = {make(self)}" for key in keys[: self.random.randint(0, 3)]]
        text = "{" + ", ".join(items) + "}"
        return f"tomap({text})" if choice > 0.85 else text

    def any(self, depth: int) -> str:
        if self.bound and self.random.random() < 0.35:
            return self.random.choice(self.bound)
        makers: list[Maker] = [
            lambda g: g.string(depth), lambda g: g.number(depth), lambda g: g.bool(depth),
            lambda g: g.sequence(depth), lambda g: g.map(depth), lambda g: "null",
        ]  # fmt: skip
        if depth > 0:
            makers += [
                lambda g: g.call(depth - 1), lambda g: g.call(depth - 1),
                lambda g: g.call(depth - 1), lambda g: g.call(depth - 1),
                lambda g: g.conditional(depth - 1), lambda g: g.access(depth - 1),
                lambda g: g.for_tuple(depth - 1), lambda g: g.for_object(depth - 1),
                lambda g: g.template(depth - 1), lambda g: g.binary(depth - 1),
            ]  # fmt: skip
        return self.random.choice(makers)(self)

    # --- compound forms

    def binary(self, depth: int) -> str:
        operator = self.random.choice(
            ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]
        )
        return f"{self.any(depth)} {operator} {self.any(depth)}"

    def conditional(self, depth: int) -> str:
        return f"({self.bool(depth)} ? {self.any(depth)} : {self.any(depth)})"

    def access(self, depth: int) -> str:
        base = self.random.choice([self.sequence, self.map])(depth)
        suffix = self.random.choice(
            ["[0]", "[1]", "[-1]", '["a"]', ".a", ".0", "[*]", ".*", "[*].name", ".*.name", '["0"]',
             "[var.s]", "[null]", "[true]", "[1.5]", "[*][0]", ".b.c", "[0].name"]
        )  # fmt: skip
        return f"{base}{suffix}" if not base.startswith("!") else base

    def collection(self, depth: int) -> str:
        return self.random.choice([self.sequence, self.map])(depth)

    def for_tuple(self, depth: int) -> str:
        names, collection = self.loop(depth)
        body = self.within(names, lambda: self.any(depth))
        condition = self.condition(names, depth)
        return f"[for {', '.join(names)} in {collection} : {body}{condition}]"

    def for_object(self, depth: int) -> str:
        names, collection = self.loop(depth)
        key = self.within(names, lambda: self.random.choice([names[0], f'"${{{names[-1]}}}"']))
        value = self.within(names, lambda: self.any(depth))
        grouping = self.random.choice(["", "", "..."])
        condition = self.condition(names, depth)
        return f"{{for {', '.join(names)} in {collection} : {key} => {value}{grouping}{condition}}}"

    def loop(self, depth: int) -> tuple[list[str], str]:
        names = self.random.choice([["x"], ["k", "v"], ["i", "x"]])
        return names, self.collection(depth)

    def condition(self, names: list[str], depth: int) -> str:
        if self.random.random() < 0.7:
            return ""
        return " if " + self.within(names, lambda: self.bool(depth))

    def within(self, names: list[str], make: Callable[[], str]) -> str:
        before = len(self.bound)
        self.bound += names
        made = make()
        del self.bound[before:]
        return made

    def template(self, depth: int) -> str:
        parts = []
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.random()
            if choice < 0.35:
                parts.append(self.random.choice(["a", " ", "x-", "\\n", "é", "$$", "%%{"]))
            elif choice < 0.75:
                parts.append("${" + self.strip() + self.any(depth) + " " + self.strip() + "}")
            elif choice < 0.88:
                parts.append(f"%{{ if {self.bool(depth)} }}yes %{{ else ~}} no%{{ endif }}")
            else:
                names, collection = self.loop(depth)
                inner = self.random.choice(names)
                parts.append(
                    f"%{{ for {', '.join(names)} in {collection} }}${{{inner}}}, %{{ endfor }}"
                )
        return '"' + "".join(parts) + '"'

    def strip(self) -> str:
        return self.random.choice(["", "", "", "~"])

    # --- calls

    def call(self, depth: int) -> str:
        name = self.random.choice([key for key in FUNCTIONS if key != "type"])
        return self.call_of(name, depth)

    def call_of(self, name: str, depth: int) -> str:
        pattern = FUNCTIONS[name]
        kinds = list(pattern.rstrip("+"))
        if pattern.endswith("+"):
            kinds += [kinds[-1]] * self.random.choice([0, 0, 1, 1, 2, 3])
        if name == "range":
            kinds += ["n"] * self.random.choice([0, 1, 2])
        if name in ("lookup",) and self.random.random() < 0.2:
            kinds.pop()
        if name == "setproduct":
            depth = min(depth, 1)
        arguments = [self.argument(kind, depth) for kind in kinds]
        if self.random.random() < 0.02:
            arguments.append(self.any(0))
        if pattern.endswith("+") and self.random.random() < 0.1:
            return f"{name}({', '.join([*arguments[:-1], self.sequence(depth)])}...)"
        return f"{name}({', '.join(arguments)})"

    def argument(self, kind: str, depth: int) -> str:
        if self.random.random() < 0.12:
            return self.any(depth)
        pick = self.random.choice
        match kind:
            case "s":
                return self.string(depth)
            case "n":
                return self.number(depth)
            case "b":
                return self.bool(depth)
            case "l":
                return self.sequence(depth)
            case "S":
                return self.sequence(depth, lambda g: g.string(0))
            case "N":
                return self.sequence(depth, lambda g: g.number(0))
            case "m":
                return self.map(depth)
            case "T":
                return pick(['{a = ["x", "y"], b = ["y"]}', "{}", "{a = []}", self.map(depth)])
            case "e":
                return pick(['"UTF-16LE"', '"UTF-8"', '"ISO-8859-1"', self.string(0)])
            case "c":
                return pick(
                    [
                        '"10.0.0.0/16"',
                        '"10.1.2.3/8"',
                        '"fd00:fd12::/48"',
                        '"0.0.0.0/0"',
                        '"192.168.0.0/30"',
                        '"::/0"',
                        '"10.0.0.0"',
                        self.string(0),
                    ]
                )
            case "t":
                return pick(
                    [
                        '"2024-02-29T12:34:56Z"',
                        '"2023-12-31T23:59:59+05:30"',
                        '"2020-01-01T00:00:00-08:00"',
                        self.string(0),
                    ]
                )
            case "u":
                return pick(
                    [
                        '"1h30m"',
                        '"-24h"',
                        '"90s"',
                        '"1.5h"',
                        '"dns"',
                        '"url"',
                        '"10ms"',
                        '"6ba7b810-9dad-11d1-80b4-00c04fd430c8"',
                        self.string(0),
                    ]
                )
            case "r":
                return pick(
                    [
                        '"[a-z]+"',
                        '"(\\\\d+)"',
                        '"(?P<x>[a-z])(?P<y>.)"',
                        '"^(.)(.)?"',
                        '"\\\\w+$"',
                        '"(?i)HELLO"',
                        '"a|b"',
                        '"x*"',
                        '"[[:alpha:]]+"',
                        '"("',
                        self.string(0),
                    ]
                )
            case "d":
                return pick(
                    [
                        '"YYYY-MM-DD"',
                        '"DD MMM YYYY hh:mm ZZZ"',
                        "\"EEEE, 'the' D\"",
                        '"hh:mm:ss Z"',
                        '"HH:mm aa"',
                        '"YY M d"',
                        self.string(0),
                    ]
                )
            case "f":
                return pick(
                    [
                        '"%s"',
                        '"%d"',
                        '"%5.2f|%-8s|"',
                        '"%v"',
                        '"%#v"',
                        '"%q"',
                        '"%05d"',
                        '"%x %X"',
                        '"%t"',
                        '"%%"',
                        '"%e"',
                        '"%g"',
                        '"%b %o"',
                        '"%+d"',
                        '"%[2]s %[1]s"',
                        '"%8s|"',
                        '"%.3s"',
                        '"%c"',
                        '"%U"',
                        '"% x"',
                        '"%*d"',
                        self.string(0),
                    ]
                )
            case "C":
                return pick(
                    [
                        '"a,b\\n1,2\\n3,4"',
                        '"a,b\\n1"',
                        '"a,a\\n1,2"',
                        '"x\\n\\"q,q\\"\\n"',
                        self.string(0),
                    ]
                )
            case "J":
                return pick(
                    [
                        '"{\\"a\\": [1, 2.50, null, true, {\\"b\\": \\"x\\"}]}"',
                        '"[]"',
                        '"[1, \\"a\\"]"',
                        '"1e3"',
                        '"\\"x\\""',
                        '"a: 1\\nb: [x, ~, 0o17, 1_000]"',
                        '"- 2024-01-01\\n- yes"',
                        '"&a b"',
                        '"? x"',
                        '"a: |\\n  t\\n"',
                        self.string(0),
                    ]
                )
            case _:
                return self.any(depth)
