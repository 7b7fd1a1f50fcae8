#!/usr/bin/env bash
# Create or update the security groups group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one, group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed, web and sg_0fedcba9876543211.
# Translated from long.tf, main.tf, rules.tf, terms.tf by Portolan. Running it again changes nothing.
#
#   TEXT=value HERE=value OTHER=value ODD_LABEL=value SECOND_LINE=value AMOUNT=value \
#   GROUP_IDS=sg-0123 PORT_ANY=443 LISTS=pl-0123 \
#   ./group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one.sh \
#   [plan | apply | destroy] [--yes]
#
# Fixed when it was translated:
#   vpc_id = null (variables.tf:1: because its default is null, which leaves arguments out)
#   cidr = "10.1.0.0/16" (main.tf:17: because the target cannot take a part of a structured input)
#   share = 0.5 (main.tf:17: because the target cannot take a part of a structured input)
#   description = null (variables.tf:71: because its default is null, which leaves arguments out)
#   tag = null (variables.tf:76: because its default is null, which leaves arguments out)
#   dollar = "${cost}" (main.tf:17: because the target cannot take a part of a structured input)
#   flag = false (main.tf:17: because the target cannot take a part of a structured input)
#   flag_null = null (variables.tf:101: because its default is null, which leaves arguments out)
#   cidrs = ["10.2.0.0/16","102.0.0.0/16"] (main.tf:17: because the target cannot take a part of a structured input)
#   numbers = [1,2.5] (main.tf:17: because the target cannot take a part of a structured input)
#   flags = [true,false] (main.tf:17: because the target cannot take a part of a structured input)

set -euo pipefail
set -f # words are never patterns for file names
export AWS_PAGER=""
export AWS_RETRY_MODE="${AWS_RETRY_MODE-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS-5}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

read_inputs() {
  : "${TEXT?value of var.text}"
  : "${VPC_NAMED=vpc-0123456789abcdef0}"
  : "${HERE?value of var.here}"
  : "${OTHER?value of var.other}"
  : "${ODD_LABEL?.}"
  : "${SECOND_LINE?A description whose first line is empty. And a third line.}"
  [[ -n ${SECRET_TAG+set} || ! -t 0 ]] || { read -rsp "SECRET_TAG (value of var.secret_tag): " SECRET_TAG && echo >&2; }
  : "${SECRET_TAG?value of var.secret_tag}"
  : "${AMOUNT?value of var.amount}"
  [[ -n ${SECRETS+set} || ! -t 0 ]] || { read -rsp "SECRETS (value of var.secrets, separated by spaces): " SECRETS && echo >&2; }
  : "${SECRETS?value of var.secrets, separated by spaces}"
  : "${GROUP_IDS?ids of security groups, separated by spaces}"
  : "${VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VER=vpc-01234567}"
  : "${VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VERX=vpc-89abcdef}"
  : "${PORT=8443}"
  : "${PORT_TEXT=8443}"
  : "${PORT_ANY:?a port number}"
  : "${CIDR6=2001:db8::/32}"
  : "${LIST=pl-0123abcd}"
  : "${LIST_ODD=lists}"
  : "${GROUP_ID=sg-0123456789abcdef0}"
  : "${CIDR6S=}"
  : "${LISTS?ids of prefix lists, separated by spaces}"
}

# --- what there shall be: groups first, for rules may name any of them ----------------

