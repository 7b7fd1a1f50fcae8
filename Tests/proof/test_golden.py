"""The artifacts of every sample, kept beside it and reviewed by people."""

from __future__ import annotations

import difflib
import os
import shutil
from pathlib import Path

import pytest

from harness.places import ROOT
from harness.portolan import portolan
from harness.scenario import Scenario, samples
from harness.targets import TARGETS

REFRESH = bool(os.environ.get("PORTOLAN_REFRESH"))
COMMAND = "refresh with: Tests/run --refresh"
#: By the end of the file's name, what asks for it.
ARTIFACTS: dict[str, list[str | Path]] = {
    **{target.extension: ["--to", target.name] for target in TARGETS},
    "ir.json": ["--to", "ir"],
    "plan.txt": ["--to", "call-plan", "--format", "text"],
}

SAMPLES = [pytest.param(sample, id=sample.name) for sample in samples()]


def golden_file(sample: Scenario, extension: str) -> Path:
    """Return where an artifact is kept."""
    return sample.folder / "artifacts" / f"{sample.name}.{extension}"


@pytest.mark.parametrize("extension", ARTIFACTS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_artifact_is_as_reviewed(sample: Scenario, extension: str, tmp_path: Path) -> None:
    golden = golden_file(sample, extension)
    fresh = tmp_path / golden.name
    options: list[str | Path] = [*ARTIFACTS[extension], "-o", fresh]
    done = portolan("translate", sample.folder.relative_to(ROOT), *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""

    if not golden.exists() and not REFRESH:
        pytest.fail(f"{golden.relative_to(ROOT)} is missing; {COMMAND}", pytrace=False)
    changes = difference(golden, fresh)
    if changes and REFRESH:
        golden.parent.mkdir(exist_ok=True)
        shutil.copy(fresh, golden)
        pytest.fail(f"rewritten, review it:\n{changes}", pytrace=False)
    if changes:
        pytest.fail(f"{changes}\n{COMMAND}", pytrace=False)


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_artifact_is_left_over(sample: Scenario) -> None:
    expected = {golden_file(sample, extension) for extension in ARTIFACTS}
    stale = sorted(set((sample.folder / "artifacts").glob("*")) - expected)
    if REFRESH:
        for file in stale:
            file.unlink()
    assert [str(file.relative_to(ROOT)) for file in stale] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_complete(sample: Scenario) -> None:
    for name in ("README.md", "main.tf", "variables.tf", "outputs.tf", "truth.json"):
        assert (sample.folder / name).exists(), f"{sample.name}/{name}"


def difference(golden: Path, fresh: Path) -> str:
    """Return a unified diff, and say where the run bit differs."""
    name = str(golden.relative_to(ROOT))
    old = golden.read_text().splitlines(keepends=True) if golden.exists() else []
    new = fresh.read_text().splitlines(keepends=True)
    lines = list(difflib.unified_diff(old, new, name, f"{name} (now)"))
    if golden.exists() and os.access(golden, os.X_OK) != os.access(fresh, os.X_OK):
        lines.append("the run bit differs\n")
    return "".join(lines)
