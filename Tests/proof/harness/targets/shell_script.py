"""Runs a Bash script with the real `aws`."""

from __future__ import annotations

from harness.run import Finished, Outcome, Run


def run(run: Run) -> Outcome:
    """Give the inputs as environment variables."""
    script = run.written("artifact.sh")
    return Outcome(run.execute("bash", script, environment=run.handover.environment))


def attempt(run: Run, verb: str) -> Finished:
    """Plan, apply or destroy."""
    words = [verb, "--yes"] if verb == "destroy" else [verb]
    script = run.written("artifact.sh")
    return run.attempt("bash", script, *words, environment=run.handover.environment)
