#!/usr/bin/env python3
r"""Create or update 8 security groups.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.

    ./security_groups.py --pair '{...}' --vpc-id vpc-0123 --address ... --host ... \
        --open true --tier ... --any-cidr 203.0.113.0/24 --any-map '{...}' \
        --any-number ... --any-words 203.0.113.0/24 --anything '{...}' \
        --second-region ... --cidr 203.0.113.0/24 --input-class ... --rows '{...}' \
        --input-plan ... --list-id pl-0123 --words ... --mixed ... --switch '{...}' \
        --group-ids sg-0123 --peer sg-0123 --any-list 203.0.113.0/24 \
        --ipv6 2001:db8::/32 --sites '{...}'
"""

# Fixed when this was translated:
#   leave_out = None
#       fixed_variables.tf:14: because its default is null, which leaves arguments out
#   leave_out_too = None
#       fixed_variables.tf:107: because its default is null, which leaves arguments...
#   fifteen_letters = "given, in as many letters as fit on one line of the hea" (given)
#   sixteen_of_these = "given, in as many letters as fit on one line of the hea"
#       given
#   longer_values = "given, in as many letters as fit on one line of the h... (given)
#   given_number = 2.5 (given)
#   given_list = ["a", "b"] (given)

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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from typing import Any, NamedTuple, NoReturn

