"""Hands run-time values to an artifact in the way `portolan inputs` says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from harness.portolan import JSON


@dataclass
class Handover:
    """The same values in each target's form."""

    #: boto3: a list of scalars as several words, other structures as one JSON word.
    arguments: list[str] = field(default_factory=list)
    #: Shell: a list of scalars separated by spaces, other structures as JSON.
    environment: dict[str, str] = field(default_factory=dict)
    #: CloudFormation: a list joined by commas.
    parameters: dict[str, str] = field(default_factory=dict)
    #: Call plan: as they are.
    inputs: dict[str, Any] = field(default_factory=dict)


def hand_over(rows: list[JSON], values: dict[str, Any]) -> Handover:
    """Take the value of each row by its Terraform address; optional rows may go without one."""
    handover = Handover()
    for row in rows:
        if row["address"] not in values:
            assert not row["required"], f"no value for the required input {row['address']}"
            continue
        value = values[row["address"]]
        words = _words(value)
        handover.arguments += [row["flag"], *words]
        handover.environment[row["environment"]] = " ".join(words)
        handover.parameters[row["parameter"]] = ",".join(words)
        handover.inputs[row["name"]] = value
    return handover


def adopting(handover: Handover, groups: list[str]) -> Handover:
    """Name the groups that a script shall take for its own although their tags differ."""
    return replace(
        handover,
        arguments=[*handover.arguments, "--adopt", *groups],
        environment=handover.environment | {"ADOPT": " ".join(groups)},
    )


def _words(value: Any) -> list[str]:
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return [_scalar(item) for item in value]
    return [_scalar(value)]


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
