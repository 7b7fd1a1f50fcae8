"""What Portolan emits leaves AWS as `terraform apply` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.portolan import PortolanFailedError
from harness.run import ArtifactFailedError
from harness.scenario import Scenario, samples, scenarios
from harness.state import State, generated_groups
from harness.targets import TARGETS, Target, runbook

SAMPLES = [pytest.param(scenario, id=scenario.name) for scenario in samples()]
SCENARIOS = [pytest.param(scenario, id=scenario.title) for scenario in scenarios()]
# what a slow target does with values that it knows is shown by the samples
QUICK = [
    pytest.param(scenario, target, id=f"{scenario.title}-{target.name}")
    for scenario in scenarios()
    for target in TARGETS
    if (scenario.is_sample or not target.is_slow) and scenario.name not in target.refuses
]
ALL = [
    pytest.param(scenario, target, id=f"{scenario.title}-{target.name}")
    for scenario in scenarios()
    for target in TARGETS
    if scenario.name not in target.refuses
]
REFUSED = [
    pytest.param(scenario, target, id=f"{scenario.title}-{target.name}")
    for scenario in scenarios()
    for target in TARGETS
    if scenario.name in target.refuses
]


@pytest.mark.parametrize(("scenario", "target"), QUICK)
def test_values_given_at_translation_time(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=False)
    deployment.run()
    deployment.expect(scenario.truth().applied)


@pytest.mark.parametrize(("scenario", "target"), ALL)
def test_values_given_at_run_time(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    deployment.run()
    deployment.expect(scenario.truth().applied)
    if target.converges:
        changes_nothing_when_run_again(deployment)
        repairs_damage(deployment, scenario.truth().repaired)


@pytest.mark.parametrize(("scenario", "target"), REFUSED)
def test_what_a_target_cannot_do_is_an_error(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    with pytest.raises(PortolanFailedError, match="binding/unknown-value"):
        prepare(cloud, scenario, target, tmp_path, late=False)


def changes_nothing_when_run_again(deployment: Deployment) -> None:
    first = deployment.state()
    mutating = [f"{call.action} {call.parameters}" for call in deployment.run() if call.mutates]
    assert not mutating, "the second run calls " + "\n".join(mutating)
    assert deployment.state() == first


def repairs_damage(deployment: Deployment, repaired: State) -> None:
    whole = deployment.state()
    ec2 = deployment.cloud.client()
    damage(ec2)
    assert deployment.state() != whole
    renamed = generated_groups(ec2)
    if renamed:
        asks_which_group_is_meant(deployment, renamed)
    deployment.run(adopt=renamed)
    deployment.expect(repaired, "after damage, ")


def asks_which_group_is_meant(deployment: Deployment, groups: list[str]) -> None:
    damaged = deployment.state()
    with pytest.raises(ArtifactFailedError, match=rf"({'|'.join(groups)}) could be this group"):
        deployment.run()
    assert deployment.state() == damaged


@pytest.mark.parametrize(
    "target", [pytest.param(one, id=one.name) for one in TARGETS if one.converges]
)
def test_a_strangers_group_is_left_alone(cloud: Cloud, target: Target, tmp_path: Path) -> None:
    scenario = next(one for one in samples() if one.name == "public-web")
    deployment = prepare(cloud, scenario, target, tmp_path, late=False)
    deployment.run()
    ec2 = cloud.client()
    (group,) = generated_groups(ec2)
    ec2.create_tags(Resources=[group], Tags=[{"Key": "Owner", "Value": "somebody else"}])
    theirs = deployment.state().groups
    deployment.run(adopt=["none"])
    both = deployment.state().groups
    assert len(both) == len(theirs) + 1
    assert all(group in both for group in theirs)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_runbook_undoes_what_it_did(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    target = next(target for target in TARGETS if target.name == "runbook")
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    deployment.run_with(runbook.run_and_undo)
    deployment.expect(deployment.before)
