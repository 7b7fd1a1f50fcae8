#!/usr/bin/env python3
r"""Create or update 6 security groups.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.

    ./security_groups.py --text ... --other ... --flag true --number 443 --list ... \
        --set ... --map '{...}' --numbers ... --object '{...}' --any '{...}'
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = Parser("Create or update 6 security groups.")
    add = parser.add_argument
    add("--text", required=True)
    add("--other", required=True)
    add("--flag", type=boolean, required=True)
    add("--number", type=number, required=True)
    add("--list", nargs="*", required=True)
    add("--set", nargs="*", required=True)
    add("--map", type=string_map, required=True)
    add("--numbers", type=number, nargs="*", required=True)
    add("--object", type=json_value, required=True)
    add("--any", type=json_value, required=True)
    add("--secret", help="Better given as $SECRET.")
    args = parser.parse_args()
    args.secret = args.secret or secret("secret", "SECRET")
    return args


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    run.hide(args.secret)
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")
    default_vpc_id = default_vpc(ec2)

    one = Group(
        ec2,
        "aws_security_group.one (main.tf:34)",
        name="one",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    many_a = Group(
        ec2,
        'aws_security_group.many["a"] (main.tf:38)',
        name="a",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    many_b = Group(
        ec2,
        'aws_security_group.many["b"] (main.tf:38)',
        name="b",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    many_c = Group(
        ec2,
        'aws_security_group.many["c"] (main.tf:38)',
        name="c",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    counted_0 = Group(
        ec2,
        "aws_security_group.counted[0] (main.tf:43)",
        name="counted-0",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    counted_1 = Group(
        ec2,
        "aws_security_group.counted[1] (main.tf:43)",
        name="counted-1",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    ensure_groups(run, one, many_a, many_b, many_c, counted_0, counted_1)

    run.output("equal_text", "same" if args.text == args.other else "different")
    run.output("equal_known", args.text)
    run.output("equal_bools", as_text([True, False, True, False]))
    run.output("equal_numbers", as_text([True, False, False, False]))
    run.output("equal_objects", as_text([True, False, False]))
    run.output("not_flag", as_text(not args.flag))
    run.output("and_flag", as_text(args.flag))
    run.output("or_flag", as_text(True))
    run.output("and_false", as_text(False))
    run.output("both", str(1 if args.flag and args.text == "x" else 2))
    run.output("template", f"a {args.text} b c {as_text(args.number)} true 1.5 d")
    run.output("template_only", args.text)
    run.output("template_of_flag", f"is {as_text(args.flag)}")
    run.output("template_if", "a" + (" yes " if args.flag else " no ") + "b")
    run.output("template_if_known", f"a yes {args.text}b")
    run.output("template_for", f"a-{args.text},b-{args.text},")
    run.output("template_strip", "a" + ("b" if args.flag else "") + "c")
    run.output(
        "template_in_template",
        (
            f"in {args.text} and {as_text(args.number)} of out in {args.text} "
            f"and {as_text(args.number)} of"
        ),
    )
    run.output("heredoc", f"first {args.text}\n  second\n    a=1\n    b=2\n")
    run.output("for_known", as_text([f"a-{args.text}", f"b-{args.text}"]))
    run.output("for_if_known", as_text(["A", "C"]))
    run.output("for_unknown", as_text(args.list))
    run.output("for_object", as_text({"A": args.text, "B": "known"}))
    run.output("for_group", as_text({"1": ["a"], "2": ["bb", "cc"]}))
    run.output("for_of_for", as_text([f"<a{args.text}>", f"<b{args.text}>"]))
    run.output("for_ids", as_text([many_a.id, many_b.id, many_c.id]))
    run.output("for_set", as_text(args.set))
    run.output("splat", as_text([counted_0.id, counted_1.id]))
    run.output("splat_one", as_text([one.arn]))
    run.output("splat_known", as_text([1, args.text]))
    run.output("splat_null", as_text([]))
    run.output("splat_map", as_text([args.map]))
    run.output("splat_list", as_text(args.list))
    run.output("splat_text", as_text([args.text]))
    run.output("splat_known_text", as_text(["known"]))
    run.output("index", args.list[0])
    run.output("index_number", as_text(args.numbers[1]))
    run.output("index_map", args.map["key"])
    run.output("attribute", args.object["name"])
    run.output("attribute_deep", as_text(args.object["inner"]["flag"]))
    run.output("attribute_list", as_text(args.object["ports"][0]))
    run.output("nested", args.text)
    run.output("mixed", as_text([args.text, "known", args.number, True, None]))
    run.output("flags", as_text([True, False, args.flag]))
    run.output("conditional_known", args.text)
    run.output("conditional_types", as_text(1 if args.flag else 2.5))
    run.output("conditional_lists", as_text(["a"] if args.flag else ["b", "c"]))
    run.output("conditional_same", "same")
    run.output(
        "conditional_deep",
        ("x" if args.text == "a" else "y") if args.flag else "z",
    )
    run.output("arithmetic", as_text([3, 4, 6, 3.5, 3, -3, 7, 9]))
    run.output(
        "numbers",
        as_text(
            [
                10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000,
                0.00000015,
                0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335,
                -0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335,
                -2500000000000000000000000000000,
                123456789012345678901234567890,
                1000000000000000000000000000,
                10000000000000000000000000000,
                12500000000000000000000000000,
                0.3,
                100000,
                1.23,
                2,
                0.000000000000000000000000000001,
            ],
        ),
    )
    run.output(
        "number_texts",
        (
            "100000000000000000000000000000000000000000000000000000000000"
            "00000000000000000000000000000000000000000 "
            "-0.333333333333333333333333333333333333333333333333333333333"
            "333333333333333333333333333333333333333333333333333333333333"
            "33333333333333333333333333333333333335 0.00000015 "
            "1000000000000000000000 -1000000000000000000000 "
            "0.000000000000000000000000000001 "
            "12500000000000000000000000000"
        ),
    )
    run.output("compare", as_text([True, True, False, True]))
    run.output("length", str(len(args.list)))
    run.output(
        "length_compare",
        as_text(
            [
                1 if len(args.list) > 2 else 0,
                1 if len(args.list) > 1 else 0,
                0 if len(args.list) > 1 else 1,
                0 if len(args.list) > 2 else 1,
            ],
        ),
    )
    run.output(
        "length_equal",
        as_text(
            [
                0 if len(args.list) > 0 else 1,
                1 if len(args.list) > 0 else 0,
                1 if len(args.list) > 2 and len(args.list) <= 3 else 0,
                1 if len(args.list) > 0 else 0,
            ],
        ),
    )
    run.output("join", "-".join(args.list))
    run.output("join_mixed", f"a-{args.text}")
    run.output("concat", as_text(["a", *args.list, args.text]))
    run.output("merge", as_text({"a": "b", **args.map, "c": args.text}))
    run.output("tolist", as_text(args.set))
    run.output("toset", as_text(["a", args.text]))
    run.output("tostring", as_text(args.number))
    run.output("tonumber", as_text(number(args.text)))
    run.output("tobool", as_text(boolean(args.text)))
    run.output("contains", str(1 if args.text in ["a", "b"] else 0))
    run.output("try", args.text)
    run.output("expanded_known", "5")
    run.output("format", f"{args.text}-007")
    run.output("element", args.list[0])
    run.output("flatten", as_text(["a", args.text, "b"]))
    run.output("distinct", as_text(["a", "b"]))
    run.output("values", as_text([args.text, "c"]))
    run.output("zipmap", as_text({"a": args.text, "b": args.other}))
    run.output("one", one.id)
    run.output("cidrsubnet", "10.3.0.0/16")
    run.output("any", as_text(args.any))
    run.output("any_attribute", as_text(args.any["name"]))
    run.output("secret", "<sensitive>")
    run.output("nonsensitive", "SHOWN")
    run.output(
        "group",
        as_text(
            ["one", "Managed by Terraform", one.record["VpcId"], one.record["OwnerId"]],
        ),
    )
    run.output("ids", as_text({"a": many_a.id, "b": many_b.id, "c": many_c.id}))
    run.output("id_of_key", many_b.id)


# --- inputs ---------------------------------------------------------------------------


class Parser(argparse.ArgumentParser):
    """A command line with the flags that have nothing to do with the configuration."""

    def __init__(self, description: str) -> None:
        """Add these flags."""
        super().__init__(description=description, allow_abbrev=False)
        add = self.add_argument
        text = "only show what would change; the exit code is 2 if anything would"
        add("--plan", action="store_true", help=text)
        text = "take back what this makes, unless something still uses it"
        add("--destroy", action="store_true", help=text)
        add("--yes", action="store_true", help="destroy without asking")
        add("--region", help="AWS Region, if not that of the environment")
        add("--profile", help="profile of the AWS configuration")

    def error(self, message: str) -> NoReturn:
        """Exit with 1 after a mistake, because 2 means that there is a difference."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


