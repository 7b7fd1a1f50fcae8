"""Spoils every group of an account in every way that a run should repair."""

from __future__ import annotations

from typing import Any

FOREIGN_TAG = {"Key": "Foreign", "Value": "yes"}


def damage(ec2: Any) -> None:
    """Delete, describe anew and add rules; change, remove and add tags.

    What is done depends on names and rules alone, not on ids or order: Terraform and an artifact
    meet the same damage.
    """
    groups = ec2.describe_security_groups()["SecurityGroups"]
    for group in groups:
        if group["GroupName"] != "default":
            _spoil_tags(ec2, group)
            _spoil_ingress(ec2, group["GroupId"], _sorted(group["IpPermissions"]))
            _spoil_egress(ec2, group["GroupId"], _sorted(group["IpPermissionsEgress"]))


def _spoil_tags(ec2: Any, group: dict[str, Any]) -> None:
    tags = sorted(group["Tags"], key=lambda tag: str(tag["Key"]))
    changed = [{**tag, "Value": "drifted"} for tag in tags[:1]]
    ec2.create_tags(Resources=[group["GroupId"]], Tags=[*changed, FOREIGN_TAG])
    if removed := tags[1:2]:
        ec2.delete_tags(Resources=[group["GroupId"]], Tags=removed)


def _spoil_ingress(ec2: Any, group_id: str, permissions: list[dict[str, Any]]) -> None:
    if permissions:
        ec2.revoke_security_group_ingress(GroupId=group_id, IpPermissions=permissions[:1])
    if drifted := _described_anew(permissions[1:2]):
        ec2.update_security_group_rule_descriptions_ingress(GroupId=group_id, IpPermissions=drifted)
    ec2.authorize_security_group_ingress(GroupId=group_id, IpPermissions=[_foreign_rule()])


def _spoil_egress(ec2: Any, group_id: str, permissions: list[dict[str, Any]]) -> None:
    if permissions:
        ec2.revoke_security_group_egress(GroupId=group_id, IpPermissions=permissions[:1])
    if drifted := _described_anew(permissions[1:2]):
        ec2.update_security_group_rule_descriptions_egress(GroupId=group_id, IpPermissions=drifted)
    ec2.authorize_security_group_egress(GroupId=group_id, IpPermissions=[_foreign_rule()])
    if not any(permission["IpProtocol"] == "-1" for permission in permissions):
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        ec2.authorize_security_group_egress(GroupId=group_id, IpPermissions=[everything])


def _foreign_rule() -> dict[str, Any]:
    peer = {"CidrIp": "192.0.2.77/32", "Description": "foreign"}
    return {"IpProtocol": "tcp", "FromPort": 4321, "ToPort": 4321, "IpRanges": [peer]}


def _sorted(permissions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Order permissions by protocol and ports, without the empty lists that calls refuse."""
    return [
        {name: value for name, value in permission.items() if value != []}
        for permission in sorted(
            permissions, key=lambda p: (p["IpProtocol"], p.get("FromPort", -1), p.get("ToPort", -1))
        )
    ]


def _described_anew(permissions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            name: [{**peer, "Description": "drifted"} for peer in value]
            if isinstance(value, list)
            else value
            for name, value in permission.items()
        }
        for permission in permissions
    ]
