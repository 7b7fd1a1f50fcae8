"""Follows a runbook as an operator would: every command block, from the top, in one shell."""

from __future__ import annotations

import re
from typing import NamedTuple

from harness.run import Outcome, Run

UNDO = re.compile(r"\b(undo|roll ?back|remove)\b", re.IGNORECASE)


class Block(NamedTuple):
    """A fenced block of commands and the heading above it."""

    heading: str
    commands: str


def run(run: Run) -> Outcome:
    """Do all steps but the undoing."""
    return _follow(run, [b for b in command_blocks(run.artifact) if not UNDO.search(b.heading)])


def run_and_undo(run: Run) -> Outcome:
    """Do all steps, and undo them in the same shell."""
    blocks = command_blocks(run.artifact)
    undoing = [block for block in blocks if UNDO.search(block.heading)]
    assert undoing, "the runbook says nothing about how to undo it"
    return _follow(run, blocks)


def command_blocks(markdown: str) -> list[Block]:
    """Return the ```bash blocks in order."""
    blocks: list[Block] = []
    heading = ""
    open_block: list[str] | None = None
    for line in markdown.splitlines():
        if open_block is not None:
            if line.strip() == "```":
                blocks.append(Block(heading, "\n".join(open_block)))
                open_block = None
            else:
                open_block.append(line)
        elif line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.strip() == "```bash":
            open_block = []
    return blocks


def _follow(run: Run, blocks: list[Block]) -> Outcome:
    script = run.folder / "steps.sh"
    script.write_text("\n\n".join(block.commands for block in blocks) + "\n")
    output = run.execute("bash", "-eu", script, environment=run.handover.environment)
    return Outcome(output)
