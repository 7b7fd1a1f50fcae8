"""Calls the binary under test."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.places import PORTOLAN, ROOT

JSON = dict[str, Any]


class PortolanFailedError(Exception):
    """Portolan said no where the proof needs a yes."""


@dataclass(frozen=True)
class Translation:
    """An artifact, and how it is told what it asks for."""

    target: str
    text: str
    #: The rows of `portolan inputs` with binding `run`.
    inputs: list[JSON]
    #: Those with binding `translation`.
    fixed: list[JSON]
    #: What was translated, and the variables that were given.
    source: Path
    given: JSON

    def policy(self, *verbs: str) -> JSON:
        """Return the IAM policy under which the artifact is used for this, or for everything."""
        options = [word for verb in verbs for word in ("--for", verb)]
        with _values(self.given) as values:
            text = _answer("policy", self.source, "--to", self.target, *values, *options)
        return dict(json.loads(text))


def portolan(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run Portolan without the variables of this process."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TF_VAR_")}
    return subprocess.run(
        [PORTOLAN, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def translate(path: Path, target: str, given: JSON | None = None) -> Translation:
    """Translate with the given variables, and ask for the inputs that are left."""
    with _values(given or {}) as values:
        text = _answer("translate", path, "--to", target, *values)
        rows = json.loads(_answer("inputs", path, "--to", target, *values, "--format", "json"))
    return Translation(
        target,
        text,
        inputs=[row for row in rows if row["binding"] == "run"],
        fixed=[row for row in rows if row["binding"] == "translation"],
        source=path,
        given=given or {},
    )


def translate_late(path: Path, target: str, values: JSON) -> tuple[Translation, list[str]]:
    """Translate with as few values as this target can do with; return which ones it needed."""
    given: JSON = {}
    while True:
        needed = _needed(path, target, given)
        if not needed:
            translation = translate(path, target, given)
            needed = [
                row["name"] for row in translation.fixed if row["name"] in values.keys() - given
            ]
            if not needed:
                return translation, sorted(given)
        given |= {name: values[name] for name in needed}


def check(*words: str | Path) -> tuple[int, list[JSON]]:
    """Return the exit code and the diagnostics of `portolan check`."""
    done = portolan("check", *words, "--diagnostics", "json")
    try:
        return done.returncode, json.loads(done.stdout or "[]")
    except json.JSONDecodeError as error:
        raise PortolanFailedError(f"no JSON: {done.stdout}{done.stderr}") from error


def _needed(path: Path, target: str, given: JSON) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        values = Path(folder) / "given.tfvars.json"
        values.write_text(json.dumps(given))
        _, diagnostics = check(path, "--to", target, "--var-file", values)
    names = [d.get("variables", []) for d in diagnostics if d["code"] == "binding/value-needed"]
    return sorted({name for row in names for name in row} - given.keys())


@contextmanager
def _values(given: JSON) -> Iterator[list[str | Path]]:
    """Give the options that fix these variables."""
    with tempfile.TemporaryDirectory() as folder:
        values = Path(folder) / "given.tfvars.json"
        values.write_text(json.dumps(given))
        yield ["--var-file", values] if given else []


def _answer(*words: str | Path) -> str:
    done = portolan(*words)
    if done.returncode:
        command = " ".join(map(str, words))
        raise PortolanFailedError(f"portolan {command}: exit {done.returncode}\n{done.stderr}")
    return done.stdout
