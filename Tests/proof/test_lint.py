"""Every emitted artifact passes the linters of its language and the schema of its form."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.places import GRAMMARS, PROOF, SAMPLES, tool
from harness.portolan import PortolanFailedError, translate
from harness.scenario import Scenario, fill, samples, scenarios
from harness.targets import TARGETS
from harness.targets.runbook import command_blocks

GOLDEN = {
    extension: sorted(
        file
        for folder in [*(sample.folder for sample in samples()), *(PROOF / "recorded").iterdir()]
        for file in folder.glob(f"artifacts/*.{extension}")
    )
    for extension in ("py", "sh", "md", "json", "plan.json", "ir.json")
}
#: Its texts are none that EC2 would take; cfn-lint knows that.
NO_TEMPLATE = {"hostile_text"}
GOLDEN["json"] = [
    file for file in GOLDEN["json"] if file.name.count(".") == 1 and file.stem not in NO_TEMPLATE
]

RUFF_CONFIG = ["--config", str(PROOF / "artifact-ruff.toml"), "--no-cache"]
MYPY_CONFIG = str(PROOF / "pyproject.toml")
LINTERS = {
    "ruff check": ("py", [tool("ruff"), "check", *RUFF_CONFIG]),
    "ruff format": ("py", [tool("ruff"), "format", "--check", "--diff", *RUFF_CONFIG]),
    "mypy": (
        "py",
        [tool("mypy"), "--strict", "--scripts-are-modules", "--config-file", MYPY_CONFIG],
    ),
    # SC1003: text may end in a backslash
    "shellcheck": ("sh", [tool("shellcheck"), "--shell=bash", "--exclude=SC1003"]),
    "shfmt": ("sh", [tool("shfmt"), "-i", "2", "-d"]),
    "cfn-lint": ("json", [tool("cfn-lint")]),
}


@pytest.mark.parametrize("linter", LINTERS)
def test_golden_artifacts(linter: str) -> None:
    extension, command = LINTERS[linter]
    assert GOLDEN[extension], "there are no golden artifacts"
    lint(command, GOLDEN[extension])


@pytest.mark.parametrize("linter", LINTERS)
def test_artifacts_of_all_scenarios_with_known_values(linter: str, tmp_path: Path) -> None:
    extension, command = LINTERS[linter]
    targets = [target for target in TARGETS if target.extension.split(".")[-1] == extension]
    targets = [target for target in targets if target.name != "call-plan"]
    chosen = [one for one in scenarios() if extension != "json" or one.name not in NO_TEMPLATE]
    files = [
        emitted(one, target.name, tmp_path / f"{one.title}.{target.extension}")
        for one in chosen
        for target in targets
        if one.name not in target.refuses
    ]
    if linter == "shellcheck":
        # where values can go is looked at in the golden ones: it takes twice the time again
        command = [*command, "--extended-analysis=false"]
    lint(command, files)


@pytest.mark.parametrize("runbook", GOLDEN["md"], ids=lambda file: file.stem)
def test_commands_of_a_runbook(runbook: Path, tmp_path: Path) -> None:
    script = tmp_path / "steps.sh"
    blocks = command_blocks(runbook.read_text())
    assert {block.section for block in blocks} >= {"Inputs", "Undo"}
    script.write_text("#!/usr/bin/env bash\n\n" + "\n\n".join(b.commands for b in blocks) + "\n")
    # an operator's shell: variables come from the step before, or are left for later
    excluded = "SC2034,SC2154"
    if not runbook.is_relative_to(SAMPLES):
        # lists fall into their words, and text may look as if something were to be put in its place
        excluded += ",SC2086,SC2016"
    lint([tool("shellcheck"), f"--exclude={excluded}"], [script])


@pytest.mark.parametrize("file", GOLDEN["plan.json"], ids=lambda file: file.name)
def test_call_plan_fits_its_schema(file: Path) -> None:
    validate(file, "call-plan.schema.json")


@pytest.mark.parametrize("file", GOLDEN["ir.json"], ids=lambda file: file.name)
def test_ir_fits_its_schema(file: Path) -> None:
    validate(file, "ir.schema.json")


def emitted(scenario: Scenario, target: str, file: Path) -> Path:
    """Translate with all values known."""
    try:
        file.write_text(translate(scenario.folder, target, plain_values(scenario)).text)
    except PortolanFailedError as error:
        pytest.fail(str(error), pytrace=False)
    return file


def plain_values(scenario: Scenario) -> dict[str, Any]:
    """Return the variables, with ids of no account."""
    kinds = {"vpcs": ("vpc", "vpc-0123456789abcdef0"), "groups": ("group", "sg-0123456789abcdef0")}
    ids = {
        f"{kind}.{name}": id_
        for part, (kind, id_) in kinds.items()
        for name in scenario.fixtures.get(part, {})
    }
    return dict(fill(scenario.variables, ids))


def lint(command: list[str], files: list[Path]) -> None:
    """Run a linter once over all files."""
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def validate(file: Path, schema_name: str) -> None:
    """Hold a JSON file against a schema of `grammars/`."""
    schema = json.loads((GRAMMARS / schema_name).read_text())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    errors = validator.iter_errors(json.loads(file.read_text()))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
