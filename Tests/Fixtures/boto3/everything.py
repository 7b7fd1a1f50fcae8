#!/usr/bin/env python3
r"""Create or update 5 security groups.

Translated from main.tf and 1 more by Portolan. Running it again changes nothing.

    ./security_groups.py --vpc-id vpc-0123 --office-cidrs 203.0.113.0/24 \
        --legacy-sg-id ...
"""

# Fixed when this was translated:
#   workers = 2 (main.tf:180: count needs its value)
#   password (given, sensitive)

from __future__ import annotations

import argparse
import getpass
import ipaddress
import json
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = argparse.ArgumentParser(description="Create or update 5 security groups.")
    add = parser.add_argument
    add("--vpc-id", required=True, help="VPC that holds the security groups.")
    add(
        "--office-cidrs",
        type=ipv4_block,
        nargs="*",
        required=True,
        help="Offices; 100%% of them.",
    )
    add("--partner-cidrs", type=ipv4_block, nargs="*", default=["203.0.113.0/24"])
    add("--ipv6-cidrs", type=ipv6_block, nargs="*", default=["2001:db8::/32"])
    add("--prefix-list-ids", type=prefix_list_id, nargs="*", default=[])
    add("--peer-group-ids", type=security_group_id, nargs="*", default=[])
    add("--legacy-sg-id", required=True)
    add("--port", type=int, default=8443)
    add("--extra-tags", type=string_map, default={"team": "net"})
    add(
        "--subnets",
        type=json_value,
        default={"a": {"cidr": "10.1.0.0/24", "zones": ["eu-1a"]}},
    )
    add("--is-public", type=boolean, default=True)
    add("--token", help="Shown to nobody. Better given as $TOKEN.")
    add(
        "--adopt",
        metavar="GROUP_ID",
        nargs="*",
        default=[],
        help=(
            "groups of an earlier run whose tags have changed; none: they are strangers"
        ),
    )
    args = parser.parse_args()
    args.token = args.token or secret("token", "TOKEN")
    return args


