#!/usr/bin/env bash
# Make 7 security groups where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   FROM_PORT=… ANY=… CIDRS=… START=… OTHER_VPC_ID=… PEER_REGION=… CIDR=…
#   PREFIX_LIST_IDS=… PEER_GROUP_IDS=… IPV6_CIDRS=… INTERFACE_ID=… PAIR=… IS_OPEN=…
#   VPC_OFFICE_OWNER_ID=… LEGACY_ID=… CALLER_IDENTITY_ME_ARN=…
#   CALLER_IDENTITY_ME_USER_ID=… VPCS_ALL_IDS=… ./words.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.
#
# Fixed when it was translated:
#   vpc_id = null (main.tf:3: because its default is null, which leaves arguments out)
#   names = ["a\u0001\u200b\"\\\r\n\t","b"] (main.tf:173: to know how many instances there are)
#   sixty = "sixty characters with quotes, all of which are shown here." (main.tf:173: to know how many instances there are)
#   sixty_one = "one character more than sixty, whose end is cut off thereof… (main.tf:173: to know how many instances there are)

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${FROM_PORT:?a port number}"
: "${ANY?value of var.any}"
ODD=${ODD-"it's } and \$HOME \"quoted\" \\ \`x\`"}
: "${CIDRS?IPv4 CIDR blocks, separated by spaces}"
: "${START?value of var.start}"
: "${OTHER_VPC_ID:?id of a VPC}"
: "${PEER_REGION:?a Region}"
: "${TO_PORT=9000}"
: "${CIDR:?an IPv4 CIDR block}"
: "${MORE_CIDRS=10.0.0.0/8}"
: "${PREFIX_LIST_IDS?ids of prefix lists, separated by spaces}"
: "${PEER_GROUP_IDS?ids of security groups, separated by spaces}"
: "${IPV6_CIDRS?IPv6 CIDR blocks, separated by spaces}"
: "${INTERFACE_ID?value of var.interface_id}"
: "${PAIR?value of var.pair, as JSON}"
THINGS=${THINGS-"{}"}
: "${IS_OPEN?value of var.is_open}"
: "${VPC_OFFICE_OWNER_ID?owner_id of data.aws_vpc.office}"
: "${LEGACY_ID:?id of data.aws_security_group.legacy}"
: "${CALLER_IDENTITY_ME_ARN?arn of data.aws_caller_identity.me}"
: "${CALLER_IDENTITY_ME_USER_ID?user_id of data.aws_caller_identity.me}"
: "${VPCS_ALL_IDS?ids of data.aws_vpcs.all}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # data.aws_region.here (main.tf:79)
  # Every zone tells the Region in which this runs.
  region_here_value=$AWS_REGION

  # data.aws_caller_identity.me (main.tf:81)
  service=sts request main.tf:81 GetCallerIdentity
  caller_identity_me_owner=$(element Account)

  # data.aws_partition.here (main.tf:83)
  service=sts request main.tf:83 GetCallerIdentity
  partition_here_value=$(partition)
  partition_here_value_2=$(dns_suffix)

  # aws_security_group.words (main.tf:104)
  # EC2 gives it the egress rule of main.tf:152 by itself.
  request main.tf:104 CreateSecurityGroup \
    "GroupName=words-$FROM_PORT-$region_here_value" \
    "GroupDescription=Of $caller_identity_me_owner, $ANY" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Account \
    "TagSpecification.1.Tag.1.Value=$caller_identity_me_owner" \
    TagSpecification.1.Tag.2.Key=Number \
    "TagSpecification.1.Tag.2.Value=number $ANY" \
    TagSpecification.1.Tag.3.Key=Odd \
    "TagSpecification.1.Tag.3.Value=$ODD" \
    TagSpecification.1.Tag.4.Key=Office \
    "TagSpecification.1.Tag.4.Value=$VPC_OFFICE_OWNER_ID" \
    TagSpecification.1.Tag.5.Key=Partition \
    "TagSpecification.1.Tag.5.Value=$partition_here_value" \
    TagSpecification.1.Tag.6.Key=Port \
    "TagSpecification.1.Tag.6.Value=$FROM_PORT" \
    TagSpecification.1.Tag.7.Key=Suffix \
    "TagSpecification.1.Tag.7.Value=ec2.$region_here_value.$partition_here_value_2" \
    TagSpecification.1.Tag.8.Key=Text \
    "TagSpecification.1.Tag.8.Value=\${x} ""$ODD"$'\r\n\t\xe2\x80\x8b\\"$'
  words_id=$(element groupId)
  words_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$words_id"

  # aws_security_group.plain (main.tf:160)
  # The name must be new: it ends in a hash of aws_security_group.plain, not in the time as
  # Terraform's.
  request main.tf:160 CreateSecurityGroup \
    "GroupName=$START-3a1d7167" \
    "GroupDescription=Managed by Terraform"
  plain_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$plain_id"

  # aws_security_group.other_place (main.tf:166)
  # The name must be new: it ends in a hash of aws_security_group.other_place, not in the time
  # as Terraform's.
  region="$PEER_REGION"
  request main.tf:166 CreateSecurityGroup \
    GroupName=there-05410d81 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$OTHER_VPC_ID"
  other_place_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$other_place_id"

  # aws_security_group.numbered[0] (main.tf:172)
  region="$AWS_REGION"
  request main.tf:172 CreateSecurityGroup \
    GroupName=numbered-0 \
    "GroupDescription=Managed by Terraform"
  numbered_0_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$numbered_0_id"

  # aws_security_group.numbered[1] (main.tf:172)
  request main.tf:172 CreateSecurityGroup \
    GroupName=numbered-1 \
    "GroupDescription=Managed by Terraform"
  numbered_1_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$numbered_1_id"

  # aws_default_security_group.here (main.tf:178)
  request main.tf:178 DescribeVpcs Filter.1.Name=is-default Filter.1.Value.1=true
  expect_one isDefault
  here_vpc_id=$(element vpcId)

  request main.tf:178 DescribeSecurityGroups \
    Filter.1.Name=group-name \
    Filter.1.Value.1=default \
    Filter.2.Name=vpc-id \
    "Filter.2.Value.1=$here_vpc_id"
  expect_one groupDescription
  here_id=$(group_element groupId)
  mapfile -d '' -t here_tags < <(flat tagSet Tag)
  mapfile -d '' -t here_ingress < <(flat ipPermissions IpPermissions)
  mapfile -d '' -t here_egress < <(flat ipPermissionsEgress IpPermissions)

  request main.tf:178 CreateTags \
    "ResourceId.1=$here_id" \
    Tag.1.Key=Name \
    "Tag.1.Value=default of $region_here_value" \
    Tag.2.Key=Owner \
    "Tag.2.Value=words-$FROM_PORT-$region_here_value"
  if ((${#here_tags[@]} > 0)); then
    undo CreateTags "ResourceId.1=$here_id" "${here_tags[@]}"
  fi
  undo DeleteTags "ResourceId.1=$here_id" Tag.1.Key=Name Tag.2.Key=Owner

  # aws_default_security_group.west (main.tf:182)
  region=us-west-2
  request main.tf:182 DescribeVpcs Filter.1.Name=is-default Filter.1.Value.1=true
  expect_one isDefault
  west_vpc_id=$(element vpcId)

  request main.tf:182 DescribeSecurityGroups \
    Filter.1.Name=group-name \
    Filter.1.Value.1=default \
    Filter.2.Name=vpc-id \
    "Filter.2.Value.1=$west_vpc_id"
  expect_one groupDescription
  west_id=$(group_element groupId)
  mapfile -d '' -t west_ingress < <(flat ipPermissions IpPermissions)
  mapfile -d '' -t west_egress < <(flat ipPermissionsEgress IpPermissions)

  # aws_security_group.words (main.tf:104)
  # EC2 gives it this rule where the network has IPv6.
  region="$AWS_REGION"
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:104 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$words_id"

  rule tcp "$FROM_PORT:$TO_PORT" ipv4 "$CIDR" "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" ipv4 "$CIDRS" "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" ipv4 "$MORE_CIDRS" "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" list "$PREFIX_LIST_IDS" "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" group "$words_id" "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" group 111122223333/sg-0123456789abcdef0 "Of $START"
  rule tcp "$FROM_PORT:$TO_PORT" group "$PEER_GROUP_IDS" "Of $START"
  rule udp "$FROM_PORT" ipv6 "$IPV6_CIDRS"
  rule icmp 3:-1 ipv4 192.0.2.0/24
  rule icmp 8:0 ipv4 192.0.2.0/24
  change main.tf:120 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$words_id"

  # aws_security_group.plain (main.tf:160)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:160 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$plain_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:160 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$plain_id"

  # aws_security_group.other_place (main.tf:166)
  # EC2 gives every new group this rule.
  region="$PEER_REGION"
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:166 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$other_place_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:166 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$other_place_id"

  rule tcp "$FROM_PORT:$TO_PORT" ipv4 10.3.1.0/24
  rule tcp "$FROM_PORT:$TO_PORT" ipv4 10.3.2.0/24
  change main.tf:193 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$other_place_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=web

  rule tcp "$FROM_PORT:$TO_PORT" ipv4 10.2.2.0/24
  change main.tf:193 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$other_place_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=db

  # aws_security_group.numbered[0] (main.tf:172)
  # EC2 gives every new group this rule.
  region="$AWS_REGION"
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:172 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$numbered_0_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:172 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$numbered_0_id"

  # aws_security_group.numbered[1] (main.tf:172)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:172 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$numbered_1_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:172 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$numbered_1_id"

  # aws_default_security_group.here (main.tf:178)
  request main.tf:178 DescribeSecurityGroupRules Filter.1.Name=group-id "Filter.1.Value.1=$here_id"
  mapfile -t here_present_ingress_ids < <(rule_ids false)
  mapfile -t here_present_egress_ids < <(rule_ids true)

  # Whatever rules are there.
  if ((${#here_present_ingress_ids[@]} > 0)); then
    request main.tf:178 RevokeSecurityGroupIngress \
      "GroupId=$here_id" \
      "${here_present_ingress_ids[@]}"
    if ((${#here_ingress[@]} > 0)); then
      undo AuthorizeSecurityGroupIngress "GroupId=$here_id" "${here_ingress[@]}"
    fi
  fi

  # Whatever rules are there.
  if ((${#here_present_egress_ids[@]} > 0)); then
    request main.tf:178 RevokeSecurityGroupEgress "GroupId=$here_id" "${here_present_egress_ids[@]}"
    if ((${#here_egress[@]} > 0)); then
      undo AuthorizeSecurityGroupEgress "GroupId=$here_id" "${here_egress[@]}"
    fi
  fi

  # aws_default_security_group.west (main.tf:182)
  region=us-west-2
  request main.tf:182 DescribeSecurityGroupRules Filter.1.Name=group-id "Filter.1.Value.1=$west_id"
  mapfile -t west_present_ingress_ids < <(rule_ids false)
  mapfile -t west_present_egress_ids < <(rule_ids true)

  # Whatever rules are there.
  if ((${#west_present_ingress_ids[@]} > 0)); then
    request main.tf:182 RevokeSecurityGroupIngress \
      "GroupId=$west_id" \
      "${west_present_ingress_ids[@]}"
    if ((${#west_ingress[@]} > 0)); then
      undo AuthorizeSecurityGroupIngress "GroupId=$west_id" "${west_ingress[@]}"
    fi
  fi

  # Whatever rules are there.
  if ((${#west_present_egress_ids[@]} > 0)); then
    request main.tf:182 RevokeSecurityGroupEgress "GroupId=$west_id" "${west_present_egress_ids[@]}"
    if ((${#west_egress[@]} > 0)); then
      undo AuthorizeSecurityGroupEgress "GroupId=$west_id" "${west_egress[@]}"
    fi
  fi

  rule tcp 22 ipv4 "$CIDRS"
  change main.tf:185 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$west_id"

  # aws_vpc_security_group_vpc_association.shared (main.tf:203)
  # EC2 needs a moment until interfaces in the VPC can have the group.
  region="$AWS_REGION"
  request main.tf:203 AssociateSecurityGroupVpc "GroupId=$words_id" "VpcId=$OTHER_VPC_ID"
  undo DisassociateSecurityGroupVpc "GroupId=$words_id" "VpcId=$OTHER_VPC_ID"

  # aws_network_interface_sg_attachment.given (main.tf:208)
  region=us-west-2
  request main.tf:208 DescribeNetworkInterfaces "NetworkInterfaceId.1=$INTERFACE_ID"
  expect_one networkInterfaceId
  mapfile -t attachment_2_present_id < <(interface_groups)

  # The interface keeps the groups it has.
  number SecurityGroupId "$LEGACY_ID" "${attachment_2_present_id[@]}"
  request main.tf:208 ModifyNetworkInterfaceAttribute \
    "NetworkInterfaceId=$INTERFACE_ID" \
    "${numbered[@]}"
  number SecurityGroupId "${attachment_2_present_id[@]}"
  undo ModifyNetworkInterfaceAttribute "NetworkInterfaceId=$INTERFACE_ID" "${numbered[@]}"

  echo "where = [$(json "$region_here_value"),$(json "$partition_here_value_2"),$(json "$caller_identity_me_owner")]"
  echo "caller = [$(json "$CALLER_IDENTITY_ME_ARN"),$(json "$CALLER_IDENTITY_ME_USER_ID")]"
  echo "vpcs = $VPCS_ALL_IDS"
  echo "pair = $PAIR"
  echo "things = $THINGS"
  echo "values = {\"any\":$(json "$ANY"),\"inner\":{\"id\":$(json "$words_id")},\"odd\":$(json "$ODD"),\"odd \\\"key\\\"\":[$FROM_PORT,$IS_OPEN,1.5,true,null,\"a\\u0001\\u200b\\\"\"]}"
  echo 'known = {"list":[1,"two",null,{"three":false}]}'
  echo "is_open = $IS_OPEN"
  echo "cidrs = $CIDRS"
  echo "text = at $words_arn of $FROM_PORT"
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

# number NAME VALUE...: leave NAME.1=VALUE, NAME.2=VALUE, … in $numbered.
number() {
  local value
  numbered=()
  for value in "${@:2}"; do numbered+=("$1.$((${#numbered[@]} + 1))=$value"); done
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

# interface_groups: print the ids of the groups that the interface in $answer has, one a line.
interface_groups() {
  local rest=${answer#*'<groupSet>'}
  rest=${rest%%'</groupSet>'*}
  while [[ $rest == *'<groupId>'* ]]; do
    rest=${rest#*'<groupId>'}
    echo "${rest%%'<'*}"
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

# partition: print the partition of the caller in $answer.
partition() {
  local text
  text=$(element Arn)
  text=${text#arn:}
  echo "${text%%:*}"
}

# dns_suffix: print where the addresses of services end in the partition of the caller.
dns_suffix() {
  case $(partition) in
  aws-cn) echo amazonaws.com.cn ;;
  aws-iso) echo c2s.ic.gov ;;
  aws-iso-b) echo sc2s.sgov.gov ;;
  aws-iso-e) echo cloud.adc-e.uk ;;
  aws-iso-f) echo csp.hci.ic.gov ;;
  aws-eusc) echo amazonaws.eu ;;
  *) echo amazonaws.com ;;
  esac
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