def boolean(text: str) -> bool:
    """Read true or false."""
    if text not in ("true", "false"):
        raise argparse.ArgumentTypeError(f"{text} is neither true nor false")
    return text == "true"


def number(text: str) -> float:
    """Read a number; a whole one stays whole."""
    return int(text) if text.lstrip("-").isdecimal() else float(text)


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


def default_vpc(ec2: Any) -> str:
    """Return the id of the VPC that is meant where none is named."""
    filters = [{"Name": "is-default", "Values": ["true"]}]
    vpc = only_one("default VPC", ec2.describe_vpcs, "Vpcs", Filters=filters)
    return str(vpc["VpcId"])


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
    is_new: bool = False
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name

    @property
    def arn(self) -> str:
        """What all of AWS calls it."""
        meta, owner = self.ec2.meta, self.record["OwnerId"]
        place = f"{meta.partition}:ec2:{meta.region_name}:{owner}"
        return f"arn:{place}:security-group/{self.id}"


def ensure_groups(run: Run, *groups: Group) -> None:
    """Look for all groups before any is changed; then create the missing ones."""
    for group in groups:
        with naming(group.source):
            group.record = find_by_name(group)
    for group in groups:
        with naming(group.source):
            group.is_new = not group.record
            if group.is_new:
                create(run, group)
            elif not run.destroys:
                finish_group(run, group)
                tag_group(run, group)
        run.groups.append(group)