def main() -> None:
    """Make AWS look as the configuration says."""
    args = parse_args()
    subnets_a_cidr = checked("main.tf:105", ipv4_block, [args.subnets["a"]["cidr"]])
    ec2 = boto3.client("ec2")
    ignored_tags = IgnoredTags(
        keys=[
            "LastScan",
            (
                'it\'s "quoted" \\ `id` $(id) ${HOME} {0} {{x}} %s #\n\tnew '
                "line \U0001f600 \u202ertl"
            ),
        ],
        prefixes=["kubernetes.io/"],
    )
    ignored_tags_2 = IgnoredTags(prefixes=["kubernetes.io/"])

    vpc_main = only_one(
        "data.aws_vpc.main (main.tf:30)",
        ec2.describe_vpcs,
        "Vpcs",
        Filters=[{"Name": "tag:Name", "Values": ["main"]}],
    )

    caller_identity_me = caller_identity("data.aws_caller_identity.me (main.tf:34)")

    security_group_legacy = only_one(
        "data.aws_security_group.legacy (main.tf:38)",
        ec2.describe_security_groups,
        "SecurityGroups",
        GroupIds=[args.legacy_sg_id],
    )

    default = default_group(
        ec2,
        "aws_default_security_group.default (main.tf:140)",
        vpc_main["VpcId"],
        tags={"Name": "closed"},
        ignored=ignored_tags,
    )

    legacy = existing_group(
        ec2,
        "var.legacy_sg_id (main.tf:150)",
        security_group_legacy["GroupId"],
    )

    web = Group(
        ec2,
        'module.web["a b"].aws_security_group.this (main.tf:44)',
        name=f"web-{ec2.meta.region_name}",
        description="Web in account " + caller_identity_me["Account"],
        vpc_id=args.vpc_id,
        tags={
            **args.extra_tags,
            "Name": "web",
            "note": (
                'it\'s "quoted" \\ `id` $(id) ${HOME} {0} {{x}} %s #\n\tnew '
                "line \U0001f600 \u202ertl"
            ),
            "public": f"is public: {as_text(args.is_public)}",
            "port": str(args.port),
        },
    )

    worker = Group(
        ec2,
        "aws_security_group.worker[0] (main.tf:180)",
        name_prefix="worker-",
        description="Managed by Terraform",
        vpc_id=vpc_main["VpcId"],
        tags={"Name": "worker"},
    )

    worker_1 = Group(
        ec2,
        "aws_security_group.worker[1] (main.tf:180)",
        name_prefix="worker-",
        description="Managed by Terraform",
        vpc_id=vpc_main["VpcId"],
        tags={"Name": "worker"},
    )

    ensure_groups(web, worker, worker_1, adopt=args.adopt)

    ensure_rules(
        web,
        ingress=[
            *tcp(443, args.office_cidrs, "HTTPS"),
            *tcp(443, args.partner_cidrs, "HTTPS"),
            *tcp(443, ["203.0.113.0/24"], "HTTPS"),
            *tcp(args.port, args.ipv6_cidrs, f"port {args.port}"),
            *per_peer("tcp", 8000, 8099, args.prefix_list_ids),
            *udp(53, [vpc_main["CidrBlock"]], "DNS"),
            Rule("icmp", 8, -1, "0.0.0.0/0", "ping"),
            Rule("icmpv6", -1, -1, "::/0"),
            *per_peer("50", -1, -1, subnets_a_cidr, "ESP"),
            *tcp(22, [web.id], "self"),
            *tcp(22, [default.id], "from the default group"),
            *tcp(5432, args.peer_group_ids),
            *tcp(5432, ["444455556666/sg-0123456789abcdef0"], "from a partner account"),
        ],
        egress=all_traffic(["0.0.0.0/0"], "anywhere"),
    )

    tag_group(default)

    ensure_rules(default, ingress=[], egress=[])

    # main.tf:150, main.tf:160, main.tf:170
    add_rules(
        legacy,
        ingress=[
            *tagged(
                tcp(9000, ["10.2.0.0/16"], "metrics"),
                {"Name": "metrics", "empty": ""},
                ignored_tags_2,
            ),
            *tagged(
                tcp(9001, ["10.2.0.0/16"]),
                {**args.extra_tags, "Name": "logs"},
                IgnoredTags(),
            ),
            *tcp(9002, [web.id]),
        ],
    )

    attach_group(
        ec2,
        "aws_network_interface_sg_attachment.proxy (main.tf:190)",
        web.id,
        "eni-0123456789abcdef0",
    )
    associate_vpc(
        ec2,
        "aws_vpc_security_group_vpc_association.shared (main.tf:194)",
        web.id,
        "vpc-0fedcba9876543210",
    )

    print("web_id =", web.id)
    print(
        "workers =",
        as_text([worker.id, worker_1.record["GroupName"], *args.office_cidrs]),
    )
    print(
        "all =",
        as_text(
            {
                **args.extra_tags,
                "zone": args.subnets["a"]["zones"][0],
                "owner": web.record["OwnerId"],
                "vpc": web.record["VpcId"],
                "public": args.is_public,
                "port": args.port,
            },
        ),
    )
    print(
        "note =",
        (
            'it\'s "quoted" \\ `id` $(id) ${HOME} {0} {{x}} %s #\n\tnew '
            "line \U0001f600 \u202ertl"
        ),
    )
    print("partition =", ec2.meta.partition)
    print("token = <sensitive>")


# --- inputs ---------------------------------------------------------------------------


def ipv4_block(text: str) -> str:
    """Check an IPv4 block such as 10.0.0.0/8: a network address and its length."""
    network = ipaddress.IPv4Network(text, strict=False)
    if text != str(network):
        raise argparse.ArgumentTypeError(f"{text} is no network; {network} is one")
    return text


def ipv6_block(text: str) -> str:
    """Check an IPv6 block such as 2001:db8::/32, and spell it as EC2 does."""
    address = ipaddress.IPv6Interface(text)
    if "/" not in text or address.ip != address.network.network_address:
        raise argparse.ArgumentTypeError(f"{text} is no network; {address.network} is")
    return str(address.network)


def prefix_list_id(text: str) -> str:
    """Check the id of a prefix list."""
    if not text.startswith("pl-"):
        raise argparse.ArgumentTypeError(f"{text} is no prefix list id (pl-...)")
    return text


