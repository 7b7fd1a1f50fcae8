#!/usr/bin/env python3
r"""Create or update 7 security groups.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.

    ./security_groups.py --environment ... --vpc-id vpc-0123 --description ... \
        --cidr 203.0.113.0/24 --group-id ... --interface-id ...
"""

from __future__ import annotations

import argparse
import getpass
import ipaddress
import json
import os
import re
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from typing import Any, NamedTuple, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = Parser("Create or update 7 security groups.")
    add = parser.add_argument
    add("--environment", required=True)
    add("--region", default="eu-west-1")
    add("--token", help="Better given as $TOKEN.")
    add("--vpc-id", required=True)
    add("--empty-text", default="")
    add("--description", required=True)
    add(
        "--cidrs",
        type=ipv4_block,
        nargs="*",
        default=["10.1.0.0/16", "10.2.0.0/16"],
        help="Networks | with a bar",
    )
    add("--empty-list", type=ipv4_block, nargs="*", default=[])
    add("--cidr", type=ipv4_block, required=True)
    add("--empty-words", type=ipv6_block, nargs="*", default=["", ""])
    add("--group-id", required=True)
    add("--interface-id", required=True)
    add("--flag", type=boolean, default=True)
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


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    run.hide(args.token)
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")
    ec2_region = session.client("ec2", region_name=args.region)
    ignored_tags = IgnoredTags(keys=["LastScan"])
    ignored_tags_2 = IgnoredTags(
        keys=["Back`tick", 'Last"Scan'],
        prefixes=["kubernetes.io/", "x:"],
    )
    default_vpc_id = default_vpc(ec2)
    default_vpc_id_2 = default_vpc(ec2_region)

    caller_identity_me = caller_identity(
        session,
        "data.aws_caller_identity.me (main.tf:91)",
    )

    availability_zones_here = in_order(
        every(
            "data.aws_availability_zones.here (main.tf:71)",
            ec2.describe_availability_zones,
            "AvailabilityZones",
        ),
        "ZoneName",
    )

    there = only_one(
        "data.aws_security_group.there (main.tf:87)",
        ec2.describe_security_groups,
        "SecurityGroups",
        Filters=[{"Name": "group-name", "Values": ["there"]}],
    )

    vpcs_offices = every(
        "data.aws_vpcs.offices (main.tf:67)",
        ec2.describe_vpcs,
        "Vpcs",
        Filters=[{"Name": "tag:Office", "Values": [args.environment]}],
    )

    security_groups_all = every(
        "data.aws_security_groups.all (main.tf:83)",
        ec2.describe_security_groups,
        "SecurityGroups",
        Filters=[{"Name": "tag:Environment", "Values": [args.environment]}],
    )

    owned = default_group(
        run,
        ec2,
        "aws_default_security_group.owned (main.tf:161)",
        args.vpc_id,
        tags={
            "Empty": args.empty_text,
            "Note": "ends in \\",
            "it's": "$(no) `command`",
        },
        ignored=ignored_tags_2,
    )

    elsewhere = default_group(
        run,
        ec2_region,
        "aws_default_security_group.elsewhere (main.tf:173)",
        default_vpc_id_2,
        tags={"Name": "elsewhere"},
        ignored=ignored_tags,
    )

    group_id_sg = existing_group(
        run,
        ec2,
        "aws_vpc_security_group_egress_rule.given (main.tf:205)",
        args.group_id,
    )

    subnet_first = only_one(
        "data.aws_subnet.first (main.tf:73)",
        ec2_region.describe_subnets,
        "Subnets",
        SubnetIds=["subnet-0123456789abcdef0"],
        Filters=[
            {
                "Name": "availability-zone",
                "Values": [each["ZoneName"] for each in availability_zones_here],
            },
        ],
    )

    there_sg = existing_group(
        run,
        ec2,
        "aws_vpc_security_group_ingress_rule.there (main.tf:178)",
        there["GroupId"],
    )

    named_ = Group(
        ec2_region,
        "aws_security_group.named (main.tf:97)",
        name=f"named [*] `back` {args.environment}",
        description="Of " + caller_identity_me["Arn"],
        vpc_id=subnet_first["VpcId"],
        tags={
            "Secret": args.token,
            "Zone": subnet_first["AvailabilityZone"],
            "Zone_id": subnet_first["AvailabilityZoneId"],
        },
        ignored=ignored_tags,
    )

    prefixed = Group(
        ec2,
        "aws_security_group.prefixed (main.tf:142)",
        name_prefix=f"pre-{ec2.meta.partition}-",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
        ignored=ignored_tags_2,
    )

    ensure_groups(run, named_, prefixed, adopt=args.adopt)

    odd = Group(
        ec2,
        "aws_security_group.odd (main.tf:147)",
        name='odd [*] `back` "quoted"',
        description="Managed by Terraform",
        vpc_id=args.vpc_id,
        tags={
            "In": ec2.meta.region_name,
            "Of": prefixed.record["GroupName"],
            "User": caller_identity_me["UserId"],
        },
        ignored=ignored_tags_2,
    )
    ensure_groups(run, odd, adopt=args.adopt)

    ensure_rules(
        run,
        named_,
        ingress=[
            *tcp(
                443,
                [*args.cidrs, *args.empty_list, args.cidr, "192.0.2.0/24"],
                args.description,
            ),
            *udp(53, [*args.cidrs, *args.empty_words]),
            *udp(54, args.cidrs),
        ],
        egress=[*all_traffic(["0.0.0.0/0"]), *all_traffic(["::/0"])],
    )

    ensure_rules(run, odd, egress=all_traffic(["0.0.0.0/0"], "To everywhere"))

    tag_group(run, owned)

    ensure_rules(run, owned, ingress=all_traffic([owned.id]), egress=[])

    tag_group(run, elsewhere)

    ensure_rules(run, elsewhere, ingress=[], egress=[])

    # main.tf:178, main.tf:188, main.tf:197
    add_rules(
        run,
        there_sg,
        ingress=[
            *tagged(
                tcp(22, ["10.0.0.0/8"], "To there"),
                {"Name": args.description},
                ignored_tags_2,
            ),
            *tagged(
                tcp(23, ["10.0.0.0/8"]),
                {"Name": args.description},
                ignored_tags_2,
            ),
            *tagged(tcp(24, ["10.0.0.0/8"]), {}, ignored_tags_2),
        ],
    )

    # main.tf:205
    add_rules(
        run,
        group_id_sg,
        egress=tagged(
            [Rule("50", -1, -1, "111122223333/sg-0123456789abcdef0")],
            {},
            ignored_tags_2,
        ),
    )

    attach_group(
        run,
        ec2,
        "aws_network_interface_sg_attachment.there (main.tf:211)",
        there["GroupId"],
        args.interface_id,
    )
    attach_group(
        run,
        ec2_region,
        "aws_network_interface_sg_attachment.named (main.tf:216)",
        named_.id,
        "eni-0123456789abcdef0",
    )
    associate_vpc(
        run,
        ec2_region,
        "aws_vpc_security_group_vpc_association.named (main.tf:222)",
        named_.id,
        "vpc-0fedcba9876543210",
    )

    run.output("offices", as_text([each["VpcId"] for each in vpcs_offices]))
    run.output(
        "groups",
        as_text(
            {
                "ids": [each["GroupId"] for each in security_groups_all],
                "networks": [each["VpcId"] for each in security_groups_all],
            },
        ),
    )
    run.output(
        "all",
        as_text(
            {
                "flag": args.flag,
                "id": named_.id,
                "inner": {"list": args.cidrs, "name": prefixed.record["GroupName"]},
                "text": f"{args.environment} it's",
            },
        ),
    )
    run.output("token", "<sensitive>")


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
        add("--profile", help="profile of the AWS configuration")

    def error(self, message: str) -> NoReturn:
        """Exit with 1 after a mistake, because 2 means that there is a difference."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


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


def boolean(text: str) -> bool:
    """Read true or false."""
    if text not in ("true", "false"):
        raise argparse.ArgumentTypeError(f"{text} is neither true nor false")
    return text == "true"


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


def every(source: str, describe: Any, result: str, **parameters: Any) -> list[Any]:
    """Ask EC2 a question that may have any number of answers."""
    with naming(source):
        return list(describe(**parameters)[result])


def in_order(found: list[Any], field: str) -> list[Any]:
    """Sort answers by one of their fields."""
    return sorted(found, key=lambda each: str(each[field]))


def caller_identity(session: Any, source: str) -> Any:
    """Ask who runs this script, and in which account."""
    with naming(source):
        return session.client("sts").get_caller_identity()


def default_vpc(ec2: Any) -> str:
    """Return the id of the VPC that is meant where none is named."""
    filters = [{"Name": "is-default", "Values": ["true"]}]
    vpc = only_one("default VPC", ec2.describe_vpcs, "Vpcs", Filters=filters)
    return str(vpc["VpcId"])


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
    source: str
    name: str = ""
    name_prefix: str = ""
    description: str = ""
    vpc_id: str = ""
    tags: dict[str, str] | None = None
    ignored: IgnoredTags = field(default_factory=IgnoredTags)
    kind: str = "own"
    is_new: bool = False
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or f"{self.name_prefix}*"


def existing_group(run: Run, ec2: Any, source: str, group_id: str) -> Group:
    """Return a group that something else made; it gets rules and nothing more."""
    filters = [{"Name": "group-id", "Values": [group_id]}]
    with naming(source):
        found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    if not found and not run.destroys:
        raise SystemExit(f"{source}: there is no security group {group_id}")
    record = found[0] if found else {"GroupId": group_id}
    return Group(ec2, source, kind="existing", is_new=not found, record=record)


def default_group(
    run: Run,
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
    if run.destroys:
        run.say(f"{source}: {record['GroupId']} stays as it is; a VPC always has it")
    kept = ignored or IgnoredTags()
    return Group(ec2, source, tags=tags, ignored=kept, kind="default", record=record)


def ensure_groups(run: Run, *groups: Group, adopt: list[str]) -> None:
    """Look for all groups before any is changed; then create the missing ones."""
    for group in groups:
        with naming(group.source):
            if group.name_prefix:
                group.record = find_generated(group, groups, adopt)
            else:
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


def find_generated(
    group: Group, groups: tuple[Group, ...], adopt: list[str]
) -> dict[str, Any]:
    """Return EC2's record of the group that an earlier run made, or an empty one.

    Name, description and VPC leave several possible; the tags tell which it is.
    """
    kin = [other for other in groups if likeness(other) == likeness(group)]
    taken = [other.record.get("GroupId") for other in kin]
    records = [it for it in generated_groups(group) if it["GroupId"] not in taken]
    alike = [record for record in records if has_tags_of(group, record)]
    twins = [it for it in kin if it.tags == group.tags and not it.record]
    if len(alike) > len(twins):
        ids = ", ".join(record["GroupId"] for record in alike)
        raise SystemExit(f"{group.source}: {ids} are alike; delete what is too many")
    if alike:
        return dict(alike[0])
    unknown = [it for it in records if not any(has_tags_of(of, it) for of in kin)]
    return adopted(group, unknown, adopt)


def likeness(group: Group) -> tuple[Any, ...]:
    """Return what groups have in common that only their tags tell apart."""
    return group.ec2, group.name_prefix, group.description, group.vpc_id


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
    chosen = [group_id for group_id in adopt if group_id in by_id]
    if chosen:
        return dict(by_id[chosen[0]])
    if records and "none" not in adopt:
        raise SystemExit(
            f"{group.source}: {', '.join(by_id)} could be this group, but the tags"
            " differ; run this again with --adopt and its id, or with --adopt none"
            " to create another"
        )
    return {}


def create(run: Run, group: Group) -> None:
    """Create the group, without the egress that EC2 gives a new one."""
    group.record = not_yet(run, group)
    if run.destroys:
        return
    name = group.name or generated_name(group.name_prefix)
    lines = [f"+ {group.source}: security group {group.title} in {group.vpc_id}"]
    lines += tag_lines("+", group.source, group.tags or {})
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
    return {**(group.tags or {}), UNFINISHED: "true"}


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
            {"Name": "group-name", "Values": [re.sub(r"\W", "?", name)]},
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


def generated_name(prefix: str) -> str:
    """Make a name as Terraform does: the time in 18 digits, 8 more against chance."""
    now = datetime.now(timezone.utc)
    fraction = f"{now.microsecond // 100:04d}"
    return f"{prefix}{now:%Y%m%d%H%M%S}{fraction}{secrets.token_hex(4)}"


def tag_group(run: Run, group: Group) -> None:
    """Give the group exactly its tags."""
    if group.tags is None or run.destroys:
        return
    tags = TagHolder(group.ec2, group.source, group.id, group.record.get("Tags", []))
    ensure_tags(run, tags, group.tags, group.ignored)


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


def ensure_tags(
    run: Run, tags: TagHolder, wanted: dict[str, str], ignored: IgnoredTags
) -> None:
    """Make the tags of a group or rule these, beside those that stay."""
    has = own_tags(tags.present, wanted, ignored)
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


def own_tags(
    tags: list[dict[str, str]],
    wanted: Iterable[str] = (),
    ignored: IgnoredTags | None = None,
) -> dict[str, str]:
    """Read a list of tags, without those that stay although nobody wants them here."""
    pairs = {tag["Key"]: tag["Value"] for tag in tags}
    pairs.pop(UNFINISHED, None)
    kept = ignored or IgnoredTags()
    own = [key for key in pairs if key in wanted or not kept.covers(key)]
    return {key: pairs[key] for key in own}


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


def ensure_rules(
    run: Run,
    group: Group,
    *,
    ingress: list[Rule] | None = None,
    egress: list[Rule] | None = None,
) -> None:
    """Make the rules of the group exactly these, in each direction given."""
    present = rules_before(run, group)
    for direction, rules in ("ingress", ingress), ("egress", egress):
        if rules is not None:
            ensure_side(run, Side(group, direction), present, rules, owned=True)


def add_rules(
    run: Run, group: Group, *, ingress: Iterable[Rule] = (), egress: Iterable[Rule] = ()
) -> None:
    """Let the group have these rules too, whatever others it has."""
    present = rules_before(run, group)
    ensure_side(run, Side(group, "ingress"), present, ingress, owned=False)
    ensure_side(run, Side(group, "egress"), present, egress, owned=False)


def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single TCP port."""
    return [Rule("tcp", port, port, peer, description) for peer in peers]


