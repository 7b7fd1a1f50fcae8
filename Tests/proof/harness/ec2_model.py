"""Holds the calls that reached the server against botocore's model of EC2."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session

from harness.cloud import Call


def strange_parameters(call: Call) -> list[str]:
    """Return what the model does not know of a call: its name, or names of its parameters."""
    if call.action == "GetCallerIdentity":
        return []
    model = _ec2()
    if call.action not in model.operation_names:
        return [call.action]
    shape = model.operation_model(call.action).input_shape
    names = (name for name in call.parameters if name != "Version")
    return [f"{call.action}: {name}" for name in names if not _fits(shape, name.split("."))]


@cache
def _ec2() -> Any:
    return botocore.session.get_session().get_service_model("ec2")


def _fits(shape: Any, path: list[str]) -> bool:
    """Say whether a path such as `IpPermissions.1.IpRanges.2.CidrIp` leads to a scalar."""
    if not path:
        return shape.type_name not in ("structure", "list")
    first, *rest = path
    if shape.type_name == "list":
        return first.isdecimal() and _fits(shape.member, rest)
    if shape.type_name == "structure":
        members = {_query_name(name, member): member for name, member in shape.members.items()}
        return first in members and _fits(members[first], rest)
    return False


def _query_name(name: str, member: Any) -> str:
    serialization = member.serialization
    if "queryName" in serialization:
        return str(serialization["queryName"])
    location = str(serialization.get("name", name))
    return location[:1].upper() + location[1:]
