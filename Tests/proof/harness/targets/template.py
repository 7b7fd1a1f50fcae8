"""Evaluates a CloudFormation template: parameters, conditions, intrinsic functions, loops."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from harness.cloud import REGION
from harness.run import ArtifactFailedError

#: What `AWS::NoValue` is: a property or element that is not there.
ABSENT: Any = object()

PSEUDO_PARAMETERS = {
    "AWS::AccountId": "123456789012",
    "AWS::NoValue": ABSENT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": "proof",
    "AWS::URLSuffix": "amazonaws.com",
}

LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions"


class Template:
    """A template with values for its parameters."""

    def __init__(self, text: dict[str, Any], parameters: dict[str, str]) -> None:
        self.text = text
        declared = text.get("Parameters", {})
        if undeclared := parameters.keys() - declared.keys():
            raise ArtifactFailedError(f"parameters not declared: {sorted(undeclared)}")
        self.parameters = {
            name: _parameter(name, row, parameters) for name, row in declared.items()
        }
        #: Says what a resource's attribute is; `Ref` is the attribute `Ref`.
        self.resolve: Callable[[str, str], str] = _no_resources
        self.resources: dict[str, Any] = self._unrolled(text["Resources"])

    def outputs(self) -> dict[str, Any]:
        """Return the outputs whose condition holds."""
        rows = self._unrolled(self.text.get("Outputs", {}))
        return {
            name: self.value(row["Value"])
            for name, row in rows.items()
            if "Condition" not in row or self.condition(row["Condition"])
        }

    def is_active(self, name: str) -> bool:
        """Say whether a resource's condition holds."""
        if name not in self.resources:
            raise ArtifactFailedError(f"there is no resource {name}")
        condition = self.resources[name].get("Condition")
        return condition is None or self.condition(condition)

    def condition(self, name: str) -> bool:
        """Evaluate a named condition."""
        return bool(self._test(self.text["Conditions"][name]))

    def value(self, form: Any) -> Any:
        """Evaluate a value."""
        if isinstance(form, list):
            values = [self.value(part) for part in form]
            return [value for value in values if value is not ABSENT]
        if not isinstance(form, dict):
            return form
        if len(form) == 1:
            ((function, argument),) = form.items()
            if function == "Ref" or function.startswith("Fn::"):
                return self._call(function, argument)
        values_by_key = {key: self.value(part) for key, part in form.items()}
        return {key: value for key, value in values_by_key.items() if value is not ABSENT}

    def _call(self, function: str, argument: Any) -> Any:
        match function, argument:
            case "Ref", str():
                return self._ref(argument)
            case "Fn::GetAtt", [name, attribute]:
                return self.resolve(name, attribute)
            case "Fn::GetAtt", str():
                return self.resolve(*argument.split(".", 1))
            case "Fn::Sub", str():
                return self._substitute(argument, {})
            case "Fn::Sub", [text, names]:
                return self._substitute(text, self.value(names))
            case "Fn::Join", [separator, parts]:
                return separator.join(map(str, self.value(parts)))
            case "Fn::Select", [index, parts]:
                return self.value(parts)[int(self.value(index))]
            case "Fn::Split", [separator, text]:
                return str(self.value(text)).split(separator)
            case "Fn::If", [condition, yes, no]:
                return self.value(yes if self.condition(condition) else no)
            case "Fn::FindInMap", [map_name, first, second]:
                return self.text["Mappings"][map_name][self.value(first)][self.value(second)]
            case "Fn::Length", parts:
                return len(self.value(parts))
        raise ArtifactFailedError(f"{function} is not known here, or not in this form: {argument}")

    def _test(self, form: Any) -> bool:
        match form:
            case {"Condition": name}:
                return self.condition(name)
            case {"Fn::Equals": [left, right]}:
                return str(self.value(left)) == str(self.value(right))
            case {"Fn::Not": [negated]}:
                return not self._test(negated)
            case {"Fn::And": parts}:
                return all(self._test(part) for part in parts)
            case {"Fn::Or": parts}:
                return any(self._test(part) for part in parts)
        raise ArtifactFailedError(f"not a condition: {form}")

    def _ref(self, name: str) -> Any:
        if name in self.parameters:
            return self.parameters[name]
        if name in PSEUDO_PARAMETERS:
            return PSEUDO_PARAMETERS[name]
        return self.resolve(name, "Ref")

    def _substitute(self, text: str, names: dict[str, Any]) -> str:
        def replacement(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in names:
                return str(names[name])
            if "." in name:
                return self.resolve(*name.split(".", 1))
            return str(self._ref(name))

        return re.sub(r"\$\{([^}]+)\}", replacement, text)

    def _unrolled(self, section: dict[str, Any]) -> dict[str, Any]:
        """Replace each `Fn::ForEach::NAME` by what it makes."""
        result: dict[str, Any] = {}
        for name, body in section.items():
            rows = self._loop(body) if name.startswith("Fn::ForEach::") else {name: body}
            if twice := rows.keys() & result.keys():
                raise ArtifactFailedError(f"made twice: {sorted(twice)}")
            result |= rows
        return result

    def _loop(self, loop: list[Any]) -> dict[str, Any]:
        if LANGUAGE_EXTENSIONS not in self.text.get("Transform", ""):
            raise ArtifactFailedError(f"Fn::ForEach needs the transform {LANGUAGE_EXTENSIONS}")
        variable, collection, body = loop
        result: dict[str, Any] = {}
        for element in self.value(collection):
            rows = self._unrolled(_bound(body, variable, element))
            if twice := rows.keys() & result.keys():
                raise ArtifactFailedError(f"made twice in a loop: {sorted(twice)}")
            result |= rows
        return result


def _bound(form: Any, variable: str, element: str) -> Any:
    """Put the element in the variable's place: in `Ref`, `${}` and, without punctuation, `&{}`."""
    match form:
        case str():
            letters = re.sub(r"[^A-Za-z0-9]", "", element)
            return form.replace(f"&{{{variable}}}", letters).replace(f"${{{variable}}}", element)
        case list():
            return [_bound(part, variable, element) for part in form]
        case {"Ref": name} if name == variable:
            return element
        case dict():
            return {
                _bound(key, variable, element): _bound(part, variable, element)
                for key, part in form.items()
            }
        case _:
            return form


def _parameter(name: str, row: dict[str, Any], values: dict[str, str]) -> str | list[str]:
    if name not in values and "Default" not in row:
        raise ArtifactFailedError(f"parameter {name} has no value")
    value = str(values.get(name, row.get("Default")))
    allowed = row.get("AllowedValues")
    if allowed and value not in map(str, allowed):
        raise ArtifactFailedError(f"parameter {name} must be one of {allowed}")
    if row["Type"] == "CommaDelimitedList" or row["Type"].startswith("List<"):
        return [element.strip() for element in value.split(",")]
    return value


def _no_resources(name: str, attribute: str) -> str:
    raise ArtifactFailedError(f"{name}.{attribute} is used where no resource can be")
