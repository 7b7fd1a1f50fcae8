"""Draws configurations: every form of group and rule, references, odd text."""

from __future__ import annotations

import ipaddress
import json
import os
import textwrap
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

JSON = dict[str, Any]

#: How many examples a test draws; unless it is told, the same few in every run.
WANTED = int(os.environ.get("PORTOLAN_EXAMPLES", "0"))
FEW = settings(
    max_examples=WANTED or 4,
    derandomize=not WANTED,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink] if WANTED else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)

VPCS = {"main": {"cidr": "10.0.0.0/16", "ipv6": True}, "other": {"cidr": "10.1.0.0/16"}}
#: What EC2 takes in names and descriptions of groups and rules.
PLAIN = "abcXYZ019 ._-:/()#,@[]+=&;{}!$*"
#: What means something in an output language, and what is no ASCII; for tags, which take anything.
ODD = PLAIN + "\"'`\\<>%|?~^\n\tÉ日🚀\u202e"
#: Inline blocks and standalone rules never meet in one direction: Terraform would not converge.
BLOCKS = ("cidr_blocks", "ipv6_cidr_blocks")
STYLES = ["blocks", "attribute", "absent", "legacy", "modern"]


@dataclass
class Drawn:
    """A configuration, and the values of its variables."""

    resources: dict[str, dict[str, JSON]] = field(default_factory=dict)
    variables: dict[str, JSON] = field(default_factory=dict)
    #: Values that are given when the artifact runs.
    values: JSON = field(default_factory=dict)

    def add(self, kind: str, name: str, body: JSON) -> None:
        """Declare a resource."""
        self.resources.setdefault(kind, {})[name] = body

    def variable(self, type_: str, value: Any) -> str:
        """Declare a variable with this value; return a reference to it."""
        name = f"v{len(self.variables)}"
        self.variables[name] = {"type": type_}
        self.values[name] = value
        return f"${{var.{name}}}"

    @property
    def text(self) -> str:
        """The file, in native syntax."""
        variables = {"vpc_main": {"type": "string"}, "vpc_other": {"type": "string"}}
        parts = [
            f'variable "{name}" {{\n  type = {body["type"]}\n}}'
            for name, body in (variables | self.variables).items()
        ]
        for kind, bodies in self.resources.items():
            parts += [f'resource "{kind}" "{name}" {_body(body)}' for name, body in bodies.items()]
        return "\n\n".join(parts) + "\n"


class Blocks(list[JSON]):
    """A list that is written as blocks."""


def _body(body: JSON) -> str:
    lines = []
    for name, value in body.items():
        if isinstance(value, Blocks):
            lines += [f"{name} {_body(block)}" for block in value]
        else:
            # JSON is as good as native syntax for a value, and its strings are templates as well.
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + textwrap.indent("\n".join(lines), "  ") + "\n}"


def literal(text: str) -> str:
    """Quote what would be a template."""
    return text.replace("${", "$${").replace("%{", "%%{")


