/// Groups put to use, beside what is there already.
let attachmentHelpers = [
  Helper(
    "attach_group", .attachments,
    #"""
    def attach_group(ec2: Any, source: str, group_id: str, interface_id: str) -> None:
        """Let the network interface have the group too; it keeps those it has."""
        with naming(source):
            answer = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface_id])
            groups = [row["GroupId"] for row in answer["NetworkInterfaces"][0]["Groups"]]
            if group_id not in groups:
                ec2.modify_network_interface_attribute(
                    NetworkInterfaceId=interface_id, Groups=[group_id, *groups]
                )
    """#),
  Helper(
    "associate_vpc", .attachments,
    #"""
    def associate_vpc(ec2: Any, source: str, group_id: str, vpc_id: str) -> None:
        """Let interfaces in the VPC have the group, and wait until they can."""
        with naming(source):
            state = association_state(ec2, group_id, vpc_id)
            if state not in {"associated", "associating"}:
                ec2.associate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)
                state = association_state(ec2, group_id, vpc_id)
            for _ in range(150):
                if state in {"associated", "association-failed"}:
                    break
                time.sleep(2)
                state = association_state(ec2, group_id, vpc_id)
        if state != "associated":
            raise SystemExit(f"{source}: the association with {vpc_id} is {state}")
    """#),
  Helper(
    "association_state", .attachments,
    #"""
    def association_state(ec2: Any, group_id: str, vpc_id: str) -> str:
        """Tell how far the association of the group with the VPC is."""
        filters = [
            {"Name": "group-id", "Values": [group_id]},
            {"Name": "vpc-id", "Values": [vpc_id]},
        ]
        answer = ec2.describe_security_group_vpc_associations(Filters=filters)
        states = [row["State"] for row in answer["SecurityGroupVpcAssociations"]]
        return states[0] if states else "missing"
    """#),
]
