"""Makes what a scenario finds in the account before anything runs."""

from __future__ import annotations

from typing import Any

from harness.cloud import Cloud
from harness.scenario import fill


def build(cloud: Cloud, *parts: dict[str, Any]) -> dict[str, str]:
    """Make VPCs, then groups; return their ids as `vpc.NAME` and `group.NAME`."""
    ec2 = cloud.client()
    ids: dict[str, str] = {}
    for part in parts:
        for name, vpc in part.get("vpcs", {}).items():
            made = ec2.create_vpc(
                CidrBlock=vpc["cidr"],
                AmazonProvidedIpv6CidrBlock=vpc.get("ipv6", False),
                TagSpecifications=[
                    {"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": name}]}
                ],
            )
            ids[f"vpc.{name}"] = made["Vpc"]["VpcId"]
        for name, group in part.get("groups", {}).items():
            made = ec2.create_security_group(
                GroupName=name,
                Description=group["description"],
                VpcId=fill(group["vpc"], ids),
            )
            ids[f"group.{name}"] = made["GroupId"]
    return ids
