"""Records what real Terraform does with every scenario: `Tests/run --record [PATTERN]`."""

from __future__ import annotations

import fnmatch
import json
import sys
import tempfile
from pathlib import Path

from harness.cloud import Cloud, running_cloud
from harness.damage import damage
from harness.scenario import AS_APPLIED, Scenario, Truth, fill, scenarios
from harness.state import State, observe
from harness.surroundings import build
from harness.terraform import Terraform


def main() -> None:
    """Write `truth.json` beside every configuration whose name fits."""
    pattern = sys.argv[1] if len(sys.argv) > 1 else "*"
    chosen = [one for one in scenarios() if fnmatch.fnmatch(one.name, pattern)]
    with running_cloud() as cloud:
        for scenario in chosen:
            before = scenario.truth_file.read_text() if scenario.truth_file.exists() else ""
            after = to_text(record(cloud, scenario))
            scenario.truth_file.write_text(after)
            print(f"{'same' if after == before else 'new':5} {scenario.title}", flush=True)


def record(cloud: Cloud, scenario: Scenario) -> Truth:
    """Apply, look, damage, apply, look."""
    cloud.reset()
    variables = fill(scenario.variables, build(cloud, scenario.fixtures))
    ec2 = cloud.client()
    with tempfile.TemporaryDirectory() as folder:
        terraform = Terraform(cloud, scenario.folder, Path(folder))
        terraform.apply(variables)
        applied = observe(ec2).with_patterns()
        damage(ec2)
        if observe(ec2).with_patterns() == applied:
            raise AssertionError("the damage changed nothing")
        terraform.apply(variables)
        return Truth(applied, observe(ec2).with_patterns())


def to_text(truth: Truth) -> str:
    """Return JSON that is read and compared by people: a line for each rule."""
    same = truth.repaired == truth.applied
    repaired = _line(AS_APPLIED) if same else _state_text(truth.repaired)
    return f'{{\n  "applied": {_state_text(truth.applied)},\n  "repaired": {repaired}\n}}\n'


def _state_text(state: State) -> str:
    groups = []
    for group in state.to_json():
        rules = group.pop("rules")
        lines = [f"      {_line(name)}: {_line(value)}" for name, value in group.items()]
        rows = ",\n".join(f"        {_line(rule)}" for rule in rules)
        lines.append('      "rules": [' + (f"\n{rows}\n      ]" if rows else "]"))
        groups.append("    {\n" + ",\n".join(lines) + "\n    }")
    return "[\n" + ",\n".join(groups) + "\n  ]" if groups else "[]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
