"""The harness notices what it is there to notice."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from harness.cloud import Call, Cloud
from harness.compare import NO_TRAFFIC, differences
from harness.damage import damage
from harness.ec2_model import strange_parameters
from harness.faults import KINDS, Fault
from harness.handover import Handover, hand_over
from harness.places import TOOLS
from harness.run import ArtifactFailedError, Run
from harness.scenario import samples
from harness.state import Group, Rule, State, observe
from harness.targets import runbook
from harness.targets.template import Template

SSH = Rule("ingress", "tcp", (22, 22), "192.0.2.0/24", "SSH")
WEB = Group("main", "web-*", "Web", {"Name": "web"}, (SSH,))
APP = Group("main", "app", "App", {}, (Rule("ingress", "tcp", (80, 80), "group web-*"),))
TRUTH = State((APP, WEB))


def with_web(**changes: object) -> State:
    """Return the truth with a generated name in it and something else changed."""
    named = TRUTH.renamed(lambda name: name.replace("*", "20260101abcd"))
    app, web = named.groups
    return State((app, dataclasses.replace(web, **changes)))  # type: ignore[arg-type]


def test_a_generated_name_is_equal_to_its_pattern() -> None:
    assert differences(TRUTH, with_web()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "other"}, "missing"),
        ({"name": "web-1"}, "missing"),
        ({"vpc": "elsewhere"}, "unexpected"),
        ({"description": "web"}, "description"),
        ({"tags": {"Name": "web", "Foreign": "yes"}}, "tags"),
        ({"rules": ()}, "missing ingress tcp 22-22 192.0.2.0/24"),
        ({"rules": (SSH, SSH)}, "unexpected ingress"),
        (
            {"rules": (SSH._replace(description="ssh"),)},
            'unexpected ingress tcp 22-22 192.0.2.0/24 "ssh"',
        ),
        ({"rules": (SSH, NO_TRAFFIC)}, "unexpected egress"),
    ],
)
def test_every_difference_is_told(changes: dict[str, object], words: str) -> None:
    assert any(words in line for line in differences(TRUTH, with_web(**changes)))


def test_only_a_stack_may_stand_in_for_no_egress() -> None:
    found = with_web(rules=(NO_TRAFFIC, SSH))
    assert differences(TRUTH, found, stack_names=set()) == []
    outside = SSH._replace(direction="egress")
    truth = State((APP, dataclasses.replace(WEB, rules=(outside, SSH))))
    assert differences(truth, with_web(rules=(outside, NO_TRAFFIC, SSH)), stack_names=set())


def test_a_stack_makes_up_names() -> None:
    found = with_web().renamed(lambda name: name.replace("web-20260101abcd", "proof-Web-1"))
    assert differences(TRUTH, found, stack_names={"proof-Web-1"}) == []


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_truth_says_something(sample: object) -> None:
    truth = sample.truth()  # type: ignore[attr-defined]
    assert any(group.rules for group in truth.applied.groups)
    assert State.from_json(truth.applied.to_json()) == truth.applied


def test_damage_spoils_rules_and_tags(cloud: Cloud) -> None:
    cloud.reset()
    ec2 = cloud.client()
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.create_security_group(GroupName="web", Description="Web", VpcId=vpc)
    damage(ec2)
    (group,) = observe(ec2).groups
    assert group.tags == {"Foreign": "yes"}
    assert [str(rule) for rule in group.rules] == [
        'egress tcp 4321-4321 192.0.2.77/32 "foreign"',
        'ingress tcp 4321-4321 192.0.2.77/32 "foreign"',
    ]


def test_calls_are_held_against_the_model() -> None:
    good = {"GroupId": "sg-1", "IpPermissions.1.IpRanges.2.CidrIp": "10.0.0.0/8"}
    assert strange_parameters(Call("AuthorizeSecurityGroupIngress", good, 200)) == []
    bad = {"IpPermissions.1.Description": "no such member"}
    assert strange_parameters(Call("AuthorizeSecurityGroupIngress", bad, 200))
    assert strange_parameters(Call("OpenSecurityGroup", {}, 400))


def test_values_are_handed_over_in_each_targets_way() -> None:
    row = {"flag": "--a", "environment": "A", "parameter": "A", "name": "a", "required": True}
    row["address"] = "var.a"
    assert hand_over([row], {"var.a": ["x", 1, True]}) == Handover(
        ["--a", "x", "1", "true"], {"A": "x 1 true"}, {"A": "x,1,true"}, {"a": ["x", 1, True]}
    )
    assert hand_over([row], {"var.a": {"k": "v"}}).arguments == ["--a", '{"k": "v"}']
    with pytest.raises(AssertionError, match=r"required input var\.a"):
        hand_over([row], {})


def test_a_template_loops_over_a_parameter() -> None:
    loop = ["Cidr", {"Ref": "Cidrs"}, {"Rule&{Cidr}": {"Type": "T", "Properties": {"Ref": "Cidr"}}}]
    text = {
        "Transform": "AWS::LanguageExtensions",
        "Parameters": {"Cidrs": {"Type": "CommaDelimitedList"}},
        "Resources": {"Fn::ForEach::Rules": loop},
    }
    resources = Template(text, {"Cidrs": "10.0.0.0/8, 11.0.0.0/8"}).resources
    assert {name: body["Properties"] for name, body in resources.items()} == {
        "Rule100008": "10.0.0.0/8",
        "Rule110008": "11.0.0.0/8",
    }
    with pytest.raises(ArtifactFailedError, match="twice"):
        Template(text, {"Cidrs": "1.11.0.0/16,11.1.0.0/16"})


def test_command_blocks_of_a_runbook() -> None:
    markdown = """# Runbook
