"""What a target is given to run an artifact, and what comes of it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.cloud import Cloud
from harness.handover import Handover

#: Seconds; a shell script on a loaded machine starts some dozens of Python processes.
PATIENCE = 300
#: Before a command that is to be interrupted: tests in the background may ignore signals.
HEARING = ["env", "--default-signal=HUP,INT,TERM"]

Finished = subprocess.CompletedProcess[str]


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
        done = self.attempt(*words, environment=environment)
        if done.returncode:
            raise ArtifactFailedError(f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def attempt(self, *words: str | Path, environment: dict[str, str] | None = None) -> Finished:
        """Run a program that may fail."""
        environment = self.cloud.environment(str(self.folder)) | (environment or {})
        # the program that comes first on the artifact's own path
        program = shutil.which(words[0], path=environment["PATH"]) or words[0]
        with subprocess.Popen(
            [program, *words[1:]],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            self.cloud.process_group = process.pid
            try:
                output, complaints = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.cloud.kill()
                raise
        return Finished([program, *words[1:]], process.returncode, output, complaints)

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
