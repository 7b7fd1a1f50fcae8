"""Follows a runbook as an operator would: every command block, from the top, in one shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from harness.run import Outcome, Run

FENCE = re.compile(r" *(`{3,})(\w*)")


class Block(NamedTuple):
    """A fenced block of commands, and the heading of the section that it is in."""

    section: str
    language: str
    commands: str


def run(run: Run) -> Outcome:
    """Do all steps."""
    return _follow(run, steps(run.artifact))


def run_and_undo(run: Run) -> Outcome:
    """Do all steps, and undo them in the same shell."""
    undoing = undo(run.artifact)
    assert undoing, "the runbook does not say how to undo it"
    return _follow(run, steps(run.artifact) + undoing)


def steps(markdown: str) -> list[Block]:
    """Return the blocks of `bash`; `sh` is for what an operator fills in or does not do."""
    return [block for block in command_blocks(markdown) if block.language == "bash"]


def undo(markdown: str) -> list[Block]:
    """Return the blocks of the section Undo."""
    return [block for block in command_blocks(markdown) if block.section == "Undo"]


def command_blocks(markdown: str) -> list[Block]:
    """Return all blocks of commands in order."""
    blocks: list[Block] = []
    section = ""
    lines = iter(markdown.splitlines())
    for line in lines:
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif fence := FENCE.fullmatch(line):
            content = list(_until(fence[1], lines))
            if fence[2] in ("bash", "sh"):
                blocks.append(Block(section, fence[2], "\n".join(content)))
    return blocks


def _until(end: str, lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == end:
            return
        yield line


def _follow(run: Run, blocks: list[Block]) -> Outcome:
    script = run.folder / "steps.sh"
    script.write_text("\n\n".join(block.commands for block in blocks) + "\n")
    output = run.execute("bash", "-eu", script, environment=run.handover.environment)
    return Outcome(output)
