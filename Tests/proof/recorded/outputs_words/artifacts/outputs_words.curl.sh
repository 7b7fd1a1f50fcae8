#!/usr/bin/env bash
# Make the security groups made, generated, adopted and found_sg where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   VPC_ID=… FOUND_ID=… FOUND_ARN=… FOUND_DESCRIPTION=… ./made.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${VPC_ID:?id of a VPC}"
: "${PORTS=1 2}"
: "${FOUND_ID:?id of data.aws_security_group.found}"
: "${FOUND_ARN?arn of data.aws_security_group.found}"
: "${FOUND_DESCRIPTION?description of data.aws_security_group.found}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.made (main.tf:19)
  request main.tf:19 CreateSecurityGroup \
    GroupName=made \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID"
  made_id=$(element groupId)
  made_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$made_id"

  request main.tf:19 DescribeSecurityGroups "GroupId.1=$made_id"
  expect_one groupDescription
  made_described_owner=$(group_element ownerId)

  # aws_security_group.generated (main.tf:25)
  # The name must be new: it ends in a hash of aws_security_group.generated, not in the time as
  # Terraform's.
  request main.tf:25 CreateSecurityGroup \
    GroupName=generated-4e7d9342 \
    "GroupDescription=Managed by Terraform"
  generated_id=$(element groupId)
  generated_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$generated_id"

  request main.tf:25 DescribeSecurityGroups "GroupId.1=$generated_id"
  expect_one groupDescription
  generated_described_owner=$(group_element ownerId)
  generated_described_id=$(group_element vpcId)

  # aws_default_security_group.adopted (main.tf:30)
  request main.tf:30 DescribeVpcs Filter.1.Name=is-default Filter.1.Value.1=true
  expect_one isDefault
  adopted_vpc_id=$(element vpcId)

  request main.tf:30 DescribeSecurityGroups \
    Filter.1.Name=group-name \
    Filter.1.Value.1=default \
    Filter.2.Name=vpc-id \
    "Filter.2.Value.1=$adopted_vpc_id"
  expect_one groupDescription
  adopted_id=$(group_element groupId)
  mapfile -d '' -t adopted_ingress < <(flat ipPermissions IpPermissions)
  mapfile -d '' -t adopted_egress < <(flat ipPermissionsEgress IpPermissions)
  adopted_arn=$(group_element securityGroupArn)
  adopted_name=$(group_element groupName)
  adopted_owner=$(group_element ownerId)
  adopted_id_2=$(group_element vpcId)

  # aws_security_group.made (main.tf:19)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:19 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$made_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:19 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$made_id"

  # aws_security_group.generated (main.tf:25)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:25 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$generated_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:25 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$generated_id"

  # aws_default_security_group.adopted (main.tf:30)
  request main.tf:30 DescribeSecurityGroupRules \
    Filter.1.Name=group-id \
    "Filter.1.Value.1=$adopted_id"
  mapfile -t adopted_present_ingress_ids < <(rule_ids false)
  mapfile -t adopted_present_egress_ids < <(rule_ids true)

  # Whatever rules are there.
  if ((${#adopted_present_ingress_ids[@]} > 0)); then
    request main.tf:30 RevokeSecurityGroupIngress \
      "GroupId=$adopted_id" \
      "${adopted_present_ingress_ids[@]}"
    if ((${#adopted_ingress[@]} > 0)); then
      undo AuthorizeSecurityGroupIngress "GroupId=$adopted_id" "${adopted_ingress[@]}"
    fi
  fi

  # Whatever rules are there.
  if ((${#adopted_present_egress_ids[@]} > 0)); then
    request main.tf:30 RevokeSecurityGroupEgress \
      "GroupId=$adopted_id" \
      "${adopted_present_egress_ids[@]}"
    if ((${#adopted_egress[@]} > 0)); then
      undo AuthorizeSecurityGroupEgress "GroupId=$adopted_id" "${adopted_egress[@]}"
    fi
  fi

  # aws_security_group_rule.found (main.tf:32)
  rule icmp -1 group "$FOUND_ID"
  change main.tf:32 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$FOUND_ID"

  echo "made = [$(json "$made_id"),$(json "$made_arn"),\"made\",$(json "$made_described_owner"),$(json "$VPC_ID")]"
  echo "generated = {\"arn\":$(json "$generated_arn"),\"id\":$(json "$generated_id"),\"name\":\"generated-4e7d9342\",\"owner\":$(json "$generated_described_owner"),\"vpc\":$(json "$generated_described_id")}"
  echo "adopted = {\"arn\":$(json "$adopted_arn"),\"id\":$(json "$adopted_id"),\"name\":$(json "$adopted_name"),\"owner\":$(json "$adopted_owner"),\"vpc\":$(json "$adopted_id_2")}"
  echo "found = {\"arn\":$(json "$FOUND_ARN"),\"description\":$(json "$FOUND_DESCRIPTION"),\"id\":$(json "$FOUND_ID"),\"name\":\"found\",\"vpc\":$(json "$VPC_ID")}"
  echo "name = made"
  echo "text = generated-4e7d9342 in $adopted_id_2"
  echo "ports = $PORTS"
  echo 'empty = [[],{},""]'
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