def find_by_name(group: Group) -> dict[str, Any]:
    """Return EC2's record of the group with this name, or an empty one."""
    record = named(group, group.name)
    if record and record["Description"] != group.description:
        raise SystemExit(
            f"{group.source}: {record['GroupId']} has another description, which EC2"
            " cannot change; delete that group or give this one another name"
        )
    return record


def create(run: Run, group: Group) -> None:
    """Create the group, without the egress that EC2 gives a new one."""
    group.record = not_yet(run, group)
    if run.destroys:
        return
    name = group.name
    lines = [f"+ {group.source}: security group {group.title} in {group.vpc_id}"]
    lines += tag_lines("+", group.source, group.tags)
    answer = run.do(
        lines,
        partial(
            group.ec2.create_security_group,
            GroupName=name,
            Description=group.description,
            VpcId=group.vpc_id,
            TagSpecifications=tag_specifications("security-group", first_tags(group)),
        ),
        partial(discard, group, name),
    )
    if answer:
        group.record["GroupId"] = answer["GroupId"]
        group.record = new_record(group)
        close_egress(run, group)


def first_tags(group: Group) -> dict[str, str]:
    """Return the tags that the group is made with: its own, and a mark."""
    return {**group.tags, UNFINISHED: "true"}


def new_record(group: Group) -> dict[str, Any]:
    """Return EC2's record of a group as soon as there is one."""
    group.ec2.get_waiter("security_group_exists").wait(GroupIds=[group.id])
    answer = group.ec2.describe_security_groups(GroupIds=[group.id])
    return dict(answer["SecurityGroups"][0])


def not_yet(run: Run, group: Group) -> dict[str, Any]:
    """Return what stands for EC2's record of a group that there is not."""
    titles = [other.title for other in run.groups]
    twin = f" {titles.count(group.title) + 1}" if group.title in titles else ""
    return {
        "GroupId": f"sg-({group.title}{twin})",
        "GroupName": group.title,
        "OwnerId": "(account)",
        "VpcId": group.vpc_id,
    }


def discard(group: Group, name: str) -> bool:
    """Delete the group just made; its id is unknown if EC2's answer was lost."""
    record = group.record
    if group.id.startswith("sg-("):
        record = named(group, name)
        if record.get("IpPermissions") or not record:
            return False
    group.ec2.delete_security_group(GroupId=record["GroupId"])
    return True


