"""What `portolan policy` allows is what artifacts call: no less, and no more.

No less: `Deployment` holds the calls of every run in every test against the policy.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from harness.cloud import Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.places import tool
from harness.policy import INVERSE, actions, needs, reference, resource_type
from harness.portolan import portolan, translate
from harness.scenario import Scenario, samples, scenarios
from harness.state import generated_groups
from harness.targets import TARGETS, Target

SAMPLES = [pytest.param(scenario, id=scenario.name) for scenario in samples()]
ALL_TARGETS = [pytest.param(target, id=target.name) for target in TARGETS]
#: CloudFormation's own calls are made by AWS; what it needs is in the schemas of its resources.
CALLERS = [
    pytest.param(target, id=target.name)
    for target in TARGETS
    if not target.is_slow and target.name != "cloudformation"
]


def exercised(deployment: Deployment) -> set[str]:
    """Do everything that can be done with an artifact; return the operations that it called."""
    calls = deployment.run()
    if deployment.target.converges:
        calls += deployment.run()
        damage(deployment.cloud.client())
        calls += deployment.run(adopt=generated_groups(deployment.cloud.client()))
    if deployment.target.attempt:
        start = len(deployment.cloud.calls)
        deployment.attempt("destroy")
        calls += deployment.cloud.calls[start:]
    return {need.action for call in calls for need in needs(call)}


def possible(target: Target) -> list[Scenario]:
    """Return the scenarios that a target does not refuse."""
    return [one for one in scenarios() if one.name not in target.refuses]


@pytest.mark.parametrize("target", CALLERS)
def test_nothing_is_allowed_in_vain(cloud: Cloud, target: Target, tmp_path: Path) -> None:
    """As many scenarios are run as it takes to see each action that any of them is allowed."""
    allowed: dict[str, list[str]] = {}
    used: set[str] = set()
    for scenario in possible(target):
        folder = tmp_path / scenario.title
        folder.mkdir()
        deployment = prepare(cloud, scenario, target, folder, late=True)
        policy = actions(deployment.translation.policy())
        for action in policy:
            allowed.setdefault(action, []).append(scenario.title)
        if policy <= used:
            continue
        used |= exercised(deployment)
        # What undoes a call is allowed together with it.
        used |= {INVERSE[action] for action in used if action in INVERSE}
    assert {action: where for action, where in allowed.items() if action not in used} == {}


@pytest.mark.parametrize("scenario", SAMPLES)
@pytest.mark.parametrize("target", ALL_TARGETS)
def test_iam_knows_what_is_allowed(scenario: Scenario, target: Target) -> None:
    policy = translate(scenario.folder, target.name).policy()
    operations = boto3.client("ec2", region_name="us-east-1").meta.service_model.operation_names
    assert actions(policy) <= set(operations)
    for statement in policy["Statement"]:
        types = set(map(resource_type, statement["Resource"]))
        for action in statement["Action"]:
            service, name = action.split(":")
            narrowing = reference(service)[name.lower()] or {"*"}
            # The reference has no transforms; the user guide names them for CreateChangeSet.
            assert types <= narrowing | {"transform"}, f"{action} can be narrowed to {narrowing}"


def test_policies_pass_cfn_lint(tmp_path: Path) -> None:
    """It reads them as parts of templates, all at once: it takes seconds to start."""
    files = []
    for scenario in samples():
        for target in TARGETS:
            document: dict[str, Any] = {
                "PolicyDocument": translate(scenario.folder, target.name).policy()
            }
            resource = {"Type": "AWS::IAM::ManagedPolicy", "Properties": document}
            file = tmp_path / f"{scenario.name}-{target.name}.json"
            file.write_text(json.dumps({"Resources": {"Policy": resource}}))
            files.append(file)
    done = subprocess.run([tool("cfn-lint"), *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("target", ALL_TARGETS)
def test_to_plan_is_to_read(target: Target) -> None:
    for scenario in possible(target):
        policy = translate(scenario.folder, target.name).policy("plan")
        assert [name for name in actions(policy) if not name.startswith("Describe")] == []


def test_a_policy_names_no_more_than_is_known(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("""
provider "aws" {
  region = "cn-north-1"
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-0123"
}
resource "aws_vpc_security_group_ingress_rule" "old" {
  security_group_id = "sg-0456"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
  cidr_ipv4         = "10.0.0.0/8"
}
""")
    words = ("--to", "boto3", "--account", "123456789012", "--for", "apply")
    done = portolan("policy", tmp_path, *words)
    assert done.returncode == 0, done.stderr
    statements = {one["Sid"]: one for one in json.loads(done.stdout)["Statement"]}
    place = "arn:aws-cn:ec2:cn-north-1:123456789012"
    assert statements["Create"]["Resource"] == [
        f"{place}:security-group/*",
        f"{place}:vpc/vpc-0123",
    ]
    assert statements["Read"]["Condition"] == {
        "StringEquals": {"aws:RequestedRegion": ["cn-north-1"]}
    }