def security_group_id(text: str) -> str:
    """Check the id of a group; one of another account is ACCOUNT/sg-..."""
    if not text.rpartition("/")[2].startswith("sg-"):
        raise argparse.ArgumentTypeError(f"{text} is no security group id (sg-...)")
    return text


def checked(
    source: str, check: Callable[[str], str], values: Iterable[str]
) -> list[str]:
    """Check peers that are computed from inputs."""
    try:
        return [check(value) for value in values]
    except (TypeError, ValueError, argparse.ArgumentTypeError) as error:
        raise SystemExit(f"{source}: {error}") from error


def boolean(text: str) -> bool:
    """Read true or false."""
    if text not in ("true", "false"):
        raise argparse.ArgumentTypeError(f"{text} is neither true nor false")
    return text == "true"


def json_value(text: str) -> Any:
    """Read a structure written as JSON."""
    return json.loads(text)


def string_map(text: str) -> dict[str, str]:
    """Read a map of strings written as JSON; a null is as good as no entry."""
    entries = dict(json.loads(text)).items()
    return {key: as_text(value) for key, value in entries if value is not None}


def as_text(value: Any) -> str:
    """Spell a value as Terraform does in text: true, not True; 8443, not 8443.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else json.dumps(value)


def secret(name: str, variable: str) -> str:
    """Take a sensitive input from the environment, or ask for it without echo."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise SystemExit(f"{name} is missing; give it as ${variable}")
    return getpass.getpass(f"{name}: ")


# --- lookups --------------------------------------------------------------------------


def only_one(source: str, describe: Any, result: str, **parameters: Any) -> Any:
    """Ask EC2 a question that must have exactly one answer."""
    with naming(source):
        found = describe(**parameters)[result]
    if len(found) != 1:
        raise SystemExit(f"{source}: {len(found)} matches; exactly one is needed")
    return found[0]


def caller_identity(source: str) -> Any:
    """Ask who runs this script, and in which account."""
    with naming(source):
        return boto3.client("sts").get_caller_identity()


# --- groups ---------------------------------------------------------------------------


class IgnoredTags(NamedTuple):
    """Tags that something else sets: with these keys, or keys that begin so."""

    keys: Iterable[str] = ()
    prefixes: Iterable[str] = ()

    def covers(self, key: str) -> bool:
        """Tell whether a tag with this key stays; AWS sets some, too."""
        return key in self.keys or key.startswith(("aws:", *self.prefixes))


@dataclass
class Group:
    """A security group as it is wanted, and EC2's record of it once there is one."""

    ec2: Any
    source: str = field(compare=False)
    name: str = ""
    name_prefix: str = ""
    description: str = ""
    vpc_id: str = ""
    tags: dict[str, str] | None = None
    ignored: IgnoredTags = field(default_factory=IgnoredTags, compare=False)
    record: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])


def existing_group(ec2: Any, source: str, group_id: str) -> Group:
    """Return a group that something else made; it gets rules and nothing more."""
    describe = ec2.describe_security_groups
    record = only_one(source, describe, "SecurityGroups", GroupIds=[group_id])
    return Group(ec2, source, record=record)


def default_group(
    ec2: Any,
    source: str,
    vpc_id: str,
    tags: dict[str, str] | None = None,
    ignored: IgnoredTags | None = None,
) -> Group:
    """Return the group that the VPC has had from the start."""
    record = only_one(
        source,
        ec2.describe_security_groups,
        "SecurityGroups",
        Filters=[
            {"Name": "group-name", "Values": ["default"]},
            {"Name": "vpc-id", "Values": [vpc_id]},
        ],
    )
    kept = ignored or IgnoredTags()
    return Group(ec2, source, tags=tags, ignored=kept, record=record)


def ensure_groups(*groups: Group, adopt: list[str]) -> None:
    """Look for all groups before any is changed; then create the missing ones."""
    for group in groups:
        with naming(group.source):
            if group.name_prefix:
                group.record = find_generated(group, groups, adopt)
            else:
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
    wanted = group.tags or {}
    return own_tags(record.get("Tags", []), wanted, group.ignored) == wanted


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
        GroupName=group.name or generated_name(group.name_prefix),
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


def generated_name(prefix: str) -> str:
    """Make a name as Terraform does: the time in 18 digits, 8 more against chance."""
    now = datetime.now(timezone.utc)
    fraction = f"{now.microsecond // 100:04d}"
    return f"{prefix}{now:%Y%m%d%H%M%S}{fraction}{secrets.token_hex(4)}"