def named(group: Group, name: str) -> dict[str, Any]:
    """Return EC2's record of the group of this name in the VPC, or an empty one."""
    answer = group.ec2.describe_security_groups(
        Filters=[
            {"Name": "group-name", "Values": [name]},
            {"Name": "vpc-id", "Values": [group.vpc_id]},
        ]
    )
    # A filter takes * and ? for wildcards, so it may find others, too.
    same = [it for it in answer["SecurityGroups"] if it["GroupName"] == name]
    return dict(same[0]) if same else {}


def close_egress(run: Run, group: Group, *lines: str) -> None:
    """Revoke what EC2 lets a new group send anywhere, as Terraform does."""
    opened = [
        permission
        for permission in group.record["IpPermissionsEgress"]
        if permission["IpProtocol"] == "-1"
    ]
    if opened:
        call = group.ec2.revoke_security_group_egress
        run.do([], partial(call, GroupId=group.id, IpPermissions=opened))
    mark = [{"Key": UNFINISHED}]
    run.do([*lines], partial(group.ec2.delete_tags, Resources=[group.id], Tags=mark))


def finish_group(run: Run, group: Group) -> None:
    """Do what a run that was cut off had still to do with a new group."""
    if any(tag["Key"] == UNFINISHED for tag in group.record.get("Tags", [])):
        close_egress(run, group, f"~ {group.source}: what an earlier run had begun")


#: The key of a tag that a new group has until EC2's own egress rules are revoked.
UNFINISHED = "portolan:unfinished"


def tag_group(run: Run, group: Group) -> None:
    """Give the group exactly its tags."""
    tags = TagHolder(group.ec2, group.source, group.id, group.record.get("Tags", []))
    ensure_tags(run, tags, group.tags)


class TagHolder(NamedTuple):
    """The tags that a group or rule has now."""

    ec2: Any
    source: str
    resource: str
    present: list[dict[str, str]]

    def put(self, tags: dict[str, str]) -> None:
        """Set tags, whether they are new or have another value."""
        self.ec2.create_tags(Resources=[self.resource], Tags=tag_list(tags))

    def drop(self, tags: dict[str, str]) -> None:
        """Take tags away that have these values."""
        self.ec2.delete_tags(Resources=[self.resource], Tags=tag_list(tags))


def ensure_tags(run: Run, tags: TagHolder, wanted: dict[str, str]) -> None:
    """Make the tags of a group or rule exactly these."""
    has = own_tags(tags.present)
    extra = {key: has[key] for key in has if key not in wanted}
    new = {key: wanted[key] for key in wanted if key not in has}
    changed = {key: wanted[key] for key in has if wanted.get(key, has[key]) != has[key]}
    old = {key: has[key] for key in changed}
    source, put, drop = tags.source, tags.put, tags.drop
    if extra:
        run.do(tag_lines("-", source, extra), partial(drop, extra), partial(put, extra))
    if new:
        run.do(tag_lines("+", source, new), partial(put, new), partial(drop, new))
    if changed:
        lines = tag_lines("~", source, changed, old)
        run.do(lines, partial(put, changed), partial(put, old))


def own_tags(tags: list[dict[str, str]]) -> dict[str, str]:
    """Read a list of tags, without those that AWS itself sets."""
    pairs = {tag["Key"]: tag["Value"] for tag in tags}
    pairs.pop(UNFINISHED, None)
    return {key: pairs[key] for key in pairs if not key.startswith("aws:")}


def tag_specifications(kind: str, tags: dict[str, str] | None) -> list[dict[str, Any]]:
    """Spell the tags that something new gets."""
    return [{"ResourceType": kind, "Tags": tag_list(tags)}] if tags else []


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Spell tags as EC2 takes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def tag_lines(
    sign: str, source: str, tags: dict[str, str], old: dict[str, str] | None = None
) -> list[str]:
    """Say which tags are set or taken away; an old value may be an old secret."""
    lines = []
    for key, value in sorted(tags.items()):
        was = ", was another" if old else ""
        text = f'tag {key} = "{value}"{was}' if sign != "-" else f"tag {key}"
        lines.append(f"{sign} {source}: {text}")
    return lines


