#!/usr/bin/env python3
"""Create or update the security groups shop and pay.

Translated from main.tf by Portolan. Running it again changes nothing.

    ./security_groups.py --vpc-shop vpc-0123 --vpc-pay vpc-0123
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = argparse.ArgumentParser(
        description="Create or update the security groups shop and pay.",
    )
    add = parser.add_argument
    add("--vpc-shop", required=True)
    add("--vpc-pay", required=True)
    return parser.parse_args()


def main() -> None:
    """Make AWS look as the configuration says."""
    args = parse_args()
    ec2 = boto3.client("ec2")

    shop = Group(
        ec2,
        "aws_security_group.shop (main.tf:4)",
        name="ecommerce-app",
        description="Peered: ecommerce-app",
        vpc_id=args.vpc_shop,
        tags={},
    )

    pay = Group(
        ec2,
        "aws_security_group.pay (main.tf:10)",
        name="payment-processing",
        description="Peered: payment-processing",
        vpc_id=args.vpc_pay,
        tags={},
    )

    ensure_groups(shop, pay)

    # main.tf:16
    add_rules(shop, ingress=tcp(443, [pay.id], "Secure API calls"))

    # main.tf:22
    add_rules(pay, ingress=tcp(443, [shop.id], "Secure API calls"))

    print("shop =", shop.id)
    print("pay =", pay.id)


# --- groups ---------------------------------------------------------------------------


@dataclass
class Group:
    """A security group as it is wanted, and EC2's record of it once there is one."""

    ec2: Any
    source: str
    name: str
    description: str
    vpc_id: str
    tags: dict[str, str]
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])


def ensure_groups(*groups: Group) -> None:
    """Look for all groups before any is changed; then create the missing ones."""
    for group in groups:
        with naming(group.source):
            group.record = find(group)
    for group in groups:
        with naming(group.source):
            group.record = group.record or create(group)
            tag_group(group)


def find(group: Group) -> dict[str, Any]:
    """Return EC2's record of the group with this name, or an empty one."""
    answer = group.ec2.describe_security_groups(
        Filters=[
            {"Name": "group-name", "Values": [group.name]},
            {"Name": "vpc-id", "Values": [group.vpc_id]},
        ]
    )
    # A filter takes * and ? for wildcards, so it may find others, too.
    same = [it for it in answer["SecurityGroups"] if it["GroupName"] == group.name]
    if same and same[0]["Description"] != group.description:
        raise SystemExit(
            f"{group.source}: {same[0]['GroupId']} has another description, which EC2"
            " cannot change; delete that group or give this one another name"
        )
    return dict(same[0]) if same else {}


def create(group: Group) -> dict[str, Any]:
    """Create the group; return EC2's record of it as soon as there is one."""
    answer = group.ec2.create_security_group(
        GroupName=group.name,
        Description=group.description,
        VpcId=group.vpc_id,
        TagSpecifications=tag_specifications("security-group", group.tags),
    )
    ids = [answer["GroupId"]]
    group.ec2.get_waiter("security_group_exists").wait(GroupIds=ids)
    record = group.ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"][0]
    # EC2 lets a new group send anything anywhere; Terraform takes that back.
    if record["IpPermissionsEgress"]:
        group.ec2.revoke_security_group_egress(
            GroupId=ids[0], IpPermissions=record["IpPermissionsEgress"]
        )
    return dict(record)


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


def add_rules(group: Group, *, ingress: list[Rule]) -> None:
    """Let the group have these rules too, whatever others it has."""
    with naming(group.source):
        rows = describe_rules(group)
        changes = diff(rows, ingress, egress=False)
        ensure_ingress(group, changes)


def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single TCP port."""
    return [Rule("tcp", port, port, peer, description) for peer in peers]


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
        peer = peer or row.get("ReferencedGroupInfo", {}).get("GroupId")
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
    if "sg-" in peer:
        return "UserIdGroupPairs", "GroupId"
    return "IpRanges", "CidrIp"


class Changes(NamedTuple):
    """What it takes to give a group its rules in one direction."""

    add: list[dict[str, Any]]
    describe: list[dict[str, Any]]


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
    )


def ensure_ingress(group: Group, changes: Changes) -> None:
    """Authorize what is missing; correct descriptions."""
    if changes.add:
        group.ec2.authorize_security_group_ingress(
            GroupId=group.id, IpPermissions=changes.add
        )
    if changes.describe:
        group.ec2.update_security_group_rule_descriptions_ingress(
            GroupId=group.id, IpPermissions=changes.describe
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
