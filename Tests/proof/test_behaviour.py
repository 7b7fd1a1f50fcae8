"""What Portolan emits leaves AWS as `terraform apply` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.scenario import Scenario, samples, scenarios
from harness.state import State
from harness.targets import TARGETS, Target, runbook

SAMPLES = [pytest.param(scenario, id=scenario.name) for scenario in samples()]
SCENARIOS = [pytest.param(scenario, id=scenario.title) for scenario in scenarios()]
# what a slow target does with values that it knows is shown by the samples
QUICK = [
    pytest.param(scenario, target, id=f"{scenario.title}-{target.name}")
    for scenario in scenarios()
    for target in TARGETS
    if scenario.is_sample or not target.is_slow
]
ALL_TARGETS = [pytest.param(target, id=target.name) for target in TARGETS]


@pytest.mark.parametrize(("scenario", "target"), QUICK)
def test_values_given_at_translation_time(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=False)
    deployment.run()
    deployment.expect(scenario.truth().applied)


@pytest.mark.parametrize("target", ALL_TARGETS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_values_given_at_run_time(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    deployment.run()
    deployment.expect(scenario.truth().applied)
    if target.converges:
        changes_nothing_when_run_again(deployment)
        repairs_damage(deployment, scenario.truth().repaired)


def changes_nothing_when_run_again(deployment: Deployment) -> None:
    first = deployment.state()
    mutating = [f"{call.action} {call.parameters}" for call in deployment.run() if call.mutates]
    assert not mutating, "the second run calls " + "\n".join(mutating)
    assert deployment.state() == first


def repairs_damage(deployment: Deployment, repaired: State) -> None:
    whole = deployment.state()
    damage(deployment.cloud.client())
    assert deployment.state() != whole
    deployment.run()
    deployment.expect(repaired, "after damage, ")


@pytest.mark.parametrize("scenario", SAMPLES)
def test_a_runbook_undoes_what_it_did(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    target = next(target for target in TARGETS if target.name == "runbook")
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    deployment.run_with(runbook.run_and_undo)
    deployment.expect(deployment.before)
