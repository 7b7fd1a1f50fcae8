#!/usr/bin/env bash
# Create or update the security groups group_id_sg and sg_0123456789abcdef0.
# Translated from main.tf by Portolan. Running it again changes nothing.
#
#   GROUP_ID=sg-0123 ./group_id_sg.sh [plan | apply | destroy] [--yes]

set -euo pipefail
set -f # words are never patterns for file names
export AWS_PAGER=""
export AWS_RETRY_MODE="${AWS_RETRY_MODE-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS-5}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

read_inputs() {
  : "${GROUP_ID:?id of a security group}"
}

# --- what there shall be: groups first, for rules may name any of them ----------------

main() {
  check_ids sg GROUP_ID

  at main.tf:5 # rules of aws_vpc_security_group_ingress_rule.ssh
  rules_of "$GROUP_ID" ingress egress
  ingress tcp 22 10.0.0.0/8

  at main.tf:19 # rules of aws_vpc_security_group_egress_rule.given
  rules_of sg-0123456789abcdef0 ingress egress
  egress -1 all 0.0.0.0/0
}

print_outputs() {
  echo "group_id_sg = $GROUP_ID"
  echo "sg_0123456789abcdef0 = sg-0123456789abcdef0"
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
  in_batches read_rules ${ruled[@]+"${ruled[@]}"}
  for group in ${ruled[@]+"${ruled[@]}"}; do authorize_missing; done
  for group in ${ruled[@]+"${ruled[@]}"}; do revoke_others; done
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
declare -a own=()

# at FILE:LINE: what follows stands there in the configuration.
at() { place=$1; }

# --- rules: what is missing is authorized, then what is extra is revoked --------------

# A rule is known by what makes it one: "GROUP DIRECTION PROTOCOL FROM TO PEER".
declare -a ruled=()
declare -A owned=() description_of=() place_of=()
declare -A wanted=()
declare -A group_rules=() rule_id=() rule_description=() rule_tags=()
declare -A owner_of=()
declare -A tags_of=()

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
    rule="$group $1 $2 $from $to $peer"
    [[ ${description_of[$rule]-${5-}} == "${5-}" ]] ||
      stop "$place: $rule is wanted with two descriptions, \"${description_of[$rule]}\" and \"${5-}\""
    [[ -n ${description_of[$rule]+wanted} ]] || wanted[$group]+=$rule$'\n' place_of[$rule]=$place
    description_of[$rule]=${5-}
    tags_of[$rule]=$(tag_text "${@:6}")
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
      fi
      ensure_rule_tags "$rule"
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
    if [[ " ${owned[$group]} " == *" $1 "* ]]; then
      extra+=("$rule")
    fi
  done <<<"${group_rules[$group]-}"
}

# revoke ingress|egress RULE...: take these rules from $group.
revoke() {
  local rule ids=()
  lines=()
  for rule in "${@:2}"; do
    ids+=("${rule_id[$rule]}")
    lines+=("- $(rule_line "$rule" "${rule_description[$rule]}")")
  done
  remember_rules "$@"
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
  local index line result words
  for ((index = ${#undo[@]} - 1; index >= 0; index--)); do
    result=undone done_lines=${undo_lines[index]}
    IFS=$'\x1f' read -r -d $'\x1e' -a words <<<"${undo[index]}"$'\x1e'
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
  printf '%s%s%s\n' "${2-}" "$line" "${2:+$'\e[0m'}" || true
}

# --- destroy: everything is taken back, unless something else uses it -----------------

destroy() {
  local answer_given
  in_batches read_rules ${ruled[@]+"${ruled[@]}"}
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
  for group in ${ruled[@]+"${ruled[@]}"}; do
    for direction in ingress egress; do
      find_bonds "$direction"
      ((${#extra[@]} == 0)) || revoke "$direction" "${extra[@]}"
    done
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

is_own() { [[ " ${own[*]-} " == *" $1 "* ]]; }

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

# check_ids PREFIX INPUT...: stop unless every word of these inputs is an id of this kind.
check_ids() {
  local name word
  for name in "${@:2}"; do
    for word in ${!name}; do
      [[ $word =~ ^([0-9]{12}/)?$1-[0-9a-z]+$ ]] || stop "$name: $word is no id like $1-0123"
    done
  done
}

run "$@"
