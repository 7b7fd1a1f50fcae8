"""Makes moto behave as EC2 documents where moto 5.2.1 loses data.

- A rule's description is reported whatever its peer is: moto knows those of CIDR rules only.
- Two rules are the same if protocol, ports and peer are: moto counts a group peer's description in,
  and takes an IPv4 rule for an IPv6 one.
- Ports may be absent for protocols that have none: moto fails with HTTP 500.
- Each direction of a group may have 60 rules: moto counts each permission of a call alone.
- A call that changes rules does all of it or nothing, and answers with all rules it made: moto
  keeps what came before the part that it refuses, and tells of the last permission only.
- A filter's value is a pattern of `*` and `?`: moto takes the rest of it for a regular expression.
"""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any


def repair() -> None:
    """Apply all repairs; doing it twice does no harm."""
    groups: Any = importlib.import_module("moto.ec2.models.security_groups")
    groups.aws_api_matches = _matches
    rule = groups.SecurityGroupRule
    if getattr(rule, "is_repaired", False):
        return
    rule.is_repaired = True
    rule.__init__ = _allow_absent_ports(rule.__init__)
    rule.description = property(_description)
    rule.__eq__ = lambda self, other: _identity(self) == _identity(other)
    rule.__hash__ = lambda self: hash(_identity(self))
    backend = groups.SecurityGroupBackend
    backend._sg_update_description = _update_description
    backend._verify_group_will_respect_rule_count_limit = lambda *_, **__: None
    responses: Any = importlib.import_module("moto.ec2.responses.security_groups")
    for direction in ("ingress", "egress"):
        for verb in ("authorize", "revoke"):
            name = f"{verb}_security_group_{direction}"
            whole = _whole(responses.ActionResult, name, direction)
            setattr(responses.SecurityGroups, name, whole)


#: How many rules a group may have in each direction.
QUOTA = 60


def _whole(result: Any, name: str, direction: str) -> Any:
    limit: Any = importlib.import_module(
        "moto.ec2.exceptions"
    ).RulesPerSecurityGroupLimitExceededError

    def whole(response: Any) -> Any:
        response.error_on_dryrun()
        groups = [
            group for by_id in response.ec2_backend.groups.values() for group in by_id.values()
        ]
        rules = f"{direction}_rules"
        before = [(group, list(getattr(group, rules))) for group in groups]
        made: list[Any] = []
        try:
            for words in response._process_rules_from_querystring():
                if name.startswith("revoke"):
                    del words["sgrule_tags"]
                answer = getattr(response.ec2_backend, name)(**words)
                made += answer[0] if answer else []
            if made and any(len(getattr(group, rules)) > QUOTA for group in groups):
                raise limit
        except Exception:
            for group, its in before:
                setattr(group, rules, its)
            raise
        return result({"Return": True} | ({"SecurityGroupRules": made} if made else {}))

    return whole


def _allow_absent_ports(original: Any) -> Any:
    signature = inspect.signature(original)

    def init(*words: Any, **names: Any) -> None:
        bound = signature.bind(*words, **names)
        bound.apply_defaults()
        given = bound.arguments
        if str(given["ip_protocol"]) != "-1":
            given |= {port: _port(given[port]) for port in ("from_port", "to_port")}
        # moto lets all rules of a call share their peer's dictionary
        given |= {peer: dict(given[peer] or {}) for peer in ("ip_range", "source_group")}
        original(**given)
        given["self"].prefix_list = dict(given["prefix_list_id"] or {})

    return init


def _port(given: Any) -> Any:
    return -1 if given in (None, "") else given


def _description(rule: Any) -> Any:
    peers = (rule.ip_range, rule.source_group, rule.prefix_list)
    return next((peer["Description"] for peer in peers if peer.get("Description")), None)


def _identity(rule: Any) -> tuple[Any, ...]:
    ports = (None, None) if str(rule.ip_protocol) == "-1" else (rule.from_port, rule.to_port)
    return (
        str(rule.ip_protocol),
        *ports,
        rule.ip_range.get("CidrIp"),
        rule.ip_range.get("CidrIpv6"),
        rule.source_group.get("GroupId"),
        rule.prefix_list_id,
    )


def _update_description(_backend: Any, wanted: Any, present: Any) -> None:
    for peer in ("ip_range", "source_group", "prefix_list"):
        if getattr(present, peer):
            getattr(present, peer)["Description"] = getattr(wanted, peer).get("Description")


def _matches(pattern: str, text: Any) -> bool:
    wildcards = {"*": ".*", "?": ".?"}
    pieces = re.findall(r"\\[*?\\]|.", pattern, re.DOTALL)
    expression = "".join(wildcards.get(piece) or re.escape(piece[-1]) for piece in pieces)
    return re.fullmatch(expression, str(text), re.DOTALL) is not None