def udp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single UDP port."""
    return [Rule("udp", port, port, peer, description) for peer in peers]


def all_traffic(peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for every protocol and port."""
    return [Rule("-1", -1, -1, peer, description) for peer in peers]


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
        keep_in_mind(run, side, list(wanted.values()), owned=owned)
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
        lines = [f"~ {side} {rule}" for rule in new]
        run.do(lines, partial(side.correct, new), partial(side.correct, old))


def tag_rules(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
    """Give rules that there are the wanted tags."""
    for rule, row in both:
        if rule.tags is None:
            continue
        rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
        source = f"{side} {rule._replace(description='', tags=None)}:"
        tags = TagHolder(side.group.ec2, source, rule_id, present)
        ensure_tags(run, tags, rule.tags, rule.ignored)


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


# --- attachments ----------------------------------------------------------------------


def attach_group(
    run: Run, ec2: Any, source: str, group_id: str, interface_id: str
) -> None:
    """Let the network interface have the group too; it keeps those it has."""
    with naming(source):
        present = interface_groups(ec2, interface_id)
    join = partial(join_interface, run, ec2, group_id, interface_id)
    leave = partial(leave_interface, ec2, group_id, interface_id)
    text = f"{source}: {interface_id} has {group_id}"
    if run.destroys:
        run.attached.append((group_id, interface_id))
        if group_id in present:
            run.detach.append((source, partial(run.do, [f"- {text}"], leave, join)))
    elif not present:
        raise SystemExit(f"{source}: there is no network interface {interface_id}")
    elif group_id not in present:
        with naming(source):
            run.do([f"+ {text}"], join, leave)


def interface_groups(ec2: Any, interface_id: str) -> list[str]:
    """List the groups that the network interface has; none if it does not exist."""
    filters = [{"Name": "network-interface-id", "Values": [interface_id]}]
    answer = ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
    return [group["GroupId"] for row in answer for group in row["Groups"]]


def join_interface(run: Run, ec2: Any, group_id: str, interface_id: str) -> None:
    """Let the network interface have the group beside the others that it has."""
    groups = interface_groups(ec2, interface_id)
    group_id = run.new_ids.get(group_id, group_id)
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface_id, Groups=[group_id, *groups]
    )


