extension ShellLibrary {
  static let destruction = #"""
    destroy: everything is taken back, unless something else uses it

    destroy() {
      local answer_given
      refuse_to_destroy #? protection
      by_region read_rules ${ruled[@]+"${ruled[@]}"} #? rulesOfRegions
      in_batches read_rules ${ruled[@]+"${ruled[@]}"} #? rulesOfOneRegion
      find_users #? create
      if [[ -z $assent ]]; then
        planning=yes
        take_all_back
        planning=""
        if ((removed > 0)); then
          read -rp "Remove all of this? Only \"yes\" means yes: " answer_given || true
          [[ ${answer_given-} == yes ]] || stop "nothing was changed"
        fi
        removed=0
      fi
      take_all_back
    }

    # take_all_back: first what holds on to the groups, then the groups.
    take_all_back() {
      local direction extra #? rules
      local index #? create
      each_attachment detach #? attachments
      for group in ${ruled[@]+"${ruled[@]}"}; do #? rules
        region=${region_of[$group]} #? regions
        for direction in ingress egress; do #? rules
          find_bonds "$direction" #? rules
          ((${#extra[@]} == 0)) || revoke "$direction" "${extra[@]}" #? rules
        done #? rules
        [[ -z ${is_default[$group]-} || -n $planning ]] || #? adoption
          tell "  ${name_of[$group]}: stays, for a VPC keeps this group  (${place_of[$group]})" >&3 #? adoption
      done #? rules
      for ((index = ${#own[@]} - 1; index >= 0; index--)); do #? create
        delete_group "${own[index]}" #? create
      done #? create
      : # there are no groups #? idle
    }

    #? rules
    # find_bonds ingress|egress: leave in $extra which rules of $group must go: of a group of this
    # configuration those that name another one, of others those that the configuration declares.
    find_bonds() {
      local rule peer
      extra=()
      while IFS= read -r rule; do
        [[ $rule == "$group $1 "* && -n ${rule_id[$rule]} ]] || continue
        peer=${rule##* }
        if is_own "$group"; then
          [[ $peer != "$group" ]] || continue
          is_own "$peer" || continue
        else
          [[ -n ${description_of[$rule]+wanted} ]] || continue
          [[ -z ${is_default[$group]-} ]] || is_own "$peer" || continue #? adoption
        fi
        extra+=("$rule")
      done <<<"${group_rules[$group]-}"
    }

    #? create
    # delete_group GROUP: nothing uses it any more.
    delete_group() {
      local direction rule position
      [[ $1 != sg-new-* ]] || return 0
      group=$1 place=${place_of[$1]}
      region=${region_of[$1]} #? regions
      lines=()
      for direction in ingress egress; do
        find_rest "$direction"
        ((${#extra[@]} == 0)) || remember_rules "$direction" "${extra[@]}"
      done
      position=${position_of[$1]}
      remember restore_group "$1" "${position#* }" "${position%% *}" "${group_description[$1]}" \
        "$(tag_list "${group_tags[$1]}")"
      lines=("- ${name_of[$1]}: security group $(json "${group_description[$1]}")  ($place)")
      change delete-security-group --group-id "$1"
    }

    #? create
    # find_rest ingress|egress: leave in $extra the rules that $group still has.
    find_rest() {
      local rule
      extra=()
      while IFS= read -r rule; do
        [[ $rule != "$group $1 "* || -z ${rule_id[$rule]} ]] || extra+=("$rule")
      done <<<"${group_rules[$group]-}"
    }

    #? create
    # restore_group GROUP NAME VPC DESCRIPTION TAGS: make it again, without rules; its id is another.
    restore_group() {
      local rule ids=()
      if ! call ec2 create-security-group --group-name "$2" --vpc-id "$3" --description "$4" \
        ${5:+--tag-specifications "[{\"ResourceType\":\"security-group\",\"Tags\":[$5]}]"} \
        --query GroupId --output text; then
        [[ $error_code == InvalidGroup.Duplicate ]] && done_lines="" # it was not deleted
        return
      fi
      group=$answer
      reborn[$1]=$group name_of[$group]=${name_of[$1]}
      read_rules "$group" || return
      while IFS= read -r rule; do [[ -z $rule ]] || ids+=("${rule_id[$rule]}"); done <<<"${group_rules[$group]}"
      ((${#ids[@]} == 0)) ||
        call ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "${ids[@]}"
    }

    is_own() { [[ " ${own[*]-} " == *" $1 "* ]]; }

    #? protection
    # refuse_to_destroy: lifecycle.prevent_destroy of a group that is there keeps everything.
    refuse_to_destroy() {
      local index
      for ((index = 0; index < ${#guarded[@]}; index += 2)); do
        group=${guarded[index]}
        [[ $group == sg-new-* ]] ||
          stop "${guarded[index + 1]}: lifecycle.prevent_destroy keeps ${name_of[$group]}"
      done
    }

    #? create
    declare -a users=()

    #? create
    # find_users: stop if anything but this configuration uses its groups.
    find_users() {
      local text
      by_region find_interfaces "${own[@]}" #? regions
      in_batches find_interfaces "${own[@]}" #? oneRegion
      by_region find_referrers "${own[@]}" #? regions
      in_batches find_referrers "${own[@]}" #? oneRegion
      ((${#users[@]} > 0)) || return 0
      complain "nothing was changed, for something else uses these groups:"
      for text in "${users[@]}"; do tell "  $text" >&2; done
      exit 1
    }

    #? create
    # find_interfaces GROUP...: note network interfaces that have them.
    find_interfaces() {
      local interface groups description rest
      call ec2 describe-network-interfaces --filters "Name=group-id,Values=$(IFS=, && echo "$*")" \
        --output text --query \
        "NetworkInterfaces[].$(record NetworkInterfaceId "join(' ', Groups[].GroupId)" Description)"
      while IFS=$'\x1f' read -r -d $'\x1e' _ interface groups description _; do
        rest=""
        for group in $groups; do
          if is_attached "$group" "$interface"; then continue; fi #? interfaces
          rest+=" $group"
          is_own "$group" || continue
          users+=("${name_of[$group]}: network interface $interface ${description:+$(json "$description")}")
        done
        [[ -n $rest ]] || users+=("$interface would be left without a security group") #? interfaces
      done <<<"$answer"
    }

    #? interfaces
    # is_attached GROUP INTERFACE: the configuration says so.
    is_attached() { [[ " ${attachments[*]} " == *" interface $1 $2 "* ]]; }

    #? create
    # find_referrers GROUP...: note rules of other groups that name them.
    find_referrers() {
      local direction values others=() rule
      values=$(IFS=, && echo "$*")
      for direction in "" egress.; do
        call ec2 describe-security-groups --output text --query 'SecurityGroups[].GroupId' \
          --filters "Name=${direction}ip-permission.group-id,Values=$values"
        for group in $answer; do
          is_own "$group" || [[ " ${others[*]-} " == *" $group "* ]] || others+=("$group")
        done
      done
      ((${#others[@]} > 0)) || return 0
      read_rules "${others[@]}"
      for group in "${others[@]}"; do
        while IFS= read -r rule; do
          if is_own "${rule##* }" && [[ -z ${description_of[$rule]+wanted} ]]; then
            users+=("${name_of[${rule##* }]}: the rule $(rule_name "$rule")")
          fi
        done <<<"${group_rules[$group]}"
      done
    }
    """#
}
