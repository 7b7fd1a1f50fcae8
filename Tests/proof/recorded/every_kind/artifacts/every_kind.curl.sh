#!/usr/bin/env bash
# Make 5 security groups where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   NAME=… VPC_ID=… SECRET=… LAST_PORT=… CIDR=… CIDRS=… PREFIX_LIST_ID=… PREFIX_LIST_IDS=…
#   GROUP_ID=… GROUP_IDS=… SECRET_CIDRS=… IPV6_CIDR=… INTERFACE_ID=… OTHER_VPC_ID=…
#   LEGACY_ID=… PREFIX_LIST_S3_ID=… ./web.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.
#
# Fixed when it was translated:
#   port = 8443 (main.tf:70: because the target cannot turn a map input into tags)
#   labels = {"odd key":"odd value","team":"net"} (main.tf:70: because the target cannot turn a map input into tags)

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${NAME?value of var.name}"
: "${VPC_ID:?id of a VPC}"
[[ -n ${SECRET+set} || ! -t 0 ]] || { read -rsp "SECRET (Nobody's business): " SECRET && echo >&2; }
: "${SECRET?Nobody’s business}"
: "${LAST_PORT:?a port number}"
: "${CIDR:?A network. It may be any.}"
: "${CIDRS?IPv4 CIDR blocks, separated by spaces}"
: "${PREFIX_LIST_ID:?id of a prefix list}"
: "${PREFIX_LIST_IDS?ids of prefix lists, separated by spaces}"
: "${GROUP_ID:?id of a security group}"
: "${GROUP_IDS?ids of security groups, separated by spaces}"
[[ -n ${SECRET_CIDRS+set} || ! -t 0 ]] || { read -rsp "SECRET_CIDRS (IPv4 CIDR blocks, separated by spaces): " SECRET_CIDRS && echo >&2; }
: "${SECRET_CIDRS?IPv4 CIDR blocks, separated by spaces}"
: "${IPV6_CIDR:?an IPv6 CIDR block}"
: "${IPV6_CIDRS=2001:db8::/32 2001:DB8:0::1/128}"
: "${INTERFACE_ID?value of var.interface_id}"
: "${OTHER_VPC_ID:?id of a VPC}"
: "${IS_OPEN=true}"
: "${LEGACY_ID:?id of data.aws_security_group.legacy}"
: "${PREFIX_LIST_S3_ID:?id of data.aws_prefix_list.s3}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.web (main.tf:70)
  # EC2 gives it the egress rule of main.tf:110 by itself.
  request main.tf:70 CreateSecurityGroup \
    "GroupName=web-$NAME" \
    "GroupDescription=The web servers of $NAME" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=web \
    TagSpecification.1.Tag.2.Key=Port \
    TagSpecification.1.Tag.2.Value=8443 \
    "TagSpecification.1.Tag.3.Key=odd key" \
    "TagSpecification.1.Tag.3.Value=odd value" \
    TagSpecification.1.Tag.4.Key=team \
    TagSpecification.1.Tag.4.Value=net
  web_id=$(element groupId)
  web_arn=$(element securityGroupArn)
  undo DeleteSecurityGroup "GroupId=$web_id"

  request main.tf:70 DescribeSecurityGroups "GroupId.1=$web_id"
  expect_one groupDescription
  web_described_owner=$(group_element ownerId)

  # aws_security_group.workers[0] (main.tf:132)
  # The name must be new: it ends in a hash of aws_security_group.workers[0], not in the time as
  # Terraform's.
  request main.tf:132 CreateSecurityGroup \
    GroupName=worker-dc923686 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Number \
    TagSpecification.1.Tag.1.Value=0 \
    TagSpecification.1.Tag.2.Key=Secret \
    "TagSpecification.1.Tag.2.Value=$SECRET"
  workers_0_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$workers_0_id"

  # aws_security_group.workers[1] (main.tf:132)
  # The name must be new: it ends in a hash of aws_security_group.workers[1], not in the time as
  # Terraform's.
  request main.tf:132 CreateSecurityGroup \
    GroupName=worker-d88ff1a3 \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Number \
    TagSpecification.1.Tag.1.Value=1 \
    TagSpecification.1.Tag.2.Key=Secret \
    "TagSpecification.1.Tag.2.Value=$SECRET"
  workers_1_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$workers_1_id"

  # aws_security_group.closed (main.tf:143)
  request main.tf:143 CreateSecurityGroup \
    GroupName=closed \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Odd \
    $'TagSpecification.1.Tag.1.Value=zero\xe2\x80\x8bwidth, \xe2\x80\xaeright to left, "quoted"\n\tnew line'
  closed_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$closed_id"

  # aws_security_group.web (main.tf:70)
  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:70 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$web_id"

  rule tcp "8443:$LAST_PORT" ipv4 "$CIDR"
  rule tcp "8443:$LAST_PORT" ipv4 10.0.0.0/8
  rule tcp "8443:$LAST_PORT" ipv4 "$CIDRS"
  rule tcp "8443:$LAST_PORT" list "$PREFIX_LIST_ID"
  rule tcp "8443:$LAST_PORT" list "$PREFIX_LIST_IDS"
  rule tcp "8443:$LAST_PORT" group "$web_id"
  rule tcp "8443:$LAST_PORT" group "$GROUP_ID"
  rule tcp "8443:$LAST_PORT" group "$LEGACY_ID"
  rule tcp "8443:$LAST_PORT" group sg-0123456789abcdef0
  rule tcp "8443:$LAST_PORT" group "$GROUP_IDS"
  rule icmp 8:-1 ipv4 "$SECRET_CIDRS" "It's \"odd\" \$(text) \`in\` $NAME %s"
  rule icmp 8:-1 ipv6 "$IPV6_CIDR" "It's \"odd\" \$(text) \`in\` $NAME %s"
  rule icmp 8:-1 ipv6 "$IPV6_CIDRS" "It's \"odd\" \$(text) \`in\` $NAME %s"
  rule icmpv6 -1 ipv6 ::/0
  rule tcp 5432 group 444455556666/sg-0fedcba9876543210 "From a partner"
  change main.tf:76 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$web_id"

  rule tcp 443 list "$PREFIX_LIST_S3_ID"
  rule 50 all ipv4 192.0.2.7/32
  change main.tf:117 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$web_id"

  # aws_security_group.workers[0] (main.tf:132)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:132 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$workers_0_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:132 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$workers_0_id"

  rule tcp 8443 group "$web_id" "From the web servers"
  change main.tf:152 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$workers_0_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Empty \
    TagSpecification.1.Tag.1.Value= \
    TagSpecification.1.Tag.2.Key=Name \
    TagSpecification.1.Tag.2.Value=worker

  rule -1 all ipv6 "$IPV6_CIDR"
  change main.tf:163 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$workers_0_id"

  # aws_security_group.workers[1] (main.tf:132)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:132 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$workers_1_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:132 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$workers_1_id"

  rule tcp 8443 group "$web_id" "From the web servers"
  change main.tf:152 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$workers_1_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Empty \
    TagSpecification.1.Tag.1.Value= \
    TagSpecification.1.Tag.2.Key=Name \
    TagSpecification.1.Tag.2.Value=worker

  # aws_security_group.closed (main.tf:143)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:143 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$closed_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:143 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$closed_id"

  # aws_security_group_rule.legacy (main.tf:169)
  rule udp 9000:9001 ipv4 "$CIDR"
  rule udp 9000:9001 ipv4 10.2.0.0/16
  change main.tf:169 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$LEGACY_ID"

  # aws_network_interface_sg_attachment.proxy (main.tf:178)
  request main.tf:178 DescribeNetworkInterfaces "NetworkInterfaceId.1=$INTERFACE_ID"
  expect_one networkInterfaceId
  mapfile -t attachment_1_present_id < <(interface_groups)

  # The interface keeps the groups it has.
  number SecurityGroupId "$web_id" "${attachment_1_present_id[@]}"
  request main.tf:178 ModifyNetworkInterfaceAttribute \
    "NetworkInterfaceId=$INTERFACE_ID" \
    "${numbered[@]}"
  number SecurityGroupId "${attachment_1_present_id[@]}"
  undo ModifyNetworkInterfaceAttribute "NetworkInterfaceId=$INTERFACE_ID" "${numbered[@]}"

  # aws_vpc_security_group_vpc_association.shared (main.tf:183)
  # EC2 needs a moment until interfaces in the VPC can have the group.
  request main.tf:183 AssociateSecurityGroupVpc "GroupId=$web_id" "VpcId=$OTHER_VPC_ID"
  undo DisassociateSecurityGroupVpc "GroupId=$web_id" "VpcId=$OTHER_VPC_ID"

  echo "web = {\"arn\":$(json "$web_arn"),\"id\":$(json "$web_id"),\"owner\":$(json "$web_described_owner")}"
  echo 'workers = ["worker-dc923686","worker-d88ff1a3"]'
  echo "secret = <sensitive>"
  echo "values = {\"last\":$LAST_PORT,\"list\":[8443,\"\\u200b\"],\"open\":$IS_OPEN,\"port\":8443}"
  echo "open = $IS_OPEN"
  echo "cidrs = $CIDRS"
  echo 'labels = {"odd key":"odd value","team":"net"}'
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

# interface_groups: print the ids of the groups that the interface in $answer has, one a line.
interface_groups() {
  local rest=${answer#*'<groupSet>'}
  rest=${rest%%'</groupSet>'*}
  while [[ $rest == *'<groupId>'* ]]; do
    rest=${rest#*'<groupId>'}
    echo "${rest%%'<'*}"
  done
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
