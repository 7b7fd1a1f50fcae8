#!/usr/bin/env bash
# Bring 13 security groups from what groups.json and rules.json shows to what is wanted.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   ./moved.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
#
# Fixed when it was translated:
#   tagged_id = "sg-00000000000000001" (main.tf:97: to compare the configuration with the account)

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.moved (main.tf:22)
  region=us-east-1
  request main.tf:22 CreateSecurityGroup \
    GroupName=moved \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-3 \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=moved
  moved_id=$(element groupId)
  moved_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$moved_id"

  request main.tf:22 DescribeSecurityGroups "GroupId.1=$moved_id"
  expect_one groupDescription
  moved_described_owner=$(group_element ownerId)

  # aws_security_group.named_after (main.tf:46)
  request main.tf:46 CreateSecurityGroup \
    "GroupName=after-$moved_id" \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-1
  named_after_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$named_after_id"

  # aws_security_group.prefixed_after (main.tf:51)
  # The name must be new: it ends in a hash of aws_security_group.prefixed_after, not in the
  # time as Terraform's.
  request main.tf:51 CreateSecurityGroup \
    "GroupName=$moved_id-d9b93461" \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-1
  prefixed_after_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$prefixed_after_id"

  # aws_security_group.generated["third"] (main.tf:62)
  # The name must be new: it ends in a hash of aws_security_group.generated["third"], not in the
  # time as Terraform's.
  request main.tf:62 CreateSecurityGroup \
    GroupName=generated-956df475 \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-1 \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=third
  generated_third_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$generated_third_id"

  # aws_security_group.unlike (main.tf:69)
  # The name must be new: it ends in a hash of aws_security_group.unlike, not in the time as
  # Terraform's.
  request main.tf:69 CreateSecurityGroup \
    GroupName=unlike-88b531d1 \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-1
  unlike_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$unlike_id"

  # aws_security_group.moved (main.tf:22)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:22 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$moved_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:22 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$moved_id"

  # aws_security_group.named_after (main.tf:46)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:46 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$named_after_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:46 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$named_after_id"

  # aws_security_group.prefixed_after (main.tf:51)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:51 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$prefixed_after_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:51 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$prefixed_after_id"

  # aws_security_group.generated["third"] (main.tf:62)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:62 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$generated_third_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:62 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$generated_third_id"

  # aws_security_group.unlike (main.tf:69)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:69 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$unlike_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:69 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$unlike_id"

  # aws_security_group.full (main.tf:75)
  rule tcp 443 ipv4 192.0.2.1/32
  change main.tf:79 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000016

  # The quota leaves no room for the rules that follow.
  request main.tf:75 RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000016 \
    SecurityGroupRuleId.1=sgr-00000000000000081 \
    SecurityGroupRuleId.2=sgr-00000000000000082
  rule tcp 80 ipv4 10.1.0.0/24 "old 0"
  undo AuthorizeSecurityGroupIngress \
    GroupId=sg-00000000000000016 \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Number \
    TagSpecification.1.Tag.1.Value=0
  rule tcp 80 list pl-0123456789abcdef0 "makes room"
  undo AuthorizeSecurityGroupIngress GroupId=sg-00000000000000016

  rule tcp 443 ipv4 192.0.2.2/32
  rule tcp 443 ipv4 192.0.2.3/32
  rule tcp 443 ipv6 2001:db8:1::/48
  change main.tf:79 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000016

  rule tcp 443 ipv6 2001:db8:1059::/48
  rule tcp 443 ipv6 2001:db8:1060::/48
  change main.tf:88 \
    AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress \
    GroupId=sg-00000000000000016

  # aws_default_security_group.default (main.tf:155)
  rule -1 all group "$moved_id"
  change main.tf:159 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000017

  # aws_vpc_security_group_ingress_rule.given["fewer"] (main.tf:97)
  rule tcp 22:23 ipv4 10.6.0.0/16 new
  change main.tf:97 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000001 \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=new \
    TagSpecification.1.Tag.2.Key=Team \
    TagSpecification.1.Tag.2.Value=net

  rule icmp 8:0 ipv4 10.0.0.0/8
  change main.tf:134 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000001

  rule tcp 22:23 ipv4 10.2.0.0/16 ""
  rule tcp 22:23 ipv4 10.3.0.0/16 some
  rule tcp 22:23 ipv4 10.1.0.0/16 words
  rule tcp 22:23 ipv4 10.7.0.0/16 "for $moved_id"
  request main.tf:97 UpdateSecurityGroupRuleDescriptionsIngress GroupId=sg-00000000000000001
  rule tcp 22:23 ipv4 10.2.0.0/16 "no longer"
  rule tcp 22:23 ipv4 10.3.0.0/16 ""
  rule tcp 22:23 ipv4 10.1.0.0/16 "old words"
  rule tcp 22:23 ipv4 10.7.0.0/16 "for nobody"
  undo UpdateSecurityGroupRuleDescriptionsIngress GroupId=sg-00000000000000001

  rule -1 all list pl-0123456789abcdef0 ""
  request main.tf:148 UpdateSecurityGroupRuleDescriptionsEgress GroupId=sg-00000000000000001
  rule -1 all list pl-0123456789abcdef0 "all of it"
  undo UpdateSecurityGroupRuleDescriptionsEgress GroupId=sg-00000000000000001

  # aws_security_group.home (main.tf:29)
  request main.tf:29 RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000003 \
    SecurityGroupRuleId.1=sgr-00000000000000015 \
    SecurityGroupRuleId.2=sgr-00000000000000016 \
    SecurityGroupRuleId.3=sgr-00000000000000017 \
    SecurityGroupRuleId.4=sgr-00000000000000018 \
    SecurityGroupRuleId.5=sgr-00000000000000019 \
    SecurityGroupRuleId.6=sgr-00000000000000020 \
    SecurityGroupRuleId.7=sgr-00000000000000021 \
    SecurityGroupRuleId.8=sgr-00000000000000022 \
    SecurityGroupRuleId.9=sgr-00000000000000023
  rule icmp -1 ipv4 192.0.2.0/24
  rule icmpv6 -1 ipv6 ::/0
  rule 47 all ipv4 192.0.2.0/24
  rule tcp 22 group 444455556666/sg-00000000000000099 "a partner's"
  rule tcp 22 group sg-00000000000000005
  undo AuthorizeSecurityGroupIngress GroupId=sg-00000000000000003
  rule udp 53 list pl-0123456789abcdef0
  undo AuthorizeSecurityGroupIngress \
    GroupId=sg-00000000000000003 \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=b
  rule tcp 80:81 ipv4 10.0.0.0/8 eighty
  rule tcp 80 ipv6 2001:db8::/32
  rule icmp 3:-1 ipv4 192.0.2.0/24 "type three"
  undo AuthorizeSecurityGroupIngress \
    GroupId=sg-00000000000000003 \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=a

  request main.tf:29 RevokeSecurityGroupEgress \
    GroupId=sg-00000000000000003 \
    SecurityGroupRuleId.1=sgr-00000000000000014
  rule -1 all ipv4 0.0.0.0/0
  undo AuthorizeSecurityGroupEgress GroupId=sg-00000000000000003

  # aws_security_group.full (main.tf:75)
  request main.tf:75 RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000016 \
    SecurityGroupRuleId.1=sgr-00000000000000080 \
    SecurityGroupRuleId.2=sgr-00000000000000083
  rule tcp 80 ipv4 10.1.1.0/24 "old 1"
  undo AuthorizeSecurityGroupIngress \
    GroupId=sg-00000000000000016 \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Number \
    TagSpecification.1.Tag.1.Value=1
  rule tcp 80 ipv6 2001:db8:2::/48 "of no use here"
  undo AuthorizeSecurityGroupIngress GroupId=sg-00000000000000016

  # aws_default_security_group.default (main.tf:155)
  request main.tf:155 RevokeSecurityGroupIngress \
    GroupId=sg-00000000000000017 \
    SecurityGroupRuleId.1=sgr-00000000000000143
  rule -1 all group 111122223333/sg-00000000000000017
  undo AuthorizeSecurityGroupIngress GroupId=sg-00000000000000017

  request main.tf:155 RevokeSecurityGroupEgress \
    GroupId=sg-00000000000000017 \
    SecurityGroupRuleId.1=sgr-00000000000000146
  rule icmp 3:1 ipv4 0.0.0.0/0
  undo AuthorizeSecurityGroupEgress GroupId=sg-00000000000000017

  # aws_security_group.west (main.tf:35)
  region=us-west-2
  request main.tf:35 CreateTags \
    ResourceId.1=sg-00000000000000004 \
    Tag.1.Key=Group \
    Tag.1.Value=sg-00000000000000003 \
    Tag.2.Key=New \
    "Tag.2.Value=$moved_id"
  undo CreateTags ResourceId.1=sg-00000000000000004 Tag.1.Key=Group Tag.1.Value=old
  undo DeleteTags ResourceId.1=sg-00000000000000004 Tag.1.Key=New

  request main.tf:35 DeleteTags \
    ResourceId.1=sg-00000000000000004 \
    Tag.1.Key=LastScan \
    Tag.1.Value=today \
    Tag.2.Key=LastScanned \
    Tag.2.Value=today \
    Tag.3.Key=Team \
    Tag.3.Value=x \
    Tag.4.Key=kubernetes.io/cluster \
    Tag.4.Value=a \
    Tag.5.Key=kubernetes.iox \
    Tag.5.Value=b
  undo CreateTags \
    ResourceId.1=sg-00000000000000004 \
    Tag.1.Key=LastScan \
    Tag.1.Value=today \
    Tag.2.Key=LastScanned \
    Tag.2.Value=today \
    Tag.3.Key=Team \
    Tag.3.Value=x \
    Tag.4.Key=kubernetes.io/cluster \
    Tag.4.Value=a \
    Tag.5.Key=kubernetes.iox \
    Tag.5.Value=b

  # aws_security_group.own (main.tf:57)
  region=us-east-1
  request main.tf:117 CreateTags ResourceId.1=sgr-00000000000000008 Tag.1.Key=Name Tag.1.Value=own
  undo CreateTags ResourceId.1=sgr-00000000000000008 Tag.1.Key=Name Tag.1.Value=theirs

  # aws_vpc_security_group_ingress_rule.given["fewer"] (main.tf:97)
  request main.tf:97 DeleteTags ResourceId.1=sgr-00000000000000006 Tag.1.Key=Name Tag.1.Value=fewer
  undo CreateTags ResourceId.1=sgr-00000000000000006 Tag.1.Key=Name Tag.1.Value=fewer

  request main.tf:97 DeleteTags \
    ResourceId.1=sgr-00000000000000004 \
    Tag.1.Key=LastScanned \
    Tag.1.Value=x
  undo CreateTags ResourceId.1=sgr-00000000000000004 Tag.1.Key=LastScanned Tag.1.Value=x

  request main.tf:97 CreateTags \
    ResourceId.1=sgr-00000000000000005 \
    Tag.1.Key=Name \
    Tag.1.Value=tags \
    Tag.2.Key=Team \
    Tag.2.Value=net
  undo CreateTags ResourceId.1=sgr-00000000000000005 Tag.1.Key=Name Tag.1.Value=old
  undo DeleteTags ResourceId.1=sgr-00000000000000005 Tag.1.Key=Team

  request main.tf:97 DeleteTags ResourceId.1=sgr-00000000000000005 Tag.1.Key=Gone Tag.1.Value=x
  undo CreateTags ResourceId.1=sgr-00000000000000005 Tag.1.Key=Gone Tag.1.Value=x

  echo 'home = ["sg-00000000000000003","arn:aws:ec2:us-east-1:111122223333:security-group/sg-00000000000000003","home","111122223333","vpc-1"]'
  echo "moved = [$(json "$moved_arn"),\"moved\",$(json "$moved_described_owner"),\"vpc-3\"]"
  echo 'generated = {"first":"generated-2026010100000000000000000f","second":"generated-20260101000000000000000001","third":"generated-956df475"}'
  echo 'default = ["sg-00000000000000017","default"]'
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
