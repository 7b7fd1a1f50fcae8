#!/usr/bin/env bash
# Make 11 security groups where nothing is there yet.
# Translated from main.tf, service/main.tf, outer/inner/main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   VPC_ID=… ./shared.sh
#
# Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
# When a call fails, those before it are undone.
# Where some of it is there already, translate with --against.
#
# Fixed when it was translated:
#   services = {"api":{"cidrs":["10.0.0.0/8"],"ports":[80,443],"self":false… (main.tf:75: to know the keys of the instances)
#   names = ["first","second"] (main.tf:88: to know how many instances there are)

set -euo pipefail
set -f # words are never patterns for file names

: "${AWS_REGION:=${AWS_DEFAULT_REGION:?a Region, or AWS_REGION}}"
: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${VPC_ID:?id of a VPC}"
: "${REGION=eu-west-1}"
: "${OWNER=nobody}"

# --- the calls, in their order --------------------------------------------------------

main() {
  # aws_security_group.shared (main.tf:118)
  region="$REGION"
  request main.tf:118 CreateSecurityGroup \
    GroupName=shared-default \
    "GroupDescription=Managed by Terraform" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Modules \
    TagSpecification.1.Tag.1.Value=3 \
    TagSpecification.1.Tag.2.Key=Owner \
    "TagSpecification.1.Tag.2.Value=$OWNER" \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules
  shared_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$shared_id"

  # aws_security_group.numbered[0] (main.tf:160)
  request main.tf:160 CreateSecurityGroup \
    GroupName=numbered-1 \
    "GroupDescription=the first" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules
  numbered_0_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$numbered_0_id"

  # aws_security_group.numbered[1] (main.tf:160)
  request main.tf:160 CreateSecurityGroup \
    GroupName=numbered-2 \
    "GroupDescription=the last of 2" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules
  numbered_1_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$numbered_1_id"

  # module.service["api"].aws_security_group.this (service/main.tf:57)
  request service/main.tf:57 CreateSecurityGroup \
    GroupName=service-api \
    "GroupDescription=service-api (0-api)" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=service-api \
    TagSpecification.1.Tag.2.Key=Owner \
    TagSpecification.1.Tag.2.Value=everybody \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules \
    TagSpecification.1.Tag.4.Key=Tier \
    TagSpecification.1.Tag.4.Value=front
  service_api_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$service_api_this_id"

  # module.service["db"].aws_security_group.this (service/main.tf:57)
  request service/main.tf:57 CreateSecurityGroup \
    GroupName=service-db \
    "GroupDescription=service-db (1-db)" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=service-db \
    TagSpecification.1.Tag.2.Key=Owner \
    TagSpecification.1.Tag.2.Value=everybody \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules \
    TagSpecification.1.Tag.4.Key=Tier \
    TagSpecification.1.Tag.4.Value=none
  service_db_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$service_db_this_id"

  # module.service["web"].aws_security_group.this (service/main.tf:57)
  request service/main.tf:57 CreateSecurityGroup \
    GroupName=service-web \
    "GroupDescription=service-web (2-web)" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=service-web \
    TagSpecification.1.Tag.2.Key=Owner \
    TagSpecification.1.Tag.2.Value=everybody \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules \
    TagSpecification.1.Tag.4.Key=Tier \
    TagSpecification.1.Tag.4.Value=none
  service_web_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$service_web_this_id"

  # module.plain[0].aws_security_group.this (service/main.tf:57)
  request service/main.tf:57 CreateSecurityGroup \
    GroupName=first \
    "GroupDescription=first (0)" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=first \
    TagSpecification.1.Tag.2.Key=Owner \
    TagSpecification.1.Tag.2.Value=everybody \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules \
    TagSpecification.1.Tag.4.Key=Tier \
    TagSpecification.1.Tag.4.Value=none
  plain_0_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$plain_0_this_id"

  # module.plain[1].aws_security_group.this (service/main.tf:57)
  request service/main.tf:57 CreateSecurityGroup \
    GroupName=second \
    "GroupDescription=second (0)" \
    "VpcId=$VPC_ID" \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Name \
    TagSpecification.1.Tag.1.Value=second \
    TagSpecification.1.Tag.2.Key=Owner \
    TagSpecification.1.Tag.2.Value=everybody \
    TagSpecification.1.Tag.3.Key=Project \
    TagSpecification.1.Tag.3.Value=modules \
    TagSpecification.1.Tag.4.Key=Tier \
    TagSpecification.1.Tag.4.Value=none
  plain_1_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$plain_1_this_id"

  # module.far.module.inner["x"].aws_security_group.this (outer/inner/main.tf:5)
  request outer/inner/main.tf:5 CreateSecurityGroup \
    GroupName=inner-x \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-22222222 \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=x
  far_inner_x_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$far_inner_x_this_id"

  # module.far.module.inner["y"].aws_security_group.this (outer/inner/main.tf:5)
  request outer/inner/main.tf:5 CreateSecurityGroup \
    GroupName=inner-y \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-22222222 \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=y
  far_inner_y_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$far_inner_y_this_id"

  # module.far.module.other.aws_security_group.this (outer/inner/main.tf:5)
  request outer/inner/main.tf:5 CreateSecurityGroup \
    GroupName=inner-z \
    "GroupDescription=Managed by Terraform" \
    VpcId=vpc-22222222 \
    TagSpecification.1.ResourceType=security-group \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=z \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules
  far_other_this_id=$(element groupId)
  undo DeleteSecurityGroup "GroupId=$far_other_this_id"

  # aws_security_group.shared (main.tf:118)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:118 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$shared_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:118 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$shared_id"

  rule tcp 80:443 ipv4 10.0.0.0/8 "api of 3"
  rule tcp 5432 ipv4 10.1.0.0/16 "db of 3"
  rule tcp 5432 ipv4 10.2.0.0/16 "db of 3"
  rule tcp 5432 group "$shared_id" "db of 3"
  rule tcp 443 ipv4 10.0.0.0/8 "web of 3"
  change main.tf:122 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$shared_id"

  rule -1 all ipv4 10.8.0.0/16 10.8.0.0/16
  rule -1 all ipv4 10.9.0.0/16 10.9.0.0/16
  change main.tf:135 AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress "GroupId=$shared_id"

  # aws_security_group.numbered[0] (main.tf:160)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:160 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$numbered_0_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:160 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$numbered_0_id"

  rule tcp 22 ipv4 10.0.0.0/16
  rule tcp 22 group "$service_api_this_id"
  rule tcp 80 ipv4 10.0.0.0/16
  rule tcp 80 group "$service_api_this_id"
  change main.tf:165 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$numbered_0_id"

  # aws_security_group.numbered[1] (main.tf:160)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change main.tf:160 RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress "GroupId=$numbered_1_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change main.tf:160 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$numbered_1_id"

  rule tcp 22 ipv4 10.1.0.0/16
  rule tcp 22 group "$service_api_this_id"
  rule tcp 81 ipv4 10.1.0.0/16
  rule tcp 81 group "$service_api_this_id"
  change main.tf:165 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$numbered_1_id"

  # module.service["api"].aws_security_group.this (service/main.tf:57)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_api_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_api_this_id"

  rule tcp 9000 group "$shared_id" api
  change main.tf:180 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_api_this_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules

  rule tcp 443 ipv4 10.0.0.0/8 443
  rule tcp 80 ipv4 10.0.0.0/8 80
  change service/main.tf:64 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_api_this_id"

  # module.service["db"].aws_security_group.this (service/main.tf:57)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_db_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_db_this_id"

  rule tcp 9000 group "$shared_id" db
  change main.tf:180 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_db_this_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules

  rule tcp 5432 group "$service_db_this_id" 5432
  change service/main.tf:64 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_db_this_id"

  # module.service["web"].aws_security_group.this (service/main.tf:57)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_web_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$service_web_this_id"

  rule tcp 9000 group "$shared_id" web
  change main.tf:180 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_web_this_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules

  rule tcp 443 ipv4 10.0.0.0/8 443
  change service/main.tf:64 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$service_web_this_id"

  # module.plain[0].aws_security_group.this (service/main.tf:57)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$plain_0_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$plain_0_this_id"

  rule tcp 8080 group "$plain_0_this_id" 8080
  rule tcp 8081 group "$plain_0_this_id" 8081
  change service/main.tf:64 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$plain_0_this_id"

  rule -1 all ipv4 10.0.0.0/16
  change main.tf:191 \
    AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress \
    "GroupId=$plain_0_this_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules

  # module.plain[1].aws_security_group.this (service/main.tf:57)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$plain_1_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change service/main.tf:57 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$plain_1_this_id"

  rule tcp 8080 group "$plain_1_this_id" 8080
  rule tcp 8081 group "$plain_1_this_id" 8081
  change service/main.tf:64 \
    AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress \
    "GroupId=$plain_1_this_id"

  rule -1 all ipv4 10.1.0.0/16
  change main.tf:191 \
    AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress \
    "GroupId=$plain_1_this_id" \
    TagSpecification.1.ResourceType=security-group-rule \
    TagSpecification.1.Tag.1.Key=Owner \
    TagSpecification.1.Tag.1.Value=everybody \
    TagSpecification.1.Tag.2.Key=Project \
    TagSpecification.1.Tag.2.Value=modules

  # module.far.module.inner["x"].aws_security_group.this (outer/inner/main.tf:5)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_inner_x_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_inner_x_this_id"

  # module.far.module.inner["y"].aws_security_group.this (outer/inner/main.tf:5)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_inner_y_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_inner_y_this_id"

  # module.far.module.other.aws_security_group.this (outer/inner/main.tf:5)
  # EC2 gives every new group this rule.
  rule -1 all ipv4 0.0.0.0/0
  change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_other_this_id"

  # EC2 gives it this rule where the network has IPv6.
  rule -1 all ipv6 ::/0
  ignored="InvalidPermission.NotFound InvalidParameterValue" change outer/inner/main.tf:5 \
    RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress \
    "GroupId=$far_other_this_id"

  echo "ids = {\"api\":$(json "$service_api_this_id"),\"db\":$(json "$service_db_this_id"),\"web\":$(json "$service_web_this_id")}"
  echo "plain_ids = [$(json "$plain_0_this_id"),$(json "$plain_1_this_id")]"
  echo "none = []"
  echo "far = [$(json "$far_inner_x_this_id"),$(json "$far_inner_y_this_id"),$(json "$far_other_this_id")]"
  echo "whole = {\"ids\":[$(json "$far_inner_x_this_id"),$(json "$far_inner_y_this_id"),$(json "$far_other_this_id")],\"names\":[\"inner-x\",\"inner-y\"]}"
  echo 'descriptions = ["service-api (0-api)","service-db (1-db)","service-web (2-web)"]'
  echo 'extras = [{"list":[{"a":"A","b":1}],"map":{"k":{"a":"M","inner":{"c":true}}},"set":[{"a":"S"},{"a":"s"}],"tuple":null},{"list":[{"a":"A","b":5},{"a":"7","b":null}],"map":{"only":{"a":"given","inner":{"c":true}}},"set":[{"a":"S"},{"a":"s"}],"tuple":[{"a":"T"},"true"]}]'
  echo "paths = service ."
  echo 'checked = ["the first","the last of 2"]'
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
