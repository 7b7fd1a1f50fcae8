/// Taking back what a configuration declares.
let destroyHelpers = [
  Helper(
    "destroy_all", .destroy,
    #"""
    def destroy_all(run: Run) -> None:
        """Take back what is declared here, unless something else still needs it."""
        if not (run.plans or run.yes or sys.stdin.isatty()):
            raise SystemExit("to destroy without a terminal, add --yes")
        groups = [group for group in run.groups if not group.is_new]  #? created
        blockers = [text for group in groups for text in blockers_of(run, group)]  #? created
        if blockers:  #? created
            raise SystemExit("\n".join([*blockers, "nothing was destroyed"]))  #? created
        if not (run.plans or run.yes):
            run.plans = True
            take_back(run, groups)  #? created
            take_back(run)  #? !created
            run.plans = False
            if run.counts:
                ask("Destroy all this? Only yes is yes: ")
            run.counts.clear()
        take_back(run, groups)  #? created
        take_back(run)  #? !created
    """#),
  Helper(
    "ask", .destroy,
    #"""
    def ask(question: str) -> None:
        """Go on only if the answer is yes."""
        print(question, end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip() != "yes":
            raise SystemExit("nothing was destroyed")
    """#),
  Helper(
    "keep_in_mind", .destroy,
    #"""
    def keep_in_mind(run: Run, side: Side, rules: list[Rule], *, owned: bool) -> None:
        """Remember rules of groups that are not this program's, to take them back."""
        kind = side.group.kind
        if kind == "existing" or (kind == "default" and not owned):
            run.given.append((side, rules))
    """#),
  Helper(
    "blockers_of", .destroy,
    #"""
    def blockers_of(run: Run, group: Group) -> Iterator[str]:
        """Say why the group must stay: what uses it beside what is declared here."""
        with naming(group.source):
            if group.prevent_destroy:  #? protected
                yield f"{group.source}: prevent_destroy keeps {group.id}"  #? protected
            pages = group.ec2.get_paginator("describe_network_interfaces").paginate(
                Filters=[{"Name": "group-id", "Values": [group.id]}]
            )
            for row in (row for page in pages for row in page["NetworkInterfaces"]):
                name, text = row["NetworkInterfaceId"], row.get("Description", "")
                if (group.id, name) not in run.attached:  #? interfaces
                    yield f"{group.source}: {group.id} is in use by {name} {text}"  #? interfaces
                yield f"{group.source}: {group.id} is in use by {name} {text}"  #? !interfaces
            for row in rules_naming(run, group):
                if not is_given(run, row):  #? foreign
                    rule = f"rule {row['SecurityGroupRuleId']} ({Rule.of(row)})"  #? foreign
                    yield f"{group.source}: {rule} of {row['GroupId']} refers to it"  #? foreign
                rule = f"rule {row['SecurityGroupRuleId']} ({Rule.of(row)})"  #? !foreign
                yield f"{group.source}: {rule} of {row['GroupId']} refers to it"  #? !foreign
    """#),
  Helper(
    "rules_naming", .destroy,
    #"""
    def rules_naming(run: Run, group: Group) -> Iterator[dict[str, Any]]:
        """Find the rules of other groups than this program's that refer to the group."""
        own = [it.id for it in run.groups]
        found: set[str] = set()
        for name in "ip-permission.group-id", "egress.ip-permission.group-id":
            pages = group.ec2.get_paginator("describe_security_groups").paginate(
                Filters=[{"Name": name, "Values": [group.id]}]
            )
            records = [record for page in pages for record in page["SecurityGroups"]]
            found.update(record["GroupId"] for record in records)
        for group_id in sorted(found.difference(own)):
            for row in describe_rules(group.ec2, group_id):
                if Rule.of(row).identity[3] == group.id:
                    yield row
    """#),
  Helper(
    "is_given", .destroy,
    #"""
    def is_given(run: Run, row: dict[str, Any]) -> bool:
        """Tell whether the rule is declared here."""
        direction = "egress" if row["IsEgress"] else "ingress"
        return any(
            (side.group.id, side.direction) == (row["GroupId"], direction)
            and Rule.of(row).identity in {rule.identity for rule in rules}
            for side, rules in run.given
        )
    """#),
  Helper(
    "take_back", .destroy,
    #"""
    def take_back(run: Run, groups: list[Group]) -> None:  #? created
    def take_back(run: Run) -> None:  #? !created
        """Detach groups, revoke rules, then delete groups."""  #? created
        """Detach groups and revoke rules."""  #? !created
        for source, detach in run.detach:  #? attachments
            with naming(source):  #? attachments
                detach()  #? attachments
        for side, rules in run.given:  #? foreign
            wanted = {rule.identity for rule in rules}  #? foreign
            rows = [row for row in side.rows() if Rule.of(row).identity in wanted]  #? foreign
            revoke(run, side, rows)  #? foreign
        own = {group.id for group in groups}  #? created
        for group in groups:  #? created
            for side in Side(group, "ingress"), Side(group, "egress"):  #? created
                others = own - {group.id}  #? created
                rows = [row for row in side.rows() if Rule.of(row).identity[3] in others]  #? created
                revoke(run, side, rows)  #? created
        for group in reversed(groups):  #? created
            delete(run, group)  #? created
    """#),
  Helper(
    "delete", .destroy,
    #"""
    def delete(run: Run, group: Group) -> None:
        """Delete a group."""
        text = f"security group {group.record['GroupName']} ({group.id})"
        with naming(group.source):
            call = partial(group.ec2.delete_security_group, GroupId=group.id)
            rows = describe_rules(group.ec2, group.id)
            undo = partial(recreate, run, group, rows)
            run.do([f"- {group.source}: {text}"], call, undo)
    """#),
  Helper(
    "recreate", .destroy,
    #"""
    def recreate(run: Run, group: Group, rows: list[dict[str, Any]]) -> bool:
        """Create a group again that was deleted; only its id is another one."""
        ec2, old = group.ec2, group.record
        filters = [{"Name": "group-id", "Values": [group.id]}]
        if ec2.describe_security_groups(Filters=filters)["SecurityGroups"]:
            return False
        tags = own_tags(old.get("Tags", []))
        answer = ec2.create_security_group(
            GroupName=old["GroupName"],
            Description=old["Description"],
            VpcId=old["VpcId"],
            TagSpecifications=tag_specifications("security-group", tags),
        )
        group.record = {**old, "GroupId": answer["GroupId"]}
        run.new_ids[old["GroupId"]] = group.id
        group.record = new_record(group)
        egress = Side(group, "egress")
        if given := egress.rows():
            egress.revoke(given)
        for side in Side(group, "ingress"), egress:
            restore(run, side, side.of(rows))
        return True
    """#),
]
