/// Groups put to use, beside what is there already.
let attachmentHelpers = [
  Helper(
    "attach_group", .attachments,
    #"""
    def attach_group(
        run: Run, ec2: Any, source: str, group_id: str, interface_id: str
    ) -> None:
        """Let the network interface have the group too; it keeps those it has."""
        with naming(source):
            present = interface_groups(ec2, interface_id)
        join = partial(join_interface, run, ec2, group_id, interface_id)
        leave = partial(leave_interface, ec2, group_id, interface_id)
        text = f"{source}: {interface_id} has {group_id}"
        if run.destroys:
            run.attached.append((group_id, interface_id))
            if group_id in present:
                run.detach.append((source, partial(run.do, [f"- {text}"], leave, join)))
        elif not present:
            raise SystemExit(f"{source}: there is no network interface {interface_id}")
        elif group_id not in present:
            with naming(source):
                run.do([f"+ {text}"], join, leave)
    """#),
  Helper(
    "interface_groups", .attachments,
    #"""
    def interface_groups(ec2: Any, interface_id: str) -> list[str]:
        """List the groups that the network interface has; none if it does not exist."""
        filters = [{"Name": "network-interface-id", "Values": [interface_id]}]
        answer = ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
        return [group["GroupId"] for row in answer for group in row["Groups"]]
    """#),
  Helper(
    "join_interface", .attachments,
    #"""
    def join_interface(run: Run, ec2: Any, group_id: str, interface_id: str) -> None:  #? created
    def join_interface(_: Run, ec2: Any, group_id: str, interface_id: str) -> None:  #? !created
        """Let the network interface have the group beside the others that it has."""
        groups = interface_groups(ec2, interface_id)
        group_id = run.new_ids.get(group_id, group_id)  #? created
        ec2.modify_network_interface_attribute(
            NetworkInterfaceId=interface_id, Groups=[group_id, *groups]
        )
    """#),
  Helper(
    "leave_interface", .attachments,
    #"""
    def leave_interface(ec2: Any, group_id: str, interface_id: str) -> bool:
        """Take the group from the network interface, which keeps the others."""
        groups = interface_groups(ec2, interface_id)
        if group_id not in groups:
            return False
        ec2.modify_network_interface_attribute(
            NetworkInterfaceId=interface_id, Groups=[it for it in groups if it != group_id]
        )
        return True
    """#),
  Helper(
    "associate_vpc", .attachments,
    #"""
    def associate_vpc(run: Run, ec2: Any, source: str, group_id: str, vpc_id: str) -> None:
        """Let interfaces in the VPC have the group, and wait until they can."""
        add = partial(associate, run, ec2, group_id, vpc_id)
        remove = partial(disassociate, ec2, source, group_id, vpc_id)
        text = f"{source}: {vpc_id} may use {group_id}"
        with naming(source):
            state = association_state(ec2, group_id, vpc_id)
            if run.destroys:
                if state in {"associated", "associating"}:
                    run.detach.append((source, partial(run.do, [f"- {text}"], remove, add)))
                return
            if state not in {"associated", "associating"}:
                run.do([f"+ {text}"], add, remove)
            if not run.plans:
                await_association(ec2, source, group_id, vpc_id)
    """#),
  Helper(
    "associate", .attachments,
    #"""
    def associate(run: Run, ec2: Any, group_id: str, vpc_id: str) -> None:  #? created
    def associate(_: Run, ec2: Any, group_id: str, vpc_id: str) -> None:  #? !created
        """Associate the group with the VPC."""
        group_id = run.new_ids.get(group_id, group_id)  #? created
        ec2.associate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)
    """#),
  Helper(
    "disassociate", .attachments,
    #"""
    def disassociate(ec2: Any, source: str, group_id: str, vpc_id: str) -> bool:
        """Part the group from the VPC."""
        state = association_state(ec2, group_id, vpc_id)
        if state not in {"associated", "associating", "association-failed"}:
            return False
        ec2.disassociate_security_group_vpc(GroupId=group_id, VpcId=vpc_id)
        await_association(ec2, source, group_id, vpc_id, wanted="disassociated")
        return True
    """#),
  Helper(
    "await_association", .attachments,
    #"""
    def await_association(
        ec2: Any, source: str, group_id: str, vpc_id: str, wanted: str = "associated"
    ) -> None:
        """Wait until EC2 has associated the group with the VPC, or parted them."""
        state = association_state(ec2, group_id, vpc_id)
        for _ in range(150):
            if not state.endswith("ing"):
                break
            time.sleep(2)
            state = association_state(ec2, group_id, vpc_id)
        if state != wanted:
            raise SystemExit(f"{source}: {group_id} and {vpc_id} are {state}")
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
        return states[0] if states else "disassociated"
    """#),
]
