"""An artifact asks for what the configuration leaves open, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.handover import Handover
from harness.places import SAMPLES
from harness.portolan import translate
from harness.run import ArtifactFailedError, Run
from harness.targets import TARGETS, Target

RAILS = SAMPLES / "rails"
ANYWHERE = ["0.0.0.0/0"]
ALL_TARGETS = [pytest.param(target, id=target.name) for target in TARGETS]
SCRIPTS = [pytest.param(target, id=target.name) for target in TARGETS if target.converges]


@pytest.mark.parametrize("target", ALL_TARGETS)
def test_rails_asks_for_its_six_variables(target: Target) -> None:
    translation = translate(RAILS, target.name)
    assert {row["name"]: row.get("default") for row in translation.inputs} == {
        "vpc_id": None,
        "ssh_cidr_blocks": None,
        "http_cidr_blocks": ANYWHERE,
        "https_cidr_blocks": ANYWHERE,
        "postgres_cidr_blocks": None,
        "redis_cidr_blocks": None,
    }
    assert {row["name"] for row in translation.inputs if not row["required"]} == {
        "http_cidr_blocks",
        "https_cidr_blocks",
    }
    assert translation.fixed == []


@pytest.mark.parametrize("target", ALL_TARGETS)
def test_inputs_are_spelt_for_each_target(target: Target) -> None:
    rows = {row["name"]: row for row in translate(RAILS, target.name).inputs}
    row = rows["ssh_cidr_blocks"]
    assert row["address"] == "var.ssh_cidr_blocks"
    assert row["flag"] == "--ssh-cidr-blocks"
    assert row["environment"] == "SSH_CIDR_BLOCKS"
    assert row["parameter"] == "SshCidrBlocks"
    assert row["description"] == "Networks that may log in by SSH, which listens on port 2222"
    assert row["sensitive"] is False


@pytest.mark.parametrize("target", ALL_TARGETS)
def test_a_given_variable_is_no_input(target: Target) -> None:
    translation = translate(RAILS, target.name, {"vpc_id": "vpc-0123"})
    assert "vpc_id" not in {row["name"] for row in translation.inputs}
    (row,) = translation.fixed
    assert (row["name"], row["value"]) == ("vpc_id", "vpc-0123")
    assert row["flag"] is row["environment"] is row["parameter"] is None


def test_other_resources_become_inputs() -> None:
    rows = {row["address"]: row for row in translate(SAMPLES / "peering", "boto3").inputs}
    assert rows["aws_vpc.shop.id"]["name"] == "vpc_shop_id"
    assert "aws_vpc.shop.cidr_block" not in rows


def test_the_call_plan_has_these_inputs() -> None:
    translation = translate(RAILS, "call-plan")
    plan = json.loads(translation.text)
    assert list(plan["inputs"]) == [row["name"] for row in translation.inputs]


def test_the_template_has_these_parameters() -> None:
    translation = translate(RAILS, "cloudformation")
    template = json.loads(translation.text)
    assert list(template["Parameters"]) == [row["parameter"] for row in translation.inputs]


@pytest.mark.parametrize("target", SCRIPTS)
def test_a_script_without_its_inputs_says_what_is_missing(
    cloud: Cloud, target: Target, tmp_path: Path
) -> None:
    cloud.reset()
    translation = translate(RAILS, target.name)
    first = translation.inputs[0]
    with pytest.raises(ArtifactFailedError) as failure:
        target.run(Run(cloud, translation.text, Handover(), tmp_path))
    assert first["flag"] in str(failure.value) or first["environment"] in str(failure.value)
    assert cloud.calls == []


def test_a_boto3_script_explains_itself(cloud: Cloud, tmp_path: Path) -> None:
    translation = translate(RAILS, "boto3")
    boto3 = next(target for target in TARGETS if target.name == "boto3")
    outcome = boto3.run(Run(cloud, translation.text, Handover(arguments=["--help"]), tmp_path))
    for row in translation.inputs:
        assert row["flag"] in outcome.output
