"""Tags that the provider is told to ignore stay, and confuse nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from harness.cloud import Cloud
from harness.portolan import portolan
from harness.surroundings import build
from harness.targets import TARGETS, Target
from test_resources import changes, deploy, rules_of

SCRIPTS = [pytest.param(target, id=target.name) for target in TARGETS if target.converges]

ONE_PROVIDER = """
provider "aws" {
  ignore_tags {
    keys         = ["LastScan", "Owner"]
    key_prefixes = ["kubernetes.io/"]
  }
}
"""

TWO_PROVIDERS = (
    ONE_PROVIDER
    + """
provider "aws" {
  alias = "strict"
}
resource "aws_security_group" "strict" {
  provider = aws.strict
  name     = "strict"
  vpc_id   = var.vpc_id
}
resource "aws_vpc_security_group_ingress_rule" "strict" {
  provider          = aws.strict
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 2
  to_port           = 2
  cidr_ipv4         = "10.0.0.0/8"
}
"""
)

# Owner is configured, so it is set although it is ignored.
RESOURCES = """
variable "vpc_id" { type = string }
resource "aws_default_security_group" "default" {
  vpc_id = var.vpc_id
  tags   = { Owner = "net" }
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = var.vpc_id
  tags   = { Owner = "net" }
}
resource "aws_security_group" "generated" {
  count       = 2
  name_prefix = "worker-"
  vpc_id      = var.vpc_id
  tags        = { Owner = "net", Number = count.index }
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
  cidr_ipv4         = "10.0.0.0/8"
}
"""

FOREIGN = {"kubernetes.io/x": "owned", "LastScan": "today", "Foreign": "yes", "LastScanned": "no"}
STAYING = {key: FOREIGN[key] for key in ("kubernetes.io/x", "LastScan")}


def tags_by_name(cloud: Cloud, vpc: str) -> dict[str, dict[str, str]]:
    """Return the tags of the groups, and of the rules of `web` by their port."""
    filters = [{"Name": "vpc-id", "Values": [vpc]}]
    groups = cloud.client().describe_security_groups(Filters=filters)["SecurityGroups"]
    found = {}
    for group in groups:
        tags = read(group)
        found[group["GroupName"].split("-")[0] + tags.get("Number", "")] = tags
        if group["GroupName"] == "web":
            for rule in rules_of(cloud, group["GroupId"]):
                if not rule["IsEgress"]:
                    found[f"port {rule['FromPort']}"] = read(rule)
    return found


def read(row: dict[str, Any]) -> dict[str, str]:
    """Return the tags of a group or rule."""
    return {tag["Key"]: tag["Value"] for tag in row.get("Tags", [])}


def tag_everything(cloud: Cloud, vpc: str, tags: dict[str, str]) -> None:
    """Give these tags to all groups of the network and to all their rules."""
    ec2 = cloud.client()
    filters = [{"Name": "vpc-id", "Values": [vpc]}]
    groups = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    ids = [group["GroupId"] for group in groups]
    rules = [rule["SecurityGroupRuleId"] for group in ids for rule in rules_of(cloud, group)]
    ec2.create_tags(
        Resources=ids + rules,
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
    )


@pytest.mark.parametrize("providers", [ONE_PROVIDER, TWO_PROVIDERS], ids=["one", "two"])
@pytest.mark.parametrize("target", SCRIPTS)
def test_ignored_tags_stay_and_others_go(
    cloud: Cloud, target: Target, providers: str, tmp_path: Path
) -> None:
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    configuration = providers + RESOURCES
    deploy(cloud, target, configuration, tmp_path, {"vpc_id": vpc})
    before = tags_by_name(cloud, vpc)
    assert before["web"] == {"Owner": "net"}

    # Of the generated groups only what is ignored may change: they are known by their tags.
    tag_everything(cloud, vpc, STAYING)
    cloud.calls.clear()
    strict = providers == TWO_PROVIDERS
    deploy(cloud, target, configuration, tmp_path, {"vpc_id": vpc})
    assert changes(cloud) == (["DeleteTags"] * 2 if strict else [])

    lasting = [name for name in before if not name.startswith("worker")]
    ids = ids_of(cloud, vpc, lasting)
    cloud.client().create_tags(
        Resources=ids,
        Tags=[{"Key": key, "Value": FOREIGN[key]} for key in ("Foreign", "LastScanned")],
    )
    cloud.client().delete_tags(Resources=ids, Tags=[{"Key": "Owner"}])
    deploy(cloud, target, configuration, tmp_path, {"vpc_id": vpc})
    strangers = {"strict", "port 2"}
    expected = {
        name: tags | ({} if name in strangers else STAYING) for name, tags in before.items()
    }
    assert tags_by_name(cloud, vpc) == expected
    cloud.calls.clear()
    deploy(cloud, target, configuration, tmp_path, {"vpc_id": vpc})
    assert changes(cloud) == []


def ids_of(cloud: Cloud, vpc: str, names: list[str]) -> list[str]:
    """Return the ids of the groups with these names, and of the rules of `web`."""
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": names}]
    groups = cloud.client().describe_security_groups(Filters=filters)["SecurityGroups"]
    (web,) = [group["GroupId"] for group in groups if group["GroupName"] == "web"]
    rules = [rule["SecurityGroupRuleId"] for rule in rules_of(cloud, web)]
    return [group["GroupId"] for group in groups] + rules


def test_a_runbook_takes_only_other_tags_from_the_default_group(
    cloud: Cloud, tmp_path: Path
) -> None:
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    tag_everything(cloud, vpc, FOREIGN | {'odd "key" \\': "1"})
    (target,) = [target for target in TARGETS if target.name == "runbook"]
    deploy(cloud, target, ONE_PROVIDER + RESOURCES, tmp_path, {"vpc_id": vpc})
    assert tags_by_name(cloud, vpc)["default"] == {"Owner": "net"} | STAYING


def test_nothing_is_said_about_what_is_followed(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(ONE_PROVIDER + RESOURCES)
    said = portolan("check", tmp_path)
    assert (said.returncode, said.stderr) == (0, "No problems found.\n")
