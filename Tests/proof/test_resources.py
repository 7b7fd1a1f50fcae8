"""Resources beyond groups and rules, and what belongs to whom, on the simulated account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.associations import teach_associations
from harness.cloud import Cloud
from harness.ec2_model import strange_parameters
from harness.handover import hand_over
from harness.portolan import JSON, translate
from harness.run import Run
from harness.surroundings import build
from harness.targets import TARGETS, Target, runbook

SCRIPTS = [pytest.param(target, id=target.name) for target in TARGETS if target.converges]
CALLERS = [
    pytest.param(target, id=target.name) for target in TARGETS if target.name != "cloudformation"
]

GROUP = """
variable "vpc_id" { type = string }
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = var.vpc_id
}
"""

ATTACHMENT = (
    GROUP
    + """
variable "interface_id" { type = string }
resource "aws_network_interface_sg_attachment" "web" {
  security_group_id    = aws_security_group.web.id
  network_interface_id = var.interface_id
}
"""
)

ASSOCIATION = (
    GROUP
    + """
variable "other_vpc_id" { type = string }
resource "aws_vpc_security_group_vpc_association" "web" {
  security_group_id = aws_security_group.web.id
  vpc_id            = var.other_vpc_id
}
"""
)


def deploy(cloud: Cloud, target: Target, configuration: str, folder: Path, values: JSON) -> None:
    """Translate with the values open, and run."""
    source = folder / "configuration"
    source.mkdir(exist_ok=True)
    (source / "main.tf").write_text(configuration)
    place = folder / f"run-{len(list(folder.iterdir()))}"
    place.mkdir()
    translation = translate(source, target.name)
    addressed = {f"var.{name}": value for name, value in values.items()}
    handover = hand_over(translation.inputs, addressed)
    target.run(Run(cloud, translation.text, handover, place))


def changes(cloud: Cloud) -> list[str]:
    """Return the calls that changed something, and see that EC2 knows every parameter."""
    assert [name for call in cloud.calls for name in strange_parameters(call)] == []
    return [call.action for call in cloud.calls if call.mutates]


def interface_in(cloud: Cloud, vpc: str) -> tuple[str, list[str]]:
    """Make a network interface; return its id and the groups that it has from the start."""
    ec2 = cloud.client()
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    made = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]
    return made["NetworkInterfaceId"], [group["GroupId"] for group in made["Groups"]]


def groups_of(cloud: Cloud, interface: str) -> set[str]:
    """Return the ids of the groups that the interface has."""
    answer = cloud.client().describe_network_interfaces(NetworkInterfaceIds=[interface])
    return {group["GroupId"] for group in answer["NetworkInterfaces"][0]["Groups"]}


def group_named(cloud: Cloud, name: str) -> str:
    """Return the id of the group."""
    filters = [{"Name": "group-name", "Values": [name]}]
    (group,) = cloud.client().describe_security_groups(Filters=filters)["SecurityGroups"]
    return str(group["GroupId"])


@pytest.mark.parametrize("target", CALLERS)
def test_an_interface_keeps_the_groups_it_has(cloud: Cloud, target: Target, tmp_path: Path) -> None:
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    interface, before = interface_in(cloud, vpc)
    values = {"vpc_id": vpc, "interface_id": interface}
    cloud.calls.clear()
    deploy(cloud, target, ATTACHMENT, tmp_path, values)
    assert "ModifyNetworkInterfaceAttribute" in changes(cloud)
    assert groups_of(cloud, interface) == {*before, group_named(cloud, "web")}
    if target.converges:
        cloud.calls.clear()
        deploy(cloud, target, ATTACHMENT, tmp_path, values)
        assert changes(cloud) == []


def test_a_runbook_detaches_what_it_attached(cloud: Cloud, tmp_path: Path) -> None:
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    interface, _ = interface_in(cloud, vpc)
    kept = cloud.client().create_security_group(GroupName="kept", Description="d", VpcId=vpc)
    cloud.client().modify_network_interface_attribute(
        NetworkInterfaceId=interface, Groups=[kept["GroupId"]]
    )
    (tmp_path / "main.tf").write_text(ATTACHMENT)
    translation = translate(tmp_path, "runbook")
    values = {"var.vpc_id": vpc, "var.interface_id": interface}
    handover = hand_over(translation.inputs, values)
    runbook.run_and_undo(Run(cloud, translation.text, handover, tmp_path))
    assert groups_of(cloud, interface) == {kept["GroupId"]}


@pytest.mark.parametrize("target", CALLERS)
def test_a_group_is_associated_with_another_vpc(
    cloud: Cloud, target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.reset()
    known = teach_associations(monkeypatch)
    vpcs = {"main": {"cidr": "10.0.0.0/16"}, "other": {"cidr": "10.1.0.0/16"}}
    ids = build(cloud, {"vpcs": vpcs})
    values = {"vpc_id": ids["vpc.main"], "other_vpc_id": ids["vpc.other"]}
    cloud.calls.clear()
    deploy(cloud, target, ASSOCIATION, tmp_path, values)
    assert list(known.asked) == [(group_named(cloud, "web"), ids["vpc.other"])]
    assert changes(cloud).count("AssociateSecurityGroupVpc") == 1
    if target.converges:
        cloud.calls.clear()
        deploy(cloud, target, ASSOCIATION, tmp_path, values)
        assert changes(cloud) == []


def test_a_template_associates_and_says_what_it_cannot_attach(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(ATTACHMENT + ASSOCIATION.removeprefix(GROUP))
    template = json.loads(translate(tmp_path, "cloudformation").text)
    found = [
        row["Properties"]
        for row in template["Resources"].values()
        if row["Type"] == "AWS::EC2::SecurityGroupVpcAssociation"
    ]
    assert found == [
        {"GroupId": {"Fn::GetAtt": ["Web", "GroupId"]}, "VpcId": {"Ref": "OtherVpcId"}}
    ]
    notes = template["Metadata"]["Portolan"]["Notes"]
    assert any("aws_network_interface_sg_attachment.web" in note for note in notes)


RULE_TAGS = """
variable "vpc_id" { type = string }
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = var.vpc_id
}
resource "aws_security_group_rule" "legacy" {
  type              = "ingress"
  security_group_id = aws_security_group.web.id
  protocol          = "tcp"
  from_port         = 1
  to_port           = 1
  cidr_blocks       = ["10.0.0.0/8"]
}
resource "aws_vpc_security_group_ingress_rule" "tagged" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 2
  to_port           = 2
  cidr_ipv4         = "10.0.0.0/8"
  tags              = { Name = "two", Empty = null }
}
resource "aws_vpc_security_group_ingress_rule" "bare" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 3
  to_port           = 3
  cidr_ipv4         = "10.0.0.0/8"
}
"""


def rules_of(cloud: Cloud, group: str) -> list[dict[str, Any]]:
    """Return the rules as EC2 has them."""
    filters = [{"Name": "group-id", "Values": [group]}]
    rows = cloud.client().describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
    return list(rows)


@pytest.mark.parametrize("target", SCRIPTS)
def test_only_rules_that_may_have_tags_lose_foreign_ones(
    cloud: Cloud, target: Target, tmp_path: Path
) -> None:
    cloud.reset()
    ids = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})
    values = {"vpc_id": ids["vpc.main"]}
    deploy(cloud, target, RULE_TAGS, tmp_path, values)
    rules = rules_of(cloud, group_named(cloud, "web"))
    cloud.client().create_tags(
        Resources=[rule["SecurityGroupRuleId"] for rule in rules],
        Tags=[{"Key": "Foreign", "Value": "yes"}],
    )
    deploy(cloud, target, RULE_TAGS, tmp_path, values)
    tags = {
        rule["FromPort"]: {tag["Key"]: tag["Value"] for tag in rule["Tags"]}
        for rule in rules_of(cloud, group_named(cloud, "web"))
    }
    # A tag that is null is an empty one in these resources, and none in all others.
    assert tags == {1: {"Foreign": "yes"}, 2: {"Name": "two", "Empty": ""}, 3: {}}


EXCLUSIVE = """
variable "group_id" { type = string }
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = var.group_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}
resource "aws_vpc_security_group_rules_exclusive" "web" {
  security_group_id = var.group_id
  ingress_rule_ids  = [aws_vpc_security_group_ingress_rule.web.id]
  egress_rule_ids   = []
}
"""


@pytest.mark.parametrize("target", CALLERS)
def test_an_exclusive_list_revokes_all_other_rules(
    cloud: Cloud, target: Target, tmp_path: Path
) -> None:
    cloud.reset()
    fixtures = {
        "vpcs": {"main": {"cidr": "10.0.0.0/16"}},
        "groups": {"theirs": {"description": "Theirs", "vpc": "${vpc.main}"}},
    }
    group = build(cloud, fixtures)["group.theirs"]
    foreign = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
    cloud.client().authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{**foreign, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]
    )
    deploy(cloud, target, EXCLUSIVE, tmp_path, {"group_id": group})
    found = [(rule["IsEgress"], rule["FromPort"]) for rule in rules_of(cloud, group)]
    assert found == [(False, 443)]
