"""One module for each output language: how its artifacts are run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness.run import Finished, Outcome, Run
from harness.targets import (
    boto3_script,
    call_plan,
    cloudformation,
    curl_script,
    runbook,
    shell_script,
)


@dataclass(frozen=True)
class Target:
    """An output language of Portolan."""

    name: str
    extension: str
    #: Raises ArtifactFailedError.
    run: Callable[[Run], Outcome]
    #: Runs it to `plan`, `apply` or `destroy`; it may fail. None: the artifact has no such verbs.
    attempt: Callable[[Run, str], Finished] | None = None
    #: Whether a second run leaves alone what is right and repairs the rest.
    converges: bool = False
    #: Whether every call is a process of its own, which takes most of a second.
    is_slow: bool = False
    #: Scenarios that it says no to, because it cannot compute what they want.
    refuses: frozenset[str] = frozenset()


TARGETS = [
    Target("boto3", "py", boto3_script.run, boto3_script.attempt, converges=True),
    Target("aws-cli", "sh", shell_script.run, shell_script.attempt, converges=True),
    Target("cloudformation", "json", cloudformation.run),
    Target("call-plan", "plan.json", call_plan.run),
    Target("curl", "curl.sh", curl_script.run, refuses=frozenset({"looked_up"})),
    Target("runbook", "md", runbook.run, is_slow=True),
]