main() {
  check_ipv6 CIDR6 CIDR6S
  check_ids sg GROUP_IDS GROUP_ID
  check_ids pl LIST LIST_ODD LISTS
  check_ids vpc VPC_NAMED \
    VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VER \
    VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VERX
  check_integers PORT PORT_TEXT PORT_ANY

  secret "$SECRET_TAG"
  for word in $SECRETS; do secret "$word"; done

  call sts get-caller-identity --query Account --output text
  account_id=$answer
  call ec2 describe-availability-zones --output text --query 'AvailabilityZones[0].RegionName'
  home_region=$answer
  partition=$(partition_of "$home_region")
  dns_suffix=$(dns_suffix_of "$partition")

  call ec2 describe-vpcs --filters Name=is-default,Values=true --query 'Vpcs[0].VpcId' --output text
  default_vpc_id=$answer
  find_groups "Name=vpc-id,Values=$VPC_NAMED,$default_vpc_id"

  at long.tf:3 # aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one
  default_egress=no ensure_generated_group "prefix-$TEXT" "$VPC_NAMED" "Managed by Terraform"
  group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id=$group

  at long.tf:22 # aws_security_group.group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed
  default_egress=no ensure_generated_group peer- "$VPC_NAMED" "Managed by Terraform"
  group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed_id=$group

  at main.tf:17 # aws_security_group.web
  ensure_group web "$default_vpc_id" \
    "Managed by Terraform" \
    Arn "$(if [[ "$partition" == aws ]]; then printf %s plain; else printf %s "$partition is odd"; fi)" \
    At_home "$(if [[ "$home_region" == "$HERE" ]]; then printf %s home; else printf %s abroad; fi)" \
    Both "$OTHER" \
    Dollar "\${x}" \
    Dollarish "\$5 \$\$ $TEXT" \
    Dollars "\${cost} \${x} $TEXT" \
    Empty "" \
    First 10.2.0.0/16 \
    Flag false \
    Flagged off \
    Flags "true false" \
    Joined 10.2.0.0/16102.0.0.0/1610.0.0.0/810.1.0.0/16 \
    Label "$ODD_LABEL$SECOND_LINE" \
    Long short \
    Not_ten "$(if [[ n0 == "$TEXT" ]] || [[ n1 == "$TEXT" ]] || [[ n2 == "$TEXT" ]] || [[ n3 == "$TEXT" ]] || [[ n4 == "$TEXT" ]] || [[ n5 == "$TEXT" ]] || [[ n6 == "$TEXT" ]] || [[ n7 == "$TEXT" ]] || [[ n8 == "$TEXT" ]] || [[ n9 == "$TEXT" ]]; then printf %s more; else printf %s ten; fi)" \
    Nothing "$SECRET_TAG" \
    Number "$AMOUNT" \
    Numbers 1,2.5 \
    Same "$(if [[ "$TEXT" == "$OTHER" ]]; then printf %s same; else printf %s other; fi)" \
    Second "102.0.0.0/16 of 10.2.0.0/16; 102.0.0.0/16" \
    Secret "${SECRETS// / }" \
    Share 0.5 \
    Some some \
    Ten "$(if [[ n0 == "$TEXT" ]] || [[ n1 == "$TEXT" ]] || [[ n2 == "$TEXT" ]] || [[ n3 == "$TEXT" ]] || [[ n4 == "$TEXT" ]] || [[ n5 == "$TEXT" ]] || [[ n6 == "$TEXT" ]] || [[ n7 == "$TEXT" ]] || [[ n8 == "$TEXT" ]] || [[ n9 == "$TEXT" ]]; then printf %s ten; else printf %s more; fi)" \
    Text "$TEXT" \
    Turned "$(if [[ y == "$TEXT" ]]; then printf %s y; else printf %s n; fi)" \
    Where "$home_region.$dns_suffix $partition" \
    Who "$account_id"
  web_id=$group

  at long.tf:3 # rules of aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one
  rules_of "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id" ingress
  keep_tags=yes ingress tcp 443 "$GROUP_IDS"
  keep_tags=yes ingress tcp 9 "$group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed_id"

  at long.tf:22 # rules of aws_security_group.group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed
  rules_of "$group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed_id"
  at long.tf:27
  ingress tcp 100 "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id"
  ingress tcp 1000 "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id"

  at main.tf:17 # rules of aws_security_group.web
  rules_of "$web_id" ingress egress
  keep_tags=yes ingress tcp "$PORT" "10.1.0.0/16 10.0.0.0/8"
  keep_tags=yes ingress udp "$PORT_TEXT-$PORT_ANY" "$CIDR6 ::/0"
  keep_tags=yes ingress tcp 1-65535 "$LIST $LIST_ODD"
  keep_tags=yes ingress tcp 1-65535 "$GROUP_ID"
  keep_tags=yes ingress icmpv6 128:-1 ::/0
  keep_tags=yes ingress icmpv6 0:0 fe80::/10
  keep_tags=yes ingress 132 all 10.0.0.0/8
  keep_tags=yes ingress 47 all 10.0.0.0/8
  keep_tags=yes ingress 51 all 10.0.0.0/8
  keep_tags=yes egress -1 all 0.0.0.0/0
  keep_tags=yes egress tcp 5432 "10.2.0.0/16 102.0.0.0/16"
  keep_tags=yes egress tcp 5432 444455556666/sg-0fedcba9876543210

  at rules.tf:2 # rules of aws_vpc_security_group_ingress_rule.named["all"]
  rules_of sg-0fedcba9876543211
  at rules.tf:2
  ingress -1 all 192.0.2.0/24
  ingress icmp all 192.0.2.0/24
  ingress icmp 3:4 192.0.2.0/24
  ingress 50 all 192.0.2.0/24
  ingress tcp 80 0.0.0.0/0
  ingress icmp 8:-1 192.0.2.0/24
  ingress 132 all 192.0.2.0/24
  ingress tcp 80-81 192.0.2.0/24
  at terms.tf:3
  ingress tcp "$PORT-$PORT_ANY" "$TEXT/32"
  at terms.tf:11
  ingress tcp 22 102.0.0.0/16
  at terms.tf:20
  keep_tags=yes ingress tcp 22 444455556666/sg-0fedcba9876543210
  at terms.tf:29
  keep_tags=yes ingress tcp 8080 "10.2.0.0/16 102.0.0.0/16"
  keep_tags=yes ingress tcp 8080 "$CIDR6S"
  keep_tags=yes ingress tcp 8080 "$LISTS"
  at terms.tf:40
  ingress tcp 7 "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id"
  at rules.tf:20
  egress icmpv6 all "2001:db8::/32 ::/0"
  at rules.tf:29
  egress tcp 443 "pl-09azaz09 pl-0a1b2C3D pl-a-b"

  at long.tf:36 # aws_vpc_security_group_vpc_association.as_long_as_can_be
  associate_vpc "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id" "$VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VER"

  at long.tf:41 # aws_vpc_security_group_vpc_association.longer
  associate_vpc "$group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one_id" "$VPC_WHICH_THE_GROUP_WITH_THE_LONG_NAME_IS_ALSO_USED_IN_SO_THAT_THE_NAME_OF_THEIR_ASSOCIATION_IS_LONG_AND_AS_LONG_AS_IT_MAY_BE_AT_THE_VERX"

  at long.tf:46 # aws_vpc_security_group_vpc_association.known
  associate_vpc sg-0fedcba9876543211 vpc-01234567
}

