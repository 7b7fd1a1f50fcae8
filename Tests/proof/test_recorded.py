"""What every target makes of configurations that no sample is like, and what Portolan says of them.

Samples show what people write; these hold what else can be said, so that a change of any text that
can be printed shows in some file. A folder of `recorded` is a configuration, or has the name of one
of `cases`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.places import CASES, PROOF
from harness.portolan import portolan
from test_golden import ARTIFACTS, COMMAND, REFRESH, difference

FOLDERS = sorted(path for path in (PROOF / "recorded").iterdir() if path.is_dir())
#: Accounts to begin from, for the targets that take one.
ACCOUNT = ["groups.json", "rules.json"]
VERBS = ("plan", "apply", "destroy")


def configuration(folder: Path) -> Path:
    """Return where the configuration of a folder stands."""
    return folder if (folder / "main.tf").exists() else CASES / folder.name


def account(folder: Path, target: str) -> Iterator[str]:
    """Yield the options that name an account's description, if there is one."""
    if target in {"call-plan", "curl"}:
        for name in ACCOUNT:
            if (folder / name).exists():
                yield from ("--against", name)


def remarks(folder: Path, options: list[str]) -> str:
    """Return what is said beside the artifact: findings, inputs, and a policy for each use."""
    commands = [["translate", ".", *options, *account(folder, options[1]), "-o", os.devnull]]
    commands.append(["inputs", ".", *options[:2]])
    if options[1] != "ir":
        commands += [["policy", ".", *options[:2], "--for", verb] for verb in VERBS]
    lines = []
    for words in commands:
        done = portolan(*words, cwd=configuration(folder))
        # Every command has the same findings.
        findings = done.stderr if words[0] == "translate" else ""
        lines += [f"$ portolan {' '.join(words)}", findings + done.stdout]
        lines.append(f"exit {done.returncode}\n")
    return "\n".join(lines)


@pytest.mark.parametrize("extension", ARTIFACTS)
@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_artifact_is_as_recorded(folder: Path, extension: str, tmp_path: Path) -> None:
    options = [str(word) for word in ARTIFACTS[extension]]
    fresh = tmp_path / f"{folder.name}.{extension}"
    words = ["translate", ".", *options, *account(folder, options[1])]
    done = portolan(*words, "-o", fresh, cwd=configuration(folder))
    said = tmp_path / f"{folder.name}.{extension}.remarks.txt"
    said.write_text(remarks(folder, options))

    made = [fresh] if done.returncode == 0 else []
    if extension != "plan.txt":  # another form of the same plan
        made.append(said)
    compare(folder / "artifacts", made, f"{folder.name}.{extension}")


def compare(artifacts: Path, made: list[Path], prefix: str) -> None:
    """Compare files with those that are kept; keep them where that is asked for, and fail."""
    kept = {
        path.name
        for path in artifacts.glob(f"{prefix}*")
        if path.name in {prefix, f"{prefix}.remarks.txt"}
    }
    changes = [difference(artifacts / path.name, path) for path in made]
    changes += [f"{name} is left over" for name in sorted(kept - {path.name for path in made})]
    if not any(changes):
        return
    if REFRESH:
        artifacts.mkdir(exist_ok=True)
        for name in kept:
            (artifacts / name).unlink()
        for path in made:
            (artifacts / path.name).write_bytes(path.read_bytes())
            (artifacts / path.name).chmod(path.stat().st_mode)
    verdict = "rewritten, review it:" if REFRESH else COMMAND
    pytest.fail("\n".join([verdict, *filter(None, changes)]), pytrace=False)
