"""A script plans, applies and destroys: the plan is what happens, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.run import Finished
from harness.scenario import Scenario, scenarios
from harness.state import generated_groups
from harness.targets import TARGETS, Target

SCENARIOS = [pytest.param(scenario, id=scenario.title) for scenario in scenarios()]
SCRIPTS = [pytest.param(target, id=target.name) for target in TARGETS if target.attempt]


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_plan_apply_destroy(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    a_plan_only_tells(deployment, code=2)
    applied = attempt(deployment, "apply", code=0)
    assert "changed" in applied.stderr, "no summary\n" + applied.stderr
    a_plan_only_tells(deployment, code=0)
    damage(cloud.observer())
    # a group with a generated name whose tags differ may be a stranger's: the script asks
    a_plan_only_tells(deployment, code=1 if generated_groups(cloud.observer()) else 2)


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_is_destroyed_is_gone(
    cloud: Cloud, scenario: Scenario, target: Target, tmp_path: Path
) -> None:
    deployment = prepare(cloud, scenario, target, tmp_path, late=True)
    attempt(deployment, "destroy", code=0)
    assert deployment.state() == deployment.before, "nothing was there to destroy"
    attempt(deployment, "apply", code=0)
    attempt(deployment, "destroy", code=0)
    assert deployment.state() == deployment.before


def attempt(deployment: Deployment, verb: str, code: int) -> Finished:
    done = deployment.attempt(verb)
    assert done.returncode == code, f"{verb}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    return done


def a_plan_only_tells(deployment: Deployment, code: int) -> None:
    before = deployment.state()
    deployment.cloud.calls.clear()
    done = attempt(deployment, "plan", code)
    mutating = [call.action for call in deployment.cloud.calls if call.mutates]
    assert not mutating, f"the plan calls {mutating}"
    assert deployment.state() == before
    lines = [line for line in done.stdout.splitlines() if line.lstrip()[:2] in ("+ ", "~ ", "- ")]
    assert bool(lines) == (code == 2), done.stdout
