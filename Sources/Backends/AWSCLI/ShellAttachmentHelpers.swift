extension ShellLibrary {
  static let attachments = #"""
    attachments: groups put to use, beside what is there already

    #? interfaces
    # attach_group GROUP INTERFACE: the network interface keeps the groups it has.
    attach_group() {
      local answer present=()
      answer=$(aws ec2 describe-network-interfaces --network-interface-ids "$2" --output text \
        --query 'NetworkInterfaces[0].Groups[].GroupId')
      read -ra present <<<"$answer"
      [[ " ${present[*]-} " == *" $1 "* ]] ||
        aws ec2 modify-network-interface-attribute --network-interface-id "$2" \
          --groups "$1" ${present[@]+"${present[@]}"}
    }

    #? associations
    # associate_vpc GROUP VPC: return when interfaces in the VPC can have the group.
    associate_vpc() {
      local state asked="" attempt
      for attempt in {1..150}; do
        state=$(aws ec2 describe-security-group-vpc-associations --output text \
          --filters "Name=group-id,Values=$1" "Name=vpc-id,Values=$2" \
          --query 'SecurityGroupVpcAssociations[0].State')
        [[ $state != associated ]] || return 0
        if [[ -z $asked && $state != associating ]]; then
          aws ec2 associate-security-group-vpc --group-id "$1" --vpc-id "$2" >/dev/null
          asked=yes
        elif [[ $state == association-failed ]]; then
          break
        fi
        ((attempt == 1)) || sleep 2
      done
      stop "$1: its association with VPC $2 is $state"
    }
    """#
}
