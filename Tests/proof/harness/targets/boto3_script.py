"""Runs a Python script with real boto3."""

from __future__ import annotations

from harness.run import Finished, Outcome, Run


def run(run: Run) -> Outcome:
    """Give the inputs as flags."""
    return Outcome(run.execute(*_command(run, "apply")))


def attempt(run: Run, verb: str) -> Finished:
    """Plan, apply or destroy."""
    return run.attempt(*_command(run, verb))


def _command(run: Run, verb: str) -> list[str]:
    flags = {"apply": [], "plan": ["--plan"], "destroy": ["--destroy", "--yes"]}
    script = run.written("artifact.py")
    return ["python-warm", str(script), *run.handover.arguments, *flags[verb]]