def texts(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    """Text that EC2 keeps: no blanks around it, and nothing it gives a meaning to."""
    drawn = st.text(st.sampled_from(alphabet), min_size=least, max_size=most)
    return drawn.map(str.strip).filter(
        lambda text: len(text) >= least and not text.lower().startswith(("sg-", "aws:"))
    )


def networks(bits: int) -> st.SearchStrategy[str]:
    """CIDR blocks in EC2's own spelling."""
    base = 0x0A000000 if bits == 32 else 0x20010DB8 << 96
    kind = ipaddress.IPv4Network if bits == 32 else ipaddress.IPv6Network
    return st.tuples(st.integers(0, 255), st.integers(16, 32)).map(
        lambda drawn: str(kind((base + (drawn[0] << (bits - 16)), drawn[1]), strict=False))
    )


@st.composite
def configurations(draw: st.DrawFn) -> Drawn:
    """Up to four groups in two VPCs."""
    drawn = Drawn()
    names = [f"g{index}" for index in range(draw(st.integers(1, 4)))]
    for index, name in enumerate(names):
        _group(draw, drawn, name, earlier=names[:index], every=names)
    return drawn


def _group(draw: st.DrawFn, drawn: Drawn, name: str, earlier: list[str], every: list[str]) -> None:
    body: JSON = {"vpc_id": f"${{var.vpc_{draw(st.sampled_from(['main', 'other']))}}}"}
    match draw(st.sampled_from(["exact", "exact", "prefix", "none"])):
        case "exact":
            body["name"] = f"{name} " + literal(draw(texts(PLAIN, 1, 12)))
        case "prefix":
            body["name_prefix"] = f"{name}-"
    # Nameless groups are told apart by this, for CloudFormation makes up all names alike.
    body["description"] = f"{name} " + literal(draw(texts(PLAIN, 0, 20)))
    if draw(st.booleans()):
        keys = draw(st.lists(texts(ODD, 1, 8), unique=True, max_size=4))
        body["tags"] = {literal(key): _tag_value(draw, drawn) for key in keys}
    for direction in ("ingress", "egress"):
        style = draw(st.sampled_from(STYLES))
        peers = earlier if style in ("blocks", "attribute") else every
        rules = [] if style == "absent" else _rules(draw, drawn, direction, name, peers)
        match style:
            case "blocks" if rules:
                body[direction] = Blocks(rules)
            case "attribute":
                body[direction] = [_complete(rule) for rule in rules]
            case "legacy":
                _legacy(drawn, direction, name, rules)
            case "modern":
                _modern(draw, drawn, direction, name, rules)
    drawn.add("aws_security_group", name, body)


def _tag_value(draw: st.DrawFn, drawn: Drawn) -> str:
    text = draw(texts(ODD, 0, 12))
    return drawn.variable("string", text) if draw(st.integers(0, 4)) == 0 else literal(text)


def _rules(
    draw: st.DrawFn, drawn: Drawn, direction: str, group: str, peers: list[str]
) -> list[JSON]:
    """Rules in the form of inline blocks; no two have a peer, a protocol and a port in common."""
    rules = []
    for index in range(draw(st.integers(0, 3))):
        rule = _protocol(draw, index)
        if draw(st.booleans()):
            rule["description"] = literal(draw(texts(PLAIN, 0, 20)))
        kinds = draw(st.sets(st.sampled_from(["v4", "v6", "self", "group"]), min_size=1))
        if "v4" in kinds or (kinds == {"group"} and not set(peers) - {group}):
            blocks = draw(st.lists(networks(32), min_size=1, max_size=3, unique=True))
            is_late = draw(st.integers(0, 3)) == 0
            rule["cidr_blocks"] = drawn.variable("list(string)", blocks) if is_late else blocks
        if "v6" in kinds:
            blocks = draw(st.lists(networks(128), min_size=1, max_size=2, unique=True))
            rule["ipv6_cidr_blocks"] = blocks
        if "self" in kinds:
            rule["self"] = True
        if "group" in kinds and (others := sorted(set(peers) - {group})):
            chosen = draw(st.sets(st.sampled_from(others), min_size=1))
            rule["security_groups"] = [f"${{aws_security_group.{it}.id}}" for it in sorted(chosen)]
        rules.append(rule)
    return rules


def _protocol(draw: st.DrawFn, index: int) -> JSON:
    """Draw protocol and ports; but for the first of its group, a rule has ports of its own."""
    match draw(st.sampled_from(["tcp", "udp", "TCP", "6", "icmp", "icmpv6", "esp", "all"])):
        case "all" if index == 0:
            return {"protocol": draw(st.sampled_from(["-1", "all"])), "from_port": 0, "to_port": 0}
        case "icmp" | "icmpv6" as protocol:
            return {"protocol": protocol, "from_port": index + 3, "to_port": -1}
        case "esp" if index == 0:
            return {"protocol": "50", "from_port": 0, "to_port": 0}
        case "udp" | "tcp" | "TCP" | "6" as protocol:
            start = 1000 * index + draw(st.integers(1, 900))
            return {
                "protocol": protocol,
                "from_port": start,
                "to_port": start + draw(st.integers(0, 9)),
            }
    return {"protocol": "tcp", "from_port": 1000 * index + 950, "to_port": 1000 * index + 950}


def _complete(rule: JSON) -> JSON:
    """As an object of the attribute form, which lacks nothing."""
    empty: JSON = {
        "description": "",
        "cidr_blocks": [],
        "ipv6_cidr_blocks": [],
        "prefix_list_ids": [],
        "security_groups": [],
        "self": False,
    }
    return empty | rule


def _legacy(drawn: Drawn, direction: str, group: str, rules: list[JSON]) -> None:
    """As `aws_security_group_rule`: one for all CIDR blocks, one for each other peer."""
    for index, rule in enumerate(rules):
        head = {key: rule[key] for key in ("protocol", "from_port", "to_port")}
        head |= {"type": direction, "security_group_id": f"${{aws_security_group.{group}.id}}"}
        if rule.get("description"):
            head["description"] = rule["description"]
        blocks: JSON = {key: rule[key] for key in BLOCKS if key in rule}
        bodies = [blocks] if blocks else []
        bodies += [{"self": True}] if "self" in rule else []
        bodies += [{"source_security_group_id": peer} for peer in rule.get("security_groups", [])]
        for number, body in enumerate(bodies):
            drawn.add(
                "aws_security_group_rule", f"{group}_{direction}_{index}_{number}", head | body
            )


def _modern(draw: st.DrawFn, drawn: Drawn, direction: str, group: str, rules: list[JSON]) -> None:
    """As `aws_vpc_security_group_ingress_rule`: one for each peer, with tags of its own."""
    own = f"${{aws_security_group.{group}.id}}"
    for index, rule in enumerate(rules):
        head: JSON = {"security_group_id": own, "ip_protocol": rule["protocol"]}
        if rule["protocol"] not in ("-1", "all", "50"):
            head |= {key: rule[key] for key in ("from_port", "to_port")}
        if rule.get("description"):
            head["description"] = rule["description"]
        if draw(st.booleans()):
            head["tags"] = {"Rule": literal(draw(texts(ODD, 0, 8)))}
        blocks = rule.get("cidr_blocks", [])
        if isinstance(blocks, str):
            known = drawn.values[blocks.removeprefix("${var.").removesuffix("}")]
            bodies = [{"cidr_ipv4": drawn.variable("string", block)} for block in known]
        else:
            bodies = [{"cidr_ipv4": block} for block in blocks]
        bodies += [{"cidr_ipv6": block} for block in rule.get("ipv6_cidr_blocks", [])]
        bodies += [{"referenced_security_group_id": own}] if "self" in rule else []
        bodies += [
            {"referenced_security_group_id": peer} for peer in rule.get("security_groups", [])
        ]
        kind = f"aws_vpc_security_group_{direction}_rule"
        for number, body in enumerate(bodies):
            drawn.add(kind, f"{group}_{index}_{number}", head | body)
