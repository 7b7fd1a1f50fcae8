extension ShellLibrary {
  static let groups = #"""
    groups: found again by their names, created where they are missing

    declare group="" place=""
    declare -A name_of=() #? busy
    declare -A group_at=() group_tags=() #? find
    declare -A group_description=() position_of=() is_new=() #? create
    # Groups that were deleted and, to undo that, made again: their new ids. #? create
    declare -A reborn=() #? create
    declare -a own=()
    declare -a regions=() #? regions
    declare -A region_of=() #? regions
    declare -a guarded=() #? protection
    declare new_groups=0 #? create
    declare -A is_default=() #? adoption
    declare -A unfinished=() #? defaultEgress
    declare -A is_taken=() #? generatedNames
    sibling_tags=$'\x1e' #? generatedNames

    # at FILE:LINE: what follows stands there in the configuration.
    at() { place=$1; }

    #? find
    # find_groups FILTER...: learn which groups there are.
    find_groups() {
      local group vpc name description tags #? create
      local group vpc name tags #? adoptedOnly
      call ec2 describe-security-groups --filters "$@" --output text --query \
        "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields" Description)" #? create
        "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields")" #? adoptedOnly
      while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags description _; do #? create
      while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags _; do #? adoptedOnly
        take_marker #? defaultEgress
        group_at["$vpc $name"]=$group
        name_of[$group]=$name
        group_description[$group]=$description position_of[$group]="$vpc $name" #? create
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
        stop "$place: EC2 cannot change a description; $1 ($group) must be replaced"
      else
        ensure_tags "${name_of[$group]}" "$group" "${group_tags[$group]}" "$(tag_text "${@:4}")"
      fi
      own+=("$group")
    }

    #? generatedNames
    # ensure_generated_group PREFIX VPC DESCRIPTION [KEY VALUE]...: leave its id in $group and its
    # name in $group_name. Of the groups with such a name it is the first one with these tags, or
    # the one that $ADOPT names; where neither is there, nothing is guessed.
    ensure_generated_group() {
      local position name tags
      local -A unknown=()
      tags=$(tag_text "${@:4}")
      group_name=""
      for position in "${!group_at[@]}"; do
        group=${group_at[$position]} name=${position#"$2 "}
        [[ $position == "$2 $1"* && ${name#"$1"} =~ ^[0-9]{18}[0-9a-f]{8}$ ]] || continue
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
        ensure_tags "$group_name" "$group" "${group_tags[$group]}" "$tags"
      elif ((${#unknown[@]} == 0)) || [[ " ${ADOPT-} " == *" none "* ]]; then
        generate_name "$1"
        create_group "$group_name" "${@:2}"
      else
        stop "$place: $1...: ${!unknown[*]} could be this group, but the tags differ; run this" \
          "again with ADOPT and its id, or with ADOPT=none to create another"
      fi
      is_taken[$group]=yes
      own+=("$group")
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
    names_made=0 name_fraction=$((RANDOM % 10000))

    #? generatedNames
    # generate_name PREFIX: make $group_name as Terraform makes names: prefix, 18 digits of time, 8
    # of a counter. A plan cannot know the time.
    generate_name() {
      group_name="$1..."
      [[ $verb == apply ]] || return 0
      names_made=$((names_made + 1))
      printf -v group_name '%s%s%04d%08x' \
        "$1" "$(date -u +%Y%m%d%H%M%S)" "$name_fraction" "$names_made"
    }

    #? create
    # create_group NAME VPC DESCRIPTION [KEY VALUE]...: leave its id in $group, or in a plan a word
    # that stands for it.
    create_group() {
      local tags
      new_groups=$((new_groups + 1)) group=sg-new-$new_groups
      name_of[$group]=$1 is_new[$group]=yes
      [[ $verb != destroy ]] || return 0
      tags=$(tag_text "${@:4}")
      lines=("+ ${name_of[$group]}: security group $(json "$3")  ($place)")
      tag_lines "${name_of[$group]}" "$tags"
      [[ ${default_egress-} != no ]] || (($# > 101)) || tags+=$marker # EC2 takes 50 tags #? defaultEgress
      tags=$(tag_list "$tags")
      change create-security-group --group-name "$1" --vpc-id "$2" --description "$3" \
        ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group\",\"Tags\":[$tags]}]"} \
        --query GroupId --output text
      if [[ -z $planning ]]; then
        name_of[$answer]=${name_of[$group]} is_new[$answer]=yes group=$answer
        remember call ec2 delete-security-group --group-id "$group"
        settle
      fi
      [[ ${default_egress-} != no ]] || unfinished[$group]=yes #? defaultEgress
    }

    #? create
    # await_new_groups: it takes EC2 a moment until a new group is known everywhere.
    await_new_groups() {
      local new=()
      for group in "${own[@]}"; do [[ -z ${is_new[$group]-} ]] || new+=("$group"); done
      by_region await_groups ${new[@]+"${new[@]}"} #? regions
      in_batches await_groups ${new[@]+"${new[@]}"} #? oneRegion
    }

    #? create
    await_groups() { call ec2 wait security-group-exists --group-ids "$@"; }

    #? adoption
    # adopt_default_group VPC: leave the id of the VPC's own group in $group.
    adopt_default_group() {
      group=${group_at["$1 default"]-}
      [[ -n $group ]] || stop "$place: there is no default group in VPC $1"
      is_default[$group]=yes
    }

    #? adoptedTags
    # ensure_group_tags GROUP [KEY VALUE]...: give a group that was found exactly these tags.
    ensure_group_tags() {
      [[ -n ${group_tags[$1]+found} ]] || stop "$place: there is no group $1"
      ensure_tags "${name_of[$1]}" "$1" "${group_tags[$1]}" "$(tag_text "${@:2}")"
    }

    #? protection
    # prevent_destroy: lifecycle says that $group is never destroyed.
    prevent_destroy() { guarded+=("$group" "$place"); }

    #? defaultEgress
    # A group bears this tag from its creation until it has lost the rule to everywhere that EC2
    # gives it: a run that was cut off in between is brought to its end by the next one.
    marker=$'portolan:unfinished\x1ddefault egress\x1c'

    #? defaultEgress
    # take_marker: remove it from $tags.
    take_marker() {
      [[ $'\x1c'$tags == *$'\x1c'"$marker"* ]] || return 0
      tags=$'\x1c'$tags
      tags=${tags/$'\x1c'"$marker"/$'\x1c'}
      tags=${tags#?}
      unfinished[$group]=yes
    }

    #? defaultEgress
    # finish_groups: take the tag away.
    finish_groups() {
      local marked=()
      for group in "${ruled[@]}"; do [[ -z ${unfinished[$group]-} ]] || marked+=("$group"); done
      by_region unmark_groups ${marked[@]+"${marked[@]}"} #? regions
      in_batches unmark_groups ${marked[@]+"${marked[@]}"} #? oneRegion
    }

    #? defaultEgress
    unmark_groups() {
      lines=()
      for group in "$@"; do
        [[ -n ${is_new[$group]-} ]] ||
          lines+=("- ${name_of[$group]}: tag portolan:unfinished  (${place_of[$group]})")
      done
      remember call ec2 create-tags --resources "$@" --tags "[$(tag_list "$marker")]"
      change delete-tags --resources "$@" --tags '{"Key":"portolan:unfinished"}'
    }
    """#
}
