"""The same bytes out for the same bytes in, whatever surrounds a run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from harness.places import BROKEN, PORTOLAN
from harness.scenario import Scenario, scenarios
from harness.targets import TARGETS

#: Swift seeds its hash tables at random unless it is told not to.
SURROUNDINGS = [
    {"TZ": "UTC", "LC_ALL": "C"},
    {"TZ": "UTC", "LC_ALL": "C"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "SWIFT_DETERMINISTIC_HASHING": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "ja_JP.UTF-8", "HOME": "/nowhere"},
]


def outcomes(*words: str | Path) -> set[tuple[int, bytes, bytes]]:
    """Return the different outcomes of one command in all surroundings."""
    found = set()
    for surroundings in SURROUNDINGS:
        done = subprocess.run(
            [PORTOLAN, *words],
            env={**os.environ, **surroundings},
            capture_output=True,
            timeout=60,
            check=False,
        )
        found.add((done.returncode, done.stdout, done.stderr))
    return found


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("target", [target.name for target in TARGETS] + ["ir"])
def test_artifact(scenario: Scenario, target: str) -> None:
    assert len(outcomes("translate", scenario.folder, "--to", target)) == 1


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_diagnostics(folder: Path, form: str) -> None:
    assert len(outcomes("check", folder, "--diagnostics", form)) == 1