# --- rules ----------------------------------------------------------------------------


class Rule(NamedTuple):
    """One security group rule: a protocol, a port range and one peer."""

    protocol: str
    from_port: int
    to_port: int
    peer: str
    description: str = ""
    tags: dict[str, str] | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Rule:
        """Read a rule that the group has."""
        peer = row.get("CidrIpv4") or row.get("CidrIpv6") or row.get("PrefixListId")
        if not peer:
            group, owner = row["ReferencedGroupInfo"], row.get("GroupOwnerId")
            peer, account = group["GroupId"], group.get("UserId")
            if account and owner and account != owner:
                peer = f"{account}/{peer}"
        tags = own_tags(row.get("Tags", []))
        ports = row["FromPort"], row["ToPort"]
        text = row.get("Description") or ""
        return cls(row["IpProtocol"], *ports, peer, text, tags)

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What makes it this rule; its description and tags do not."""
        peer = self.peer.rpartition("/")[2] if "/sg-" in self.peer else self.peer
        return self.protocol, self.from_port, self.to_port, peer

    def permission(self, *, clear: bool = False) -> dict[str, Any]:
        """Spell the rule as EC2 takes it; `clear` names even an empty description."""
        kind, key = peer_kind(self.peer)
        peer = {key: self.peer}
        if "/sg-" in self.peer:
            peer["UserId"], _, peer["GroupId"] = self.peer.rpartition("/")
        if self.description or clear:
            peer["Description"] = self.description
        permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}
        if self.protocol != "-1":
            permission.update(FromPort=self.from_port, ToPort=self.to_port)
        return permission

    def __str__(self) -> str:
        """Say it in a line: tcp 443 0.0.0.0/0 "HTTPS"."""
        words = ["all" if self.protocol == "-1" else self.protocol]
        if self.from_port != -1 or self.to_port != -1:
            is_one = self.from_port == self.to_port
            words.append(f"{self.from_port}" + ("" if is_one else f"-{self.to_port}"))
        words.append(self.peer)
        if self.description:
            words.append(f'"{self.description}"')
        words += [f'{key}="{value}"' for key, value in (self.tags or {}).items()]
        return " ".join(words)


def peer_kind(peer: str) -> tuple[str, str]:
    """Tell in which list of a permission a peer stands, and under which key."""
    if peer.startswith("pl-"):
        return "PrefixListIds", "PrefixListId"
    if "sg-" in peer:
        return "UserIdGroupPairs", "GroupId"
    if ":" in peer:
        return "Ipv6Ranges", "CidrIpv6"
    return "IpRanges", "CidrIp"


class Side(NamedTuple):
    """The rules of a group in one direction."""

    group: Group
    direction: str

    def __str__(self) -> str:
        """Say which rules these are."""
        return f"{self.group.source}: {self.direction}"

    def of(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Leave out the rules of the other direction."""
        is_egress = self.direction == "egress"
        return [row for row in rows if row["IsEgress"] is is_egress]

    def rows(self) -> list[dict[str, Any]]:
        """List the rules that there are now, each with its id."""
        return self.of(describe_rules(self.group.ec2, self.group.id))

    def authorize(self, rules: list[Rule]) -> None:
        """Add rules, which have the same tags."""
        ec2, arguments = self.group.ec2, self.arguments(rules)
        arguments["TagSpecifications"] = tag_specifications(
            "security-group-rule", rules[0].tags
        )
        if self.direction == "ingress":
            ec2.authorize_security_group_ingress(**arguments)
        else:
            ec2.authorize_security_group_egress(**arguments)

    def correct(self, rules: list[Rule]) -> None:
        """Give rules that there are these descriptions."""
        ec2, arguments = self.group.ec2, self.arguments(rules, clear=True)
        if self.direction == "ingress":
            ec2.update_security_group_rule_descriptions_ingress(**arguments)
        else:
            ec2.update_security_group_rule_descriptions_egress(**arguments)

    def revoke(self, rows: list[dict[str, Any]]) -> None:
        """Take rules away, by their ids."""
        ec2, ids = self.group.ec2, [row["SecurityGroupRuleId"] for row in rows]
        arguments = {"GroupId": self.group.id, "SecurityGroupRuleIds": ids}
        if self.direction == "ingress":
            ec2.revoke_security_group_ingress(**arguments)
        else:
            ec2.revoke_security_group_egress(**arguments)

    def arguments(self, rules: list[Rule], *, clear: bool = False) -> dict[str, Any]:
        """Return the group and the rules as calls take them."""
        permissions = [rule.permission(clear=clear) for rule in rules]
        return {"GroupId": self.group.id, "IpPermissions": permissions}


