extension ShellLibrary {
  static let rules = #"""
    rules: what is missing is authorized, what is extra is revoked

    #? rules
    # A rule is known by what makes it one: "GROUP DIRECTION PROTOCOL FROM TO PEER".
    declare -a wanted=() #? authorize
    declare -A group_rules=() rule_id=() description_of=()
    declare -A rule_description=() #? authorize
    declare -A rule_tags=() tags_of=() #? ruleTags
    declare -A owns_tags=() #? mixedRuleTags
    declare -A ignored_of=() #? ignoredRuleTags
    declare -A owner_of=() #? accounts

    #? rules
    # find_rules GROUP...: learn which rules these groups have.
    find_rules() {
      local answer id direction protocol from to peer description tags rule #? ruleTags
      local answer id direction protocol from to peer description rule #? plainRules
      local answer id direction protocol from to peer rule #? revokeOnly
      answer=$(aws ec2 describe-security-group-rules --output text \
        --filters "Name=group-id,Values=$(IFS=, && echo "$*")" \
        --query "SecurityGroupRules[].$(record GroupId SecurityGroupRuleId \
          "IsEgress && 'egress' || 'ingress'" IpProtocol FromPort ToPort \
          "CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId" \ #? authorize
          "CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId")") #? revokeOnly
          "$tag_fields" Description)") #? ruleTags
          Description)") #? plainRules
      while IFS=$'\x1f' read -r -d $'\x1e' \
        _ group id direction protocol from to peer tags description _; do #? ruleTags
        _ group id direction protocol from to peer description _; do #? plainRules
        _ group id direction protocol from to peer _; do #? revokeOnly
        [[ $protocol == [a-z]* ]] || from=-1 to=-1 # the others have no ports #? numbers
        rule="$group $direction $protocol $from $to $peer"
        group_rules[$group]+=$rule$'\n'
        rule_id[$rule]=$id
        rule_description[$rule]=$description #? authorize
        rule_tags[$rule]=$tags #? ruleTags
      done <<<"$answer"
    }

    #? defaultEgress
    # revoke_default_egress GROUP...: EC2 lets a new group reach everything, Terraform does not.
    revoke_default_egress() {
      local rule
      for group in "$@"; do
        [[ -n ${is_new[$group]-} ]] || continue
        revoke_others egress
        while read -r rule; do unset "rule_id[$rule]"; done <<<"${group_rules[$group]-}"
      done
    }

    #? rules
    # rules_of GROUP: the lines that follow are about this group.
    rules_of() {
      group=$1
      wanted=() #? authorize
    }

    #? authorize
    ingress() { want ingress "$@"; } #? ingress
    egress() { want egress "$@"; } #? egress

    #? authorize
    # want ingress|egress PROTOCOL PORTS "PEER..." [DESCRIPTION [KEY VALUE]...]: one rule for each
    # peer. PORTS is "all", a port, FROM-TO, or for ICMP TYPE:CODE.
    want() {
      local from=-1 to=-1 peer rule
      if [[ $3 =~ ^(-?[0-9]+)([-:](-?[0-9]+))?$ ]]; then
        from=${BASH_REMATCH[1]} to=${BASH_REMATCH[3]:-${BASH_REMATCH[1]}}
      elif [[ $3 != all ]]; then
        stop "$3: not a range of ports"
      fi
      for peer in $4; do
        [[ $peer != *[!0-9A-Za-z.:/-]* ]] || stop "$peer: neither a CIDR block nor an id"
        rule="$group $1 $2 $from $to $peer" #? plainPeers
        rule="$group $1 $2 $from $to ${peer/#[0-9]*\/sg-/sg-}" #? accounts
        [[ $peer != */sg-* ]] || owner_of[$rule]=${peer%%/*} #? accounts
        [[ ${description_of[$rule]-${5-}} == "${5-}" ]] ||
          stop "$rule: wanted with two descriptions, \"${description_of[$rule]}\" and \"${5-}\""
        [[ -n ${description_of[$rule]+wanted} ]] || wanted+=("$rule")
        description_of[$rule]=${5-}
        tags_of[$rule]=$(tag_text "${@:6}") #? ruleTags
        [[ -n ${keep_tags-} ]] || owns_tags[$rule]=yes #? mixedRuleTags
        ignored_of[$rule]=${ignored_tags-} #? ignoredRuleTags
      done
    }

    #? authorize
    # authorize_missing: add the wanted rules that the group lacks, put descriptions right.
    authorize_missing() {
      local direction rule missing changed
      local ignored_tags #? ignoredRuleTags
      for direction in ingress egress; do
        missing=() changed=()
        for rule in ${wanted[@]+"${wanted[@]}"}; do
          if [[ $rule != "$group $direction "* ]]; then
            continue
          elif [[ -z ${rule_id[$rule]-} ]]; then
            missing+=("$(permission "$rule")") #? plainRules
            missing+=("$rule") #? ruleTags
            continue #? ruleTags
          elif [[ ${rule_description[$rule]} != "${description_of[$rule]}" ]]; then
            changed+=("$(permission "$rule")")
          fi
          ignored_tags=${ignored_of[$rule]} #? ignoredRuleTags
          [[ -z ${owns_tags[$rule]-} ]] || #? mixedRuleTags
            ensure_tags "${rule_id[$rule]}" "${rule_tags[$rule]}" "${tags_of[$rule]}" #? mixedRuleTags
          ensure_tags "${rule_id[$rule]}" "${rule_tags[$rule]}" "${tags_of[$rule]}" #? ownedRuleTags
        done
        ((${#missing[@]} == 0)) || #? plainRules
          aws ec2 "authorize-security-group-$direction" --group-id "$group" \ #? plainRules
            --ip-permissions "${missing[@]}" >/dev/null #? plainRules
        ((${#missing[@]} == 0)) || authorize "$direction" "${missing[@]}" #? ruleTags
        ((${#changed[@]} == 0)) ||
          aws ec2 "update-security-group-rule-descriptions-$direction" --group-id "$group" \
            --ip-permissions "${changed[@]}" >/dev/null
      done
    }

    #? ruleTags
    # authorize ingress|egress RULE...: one call for all rules with the same tags.
    authorize() {
      local rule tags permissions=() others=()
      for rule in "${@:2}"; do
        if [[ ${tags_of[$rule]} == "${tags_of[$2]}" ]]; then
          permissions+=("$(permission "$rule")")
        else
          others+=("$rule")
        fi
      done
      tags=$(tag_list "${tags_of[$2]}")
      aws ec2 "authorize-security-group-$1" --group-id "$group" \
        --ip-permissions "${permissions[@]}" \
        ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group-rule\",\"Tags\":[$tags]}]"} \
        >/dev/null
      ((${#others[@]} == 0)) || authorize "$1" "${others[@]}"
    }

    #? authorize
    # permission RULE: print it as EC2's API spells it.
    permission() {
      local protocol from to peer ports="" text=""
      read -r _ _ protocol from to peer <<<"$1"
      [[ $protocol == -1 ]] || ports=",\"FromPort\":$from,\"ToPort\":$to"
      # An empty description is told only to replace another one.
      [[ -z ${description_of[$1]}${rule_description[$1]-} ]] ||
        text=",\"Description\":$(json "${description_of[$1]}")"
      [[ -z ${owner_of[$1]-} ]] || text+=",\"UserId\":\"${owner_of[$1]}\"" #? accounts
      #! peers
      printf '{"IpProtocol":"%s"%s,%s}' "$protocol" "$ports" "$peer"
    }

    #? revoke
    # revoke_others ingress|egress...: leave the group only wanted rules in these directions.
    revoke_others() {
      local direction rule extra
      for direction in "$@"; do
        extra=()
        while read -r rule; do
          [[ $rule != "$group $direction "* || -n ${description_of[$rule]+wanted} ]] ||
            extra+=("${rule_id[$rule]}")
        done <<<"${group_rules[$group]-}"
        ((${#extra[@]} == 0)) ||
          aws ec2 "revoke-security-group-$direction" --group-id "$group" \
            --security-group-rule-ids "${extra[@]}" >/dev/null
      done
    }
    """#
}
