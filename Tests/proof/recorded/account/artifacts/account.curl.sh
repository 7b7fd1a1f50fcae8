#!/usr/bin/env bash
# Make the security groups of_this_account and of_another_account where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   ./of_this_account.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # data.aws_caller_identity.me (main.tf:9)
  service=sts request main.tf:9 GetCallerIdentity
  caller_identity_me_owner=$(element Account)

  # aws_security_group.of_this_account (main.tf:11)
  request main.tf:11 CreateSecurityGroup \
    "GroupName=of-$caller_identity_me_owner" \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-0123456789abcdef0
  of_this_account_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_this_account_id"

  request main.tf:11 DescribeSecurityGroups "GroupId.1=$of_this_account_id"
  expect_one groupDescription
  of_this_account_described_owner=$(group_element ownerId)

  # aws_security_group.of_another_account (main.tf:17)
  request main.tf:17 CreateSecurityGroup \
    GroupName=of-another \
    "GroupDescription=Beside $of_this_account_described_owner" \
    VpcId=vpc-0123456789abcdef0
  of_another_account_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_another_account_id"

  # aws_security_group.of_this_account (main.tf:11)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:11 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_this_account_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:11 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_this_account_id"

  # aws_security_group.of_another_account (main.tf:17)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:17 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_another_account_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:17 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_another_account_id"

  echo "of_this_account_id = $of_this_account_id"
  echo "of_another_account_id = $of_another_account_id"
}

# --- requests: signed, and sent again when EC2 is busy --------------------------------

declare answer code="" region=$AWS_REGION service=ec2 source=""
declare -a changes=() permissions=()

# request SOURCE ACTION [NAME=VALUE]...: make a call for this line of the configuration, about
# the rules before it; the answer is in $answer. False for an error that is in $ignored.
request() {
  local words=("${@:3}" "${permissions[@]}")
  source=$1 permissions=()
  [[ $2 == Describe* || $2 == Get* ]] || echo "$source: $2" >&2
  query "$2" "${words[@]}" || {
    [[ " ${ignored-} " != *" $code "* ]] || return 1
    stop "$source: $2: $(error)"
  }
}

