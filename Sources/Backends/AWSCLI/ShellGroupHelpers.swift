extension ShellLibrary {
  static let groups = #"""
    groups: found again by their names, created where they are missing

    #? find
    declare group
    declare -A group_at=() group_tags=()
    declare -A group_description=() #? create
    declare -A is_new=() #? awaiting
    declare -A is_taken=() #? generatedNames
    sibling_tags=$'\x1e' #? generatedNames

    #? find
    # find_groups FILTER...: learn which groups there are.
    find_groups() {
      local answer vpc name description tags #? create
      local answer vpc name tags #? adoptedOnly
      answer=$(aws ec2 describe-security-groups --filters "$@" --output text --query \
        "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields" Description)") #? create
        "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields")") #? adoptedOnly
      while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags description _; do #? create
      while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags _; do #? adoptedOnly
        group_at["$vpc $name"]=$group
        group_description[$group]=$description #? create
        group_tags[$group]=$tags
      done <<<"$answer"
    }

    #? exactNames
    # ensure_group NAME VPC DESCRIPTION [KEY VALUE]...: leave its id in $group.
    ensure_group() {
      group=${group_at["$2 $1"]-}
      if [[ -z $group ]]; then
        create_group "$@"
      elif [[ ${group_description[$group]} != "$3" ]]; then
        stop "$1: EC2 cannot change a description; $group must be replaced"
      else
        ensure_tags "$group" "${group_tags[$group]}" "$(tag_text "${@:4}")"
      fi
    }

    #? generatedNames
    # ensure_generated_group PREFIX VPC DESCRIPTION [KEY VALUE]...: leave its id in $group and its
    # name in $group_name. Of the groups with such a name it is the first one with these tags, or
    # the one that $ADOPT names; where neither is there, nothing is guessed.
    ensure_generated_group() {
      local place name tags
      local -A unknown=()
      tags=$(tag_text "${@:4}")
      group_name=""
      for place in "${!group_at[@]}"; do
        group=${group_at[$place]} name=${place#"$2 "}
        [[ $place == "$2 $1"* && ${name#"$1"} =~ ^[0-9]{18}[0-9a-f]{8}$ ]] || continue
        [[ ${group_description[$group]} == "$3" && -z ${is_taken[$group]-} ]] || continue
        if [[ ${group_tags[$group]} == "$tags" ]]; then #? removedTags
        if [[ $(own_tags "${group_tags[$group]}" "$tags") == "$tags" ]]; then #? ignoredTags
          [[ -n $group_name && $name > $group_name ]] || group_name=$name
        elif [[ $sibling_tags != *$'\x1e'"${group_tags[$group]}"$'\x1e'* ]]; then #? removedTags
        elif ! are_of_sibling "${group_tags[$group]}"; then #? ignoredTags
          unknown[$group]=$name
        fi
      done
      for group in ${ADOPT-}; do
        [[ -n $group_name ]] || group_name=${unknown[$group]-}
      done
      if [[ -n $group_name ]]; then
        group=${group_at["$2 $group_name"]}
        ensure_tags "$group" "${group_tags[$group]}" "$tags"
      elif ((${#unknown[@]} == 0)) || [[ " ${ADOPT-} " == *" none "* ]]; then
        names_made=$((names_made + 1))
        printf -v group_name '%s%s%04d%08x' \
          "$1" "$(date -u +%Y%m%d%H%M%S)" "$name_fraction" "$names_made"
        create_group "$group_name" "${@:2}"
      else
        stop "$1...: ${!unknown[*]} could be this group, but the tags differ; run this again with" \
          "ADOPT and its id, or with ADOPT=none to create another"
      fi
      is_taken[$group]=yes
    }

    #? ignoredSiblings
    # are_of_sibling TAGS: tell whether a group with these tags is another one of this script.
    are_of_sibling() {
      local tags
      while IFS= read -r -d $'\x1e' tags; do
        [[ $(own_tags "$1" "$tags") != "$tags" ]] || return 0
      done <<<"${sibling_tags#?}"
      return 1
    }

    #? siblings
    # sibling [KEY VALUE]...: learn the tags of a group that may differ from others in them alone.
    sibling() { sibling_tags+=$(tag_text "$@")$'\x1e'; }

    #? generatedNames
    # Names are made as Terraform makes them: prefix, 18 digits of time, 8 of a counter.
    names_made=0 name_fraction=$((RANDOM % 10000))

    #? create
    # create_group NAME VPC DESCRIPTION [KEY VALUE]...: leave its id in $group.
    create_group() {
      local tags
      tags=$(tag_list "$(tag_text "${@:4}")")
      group=$(aws ec2 create-security-group --group-name "$1" --vpc-id "$2" --description "$3" \
        ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group\",\"Tags\":[$tags]}]"} \
        --query GroupId --output text)
      is_new[$group]=yes #? awaiting
    }

    #? awaiting
    # await_new_groups GROUP...: it takes EC2 a moment until a new group is known everywhere.
    await_new_groups() {
      local new=()
      for group in "$@"; do [[ -z ${is_new[$group]-} ]] || new+=("$group"); done
      ((${#new[@]} == 0)) || aws ec2 wait security-group-exists --group-ids "${new[@]}"
    }

    #? adoption
    # adopt_default_group VPC: leave the id of the VPC's own group in $group.
    adopt_default_group() {
      group=${group_at["$1 default"]-}
      [[ -n $group ]] || stop "there is no default group in VPC $1"
    }

    #? adoptedTags
    # ensure_group_tags GROUP [KEY VALUE]...: give a group that was found exactly these tags.
    ensure_group_tags() {
      [[ -n ${group_tags[$1]+found} ]] || stop "there is no group $1"
      ensure_tags "$1" "${group_tags[$1]}" "$(tag_text "${@:2}")"
    }
    """#
}