print_outputs() {
  echo "list = [$(json "$default_vpc_id")]"
  echo 'cidrs = ["10.2.0.0/16","102.0.0.0/16","10.1.0.0/16"]'
  echo 'literals = ["a",1,true]'
  echo 'objects = [{"a":1}]'
  echo "element = 102.0.0.0/16"
  echo "name_of_it = web in $home_region"
}

# --- verbs: what is asked for, and how it ends ----------------------------------------

declare verb=apply assent="" planning="" finished=""

usage() {
  cat <<END
usage: ${0##*/} [plan | apply | destroy] [--yes]

  plan     show what apply would change; the exit code is 2 if there is anything
  apply    change it, which is also done without a verb
  destroy  take all of it back, unless something else uses it
  --yes    destroy without asking

Inputs are variables of the environment; they stand at the top of the script.
END
}

# run [VERB] [--yes]: the whole script.
run() {
  local word
  case ${1-} in plan | apply | destroy) verb=$1 && shift ;; esac
  for word in "$@"; do
    case $word in
    --yes) assent=yes ;;
    --help | -h | help) usage && exit ;;
    *) usage >&2 && exit 1 ;;
    esac
  done
  trap finish EXIT
  choose_output
  [[ $verb != destroy || -n $assent || -t 0 ]] || stop "destroy cannot ask here, so it needs --yes"
  [[ $verb != plan ]] || planning=yes
  read_inputs
  main
  if [[ $verb == destroy ]]; then destroy; else converge; fi
  finished=yes
  summarize
  [[ $verb != plan ]] || exit $((added + changed + removed > 0 ? 2 : 0))
  [[ $verb != apply ]] || print_outputs
}

# converge: what follows when all groups are there.
converge() {
  await_new_groups
  in_batches read_rules ${ruled[@]+"${ruled[@]}"}
  for group in ${ruled[@]+"${ruled[@]}"}; do authorize_missing; done
  for group in ${ruled[@]+"${ruled[@]}"}; do revoke_others; done
  finish_groups
  each_attachment attach
}

# finish: the last thing that is done, whatever has happened.
finish() {
  local status=$?
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  [[ -z $finished ]] || exit "$status"
  if [[ -n $interrupted ]]; then
    complain "interrupted"
  elif [[ -n $failure ]]; then
    explain
  fi
  interrupted=""
  roll_back
  exit 1
}

# --- groups: found again by their names, created where they are missing ---------------

declare group="" place=""
declare -A name_of=()
declare -A group_at=() group_tags=()
declare -A group_description=() position_of=() is_new=()
# Groups that were deleted and, to undo that, made again: their new ids.
declare -A reborn=()
declare -a own=()
declare new_groups=0
declare -A unfinished=()
declare -A is_taken=()
sibling_tags=$'\x1e'

# at FILE:LINE: what follows stands there in the configuration.
at() { place=$1; }

# find_groups FILTER...: learn which groups there are.
find_groups() {
  local group vpc name description tags
  call ec2 describe-security-groups --filters "$@" --output text --query \
    "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields" Description)"
  while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags description _; do
    take_marker
    group_at["$vpc $name"]=$group
    name_of[$group]=$name
    group_description[$group]=$description position_of[$group]="$vpc $name"
    group_tags[$group]=$tags
  done <<<"$answer"
}

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
    if [[ ${group_tags[$group]} == "$tags" ]]; then
      [[ -n $group_name && $name > $group_name ]] || group_name=$name
    elif [[ $sibling_tags != *$'\x1e'"${group_tags[$group]}"$'\x1e'* ]]; then
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

names_made=0 name_fraction=$((RANDOM % 10000))

# generate_name PREFIX: make $group_name as Terraform makes names: prefix, 18 digits of time, 8
# of a counter. A plan cannot know the time.
generate_name() {
  group_name="$1..."
  [[ $verb == apply ]] || return 0
  names_made=$((names_made + 1))
  printf -v group_name '%s%s%04d%08x' \
    "$1" "$(date -u +%Y%m%d%H%M%S)" "$name_fraction" "$names_made"
}

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
  [[ ${default_egress-} != no ]] || (($# > 101)) || tags+=$marker # EC2 takes 50 tags
  tags=$(tag_list "$tags")
  change create-security-group --group-name "$1" --vpc-id "$2" --description "$3" \
    ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group\",\"Tags\":[$tags]}]"} \
    --query GroupId --output text
  if [[ -z $planning ]]; then
    name_of[$answer]=${name_of[$group]} is_new[$answer]=yes group=$answer
    remember call ec2 delete-security-group --group-id "$group"
    settle
  fi
  [[ ${default_egress-} != no ]] || unfinished[$group]=yes
}

# await_new_groups: it takes EC2 a moment until a new group is known everywhere.
await_new_groups() {
  local new=()
  for group in "${own[@]}"; do [[ -z ${is_new[$group]-} ]] || new+=("$group"); done
  in_batches await_groups ${new[@]+"${new[@]}"}
}

await_groups() { call ec2 wait security-group-exists --group-ids "$@"; }

# A group bears this tag from its creation until it has lost the rule to everywhere that EC2
# gives it: a run that was cut off in between is brought to its end by the next one.
marker=$'portolan:unfinished\x1ddefault egress\x1c'

