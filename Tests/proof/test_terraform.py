"""The samples are Terraform that people would keep; skipped where terraform is missing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.scenario import Scenario, samples
from harness.terraform import TERRAFORM, ProviderMissingError, Terraform

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

SAMPLES = [pytest.param(sample, id=sample.name) for sample in samples()]


@pytest.mark.parametrize("sample", SAMPLES)
def test_is_formatted(sample: Scenario) -> None:
    command = [str(TERRAFORM), "fmt", "-check", "-diff", str(sample.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("sample", SAMPLES)
def test_is_valid(cloud: Cloud, sample: Scenario, tmp_path: Path) -> None:
    try:
        terraform = Terraform(cloud, sample.folder, tmp_path)
    except ProviderMissingError:
        pytest.skip("terraform finds no AWS provider to install")
    terraform.validate()