import boto3
import botocore.session
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = Parser("Create or update 8 security groups.")
    add = parser.add_argument
    add(
        "--site",
        type=json_value,
        default={
            "cidr": "10.7.0.0/16",
            "name": 'site "one"',
            "open": False,
            "ports": {"http": 80, "https": 443},
            "zones": ["a", "b"],
        },
    )
    add("--pair", type=json_value, required=True)
    add("--any-port", default="8080")
    add("--vpc-id", required=True)
    add("--extra-tags", type=string_map, default={"team": "net"})
    add("--any-tags", type=string_map, default={"a": "b"})
    add("--address", required=True)
    add("--host", required=True)
    add("--open", type=boolean, required=True)
    add("--tier", required=True)
    add("--any-cidr", type=ipv4_block, required=True)
    add("--any-map", type=string_map, required=True)
    add("--any-number", required=True)
    add("--any-words", type=ipv4_block, nargs="*", required=True)
    add("--anything", type=json_value, required=True)
    add("--second-region", required=True)
    add("--environment", default="production")
    add("--cidr", type=ipv4_block, required=True)
    add("--input-class", required=True)
    add("--counts", type=json_value, default={"a": 1, "b": 2.5})
    add("--regions", nargs="*", default=["eu-west-1", "ap-southeast-2"])
    add("--rows", type=json_value, required=True)
    add("--ports", type=number, nargs="*", default=[22, 2222])
    add("--percent", type=number, default=12.5, help="%%")
    add("--input-plan", required=True)
    add("--port", type=int, default=0, help="A port, 100%% of the time")
    add("--list-id", type=prefix_list_id, required=True)
    add("--text", help="Better given as $TEXT.")
    add("--secret-port", help="Nobody's port. Better given as $SECRET_PORT.")
    add("--secret-flag", help="Better given as $SECRET_FLAG.")
    add(
        "--used",
        default="used",
        help=(
            "A text of some lines,\nwhich moves what stands below it\nso "
            "far down\nthat its line has two digits.\n"
        ),
    )
    add(
        "--used-too",
        default="used, too",
        help=(
            "And a text with line 1.\nAnd a text with line 2.\nAnd a "
            "text with line 3.\nAnd a text with line 4.\nAnd a text with "
            "line 5.\nAnd a text with line 6.\nAnd a text with line "
            "7.\nAnd a text with line 8.\nAnd a text with line 9.\nAnd a "
            "text with line 10.\nAnd a text with line 11.\nAnd a text "
            "with line 12.\nAnd a text with line 13.\nAnd a text with "
            "line 14.\nAnd a text with line 15.\nAnd a text with line "
            "16.\nAnd a text with line 17.\nAnd a text with line "
            "18.\nAnd a text with line 19.\nAnd a text with line "
            "20.\nAnd a text with line 21.\nAnd a text with line "
            "22.\nAnd a text with line 23.\nAnd a text with line "
            "24.\nAnd a text with line 25.\nAnd a text with line "
            "26.\nAnd a text with line 27.\nAnd a text with line "
            "28.\nAnd a text with line 29.\nAnd a text with line "
            "30.\nAnd a text with line 31.\nAnd a text with line "
            "32.\nAnd a text with line 33.\nAnd a text with line "
            "34.\nAnd a text with line 35.\nAnd a text with line "
            "36.\nAnd a text with line 37.\nAnd a text with line "
            "38.\nAnd a text with line 39.\nAnd a text with line "
            "40.\nAnd a text with line 41.\nAnd a text with line "
            "42.\nAnd a text with line 43.\nAnd a text with line "
            "44.\nAnd a text with line 45.\nAnd a text with line "
            "46.\nAnd a text with line 47.\nAnd a text with line "
            "48.\nAnd a text with line 49.\nAnd a text with line "
            "50.\nAnd a text with line 51.\nAnd a text with line "
            "52.\nAnd a text with line 53.\nAnd a text with line "
            "54.\nAnd a text with line 55.\nAnd a text with line "
            "56.\nAnd a text with line 57.\nAnd a text with line "
            "58.\nAnd a text with line 59.\nAnd a text with line "
            "60.\nAnd a text with line 61.\nAnd a text with line "
            "62.\nAnd a text with line 63.\nAnd a text with line "
            "64.\nAnd a text with line 65.\nAnd a text with line "
            "66.\nAnd a text with line 67.\nAnd a text with line "
            "68.\nAnd a text with line 69.\nAnd a text with line "
            "70.\nAnd a text with line 71.\nAnd a text with line "
            "72.\nAnd a text with line 73.\nAnd a text with line "
            "74.\nAnd a text with line 75.\nAnd a text with line "
            "76.\nAnd a text with line 77.\nAnd a text with line "
            "78.\nAnd a text with line 79.\nAnd a text with line "
            "80.\nAnd a text with line 81.\n"
        ),
    )
    add("--words", nargs="*", required=True)
    add("--mixed", nargs="*", required=True)
    add("--switch", type=json_value, required=True)
    add(
        "--networks",
        type=json_value,
        default={"empty": [], "office": ["192.0.2.0/24", "198.51.100.0/24"]},
    )
    add("--group-ids", type=security_group_id, nargs="*", required=True)
    add("--peer", type=security_group_id, required=True)
    add("--any-list", type=ipv4_block, nargs="*", required=True)
    add("--ipv6", type=ipv6_block, required=True)
    add("--sites", type=json_value, required=True)
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
    args.text = args.text or secret("text", "TEXT")
    args.secret_port = int(args.secret_port or secret("secret_port", "SECRET_PORT"))
    args.secret_flag = boolean(args.secret_flag or secret("secret_flag", "SECRET_FLAG"))
    return args


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    run.hide(args.text, args.secret_port, args.secret_flag)
    peers = checked("main.tf:283", ipv4_block, [f"{args.address}/32"])
    site_cidr = checked("main.tf:283", ipv4_block, [args.site["cidr"]])
    networks_office = checked("main.tf:283", ipv4_block, args.networks["office"])
    site_ports_http = whole_number("main.tf:293", args.site["ports"]["http"])
    any_port = whole_number("main.tf:293", args.any_port)
    ports_0 = whole_number("main.tf:300", args.ports[0])
    peers_2 = checked(
        "main.tf:309",
        ipv4_block,
        [args.cidr if args.open else "10.0.0.0/8"],
    )
    mixed_0 = checked("main.tf:309", ipv4_block, [args.mixed[0]])
    sites_a_cidr = checked("main.tf:316", ipv4_block, [args.sites["a"]["cidr"]])
    sites_b_cidr = checked("main.tf:316", ipv4_block, [args.sites["b"]["cidr"]])
    mixed = checked("main.tf:323", ipv4_block, args.mixed)
    mixed_2 = checked("main.tf:323", ipv6_block, args.mixed)
    any_number = whole_number("main.tf:362", args.any_number)
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")
    ec2_eu_north_1 = session.client("ec2", region_name="eu-north-1")
    ec2_region = session.client("ec2", region_name=args.regions[0])
    ec2_region_2 = session.client("ec2", region_name=f"eu-{args.tier}-1")
    ec2_second_region = session.client("ec2", region_name=args.second_region)
    default_vpc_id = default_vpc(ec2_second_region)
    default_vpc_id_2 = default_vpc(ec2_region)
    default_vpc_id_3 = default_vpc(ec2_region_2)

    availability_zones_here = in_order(
        every(
            "data.aws_availability_zones.here (main.tf:200)",
            ec2.describe_availability_zones,
            "AvailabilityZones",
        ),
        "ZoneName",
    )

    vpc_main = only_one(
        "data.aws_vpc.main (main.tf:174)",
        ec2.describe_vpcs,
        "Vpcs",
        VpcIds=[args.vpc_id],
        Filters=[{"Name": "state", "Values": ["available"]}],
    )

    caller_identity_me = caller_identity(
        session,
        "data.aws_caller_identity.me (main.tf:172)",
    )

    prefix_list_s3 = only_one(
        "data.aws_prefix_list.s3 (main.tf:211)",
        ec2.describe_prefix_lists,
        "PrefixLists",
        PrefixListIds=[args.list_id],
    )

    peer_sg = existing_group(
        run,
        ec2,
        "aws_vpc_security_group_ingress_rule.again (main.tf:407)",
        args.peer,
    )

    subnets_all = every(
        "data.aws_subnets.all (main.tf:179)",
        ec2.describe_subnets,
        "Subnets",
        Filters=[
            {"Name": "vpc-id", "Values": [args.vpc_id]},
            {
                "Name": "availability-zone",
                "Values": [each["ZoneName"] for each in availability_zones_here],
            },
            {
                "Name": "cidr-block",
                "Values": [
                    "10.0.0.0/24",
                    *[
                        each["CidrBlock"]
                        for each in vpc_main["CidrBlockAssociationSet"]
                    ],
                ],
            },
        ],
    )

    subnet_first = only_one(
        "data.aws_subnet.first (main.tf:196)",
        ec2.describe_subnets,
        "Subnets",
        SubnetIds=[subnets_all[0]["SubnetId"]],
    )

    known = Group(
        ec2_eu_north_1,
        "aws_security_group.known (main.tf:221)",
        name_prefix="known-",
        description="Managed by Terraform",
        vpc_id=args.site["name"],
        tags={},
    )

    second = Group(
        ec2_second_region,
        "aws_security_group.second (main.tf:346)",
        name="second*",
        description="Managed by Terraform",
        vpc_id=default_vpc_id,
        tags={},
    )

    element = Group(
        ec2_region,
        "aws_security_group.element (main.tf:351)",
        name="element",
        description="Managed by Terraform",
        vpc_id=default_vpc_id_2,
        tags=args.any_tags,
    )

    any_ = Group(
        ec2_region,
        "aws_security_group.any (main.tf:357)",
        name="any",
        description="Managed by Terraform",
        vpc_id=default_vpc_id_2,
        tags={**args.any_map, "Name": "any"},
    )

    joined = Group(
        ec2_region_2,
        "aws_security_group.joined (main.tf:377)",
        name="joined",
        description="Managed by Terraform",
        vpc_id=default_vpc_id_3,
        tags={},
    )

    joined_again = Group(
        ec2_region_2,
        "aws_security_group.joined_again (main.tf:382)",
        name="joined again",
        description="Managed by Terraform",
        vpc_id=args.vpc_id,
        tags={
            "Chosen": as_text((args.regions if args.open else args.mixed)[0]),
            "Either": "one" if args.tier in [args.environment, "x"] else "other",
            "Joined": "-".join(
                [as_text(each) for each in (args.regions if args.open else args.mixed)],
            ),
            "Not_long": (
                "1"
                if args.open
                or not (
                    args.tier == "the front of all that there is"
                    and args.environment == "production"
                )
                else "2"
            ),
            "One_of": "one" if args.tier in ["x", args.environment] else "other",
            "Sum": args.site["cidr"]
            + " is the block of "
            + (args.address if args.open else "a place that is not told")
            + ", "
            + args.tier,
            "Switch": "on" if args.switch[1] else "off",
        },
    )

    ensure_groups(
        run,
        known,
        second,
        element,
        any_,
        joined,
        joined_again,
        adopt=args.adopt,
    )

    of_web = only_one(
        "data.aws_security_group.of_web (main.tf:202)",
        ec2_eu_north_1.describe_security_groups,
        "SecurityGroups",
        GroupIds=[known.id],
    )

    security_groups_all = every(
        "data.aws_security_groups.all (main.tf:207)",
        ec2.describe_security_groups,
        "SecurityGroups",
        Filters=[
            {"Name": "tag:Of", "Values": [known.record["GroupName"]]},
            {"Name": "tag:Site", "Values": [args.site["name"]]},
        ],
    )

    script = Group(
        ec2,
        "aws_security_group.script (main.tf:227)",
        name=args.site["name"] + " (" + args.pair[0] + ")",
        description="Of "
        + args.site["name"]
        + " in "
        + args.site["zones"][0]
        + ": "
        + as_text(args.pair[1])
        + ", "
        + args.pair[2][0]
        + ", "
        + as_text(args.site["open"])
        + ", "
        + args.any_port,
        vpc_id=args.vpc_id,
        tags={
            **args.extra_tags,
            **args.any_tags,
            "Address": f"{args.address}{args.host}",
            "After": of_web["VpcId"],
            "All": ",".join([each["SecurityGroupArn"] for each in security_groups_all]),
            "And": "yes" if args.open and args.tier != "back" else "no",
            "And_and": as_text(
                args.open and args.vpc_id == subnet_first["VpcId"] and args.tier == "",
            ),
            "Any_cidr": "ten" if args.any_cidr == "10.0.0.0/8" else "other",
            "Any_map": args.any_map["name"],
            "Any_port": "https" if args.any_number == "443" else "other",
            "Any_words": args.any_words[0],
            "Anything": as_text(args.anything["inner"]),
            "Arn": (
                f"arn:{ec2.meta.partition}:x:{args.second_region}."
                f"{dns_suffix(ec2.meta.partition)}"
            ),
            "Both": (
                "same"
                if args.tier == args.environment or args.cidr == "10.0.0.0/8"
                else "other"
            ),
            "Class": args.input_class,
            "Counted": as_text(args.counts["b"]),
            "Empty": (
                f"{len(args.regions)} Regions"
                if len(args.regions) > 0
                else "no Regions"
            ),
            "Exact": (
                "two"
                if len(subnets_all) > 1 and len(subnets_all) <= 2
                else "more or fewer"
            ),
            "First": args.rows[0][1],
            "Flag": as_text(args.site["open"]),
            "Home": (
                "home"
                if ec2.meta.region_name in ["us-east-1", "us-west-2"]
                else "abroad"
            ),
            "Inner": str(
                (
                    1
                    if args.open
                    and not (args.environment == "production" or args.tier == "x")
                    and ec2.meta.region_name not in ["us-east-1", "us-west-2"]
                    else 2
                ),
            ),
            "Inner_not": str(
                (
                    1
                    if (not args.open and args.tier not in ["a", "b"])
                    or not (args.open and args.tier == "z")
                    else 2
                ),
            ),
            "Ipv6": vpc_main["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"],
            "Less": "not less" if len(args.ports) > 2 else "less",
            "Me": caller_identity_me["Arn"]
            + " "
            + caller_identity_me["UserId"]
            + " "
            + caller_identity_me["Account"],
            "Members": "known" if args.tier in ["front", "back"] else "unknown",
            "Most": as_text(args.ports[1] if len(args.ports) > 1 else args.ports[0]),
            "Neither": "one" if args.tier in ["front", "back"] else "neither",
            "Nested": (
                (args.site["name"] if args.environment == "production" else "test")
                if args.open
                else "+".join(args.regions)
            ),
            "Not": "open" if args.open else "closed",
            "Not_all": (
                "all" if args.open and args.environment == "production" else "some"
            ),
            "Number": as_text(args.percent),
            "Numbers": "-".join([as_text(each) for each in args.ports]),
            "Of_two": (
                "x"
                if args.tier in ["front", "back"] or args.environment == "test"
                else "y"
            ),
            "Plan": args.input_plan,
            "Port": str(args.port),
            "Prefix": " ".join(prefix_list_s3["Cidrs"]),
            "Same": "same" if args.vpc_id == subnet_first["VpcId"] else "different",
            "Secret": f"{args.text}:{args.secret_port}",
            "Secretly": "a" if args.secret_flag else "b",
            "Some": args.regions[0] if len(args.regions) > 0 else "none",
            "Suffix": dns_suffix(ec2.meta.partition),
            "Text": as_text(args.percent),
            "Truth": as_text(args.environment == "production"),
            "Untruth": as_text(args.environment != "production"),
            "Used": f"{args.used} {args.used_too}",
            "Word": args.words[0],
            "Zone": availability_zones_here[0]["ZoneName"],
            "Zone id": subnet_first["AvailabilityZoneId"],
        },
    )
    ensure_groups(run, script, adopt=args.adopt)

    ensure_rules(
        run,
        script,
        ingress=[
            *tcp(
                args.port,
                [
                    args.cidr,
                    *peers,
                    *site_cidr,
                    *networks_office,
                    "2001:db8::1:0:0:1/128",
                    "::/0",
                    "2001:0:0:1::1/128",
                    "1::/16",
                    "2001:db8:1:1:1:1:0:1/128",
                    "1:2:3:4:5:6:7:8/128",
                    "0:0:1::/48",
                    *args.group_ids,
                    "111122223333/sg-0123456789abcdef0",
                    args.peer,
                ],
                f'{args.tier} $ {{braces}} "quotes" \\ %s',
            ),
            *per_peer("udp", site_ports_http, any_port, site_cidr),
            *tcp(ports_0, [*args.any_list, args.ipv6, args.list_id, "pl-0123"]),
            *tcp(
                443 if args.open else 8443,
                [*peers_2, subnet_first["CidrBlock"], *mixed_0],
            ),
            *per_peer("icmp", 3, 1, [*sites_a_cidr, *sites_b_cidr]),
            *udp(args.secret_port, [*mixed, *mixed_2]),
            *tagged([Rule("tcp", 1, 2, args.peer)], args.extra_tags),
        ],
        egress=[*all_traffic(networks_office), Rule("icmpv6", -1, -1, "pl-0a1b2c3d")],
    )

    ensure_rules(
        run,
        any_,
        ingress=[*tcp(any_number, args.any_words), *tcp(22, [args.any_cidr])],
    )

    # main.tf:407
    add_rules(run, peer_sg, ingress=tagged(tcp(1, peers), {}))

    run.output("regions", as_text([script.id, args.second_region, args.regions]))
    run.output(
        "parts",
        as_text(
            {
                "any": args.anything,
                "blocks": [
                    each["CidrBlock"] for each in vpc_main["CidrBlockAssociationSet"]
                ],
                "found": [each["SubnetId"] for each in subnets_all],
                "groups": {**args.extra_tags, "id": second.arn},
                "inner": {
                    "all": args.sites,
                    "number": args.counts["a"],
                    "port": args.site["ports"]["https"],
                    "rows": args.rows[0],
                },
                "pair": args.pair,
                "sorted": args.mixed,
                "truth": args.open,
            },
        ),
    )
    run.output(
        "blocks",
        as_text([each["CidrBlock"] for each in vpc_main["CidrBlockAssociationSet"]]),
    )
    run.output("number", str(args.port))
    run.output(
        "converted",
        as_text(
            [
                args.anything["inner"],
                args.anything["truth"],
                number(args.tier),
                boolean(args.environment),
            ],
        ),
    )
    run.output(
        "given",
        as_text(
            [
                "given, in as many letters as fit on one line of the hea",
                "given, in as many letters as fit on one line of the hea",
                "given, in as many letters as fit on one line of the head",
                2.5,
                ["a", "b"],
                None,
                None,
            ],
        ),
    )
    run.output("half", as_text(args.percent))
    run.output("secret", "<sensitive>")
    run.output(
        "list",
        as_text(
            [
                args.port,
                args.percent,
                "text",
                True,
                None,
                1.5,
                f"a{args.port}b{as_text(args.percent)}",
            ],
        ),
    )


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


