"""Plans from a known state: the calls in between, and the way back."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.cloud import Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.handover import Handover
from harness.places import GRAMMARS, PORTOLAN
from harness.portolan import portolan
from harness.run import Run
from harness.scenario import Scenario, scenarios
from harness.state import State, generated_groups, observe
from harness.targets import TARGETS, call_plan

PLAN = next(target for target in TARGETS if target.name == "call-plan")
SCHEMA = json.loads((GRAMMARS / "call-plan.schema.json").read_text())
SCENARIOS = [pytest.param(scenario, id=scenario.title) for scenario in scenarios()]
#: What is asked of data sources is not in a description of security groups.
COMPARABLE = [
    pytest.param(scenario, id=scenario.title)
    for scenario in scenarios()
    if "data " not in "".join(file.read_text() for file in scenario.folder.glob("*.tf"))
]


def test_there_is_something_to_compare() -> None:
    assert len(COMPARABLE) > len(SCENARIOS) / 2


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_plan_fits_its_schema(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    for late in (False, True):
        plan = prepare(cloud, scenario, PLAN, tmp_path, late=late).translation.text
        validate(plan)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_plan_is_undone(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    deployment = prepare(cloud, scenario, PLAN, tmp_path, late=True)
    before = everything(cloud)
    deployment.run_with(call_plan.run_and_undo)
    assert everything(cloud) == before


@pytest.mark.parametrize("scenario", COMPARABLE)
def test_from_a_damaged_account_and_back(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    difference = Difference(cloud, scenario, tmp_path)
    assert difference.plan()["calls"] == [], "nothing was changed"
    assert "Nothing to do" in difference.text()

    ec2 = cloud.client()
    damage(ec2)
    damaged = everything(cloud)
    adopted = generated_groups(ec2)
    if adopted:
        difference.asks_for(adopted)
    plan = difference.plan(adopted)
    validate(json.dumps(plan))
    assert bool(plan["calls"]) == bool(scenario.truth().repaired.groups)

    difference.execute(plan, call_plan.run_and_undo)
    assert everything(cloud) == damaged, "not undone"

    moments = [rules(cloud)]
    # Rules that were revoked and came back have other ids.
    plan = difference.plan(adopted)
    difference.execute(plan, partial(call_plan.run, watch=lambda: moments.append(rules(cloud))))
    kept = moments[0] & moments[-1]
    assert all(kept <= moment for moment in moments), "a rule was gone for a moment"
    difference.deployment.expect(scenario.truth().repaired, "after damage, ")
    assert difference.plan(adopted)["calls"] == [], "a second plan finds differences"


@pytest.mark.parametrize("scenario", COMPARABLE)
def test_from_nothing(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    difference = Difference(cloud, scenario, tmp_path, runs=False)
    before = everything(cloud)
    plan = difference.plan()
    difference.execute(plan, call_plan.run_and_undo)
    assert everything(cloud) == before
    difference.execute(plan, call_plan.run)
    difference.deployment.expect(scenario.truth().applied)


CONFIGURATION = """
variable "vpc_id" { type = string }
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = var.vpc_id
}
"""
GROUP = {"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "Description": "x", "Tags": []}
RULE = {"GroupId": "sg-1", "SecurityGroupRuleId": "sgr-1", "IsEgress": False, "IpProtocol": "-1"}
FAULTY: dict[str, list[Any]] = {
    "account/truncated": [{"SecurityGroups": [], "SecurityGroupRules": [], "NextToken": "more"}],
    "account/incomplete": [{"SecurityGroups": []}],
    "account/wrong-shape": [
        [],
        {"SecurityGroups": {}},
        {"SecurityGroups": [{"GroupId": 7}], "SecurityGroupRules": []},
        {"SecurityGroups": [GROUP], "SecurityGroupRules": [RULE]},
        {"SecurityGroups": [], "SecurityGroupRule": []},
        {"SecurityGroups": [GROUP | {"Tags": [1]}], "SecurityGroupRules": []},
    ],
    "account/rules-not-shown": [
        {
            "SecurityGroups": [
                GROUP
                | {"Description": "Managed by Terraform", "IpPermissionsEgress": []}
                | {"IpPermissions": [{"IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}
            ],
            "SecurityGroupRules": [],
        }
    ],
    "account/fixed-description": [{"SecurityGroups": [GROUP], "SecurityGroupRules": []}],
}


@pytest.mark.parametrize(
    ("code", "described"), [(code, one) for code, many in FAULTY.items() for one in many]
)
def test_a_description_that_will_not_do(code: str, described: Any, tmp_path: Path) -> None:
    done = against(tmp_path, described, "--var", "vpc_id=vpc-1")
    assert (done.returncode, done.stdout) == (1, "")
    found = json.loads(done.stderr)
    assert [row["code"] for row in found] == [code]
    assert found[0]["file"] or code == "account/incomplete"


def test_a_value_that_matters_must_be_given(tmp_path: Path) -> None:
    done = against(tmp_path, {"SecurityGroups": [], "SecurityGroupRules": []})
    (found,) = json.loads(done.stderr)
    assert (found["code"], found["variables"]) == ("binding/value-needed", ["vpc_id"])


def test_two_files_and_standard_input(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CONFIGURATION)
    (tmp_path / "groups.json").write_text(json.dumps({"SecurityGroups": []}))
    words = ["--to", "call-plan", "--var", "vpc_id=vpc-1", "--format", "text"]
    words += ["--against", str(tmp_path / "groups.json"), "--against", "-"]
    done = subprocess.run(
        [PORTOLAN, "translate", tmp_path, *words],
        input=json.dumps({"SecurityGroupRules": []}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Plan from what groups.json and standard input shows to main.tf")


def against(folder: Path, described: Any, *options: str) -> Any:
    """Translate a small configuration against what is described."""
    (folder / "main.tf").write_text(CONFIGURATION)
    (folder / "described.json").write_text(json.dumps(described))
    words = ["--to", "call-plan", "--diagnostics", "json", *options]
    return portolan("translate", folder, *words, "--against", folder / "described.json")


class Difference:
    """A scenario that was brought into the account by the plan for a new VPC."""

    def __init__(
        self, cloud: Cloud, scenario: Scenario, folder: Path, *, runs: bool = True
    ) -> None:
        """Translate, run, and keep the values: a difference needs all of them."""
        self.deployment: Deployment = prepare(cloud, scenario, PLAN, folder, late=False)
        self.cloud = cloud
        self.scenario = scenario
        self.folder = folder
        if runs:
            self.deployment.run()
        answers: dict[str, dict[str, Any]] = {}
        values = {f"var.{name}" for name in scenario.variables}
        for address, value in self.deployment.values.items():
            if address not in values:
                resource, _, attribute = address.rpartition(".")
                answers.setdefault(resource, {})[attribute] = value
        (folder / "answers.json").write_text(json.dumps(answers))
        variables = {
            name.removeprefix("var."): value
            for name, value in self.deployment.values.items()
            if name.startswith("var.")
        }
        (folder / "given.tfvars.json").write_text(json.dumps(variables))

    def translate(self, *options: str | Path, target: str = "call-plan") -> Any:
        """Describe the account and translate against it."""
        described = self.folder / "describe.json"
        described.write_text(json.dumps(describe(self.cloud)))
        words = ["--to", target, "--against", described, *options]
        words += ["--var-file", self.folder / "given.tfvars.json"]
        words += ["--resolve", self.folder / "answers.json"]
        return portolan("translate", self.scenario.folder, *words)

    def plan(self, adopted: list[str] | None = None) -> dict[str, Any]:
        """Return the plan as data."""
        done = self.translate(*(word for group in adopted or [] for word in ("--adopt", group)))
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def text(self) -> str:
        """Return the plan for people."""
        done = self.translate("--format", "text")
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    def asks_for(self, groups: list[str]) -> None:
        """Without --adopt it is not known which group is meant."""
        done = self.translate()
        assert done.returncode == 1
        assert any(group in done.stderr for group in groups), done.stderr

    def execute(self, plan: str | dict[str, Any], runner: Any) -> None:
        """Make the calls of a plan."""
        text = plan if isinstance(plan, str) else json.dumps(plan)
        runner(Run(self.cloud, text, Handover(), self.folder))


def describe(cloud: Cloud) -> dict[str, Any]:
    """Return what the commands of the AWS CLI print, joined."""
    ec2 = cloud.client()
    groups = ec2.describe_security_groups()["SecurityGroups"]
    rows = ec2.describe_security_group_rules()["SecurityGroupRules"]
    vpcs = ec2.describe_vpcs()["Vpcs"]
    return {"SecurityGroups": groups, "SecurityGroupRules": rows, "Vpcs": vpcs}


def rules(cloud: Cloud) -> set[tuple[Any, ...]]:
    """Return what makes each rule of the account."""
    names = ["GroupId", "IsEgress", "IpProtocol", "FromPort", "ToPort"]
    names += ["CidrIpv4", "CidrIpv6", "PrefixListId"]
    return {
        (*(row.get(name) for name in names), row.get("ReferencedGroupInfo", {}).get("GroupId"))
        for row in describe(cloud)["SecurityGroupRules"]
    }


def validate(plan: str) -> None:
    """Hold a plan against the schema."""
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(json.loads(plan))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def everything(cloud: Cloud) -> tuple[State, dict[str, Counter[str]]]:
    """Return the state, default groups and tags of rules too."""
    rows = describe(cloud)["SecurityGroupRules"]
    found: dict[str, Counter[str]] = {}
    for row in rows:
        kept = {
            key: value for key, value in row.items() if key not in IDS and value not in ("", [])
        }
        kept["Tags"] = sorted(row.get("Tags", []), key=lambda tag: str(tag["Key"]))
        found.setdefault(row["GroupId"], Counter())[json.dumps(kept, sort_keys=True)] += 1
    return observe(cloud.client()), found


IDS = ("SecurityGroupRuleId", "SecurityGroupRuleArn")