# query ACTION [NAME=VALUE]...: send a signed request; the answer is in $answer. False for an
# error. It takes a moment until a new group is known everywhere.
query() {
  local pause http
  for pause in 1 2 4 8 0; do
    answer=$(settings "$@" | curl --config -) || answer=$'\n000'
    http=${answer##*$'\n'} answer=${answer%$'\n'*}
    [[ $http != 2?? ]] || return 0
    code=$(element Code)
    case $code in
    RequestLimitExceeded | Throttling* | InternalError | *Unavailable) ;;
    InvalidGroup.NotFound) ((${#changes[@]} > 0)) || return 1 ;;
    *) return 1 ;;
    esac
    sleep "$pause"
  done
  return 1
}

# settings ACTION [NAME=VALUE]...: print a request for curl, which reads it from standard input,
# so that neither a secret nor a value is an argument of a program.
settings() {
  local word version=2016-11-15
  [[ $service == ec2 ]] || version=2011-06-15
  printf 'silent\nshow-error\n'
  option url "$(endpoint)"
  option aws-sigv4 "aws:amz:$region:$service"
  option user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"
  [[ -z ${AWS_SESSION_TOKEN-} ]] ||
    option header "x-amz-security-token: $AWS_SESSION_TOKEN"
  for word in "Action=$1" "Version=$version" "${@:2}"; do option data-urlencode "$word"; done
  printf 'write-out = "\\n%%{http_code}"\n'
}

# option NAME VALUE: print a line of curl's configuration.
option() {
  local value=${2//\\/\\\\}
  value=${value//\"/\\\"}
  value=${value//$'\n'/\\n}
  value=${value//$'\r'/\\r}
  value=${value//$'\t'/\\t}
  printf '%s = "%s"\n' "$1" "$value"
}

# endpoint: print the address of the service in the Region.
endpoint() {
  local variable=AWS_ENDPOINT_URL_${service^^} suffix=amazonaws.com url
  [[ $region != cn-* ]] || suffix+=.cn
  url=${!variable-${AWS_ENDPOINT_URL-}}
  url=${url:-https://$service.$region.$suffix}
  echo "${url%/}/"
}

# --- rules ----------------------------------------------------------------------------

# rule PROTOCOL PORTS KIND "PEER..." [DESCRIPTION]: the next call is about such a rule for each
# peer. PORTS is "all", a port, FROM:TO, or for ICMP TYPE:CODE.
rule() {
  local list member peer place
  case $3 in
  ipv4) list=IpRanges member=CidrIp ;;
  ipv6) list=Ipv6Ranges member=CidrIpv6 ;;
  list) list=PrefixListIds member=PrefixListId ;;
  *) list=Groups member=GroupId ;;
  esac
  ((${#permissions[@]} > 0)) || rules=0
  for peer in $4; do
    rules=$((rules + 1))
    place=IpPermissions.$rules
    permissions+=("$place.IpProtocol=$1")
    [[ $2 == all ]] || permissions+=("$place.FromPort=${2%%:*}" "$place.ToPort=${2##*:}")
    place+=.$list.1
    [[ $peer != */sg-* ]] || permissions+=("$place.UserId=${peer%%/*}")
    permissions+=("$place.$member=${peer/#[0-9]*\/sg-/sg-}")
    (($# < 5)) || permissions+=("$place.Description=$5")
  done
}

# change SOURCE ACTION INVERSE GROUP [NAME=VALUE]...: make a call about the rules before it, if
# there are any; INVERSE takes it back.
change() {
  local words=("${permissions[@]}")
  ((${#words[@]} > 0)) || return 0
  request "$1" "$2" "${@:4}" || return 0
  permissions=("${words[@]}")
  undo "$3" "$4"
}

# --- answers: EC2 speaks XML ----------------------------------------------------------

# element NAME: print the text of the first element of this name in $answer.
element() {
  local text=${answer#*"<$1>"}
  [[ $text != "$answer" ]] || return 0
  unescape "${text%%"</$1>"*}"
}

unescape() {
  local text=$1
  text=${text//'&lt;'/'<'}
  text=${text//'&gt;'/'>'}
  text=${text//'&quot;'/'"'}
  text=${text//'&apos;'/"'"}
  text=${text//'&#39;'/"'"}
  text=${text//'&#34;'/'"'}
  printf '%s\n' "${text//'&amp;'/'&'}"
}

# expect_one ELEMENT: stop unless $answer has just one.
expect_one() {
  local rest=${answer#*"<$1>"}
  [[ $rest != "$answer" ]] || stop "$source: nothing found"
  [[ $rest != *"<$1>"* ]] || stop "$source: more than one found"
}

# group_element NAME: print an element of the group in $answer, not of its rules.
group_element() {
  local answer=${answer/'<ipPermissions>'*'</ipPermissions>'/}
  answer=${answer/'<ipPermissionsEgress>'*'</ipPermissionsEgress>'/}
  element "$1"
}

# --- the way back ---------------------------------------------------------------------

# undo ACTION [NAME=VALUE]...: remember what takes the last call back, about the rules before it.
undo() {
  local entry
  printf -v entry '%s\x1f' "$source" "$region" "$@" "${permissions[@]}"
  changes+=("$entry")
  permissions=()
}

# finish: when the script fails or is stopped, undo what it did, the last call first.
finish() {
  local status=$? number words
  trap - EXIT
  trap '' INT TERM
  for ((number = ${#changes[@]} - 1; status != 0 && number >= 0; number--)); do
    mapfile -d $'\x1f' -t words < <(printf %s "${changes[number]}")
    region=${words[1]}
    if query "${words[@]:2}"; then
      echo "undone: ${words[0]}: by ${words[2]}" >&2
    else
      echo "not undone: ${words[0]}: ${words[2]}: $(error)" >&2
    fi
  done
  exit "$status"
}

# error: print what EC2 says is wrong.
error() {
  local text
  text=$(element Message)
  echo "${code:-no answer}${text:+: ${text//[[:cntrl:]]/ }}"
}

stop() {
  echo "${0##*/}: $*" >&2
  exit 1
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
main
