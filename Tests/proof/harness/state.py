"""The security groups of an account in a form that does not depend on ids, order or spelling."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

#: A name that Terraform made: a prefix, 18 digits of time, 8 hexadecimal digits of a counter.
GENERATED_NAME = re.compile(r"(.*?)\d{18}[0-9a-f]{8}")

Rename = Callable[[str], str]


class Rule(NamedTuple):
    """One security group rule: one peer."""

    direction: str
    protocol: str
    #: For ICMP the type and the code; absent for protocols without ports, which EC2 forgets.
    ports: tuple[int, int] | None
    #: A CIDR block, `self`, `group NAME` or `group NAME in VPC`.
    peer: str
    description: str = ""
    #: Pairs, sorted.
    tags: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        words = [self.direction, self.protocol]
        if self.ports:
            words.append("-".join(map(str, self.ports)))
        words.append(self.peer)
        if self.description:
            words.append(json.dumps(self.description, ensure_ascii=False))
        if self.tags:
            words.append(json.dumps(dict(self.tags), ensure_ascii=False))
        return " ".join(words)

    @property
    def order(self) -> tuple[str, ...]:
        """A total order."""
        return tuple(json.dumps(part) for part in self)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        row = {name: part for name, part in self._asdict().items() if part}
        return row | ({"tags": dict(self.tags)} if self.tags else {})

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Rule:
        """Read what `to_json` returned."""
        ports = tuple(row["ports"]) if "ports" in row else None
        tags = tuple(sorted(row.get("tags", {}).items()))
        return cls(**{**row, "ports": ports, "tags": tags})

    def renamed(self, rename: Rename) -> Rule:
        """Return the rule with its peer group's name changed."""
        if not self.peer.startswith("group "):
            return self
        name, in_, vpc = self.peer.removeprefix("group ").partition(" in ")
        return self._replace(peer=f"group {rename(name)}{in_}{vpc}")


@dataclass(frozen=True)
class Group:
    """A security group with all its rules, sorted."""

    vpc: str
    name: str
    description: str
    tags: dict[str, str]
    rules: tuple[Rule, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by."""
        return (self.vpc, self.name)

    def renamed(self, rename: Rename) -> Group:
        """Return the group with its and its peers' names changed."""
        rules = sorted((rule.renamed(rename) for rule in self.rules), key=lambda rule: rule.order)
        return replace(self, name=rename(self.name), rules=tuple(rules))


@dataclass(frozen=True)
class State:
    """All groups of the account but untouched default groups, sorted."""

    groups: tuple[Group, ...] = field(default_factory=tuple)

    def renamed(self, rename: Rename) -> State:
        """Return the state with every group name changed."""
        groups = sorted(
            (group.renamed(rename) for group in self.groups), key=lambda group: group.key
        )
        return State(tuple(groups))

    def with_patterns(self) -> State:
        """Replace names that Terraform made by patterns such as `web-*`."""
        return self.renamed(_pattern)

    def to_json(self) -> list[dict[str, Any]]:
        """Return what `from_json` reads."""
        return [
            {
                "vpc": group.vpc,
                "name": group.name,
                "description": group.description,
                "tags": group.tags,
                "rules": [rule.to_json() for rule in group.rules],
            }
            for group in self.groups
        ]

    @classmethod
    def from_json(cls, rows: list[dict[str, Any]]) -> State:
        """Read what `to_json` returned."""
        return cls(
            tuple(
                Group(
                    row["vpc"],
                    row["name"],
                    row["description"],
                    row["tags"],
                    tuple(Rule.from_json(rule) for rule in row["rules"]),
                )
                for row in rows
            )
        )


def observe(ec2: Any) -> State:
    """Read the account."""
    vpcs = {vpc["VpcId"]: _vpc_name(vpc) for vpc in ec2.describe_vpcs()["Vpcs"]}
    rows = {row["GroupId"]: row for row in ec2.describe_security_groups()["SecurityGroups"]}
    rules: dict[str, list[Rule]] = {id_: [] for id_ in rows}
    for row in ec2.describe_security_group_rules()["SecurityGroupRules"]:
        rules[row["GroupId"]].append(_rule(row, rows, vpcs))
    groups = (
        Group(
            vpc=vpcs[row["VpcId"]],
            name=row["GroupName"],
            description=row["Description"],
            tags={tag["Key"]: tag["Value"] for tag in sorted(row["Tags"], key=lambda t: t["Key"])},
            rules=tuple(sorted(rules[id_], key=lambda rule: rule.order)),
        )
        for id_, row in rows.items()
    )
    touched = (group for group in groups if group.name != "default")
    return State(tuple(sorted(touched, key=lambda group: group.key)))


def _vpc_name(vpc: dict[str, Any]) -> str:
    if vpc.get("IsDefault"):
        return "default"
    tags = {tag["Key"]: tag["Value"] for tag in vpc.get("Tags", [])}
    return str(tags.get("Name") or vpc["CidrBlock"])


def _rule(row: dict[str, Any], groups: dict[str, Any], vpcs: dict[str, str]) -> Rule:
    has_ports = row["IpProtocol"] in ("tcp", "udp", "icmp", "icmpv6")
    return Rule(
        direction="egress" if row["IsEgress"] else "ingress",
        protocol=row["IpProtocol"],
        ports=(row["FromPort"], row["ToPort"]) if has_ports else None,
        peer=_peer(row, groups, vpcs),
        description=row.get("Description") or "",
        tags=tuple(sorted((tag["Key"], tag["Value"]) for tag in row.get("Tags", []))),
    )


def _peer(row: dict[str, Any], groups: dict[str, Any], vpcs: dict[str, str]) -> str:
    if cidr := row.get("CidrIpv4") or row.get("CidrIpv6"):
        return str(ipaddress.ip_network(cidr))
    if prefix_list := row.get("PrefixListId"):
        return str(prefix_list)
    peer_id = row["ReferencedGroupInfo"]["GroupId"]
    if peer_id == row["GroupId"]:
        return "self"
    own, peer = groups[row["GroupId"]], groups[peer_id]
    elsewhere = "" if own["VpcId"] == peer["VpcId"] else f" in {vpcs[peer['VpcId']]}"
    return f"group {peer['GroupName']}{elsewhere}"


def generated_groups(ec2: Any) -> list[str]:
    """Return the ids of all groups whose names were made at creation, in the order of the names."""
    groups = ec2.describe_security_groups()["SecurityGroups"]
    made = [group for group in groups if GENERATED_NAME.fullmatch(group["GroupName"])]
    return [group["GroupId"] for group in sorted(made, key=lambda group: str(group["GroupName"]))]


def _pattern(name: str) -> str:
    generated = GENERATED_NAME.fullmatch(name)
    return f"{generated[1]}*" if generated else name