def describe_rules(ec2: Any, group_id: str) -> list[dict[str, Any]]:
    """List the rules that the group has, each with its id."""
    pages = ec2.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group_id]}]
    )
    return [row for page in pages for row in page["SecurityGroupRules"]]


def batches(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Gather rules with the same tags: one call can add them."""
    alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
    for rule in rules:
        tags = tuple(sorted((rule.tags or {}).items()))
        alike.setdefault(tags, []).append(rule)
    return list(alike.values())


def revoke(run: Run, side: Side, rows: list[dict[str, Any]]) -> None:
    """Take rules away that nobody wants here."""
    if rows:
        lines = [f"- {side} {Rule.of(row)}" for row in rows]
        with naming(side.group.source):
            run.do(lines, partial(side.revoke, rows), partial(restore, run, side, rows))


def restore(run: Run, side: Side, rows: list[dict[str, Any]]) -> bool:
    """Add rules again that were revoked, with their descriptions and tags."""
    present = {Rule.of(row).identity for row in side.rows()}
    gone = []
    for rule in map(Rule.of, rows):
        peer = run.new_ids.get(rule.peer, rule.peer)
        again = rule._replace(peer=peer)
        if again.identity not in present:
            gone.append(again)
    for batch in batches(gone):
        side.authorize(batch)
    return bool(gone)


# --- destroy --------------------------------------------------------------------------


def destroy_all(run: Run) -> None:
    """Take back what is declared here, unless something else still needs it."""
    if not (run.plans or run.yes or sys.stdin.isatty()):
        raise SystemExit("to destroy without a terminal, add --yes")
    groups = [group for group in run.groups if not group.is_new]
    blockers = [text for group in groups for text in blockers_of(run, group)]
    if blockers:
        raise SystemExit("\n".join([*blockers, "nothing was destroyed"]))
    if not (run.plans or run.yes):
        run.plans = True
        take_back(run, groups)
        run.plans = False
        if run.counts:
            ask("Destroy all this? Only yes is yes: ")
        run.counts.clear()
    take_back(run, groups)


def ask(question: str) -> None:
    """Go on only if the answer is yes."""
    print(question, end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip() != "yes":
        raise SystemExit("nothing was destroyed")


def blockers_of(run: Run, group: Group) -> Iterator[str]:
    """Say why the group must stay: what uses it beside what is declared here."""
    with naming(group.source):
        pages = group.ec2.get_paginator("describe_network_interfaces").paginate(
            Filters=[{"Name": "group-id", "Values": [group.id]}]
        )
        for row in (row for page in pages for row in page["NetworkInterfaces"]):
            name, text = row["NetworkInterfaceId"], row.get("Description", "")
            yield f"{group.source}: {group.id} is in use by {name} {text}"
        for row in rules_naming(run, group):
            rule = f"rule {row['SecurityGroupRuleId']} ({Rule.of(row)})"
            yield f"{group.source}: {rule} of {row['GroupId']} refers to it"


def rules_naming(run: Run, group: Group) -> Iterator[dict[str, Any]]:
    """Find the rules of other groups than this program's that refer to the group."""
    own = [it.id for it in run.groups]
    found: set[str] = set()
    for name in "ip-permission.group-id", "egress.ip-permission.group-id":
        pages = group.ec2.get_paginator("describe_security_groups").paginate(
            Filters=[{"Name": name, "Values": [group.id]}]
        )
        records = [record for page in pages for record in page["SecurityGroups"]]
        found.update(record["GroupId"] for record in records)
    for group_id in sorted(found.difference(own)):
        for row in describe_rules(group.ec2, group_id):
            if Rule.of(row).identity[3] == group.id:
                yield row


def take_back(run: Run, groups: list[Group]) -> None:
    """Detach groups, revoke rules, then delete groups."""
    own = {group.id for group in groups}
    for group in groups:
        for side in Side(group, "ingress"), Side(group, "egress"):
            others = own - {group.id}
            rows = [row for row in side.rows() if Rule.of(row).identity[3] in others]
            revoke(run, side, rows)
    for group in reversed(groups):
        delete(run, group)


def delete(run: Run, group: Group) -> None:
    """Delete a group."""
    text = f"security group {group.record['GroupName']} ({group.id})"
    with naming(group.source):
        call = partial(group.ec2.delete_security_group, GroupId=group.id)
        rows = describe_rules(group.ec2, group.id)
        undo = partial(recreate, run, group, rows)
        run.do([f"- {group.source}: {text}"], call, undo)


def recreate(run: Run, group: Group, rows: list[dict[str, Any]]) -> bool:
    """Create a group again that was deleted; only its id is another one."""
    ec2, old = group.ec2, group.record
    filters = [{"Name": "group-id", "Values": [group.id]}]
    if ec2.describe_security_groups(Filters=filters)["SecurityGroups"]:
        return False
    tags = own_tags(old.get("Tags", []))
    answer = ec2.create_security_group(
        GroupName=old["GroupName"],
        Description=old["Description"],
        VpcId=old["VpcId"],
        TagSpecifications=tag_specifications("security-group", tags),
    )
    group.record = {**old, "GroupId": answer["GroupId"]}
    run.new_ids[old["GroupId"]] = group.id
    group.record = new_record(group)
    egress = Side(group, "egress")
    if given := egress.rows():
        egress.revoke(given)
    for side in Side(group, "ingress"), egress:
        restore(run, side, side.of(rows))
    return True


# --- every change, and its undoing ----------------------------------------------------


def aws_session(profile: str | None, region: str | None = None) -> Any:
    """Open a session of boto3 that is patient where AWS has too much to do."""
    os.environ.setdefault("AWS_RETRY_MODE", "standard")
    os.environ.setdefault("AWS_MAX_ATTEMPTS", "8")
    return boto3.Session(profile_name=profile, region_name=region)


@dataclass
class Run:
    """What this run changes, or would change, and how each change is undone."""

    plans: bool
    destroys: bool
    yes: bool
    groups: list[Group] = field(default_factory=list)
    revoke_last: list[Callable[[], None]] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    done: list[tuple[list[str], Callable[[], Any]]] = field(default_factory=list)
    new_ids: dict[str, str] = field(default_factory=dict)
    stream: Any = sys.stderr

    def do(
        self,
        lines: list[str],
        call: Callable[[], Any],
        undo: Callable[[], Any] | None = None,
    ) -> Any:
        """Make a change unless this only plans, show it, remember how to undo it."""
        answer = None
        if not self.plans:
            # Before the call: whether it had an effect is not known if it is cut off.
            self.done.append((lines, undo or bool))
            try:
                answer = call()
            except ClientError as error:
                if is_refusal(error):
                    self.done.pop()
                raise
        for line in lines:
            self.counts[line[0]] += 1
            self.say(line)
        return answer

    def say(self, line: str) -> None:
        """Show a line, in colour on a terminal; whatever it holds stays one line."""
        for secret in self.hidden:
            line = line.replace(secret, "<sensitive>")
        text = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in line)
        colour = {"+": 32, "~": 33, "-": 31}.get(line[:1])
        if colour and self.stream.isatty() and not os.environ.get("NO_COLOR"):
            text = f"\033[{colour}m{text}\033[0m"
        print(text, file=self.stream, flush=True)

    def hide(self, *values: Any) -> None:
        """Never show these values, nor what they consist of."""
        for value in values:
            if isinstance(value, dict):
                self.hide(*value.values())
            elif isinstance(value, list):
                self.hide(*value)
            elif value not in (None, "", True, False):
                self.hidden.append(str(value))
        self.hidden.sort(key=len, reverse=True)

    def output(self, name: str, value: str) -> None:
        """Print a value at the end, if everything is done."""
        self.outputs.append(f"{name} = {value}")

    def finish(self) -> int:
        """Do what comes last, sum up, print the outputs; return the exit code."""
        if self.destroys:
            destroy_all(self)
        for step in self.revoke_last:
            step()
        added, changed, removed = (self.counts[sign] for sign in "+~-")
        total = f"{added} added, {changed} changed, {removed} removed"
        if self.plans:
            total = f"{added} to add, {changed} to change, {removed} to remove"
        self.say(total if self.counts else "nothing to change")
        if self.plans:
            return 2 if self.counts else 0
        for line in [] if self.destroys else self.outputs:
            print(line)
        return 0

    def undo(self, error: BaseException) -> None:
        """Say what went wrong; undo what was done, the last change first."""
        for interruption in signal.SIGINT, signal.SIGTERM:
            signal.signal(interruption, signal.SIG_IGN)
        self.stream = sys.stderr
        for line in reason(error).splitlines():
            self.say(line)
        for lines, undo in reversed(self.done):
            try:
                word = "" if undo() is False else "undone"
            except (Exception, SystemExit) as failure:
                is_gone = code_of(failure).endswith("NotFound")
                word = "gone" if is_gone else f"NOT undone ({code_of(failure)})"
            for line in lines if word else []:
                self.say(f"{word}: {line}")
        for old, new in self.new_ids.items():
            self.say(f"{old} is now {new}")


