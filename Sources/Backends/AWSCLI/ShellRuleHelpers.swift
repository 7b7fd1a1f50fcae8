extension ShellLibrary {
  static let rules = #"""
    rules: what is missing is authorized, then what is extra is revoked

    #? rules
    # A rule is known by what makes it one: "GROUP DIRECTION PROTOCOL FROM TO PEER".
    declare -a ruled=()
    declare -A owned=() description_of=() place_of=()
    declare -A wanted=() #? authorize
    declare -A group_rules=() rule_id=() rule_description=() rule_tags=()
    declare -A owner_of=()
    declare -A tags_of=() #? ruleTags
    declare -A owns_tags=() #? mixedRuleTags
    declare -A ignored_of=() #? ignoredRuleTags

    #? rules
    # rules_of GROUP [DIRECTION]...: the lines that follow are about this group. In these directions
    # they are all that it may have.
    rules_of() {
      group=$1
      [[ -n ${place_of[$1]-} ]] || ruled+=("$1")
      owned[$1]+=" ${*:2}" place_of[$1]=$place
      region_of[$1]=$region #? regions
      [[ " ${regions[*]-} " == *" $region "* && ${#regions[@]} -gt 0 ]] || regions+=("$region") #? regions
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
        stop "$place: $3 is not a range of ports"
      fi
      for peer in $4; do
        [[ $peer != *[!0-9A-Za-z.:/-]* ]] || stop "$place: $peer is neither a CIDR block nor an id"
        rule="$group $1 $2 $from $to $peer" #? plainPeers
        rule="$group $1 $2 $from $to ${peer/#[0-9]*\/sg-/sg-}" #? accounts
        [[ $peer != */sg-* ]] || owner_of[$rule]=${peer%%/*} #? accounts
        [[ ${description_of[$rule]-${5-}} == "${5-}" ]] ||
          stop "$place: $rule is wanted with two descriptions, \"${description_of[$rule]}\" and \"${5-}\""
        [[ -n ${description_of[$rule]+wanted} ]] || wanted[$group]+=$rule$'\n' place_of[$rule]=$place
        description_of[$rule]=${5-}
        tags_of[$rule]=$(tag_text "${@:6}") #? ruleTags
        [[ -n ${keep_tags-} ]] || owns_tags[$rule]=yes #? mixedRuleTags
        ignored_of[$rule]=${ignored_tags-} #? ignoredRuleTags
      done
    }

    #? rules
    # read_rules GROUP...: learn which rules these groups have.
    read_rules() {
      local group id direction protocol from to peer owner description tags rule
      for group in "$@"; do
        while IFS= read -r rule; do
          [[ -z $rule ]] || rule_id[$rule]=""
        done <<<"${group_rules[$group]-}"
        group_rules[$group]=""
      done
      call ec2 describe-security-group-rules --output text \
        --filters "Name=group-id,Values=$(IFS=, && echo "$*")" \
        --query "SecurityGroupRules[].$(record GroupId SecurityGroupRuleId \
          "IsEgress && 'egress' || 'ingress'" IpProtocol FromPort ToPort \
          "CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId" \
          ReferencedGroupInfo.UserId "$tag_fields" Description)" || return
      while IFS=$'\x1f' read -r -d $'\x1e' \
        _ group id direction protocol from to peer owner tags description _; do
        [[ $protocol == [a-z]* ]] || from=-1 to=-1 # the others have no ports #? numbers
        rule="$group $direction $protocol $from $to $peer"
        group_rules[$group]+=$rule$'\n'
        rule_id[$rule]=$id rule_description[$rule]=$description rule_tags[$rule]=$tags
        owner_of[$rule]=$owner
      done <<<"$answer"
    }

    #? authorize
    # authorize_missing: add the wanted rules that $group lacks, put descriptions and tags right.
    authorize_missing() {
      region=${region_of[$group]} #? regions
      local direction rule missing differing
      local ignored_tags #? ignoredRuleTags
      for direction in ingress egress; do
        missing=() differing=()
        while IFS= read -r rule; do
          if [[ $rule != "$group $direction "* ]]; then
            continue
          elif [[ -z ${rule_id[$rule]-} ]]; then
            missing+=("$rule")
            continue
          elif [[ ${rule_description[$rule]} != "${description_of[$rule]}" ]]; then
            differing+=("$rule")
          elif [[ -n ${is_new[$group]-} ]]; then #? create
            show "+ $(rule_line "$rule" "")" # EC2 has made it with the group #? create
          fi
          ignored_tags=${ignored_of[$rule]} #? ignoredRuleTags
          [[ -z ${owns_tags[$rule]-} ]] || ensure_rule_tags "$rule" #? mixedRuleTags
          ensure_rule_tags "$rule" #? ownedRuleTags
        done <<<"${wanted[$group]-}"
        ((${#missing[@]} == 0)) || authorize "$direction" "${missing[@]}" #? plainRules
        ((${#missing[@]} == 0)) || authorize_by_tags "$direction" "${missing[@]}" #? ruleTags
        ((${#differing[@]} == 0)) || describe_anew "$direction" "${differing[@]}"
      done
    }

    #? ruleTags
    ensure_rule_tags() {
      place=${place_of[$1]}
      ensure_tags "$(rule_name "$1")" "${rule_id[$1]}" "${rule_tags[$1]}" "${tags_of[$1]}"
    }

    #? ruleTags
    # authorize_by_tags ingress|egress RULE...: one call for all rules with the same tags.
    authorize_by_tags() {
      local rule same=() others=()
      for rule in "${@:2}"; do
        if [[ ${tags_of[$rule]} == "${tags_of[$2]}" ]]; then same+=("$rule"); else others+=("$rule"); fi
      done
      authorize "$1" "${same[@]}"
      ((${#others[@]} == 0)) || authorize_by_tags "$1" "${others[@]}"
    }

    #? authorize
    # authorize ingress|egress RULE...: add these rules to $group.
    authorize() {
      local rule line undoing=() permissions=()
      local tags #? ruleTags
      lines=()
      for rule in "${@:2}"; do
        line="+ $(rule_line "$rule" "${description_of[$rule]}")"
        lines+=("$line") undoing+=("$rule" "$line")
        place=${place_of[$rule]} #? ruleTags
        tag_lines "$(rule_name "$rule")" "${tags_of[$rule]}" #? ruleTags
        permissions+=("$(permission "$rule" "${description_of[$rule]}")")
      done
      [[ -z ${again-} ]] || lines=() #? squeezing
      place=${place_of[$2]}
      tags=$(tag_list "${tags_of[$2]}") #? ruleTags
      remember take_back "$1" "$group" "${undoing[@]}"
      change "authorize-security-group-$1" --group-id "$group" \
        ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group-rule\",\"Tags\":[$tags]}]"} \ #? ruleTags
        --ip-permissions "${permissions[@]}" || squeeze_in "$@" #? squeezing
        --ip-permissions "${permissions[@]}" #? additive
    }

    #? squeezing
    # squeeze_in ingress|egress RULE...: where EC2 takes no more rules, as many extra ones make room.
    squeeze_in() {
      local extra again=yes
      [[ $error_code == RulesPerSecurityGroupLimitExceeded ]] || return
      find_extra "$1"
      ((${#extra[@]} > 0)) || return
      revoke "$1" "${extra[@]:0:$#-1}" || return
      authorize "$@"
    }

    #? authorize
    # describe_anew ingress|egress RULE...: change nothing but their descriptions.
    describe_anew() {
      local rule line before=() after=()
      lines=()
      for rule in "${@:2}"; do
        line="~ $(rule_line "$rule" "${rule_description[$rule]}" "${description_of[$rule]}")"
        [[ -z ${is_new[$group]-} ]] || line="+ $(rule_line "$rule" "${description_of[$rule]}")" #? create
        lines+=("$line")
        before+=("$(permission "$rule" "${rule_description[$rule]}")")
        after+=("$(permission "$rule" "${description_of[$rule]}")")
      done
      place=${place_of[$2]}
      set -- "update-security-group-rule-descriptions-$1" --group-id "$group" --ip-permissions
      remember call ec2 "$@" "${before[@]}"
      change "$@" "${after[@]}"
    }

    #? rules
    # revoke_others: leave $group only wanted rules in the directions that the configuration owns.
    revoke_others() {
      region=${region_of[$group]} #? regions
      local direction extra
      for direction in ingress egress; do
        find_extra "$direction"
        ((${#extra[@]} == 0)) || revoke "$direction" "${extra[@]}"
      done
    }

    #? rules
    # find_extra ingress|egress: leave in $extra the rules that $group has and shall not have.
    find_extra() {
      local rule
      extra=()
      while IFS= read -r rule; do
        [[ $rule == "$group $1 "* && -n ${rule_id[$rule]} ]] || continue
        [[ -z ${description_of[$rule]+wanted} ]] || continue
        if [[ " ${owned[$group]} " == *" $1 "* ]] || is_default_egress "$rule"; then #? defaultEgress
        if [[ " ${owned[$group]} " == *" $1 "* ]]; then #? noDefaultEgress
          extra+=("$rule")
        fi
      done <<<"${group_rules[$group]-}"
    }

    #? defaultEgress
    # is_default_egress RULE: EC2 lets a new group reach everything, Terraform does not.
    is_default_egress() {
      [[ -n ${unfinished[$group]-} ]] || return
      [[ $1 == *" egress -1 -1 -1 0.0.0.0/0" || $1 == *" egress -1 -1 -1 ::/0" ]]
    }

    #? rules
    # revoke ingress|egress RULE...: take these rules from $group.
    revoke() {
      local rule ids=()
      lines=()
      for rule in "${@:2}"; do
        ids+=("${rule_id[$rule]}")
        lines+=("- $(rule_line "$rule" "${rule_description[$rule]}")")
      done
      if [[ -n ${is_new[$group]-} ]]; then lines=(); else remember_rules "$@"; fi #? create
      remember_rules "$@" #? adoptedOnly
      place=${place_of[$2]-${place_of[$group]-}}
      change "revoke-security-group-$1" --group-id "$group" --security-group-rule-ids "${ids[@]}" || return
      [[ -z $planning ]] || return 0
      for rule in "${@:2}"; do rule_id[$rule]=""; done
    }

    #? rules
    # remember_rules ingress|egress RULE...: $group had them; $lines say so.
    remember_rules() {
      local rule index=0 words untagged=()
      for rule in "${@:2}"; do
        words=("$rule" "${lines[index]-}" "$(permission "$rule" "${rule_description[$rule]}")")
        index=$((index + 1))
        if [[ -z ${rule_tags[$rule]} ]]; then
          untagged+=("${words[@]}")
        else
          remember put_back "$1" "$group" "$(tag_list "${rule_tags[$rule]}")" "${words[@]}"
        fi
      done
      ((${#untagged[@]} == 0)) || remember put_back "$1" "$group" "" "${untagged[@]}"
    }

    #? authorize
    # take_back ingress|egress GROUP [RULE LINE]...: revoke those of these rules that there are.
    take_back() {
      local direction=$1 group=$2 ids=()
      done_lines=""
      shift 2
      read_rules "$group" || return
      while (($# > 0)); do
        [[ -z ${rule_id[$1]-} ]] || ids+=("${rule_id[$1]}") done_lines+=$2$'\n'
        shift 2
      done
      ((${#ids[@]} == 0)) ||
        call ec2 "revoke-security-group-$direction" --group-id "$group" --security-group-rule-ids "${ids[@]}"
    }

    #? rules
    # put_back ingress|egress GROUP TAGS [RULE LINE PERMISSION]...: authorize those that there are not.
    put_back() {
      local direction=$1 group=$2 tags=$3 permissions=()
      done_lines=""
      shift 3
      read_rules "$group" || return
      while (($# > 0)); do
        [[ -n ${rule_id[$1]-} ]] || permissions+=("$3") done_lines+=$2$'\n'
        shift 3
      done
      ((${#permissions[@]} == 0)) ||
        call ec2 "authorize-security-group-$direction" --group-id "$group" \
          ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group-rule\",\"Tags\":[$tags]}]"} \
          --ip-permissions "${permissions[@]}"
    }

    #? rules
    # permission RULE DESCRIPTION: print the rule as EC2's API spells it.
    permission() {
      local protocol from to peer ports="" text=""
      read -r _ _ protocol from to peer <<<"$1"
      [[ $protocol == -1 ]] || ports=",\"FromPort\":$from,\"ToPort\":$to"
      [[ -z $2 ]] || text=",\"Description\":$(json "$2")"
      [[ -z ${owner_of[$1]-} ]] || text+=",\"UserId\":\"${owner_of[$1]}\""
      case $peer in
      pl-*) printf -v peer '"PrefixListIds":[{"PrefixListId":"%s"%s}]' "$peer" "$text" ;;
      sg-*) printf -v peer '"UserIdGroupPairs":[{"GroupId":"%s"%s}]' "$peer" "$text" ;;
      *:*) printf -v peer '"Ipv6Ranges":[{"CidrIpv6":"%s"%s}]' "$peer" "$text" ;;
      *) printf -v peer '"IpRanges":[{"CidrIp":"%s"%s}]' "$peer" "$text" ;;
      esac
      printf '{"IpProtocol":"%s"%s,%s}' "$protocol" "$ports" "$peer"
    }

    #? rules
    # rule_line RULE DESCRIPTION [NEW]: print it for people: all that there is to know.
    rule_line() {
      local text
      text=$(rule_name "$1")
      [[ -z $2 && -z ${3-} ]] || text+=" $(json "$2")"
      [[ -z ${3+new} ]] || text+=" -> $(json "$3")"
      printf '%s  (%s)' "$text" "${place_of[$1]-${place_of[${1%% *}]-}}"
    }

    #? rules
    # rule_name RULE: print for people what makes it one.
    rule_name() {
      local owner direction protocol from to peer ports word=from
      read -r owner direction protocol from to peer <<<"$1"
      ports=" $protocol $from-$to"
      [[ $from != "$to" ]] || ports=" $protocol $from"
      [[ $protocol != icmp* ]] || ports=" $protocol $from:$to"
      [[ "$from $to" != "-1 -1" ]] || ports=" $protocol all"
      [[ $protocol != -1 ]] || ports=" all"
      [[ $direction == ingress ]] || word=to
      printf '%s' "${name_of[$owner]-$owner}: $direction$ports $word ${name_of[$peer]-$peer}"
    }
    """#
}
