"""Holds what an artifact calls against the IAM policy that Portolan says it needs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from harness.cloud import Call

#: AWS lets everybody ask who they are.
FREE = {"GetCallerIdentity"}
#: What takes back what an operation did.
INVERSE = {
    "CreateSecurityGroup": "DeleteSecurityGroup",
    "AuthorizeSecurityGroupIngress": "RevokeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress": "RevokeSecurityGroupEgress",
    "CreateTags": "DeleteTags",
    "AssociateSecurityGroupVpc": "DisassociateSecurityGroupVpc",
}
INVERSE |= {undoing: done for done, undoing in INVERSE.items()}

TYPES = {
    "sg": "security-group",
    "sgr": "security-group-rule",
    "vpc": "vpc",
    "eni": "network-interface",
}
NAMING = ("GroupId", "VpcId", "NetworkInterfaceId", "ResourceId", "SecurityGroupId")


class Need(NamedTuple):
    """An action on a type of resource."""

    action: str
    resource: str
    #: The operation that makes what is tagged.
    creating: str = ""


def actions(policy: dict[str, Any]) -> set[str]:
    """Return the operations of EC2 that a policy allows."""
    names = (name for statement in policy["Statement"] for name in statement["Action"])
    return {name.removeprefix("ec2:") for name in names if name.startswith("ec2:")}


def refused(policy: dict[str, Any], calls: Iterable[Call]) -> list[str]:
    """Return what the calls need and the policy does not allow."""
    needed = {need for call in calls if call.action not in FREE for need in needs(call)}
    return sorted(
        f"{need.action} on {need.resource}"
        for need in needed
        if not any(_allows(statement, need) for statement in policy["Statement"])
    )


def needs(call: Call) -> set[Need]:
    """Return what IAM is asked about a call: on what it is, and what it tags."""
    found = set()
    for name, value in call.parameters.items():
        first, last = name.split(".")[0], name.split(".")[-1]
        if first == "TagSpecification" and last == "ResourceType":
            found |= {Need("CreateTags", value, call.action), Need(call.action, value)}
        elif first in NAMING and value.split("-")[0] in TYPES:
            found.add(Need(call.action, TYPES[value.split("-")[0]]))
    return found or {Need(call.action, "*")}


def resource_type(arn: str) -> str:
    """Return `security-group` for `arn:aws:ec2:us-east-1:123456789012:security-group/*`."""
    return arn.rsplit(":", 1)[-1].split("/", maxsplit=1)[0]


@cache
def reference(service: str = "ec2") -> dict[str, set[str]]:
    """Return the types that each action may be narrowed to, as AWS's reference has them.

    cfn-lint has that reference; to import cfn-lint for it would take each worker seconds.
    """
    package = find_spec("cfnlint")
    assert package and package.origin
    file = Path(package.origin).parent / "data" / "AdditionalSpecs" / "Policies.json"
    rows = json.loads(file.read_text())[service]["Actions"]
    return {name: set(row.get("Resources", [])) for name, row in rows.items()}


def _allows(statement: dict[str, Any], need: Need) -> bool:
    if f"ec2:{need.action}" not in statement["Action"]:
        return False
    condition = statement.get("Condition", {}).get("StringEquals", {})
    if need.creating not in condition.get("ec2:CreateAction", [need.creating]):
        return False
    return "*" in statement["Resource"] or need.resource in map(
        resource_type, statement["Resource"]
    )