def leave_interface(ec2: Any, group_id: str, interface_id: str) -> bool:
    """Take the group from the network interface, which keeps the others."""
    groups = interface_groups(ec2, interface_id)
    if group_id not in groups:
        return False
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface_id, Groups=[it for it in groups if it != group_id]
    )
    return True


def associate_vpc(run: Run, ec2: Any, source: str, group_id: str, vpc_id: str) -> None:
    """Let interfaces in the VPC have the group, and wait until they can."""
    add = partial(associate, run, ec2, group_id, vpc_id)
    remove = partial(disassociate, ec2, source, group_id, vpc_id)
    text = f"{source}: {vpc_id} may use {group_id}"
    with naming(source):
        state = association_state(ec2, group_id, vpc_id)
        if run.destroys:
            if state in {"associated", "associating"}:
                run.detach.append((source, partial(run.do, [f"- {text}"], remove, add)))
            return
        if state not in {"associated", "associating"}:
            run.do([f"+ {text}"], add, remove)
        if not run.plans:
            await_association(ec2, source, group_id, vpc_id)


def associate(run: Run, ec2: Any, group_id: str, vpc_id: str) -> None:
    """Associate the group with the VPC."""
    group_id = run.new_ids.get(group_id, group_id)
    ec2.associate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)


def disassociate(ec2: Any, source: str, group_id: str, vpc_id: str) -> bool:
    """Part the group from the VPC."""
    state = association_state(ec2, group_id, vpc_id)
    if state not in {"associated", "associating", "association-failed"}:
        return False
    ec2.disassociate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)
    await_association(ec2, source, group_id, vpc_id, wanted="disassociated")
    return True


