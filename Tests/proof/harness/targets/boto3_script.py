"""Runs a Python script with real boto3."""

from __future__ import annotations

import sys

from harness.run import Outcome, Run


def run(run: Run) -> Outcome:
    """Give the inputs as flags."""
    script = run.written("artifact.py")
    return Outcome(run.execute(sys.executable, "-B", script, *run.handover.arguments))