def tag_group(group: Group) -> None:
    """Give the group exactly its tags."""
    if group.tags is not None:
        tags = group.record.get("Tags", [])
        ensure_tags(group.ec2, group.id, tags, group.tags, group.ignored)


def ensure_tags(
    ec2: Any,
    resource: str,
    present: list[dict[str, str]],
    wanted: dict[str, str],
    ignored: IgnoredTags,
) -> None:
    """Make the tags of a group or rule these, beside those that stay."""
    tags = own_tags(present, wanted, ignored)
    if extra := sorted(tags.keys() - wanted.keys()):
        ec2.delete_tags(Resources=[resource], Tags=[{"Key": key} for key in extra])
    if missing := dict(wanted.items() - tags.items()):
        ec2.create_tags(Resources=[resource], Tags=tag_list(missing))


def own_tags(
    tags: list[dict[str, str]], wanted: dict[str, str], ignored: IgnoredTags
) -> dict[str, str]:
    """Read a list of tags, without those that stay although nobody wants them here."""
    pairs = {tag["Key"]: tag["Value"] for tag in tags}
    own = [key for key in pairs if key in wanted or not ignored.covers(key)]
    return {key: pairs[key] for key in own}


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


def add_rules(group: Group, *, ingress: list[Rule]) -> None:
    """Let the group have these rules too, whatever others it has."""
    with naming(group.source):
        rows = describe_rules(group)
        changes = diff(rows, ingress, egress=False)
        ensure_ingress(group, changes._replace(revoke=[]))


def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single TCP port."""
    return [Rule("tcp", port, port, peer, description) for peer in peers]


def udp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single UDP port."""
    return [Rule("udp", port, port, peer, description) for peer in peers]


def all_traffic(peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for every protocol and port."""
    return [Rule("-1", -1, -1, peer, description) for peer in peers]


def per_peer(
    protocol: str,
    from_port: int,
    to_port: int,
    peers: Iterable[str],
    description: str = "",
) -> list[Rule]:
    """One rule per peer for a range of ports."""
    ports = from_port, to_port
    return [Rule(protocol, *ports, peer, description) for peer in peers]


def tagged(rules: list[Rule], tags: dict[str, str], ignored: IgnoredTags) -> list[Rule]:
    """Return the same rules with these tags, beside those that stay."""
    return [rule._replace(tags=tags, ignored=ignored) for rule in rules]


class Rule(NamedTuple):
    """One security group rule: a protocol, a port range and one peer."""

    protocol: str
    from_port: int
    to_port: int
    peer: str
    description: str = ""
    tags: dict[str, str] | None = None
    ignored: IgnoredTags = IgnoredTags()

    @classmethod
    def of(cls, row: dict[str, Any]) -> Rule:
        """Read a rule that the group has."""
        peer = row.get("CidrIpv4")
        peer = peer or row.get("CidrIpv6")
        peer = peer or row.get("PrefixListId")
        peer = peer or row.get("ReferencedGroupInfo", {}).get("GroupId")
        # A peer of a kind that is not wanted here: the rule's own id stands for it.
        peer = peer or row["SecurityGroupRuleId"]
        ports = row["FromPort"], row["ToPort"]
        return cls(row["IpProtocol"], *ports, peer, row.get("Description", ""))

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What makes it this rule; its description does not."""
        peer = self.peer.split("/")[1] if "/sg-" in self.peer else self.peer
        return self.protocol, self.from_port, self.to_port, peer

    def permission(self, *, clear: bool = False) -> dict[str, Any]:
        """Spell the rule as EC2 takes it; `clear` names even an empty description."""
        kind, key = peer_kind(self.peer)
        peer = {key: self.peer}
        if "/sg-" in self.peer:
            peer["UserId"], peer["GroupId"] = self.peer.split("/")
        if self.description or clear:
            peer["Description"] = self.description
        permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}
        if self.protocol != "-1":
            permission.update(FromPort=self.from_port, ToPort=self.to_port)
        return permission


