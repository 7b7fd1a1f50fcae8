#!/usr/bin/env bash
# Make 14 security groups where nothing is there yet.
# Translated from groups.tf, rules.tf, main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   REGION=… CALLER_IDENTITY_ME_ACCOUNT_ID=… ./of_a.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${REGION:?a Region}"
: "${CALLER_IDENTITY_ME_ACCOUNT_ID?account_id of data.aws_caller_identity.me}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.of["a"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  region="$REGION"
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-a \
    "GroupDescription=Managed by Terraform"
  of_a_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_a_id"

  request groups.tf:13 DescribeSecurityGroups "GroupId.1=$of_a_id"
  expect_one groupDescription
  of_a_described_id=$(group_element vpcId)

  # aws_security_group.of["m"] (groups.tf:13)
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-m \
    "GroupDescription=Managed by Terraform"
  of_m_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_m_id"

  request groups.tf:13 DescribeSecurityGroups "GroupId.1=$of_m_id"
  expect_one groupDescription
  of_m_described_owner=$(group_element ownerId)

  # aws_security_group.tagged (groups.tf:4)
  request groups.tf:4 CreateSecurityGroup \
    GroupName=tagged \
    "GroupDescription=Managed by Terraform" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Account \
    "TagSpecification.1.Tag.1.Value=$CALLER_IDENTITY_ME_ACCOUNT_ID" \
    TagSpecification.1.Tag.2.Key=Of \
    "TagSpecification.1.Tag.2.Value=$of_a_id" \
    TagSpecification.1.Tag.3.Key=Owner \
    "TagSpecification.1.Tag.3.Value=$of_m_described_owner"
  tagged_id=$(element groupId)
  tagged_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$tagged_id"

  request groups.tf:4 DescribeSecurityGroups "GroupId.1=$tagged_id"
  expect_one groupDescription
  tagged_described_owner=$(group_element ownerId)

  # aws_security_group.of["b"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-b \
    "GroupDescription=Managed by Terraform"
  of_b_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_b_id"

  # aws_security_group.of["c"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-c \
    "GroupDescription=Managed by Terraform"
  of_c_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_c_id"

  # aws_security_group.of["d"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-d \
    "GroupDescription=Managed by Terraform"
  of_d_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_d_id"

  # aws_security_group.of["e"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-e \
    "GroupDescription=Managed by Terraform"
  of_e_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_e_id"

  # aws_security_group.of["f"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-f \
    "GroupDescription=Managed by Terraform"
  of_f_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_f_id"

  # aws_security_group.of["g"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-g \
    "GroupDescription=Managed by Terraform"
  of_g_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_g_id"

  # aws_security_group.of["h"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-h \
    "GroupDescription=Managed by Terraform"
  of_h_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_h_id"

  # aws_security_group.of["i"] (groups.tf:13)
  # EC2 gives it the egress rule of rules.tf:19 by itself.
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-i \
    "GroupDescription=Managed by Terraform"
  of_i_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_i_id"

  # aws_security_group.of["k"] (groups.tf:13)
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-k \
    "GroupDescription=Managed by Terraform"
  of_k_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_k_id"

  # aws_security_group.of["l"] (groups.tf:13)
  request groups.tf:13 CreateSecurityGroup \
    GroupName=circle-l \
    "GroupDescription=Managed by Terraform"
  of_l_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$of_l_id"

  # aws_security_group.untagged (groups.tf:18)
  request groups.tf:18 CreateSecurityGroup \
    GroupName=untagged \
    "GroupDescription=Beside $tagged_described_owner in $of_a_described_id"
  untagged_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$untagged_id"

  # aws_security_group.of["a"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_a_id"

  rule tcp 8080 group "$of_b_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_a_id"

  # aws_security_group.of["m"] (groups.tf:13)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change groups.tf:13 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$of_m_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_m_id"

  rule icmp 8:0 group "$untagged_id"
  change main.tf:30 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_m_id"

  # aws_security_group.tagged (groups.tf:4)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change groups.tf:4 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$tagged_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:4 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$tagged_id"

  # aws_security_group.of["b"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_b_id"

  rule tcp 8080 group "$of_c_id"
  rule tcp 8080 group "$of_h_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_b_id"

  # aws_security_group.of["c"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_c_id"

  rule tcp 8080 group "$of_b_id"
  rule tcp 8080 group "$of_d_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_c_id"

  # aws_security_group.of["d"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_d_id"

  rule tcp 8080 group "$of_b_id"
  rule tcp 8080 group "$of_e_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_d_id"

  # aws_security_group.of["e"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_e_id"

  rule tcp 8080 group "$of_f_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_e_id"

  # aws_security_group.of["f"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_f_id"

  rule tcp 8080 group "$of_g_id"
  rule tcp 8080 group "$of_h_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_f_id"

  # aws_security_group.of["g"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_g_id"

  rule tcp 8080 group "$of_f_id"
  rule tcp 8080 group "$of_g_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_g_id"

  # aws_security_group.of["h"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_h_id"

  rule tcp 8080 group "$of_k_id"
  change rules.tf:10 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$of_h_id"

  # aws_security_group.of["i"] (groups.tf:13)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_i_id"

  rule tcp 8080 group "$of_a_id"
  rule tcp 8080 group "$of_h_id"
  change rules.tf:1 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$of_i_id"

  # aws_security_group.of["k"] (groups.tf:13)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change groups.tf:13 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$of_k_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_k_id"

  rule tcp 8080 group "$of_l_id"
  change rules.tf:10 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$of_k_id"

  # aws_security_group.of["l"] (groups.tf:13)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change groups.tf:13 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$of_l_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:13 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$of_l_id"

  rule tcp 8080 group "$of_k_id"
  change rules.tf:10 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$of_l_id"

  # aws_security_group.untagged (groups.tf:18)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change groups.tf:18 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$untagged_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change groups.tf:18 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$untagged_id"

  rule tcp 22 group "$tagged_id" "From $of_a_described_id"
  rule tcp 22 group "$of_i_id" "From $of_a_described_id"
  change groups.tf:22 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$untagged_id"

  rule tcp 443 ipv4 10.0.0.0/8 "To what $tagged_arn reaches"
  rule udp 53 ipv4 10.0.0.0/8
  change groups.tf:30 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$untagged_id"

  echo "of_a_id = $of_a_id"
  echo "of_m_id = $of_m_id"
  echo "tagged_id = $tagged_id"
  echo "of_b_id = $of_b_id"
  echo "of_c_id = $of_c_id"
  echo "of_d_id = $of_d_id"
  echo "of_e_id = $of_e_id"
  echo "of_f_id = $of_f_id"
  echo "of_g_id = $of_g_id"
  echo "of_h_id = $of_h_id"
  echo "of_i_id = $of_i_id"
  echo "of_k_id = $of_k_id"
  echo "of_l_id = $of_l_id"
  echo "untagged_id = $untagged_id"
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
