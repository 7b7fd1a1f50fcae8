"""Deploys a CloudFormation template by EC2 calls.

moto's own CloudFormation leaves out egress, IPv6, prefix lists and descriptions, and does not know
`Fn::ForEach`; so the template is evaluated here (`template.py`) and its resources are made one by
one, with the default egress as CloudFormation has it: gone where a group has egress of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harness.cloud import REGION
from harness.run import ArtifactFailedError, Outcome, Run
from harness.targets.template import ABSENT, Template

STACK = "proof"
GROUP = "AWS::EC2::SecurityGroup"
GROUP_PROPERTIES = {
    "GroupName",
    "GroupDescription",
    "VpcId",
    "SecurityGroupIngress",
    "SecurityGroupEgress",
    "Tags",
}
RULE_PROPERTIES = {"IpProtocol", "FromPort", "ToPort", "Description"}


def run(run: Run) -> Outcome:
    """Create the stack."""
    stack = _Stack(Template(json.loads(run.artifact), run.handover.parameters), run.cloud.client())
    outputs = stack.deploy()
    return Outcome(json.dumps(outputs), frozenset(stack.made_up_names))


@dataclass
class _Stack:
    template: Template
    ec2: Any
    #: Attributes of the resources made so far; `Ref` is among them.
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)
    made_up_names: set[str] = field(default_factory=set)

    def deploy(self) -> dict[str, Any]:
        self.template.resolve = self.attribute
        for name in self.template.resources:
            if self.template.is_active(name):
                self.make(name)
        return self.template.outputs()

    def attribute(self, name: str, attribute: str) -> str:
        self.make(name)
        if attribute not in self.made[name]:
            raise ArtifactFailedError(f"{name} has no attribute {attribute}")
        return self.made[name][attribute]

    def make(self, name: str) -> None:
        if name in self.made:
            return
        if name in self.under_way:
            raise ArtifactFailedError(f"circular: {' -> '.join([*self.under_way, name])}")
        if not self.template.is_active(name):
            raise ArtifactFailedError(f"{name} is referred to, and its condition is false")
        self.under_way.append(name)
        resource = self.template.resources[name]
        depends = resource.get("DependsOn", [])
        for other in [depends] if isinstance(depends, str) else depends:
            self.make(other)
        properties = self.template.value(resource.get("Properties", {}))
        makers: dict[str, Callable[[str, dict[str, Any]], dict[str, str]]] = {
            GROUP: self.make_group,
            f"{GROUP}Ingress": self.make_ingress,
            f"{GROUP}Egress": self.make_egress,
        }
        if resource["Type"] not in makers:
            raise ArtifactFailedError(f"{name}: {resource['Type']} is not known here")
        self.made[name] = makers[resource["Type"]](name, properties)
        self.under_way.pop()

    def make_group(self, name: str, properties: dict[str, Any]) -> dict[str, str]:
        _refuse_unknown(name, properties, GROUP_PROPERTIES)
        group_name = properties.get("GroupName")
        if group_name is None:
            group_name = f"{STACK}-{name}-A1B2C3D4E5F6"
            self.made_up_names.add(group_name)
        options: dict[str, Any] = {}
        if tags := properties.get("Tags"):
            options["TagSpecifications"] = [{"ResourceType": "security-group", "Tags": tags}]
        if vpc := properties.get("VpcId"):
            options["VpcId"] = vpc
        group_id = self.ec2.create_security_group(
            GroupName=group_name, Description=properties["GroupDescription"], **options
        )["GroupId"]
        if egress := properties.get("SecurityGroupEgress"):
            self.revoke_default_egress(group_id)
            self.ec2.authorize_security_group_egress(
                GroupId=group_id, IpPermissions=[_permission(name, rule) for rule in egress]
            )
        if ingress := properties.get("SecurityGroupIngress"):
            self.ec2.authorize_security_group_ingress(
                GroupId=group_id, IpPermissions=[_permission(name, rule) for rule in ingress]
            )
        row = self.ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]
        arn = f"arn:aws:ec2:{REGION}:{row['OwnerId']}:security-group/{group_id}"
        return {"Ref": group_id, "GroupId": group_id, "Id": group_id, "VpcId": row["VpcId"]} | {
            "Arn": arn
        }

    def revoke_default_egress(self, group_id: str) -> None:
        rules = self.ec2.describe_security_group_rules(
            Filters=[{"Name": "group-id", "Values": [group_id]}]
        )["SecurityGroupRules"]
        self.ec2.revoke_security_group_egress(
            GroupId=group_id,
            SecurityGroupRuleIds=[rule["SecurityGroupRuleId"] for rule in rules],
        )

    def make_ingress(self, name: str, properties: dict[str, Any]) -> dict[str, str]:
        return self.make_rule(name, properties, self.ec2.authorize_security_group_ingress)

    def make_egress(self, name: str, properties: dict[str, Any]) -> dict[str, str]:
        return self.make_rule(name, properties, self.ec2.authorize_security_group_egress)

    def make_rule(
        self, name: str, properties: dict[str, Any], authorize: Callable[..., Any]
    ) -> dict[str, str]:
        group_id = properties.pop("GroupId", None)
        if not group_id:
            raise ArtifactFailedError(f"{name} has no GroupId")
        answer = authorize(GroupId=group_id, IpPermissions=[_permission(name, properties)])
        rule_id = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return {"Ref": rule_id, "Id": rule_id}


def _permission(name: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Turn a rule with exactly one peer into an EC2 permission."""
    peers = {
        "CidrIp": ("IpRanges", "CidrIp"),
        "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
        "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
        "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
        "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
        "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
    }
    _refuse_unknown(name, rule, RULE_PROPERTIES | peers.keys())
    given = [peer for peer in peers if rule.get(peer) not in (None, "", ABSENT)]
    if len(given) != 1:
        raise ArtifactFailedError(f"{name}: a rule has exactly one peer, this one {given}")
    list_name, member = peers[given[0]]
    peer = {member: rule[given[0]]}
    if description := rule.get("Description"):
        peer["Description"] = description
    ports: dict[str, Any] = {
        side: int(rule[side]) for side in ("FromPort", "ToPort") if side in rule
    }
    return {"IpProtocol": str(rule["IpProtocol"]), **ports, list_name: [peer]}


def _refuse_unknown(name: str, properties: dict[str, Any], known: set[str]) -> None:
    if unknown := properties.keys() - known:
        raise ArtifactFailedError(f"{name}: unknown properties {sorted(unknown)}")
