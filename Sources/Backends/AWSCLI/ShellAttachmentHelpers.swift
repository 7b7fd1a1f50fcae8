extension ShellLibrary {
  static let attachments = #"""
    attachments: groups put to use, beside what is there already

    # Each is a kind, a group, what it is attached to, and where that stands in the configuration.
    declare -a attachments=() #? attachments
    declare -a attachment_regions=() #? regions

    #? interfaces
    # attach_group GROUP INTERFACE: the network interface keeps the groups it has.
    attach_group() {
      attachments+=(interface "$1" "$2" "$place")
      attachment_regions+=("$region") #? regions
    }

    #? associations
    # associate_vpc GROUP VPC: interfaces in the VPC can have the group.
    associate_vpc() {
      attachments+=(vpc "$1" "$2" "$place")
      attachment_regions+=("$region") #? regions
    }

    #? attachments
    # each_attachment attach|detach: make them, or take them back.
    each_attachment() {
      local index kind
      for ((index = 0; index < ${#attachments[@]}; index += 4)); do
        kind=${attachments[index]} place=${attachments[index + 3]}
        region=${attachment_regions[index / 4]} #? regions
        "$1_$kind" "${attachments[index + 1]}" "${attachments[index + 2]}"
      done
    }

    #? interfaces
    attach_interface() {
      local present
      find_groups_on "$2"
      read -ra present <<<"$answer"
      ((${#present[@]} > 0)) || stop "$place: there is no network interface $2"
      [[ " ${present[*]} " != *" $1 "* ]] || return 0
      lines=("+ $2: security group ${name_of[$1]-$1}  ($place)")
      remember call ec2 modify-network-interface-attribute --network-interface-id "$2" \
        --groups "${present[@]}"
      change modify-network-interface-attribute --network-interface-id "$2" \
        --groups "$1" "${present[@]}"
    }

    #? interfaces
    detach_interface() {
      local id present others=()
      find_groups_on "$2"
      read -ra present <<<"$answer"
      for id in ${present[@]+"${present[@]}"}; do [[ $id == "$1" ]] || others+=("$id"); done
      ((${#others[@]} < ${#present[@]})) || return 0
      lines=("- $2: security group ${name_of[$1]-$1}  ($place)")
      ((${#others[@]} > 0)) || stop "$place: $2 would be left without a security group"
      remember call ec2 modify-network-interface-attribute --network-interface-id "$2" \
        --groups "${present[@]}"
      change modify-network-interface-attribute --network-interface-id "$2" --groups "${others[@]}"
    }

    #? interfaces
    # find_groups_on INTERFACE: leave their ids in $answer.
    find_groups_on() {
      call ec2 describe-network-interfaces --filters "Name=network-interface-id,Values=$1" \
        --query 'NetworkInterfaces[].Groups[].GroupId' --output text
    }

    #? associations
    attach_vpc() {
      answer=None
      [[ $1 == sg-new-* ]] || find_association "$1" "$2"
      if [[ $answer != associated && $answer != associating ]]; then
        lines=("+ ${name_of[$1]-$1}: association with $2  ($place)")
        remember undo_association "$1" "$2"
        change associate-security-group-vpc --group-id "$1" --vpc-id "$2"
      fi
      [[ -n $planning ]] || await_association "$1" "$2" associated
    }

    #? associations
    detach_vpc() {
      [[ $1 != sg-new-* ]] || return 0
      find_association "$1" "$2"
      [[ $answer == associated || $answer == associating ]] || return 0
      lines=("- ${name_of[$1]-$1}: association with $2  ($place)")
      remember call ec2 associate-security-group-vpc --group-id "$1" --vpc-id "$2"
      change disassociate-security-group-vpc --group-id "$1" --vpc-id "$2"
      [[ -n $planning ]] || await_association "$1" "$2" None
    }

    #? associations
    undo_association() {
      call ec2 disassociate-security-group-vpc --group-id "$1" --vpc-id "$2" &&
        await_association "$1" "$2" None
    }

    #? associations
    # find_association GROUP VPC: leave its state in $answer.
    find_association() {
      call ec2 describe-security-group-vpc-associations --output text \
        --filters "Name=group-id,Values=$1" "Name=vpc-id,Values=$2" \
        --query 'SecurityGroupVpcAssociations[0].State'
      [[ $answer != disassociated ]] || answer=None
    }

    #? associations
    # await_association GROUP VPC STATE: return when it is in that state.
    await_association() {
      local attempt
      for attempt in {1..150}; do
        find_association "$1" "$2" || return
        [[ $answer != "$3" ]] || return 0
        [[ $answer != *failed ]] || break
        ((attempt == 1)) || sleep 2
      done
      complain "$place: the association of $1 with $2 is ${answer/None/missing}"
      return 1
    }
    """#
}
