/// Groups: found, or created where they are missing.
let groupHelpers = [
  Helper(
    "IgnoredTags", .groups,
    #"""
    class IgnoredTags(NamedTuple):
        """Tags that something else sets: with these keys, or keys that begin so."""

        keys: Iterable[str] = ()
        prefixes: Iterable[str] = ()

        def covers(self, key: str) -> bool:
            """Tell whether a tag with this key stays; AWS sets some, too."""
            return key in self.keys or key.startswith(("aws:", *self.prefixes))
    """#),
  Helper(
    "Group", .groups,
    #"""
    @dataclass
    class Group:
        """A security group as it is wanted, and EC2's record of it once there is one."""

        ec2: Any
        source: str
        name: str  #? exact&plain
        name: str = ""  #? exact&!plain
        name_prefix: str  #? generated&plain
        name_prefix: str = ""  #? generated&!plain
        description: str  #? plain
        description: str = ""  #? created&!plain
        vpc_id: str  #? plain
        vpc_id: str = ""  #? created&!plain
        tags: dict[str, str]  #? tags&plain
        tags: dict[str, str] | None = None  #? tags&!plain
        ignored: IgnoredTags = field(default_factory=IgnoredTags)  #? tags&ignoredTags
        prevent_destroy: bool = False  #? protected
        kind: str = "own"  #? foreign&created
        kind: str = "existing"  #? foreign&!created
        is_new: bool = False
        record: dict[str, Any] = field(default_factory=dict)

        @property
        def id(self) -> str:
            """What EC2 calls it."""
            return str(self.record["GroupId"])
      #? created
        @property  #? created
        def title(self) -> str:  #? created
            """What people call it."""  #? created
            return self.name  #? created&!generated
            return f"{self.name_prefix}*"  #? generated&!exact
            return self.name or f"{self.name_prefix}*"  #? generated&exact
      #? arn
        @property  #? arn
        def arn(self) -> str:  #? arn
            """What all of AWS calls it."""  #? arn
            meta, owner = self.ec2.meta, self.record["OwnerId"]  #? arn
            place = f"{meta.partition}:ec2:{meta.region_name}:{owner}"  #? arn
            return f"arn:{place}:security-group/{self.id}"  #? arn
    """#),
  Helper(
    "existing_group", .groups,
    #"""
    def existing_group(run: Run, ec2: Any, source: str, group_id: str) -> Group:
        """Return a group that something else made; it gets rules and nothing more."""
        filters = [{"Name": "group-id", "Values": [group_id]}]
        with naming(source):
            found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        if not found and not run.destroys:
            raise SystemExit(f"{source}: there is no security group {group_id}")
        record = found[0] if found else {"GroupId": group_id}
        return Group(ec2, source, kind="existing", is_new=not found, record=record)
    """#),
  Helper(
    "default_group", .groups,
    #"""
    def default_group(
        run: Run,
        ec2: Any,
        source: str,
        vpc_id: str,
        tags: dict[str, str] | None = None,  #? tags
        ignored: IgnoredTags | None = None,  #? tags&ignoredTags
    ) -> Group:
        """Return the group that the VPC has had from the start."""
        record = only_one(
            source,
            ec2.describe_security_groups,
            "SecurityGroups",
            Filters=[
                {"Name": "group-name", "Values": ["default"]},
                {"Name": "vpc-id", "Values": [vpc_id]},
            ],
        )
        if run.destroys:
            run.say(f"{source}: {record['GroupId']} stays as it is; a VPC always has it")
        kept = ignored or IgnoredTags()  #? tags&ignoredTags
        return Group(ec2, source, tags=tags, ignored=kept, kind="default", record=record)  #? tags&ignoredTags
        return Group(ec2, source, tags=tags, kind="default", record=record)  #? tags&!ignoredTags
        return Group(ec2, source, kind="default", record=record)  #? !tags
    """#),
  Helper(
    "ensure_groups", .groups,
    #"""
    def ensure_groups(run: Run, *groups: Group) -> None:  #? !generated
    def ensure_groups(run: Run, *groups: Group, adopt: list[str]) -> None:  #? generated
        """Look for all groups before any is changed; then create the missing ones."""
        for group in groups:
            with naming(group.source):
                if group.name_prefix:  #? exact&generated
                    group.record = find_generated(group, groups, adopt)  #? exact&generated
                else:  #? exact&generated
                    group.record = find_by_name(group)  #? exact&generated
                group.record = find_by_name(group)  #? !generated
                group.record = find_generated(group, groups, adopt)  #? generated&!exact
        for group in groups:
            with naming(group.source):
                group.is_new = not group.record
                if group.is_new:
                    create(run, group)
                elif not run.destroys:  #? mended
                    finish_group(run, group)  #? closeEgress
                    tag_group(run, group)  #? tags
            run.groups.append(group)
    """#),
  Helper(
    "find_by_name", .groups,
    #"""
    def find_by_name(group: Group) -> dict[str, Any]:
        """Return EC2's record of the group with this name, or an empty one."""
        record = named(group, group.name)
        if record and record["Description"] != group.description:
            raise SystemExit(
                f"{group.source}: {record['GroupId']} has another description, which EC2"
                " cannot change; delete that group or give this one another name"
            )
        return record
    """#),
  Helper(
    "find_generated", .groups,
    #"""
    def find_generated(
        group: Group, groups: tuple[Group, ...], adopt: list[str]
    ) -> dict[str, Any]:
        """Return EC2's record of the group that an earlier run made, or an empty one.

        Name, description and VPC leave several possible; the tags tell which it is.
        """
        kin = [other for other in groups if likeness(other) == likeness(group)]
        taken = [other.record.get("GroupId") for other in kin]
        records = [it for it in generated_groups(group) if it["GroupId"] not in taken]
        alike = [record for record in records if has_tags_of(group, record)]
        twins = [it for it in kin if it.tags == group.tags and not it.record]
        if len(alike) > len(twins):
            ids = ", ".join(record["GroupId"] for record in alike)
            raise SystemExit(f"{group.source}: {ids} are alike; delete what is too many")
        if alike:
            return dict(alike[0])
        unknown = [it for it in records if not any(has_tags_of(of, it) for of in kin)]
        return adopted(group, unknown, adopt)
    """#),
  Helper(
    "likeness", .groups,
    #"""
    def likeness(group: Group) -> tuple[Any, ...]:
        """Return what groups have in common that only their tags tell apart."""
        return group.ec2, group.name_prefix, group.description, group.vpc_id
    """#),
  Helper(
    "generated_groups", .groups,
    #"""
    def generated_groups(group: Group) -> list[dict[str, Any]]:
        """Return the records of all groups with such a name, in the order of the names."""
        pages = group.ec2.get_paginator("describe_security_groups").paginate(
            Filters=[{"Name": "vpc-id", "Values": [group.vpc_id]}]
        )
        shape = re.compile(re.escape(group.name_prefix) + "[0-9]{18}[0-9a-f]{8}")
        records = (record for page in pages for record in page["SecurityGroups"])
        possible = (it for it in records if it["Description"] == group.description)
        return sorted(
            (record for record in possible if shape.fullmatch(record["GroupName"])),
            key=lambda record: str(record["GroupName"]),
        )
    """#),
  Helper(
    "has_tags_of", .groups,
    #"""
    def has_tags_of(group: Group, record: dict[str, Any]) -> bool:
        """Tell whether the recorded group has just the tags that this one should have."""
        return own_tags(record.get("Tags", [])) == group.tags  #? !ignoredTags
        wanted = group.tags or {}  #? ignoredTags
        return own_tags(record.get("Tags", []), wanted, group.ignored) == wanted  #? ignoredTags
    """#),
  Helper(
    "adopted", .groups,
    #"""
    def adopted(
        group: Group, records: list[dict[str, Any]], adopt: list[str]
    ) -> dict[str, Any]:
        """Return the record that --adopt names; never guess, for it may be a stranger's."""
        by_id = {record["GroupId"]: record for record in records}
        chosen = [group_id for group_id in adopt if group_id in by_id]
        if chosen:
            return dict(by_id[chosen[0]])
        if records and "none" not in adopt:
            raise SystemExit(
                f"{group.source}: {', '.join(by_id)} could be this group, but the tags"
                " differ; run this again with --adopt and its id, or with --adopt none"
                " to create another"
            )
        return {}
    """#),
  Helper(
    "create", .groups,
    #"""
    def create(run: Run, group: Group) -> None:
        """Create the group, without the egress that EC2 gives a new one."""
        group.record = not_yet(run, group)
        if run.destroys:
            return
        name = group.name  #? !generated
        name = generated_name(group.name_prefix)  #? generated&!exact
        name = group.name or generated_name(group.name_prefix)  #? exact&generated
        lines = [f"+ {group.source}: security group {group.title} in {group.vpc_id}"]
        lines += tag_lines("+", group.source, group.tags)  #? tags&plain
        lines += tag_lines("+", group.source, group.tags or {})  #? tags&!plain
        answer = run.do(
            lines,
            partial(
                group.ec2.create_security_group,
                GroupName=name,
                Description=group.description,
                VpcId=group.vpc_id,
                TagSpecifications=tag_specifications("security-group", group.tags),  #? tags&!closeEgress
                TagSpecifications=tag_specifications("security-group", first_tags(group)),  #? closeEgress
            ),
            partial(discard, group, name),
        )
        if answer:
            group.record["GroupId"] = answer["GroupId"]
            group.record = new_record(group)
            close_egress(run, group)
    """#),
  Helper(
    "first_tags", .groups,
    #"""
    def first_tags(group: Group) -> dict[str, str]:  #? tags
    def first_tags(_: Group) -> dict[str, str]:  #? !tags
        """Return the tags that the group is made with: its own, and a mark."""
        return {**group.tags, UNFINISHED: "true"}  #? tags&plain
        return {**(group.tags or {}), UNFINISHED: "true"}  #? tags&!plain
        return {UNFINISHED: "true"}  #? !tags
    """#),
  Helper(
    "new_record", .groups,
    #"""
    def new_record(group: Group) -> dict[str, Any]:
        """Return EC2's record of a group as soon as there is one."""
        group.ec2.get_waiter("security_group_exists").wait(GroupIds=[group.id])
        answer = group.ec2.describe_security_groups(GroupIds=[group.id])
        return dict(answer["SecurityGroups"][0])
    """#),
  Helper(
    "not_yet", .groups,
    #"""
    def not_yet(run: Run, group: Group) -> dict[str, Any]:
        """Return what stands for EC2's record of a group that there is not."""
        titles = [other.title for other in run.groups]
        twin = f" {titles.count(group.title) + 1}" if group.title in titles else ""
        return {
            "GroupId": f"sg-({group.title}{twin})",
            "GroupName": group.title,
            "OwnerId": "(account)",
            "VpcId": group.vpc_id,
        }
    """#),
  Helper(
    "discard", .groups,
    #"""
    def discard(group: Group, name: str) -> bool:
        """Delete the group just made; its id is unknown if EC2's answer was lost."""
        record = group.record
        if group.id.startswith("sg-("):
            record = named(group, name)
            if record.get("IpPermissions") or not record:
                return False
        group.ec2.delete_security_group(GroupId=record["GroupId"])
        return True
    """#),
  Helper(
    "named", .groups,
    #"""
    def named(group: Group, name: str) -> dict[str, Any]:
        """Return EC2's record of the group of this name in the VPC, or an empty one."""
        answer = group.ec2.describe_security_groups(
            Filters=[
                {"Name": "group-name", "Values": [name]},  #? !oddNames
                {"Name": "group-name", "Values": [re.sub(r"\W", "?", name)]},  #? oddNames
                {"Name": "vpc-id", "Values": [group.vpc_id]},
            ]
        )
        # A filter takes * and ? for wildcards, so it may find others, too.
        same = [it for it in answer["SecurityGroups"] if it["GroupName"] == name]
        return dict(same[0]) if same else {}
    """#),
  Helper(
    "close_egress", .groups,
    #"""
    def close_egress(run: Run, group: Group, *lines: str) -> None:
        """Revoke what EC2 lets a new group send anywhere, as Terraform does."""
        opened = [
            permission
            for permission in group.record["IpPermissionsEgress"]
            if permission["IpProtocol"] == "-1"
        ]
        if opened:
            call = group.ec2.revoke_security_group_egress
            run.do([], partial(call, GroupId=group.id, IpPermissions=opened))
        mark = [{"Key": UNFINISHED}]  #? closeEgress
        run.do([*lines], partial(group.ec2.delete_tags, Resources=[group.id], Tags=mark))  #? closeEgress
    """#),
  Helper(
    "finish_group", .groups,
    #"""
    def finish_group(run: Run, group: Group) -> None:
        """Do what a run that was cut off had still to do with a new group."""
        if any(tag["Key"] == UNFINISHED for tag in group.record.get("Tags", [])):
            close_egress(run, group, f"~ {group.source}: what an earlier run had begun")
    """#),
  Helper(
    "UNFINISHED", .groups,
    #"""
    #: The key of a tag that a new group has until EC2's own egress rules are revoked.
    UNFINISHED = "portolan:unfinished"
    """#),
  Helper(
    "generated_name", .groups,
    #"""
    def generated_name(prefix: str) -> str:
        """Make a name as Terraform does: the time in 18 digits, 8 more against chance."""
        now = datetime.now(timezone.utc)
        fraction = f"{now.microsecond // 100:04d}"
        return f"{prefix}{now:%Y%m%d%H%M%S}{fraction}{secrets.token_hex(4)}"
    """#),
]