def await_association(
    ec2: Any, source: str, group_id: str, vpc_id: str, wanted: str = "associated"
) -> None:
    """Wait until EC2 has associated the group with the VPC, or parted them."""
    state = association_state(ec2, group_id, vpc_id)
    for _ in range(150):
        if not state.endswith("ing"):
            break
        time.sleep(2)
        state = association_state(ec2, group_id, vpc_id)
    if state != wanted:
        raise SystemExit(f"{source}: {group_id} and {vpc_id} are {state}")


def association_state(ec2: Any, group_id: str, vpc_id: str) -> str:
    """Tell how far the association of the group with the VPC is."""
    filters = [
        {"Name": "group-id", "Values": [group_id]},
        {"Name": "vpc-id", "Values": [vpc_id]},
    ]
    answer = ec2.describe_security_group_vpc_associations(Filters=filters)
    states = [row["State"] for row in answer["SecurityGroupVpcAssociations"]]
    return states[0] if states else "disassociated"


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


def keep_in_mind(run: Run, side: Side, rules: list[Rule], *, owned: bool) -> None:
    """Remember rules of groups that are not this program's, to take them back."""
    kind = side.group.kind
    if kind == "existing" or (kind == "default" and not owned):
        run.given.append((side, rules))


def blockers_of(run: Run, group: Group) -> Iterator[str]:
    """Say why the group must stay: what uses it beside what is declared here."""
    with naming(group.source):
        pages = group.ec2.get_paginator("describe_network_interfaces").paginate(
            Filters=[{"Name": "group-id", "Values": [group.id]}]
        )
        for row in (row for page in pages for row in page["NetworkInterfaces"]):
            name, text = row["NetworkInterfaceId"], row.get("Description", "")
            if (group.id, name) not in run.attached:
                yield f"{group.source}: {group.id} is in use by {name} {text}"
        for row in rules_naming(run, group):
            if not is_given(run, row):
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


def is_given(run: Run, row: dict[str, Any]) -> bool:
    """Tell whether the rule is declared here."""
    direction = "egress" if row["IsEgress"] else "ingress"
    return any(
        (side.group.id, side.direction) == (row["GroupId"], direction)
        and Rule.of(row).identity in {rule.identity for rule in rules}
        for side, rules in run.given
    )


def take_back(run: Run, groups: list[Group]) -> None:
    """Detach groups, revoke rules, then delete groups."""
    for source, detach in run.detach:
        with naming(source):
            detach()
    for side, rules in run.given:
        wanted = {rule.identity for rule in rules}
        rows = [row for row in side.rows() if Rule.of(row).identity in wanted]
        revoke(run, side, rows)
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
    given: list[tuple[Side, list[Rule]]] = field(default_factory=list)
    attached: list[tuple[str, str]] = field(default_factory=list)
    detach: list[tuple[str, Callable[[], Any]]] = field(default_factory=list)
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
    ("NoRegion", "Set AWS_DEFAULT_REGION."),
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
