#!/usr/bin/env bash
# Make the security groups group_id_sg and sg_0123456789abcdef0 where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   GROUP_ID=… ./group_id_sg.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${GROUP_ID:?id of a security group}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_vpc_security_group_ingress_rule.ssh (main.tf:5)
  # What it has, for undoing this.
  request main.tf:5 DescribeSecurityGroups "GroupId.1=$GROUP_ID"
  expect_one groupDescription
  mapfile -d '' -t group_id_sg_described_ingress < <(flat ipPermissions IpPermissions)
  mapfile -d '' -t group_id_sg_described_egress < <(flat ipPermissionsEgress IpPermissions)

  request main.tf:5 DescribeSecurityGroupRules Filter.1.Name=group-id "Filter.1.Value.1=$GROUP_ID"
  mapfile -t group_id_sg_present_ingress_ids < <(rule_ids false)
  mapfile -t group_id_sg_present_egress_ids < <(rule_ids true)

  # Whatever rules are there.
  if ((${#group_id_sg_present_ingress_ids[@]} > 0)); then
    request main.tf:5 RevokeSecurityGroupIngress \
      "GroupId=$GROUP_ID" \
      "${group_id_sg_present_ingress_ids[@]}"
    if ((${#group_id_sg_described_ingress[@]} > 0)); then
      undo AuthorizeSecurityGroupIngress "GroupId=$GROUP_ID" "${group_id_sg_described_ingress[@]}"
    fi
  fi

  # Whatever rules are there.
  if ((${#group_id_sg_present_egress_ids[@]} > 0)); then
    request main.tf:5 RevokeSecurityGroupEgress \
      "GroupId=$GROUP_ID" \
      "${group_id_sg_present_egress_ids[@]}"
    if ((${#group_id_sg_described_egress[@]} > 0)); then
      undo AuthorizeSecurityGroupEgress "GroupId=$GROUP_ID" "${group_id_sg_described_egress[@]}"
    fi
  fi

  rule tcp 22 ipv4 10.0.0.0/8
  change main.tf:5 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$GROUP_ID"

  # aws_vpc_security_group_egress_rule.given (main.tf:19)
  # What it has, for undoing this.
  request main.tf:19 DescribeSecurityGroups GroupId.1=sg-0123456789abcdef0
  expect_one groupDescription
  mapfile -d '' -t sg_0123456789abcdef0_described_ingress < <(flat ipPermissions IpPermissions)
  mapfile -d '' -t sg_0123456789abcdef0_described_egress < <(flat ipPermissionsEgress IpPermissions)

  request main.tf:19 DescribeSecurityGroupRules \
    Filter.1.Name=group-id \
    Filter.1.Value.1=sg-0123456789abcdef0
  mapfile -t sg_0123456789abcdef0_present_ingress_ids < <(rule_ids false)
  mapfile -t sg_0123456789abcdef0_present_egress_ids < <(rule_ids true)

  # Whatever rules are there.
  if ((${#sg_0123456789abcdef0_present_ingress_ids[@]} > 0)); then
    request main.tf:19 RevokeSecurityGroupIngress \
      GroupId=sg-0123456789abcdef0 \
      "${sg_0123456789abcdef0_present_ingress_ids[@]}"
    if ((${#sg_0123456789abcdef0_described_ingress[@]} > 0)); then
      undo AuthorizeSecurityGroupIngress \
        GroupId=sg-0123456789abcdef0 \
        "${sg_0123456789abcdef0_described_ingress[@]}"
    fi
  fi

  # Whatever rules are there.
  if ((${#sg_0123456789abcdef0_present_egress_ids[@]} > 0)); then
    request main.tf:19 RevokeSecurityGroupEgress \
      GroupId=sg-0123456789abcdef0 \
      "${sg_0123456789abcdef0_present_egress_ids[@]}"
    if ((${#sg_0123456789abcdef0_described_egress[@]} > 0)); then
      undo AuthorizeSecurityGroupEgress \
        GroupId=sg-0123456789abcdef0 \
        "${sg_0123456789abcdef0_described_egress[@]}"
    fi
  fi

  rule -1 all ipv4 0.0.0.0/0
  change main.tf:19 \
    AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress \
    GroupId=sg-0123456789abcdef0

  echo "group_id_sg_id = $GROUP_ID"
  echo "sg_0123456789abcdef0_id = sg-0123456789abcdef0"
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

# rule_ids true|false: print the ids of egress or ingress rules as parameters, one a line.
rule_ids() {
  local rest=$answer item number=0
  while [[ $rest == *'<tagSet>'* ]]; do
    rest=${rest%%'<tagSet>'*}${rest#*'</tagSet>'}
  done
  while [[ $rest == *'</item>'* ]]; do
    item=${rest%%'</item>'*} rest=${rest#*'</item>'}
    [[ $item == *"<isEgress>$1</isEgress>"* ]] || continue
    number=$((number + 1)) item=${item#*'<securityGroupRuleId>'}
    echo "SecurityGroupRuleId.$number=${item%%'<'*}"
  done
}

# flat ELEMENT NAME: print what the first ELEMENT in $answer holds as the parameters NAME.1.…,
# a NUL behind each.
flat() {
  local xml=${answer#*"<$1>"} path=$2 tag text
  local -i depth=0
  local -ai count=(0)
  [[ $xml != "$answer" ]] || return 0
  while IFS='>' read -r -d '<' tag text; do
    case $tag in
    "" | */) ;;
    item) count[depth]+=1 path+=.${count[depth]} depth+=1 ;;
    /item) path=${path%.*} depth+=-1 ;;
    /*) path=${path%.*} ;;
    *)
      path+=.${tag^} count[depth]=0
      [[ $text != *[![:space:]]* ]] || printf '%s=%s\0' "$path" "$(unescape "$text")"
      ;;
    esac
  done <<<"${xml%%"</$1>"*}<"
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