def is_refusal(error: ClientError) -> bool:
    """Tell whether EC2 said no, and has changed nothing for certain."""
    answer = error.response.get("ResponseMetadata", {})
    is_busy = "LimitExceeded" in code_of(error) or "Throttl" in code_of(error)
    is_clear = is_busy or answer.get("HTTPStatusCode", 500) < 500
    return is_clear and not answer.get("RetryAttempts")


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Say which resource it was when AWS refuses something."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"{source}: {reason(error)}") from error


def code_of(error: BaseException) -> str:
    """Return what AWS or botocore calls the error."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__


def reason(error: BaseException) -> str:
    """Tell what went wrong, and what to do where that is known."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    if isinstance(error, SystemExit):
        return str(error)
    if isinstance(error, LookupError):
        return f"an element is missing: {error}"
    code, text = code_of(error), str(error)
    text = text if isinstance(error, ClientError) else f"{code}: {text}"
    advice = next((tip for start, tip in ADVICE if code.startswith(start)), "")
    return f"{text}\n{advice}" if advice else text


#: What to do about an error whose code begins so.
ADVICE = (
    ("Unauthorized", "Let an IAM policy allow the caller this call."),
    ("RulesPerSecurityGroup", "Unite rules, or have Service Quotas raise the limit."),
    ("SecurityGroupLimit", "Delete groups, or have Service Quotas raise the limit."),
    ("DependencyViolation", "Something uses the group: --destroy --plan names it."),
    ("InvalidGroup.Duplicate", "Somebody has just made the group: run this again."),
    ("InvalidGroup.NotFound", "Somebody has just deleted the group: run this again."),
    ("InvalidVpcID.NotFound", "Check the id of the VPC, the Region and the account."),
    ("RequestLimitExceeded", "AWS has too many requests: run this again later."),
    ("Throttling", "AWS has too many requests: run this again later."),
    ("RequestExpired", "The credentials or this machine's clock are out of date."),
    ("ExpiredToken", "The credentials have expired: log in again."),
    ("AuthFailure", "AWS does not know the credentials: log in, or give --profile."),
    ("InvalidClientTokenId", "AWS does not know the credentials: log in again."),
    ("NoCredentials", "Log in, give --profile, or set AWS_ACCESS_KEY_ID."),
    ("NoRegion", "Give --region, or set AWS_DEFAULT_REGION."),
    ("EndpointConnection", "AWS cannot be reached: check the network and the Region."),
)


def main() -> None:
    """Plan, apply or destroy; undo what was begun when something fails."""
    args = parse_args()
    run = Run(args.plan, args.destroy, args.yes)
    run.stream = sys.stdout if run.plans else sys.stderr
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
    try:
        configure(run, args)
        code = run.finish()
    except BaseException as error:
        run.undo(error)
        if isinstance(error, EXPECTED):
            raise SystemExit(1) from error
        raise
    raise SystemExit(code)


#: What is told in a line or two; anything else is a fault of this script's own.
EXPECTED = BotoCoreError, ClientError, LookupError, KeyboardInterrupt, SystemExit


if __name__ == "__main__":
    main()
