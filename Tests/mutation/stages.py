"""The tests in the order of their price; a mutant that one stage does not notice meets the next."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from mutants import Mutant
from schemata import ROOT, TREE, products

PYTHON = ROOT / ".build" / "venv" / "bin" / "python"
#: How much longer than without a mutant a stage may take: in CPU seconds of one process, and by the clock.
MORE_CPU, MORE_TIME = 4, 12
#: Kilobytes of address space; a mutant that takes all memory should not end others.
MEMORY = 8_000_000


@dataclass(frozen=True)
class Stage:
    """A command that fails when it notices something."""

    name: str
    command: tuple[str | Path, ...]
    folder: Path
    #: Whether only tests of the backend are run in which the mutant is.
    is_for_one_target: bool = False

    def words(self, mutant: Mutant | None) -> list[str | Path]:
        """Return the command."""
        if not self.is_for_one_target:
            return list(self.command)
        target = TARGETS.get(mutant.folder, "boto3") if mutant else "boto3"
        return [*self.command, "-k", f"run_time and {target}"]


def stages() -> list[Stage]:
    """Return what a mutant meets."""
    runner, _ = products()
    unit_tests = (runner, "--testing-library", "swift-testing")
    proof = TREE / "Tests" / "proof"
    pytest = (PYTHON, "-m", "pytest", "--quiet", "--exitfirst", "--tb=line", "-p", "no:cacheprovider")
    return [
        Stage("unit tests", (*unit_tests, "--skip", "|".join([*SLOW, *FOREIGN])), TREE),
        Stage("texts", (*pytest, *TEXTS), proof),
        Stage("slow unit tests", (*unit_tests, "--filter", "|".join(SLOW)), TREE),
        Stage("behaviour", (*pytest, *BEHAVIOUR), proof, is_for_one_target=True),
    ]


#: Unit tests that call other programs for each of many cases.
SLOW = [
    "areSoundForPython39", "CallPlanSchema", "onlyWhatTheProgramNeeds", "addressesAreSpelledAsEC2",
    "aTypoStops", "everyProgramIsBash",
]  # fmt: skip
#: Those that take seconds for files and syntax, of which nothing is mutated.
FOREIGN = ["manyFiles", "circles", "GrammarTests", "ParserLimits"]
#: The parts of the proof that run Portolan and look at what it says.
TEXTS = [
    "test_golden.py",
    "test_recorded.py",
    "test_broken.py",
    "test_rejected.py",
    "test_expressions.py",
    "test_source_map.py",
]
#: Those that run an artifact on the simulated AWS, each for seconds, with values that it is told when it runs.
BEHAVIOUR = ["test_behaviour.py"]
TARGETS = {
    "Backends/AWSCLI": "aws-cli", "Backends/CloudFormation": "cloudformation", "Backends/CallPlan": "call-plan",
    "Backends/Curl": "curl", "Backends/Runbook": "runbook",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a stage said of a mutant."""

    passed: bool
    #: Why not: the last line that says so, or that it took too long.
    reason: str
    seconds: float


class Runner:
    """Runs stages, within what they took without a mutant."""

    def __init__(self) -> None:
        self.limits: dict[str, float] = {}

    def baseline(self, stage: Stage) -> Outcome:
        """Run a stage without a mutant; from it come the limits."""
        outcome = self._run(stage, None, 3600)
        self.limits[stage.name] = outcome.seconds
        return outcome

    def run(self, stage: Stage, mutant: Mutant) -> Outcome:
        """Run a stage with one mutant."""
        return self._run(stage, mutant, self.limits[stage.name])

    def _run(self, stage: Stage, mutant: Mutant | None, usual: float) -> Outcome:
        cpu, clock = int(usual * MORE_CPU) + 20, usual * MORE_TIME + 60
        environment = {
            **os.environ,
            "PORTOLAN_MUTANT": str(mutant.number if mutant else 0),
            "SWIFT_BACKTRACE": "enable=no",
        }
        start = time.monotonic()
        process = subprocess.Popen(
            ["bash", "-c", f'ulimit -t {cpu} -v {MEMORY}; exec "$@"', "-", *stage.words(mutant)],
            cwd=stage.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        late = threading.Timer(clock, _kill, [process])
        late.start()
        last = ""
        for line in process.stdout or []:
            last = line.strip() or last
            if any(sign in line for sign in FAILURES):
                _kill(process)
                break
        code = process.wait()
        late.cancel()
        reason = "" if code == 0 else " ".join(COLOUR.sub("", last).split())[:160]
        return Outcome(code == 0, reason, time.monotonic() - start)


#: The first failure is enough.
FAILURES = [" recorded an issue", "Fatal error"]
COLOUR = re.compile(r"\x1b\[\d*m")


def _kill(process: subprocess.Popen[str]) -> None:
    """End a stage and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