def number(text: str) -> float:
    """Read a number; a whole one stays whole."""
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def whole_number(source: str, value: Any) -> int:
    """Check a port that is computed from inputs."""
    text = as_text(value)
    if not text.lstrip("-").isdecimal():
        raise SystemExit(f"{source}: a port must be a whole number")
    return int(text)


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
    refuse_what_is_not_yet(source, parameters)
    with naming(source):
        found = describe(**parameters)[result]
    if len(found) != 1:
        raise SystemExit(f"{source}: {len(found)} matches; exactly one is needed")
    return found[0]


def every(source: str, describe: Any, result: str, **parameters: Any) -> list[Any]:
    """Ask EC2 a question that may have any number of answers."""
    refuse_what_is_not_yet(source, parameters)
    with naming(source):
        return list(describe(**parameters)[result])


def refuse_what_is_not_yet(source: str, parameters: dict[str, Any]) -> None:
    """Stop where a plan asks for something of a group that there is not."""
    if "sg-(" in str(parameters):
        raise SystemExit(f"{source}: this is not known before the group exists")


def in_order(found: list[Any], field: str) -> list[Any]:
    """Sort answers by one of their fields."""
    return sorted(found, key=lambda each: str(each[field]))


def caller_identity(session: Any, source: str) -> Any:
    """Ask who runs this script, and in which account."""
    with naming(source):
        return session.client("sts").get_caller_identity()


