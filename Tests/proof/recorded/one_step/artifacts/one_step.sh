#!/usr/bin/env bash
# Create or update attachments of security groups.
# Translated from main.tf by Portolan. Running it again changes nothing.
#
#   ./main.sh [plan | apply | destroy] [--yes]

set -euo pipefail
set -f # words are never patterns for file names
export AWS_PAGER=""
export AWS_RETRY_MODE="${AWS_RETRY_MODE-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS-5}"

# --- what there shall be: groups first, for rules may name any of them ----------------

main() {
  at main.tf:3 # aws_network_interface_sg_attachment.proxy
  attach_group sg-0123456789abcdef0 eni-0123456789abcdef0
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
  main
  if [[ $verb == destroy ]]; then destroy; else converge; fi
  finished=yes
  summarize
  [[ $verb != plan ]] || exit $((added + changed + removed > 0 ? 2 : 0))
}

# converge: what follows when all groups are there.
converge() {
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
declare -a own=()

# at FILE:LINE: what follows stands there in the configuration.
at() { place=$1; }

# --- attachments: groups put to use, beside what is there already ---------------------

# Each is a kind, a group, what it is attached to, and where that stands in the configuration.
declare -a attachments=()

# attach_group GROUP INTERFACE: the network interface keeps the groups it has.
attach_group() {
  attachments+=(interface "$1" "$2" "$place")
}

# each_attachment attach|detach: make them, or take them back.
each_attachment() {
  local index kind
  for ((index = 0; index < ${#attachments[@]}; index += 4)); do
    kind=${attachments[index]} place=${attachments[index + 3]}
    "$1_$kind" "${attachments[index + 1]}" "${attachments[index + 2]}"
  done
}

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

# find_groups_on INTERFACE: leave their ids in $answer.
find_groups_on() {
  call ec2 describe-network-interfaces --filters "Name=network-interface-id,Values=$1" \
    --query 'NetworkInterfaces[].Groups[].GroupId' --output text
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
  each_attachment detach
}

is_own() { [[ " ${own[*]-} " == *" $1 "* ]]; }

# is_attached GROUP INTERFACE: the configuration says so.
is_attached() { [[ " ${attachments[*]} " == *" interface $1 $2 "* ]]; }

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

run "$@"
