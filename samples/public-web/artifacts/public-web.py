#!/usr/bin/env python3
"""Create or update the security group web.

Translated from main.tf by Portolan. Running it again changes nothing.

    ./web.py --vpc-id vpc-0123 --admin-cidr-blocks 203.0.113.0/24
"""

from __future__ import annotations

import argparse
import ipaddress
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = argparse.ArgumentParser(
        description="Create or update the security group web.",
    )
    add = parser.add_argument
    add(
        "--environment",
        default="production",
        help="Part of the group's name, such as production or staging",
    )
    add("--vpc-id", required=True, help="VPC of the public subnets")
    add(
        "--tags",
        type=string_map,
        default={"Owner": "platform team"},
        help="Tags that every resource carries",
    )
    add(
        "--admin-cidr-blocks",
        type=ipv4_block,
        nargs="*",
        required=True,
        help="Office networks that may log in by SSH; never the whole internet",
    )
    add(
        "--adopt",
        metavar="GROUP_ID",
        nargs="*",
        default=[],
        help=(
            "groups of an earlier run whose tags have changed; none: they are strangers"
        ),
    )
    return parser.parse_args()


def main() -> None:
    """Make AWS look as the configuration says."""
    args = parse_args()
    ec2 = boto3.client("ec2")

    web = Group(
        ec2,
        "aws_security_group.web (main.tf:8)",
        name_prefix=f"web-{args.environment}-",
        description="Public web servers",
        vpc_id=args.vpc_id,
        tags={**args.tags, "Name": f"web {args.environment}", "Role": "web"},
    )
    ensure_groups(web, adopt=args.adopt)

    ensure_rules(
        web,
        ingress=[
            *tcp(80, ["0.0.0.0/0", "::/0"], "HTTP from anywhere"),
            *tcp(443, ["0.0.0.0/0", "::/0"], "HTTPS from anywhere"),
            *tcp(22, args.admin_cidr_blocks, "SSH from the office"),
        ],
        egress=all_traffic(["0.0.0.0/0", "::/0"]),
    )

    print("web_security_group_id =", web.id)


# --- inputs ---------------------------------------------------------------------------


def ipv4_block(text: str) -> str:
    """Check an IPv4 block such as 10.0.0.0/8: a network address and its length."""
    network = ipaddress.IPv4Network(text, strict=False)
    if text != str(network):
        raise argparse.ArgumentTypeError(f"{text} is no network; {network} is one")
    return text


def string_map(text: str) -> dict[str, str]:
    """Read a map of strings written as JSON; a null is as good as no entry."""
    entries = dict(json.loads(text)).items()
    return {key: as_text(value) for key, value in entries if value is not None}


def as_text(value: Any) -> str:
    """Spell a value as Terraform does in text: true, not True; 8443, not 8443.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else json.dumps(value)


# --- groups ---------------------------------------------------------------------------


@dataclass
class Group:
    """A security group as it is wanted, and EC2's record of it once there is one."""

    ec2: Any
    source: str = field(compare=False)
    name_prefix: str
    description: str
    vpc_id: str
    tags: dict[str, str]
    record: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])


def ensure_groups(*groups: Group, adopt: list[str]) -> None:
    """Look for all groups before any is changed; then create the missing ones."""
    for group in groups:
        with naming(group.source):
            group.record = find_generated(group, groups, adopt)
    for group in groups:
        with naming(group.source):
            group.record = group.record or create(group)
            tag_group(group)


def find_generated(
    group: Group, groups: tuple[Group, ...], adopt: list[str]
) -> dict[str, Any]:
    """Return EC2's record of the group that an earlier run made, or an empty one.

    Name, description and VPC leave several possible; the tags tell which it is.
    """
    kin = [other for other in groups if replace(other, tags=group.tags) == group]
    taken = [other.record.get("GroupId") for other in kin]
    records = [it for it in generated_groups(group) if it["GroupId"] not in taken]
    alike = [record for record in records if has_tags_of(group, record)]
    twins = [other for other in kin if other == group and not other.record]
    if len(alike) > len(twins):
        ids = ", ".join(record["GroupId"] for record in alike)
        raise SystemExit(f"{group.source}: {ids} are alike; delete what is too many")
    if alike:
        return dict(alike[0])
    unknown = [it for it in records if not any(has_tags_of(of, it) for of in kin)]
    return adopted(group, unknown, adopt)


