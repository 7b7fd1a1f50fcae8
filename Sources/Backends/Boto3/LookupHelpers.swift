/// Questions to the account.
let lookupHelpers = [
  Helper(
    "only_one", .lookups,
    #"""
    def only_one(source: str, describe: Any, result: str, **parameters: Any) -> Any:
        """Ask EC2 a question that must have exactly one answer."""
        refuse_what_is_not_yet(source, parameters)  #? lateLookups
        with naming(source):
            found = describe(**parameters)[result]
        if len(found) != 1:
            raise SystemExit(f"{source}: {len(found)} matches; exactly one is needed")
        return found[0]
    """#),
  Helper(
    "every", .lookups,
    #"""
    def every(source: str, describe: Any, result: str, **parameters: Any) -> list[Any]:
        """Ask EC2 a question that may have any number of answers."""
        refuse_what_is_not_yet(source, parameters)  #? lateLookups
        with naming(source):
            return list(describe(**parameters)[result])
    """#),
  Helper(
    "refuse_what_is_not_yet", .lookups,
    #"""
    def refuse_what_is_not_yet(source: str, parameters: dict[str, Any]) -> None:
        """Stop where a plan asks for something of a group that there is not."""
        if "sg-(" in str(parameters):
            raise SystemExit(f"{source}: this is not known before the group exists")
    """#),
  Helper(
    "in_order", .lookups,
    #"""
    def in_order(found: list[Any], field: str) -> list[Any]:
        """Sort answers by one of their fields."""
        return sorted(found, key=lambda each: str(each[field]))
    """#),
  Helper(
    "tag_of", .lookups,
    #"""
    def tag_of(found: Any, key: str) -> str:
        """Return the value of a tag that must be there."""
        return str({tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}[key])
    """#),
  Helper(
    "caller_identity", .lookups,
    #"""
    def caller_identity(session: Any, source: str) -> Any:
        """Ask who runs this script, and in which account."""
        with naming(source):
            return session.client("sts").get_caller_identity()
    """#),
  Helper(
    "dns_suffix", .lookups,
    #"""
    def dns_suffix(partition: str) -> str:
        """Return the domain of AWS in this partition: amazonaws.com in most."""
        resolver = botocore.session.get_session().get_component("endpoint_resolver")
        return str(resolver.get_partition_dns_suffix(partition))
    """#),
  Helper(
    "default_vpc", .lookups,
    #"""
    def default_vpc(ec2: Any) -> str:
        """Return the id of the VPC that is meant where none is named."""
        filters = [{"Name": "is-default", "Values": ["true"]}]
        vpc = only_one("default VPC", ec2.describe_vpcs, "Vpcs", Filters=filters)
        return str(vpc["VpcId"])
    """#),
]