# take_marker: remove it from $tags.
take_marker() {
  [[ $'\x1c'$tags == *$'\x1c'"$marker"* ]] || return 0
  tags=$'\x1c'$tags
  tags=${tags/$'\x1c'"$marker"/$'\x1c'}
  tags=${tags#?}
  unfinished[$group]=yes
}

# finish_groups: take the tag away.
finish_groups() {
  local marked=()
  for group in "${ruled[@]}"; do [[ -z ${unfinished[$group]-} ]] || marked+=("$group"); done
  in_batches unmark_groups ${marked[@]+"${marked[@]}"}
}

unmark_groups() {
  lines=()
  for group in "$@"; do
    [[ -n ${is_new[$group]-} ]] ||
      lines+=("- ${name_of[$group]}: tag portolan:unfinished  (${place_of[$group]})")
  done
  remember call ec2 create-tags --resources "$@" --tags "[$(tag_list "$marker")]"
  change delete-tags --resources "$@" --tags '{"Key":"portolan:unfinished"}'
}

# --- rules: what is missing is authorized, then what is extra is revoked --------------

# A rule is known by what makes it one: "GROUP DIRECTION PROTOCOL FROM TO PEER".
declare -a ruled=()
declare -A owned=() description_of=() place_of=()
declare -A wanted=()
declare -A group_rules=() rule_id=() rule_description=() rule_tags=()
declare -A owner_of=()
declare -A tags_of=()
declare -A owns_tags=()

# rules_of GROUP [DIRECTION]...: the lines that follow are about this group. In these directions
# they are all that it may have.
rules_of() {
  group=$1
  [[ -n ${place_of[$1]-} ]] || ruled+=("$1")
  owned[$1]+=" ${*:2}" place_of[$1]=$place
}

ingress() { want ingress "$@"; }
egress() { want egress "$@"; }

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
    rule="$group $1 $2 $from $to ${peer/#[0-9]*\/sg-/sg-}"
    [[ $peer != */sg-* ]] || owner_of[$rule]=${peer%%/*}
    [[ ${description_of[$rule]-${5-}} == "${5-}" ]] ||
      stop "$place: $rule is wanted with two descriptions, \"${description_of[$rule]}\" and \"${5-}\""
    [[ -n ${description_of[$rule]+wanted} ]] || wanted[$group]+=$rule$'\n' place_of[$rule]=$place
    description_of[$rule]=${5-}
    tags_of[$rule]=$(tag_text "${@:6}")
    [[ -n ${keep_tags-} ]] || owns_tags[$rule]=yes
  done
}

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
    [[ $protocol == [a-z]* ]] || from=-1 to=-1 # the others have no ports
    rule="$group $direction $protocol $from $to $peer"
    group_rules[$group]+=$rule$'\n'
    rule_id[$rule]=$id rule_description[$rule]=$description rule_tags[$rule]=$tags
    owner_of[$rule]=$owner
  done <<<"$answer"
}

# authorize_missing: add the wanted rules that $group lacks, put descriptions and tags right.
authorize_missing() {
  local direction rule missing differing
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
      elif [[ -n ${is_new[$group]-} ]]; then
        show "+ $(rule_line "$rule" "")" # EC2 has made it with the group
      fi
      [[ -z ${owns_tags[$rule]-} ]] || ensure_rule_tags "$rule"
    done <<<"${wanted[$group]-}"
    ((${#missing[@]} == 0)) || authorize_by_tags "$direction" "${missing[@]}"
    ((${#differing[@]} == 0)) || describe_anew "$direction" "${differing[@]}"
  done
}

ensure_rule_tags() {
  place=${place_of[$1]}
  ensure_tags "$(rule_name "$1")" "${rule_id[$1]}" "${rule_tags[$1]}" "${tags_of[$1]}"
}

# authorize_by_tags ingress|egress RULE...: one call for all rules with the same tags.
authorize_by_tags() {
  local rule same=() others=()
  for rule in "${@:2}"; do
    if [[ ${tags_of[$rule]} == "${tags_of[$2]}" ]]; then same+=("$rule"); else others+=("$rule"); fi
  done
  authorize "$1" "${same[@]}"
  ((${#others[@]} == 0)) || authorize_by_tags "$1" "${others[@]}"
}

# authorize ingress|egress RULE...: add these rules to $group.
authorize() {
  local rule line undoing=() permissions=()
  local tags
  lines=()
  for rule in "${@:2}"; do
    line="+ $(rule_line "$rule" "${description_of[$rule]}")"
    lines+=("$line") undoing+=("$rule" "$line")
    place=${place_of[$rule]}
    tag_lines "$(rule_name "$rule")" "${tags_of[$rule]}"
    permissions+=("$(permission "$rule" "${description_of[$rule]}")")
  done
  [[ -z ${again-} ]] || lines=()
  place=${place_of[$2]}
  tags=$(tag_list "${tags_of[$2]}")
  remember take_back "$1" "$group" "${undoing[@]}"
  change "authorize-security-group-$1" --group-id "$group" \
    ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group-rule\",\"Tags\":[$tags]}]"} \
    --ip-permissions "${permissions[@]}" || squeeze_in "$@"
}

# squeeze_in ingress|egress RULE...: where EC2 takes no more rules, as many extra ones make room.
squeeze_in() {
  local extra again=yes
  [[ $error_code == RulesPerSecurityGroupLimitExceeded ]] || return
  find_extra "$1"
  ((${#extra[@]} > 0)) || return
  revoke "$1" "${extra[@]:0:$#-1}" || return
  authorize "$@"
}

# describe_anew ingress|egress RULE...: change nothing but their descriptions.
describe_anew() {
  local rule line before=() after=()
  lines=()
  for rule in "${@:2}"; do
    line="~ $(rule_line "$rule" "${rule_description[$rule]}" "${description_of[$rule]}")"
    [[ -z ${is_new[$group]-} ]] || line="+ $(rule_line "$rule" "${description_of[$rule]}")"
    lines+=("$line")
    before+=("$(permission "$rule" "${rule_description[$rule]}")")
    after+=("$(permission "$rule" "${description_of[$rule]}")")
  done
  place=${place_of[$2]}
  set -- "update-security-group-rule-descriptions-$1" --group-id "$group" --ip-permissions
  remember call ec2 "$@" "${before[@]}"
  change "$@" "${after[@]}"
}

# revoke_others: leave $group only wanted rules in the directions that the configuration owns.
revoke_others() {
  local direction extra
  for direction in ingress egress; do
    find_extra "$direction"
    ((${#extra[@]} == 0)) || revoke "$direction" "${extra[@]}"
  done
}

# find_extra ingress|egress: leave in $extra the rules that $group has and shall not have.
find_extra() {
  local rule
  extra=()
  while IFS= read -r rule; do
    [[ $rule == "$group $1 "* && -n ${rule_id[$rule]} ]] || continue
    [[ -z ${description_of[$rule]+wanted} ]] || continue
    if [[ " ${owned[$group]} " == *" $1 "* ]] || is_default_egress "$rule"; then
      extra+=("$rule")
    fi
  done <<<"${group_rules[$group]-}"
}

# is_default_egress RULE: EC2 lets a new group reach everything, Terraform does not.
is_default_egress() {
  [[ -n ${unfinished[$group]-} ]] || return
  [[ $1 == *" egress -1 -1 -1 0.0.0.0/0" || $1 == *" egress -1 -1 -1 ::/0" ]]
}

# revoke ingress|egress RULE...: take these rules from $group.
revoke() {
  local rule ids=()
  lines=()
  for rule in "${@:2}"; do
    ids+=("${rule_id[$rule]}")
    lines+=("- $(rule_line "$rule" "${rule_description[$rule]}")")
  done
  if [[ -n ${is_new[$group]-} ]]; then lines=(); else remember_rules "$@"; fi
  place=${place_of[$2]-${place_of[$group]-}}
  change "revoke-security-group-$1" --group-id "$group" --security-group-rule-ids "${ids[@]}" || return
  [[ -z $planning ]] || return 0
  for rule in "${@:2}"; do rule_id[$rule]=""; done
}

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

# rule_line RULE DESCRIPTION [NEW]: print it for people: all that there is to know.
rule_line() {
  local text
  text=$(rule_name "$1")
  [[ -z $2 && -z ${3-} ]] || text+=" $(json "$2")"
  [[ -z ${3+new} ]] || text+=" -> $(json "$3")"
  printf '%s  (%s)' "$text" "${place_of[$1]-${place_of[${1%% *}]-}}"
}

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

# --- attachments: groups put to use, beside what is there already ---------------------

# Each is a kind, a group, what it is attached to, and where that stands in the configuration.
declare -a attachments=()

# associate_vpc GROUP VPC: interfaces in the VPC can have the group.
associate_vpc() {
  attachments+=(vpc "$1" "$2" "$place")
}

# each_attachment attach|detach: make them, or take them back.
each_attachment() {
  local index kind
  for ((index = 0; index < ${#attachments[@]}; index += 4)); do
    kind=${attachments[index]} place=${attachments[index + 3]}
    "$1_$kind" "${attachments[index + 1]}" "${attachments[index + 2]}"
  done
}

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

detach_vpc() {
  [[ $1 != sg-new-* ]] || return 0
  find_association "$1" "$2"
  [[ $answer == associated || $answer == associating ]] || return 0
  lines=("- ${name_of[$1]-$1}: association with $2  ($place)")
  remember call ec2 associate-security-group-vpc --group-id "$1" --vpc-id "$2"
  change disassociate-security-group-vpc --group-id "$1" --vpc-id "$2"
  [[ -n $planning ]] || await_association "$1" "$2" None
}

undo_association() {
  call ec2 disassociate-security-group-vpc --group-id "$1" --vpc-id "$2" &&
    await_association "$1" "$2" None
}

# find_association GROUP VPC: leave its state in $answer.
find_association() {
  call ec2 describe-security-group-vpc-associations --output text \
    --filters "Name=group-id,Values=$1" "Name=vpc-id,Values=$2" \
    --query 'SecurityGroupVpcAssociations[0].State'
  [[ $answer != disassociated ]] || answer=None
}

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

# --- tags: as text they are KEY \x1d VALUE \x1c, sorted by key ------------------------

tag_fields="join('', sort_by(Tags[?!starts_with(Key, 'aws:')] || \`[]\`, &Key)[]"
tag_fields+=$'.join(\'\', [Key, \'\x1d\', Value, \'\x1c\']))'

tag_text() { (($# == 0)) || printf '%s\x1d%s\x1c' "$@"; }

# tag_list TEXT: print the tags as the members of a JSON list.
tag_list() {
  local key value separator=""
  while IFS=$'\x1d' read -r -d $'\x1c' key value; do
    printf '%s{"Key":%s,"Value":%s}' "$separator" "$(json "$key")" "$(json "$value")"
    separator=,
  done <<<"$1"
}

# tag_lines NAME TEXT: these tags are added with something.
tag_lines() {
  local key value
  while IFS=$'\x1d' read -r -d $'\x1c' key value; do
    lines+=("+ $1: tag $(json "$key") = $(json "$value")  ($place)")
  done <<<"$2"
}

# ensure_tags NAME RESOURCE PRESENT WANTED: make its tags exactly the wanted ones.
ensure_tags() {
  [[ $verb != destroy ]] || return 0
  [[ $3 != "$4" ]] || return 0
  remove_tags "$@"
  set_tags "$@"
}

# remove_tags NAME RESOURCE PRESENT WANTED: remove those whose keys are not wanted.
remove_tags() {
  local key value keys=() gone=""
  lines=()
  while IFS=$'\x1d' read -r -d $'\x1c' key value; do
    [[ $'\x1c'$4 != *$'\x1c'"$key"$'\x1d'* ]] || continue
    lines+=("- $1: tag $(json "$key") = $(json "$value")  ($place)")
    keys+=("{\"Key\":$(json "$key")}")
    gone+=$key$'\x1d'$value$'\x1c'
  done <<<"$3"
  ((${#keys[@]} > 0)) || return 0
  remember call ec2 create-tags --resources "$2" --tags "[$(tag_list "$gone")]"
  change delete-tags --resources "$2" --tags "${keys[@]}"
}

# set_tags NAME RESOURCE PRESENT WANTED: set those that are not as they are wanted.
set_tags() {
  local key value old old_tags="" new_tags="" keys=()
  lines=()
  while IFS=$'\x1d' read -r -d $'\x1c' key value; do
    [[ $'\x1c'$3 != *$'\x1c'"$key"$'\x1d'"$value"$'\x1c'* ]] || continue
    new_tags+=$key$'\x1d'$value$'\x1c'
    if [[ $'\x1c'$3 == *$'\x1c'"$key"$'\x1d'* ]]; then
      old=$'\x1c'$3
      old=${old#*$'\x1c'"$key"$'\x1d'}
      old=${old%%$'\x1c'*}
      old_tags+=$key$'\x1d'$old$'\x1c'
      lines+=("~ $1: tag $(json "$key") = $(json "$old") -> $(json "$value")  ($place)")
    else
      keys+=("{\"Key\":$(json "$key")}")
      lines+=("+ $1: tag $(json "$key") = $(json "$value")  ($place)")
    fi
  done <<<"$4"
  ((${#lines[@]} > 0)) || return 0
  remember restore_tags "$2" "$(tag_list "$old_tags")" ${keys[@]+"${keys[@]}"}
  change create-tags --resources "$2" --tags "[$(tag_list "$new_tags")]"
}

# restore_tags RESOURCE TAGS [KEY]...: set the tags, which are members of a JSON list; remove the keys.
restore_tags() {
  (($# == 2)) || call ec2 delete-tags --resources "$1" --tags "${@:3}" || return
  [[ -z $2 ]] || call ec2 create-tags --resources "$1" --tags "[$2]"
}

# --- changes: shown, made unless this is a plan, undone if a later one fails ----------

# $lines say what the next change does. What undoes it is a command, word by word, with a \x1f
# behind each word: in $pending before the change is made, in $undo afterwards.
declare -a lines=() pending=() undo=() undo_lines=()
declare interrupted="" done_lines
declare -i added=0 changed=0 removed=0

# change COMMAND ARGUMENT...: make a change, a call of EC2.
change() {
  local line changing=yes
  for line in ${lines[@]+"${lines[@]}"}; do show "$line"; done
  [[ -z $planning ]] || return 0
  trap 'interrupted=yes' HUP INT TERM
  if call ec2 "$@"; then
    settle
  elif [[ -n $error_code ]]; then
    pending=() # EC2 has refused it
    return 1
  else
    settle # it may have been made
    return 1
  fi
}

# remember COMMAND ARGUMENT...: this undoes the next change.
remember() {
  local entry
  printf -v entry '%s\x1f' "$@"
  [[ -n $planning ]] || pending+=("$entry")
}

# settle: what was remembered is there to be undone.
settle() {
  local entry text=""
  ((${#lines[@]} == 0)) || printf -v text '%s\n' "${lines[@]}"
  for entry in ${pending[@]+"${pending[@]}"}; do
    undo+=("$entry") undo_lines+=("$text")
  done
  pending=()
}

# roll_back: undo what this run did, last things first. A command that finds out what there is
# to undo leaves it in $done_lines.
roll_back() {
  local index line result words id
  for ((index = ${#undo[@]} - 1; index >= 0; index--)); do
    result=undone done_lines=${undo_lines[index]}
    IFS=$'\x1f' read -r -d $'\x1e' -a words <<<"${undo[index]}"$'\x1e'
    for id in ${reborn[@]+"${!reborn[@]}"}; do words=("${words[@]//$id/${reborn[$id]}}"); done
    "${words[@]}" || result="not undone (${error_code:-no answer})"
    while IFS= read -r line; do
      [[ -z $line ]] || tell "$result: $line" >&2
    done <<<"$done_lines"
  done
}

# show LINE: print and count a change; its first character tells what it is.
show() {
  case $1 in
  +*) added=$((added + 1)) && tell "$1" "$green" ;;
  -*) removed=$((removed + 1)) && tell "$1" "$red" ;;
  *) changed=$((changed + 1)) && tell "$1" "$yellow" ;;
  esac >&3
}

summarize() {
  local text="$added added, $changed changed, $removed removed"
  [[ -z $planning ]] || text="$added to add, $changed to change, $removed to remove"
  ((added + changed + removed > 0)) || text="nothing to change"
  tell "$text" >&3
}

# choose_output: a plan is what was asked for and goes to stdout, progress to stderr.
choose_output() {
  if [[ $verb == plan ]]; then exec 3>&1; else exec 3>&2; fi
  green="" red="" yellow=""
  [[ -t 3 && -z ${NO_COLOR-} ]] || return 0
  green=$'\e[32m' red=$'\e[31m' yellow=$'\e[33m'
}

# tell LINE [COLOUR]: print it on one line; that nobody reads it is no reason to stop.
tell() {
  local line=${1//[[:cntrl:]]/?}
  hide_secrets
  printf '%s%s%s\n' "${2-}" "$line" "${2:+$'\e[0m'}" || true
}

declare -a secrets=()

# secret TEXT: it is never shown, neither as it is nor as JSON.
secret() {
  local escaped
  escaped=$(json "$1")
  secrets+=("$1" "${escaped:1:${#escaped}-2}")
}

# hide_secrets: take them out of $line.
hide_secrets() {
  local text
  for text in "${secrets[@]}"; do line=${line//"$text"/(sensitive)}; done
}

# --- destroy: everything is taken back, unless something else uses it -----------------

destroy() {
  local answer_given
  in_batches read_rules ${ruled[@]+"${ruled[@]}"}
  find_users
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
  local direction extra
  local index
  each_attachment detach
  for group in ${ruled[@]+"${ruled[@]}"}; do
    for direction in ingress egress; do
      find_bonds "$direction"
      ((${#extra[@]} == 0)) || revoke "$direction" "${extra[@]}"
    done
  done
  for ((index = ${#own[@]} - 1; index >= 0; index--)); do
    delete_group "${own[index]}"
  done
}

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
    fi
    extra+=("$rule")
  done <<<"${group_rules[$group]-}"
}

# delete_group GROUP: nothing uses it any more.
delete_group() {
  local direction rule position
  [[ $1 != sg-new-* ]] || return 0
  group=$1 place=${place_of[$1]}
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

# find_rest ingress|egress: leave in $extra the rules that $group still has.
find_rest() {
  local rule
  extra=()
  while IFS= read -r rule; do
    [[ $rule != "$group $1 "* || -z ${rule_id[$rule]} ]] || extra+=("$rule")
  done <<<"${group_rules[$group]-}"
}

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

declare -a users=()

# find_users: stop if anything but this configuration uses its groups.
find_users() {
  local text
  in_batches find_interfaces "${own[@]}"
  in_batches find_referrers "${own[@]}"
  ((${#users[@]} > 0)) || return 0
  complain "nothing was changed, for something else uses these groups:"
  for text in "${users[@]}"; do tell "  $text" >&2; done
  exit 1
}

# find_interfaces GROUP...: note network interfaces that have them.
find_interfaces() {
  local interface groups description rest
  call ec2 describe-network-interfaces --filters "Name=group-id,Values=$(IFS=, && echo "$*")" \
    --output text --query \
    "NetworkInterfaces[].$(record NetworkInterfaceId "join(' ', Groups[].GroupId)" Description)"
  while IFS=$'\x1f' read -r -d $'\x1e' _ interface groups description _; do
    rest=""
    for group in $groups; do
      rest+=" $group"
      is_own "$group" || continue
      users+=("${name_of[$group]}: network interface $interface ${description:+$(json "$description")}")
    done
  done <<<"$answer"
}

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

# --- calls: every one of them, and what to do when it fails ---------------------------

declare answer="" failure="" error_code=""

# call SERVICE COMMAND ARGUMENT...: leave what it prints in $answer. If it fails, its message is
# in $failure and EC2's name for the error, where there is one, in $error_code.
call() {
  local reply status=0
  failure="" error_code=""
  [[ -z $interrupted ]] || return 1
  reply=$(
    # What has begun to change is brought to its end, so that it is known what was done.
    [[ -z ${changing-} ]] || trap '' HUP INT TERM
    exec 2>&1
    answer=$(aws "$@") || status=$?
    printf '\x1f%s' "$answer"
    exit "$status"
  ) || status=$?
  answer=${reply#*$'\x1f'}
  failure=${reply%%$'\x1f'*}
  if ((status == 0)); then
    [[ -z $failure ]] || printf '%s\n' "$failure" >&2
    failure=""
  elif [[ $failure =~ \(([A-Za-z.]+)\)\ when\ calling\ the ]]; then
    error_code=${BASH_REMATCH[1]}
  else
    failure=${failure:-"aws $1 $2 failed without a word, with exit code $status"}
  fi
  return "$status"
}

# explain: say why the last call failed, and what to do.
explain() {
  local advice="" operation=this
  [[ ! $failure =~ when\ calling\ the\ ([A-Za-z]+)\ operation ]] || operation=${BASH_REMATCH[1]}
  while [[ $failure == $'\n'* ]]; do failure=${failure#?}; done
  complain "${place:+$place: }${failure//$'\n'/ }"
  case $error_code in
  UnauthorizedOperation | AccessDenied*) advice="allow these credentials $operation in IAM" ;;
  RulesPerSecurityGroupLimitExceeded) advice="raise this quota of the account, or have fewer rules" ;;
  DependencyViolation) advice="something still uses the group: remove that first" ;;
  InvalidGroup.Duplicate) advice="if a run was cut off, run this again; else the name is taken" ;;
  InvalidPermission.Duplicate) advice="somebody has just added it: run this again" ;;
  *.NotFound) advice="it is not there, or no longer: look at the inputs, or run this again" ;;
  RequestLimitExceeded | Throttling*) advice="run this again later, or with more AWS_MAX_ATTEMPTS" ;;
  AuthFailure | *Token* | RequestExpired) advice="log in again, or choose another AWS_PROFILE" ;;
  esac
  case $failure in
  *credentials*) advice="log in, or choose credentials with AWS_PROFILE" ;;
  *"specify a region"*) advice="say in AWS_REGION where the groups are" ;;
  esac
  [[ -z $advice ]] || tell "  what to do: $advice" >&2
}

complain() { tell "${0##*/}: $*" >&2; }

stop() {
  complain "$@"
  exit 1
}

# in_batches COMMAND GROUP...: no filter of EC2 takes more than 200 values.
in_batches() {
  local command=$1 ids=()
  shift
  for group in "$@"; do
    [[ $group == sg-new-* ]] || ids+=("$group")
  done
  while ((${#ids[@]} > 0)); do
    "$command" "${ids[@]:0:200}"
    ids=("${ids[@]:200}")
  done
}

# --- text: what goes to AWS and what comes back ---------------------------------------

# record FIELD...: a query for the fields, a \x1f behind each and a \x1e behind the last. EC2
# answers in XML, which can hold neither, so no text is taken for the end of a field.
record() {
  local IFS=,
  printf "join('\x1f', map(&to_string(not_null(@, '')), ['',%s,'\x1e']))" "$*"
}

# json TEXT: print it as a JSON string.
json() {
  local text=$1 code character
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  if [[ $text == *[[:cntrl:]]* ]]; then
    for code in 0{1..9} 0{a..f} 1{0..9} 1{a..f}; do
      printf -v character %b "\\x$code"
      text=${text//"$character"/\\u00$code}
    done
  fi
  printf '"%s"' "$text"
}

# partition_of REGION: print the name of the AWS partition that the Region belongs to.
partition_of() {
  case $1 in
  cn-*) echo aws-cn ;;
  us-gov-*) echo aws-us-gov ;;
  us-iso-*) echo aws-iso ;;
  us-isob-*) echo aws-iso-b ;;
  eu-isoe-*) echo aws-iso-e ;;
  us-isof-*) echo aws-iso-f ;;
  eusc-*) echo aws-eusc ;;
  *) echo aws ;;
  esac
}

