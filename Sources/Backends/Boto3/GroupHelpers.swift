/// Groups and their tags.
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
        source: str  #? !generated
        source: str = field(compare=False)  #? generated
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
        ignored: IgnoredTags = field(default_factory=IgnoredTags, compare=False)  #? tags&ignoredTags
        record: dict[str, Any] = field(default_factory=dict)  #? !generated
        record: dict[str, Any] = field(default_factory=dict, compare=False)  #? generated

        @property
        def id(self) -> str:
            """What EC2 calls it."""
            return str(self.record["GroupId"])
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
    def existing_group(ec2: Any, source: str, group_id: str) -> Group:
        """Return a group that something else made; it gets rules and nothing more."""
        describe = ec2.describe_security_groups
        record = only_one(source, describe, "SecurityGroups", GroupIds=[group_id])
        return Group(ec2, source, record=record)
    """#),
  Helper(
    "default_group", .groups,
    #"""
    def default_group(  #? tags
        ec2: Any, source: str, vpc_id: str, tags: dict[str, str] | None = None  #? tags&!ignoredTags
        ec2: Any,  #? tags&ignoredTags
        source: str,  #? tags&ignoredTags
        vpc_id: str,  #? tags&ignoredTags
        tags: dict[str, str] | None = None,  #? tags&ignoredTags
        ignored: IgnoredTags | None = None,  #? tags&ignoredTags
    ) -> Group:  #? tags
    def default_group(ec2: Any, source: str, vpc_id: str) -> Group:  #? !tags
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
        return Group(ec2, source, tags=tags, record=record)  #? tags&!ignoredTags
        kept = ignored or IgnoredTags()  #? tags&ignoredTags
        return Group(ec2, source, tags=tags, ignored=kept, record=record)  #? tags&ignoredTags
        return Group(ec2, source, record=record)  #? !tags
    """#),
  Helper(
    "ensure_groups", .groups,
    #"""
    def ensure_groups(*groups: Group) -> None:  #? !generated
    def ensure_groups(*groups: Group, adopt: list[str]) -> None:  #? generated
        """Look for all groups before any is changed; then create the missing ones."""
        for group in groups:
            with naming(group.source):
                if group.name_prefix:  #? exact&generated
                    group.record = find_generated(group, groups, adopt)  #? exact&generated
                else:  #? exact&generated
                    group.record = find(group)  #? exact&generated
                group.record = find(group)  #? !generated
                group.record = find_generated(group, groups, adopt)  #? generated&!exact
        for group in groups:
            with naming(group.source):
                group.record = group.record or create(group)
                tag_group(group)  #? tags
    """#),
  Helper(
    "find", .groups,
    #"""
    def find(group: Group) -> dict[str, Any]:
        """Return EC2's record of the group with this name, or an empty one."""
        answer = group.ec2.describe_security_groups(
            Filters=[
                {"Name": "group-name", "Values": [group.name]},  #? !oddNames
                {"Name": "group-name", "Values": [re.sub(r"\W", "?", group.name)]},  #? oddNames
                {"Name": "vpc-id", "Values": [group.vpc_id]},
            ]
        )
        # A filter takes * and ? for wildcards, so it may find others, too.
        same = [it for it in answer["SecurityGroups"] if it["GroupName"] == group.name]
        if same and same[0]["Description"] != group.description:
            raise SystemExit(
                f"{group.source}: {same[0]['GroupId']} has another description, which EC2"
                " cannot change; delete that group or give this one another name"
            )
        return dict(same[0]) if same else {}
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
        kin = [other for other in groups if replace(other, tags=group.tags) == group]
        taken = [other.record.get("GroupId") for other in kin]
        records = [it for it in generated_groups(group) if it["GroupId"] not in taken]
        alike = [record for record in records if has_tags_of(group, record)]
        twins = [other for other in kin if other == group and not other.record]
        if len(alike) > len(twins):
            ids = ", ".join(record["GroupId"] for record in alike)
            raise SystemExit(f"{group.source}: {ids} are alike; delete what is too many")
        if alike:
            return dict(alike[0])
        unknown = [it for it in records if not any(has_tags_of(of, it) for of in kin)]
        return adopted(group, unknown, adopt)
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
        named = [group_id for group_id in adopt if group_id in by_id]
        if named:
            return dict(by_id[named[0]])
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
    def create(group: Group) -> dict[str, Any]:
        """Create the group; return EC2's record of it as soon as there is one."""
        answer = group.ec2.create_security_group(
            GroupName=group.name,  #? exact&!generated
            GroupName=generated_name(group.name_prefix),  #? generated&!exact
            GroupName=group.name or generated_name(group.name_prefix),  #? exact&generated
            Description=group.description,
            VpcId=group.vpc_id,
            TagSpecifications=tag_specifications("security-group", group.tags),  #? tags
        )
        ids = [answer["GroupId"]]
        group.ec2.get_waiter("security_group_exists").wait(GroupIds=ids)
        record = group.ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"][0]
        # EC2 lets a new group send anything anywhere; Terraform takes that back.  #? closeEgress
        if record["IpPermissionsEgress"]:  #? closeEgress
            group.ec2.revoke_security_group_egress(  #? closeEgress
                GroupId=ids[0], IpPermissions=record["IpPermissionsEgress"]  #? closeEgress
            )  #? closeEgress
        return dict(record)
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
  Helper(
    "tag_group", .groups,
    #"""
    def tag_group(group: Group) -> None:
        """Give the group exactly its tags."""
        if group.tags is not None:  #? !plain
            tags = group.record.get("Tags", [])  #? !plain
            ensure_tags(group.ec2, group.id, tags, group.tags)  #? !plain&!ignoredTags
            ensure_tags(group.ec2, group.id, tags, group.tags, group.ignored)  #? !plain&ignoredTags
        ensure_tags(group.ec2, group.id, group.record.get("Tags", []), group.tags)  #? plain&!ignoredTags
        tags = group.record.get("Tags", [])  #? plain&ignoredTags
        ensure_tags(group.ec2, group.id, tags, group.tags, group.ignored)  #? plain&ignoredTags
    """#),
  Helper(
    "ensure_tags", .groups,
    #"""
    def ensure_tags(
        ec2: Any, resource: str, present: list[dict[str, str]], wanted: dict[str, str]  #? !ignoredTags
        ec2: Any,  #? ignoredTags
        resource: str,  #? ignoredTags
        present: list[dict[str, str]],  #? ignoredTags
        wanted: dict[str, str],  #? ignoredTags
        ignored: IgnoredTags,  #? ignoredTags
    ) -> None:
        """Make the tags of a group or rule exactly these."""  #? !ignoredTags
        """Make the tags of a group or rule these, beside those that stay."""  #? ignoredTags
        tags = own_tags(present)  #? !ignoredTags
        tags = own_tags(present, wanted, ignored)  #? ignoredTags
        if extra := sorted(tags.keys() - wanted.keys()):
            ec2.delete_tags(Resources=[resource], Tags=[{"Key": key} for key in extra])
        if missing := dict(wanted.items() - tags.items()):
            ec2.create_tags(Resources=[resource], Tags=tag_list(missing))
    """#),
  Helper(
    "own_tags", .groups,
    #"""
    def own_tags(tags: list[dict[str, str]]) -> dict[str, str]:  #? !ignoredTags
        """Read a list of tags, without those that AWS itself sets."""  #? !ignoredTags
    def own_tags(  #? ignoredTags
        tags: list[dict[str, str]], wanted: dict[str, str], ignored: IgnoredTags  #? ignoredTags
    ) -> dict[str, str]:  #? ignoredTags
        """Read a list of tags, without those that stay although nobody wants them here."""  #? ignoredTags
        pairs = {tag["Key"]: tag["Value"] for tag in tags}
        return {key: pairs[key] for key in pairs if not key.startswith("aws:")}  #? !ignoredTags
        own = [key for key in pairs if key in wanted or not ignored.covers(key)]  #? ignoredTags
        return {key: pairs[key] for key in own}  #? ignoredTags
    """#),
  Helper(
    "tag_specifications", .groups,
    #"""
    def tag_specifications(kind: str, tags: dict[str, str] | None) -> list[dict[str, Any]]:
        """Spell the tags that something new gets."""
        return [{"ResourceType": kind, "Tags": tag_list(tags)}] if tags else []
    """#),
  Helper(
    "tag_list", .groups,
    #"""
    def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
        """Spell tags as EC2 takes them."""
        return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]
    """#),
]
