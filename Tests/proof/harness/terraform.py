"""Runs real Terraform on the simulated AWS, to record the truth."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from harness.cloud import Cloud

TERRAFORM = shutil.which("terraform")

#: How a mirror's folder for Terraform's own registry is called.
REGISTRY = "registry.terraform.io"

#: Added to a configuration so that the provider talks to the simulated account.
PROVIDER = """
provider "aws" {{
  max_retries                 = 2
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {{
    ec2 = "{url}"
    sts = "{url}"
  }}
}}
"""


class TerraformFailedError(Exception):
    """Terraform did not apply the configuration."""


class ProviderMissingError(Exception):
    """Terraform is here, but nothing to install the AWS provider from."""


class Terraform:
    """A copy of a configuration, initialised."""

    def __init__(self, cloud: Cloud, configuration: Path, folder: Path) -> None:
        if TERRAFORM is None:
            raise TerraformFailedError("terraform is not on the PATH")
        self.folder = folder
        for file in configuration.glob("*.tf"):
            shutil.copy(file, folder)
        (folder / "proof_provider.tf").write_text(PROVIDER.format(url=cloud.url))
        self.environment = {
            **cloud.environment(str(folder)),
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            **_cli_configuration(folder),
        }
        self._run("init", "-backend=false", "-no-color")

    def apply(self, variables: dict[str, Any]) -> None:
        """Make the account as the configuration says."""
        values = self.folder / "proof.tfvars.json"
        values.write_text(json.dumps(variables))
        self._run("apply", "-auto-approve", "-no-color", f"-var-file={values.name}")

    def validate(self) -> None:
        """Check the configuration against the provider's schema."""
        self._run("validate", "-no-color")

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            [TERRAFORM or "", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode:
            if "Failed to query available provider packages" in done.stderr:
                raise ProviderMissingError(done.stderr)
            raise TerraformFailedError(f"terraform {words[0]}\n{done.stdout}{done.stderr}")


def _cli_configuration(folder: Path) -> dict[str, str]:
    """Keep the user's CLI configuration; without one, look for a mirror of the providers."""
    own = Path.home() / ".terraformrc"
    named = Path(os.environ.get("TF_CLI_CONFIG_FILE") or own)
    if named.exists():
        return {"TF_CLI_CONFIG_FILE": str(named)}
    mirrors = [path for depth in ("*", "*/*") for path in Path("/").glob(f"{depth}/{REGISTRY}")]
    if not mirrors:
        return {}
    written = folder / "mirror.tfrc"
    path = json.dumps(str(mirrors[0].parent))
    written.write_text(f"provider_installation {{\n  filesystem_mirror {{ path = {path} }}\n}}\n")
    return {"TF_CLI_CONFIG_FILE": str(written)}
