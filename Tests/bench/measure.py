"""What a process costs: the CPU seconds of it and all its children, and the peak of its memory."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class FailedError(Exception):
    """A measured process did not do what it was started for."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds in user and system mode, and bytes of resident memory."""

    seconds: float
    memory: int

    def least(self, other: Cost) -> Cost:
        """Return the least of both: what disturbs only adds."""
        return Cost(min(self.seconds, other.seconds), min(self.memory, other.memory))


def run(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    times: int = 1,
    codes: Sequence[int] = (0,),
    environment: dict[str, str] | None = None,
) -> Cost:
    """Run a command; return the least of several costs."""
    costs = [_once([str(word) for word in command], folder, codes, environment) for _ in range(times)]
    return functools.reduce(Cost.least, costs)


def _once(command: list[str], folder: Path | None, codes: Sequence[int], more: dict[str, str] | None) -> Cost:
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(more or {})},
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise FailedError(f"{' '.join(command)}: exit code {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