def peer_kind(peer: str) -> tuple[str, str]:
    """Tell in which list of a permission a peer stands, and under which key."""
    if peer.startswith("pl-"):
        return "PrefixListIds", "PrefixListId"
    if "sg-" in peer:
        return "UserIdGroupPairs", "GroupId"
    if ":" in peer:
        return "Ipv6Ranges", "CidrIpv6"
    return "IpRanges", "CidrIp"


class Changes(NamedTuple):
    """What it takes to give a group its rules in one direction."""

    add: list[Rule]
    describe: list[dict[str, Any]]
    tag: list[tuple[Rule, dict[str, Any]]]
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
        add=[rule for key, rule in wanted.items() if key not in present],
        describe=[
            rule.permission(clear=True)
            for rule, row in both
            if rule.description != row.get("Description", "")
        ],
        tag=[(rule, row) for rule, row in both if rule.tags is not None],
        revoke=[
            row["SecurityGroupRuleId"]
            for key, row in present.items()
            if key not in wanted
        ],
    )


def ensure_ingress(group: Group, changes: Changes) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    for batch in batches(changes.add):
        group.ec2.authorize_security_group_ingress(GroupId=group.id, **batch)
    if changes.describe:
        group.ec2.update_security_group_rule_descriptions_ingress(
            GroupId=group.id, IpPermissions=changes.describe
        )
    for rule, row in changes.tag:
        rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
        ensure_tags(group.ec2, rule_id, present, rule.tags or {}, rule.ignored)
    if changes.revoke:
        group.ec2.revoke_security_group_ingress(
            GroupId=group.id, SecurityGroupRuleIds=changes.revoke
        )


def ensure_egress(group: Group, changes: Changes) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    for batch in batches(changes.add):
        group.ec2.authorize_security_group_egress(GroupId=group.id, **batch)
    if changes.describe:
        group.ec2.update_security_group_rule_descriptions_egress(
            GroupId=group.id, IpPermissions=changes.describe
        )
    for rule, row in changes.tag:
        rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
        ensure_tags(group.ec2, rule_id, present, rule.tags or {}, rule.ignored)
    if changes.revoke:
        group.ec2.revoke_security_group_egress(
            GroupId=group.id, SecurityGroupRuleIds=changes.revoke
        )


def batches(rules: list[Rule]) -> Iterator[dict[str, Any]]:
    """Gather the arguments of one authorize call for each set of tags."""
    alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
    for rule in rules:
        alike.setdefault(tuple(sorted((rule.tags or {}).items())), []).append(rule)
    for tags, tagged in alike.items():
        yield {
            "IpPermissions": [rule.permission() for rule in tagged],
            "TagSpecifications": tag_specifications("security-group-rule", dict(tags)),
        }


# --- attachments ----------------------------------------------------------------------


def attach_group(ec2: Any, source: str, group_id: str, interface_id: str) -> None:
    """Let the network interface have the group too; it keeps those it has."""
    with naming(source):
        answer = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface_id])
        groups = [row["GroupId"] for row in answer["NetworkInterfaces"][0]["Groups"]]
        if group_id not in groups:
            ec2.modify_network_interface_attribute(
                NetworkInterfaceId=interface_id, Groups=[group_id, *groups]
            )


def associate_vpc(ec2: Any, source: str, group_id: str, vpc_id: str) -> None:
    """Let interfaces in the VPC have the group, and wait until they can."""
    with naming(source):
        state = association_state(ec2, group_id, vpc_id)
        if state not in {"associated", "associating"}:
            ec2.associate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)
            state = association_state(ec2, group_id, vpc_id)
        for _ in range(150):
            if state in {"associated", "association-failed"}:
                break
            time.sleep(2)
            state = association_state(ec2, group_id, vpc_id)
    if state != "associated":
        raise SystemExit(f"{source}: the association with {vpc_id} is {state}")


def association_state(ec2: Any, group_id: str, vpc_id: str) -> str:
    """Tell how far the association of the group with the VPC is."""
    filters = [
        {"Name": "group-id", "Values": [group_id]},
        {"Name": "vpc-id", "Values": [vpc_id]},
    ]
    answer = ec2.describe_security_group_vpc_associations(Filters=filters)
    states = [row["State"] for row in answer["SecurityGroupVpcAssociations"]]
    return states[0] if states else "missing"


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
    except LookupError as error:
        raise SystemExit(f"an element is missing: {error}") from error
