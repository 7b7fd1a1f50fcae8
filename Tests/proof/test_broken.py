"""A broken configuration gives one clear diagnostic at the right place, and exit code 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.places import BROKEN, SAMPLES
from harness.portolan import check, portolan

CONFIGURATIONS = [
    pytest.param(file.parent, id=file.parent.name)
    for file in sorted(BROKEN.glob("*/expected.json"))
]


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_one_diagnostic_at_the_right_place(configuration: Path) -> None:
    expected = json.loads((configuration / "expected.json").read_text())
    code, diagnostics = check(configuration)
    assert code == 1
    (found,) = diagnostics
    assert found["severity"] == "error"
    assert Path(found["file"]).name == expected["file"]
    assert found["line"] in expected["lines"]
    for name in ("summary", "code"):
        assert found[name] == expected.get(name, found[name])
    assert found["detail"]


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_translation_says_it_in_text_and_emits_nothing(configuration: Path, tmp_path: Path) -> None:
    expected = json.loads((configuration / "expected.json").read_text())
    artifact = tmp_path / "artifact.py"
    done = portolan("translate", configuration, "--to", "boto3", "-o", artifact)
    assert done.returncode == 1
    assert done.stdout == ""
    assert not artifact.exists()
    assert any(f"{expected['file']}:{line}" in done.stderr for line in expected["lines"])


def test_a_needed_value_names_its_variable() -> None:
    _, (found,) = check(BROKEN / "value-needed")
    assert found["variables"] == ["public"]


def test_an_empty_directory(tmp_path: Path) -> None:
    code, (found,) = check(tmp_path)
    assert code == 1
    assert "configuration" in found["summary"].lower()


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    code, (found,) = check(tmp_path / "nowhere")
    assert code == 1
    assert "nowhere" in found["detail"]


def test_a_variable_file_that_is_not_there() -> None:
    code, (found,) = check(SAMPLES / "rails", "--var-file", "nowhere.tfvars")
    assert code == 1
    assert "nowhere.tfvars" in found["detail"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["translate", SAMPLES / "rails"],
        ["translate", SAMPLES / "rails", "--to", "cobol"],
        ["translate", SAMPLES / "rails", "--to", "boto3", "--var", "no_equals_sign"],
        ["translate", SAMPLES / "rails", "--to", "boto3", "--no-such-option"],
        ["explain", "no/such-code"],
    ],
    ids=lambda words: " ".join(str(word).rsplit("/", 1)[-1] for word in words) or "nothing",
)
def test_wrong_usage_has_an_exit_code_of_its_own(words: list[str | Path]) -> None:
    done = portolan(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
