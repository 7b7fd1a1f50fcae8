#!/usr/bin/env python3
r"""Create or update the security groups one, many_a and many_b.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.

    ./security_groups.py --vpc-main-arn ... --instance-web-0-id ... \
        --instance-web-1-id ... --text ... --instance-web-1-private-ip ... \
        --vpc-main-id ... --pair '{...}' --list ... --object '{...}' --any '{...}' \
        --map '{...}' --number-map '{...}' --sets '{...}' --lists '{...}' --flag true \
        --set ... --number 443 --numbers ... --vpc-found-tags-it-s ... \
        --vpc-found-tags-a-b ... --vpc-found-tags-a-b-input ... \
        --vpc-found-tags-a-nb ... --vpc-found-tags '{...}' \
        --vpc-found-cidr-block-associations-0-cidr-block ... \
        --vpc-found-cidr-block-associations '{...}' --subnet-each-tags '{...}' \
        --subnet-each-subnet-1-id ...
"""

# Fixed when this was translated:
#   any_null = None
#       main.tf:45: because its default is null, which leaves arguments out

from __future__ import annotations

import argparse
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
    parser = Parser("Create or update the security groups one, many_a and many_b.")
    add = parser.add_argument
    add("--vpc-main-arn", required=True)
    add("--instance-web-0-id", required=True)
    add("--instance-web-1-id", required=True)
    add("--text", required=True)
    add("--instance-web-1-private-ip", required=True)
    add("--vpc-main-id", required=True)
    add("--pair", type=json_value, required=True)
    add("--list", nargs="*", required=True)
    add("--object", type=json_value, required=True)
    add("--any", type=json_value, required=True)
    add("--map", type=string_map, required=True)
    add("--number-map", type=json_value, required=True)
    add("--sets", type=json_value, required=True)
    add("--lists", type=json_value, required=True)
    add("--any-list", type=json_value, default=["a", "b"])
    add("--any-pair", type=json_value, default=["a", 1])
    add("--any-empty", nargs="*", default=[])
    add("--flag", type=boolean, required=True)
    add("--set", nargs="*", required=True)
    add("--number", type=number, required=True)
    add("--numbers", type=number, nargs="*", required=True)
    add("--checked", default="eu")
    add("--vpc-found-tags-it-s", required=True)
    add("--vpc-found-tags-a-b", required=True)
    add("--vpc-found-tags-a-b-input", required=True)
    add("--vpc-found-tags-a-nb", required=True)
    add("--vpc-found-tags", type=string_map, required=True)
    add("--vpc-found-cidr-block-associations-0-cidr-block", required=True)
    add("--vpc-found-cidr-block-associations", type=json_value, required=True)
    add("--subnet-each-tags", type=json_value, required=True)
    add("--subnet-each-subnet-1-id", required=True)
    return parser.parse_args()


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")
    default_vpc_id = default_vpc(ec2)

    subnets_found = every(
        "data.aws_subnets.found (main.tf:82)",
        ec2.describe_subnets,
        "Subnets",
    )

    vpc_found = only_one(
        "data.aws_vpc.found (main.tf:89)",
        ec2.describe_vpcs,
        "Vpcs",
        Filters=[{"Name": "is-default", "Values": ["true"]}],
    )

    subnet_each = every(
        "data.aws_subnet.each[*] (main.tf:84)",
        ec2.describe_subnets,
        "Subnets",
        Filters=[
            {
                "Name": "subnet-id",
                "Values": [each["SubnetId"] for each in subnets_found],
            },
        ],
    )

    one = Group(
        ec2,
        "aws_security_group.one (main.tf:62)",
        name="one",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    many_a = Group(
        ec2,
        'aws_security_group.many["a"] (main.tf:66)',
        name="a-first",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    many_b = Group(
        ec2,
        'aws_security_group.many["b"] (main.tf:66)',
        name="b-second",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    ensure_groups(run, one, many_a, many_b)

    # main.tf:93
    add_rules(run, one, ingress=all_traffic(["10.0.0.0/8"]))

    run.output("equal_text", as_text([False, False, False, False]))
    run.output("equal_tuples", as_text([False, False, False]))
    run.output("equal_first", as_text(False))
    run.output("equal_objects", as_text([False, False]))
    run.output("equal_maps", as_text([False, False]))
    run.output("equal_list_types", as_text([False, False, False, False, False]))
    run.output("equal_object_types", as_text([False, False, False, False, False]))
    run.output("equal_resources", as_text(False))
    run.output("equal_names", as_text([False, False, False]))
    run.output("equal_unlisted", as_text(False))
    run.output("equal_beyond", as_text(False))
    run.output(
        "open_attribute",
        as_text(["10.0.0.0/16", {"Name": "main"}, args.vpc_main_arn, "main"]),
    )
    run.output(
        "open_splat",
        as_text(
            [
                ["ami-1", "ami-1"],
                [args.instance_web_0_id, args.instance_web_1_id],
                {"Name": args.text},
                args.instance_web_1_private_ip,
            ],
        ),
    )
    run.output("open_map", as_text({"other": "x", "vpc": args.vpc_main_id}))
    run.output("open_list", as_text([args.vpc_main_id, "x", args.vpc_main_arn]))
    run.output("open_set", as_text(["x", args.vpc_main_id]))
    run.output("open_values", as_text(["a-first", "b-second"]))
    run.output("open_ids", as_text([f"a:{many_a.id}", f"b:{many_b.id}"]))
    run.output("open_lookup", "10.0.0.0/16")
    run.output("open_chosen", "10.0.0.0/16")
    run.output("open_text", f"{args.vpc_main_id}/10.0.0.0/16")
    run.output("index_pair", as_text([args.pair[0], args.pair[1], args.pair["1"]]))
    run.output("index_list_text", args.list["0"])
    run.output(
        "index_object",
        as_text(
            [
                args.object["name"],
                args.object["ports"][0],
                args.object["inner"]["flag"],
            ],
        ),
    )
    run.output("index_any", as_text([args.any[0], args.any["key"], args.any["a"]["b"]]))
    run.output(
        "attribute_map",
        as_text([args.map["key"], args.number_map["key"], args.sets["key"]]),
    )
    run.output("attribute_lists", args.lists[0][1])
    run.output(
        "any_list",
        as_text(
            [
                args.any_list[0],
                args.any_pair[1],
                ",".join([as_text(each) for each in args.any_list]),
            ],
        ),
    )
    run.output("any_empty", as_text(args.any_empty))
    run.output("if_unknown_lists", as_text(args.list if args.flag else ["a"]))
    run.output("if_unknown_lists_mirrored", as_text(["a"] if args.flag else args.list))
    run.output("if_unknown_sets", as_text(args.set if args.flag else ["a"]))
    run.output("if_unknown_numbers", as_text(args.number) if args.flag else "a")
    run.output("if_known_any", as_text(args.any))
    run.output("if_any_known", "1")
    run.output("if_known_convert", as_text(args.number))
    run.output("if_known_lists", as_text(args.list))
    run.output("if_known_pair", as_text(["a", args.number]))
    run.output("if_known_objects", as_text({"a": args.text}))
    run.output(
        "if_text_tests",
        as_text(
            [
                1 if args.text == "a" else 2,
                2 if args.text == "a" else 1,
                1 if args.text == args.vpc_main_id else 2,
            ],
        ),
    )
    run.output(
        "if_flags",
        as_text(
            [
                1 if args.flag and args.text == "a" else 2,
                1 if args.flag or args.text == "a" else 2,
                2 if args.flag and args.flag else 1,
            ],
        ),
    )
    run.output(
        "if_lengths",
        as_text(
            [
                1 if len(args.list) > 1000 else 2,
                1 if len(args.list) > 0 else 2,
                2 if len(args.list) > 1 else 1,
                2 if len(args.list) > 2 else 1,
                1 if len(args.list) > 2 else 2,
                1 if len(args.list) > 1 else 2,
                1 if len(args.list) > 1 and len(args.list) <= 2 else 2,
                2 if len(args.list) > 999 and len(args.list) <= 1000 else 1,
            ],
        ),
    )
    run.output(
        "if_length_mirrored_unequal",
        str(2 if len(args.list) > 1 and len(args.list) <= 2 else 1),
    )
    run.output(
        "if_contains",
        as_text([1 if args.text in ["a", "b"] else 2, 1 if args.text == "a" else 2, 2]),
    )
    run.output("is_flag", as_text(args.flag))
    run.output("is_not_flag", as_text(not args.flag))
    run.output("is_text", as_text(args.text == "a"))
    run.output("is_longer", as_text(len(args.list) > 2))
    run.output("is_both", as_text(args.flag and args.text != "b"))
    run.output("for_if_known", as_text([args.text, "b"]))
    run.output("for_sets", as_text(args.set))
    run.output("splat_object", as_text([args.object["name"]]))
    run.output("splat_sets", as_text(args.set))
    run.output("template_if", ("is a" if args.text == "a" else f"is {args.text}") + "!")
    run.output("template_if_any", "yes" if args.any else "")
    run.output("template_for", f"<(a)({args.text})>")
    run.output(
        "template_for_if",
        ("a" if args.flag else "") + ("b" if args.flag else ""),
    )
    run.output("template_nested", f"ab{args.text}cde{as_text(args.number)}fg")
    run.output("template_list", "x-" + ",".join(args.list) + "-y")
    run.output("template_flags", f"{as_text(args.flag)}{as_text(args.flag)}")
    run.output("concat", as_text([*args.list, "a", args.text, *args.set]))
    run.output("concat_nested", as_text(["a", *args.list, "b"]))
    run.output("merge", as_text({**args.map, "a": "b", "c": args.text, **args.map}))
    run.output("join_numbers", ",".join([as_text(each) for each in args.numbers]))
    run.output(
        "lengths",
        as_text([len(args.list), len(args.numbers), len([*args.list, "a"])]),
    )
    run.output(
        "conversions",
        as_text(
            [
                as_text(args.flag),
                number(args.text),
                boolean(args.text),
                args.text,
                args.list,
                as_text(args.any),
            ],
        ),
    )
    run.output("to_list", as_text(args.pair))
    run.output("to_set", as_text(args.list))
    run.output("to_map", as_text(args.object["inner"]))
    run.output("to_numbers", as_text([number(args.text), 1]))
    run.output("expanded", as_text([*args.list, "a"]))
    run.output("try_unknown", as_text([args.text, args.text]))
    run.output("template_file", f"Hello, {args.text}!")
    run.output(
        "found",
        as_text([subnets_found[0]["SubnetId"], subnets_found[1]["SubnetId"]]),
    )
    run.output("checked", args.checked)
    run.output("constants", as_text([".", ".", ".", "default"]))
    run.output(
        "found_tags",
        as_text(
            [
                tag_of(vpc_found, "Name"),
                tag_of(vpc_found, "Name"),
                tag_of(vpc_found, "é"),
            ],
        ),
    )
    run.output("found_tag_quoted", args.vpc_found_tags_it_s)
    run.output("found_tag_ticked", args.vpc_found_tags_a_b)
    run.output("found_tag_slashed", args.vpc_found_tags_a_b_input)
    run.output("found_tag_broken", args.vpc_found_tags_a_nb)
    run.output("found_all_tags", as_text(args.vpc_found_tags))
    run.output(
        "found_blocks",
        as_text([each["CidrBlock"] for each in vpc_found["CidrBlockAssociationSet"]]),
    )
    run.output("found_block", vpc_found["CidrBlockAssociationSet"][0]["CidrBlock"])
    run.output(
        "found_block_splat",
        as_text([each["CidrBlock"] for each in vpc_found["CidrBlockAssociationSet"]]),
    )
    run.output(
        "found_block_of_first",
        args.vpc_found_cidr_block_associations_0_cidr_block,
    )
    run.output("found_block_list", as_text(args.vpc_found_cidr_block_associations))
    run.output("found_each", as_text([each["CidrBlock"] for each in subnet_each]))
    run.output(
        "found_each_values",
        as_text([each["AvailabilityZone"] for each in subnet_each]),
    )
    run.output(
        "found_each_set",
        as_text([each["AvailabilityZone"] for each in subnet_each]),
    )
    run.output("found_each_tags", as_text(args.subnet_each_tags))
    run.output("found_each_key", args.subnet_each_subnet_1_id)
    run.output(
        "found_each_joined",
        ",".join([each["SubnetId"] for each in subnet_each]),
    )
    run.output("made_owner", one.record["OwnerId"])


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


# --- lookups --------------------------------------------------------------------------


def only_one(source: str, describe: Any, result: str, **parameters: Any) -> Any:
    """Ask EC2 a question that must have exactly one answer."""
    with naming(source):
        found = describe(**parameters)[result]
    if len(found) != 1:
        raise SystemExit(f"{source}: {len(found)} matches; exactly one is needed")
    return found[0]


def every(source: str, describe: Any, result: str, **parameters: Any) -> list[Any]:
    """Ask EC2 a question that may have any number of answers."""
    with naming(source):
        return list(describe(**parameters)[result])


def tag_of(found: Any, key: str) -> str:
    """Return the value of a tag that must be there."""
    return str({tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}[key])


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
    """Say which tags are set or taken away."""
    lines = []
    for key, value in sorted(tags.items()):
        was = f', was "{old[key]}"' if old else ""
        text = f'tag {key} = "{value}"{was}'
        lines.append(f"{sign} {source}: {text}")
    return lines


# --- rules ----------------------------------------------------------------------------


def add_rules(
    run: Run, group: Group, *, ingress: Iterable[Rule] = (), egress: Iterable[Rule] = ()
) -> None:
    """Let the group have these rules too, whatever others it has."""
    present = rules_before(run, group)
    ensure_side(run, Side(group, "ingress"), present, ingress, owned=False)
    ensure_side(run, Side(group, "egress"), present, egress, owned=False)


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


def rules_before(run: Run, group: Group) -> list[dict[str, Any]]:
    """List the rules that the group has before this run changes them."""
    if group.is_new or run.destroys:
        return []
    with naming(group.source):
        return describe_rules(group.ec2, group.id)


def ensure_side(
    run: Run,
    side: Side,
    rows: list[dict[str, Any]],
    rules: Iterable[Rule],
    *,
    owned: bool,
) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    wanted = distinct(side, rules)
    if run.destroys:
        return
    present = {Rule.of(row).identity: row for row in side.of(rows)}
    extra = [row for key, row in present.items() if owned and key not in wanted]
    with naming(side.group.source):
        missing = [rule for key, rule in wanted.items() if key not in present]
        for batch in batches(missing):
            authorize_rules(run, side, batch, extra)
        both = [(rule, present[key]) for key, rule in wanted.items() if key in present]
        reword(run, side, both)
        tag_rules(run, side, both)
    run.revoke_last.append(partial(revoke, run, side, extra))


def distinct(
    side: Side, rules: Iterable[Rule]
) -> dict[tuple[str, int, int, str], Rule]:
    """Return each rule once, by what makes it this rule."""
    wanted: dict[tuple[str, int, int, str], Rule] = {}
    for rule in rules:
        same = wanted.setdefault(rule.identity, rule)
        if same.description != rule.description:
            texts = f'"{same.description}" and "{rule.description}"'
            plain = rule._replace(description="")
            raise SystemExit(f"{side} {plain}: wanted with two descriptions: {texts}")
    return wanted


def batches(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Gather rules with the same tags: one call can add them."""
    alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
    for rule in rules:
        tags = tuple(sorted((rule.tags or {}).items()))
        alike.setdefault(tags, []).append(rule)
    return list(alike.values())


def authorize_rules(
    run: Run, side: Side, rules: list[Rule], extra: list[dict[str, Any]]
) -> None:
    """Add rules; at the limit of rules, revoke as many extra ones as make room."""
    try:
        lines = [f"+ {side} {rule}" for rule in rules]
        run.do(lines, partial(side.authorize, rules), partial(withdraw, side, rules))
    except ClientError as error:
        if code_of(error) != "RulesPerSecurityGroupLimitExceeded":
            raise
        if len(rules) == 1:
            if not extra:
                raise
            revoke(run, side, [extra.pop(0)])
        half = len(rules) // 2
        for part in rules[:half], rules[half:]:
            if part:
                authorize_rules(run, side, part, extra)


def withdraw(side: Side, rules: list[Rule]) -> bool:
    """Take rules back that were added, as far as EC2 has them."""
    added = {rule.identity for rule in rules}
    rows = [row for row in side.rows() if Rule.of(row).identity in added]
    if rows:
        side.revoke(rows)
    return bool(rows)


def reword(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
    """Give rules the wanted descriptions, all of them by one call."""
    pairs = [(rule, Rule.of(row)) for rule, row in both]
    pairs = [(new, old) for new, old in pairs if new.description != old.description]
    if pairs:
        new = [new for new, _ in pairs]
        old = [new._replace(description=old.description) for new, old in pairs]
        lines = [f'~ {side} {new}, was "{old.description}"' for new, old in pairs]
        run.do(lines, partial(side.correct, new), partial(side.correct, old))


def tag_rules(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
    """Give rules that there are the wanted tags."""
    for rule, row in both:
        rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
        source = f"{side} {rule._replace(description='', tags=None)}:"
        tags = TagHolder(side.group.ec2, source, rule_id, present)
        ensure_tags(run, tags, rule.tags or {})


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
        text = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in line)
        colour = {"+": 32, "~": 33, "-": 31}.get(line[:1])
        if colour and self.stream.isatty() and not os.environ.get("NO_COLOR"):
            text = f"\033[{colour}m{text}\033[0m"
        print(text, file=self.stream, flush=True)

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
