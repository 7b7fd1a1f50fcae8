"""Executes a call plan, version 1.

Values in a call's parameters are JSON, with these forms:

    {"$input": NAME}                   the value of an input
    {"$result": [CALL, JMESPATH]}      part of an earlier call's answer
    {"$each": LIST, "as": TEMPLATE}    a value for each element; spliced inside a list
    {"$item": true}                    the element, inside a template
    {"$concat": [...]}                 text pieces joined

Calls are undone in reverse order by the calls in "undo", which may use the results as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jmespath
from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

from harness.cloud import Cloud
from harness.run import ArtifactFailedError, Outcome, Run

PEERS = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")


#: Without these there is nothing to do.
LISTS = ("IpPermissions", "SecurityGroupRuleIds", "Tags")


def run(run: Run, watch: Callable[[], object] = lambda: None) -> Outcome:
    """Make the calls in order; look at the account after each of them."""
    return Outcome(json.dumps(_execute(run, watch).results, default=str))


def run_and_undo(run: Run) -> Outcome:
    """Make the calls in order, and undo them in reverse order."""
    executor = _execute(run)
    executor.undo()
    return Outcome(json.dumps(executor.results, default=str))


def _execute(run: Run, watch: Callable[[], object] = lambda: None) -> _Executor:
    plan = json.loads(run.artifact)
    if plan.get("version") != 1:
        raise ArtifactFailedError("not a call plan of version 1")
    defaults = {
        name: row["default"] for name, row in plan.get("inputs", {}).items() if "default" in row
    }
    if undeclared := run.handover.inputs.keys() - plan.get("inputs", {}).keys():
        raise ArtifactFailedError(f"inputs that the plan does not have: {sorted(undeclared)}")
    executor = _Executor(run.cloud, defaults | run.handover.inputs)
    for call in plan["calls"]:
        executor.call(call)
        watch()
    return executor


@dataclass
class _Executor:
    cloud: Cloud
    inputs: dict[str, Any]
    results: dict[str, Any] = field(default_factory=dict)
    done: list[dict[str, Any]] = field(default_factory=list)

    def undo(self) -> None:
        for call in reversed(self.done):
            for number, undo in enumerate(call.get("undo", [])):
                service = call.get("service", "ec2")
                self.make({"id": f"undo {call['id']} {number}", "service": service, **undo})

    def call(self, call: dict[str, Any]) -> None:
        if self.make(call):
            self.done.append(call)

    def make(self, call: dict[str, Any]) -> bool:
        """Make a call; say whether it did something."""
        parameters = _without_empty_permissions(self.value(call.get("parameters", {})))
        if any(parameters.get(name) == [] for name in LISTS):
            return False
        client = self.cloud.client(call.get("service", "ec2"))
        try:
            answer = getattr(client, xform_name(call["operation"]))(**parameters)
        except ClientError as error:
            if error.response["Error"]["Code"] in call.get("ignoreErrors", []):
                return False
            raise ArtifactFailedError(f"{call['id']}: {error}") from error
        except (BotoCoreError, AttributeError) as error:
            raise ArtifactFailedError(f"{call['id']}: {error}") from error
        if "expectOne" in call:
            found = jmespath.search(call["expectOne"], answer)
            if not isinstance(found, list) or len(found) != 1:
                raise ArtifactFailedError(f"{call['id']}: one match expected, found {found}")
        self.results[call["id"]] = answer
        return True

    def value(self, form: Any, item: Any = None) -> Any:
        if isinstance(form, list):
            parts = [(part, self.value(part, item)) for part in form]
            return [one for part, value in parts for one in (value if _is_each(part) else [value])]
        if not isinstance(form, dict):
            return form
        match form:
            case {"$input": name} if len(form) == 1:
                return self.input(name)
            case {"$item": True} if len(form) == 1:
                return item
            case {"$result": [call, path]} if len(form) == 1:
                return self.result(call, path)
            case {"$concat": parts} if len(form) == 1:
                return "".join(str(self.value(part, item)) for part in parts)
            case {"$each": source, "as": template} if len(form) == 2:
                elements = (
                    self.input(source) if isinstance(source, str) else self.value(source, item)
                )
                return [self.value(template, element) for element in elements]
        if strange := [key for key in form if key.startswith("$")]:
            raise ArtifactFailedError(f"unknown form {strange}")
        return {key: self.value(part, item) for key, part in form.items()}

    def input(self, name: str) -> Any:
        if name not in self.inputs:
            raise ArtifactFailedError(f"input {name} has no value")
        return self.inputs[name]

    def result(self, call: str, path: str) -> Any:
        found = jmespath.search(path, self.results[call])
        if found is None:
            raise ArtifactFailedError(f"{path} of {call} is not there")
        return found


def _is_each(form: Any) -> bool:
    return isinstance(form, dict) and "$each" in form


def _without_empty_permissions(parameters: dict[str, Any]) -> dict[str, Any]:
    """Leave out permissions that an empty list input left without peers."""
    if "IpPermissions" not in parameters:
        return parameters
    permissions = [
        {name: part for name, part in permission.items() if name not in PEERS or part}
        for permission in parameters["IpPermissions"]
    ]
    kept = [permission for permission in permissions if any(peer in permission for peer in PEERS)]
    return {**parameters, "IpPermissions": kept}