# dns_suffix_of PARTITION: print where the names of services end in the partition.
dns_suffix_of() {
  case $1 in
  aws-cn) echo amazonaws.com.cn ;;
  aws-iso) echo c2s.ic.gov ;;
  aws-iso-b) echo sc2s.sgov.gov ;;
  aws-iso-e) echo cloud.adc-e.uk ;;
  aws-iso-f) echo csp.hci.ic.gov ;;
  aws-eusc) echo amazonaws.eu ;;
  *) echo amazonaws.com ;;
  esac
}

# check_ipv6 INPUT...: stop unless every word of these inputs is an IPv6 network, and spell it
# as EC2 does: lower case, no leading zeros, "::" for the first longest run of zeros.
check_ipv6() {
  local name cidr list
  for name in "$@"; do
    list=""
    for cidr in ${!name}; do
      ipv6_network "${cidr,,}" || stop "$name: $cidr is not an IPv6 network"
      list+=" $network"
    done
    printf -v "$name" %s "${list# }"
  done
}

# ipv6_network CIDR: leave its canonical spelling in $network, or fail.
ipv6_network() {
  local address=${1%/*} bits=${1#*/} groups=() behind=() group kept text="" run zeros=""
  [[ $1 =~ ^[0-9a-f:]+/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$ && $address != *:::* ]] || return 1
  IFS=: read -ra groups <<<"${address%%::*}"
  if [[ $address == *::* ]]; then
    IFS=: read -ra behind <<<"${address#*::}"
    ((${#groups[@]} + ${#behind[@]} < 8)) || return 1
    while ((${#groups[@]} + ${#behind[@]} < 8)); do groups+=(0); done
    groups+=(${behind[@]+"${behind[@]}"})
  fi
  ((${#groups[@]} == 8)) || return 1
  for group in "${groups[@]}"; do
    [[ $group =~ ^[0-9a-f]{1,4}$ ]] || return 1
    kept=$((bits > 16 ? 16 : bits)) bits=$((bits - kept))
    (((0x$group & 0xffff >> kept) == 0)) || return 1
    printf -v text '%s:%x' "$text" "0x$group"
  done
  text+=:
  for run in :0:0{:0:0:0:0:0:0,:0:0:0:0:0,:0:0:0:0,:0:0:0,:0:0,:0,}; do
    [[ -n $zeros || $text != *"$run":* ]] || zeros=$run
  done
  address=$text
  [[ -z $zeros ]] || address=${text/"$zeros":/::}
  [[ $address == ::* ]] || address=${address#:}
  [[ $address == *:: ]] || address=${address%:}
  network=$address/${1#*/}
}

# check_ids PREFIX INPUT...: stop unless every word of these inputs is an id of this kind.
check_ids() {
  local name word
  for name in "${@:2}"; do
    for word in ${!name}; do
      [[ $word =~ ^([0-9]{12}/)?$1-[0-9a-z]+$ ]] || stop "$name: $word is no id like $1-0123"
    done
  done
}

# check_integers INPUT...: stop unless these inputs are whole numbers.
check_integers() {
  local name
  for name in "$@"; do
    [[ ${!name} =~ ^-?[0-9]+$ ]] || stop "$name: ${!name} is not a whole number"
  done
}

run "$@"
