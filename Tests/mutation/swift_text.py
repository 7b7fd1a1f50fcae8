"""Swift as tokens: as much of the language as a mutation must know to leave the rest alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSING = set(PAIRS.values())


class Kind(Enum):
    """Kinds of tokens."""

    WORD = auto()
    NUMBER = auto()
    #: A whole literal with what is interpolated in it; raw and multi-line ones are TEXT.
    STRING = auto()
    TEXT = auto()
    OPERATOR = auto()
    MARK = auto()


@dataclass
class Token:
    """A token and its place."""

    kind: Kind
    text: str
    start: int
    line: int
    #: Whether white space, or a bracket or comma that counts as such, is on this side of an operator.
    space_before: bool = False
    space_after: bool = False
    #: The first token of its line.
    leads: bool = False
    #: The index of the bracket that encloses it, and of the other bracket of its pair.
    outer: int | None = None
    partner: int | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


PATTERN = re.compile(
    r"""
    (?P<space> [ \t]+ | // [^\n]* ) | (?P<newline> \n )
  | (?P<word> [@#$]? [A-Za-z_] \w* | `\w+` | \$\d+ )
  | (?P<number> 0x[0-9A-Fa-f_]+ | 0b[01_]+ | \d [\d_]* (?: \.\d[\d_]* )? (?: [eE][+-]?\d+ )? )
  | (?P<operator> [-/=+!*%<>&|^~?]+ | \.\.[.<] )
  | (?P<mark> [(){}\[\],:;.\\] )
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a file, brackets paired."""
    found: list[Token] = []
    at, line, leads = 0, 1, True
    while at < len(text):
        if text.startswith("/*", at):
            end = text.index("*/", at) + 2
            line += text.count("\n", at, end)
            at = end
            continue
        if opening := re.compile(r'#*"').match(text, at):
            kind, end = _string(text, at, opening.group())
            found.append(Token(kind, text[at:end], at, line, leads=leads))
            line += text.count("\n", at, end)
            at, leads = end, False
            continue
        match = PATTERN.match(text, at)
        if not match or not match.lastgroup:
            raise ValueError(f"line {line}: {text[at : at + 20]!r} is no token")
        end = match.end()
        if match.lastgroup == "newline":
            line, leads = line + 1, True
        elif match.lastgroup != "space":
            token = Token(Kind[match.lastgroup.upper()], match.group(), at, line, leads=leads)
            token.space_before = at == 0 or text[at - 1] in " \t\n([{,;:"
            token.space_after = end == len(text) or text[end] in " \t\n)]},;:"
            found.append(token)
            leads = False
        at = end
    _pair(found)
    return found


def _string(text: str, at: int, opening: str) -> tuple[Kind, int]:
    hashes = opening[:-1]
    if text.startswith('"""', at + len(hashes)):
        closing = '"""' + hashes
        end = at + len(hashes) + 3
        while True:
            end = text.index(closing, end)
            if hashes or text[end - 1] != "\\":
                return Kind.TEXT, end + len(closing)
            end += 1
    if hashes:
        return Kind.TEXT, text.index('"' + hashes, at + len(opening)) + len(opening)
    return Kind.STRING, _end_of_string(text, at)


def _end_of_string(text: str, at: int) -> int:
    at += 1
    while text[at] != '"':
        if text.startswith("\\(", at):
            at = _end_of_interpolation(text, at + 2)
        else:
            at += 2 if text[at] == "\\" else 1
    return at + 1


def _end_of_interpolation(text: str, at: int) -> int:
    depth = 1
    while depth:
        if text[at] == '"':
            at = _end_of_string(text, at)
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def _pair(found: list[Token]) -> None:
    open_brackets: list[int] = []
    for index, token in enumerate(found):
        if token.text in CLOSING and token.kind is Kind.MARK:
            opening = open_brackets.pop()
            token.partner, found[opening].partner = opening, index
        token.outer = open_brackets[-1] if open_brackets else None
        if token.text in PAIRS and token.kind is Kind.MARK:
            open_brackets.append(index)


@dataclass
class Source:
    """A file and its tokens."""

    path: str
    text: str
    tokens: list[Token] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            self.tokens = tokens(self.text)
        except ValueError as error:
            raise ValueError(f"{self.path}: {error}") from error
        self.lines = self.text.split("\n")

    def after_group(self, index: int) -> int:
        """Return the index behind this token, or behind its bracket's partner."""
        partner = self.tokens[index].partner
        return index + 1 if partner is None or partner < index else partner + 1

    def find(self, index: int, wanted: set[str]) -> int | None:
        """Return the next token with one of these texts that no bracket encloses from here on."""
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.text in wanted and token.kind is not Kind.STRING:
                return index
            if token.text in CLOSING and token.kind is Kind.MARK:
                return None
            index = self.after_group(index)
        return None

    def follows_dot(self, index: int) -> bool:
        """Return whether the token is the name of a member."""
        return index > 0 and self.tokens[index - 1].text == "."