def generated_groups(group: Group) -> list[dict[str, Any]]:
    """Return the records of all groups with such a name, in the order of the names."""
    pages = group.ec2.get_paginator("describe_security_groups").paginate(
        Filters=[{"Name": "vpc-id", "Values": [group.vpc_id]}]
    )
    shape = re.compile(re.escape(group.name_prefix) + "[0-9]{18}[0-9a-f]{8}")
    records = (record for page in pages for record in page["SecurityGroups"])
    possible = (it for it in records if it["Description"] == group.description)
    return sorted(
        (record for record in possible if shape.fullmatch(record["GroupName"])),
        key=lambda record: str(record["GroupName"]),
    )


def has_tags_of(group: Group, record: dict[str, Any]) -> bool:
    """Tell whether the recorded group has just the tags that this one should have."""
    return own_tags(record.get("Tags", [])) == group.tags


def adopted(
    group: Group, records: list[dict[str, Any]], adopt: list[str]
) -> dict[str, Any]:
    """Return the record that --adopt names; never guess, for it may be a stranger's."""
    by_id = {record["GroupId"]: record for record in records}
    named = [group_id for group_id in adopt if group_id in by_id]
    if named:
        return dict(by_id[named[0]])
    if records and "none" not in adopt:
        raise SystemExit(
            f"{group.source}: {', '.join(by_id)} could be this group, but the tags"
            " differ; run this again with --adopt and its id, or with --adopt none"
            " to create another"
        )
    return {}


def create(group: Group) -> dict[str, Any]:
    """Create the group; return EC2's record of it as soon as there is one."""
    answer = group.ec2.create_security_group(
        GroupName=generated_name(group.name_prefix),
        Description=group.description,
        VpcId=group.vpc_id,
        TagSpecifications=tag_specifications("security-group", group.tags),
    )
    ids = [answer["GroupId"]]
    group.ec2.get_waiter("security_group_exists").wait(GroupIds=ids)
    record = group.ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"][0]
    return dict(record)


def generated_name(prefix: str) -> str:
    """Make a name as Terraform does: the time in 18 digits, 8 more against chance."""
    now = datetime.now(timezone.utc)
    fraction = f"{now.microsecond // 100:04d}"
    return f"{prefix}{now:%Y%m%d%H%M%S}{fraction}{secrets.token_hex(4)}"


def tag_group(group: Group) -> None:
    """Give the group exactly its tags."""
    ensure_tags(group.ec2, group.id, group.record.get("Tags", []), group.tags)


def ensure_tags(
    ec2: Any, resource: str, present: list[dict[str, str]], wanted: dict[str, str]
) -> None:
    """Make the tags of a group or rule exactly these."""
    tags = own_tags(present)
    if extra := sorted(tags.keys() - wanted.keys()):
        ec2.delete_tags(Resources=[resource], Tags=[{"Key": key} for key in extra])
    if missing := dict(wanted.items() - tags.items()):
        ec2.create_tags(Resources=[resource], Tags=tag_list(missing))


def own_tags(tags: list[dict[str, str]]) -> dict[str, str]:
    """Read a list of tags, without those that AWS itself sets."""
    pairs = {tag["Key"]: tag["Value"] for tag in tags}
    return {key: pairs[key] for key in pairs if not key.startswith("aws:")}


def tag_specifications(kind: str, tags: dict[str, str] | None) -> list[dict[str, Any]]:
    """Spell the tags that something new gets."""
    return [{"ResourceType": kind, "Tags": tag_list(tags)}] if tags else []


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Spell tags as EC2 takes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


# --- rules ----------------------------------------------------------------------------


def ensure_rules(group: Group, *, ingress: list[Rule], egress: list[Rule]) -> None:
    """Make the rules of the group exactly these."""
    with naming(group.source):
        rows = describe_rules(group)
        ensure_ingress(group, diff(rows, ingress, egress=False))
        ensure_egress(group, diff(rows, egress, egress=True))


