"""Associations of groups with VPCs: moto answers their calls with an error, this answers them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from moto.ec2.responses import EC2Response

NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"


@dataclass
class Associations:
    """What has been associated, and how often it was asked for since."""

    asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def associate(self, response: Any) -> str:
        """Begin to associate; EC2 answers before it is done."""
        self.asked[_parameter(response, "GroupId"), _parameter(response, "VpcId")] = 0
        return _answer("AssociateSecurityGroupVpc", "<state>associating</state>")

    def describe(self, response: Any) -> str:
        """Answer by the filters group-id and vpc-id; it is done when asked the second time."""
        wanted = (
            _parameter(response, "Filter.1.Value.1"),
            _parameter(response, "Filter.2.Value.1"),
        )
        names = (_parameter(response, "Filter.1.Name"), _parameter(response, "Filter.2.Name"))
        assert names == ("group-id", "vpc-id")
        rows = ""
        if wanted in self.asked:
            self.asked[wanted] += 1
            state = "associating" if self.asked[wanted] == 1 else "associated"
            group, vpc = map(escape, wanted)
            rows = (
                f"<item><groupId>{group}</groupId><vpcId>{vpc}</vpcId><state>{state}</state></item>"
            )
        return _answer(
            "DescribeSecurityGroupVpcAssociations",
            f"<securityGroupVpcAssociationSet>{rows}</securityGroupVpcAssociationSet>",
        )


def teach_associations(patch: Any) -> Associations:
    """Let moto know the two calls while the pytest fixture `monkeypatch` lasts."""
    known = Associations()

    # Functions, because a bound method would not be given the response.
    def associate(response: Any) -> Any:
        return known.associate(response)

    def describe(response: Any) -> Any:
        return known.describe(response)

    patch.setattr(EC2Response, "associate_security_group_vpc", associate, False)
    patch.setattr(EC2Response, "describe_security_group_vpc_associations", describe, False)
    return known


def _parameter(response: Any, name: str) -> str:
    return str(response.querystring[name][0])


def _answer(action: str, content: str) -> str:
    return f'<{action}Response xmlns="{NAMESPACE}">{content}</{action}Response>'
