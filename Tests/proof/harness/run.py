"""What a target is given to run an artifact, and what comes of it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.cloud import Cloud
from harness.handover import Handover

#: Seconds; a shell script on a loaded machine starts some dozens of Python processes.
PATIENCE = 300


class ArtifactFailedError(Exception):
    """The artifact did not do its work, or is not well-formed."""


@dataclass(frozen=True)
class Run:
    """What there is to run, and where."""

    cloud: Cloud
    artifact: str
    handover: Handover
    #: An empty folder.
    folder: Path

    def execute(self, *words: str | Path, environment: dict[str, str] | None = None) -> str:
        """Run a program against the simulated account; return what it prints."""
        done = subprocess.run(
            list(words),
            cwd=self.folder,
            env=self.cloud.environment(str(self.folder)) | (environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise ArtifactFailedError(f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def written(self, name: str) -> Path:
        """Write the artifact to the folder."""
        path = self.folder / name
        path.write_text(self.artifact)
        return path


@dataclass(frozen=True)
class Outcome:
    """What came of a run, beside the state of the account."""

    output: str = ""
    #: CloudFormation: names of groups that the stack made up.
    stack_names: frozenset[str] | None = None
