"""Whatever is drawn, all targets leave the account alike, and like Terraform where it is installed.

`PORTOLAN_EXAMPLES=200` draws more, and others in each run.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, note, settings

from harness.cloud import Cloud
from harness.compare import differences
from harness.deployment import prepare
from harness.drawing import FEW, VPCS, WANTED, Drawn, configurations
from harness.scenario import Scenario, fill
from harness.state import State, observe
from harness.surroundings import build
from harness.targets import TARGETS
from harness.terraform import TERRAFORM, ProviderMissingError, Terraform


@FEW
@given(drawn=configurations())
def test_targets_agree(cloud: Cloud, drawn: Drawn) -> None:
    reference = None
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            state, stack_names = run(cloud, drawn, target.name, Path(folder))
        reference = reference or state.with_patterns()
        lines = differences(reference, state, stack_names)
        assert not lines, f"{target.name} is not as boto3\n" + "\n".join(lines)


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@settings(FEW, max_examples=WANTED or 2)
@given(drawn=configurations())
def test_terraform_agrees(cloud: Cloud, drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state, _ = run(cloud, drawn, "boto3", Path(folder))
    lines = differences(apply(cloud, drawn), state)
    assert not lines, "boto3 is not as Terraform\n" + "\n".join(lines)


def scenario_of(drawn: Drawn, folder: Path) -> Scenario:
    (folder / "main.tf").write_text(drawn.text)
    note(drawn.text)
    variables = drawn.values | {f"vpc_{name}": f"${{vpc.{name}}}" for name in VPCS}
    return Scenario(folder, fixtures={"vpcs": VPCS}, variables=variables)


def run(
    cloud: Cloud, drawn: Drawn, target_name: str, folder: Path
) -> tuple[State, frozenset[str] | None]:
    """Translate, run, look; also return the names that a stack made up."""
    (folder / "run").mkdir()
    target = next(one for one in TARGETS if one.name == target_name)
    deployment = prepare(cloud, scenario_of(drawn, folder), target, folder / "run", late=True)
    deployment.run()
    outcome = deployment.outcome
    return deployment.state(), outcome.stack_names if outcome else None


def apply(cloud: Cloud, drawn: Drawn) -> State:
    """Look at what Terraform makes of it."""
    cloud.reset()
    with tempfile.TemporaryDirectory() as outer, tempfile.TemporaryDirectory() as folder:
        scenario = scenario_of(drawn, Path(outer))
        variables = fill(scenario.variables, build(cloud, scenario.fixtures))
        try:
            terraform = Terraform(cloud, scenario.folder, Path(folder))
        except ProviderMissingError:
            pytest.skip("terraform finds no AWS provider to install")
        terraform.apply(variables)
        return observe(cloud.client()).with_patterns()
