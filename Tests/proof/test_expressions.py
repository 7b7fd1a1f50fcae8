"""Expressions made at random have Terraform's value and type, or its refusal.

`PORTOLAN_EXPRESSIONS=20000` asks for that many; `PORTOLAN_SEED` begins elsewhere. What differs is
worth a row in Tests/Fixtures/expressions/terraform.json, once it is mended.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from harness.expressions import FUNCTIONS, Generator
from harness.judge import ask_terraform, without_layout
from harness.places import PORTOLAN, ROOT
from harness.terraform import TERRAFORM

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

SCOPE = ROOT / "Tests" / "Fixtures" / "expressions" / "scope"
AMOUNT = int(os.environ.get("PORTOLAN_EXPRESSIONS", "600"))
SEED = int(os.environ.get("PORTOLAN_SEED", "1"))
BATCH = 600


@pytest.mark.parametrize("seed", range(SEED, SEED + (AMOUNT + BATCH - 1) // BATCH))
def test_values_are_terraforms(seed: int, tmp_path: Path) -> None:
    expressions = _expressions(seed)
    ours = _ask_portolan(expressions)
    # Terraform cannot store infinity, and stores negative zero as zero.
    storable = [i for i, answer in enumerate(ours) if not _is_odd_number(answer)]
    theirs = ask_terraform([expressions[i] for i in storable], SCOPE, tmp_path)
    answered = [(i, answer) for i, answer in zip(storable, theirs, strict=True) if answer]
    assert len(answered) > len(expressions) // 2
    different = [
        f"{expressions[i]}\n  terraform: {answer}\n  portolan:  {ours[i]}"
        for i, answer in answered
        if not _agree(answer, ours[i])
    ]
    assert not different, "\n".join(different)


def _expressions(seed: int) -> list[str]:
    generator = Generator(seed)
    names = [name for name in FUNCTIONS if name != "type"]
    made = [generator.call_of(names[i % len(names)], 1) for i in range(BATCH // 3)]
    made += [generator.expression(1 + i % 3) for i in range(BATCH - len(made))]
    return [text for text in made if len(text) < 2000]


def _ask_portolan(expressions: list[str]) -> list[dict[str, Any]]:
    lines = "".join(json.dumps(text) + "\n" for text in expressions)
    done = subprocess.run(
        [PORTOLAN, "eval", SCOPE, "--format", "jsonl"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    answers = [json.loads(row, parse_float=str, parse_int=str) for row in done.stdout.splitlines()]
    assert len(answers) == len(expressions), done.stderr
    return answers


def _is_odd_number(answer: dict[str, Any]) -> bool:
    text = json.dumps(answer)
    return "Inf" in text or '"-0"' in text


def _agree(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    if "error" in theirs:
        return "error" in ours
    if ours.get("unknown"):
        # format with a null has no value in Terraform either, and is stored as null.
        return theirs["value"] is None
    return (
        "value" in ours
        and ours["value"] == theirs["value"]
        and without_layout(ours["type"]) == without_layout(theirs["type"])
    )
