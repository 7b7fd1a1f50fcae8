/// Rules, and what makes a group have them.
let ruleHelpers = [
  Helper(
    "ensure_rules", .rules,
    #"""
    def ensure_rules(
        run: Run,
        group: Group,
        *,
        ingress: list[Rule] | None = None,
        egress: list[Rule] | None = None,
    ) -> None:
        """Make the rules of the group exactly these, in each direction given."""
        present = rules_before(run, group)
        for direction, rules in ("ingress", ingress), ("egress", egress):
            if rules is not None:
                ensure_side(run, Side(group, direction), present, rules, owned=True)
    """#),
  Helper(
    "add_rules", .rules,
    #"""
    def add_rules(
        run: Run, group: Group, *, ingress: Iterable[Rule] = (), egress: Iterable[Rule] = ()
    ) -> None:
        """Let the group have these rules too, whatever others it has."""
        present = rules_before(run, group)
        ensure_side(run, Side(group, "ingress"), present, ingress, owned=False)
        ensure_side(run, Side(group, "egress"), present, egress, owned=False)
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
        tags: dict[str, str] | None = None
        ignored: IgnoredTags = IgnoredTags()  #? ruleTags&ignoredTags

        @classmethod
        def of(cls, row: dict[str, Any]) -> Rule:
            """Read a rule that the group has."""
            peer = row.get("CidrIpv4") or row.get("CidrIpv6") or row.get("PrefixListId")
            if not peer:
                group, owner = row["ReferencedGroupInfo"], row.get("GroupOwnerId")
                peer, account = group["GroupId"], group.get("UserId")
                if account and owner and account != owner:
                    peer = f"{account}/{peer}"
            tags = own_tags(row.get("Tags", []))
            ports = row["FromPort"], row["ToPort"]
            text = row.get("Description") or ""
            return cls(row["IpProtocol"], *ports, peer, text, tags)

        @property
        def identity(self) -> tuple[str, int, int, str]:
            """What makes it this rule; its description and tags do not."""
            peer = self.peer.rpartition("/")[2] if "/sg-" in self.peer else self.peer
            return self.protocol, self.from_port, self.to_port, peer

        def permission(self, *, clear: bool = False) -> dict[str, Any]:
            """Spell the rule as EC2 takes it; `clear` names even an empty description."""
            kind, key = peer_kind(self.peer)
            peer = {key: self.peer}
            if "/sg-" in self.peer:
                peer["UserId"], _, peer["GroupId"] = self.peer.rpartition("/")
            if self.description or clear:
                peer["Description"] = self.description
            permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}
            if self.protocol != "-1":
                permission.update(FromPort=self.from_port, ToPort=self.to_port)
            return permission

        def __str__(self) -> str:
            """Say it in a line: tcp 443 0.0.0.0/0 "HTTPS"."""
            words = ["all" if self.protocol == "-1" else self.protocol]
            if self.from_port != -1 or self.to_port != -1:
                is_one = self.from_port == self.to_port
                words.append(f"{self.from_port}" + ("" if is_one else f"-{self.to_port}"))
            words.append(self.peer)
            if self.description:
                words.append(f'"{self.description}"')
            words += [f'{key}="{value}"' for key, value in (self.tags or {}).items()]
            return " ".join(words)
    """#),
  Helper(
    "peer_kind", .rules,
    #"""
    def peer_kind(peer: str) -> tuple[str, str]:
        """Tell in which list of a permission a peer stands, and under which key."""
        if peer.startswith("pl-"):
            return "PrefixListIds", "PrefixListId"
        if "sg-" in peer:
            return "UserIdGroupPairs", "GroupId"
        if ":" in peer:
            return "Ipv6Ranges", "CidrIpv6"
        return "IpRanges", "CidrIp"
    """#),
  Helper(
    "Side", .rules,
    #"""
    class Side(NamedTuple):
        """The rules of a group in one direction."""

        group: Group
        direction: str

        def __str__(self) -> str:
            """Say which rules these are."""
            return f"{self.group.source}: {self.direction}"

        def of(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            """Leave out the rules of the other direction."""
            is_egress = self.direction == "egress"
            return [row for row in rows if row["IsEgress"] is is_egress]

        def rows(self) -> list[dict[str, Any]]:
            """List the rules that there are now, each with its id."""
            return self.of(describe_rules(self.group.ec2, self.group.id))

        def authorize(self, rules: list[Rule]) -> None:
            """Add rules, which have the same tags."""
            ec2, arguments = self.group.ec2, self.arguments(rules)
            arguments["TagSpecifications"] = tag_specifications(
                "security-group-rule", rules[0].tags
            )
            if self.direction == "ingress":
                ec2.authorize_security_group_ingress(**arguments)
            else:
                ec2.authorize_security_group_egress(**arguments)

        def correct(self, rules: list[Rule]) -> None:
            """Give rules that there are these descriptions."""
            ec2, arguments = self.group.ec2, self.arguments(rules, clear=True)
            if self.direction == "ingress":
                ec2.update_security_group_rule_descriptions_ingress(**arguments)
            else:
                ec2.update_security_group_rule_descriptions_egress(**arguments)

        def revoke(self, rows: list[dict[str, Any]]) -> None:
            """Take rules away, by their ids."""
            ec2, ids = self.group.ec2, [row["SecurityGroupRuleId"] for row in rows]
            arguments = {"GroupId": self.group.id, "SecurityGroupRuleIds": ids}
            if self.direction == "ingress":
                ec2.revoke_security_group_ingress(**arguments)
            else:
                ec2.revoke_security_group_egress(**arguments)

        def arguments(self, rules: list[Rule], *, clear: bool = False) -> dict[str, Any]:
            """Return the group and the rules as calls take them."""
            permissions = [rule.permission(clear=clear) for rule in rules]
            return {"GroupId": self.group.id, "IpPermissions": permissions}
    """#),
  Helper(
    "describe_rules", .rules,
    #"""
    def describe_rules(ec2: Any, group_id: str) -> list[dict[str, Any]]:
        """List the rules that the group has, each with its id."""
        pages = ec2.get_paginator("describe_security_group_rules").paginate(
            Filters=[{"Name": "group-id", "Values": [group_id]}]
        )
        return [row for page in pages for row in page["SecurityGroupRules"]]
    """#),
  Helper(
    "rules_before", .rules,
    #"""
    def rules_before(run: Run, group: Group) -> list[dict[str, Any]]:
        """List the rules that the group has before this run changes them."""
        if group.is_new or run.destroys:
            return []
        with naming(group.source):
            return describe_rules(group.ec2, group.id)
    """#),
  Helper(
    "ensure_side", .rules,
    #"""
    def ensure_side(
        run: Run,
        side: Side,
        rows: list[dict[str, Any]],
        rules: Iterable[Rule],
        *,
        owned: bool,
    ) -> None:
        """Authorize first and revoke last, so that nothing wanted is ever cut off."""
        wanted = distinct(side, rules)
        if run.destroys:
            keep_in_mind(run, side, list(wanted.values()), owned=owned)  #? foreign
            return
        present = {Rule.of(row).identity: row for row in side.of(rows)}
        extra = [row for key, row in present.items() if owned and key not in wanted]
        with naming(side.group.source):
            missing = [rule for key, rule in wanted.items() if key not in present]
            for batch in batches(missing):
                authorize_rules(run, side, batch, extra)
            both = [(rule, present[key]) for key, rule in wanted.items() if key in present]
            reword(run, side, both)
            tag_rules(run, side, both)  #? ruleTags
        run.revoke_last.append(partial(revoke, run, side, extra))
    """#),
  Helper(
    "distinct", .rules,
    #"""
    def distinct(
        side: Side, rules: Iterable[Rule]
    ) -> dict[tuple[str, int, int, str], Rule]:
        """Return each rule once, by what makes it this rule."""
        wanted: dict[tuple[str, int, int, str], Rule] = {}
        for rule in rules:
            same = wanted.setdefault(rule.identity, rule)
            if same.description != rule.description:
                texts = f'"{same.description}" and "{rule.description}"'
                plain = rule._replace(description="")
                raise SystemExit(f"{side} {plain}: wanted with two descriptions: {texts}")
        return wanted
    """#),
  Helper(
    "batches", .rules,
    #"""
    def batches(rules: Iterable[Rule]) -> list[list[Rule]]:
        """Gather rules with the same tags: one call can add them."""
        alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
        for rule in rules:
            tags = tuple(sorted((rule.tags or {}).items()))
            alike.setdefault(tags, []).append(rule)
        return list(alike.values())
    """#),
  Helper(
    "authorize_rules", .rules,
    #"""
    def authorize_rules(
        run: Run, side: Side, rules: list[Rule], extra: list[dict[str, Any]]
    ) -> None:
        """Add rules; at the limit of rules, revoke as many extra ones as make room."""
        try:
            lines = [f"+ {side} {rule}" for rule in rules]
            run.do(lines, partial(side.authorize, rules), partial(withdraw, side, rules))
        except ClientError as error:
            if code_of(error) != "RulesPerSecurityGroupLimitExceeded":
                raise
            if len(rules) == 1:
                if not extra:
                    raise
                revoke(run, side, [extra.pop(0)])
            half = len(rules) // 2
            for part in rules[:half], rules[half:]:
                if part:
                    authorize_rules(run, side, part, extra)
    """#),
  Helper(
    "withdraw", .rules,
    #"""
    def withdraw(side: Side, rules: list[Rule]) -> bool:
        """Take rules back that were added, as far as EC2 has them."""
        added = {rule.identity for rule in rules}
        rows = [row for row in side.rows() if Rule.of(row).identity in added]
        if rows:
            side.revoke(rows)
        return bool(rows)
    """#),
  Helper(
    "reword", .rules,
    #"""
    def reword(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
        """Give rules the wanted descriptions, all of them by one call."""
        pairs = [(rule, Rule.of(row)) for rule, row in both]
        pairs = [(new, old) for new, old in pairs if new.description != old.description]
        if pairs:
            new = [new for new, _ in pairs]
            old = [new._replace(description=old.description) for new, old in pairs]
            lines = [f"~ {side} {rule}" for rule in new]  #? secrets
            lines = [f'~ {side} {new}, was "{old.description}"' for new, old in pairs]  #? !secrets
            run.do(lines, partial(side.correct, new), partial(side.correct, old))
    """#),
  Helper(
    "tag_rules", .rules,
    #"""
    def tag_rules(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
        """Give rules that there are the wanted tags."""
        for rule, row in both:
            if rule.tags is None:  #? mixedRuleTags
                continue  #? mixedRuleTags
            rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
            source = f"{side} {rule._replace(description='', tags=None)}:"
            tags = TagHolder(side.group.ec2, source, rule_id, present)
            ensure_tags(run, tags, rule.tags or {})  #? !ignoredTags&!mixedRuleTags
            ensure_tags(run, tags, rule.tags)  #? !ignoredTags&mixedRuleTags
            ensure_tags(run, tags, rule.tags or {}, rule.ignored)  #? ignoredTags&!mixedRuleTags
            ensure_tags(run, tags, rule.tags, rule.ignored)  #? ignoredTags&mixedRuleTags
    """#),
  Helper(
    "revoke", .rules,
    #"""
    def revoke(run: Run, side: Side, rows: list[dict[str, Any]]) -> None:
        """Take rules away that nobody wants here."""
        if rows:
            lines = [f"- {side} {Rule.of(row)}" for row in rows]
            with naming(side.group.source):
                run.do(lines, partial(side.revoke, rows), partial(restore, run, side, rows))
    """#),
  Helper(
    "restore", .rules,
    #"""
    def restore(run: Run, side: Side, rows: list[dict[str, Any]]) -> bool:
        """Add rules again that were revoked, with their descriptions and tags."""
        present = {Rule.of(row).identity for row in side.rows()}
        gone = []
        for rule in map(Rule.of, rows):
            peer = run.new_ids.get(rule.peer, rule.peer)  #? created
            again = rule._replace(peer=peer)  #? created
            if again.identity not in present:  #? created
                gone.append(again)  #? created
            if rule.identity not in present:  #? !created
                gone.append(rule)  #? !created
        for batch in batches(gone):
            side.authorize(batch)
        return bool(gone)
    """#),
]
