"""The same bytes out for the same bytes in, whatever surrounds a run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from harness.places import BROKEN, PORTOLAN, ROOT
from harness.scenario import Scenario, samples, scenarios
from harness.targets import TARGETS

#: A working directory with variables of the environment. Swift seeds its hash tables at random
#: unless it is told not to: two of these runs do not.
SURROUNDINGS = [
    (ROOT, {"TZ": "UTC", "LC_ALL": "C"}),
    (
        Path("/"),
        {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "SWIFT_DETERMINISTIC_HASHING": "1"},
    ),
    (
        Path(__file__).parent,
        {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "ja_JP.UTF-8", "HOME": "/no"},
    ),
]
NAMES = [target.name for target in TARGETS]
TRANSLATIONS: list[tuple[str, ...]] = [("--to", name) for name in ("ir", *NAMES)]
TRANSLATIONS.append(("--to", "call-plan", "--format", "text"))
FORMS = ("text", "json", "sarif")


def differs(*words: str | Path) -> bool:
    """Say whether a command has different outcomes in different surroundings."""
    found = set()
    for folder, variables in SURROUNDINGS:
        done = subprocess.run(
            [PORTOLAN, *words],
            cwd=folder,
            env={**os.environ, **variables},
            capture_output=True,
            timeout=60,
            check=False,
        )
        found.add((done.returncode, done.stdout, done.stderr))
    return len(found) != 1


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.title)
def test_artifacts(scenario: Scenario) -> None:
    commands = TRANSLATIONS
    assert [one for one in commands if differs("translate", scenario.folder, *one)] == []


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_source_maps(sample: Scenario) -> None:
    maps = [(*one, "-o", "/dev/null", "--source-map", "/dev/stdout") for one in TRANSLATIONS]
    assert [one for one in maps if differs("translate", sample.folder, *one)] == []


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_inputs_and_policies(sample: Scenario) -> None:
    commands: list[tuple[str, ...]] = [
        (verb, "--to", name) for verb in ("inputs", "policy") for name in NAMES
    ]
    commands.append(("inputs", "--to", "boto3", "--format", "json"))
    assert [one for one in commands if differs(one[0], sample.folder, *one[1:])] == []


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.title)
def test_diagnostics_of_scenarios(scenario: Scenario) -> None:
    assert [one for one in FORMS if differs("check", scenario.folder, "--diagnostics", one)] == []


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_diagnostics_of_errors(folder: Path) -> None:
    assert [one for one in FORMS if differs("check", folder, "--diagnostics", one)] == []
