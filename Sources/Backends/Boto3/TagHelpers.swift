/// Tags of groups and of rules.
let tagHelpers = [
  Helper(
    "tag_group", .groups,
    #"""
    def tag_group(run: Run, group: Group) -> None:
        """Give the group exactly its tags."""
        if group.tags is None or run.destroys:  #? !plain
            return  #? !plain
        tags = TagHolder(group.ec2, group.source, group.id, group.record.get("Tags", []))
        ensure_tags(run, tags, group.tags)  #? !ignoredTags
        ensure_tags(run, tags, group.tags, group.ignored)  #? ignoredTags
    """#),
  Helper(
    "TagHolder", .groups,
    #"""
    class TagHolder(NamedTuple):
        """The tags that a group or rule has now."""

        ec2: Any
        source: str
        resource: str
        present: list[dict[str, str]]

        def put(self, tags: dict[str, str]) -> None:
            """Set tags, whether they are new or have another value."""
            self.ec2.create_tags(Resources=[self.resource], Tags=tag_list(tags))

        def drop(self, tags: dict[str, str]) -> None:
            """Take tags away that have these values."""
            self.ec2.delete_tags(Resources=[self.resource], Tags=tag_list(tags))
    """#),
  Helper(
    "ensure_tags", .groups,
    #"""
    def ensure_tags(run: Run, tags: TagHolder, wanted: dict[str, str]) -> None:  #? !ignoredTags
        """Make the tags of a group or rule exactly these."""  #? !ignoredTags
        has = own_tags(tags.present)  #? !ignoredTags
    def ensure_tags(  #? ignoredTags
        run: Run, tags: TagHolder, wanted: dict[str, str], ignored: IgnoredTags  #? ignoredTags
    ) -> None:  #? ignoredTags
        """Make the tags of a group or rule these, beside those that stay."""  #? ignoredTags
        has = own_tags(tags.present, wanted, ignored)  #? ignoredTags
        extra = {key: has[key] for key in has if key not in wanted}
        new = {key: wanted[key] for key in wanted if key not in has}
        changed = {key: wanted[key] for key in has if wanted.get(key, has[key]) != has[key]}
        old = {key: has[key] for key in changed}
        source, put, drop = tags.source, tags.put, tags.drop
        if extra:
            run.do(tag_lines("-", source, extra), partial(drop, extra), partial(put, extra))
        if new:
            run.do(tag_lines("+", source, new), partial(put, new), partial(drop, new))
        if changed:
            lines = tag_lines("~", source, changed, old)
            run.do(lines, partial(put, changed), partial(put, old))
    """#),
  Helper(
    "own_tags", .groups,
    #"""
    def own_tags(tags: list[dict[str, str]]) -> dict[str, str]:  #? !ignoredTags
        """Read a list of tags, without those that AWS itself sets."""  #? !ignoredTags
        pairs = {tag["Key"]: tag["Value"] for tag in tags}  #? !ignoredTags
        pairs.pop(UNFINISHED, None)  #? !ignoredTags&closeEgress
        return {key: pairs[key] for key in pairs if not key.startswith("aws:")}  #? !ignoredTags
    def own_tags(  #? ignoredTags
        tags: list[dict[str, str]],  #? ignoredTags
        wanted: Iterable[str] = (),  #? ignoredTags
        ignored: IgnoredTags | None = None,  #? ignoredTags
    ) -> dict[str, str]:  #? ignoredTags
        """Read a list of tags, without those that stay although nobody wants them here."""  #? ignoredTags
        pairs = {tag["Key"]: tag["Value"] for tag in tags}  #? ignoredTags
        pairs.pop(UNFINISHED, None)  #? ignoredTags&closeEgress
        kept = ignored or IgnoredTags()  #? ignoredTags
        own = [key for key in pairs if key in wanted or not kept.covers(key)]  #? ignoredTags
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
  Helper(
    "tag_lines", .groups,
    #"""
    def tag_lines(
        sign: str, source: str, tags: dict[str, str], old: dict[str, str] | None = None
    ) -> list[str]:
        """Say which tags are set or taken away."""  #? !secrets
        """Say which tags are set or taken away; an old value may be an old secret."""  #? secrets
        lines = []
        for key, value in sorted(tags.items()):
            was = f', was "{old[key]}"' if old else ""  #? !secrets
            was = ", was another" if old else ""  #? secrets
            text = f'tag {key} = "{value}"{was}'  #? !secrets
            text = f'tag {key} = "{value}"{was}' if sign != "-" else f"tag {key}"  #? secrets
            lines.append(f"{sign} {source}: {text}")
        return lines
    """#),
]