## Inputs
```sh
export A=1
```
````bash
# not a heading
```
````
## Undo
```sh
aws
```
"""
    assert [block.commands for block in runbook.steps(markdown)] == ["# not a heading\n```"]
    assert [block.commands for block in runbook.undo(markdown)] == ["aws"]


@pytest.mark.parametrize(
    "words",
    [
        ["describe-vpcs", "--query", "Vpcs[].[VpcId, CidrBlock]", "--output", "text"],
        ["delete-security-group", "--group-id", "sg-0123"],
        ["create-security-group"],
        ["open-security-group"],
    ],
)
def test_the_aws_that_starts_fast_is_the_real_one(
    cloud: Cloud, tmp_path: Path, words: list[str]
) -> None:
    run = Run(cloud, "", Handover(), tmp_path)
    real, fast = (run.attempt(folder / "aws", "ec2", *words) for folder in (TOOLS, cloud.tools))
    assert (fast.returncode, fast.stdout, fast.stderr) == (
        real.returncode,
        real.stdout,
        real.stderr,
    )


def test_a_fault_strikes_one_call_and_no_observer(cloud: Cloud) -> None:
    cloud.reset()
    cloud.fault = Fault(next(kind for kind in KINDS if kind.name == "throttled"), 2)
    cloud.observer().describe_vpcs()
    ec2 = cloud.client()
    ec2.describe_vpcs()
    with pytest.raises(ClientError, match="RequestLimitExceeded"):
        ec2.describe_vpcs()
    ec2.describe_vpcs()
    assert [call.status for call in cloud.calls] == [200, 503, 200]


def test_a_group_has_sixty_rules_at_most_in_each_direction(cloud: Cloud) -> None:
    cloud.reset()
    ec2 = cloud.client()
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    ranges = [{"CidrIp": f"192.0.2.{number}/32"} for number in range(61)]
    rule = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1}
    rules = [{**rule, "IpRanges": [one]} for one in ranges]
    with pytest.raises(ClientError, match="RulesPerSecurityGroupLimitExceeded"):
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=rules[:60])
    assert len(ec2.describe_security_group_rules()["SecurityGroupRules"]) == 1
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rules[:59])
    assert len(made["SecurityGroupRules"]) == 59
