"""A configuration with what is needed to prove it: values, surroundings, and Terraform's truth."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.places import CASES, SAMPLES
from harness.state import State

#: Stands in `truth.json` for a state that is no other than the first.
AS_APPLIED = "as applied"


@dataclass(frozen=True)
class Scenario:
    """A folder of configuration files with `proof.json` and `truth.json` beside them.

    In `proof.json`, `${vpc.main}` stands for the id of the VPC `main`, `${group.office}` for that
    of a security group.
    """

    folder: Path
    #: What exists before Terraform and before the artifact.
    fixtures: dict[str, Any] = field(default_factory=dict)
    #: What exists for the artifact only, in place of other resources of the configuration.
    stand_ins: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    #: Values by Terraform address, for what Terraform takes from those other resources.
    addresses: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def is_sample(self) -> bool:
        """Whether it is for people to read, too."""
        return self.folder.parent == SAMPLES

    @property
    def title(self) -> str:
        """The name, with what kind it is: samples and cases may share a name."""
        return self.name if self.is_sample else f"case-{self.name}"

    @property
    def truth_file(self) -> Path:
        """What real Terraform did."""
        return self.folder / "truth.json"

    def truth(self) -> Truth:
        """Read what `Tests/run --record` wrote."""
        recorded = json.loads(self.truth_file.read_text())
        applied = State.from_json(recorded["applied"])
        repaired = recorded["repaired"]
        return Truth(applied, applied if repaired == AS_APPLIED else State.from_json(repaired))


@dataclass(frozen=True)
class Truth:
    """The states that real Terraform leaves."""

    #: After the first apply.
    applied: State
    #: After the damage of `damage.py` and another apply.
    repaired: State


def load(folder: Path) -> Scenario:
    """Read a folder's `proof.json`."""
    proof = json.loads((folder / "proof.json").read_text())
    known = {"fixtures", "standIns", "variables", "addresses"}
    if unknown := proof.keys() - known:
        raise ValueError(f"{folder / 'proof.json'}: unknown {sorted(unknown)}; known {known}")
    return Scenario(
        folder=folder,
        fixtures=proof.get("fixtures", {}),
        stand_ins=proof.get("standIns", {}),
        variables=proof.get("variables", {}),
        addresses=proof.get("addresses", {}),
    )


def samples() -> list[Scenario]:
    """Return all samples, by name."""
    return _all(SAMPLES)


def scenarios() -> list[Scenario]:
    """Return the samples and the smaller cases of this proof."""
    return _all(SAMPLES) + _all(CASES)


def _all(parent: Path) -> list[Scenario]:
    return [load(file.parent) for file in sorted(parent.glob("*/proof.json"))]


def fill(value: Any, ids: dict[str, str]) -> Any:
    """Replace `${vpc.main}` and the like by ids, in whole JSON values."""
    match value:
        case dict():
            return {key: fill(item, ids) for key, item in value.items()}
        case list():
            return [fill(item, ids) for item in value]
        case str():
            return re.sub(r"\$\{((?:vpc|group)\.[\w-]+)\}", lambda found: ids[found[1]], value)
        case _:
            return value