def dns_suffix(partition: str) -> str:
    """Return the domain of AWS in this partition: amazonaws.com in most."""
    resolver = botocore.session.get_session().get_component("endpoint_resolver")
    return str(resolver.get_partition_dns_suffix(partition))


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
    name: str = ""
    name_prefix: str = ""
    description: str = ""
    vpc_id: str = ""
    tags: dict[str, str] | None = None
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

    @property
    def arn(self) -> str:
        """What all of AWS calls it."""
        meta, owner = self.ec2.meta, self.record["OwnerId"]
        place = f"{meta.partition}:ec2:{meta.region_name}:{owner}"
        return f"arn:{place}:security-group/{self.id}"


def existing_group(run: Run, ec2: Any, source: str, group_id: str) -> Group:
    """Return a group that something else made; it gets rules and nothing more."""
    filters = [{"Name": "group-id", "Values": [group_id]}]
    with naming(source):
        found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    if not found and not run.destroys:
        raise SystemExit(f"{source}: there is no security group {group_id}")
    record = found[0] if found else {"GroupId": group_id}
    return Group(ec2, source, kind="existing", is_new=not found, record=record)


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
    return own_tags(record.get("Tags", [])) == group.tags


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


def tagged(rules: list[Rule], tags: dict[str, str]) -> list[Rule]:
    """Return the same rules with these tags."""
    return [rule._replace(tags=tags) for rule in rules]


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
        ensure_tags(run, tags, rule.tags)


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
