"""Asks Terraform for the values of many expressions at once.

`terraform console` prints one value and stops at the first error. So each expression becomes an
output of a configuration, which is validated and applied until no expression is left that fails:
the state then has every value with its type.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from harness.terraform import TERRAFORM

Answer = dict[str, Any]


def ask_terraform(expressions: list[str], scope: Path, folder: Path) -> list[Answer | None]:
    """Return `value` and `type`, or `error`, for each; None where Terraform gives no answer."""
    shutil.copytree(scope, folder, dirs_exist_ok=True)
    answers: list[Answer | None] = [None] * len(expressions)
    live = set(range(len(expressions)))
    while live:
        owners = _write(expressions, sorted(live), folder / "generated.tf")
        faults = _faults(folder)
        if not faults:
            break
        failed = set()
        for fault in faults:
            place = fault.get("range", {})
            if place.get("filename") == "generated.tf":
                index = owners[place["start"]["line"]]
                answers[index] = {"error": fault["summary"] + ": " + fault["detail"]}
                failed.add(index)
        if not failed:
            return answers
        live -= failed
    state = folder / "terraform.tfstate"
    if not state.exists():
        return answers
    outputs = json.loads(state.read_text(), parse_float=str, parse_int=str)["outputs"]
    for index in live:
        # An output that is null is not stored.
        stored = outputs.get(f"e{index}")
        answers[index] = (
            {"value": stored["value"], "type": _type_text(stored["type"])} if stored else None
        )
    return answers


def _write(expressions: list[str], live: list[int], file: Path) -> dict[int, int]:
    owners: dict[int, int] = {}
    lines: list[str] = []
    for index in live:
        block = [
            f'output "e{index}" {{',
            "  sensitive = true",
            f"  value = {expressions[index]}",
            "}",
        ]
        for line in block:
            lines.append(line)
            owners[len(lines)] = index
    file.write_text("\n".join(lines) + "\n")
    return owners


def _faults(folder: Path) -> list[Answer]:
    validated = json.loads(_run(folder, "validate", "-json"))["diagnostics"]
    found = [fault for fault in validated if fault["severity"] == "error"]
    if found:
        return found
    applied = _run(folder, "apply", "-auto-approve", "-refresh=false", "-json")
    rows = [json.loads(line) for line in applied.splitlines()]
    return [
        row["diagnostic"]
        for row in rows
        if "diagnostic" in row and row["diagnostic"]["severity"] == "error"
    ]


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [str(TERRAFORM), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.stdout


def _type_text(of: Any) -> str:
    if isinstance(of, str):
        return of
    kind, inner = of[0], of[1]
    if kind == "tuple":
        return "tuple([" + "".join(map(_type_text, inner)) + "])"
    if kind == "object":
        members = "".join(f"{name}:{_type_text(inner[name])}" for name in sorted(inner))
        return "object({" + members + "})"
    return f"{kind}({_type_text(inner)})"


def without_layout(text: str) -> str:
    """Return a type without the spaces and commas between its parts."""
    return re.sub(r"[\s,]+", "", text)