def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single TCP port."""
    return [Rule("tcp", port, port, peer, description) for peer in peers]


def all_traffic(peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for every protocol and port."""
    return [Rule("-1", -1, -1, peer, description) for peer in peers]


class Rule(NamedTuple):
    """One security group rule: a protocol, a port range and one peer."""

    protocol: str
    from_port: int
    to_port: int
    peer: str
    description: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> Rule:
        """Read a rule that the group has."""
        peer = row.get("CidrIpv4")
        peer = peer or row.get("CidrIpv6")
        # A peer of a kind that is not wanted here: the rule's own id stands for it.
        peer = peer or row["SecurityGroupRuleId"]
        ports = row["FromPort"], row["ToPort"]
        return cls(row["IpProtocol"], *ports, peer, row.get("Description", ""))

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What makes it this rule; its description does not."""
        return self[:4]

    def permission(self, *, clear: bool = False) -> dict[str, Any]:
        """Spell the rule as EC2 takes it; `clear` names even an empty description."""
        kind, key = peer_kind(self.peer)
        peer = {key: self.peer}
        if self.description or clear:
            peer["Description"] = self.description
        permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}
        if self.protocol != "-1":
            permission.update(FromPort=self.from_port, ToPort=self.to_port)
        return permission


def peer_kind(peer: str) -> tuple[str, str]:
    """Tell in which list of a permission a peer stands, and under which key."""
    if ":" in peer:
        return "Ipv6Ranges", "CidrIpv6"
    return "IpRanges", "CidrIp"


class Changes(NamedTuple):
    """What it takes to give a group its rules in one direction."""

    add: list[dict[str, Any]]
    describe: list[dict[str, Any]]
    revoke: list[str]


def describe_rules(group: Group) -> list[dict[str, Any]]:
    """List the rules that the group has, each with its id."""
    pages = group.ec2.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group.id]}]
    )
    return [row for page in pages for row in page["SecurityGroupRules"]]


def diff(rows: list[dict[str, Any]], rules: Iterable[Rule], *, egress: bool) -> Changes:
    """Find the difference between the rules there are and those there should be."""
    present = {Rule.of(row).identity: row for row in rows if row["IsEgress"] is egress}
    wanted: dict[tuple[str, int, int, str], Rule] = {}
    for rule in rules:
        same = wanted.setdefault(rule.identity, rule)
        if same.description != rule.description:
            texts = f"{same.description!r} and {rule.description!r}"
            raise SystemExit(f"{rule[:4]} is wanted with two descriptions: {texts}")
    both = [(rule, present[key]) for key, rule in wanted.items() if key in present]
    return Changes(
        add=[rule.permission() for key, rule in wanted.items() if key not in present],
        describe=[
            rule.permission(clear=True)
            for rule, row in both
            if rule.description != row.get("Description", "")
        ],
        revoke=[
            row["SecurityGroupRuleId"]
            for key, row in present.items()
            if key not in wanted
        ],
    )


def ensure_ingress(group: Group, changes: Changes) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    if changes.add:
        group.ec2.authorize_security_group_ingress(
            GroupId=group.id, IpPermissions=changes.add
        )
    if changes.describe:
        group.ec2.update_security_group_rule_descriptions_ingress(
            GroupId=group.id, IpPermissions=changes.describe
        )
    if changes.revoke:
        group.ec2.revoke_security_group_ingress(
            GroupId=group.id, SecurityGroupRuleIds=changes.revoke
        )


def ensure_egress(group: Group, changes: Changes) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    if changes.add:
        group.ec2.authorize_security_group_egress(
            GroupId=group.id, IpPermissions=changes.add
        )
    if changes.describe:
        group.ec2.update_security_group_rule_descriptions_egress(
            GroupId=group.id, IpPermissions=changes.describe
        )
    if changes.revoke:
        group.ec2.revoke_security_group_egress(
            GroupId=group.id, SecurityGroupRuleIds=changes.revoke
        )


# --- errors ---------------------------------------------------------------------------


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Say which resource it was when AWS refuses something."""
    try:
        yield
    except ClientError as error:
        raise SystemExit(f"{source}: {error}") from error


if __name__ == "__main__":
    try:
        main()
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"{type(error).__name__}: {error}") from error
