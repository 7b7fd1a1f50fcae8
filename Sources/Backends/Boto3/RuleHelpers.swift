/// Rules, and what makes a group have them.
let ruleHelpers = [
  Helper(
    "ensure_rules", .rules,
    #"""
    def ensure_rules(  #? partial
        group: Group,  #? partial
        *,  #? partial
        ingress: list[Rule] | None = None,  #? partial
        egress: list[Rule] | None = None,  #? partial
    ) -> None:  #? partial
        """Make the rules of the group exactly these, in each direction given."""  #? partial
    def ensure_rules(group: Group, *, ingress: list[Rule], egress: list[Rule]) -> None:  #? !partial
        """Make the rules of the group exactly these."""  #? !partial
        with naming(group.source):
            rows = describe_rules(group)
            if ingress is not None:  #? partial
                ensure_ingress(group, diff(rows, ingress, egress=False))  #? partial
            if egress is not None:  #? partial
                ensure_egress(group, diff(rows, egress, egress=True))  #? partial
            ensure_ingress(group, diff(rows, ingress, egress=False))  #? !partial
            ensure_egress(group, diff(rows, egress, egress=True))  #? !partial
    """#),
  Helper(
    "add_rules", .rules,
    #"""
    def add_rules(  #? addIngress&addEgress
        group: Group, *, ingress: Iterable[Rule] = (), egress: Iterable[Rule] = ()  #? addIngress&addEgress
    ) -> None:  #? addIngress&addEgress
    def add_rules(group: Group, *, ingress: list[Rule]) -> None:  #? !addEgress
    def add_rules(group: Group, *, egress: list[Rule]) -> None:  #? !addIngress
        """Let the group have these rules too, whatever others it has."""
        with naming(group.source):
            rows = describe_rules(group)
            changes = diff(rows, ingress, egress=False)  #? addIngress
            ensure_ingress(group, changes._replace(revoke=[]))  #? addIngress&exclusive
            ensure_ingress(group, changes)  #? addIngress&!exclusive
            changes = diff(rows, egress, egress=True)  #? addEgress
            ensure_egress(group, changes._replace(revoke=[]))  #? addEgress&exclusive
            ensure_egress(group, changes)  #? addEgress&!exclusive
    """#),
  Helper(
    "tcp", .rules,
    #"""
    def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
        """One rule per peer for a single TCP port."""
        return [Rule("tcp", port, port, peer, description) for peer in peers]
    """#),
  Helper(
    "udp", .rules,
    #"""
    def udp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
        """One rule per peer for a single UDP port."""
        return [Rule("udp", port, port, peer, description) for peer in peers]
    """#),
  Helper(
    "all_traffic", .rules,
    #"""
    def all_traffic(peers: Iterable[str], description: str = "") -> list[Rule]:
        """One rule per peer for every protocol and port."""
        return [Rule("-1", -1, -1, peer, description) for peer in peers]
    """#),
  Helper(
    "per_peer", .rules,
    #"""
    def per_peer(
        protocol: str,
        from_port: int,
        to_port: int,
        peers: Iterable[str],
        description: str = "",
    ) -> list[Rule]:
        """One rule per peer for a range of ports."""
        ports = from_port, to_port
        return [Rule(protocol, *ports, peer, description) for peer in peers]
    """#),
  Helper(
    "tagged", .rules,
    #"""
    def tagged(rules: list[Rule], tags: dict[str, str]) -> list[Rule]:  #? !ignoredTags
        """Return the same rules with these tags."""  #? !ignoredTags
        return [rule._replace(tags=tags) for rule in rules]  #? !ignoredTags
    def tagged(rules: list[Rule], tags: dict[str, str], ignored: IgnoredTags) -> list[Rule]:  #? ignoredTags
        """Return the same rules with these tags, beside those that stay."""  #? ignoredTags
        return [rule._replace(tags=tags, ignored=ignored) for rule in rules]  #? ignoredTags
    """#),
  Helper(
    "Rule", .rules,
    #"""
    class Rule(NamedTuple):
        """One security group rule: a protocol, a port range and one peer."""

        protocol: str
        from_port: int
        to_port: int
        peer: str
        description: str = ""
        tags: dict[str, str] | None = None  #? ruleTags
        ignored: IgnoredTags = IgnoredTags()  #? ruleTags&ignoredTags

        @classmethod
        def of(cls, row: dict[str, Any]) -> Rule:
            """Read a rule that the group has."""
            peer = row.get("CidrIpv4")
            peer = peer or row.get("CidrIpv6")  #? ipv6
            peer = peer or row.get("PrefixListId")  #? prefixLists
            peer = peer or row.get("ReferencedGroupInfo", {}).get("GroupId")  #? groupPeers
            # A peer of a kind that is not wanted here: the rule's own id stands for it.
            peer = peer or row["SecurityGroupRuleId"]
            ports = row["FromPort"], row["ToPort"]
            return cls(row["IpProtocol"], *ports, peer, row.get("Description", ""))

        @property
        def identity(self) -> tuple[str, int, int, str]:
            """What makes it this rule; its description does not."""
            peer = self.peer.split("/")[1] if "/sg-" in self.peer else self.peer  #? accounts
            return self.protocol, self.from_port, self.to_port, peer  #? accounts
            return self[:4]  #? !accounts

        def permission(self, *, clear: bool = False) -> dict[str, Any]:
            """Spell the rule as EC2 takes it; `clear` names even an empty description."""
            kind, key = peer_kind(self.peer)  #? manyKinds
            peer = {key: self.peer}  #? manyKinds
            if "/sg-" in self.peer:  #? accounts
                peer["UserId"], peer["GroupId"] = self.peer.split("/")  #? accounts
            peer = {"CidrIp": self.peer}  #? !manyKinds
            if self.description or clear:
                peer["Description"] = self.description
            permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}  #? manyKinds
            permission: dict[str, Any] = {"IpProtocol": self.protocol, "IpRanges": [peer]}  #? !manyKinds
            if self.protocol != "-1":
                permission.update(FromPort=self.from_port, ToPort=self.to_port)
            return permission
    """#),
  Helper(
    "peer_kind", .rules,
    #"""
    def peer_kind(peer: str) -> tuple[str, str]:
        """Tell in which list of a permission a peer stands, and under which key."""
        if peer.startswith("pl-"):  #? prefixLists
            return "PrefixListIds", "PrefixListId"  #? prefixLists
        if "sg-" in peer:  #? groupPeers
            return "UserIdGroupPairs", "GroupId"  #? groupPeers
        if ":" in peer:  #? ipv6
            return "Ipv6Ranges", "CidrIpv6"  #? ipv6
        return "IpRanges", "CidrIp"
    """#),
  Helper(
    "Changes", .rules,
    #"""
    class Changes(NamedTuple):
        """What it takes to give a group its rules in one direction."""

        add: list[Rule]  #? ruleTags
        add: list[dict[str, Any]]  #? !ruleTags
        describe: list[dict[str, Any]]
        tag: list[tuple[dict[str, Any], dict[str, str]]]  #? ruleTags&!ignoredTags
        tag: list[tuple[Rule, dict[str, Any]]]  #? ruleTags&ignoredTags
        revoke: list[str]  #? exclusive
    """#),
  Helper(
    "describe_rules", .rules,
    #"""
    def describe_rules(group: Group) -> list[dict[str, Any]]:
        """List the rules that the group has, each with its id."""
        pages = group.ec2.get_paginator("describe_security_group_rules").paginate(
            Filters=[{"Name": "group-id", "Values": [group.id]}]
        )
        return [row for page in pages for row in page["SecurityGroupRules"]]
    """#),
  Helper(
    "diff", .rules,
    #"""
    def diff(rows: list[dict[str, Any]], rules: Iterable[Rule], *, egress: bool) -> Changes:
        """Find the difference between the rules there are and those there should be."""
        present = {Rule.of(row).identity: row for row in rows if row["IsEgress"] is egress}
        wanted: dict[tuple[str, int, int, str], Rule] = {}
        for rule in rules:
            same = wanted.setdefault(rule.identity, rule)
            if same.description != rule.description:
                texts = f"{same.description!r} and {rule.description!r}"
                raise SystemExit(f"{rule[:4]} is wanted with two descriptions: {texts}")
        both = [(rule, present[key]) for key, rule in wanted.items() if key in present]
        return Changes(
            add=[rule for key, rule in wanted.items() if key not in present],  #? ruleTags
            add=[rule.permission() for key, rule in wanted.items() if key not in present],  #? !ruleTags
            describe=[
                rule.permission(clear=True)
                for rule, row in both
                if rule.description != row.get("Description", "")
            ],
            tag=[(row, rule.tags or {}) for rule, row in both],  #? ruleTags&!mixedRuleTags&!ignoredTags
            tag=[(row, rule.tags) for rule, row in both if rule.tags is not None],  #? ruleTags&mixedRuleTags&!ignoredTags
            tag=both,  #? ruleTags&!mixedRuleTags&ignoredTags
            tag=[(rule, row) for rule, row in both if rule.tags is not None],  #? ruleTags&mixedRuleTags&ignoredTags
            revoke=[  #? exclusive
                row["SecurityGroupRuleId"]  #? exclusive
                for key, row in present.items()  #? exclusive
                if key not in wanted  #? exclusive
            ],  #? exclusive
        )
    """#),
  Helper(
    "ensure_ingress", .rules, ensureDirection("ingress")),
  Helper(
    "ensure_egress", .rules, ensureDirection("egress")),
  Helper(
    "batches", .rules,
    #"""
    def batches(rules: list[Rule]) -> Iterator[dict[str, Any]]:
        """Gather the arguments of one authorize call for each set of tags."""
        alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
        for rule in rules:
            alike.setdefault(tuple(sorted((rule.tags or {}).items())), []).append(rule)
        for tags, tagged in alike.items():
            yield {
                "IpPermissions": [rule.permission() for rule in tagged],
                "TagSpecifications": tag_specifications("security-group-rule", dict(tags)),
            }
    """#),
]

/// The calls of one direction, spelled out so that they can be searched for.
private func ensureDirection(_ direction: String) -> String {
  let text =
    #"""
    def ensure_DIRECTION(group: Group, changes: Changes) -> None:
        """Authorize first and revoke last, so that nothing wanted is ever cut off."""  #? exclusive
        """Authorize what is missing; correct descriptions."""  #? !exclusive
        if changes.add:  #? !ruleTags
            group.ec2.authorize_security_group_DIRECTION(  #? !ruleTags
                GroupId=group.id, IpPermissions=changes.add  #? !ruleTags
            )  #? !ruleTags
        for batch in batches(changes.add):  #? ruleTags
            group.ec2.authorize_security_group_DIRECTION(GroupId=group.id, **batch)  #? ruleTags
        if changes.describe:
            group.ec2.update_security_group_rule_descriptions_DIRECTION(
                GroupId=group.id, IpPermissions=changes.describe
            )
        for row, tags in changes.tag:  #? ruleTags&!ignoredTags
            present = row.get("Tags", [])  #? ruleTags&!ignoredTags
            ensure_tags(group.ec2, row["SecurityGroupRuleId"], present, tags)  #? ruleTags&!ignoredTags
        for rule, row in changes.tag:  #? ruleTags&ignoredTags
            rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])  #? ruleTags&ignoredTags
            ensure_tags(group.ec2, rule_id, present, rule.tags or {}, rule.ignored)  #? ruleTags&ignoredTags
        if changes.revoke:  #? exclusive
            group.ec2.revoke_security_group_DIRECTION(  #? exclusive
                GroupId=group.id, SecurityGroupRuleIds=changes.revoke  #? exclusive
            )  #? exclusive
    """#
  return text.split(separator: "DIRECTION", omittingEmptySubsequences: false)
    .joined(separator: direction)
}

/// How a fault is told.
let errorHelpers = [
  Helper(
    "naming", .errors,
    #"""
    @contextmanager
    def naming(source: str) -> Iterator[None]:
        """Say which resource it was when AWS refuses something."""
        try:
            yield
        except ClientError as error:
            raise SystemExit(f"{source}: {error}") from error
    """#)
]
