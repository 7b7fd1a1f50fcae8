#!/usr/bin/env bash
# Create or update the security groups shop and payments.
# Translated from main.tf by Portolan. Running it again changes nothing.
#
#   VPC_SHOP_ID=vpc-0123 VPC_PAYMENTS_ID=vpc-0123 ./shop.sh

set -euo pipefail
set -f # words are never patterns for file names
export AWS_PAGER=""

# --- inputs: Terraform's variables; lists are separated by spaces ---------------------

: "${VPC_SHOP_ID:?id of a VPC}"
: "${VPC_PAYMENTS_ID:?id of a VPC}"
: "${CARD_NETWORK_CIDR_BLOCKS=192.0.2.0/24}"
: "${API_PORT=443}"

# --- what there shall be: groups first, for rules may name any of them ----------------

main() {
  check_ipv4 CARD_NETWORK_CIDR_BLOCKS
  check_ids vpc VPC_SHOP_ID VPC_PAYMENTS_ID
  check_integers API_PORT

  find_groups \
    "Name=vpc-id,Values=$VPC_SHOP_ID,$VPC_PAYMENTS_ID" \
    Name=group-name,Values=shop-app,payments

  # aws_security_group.shop (main.tf:1)
  ensure_group shop-app "$VPC_SHOP_ID" "Shop: application servers" Name shop-app
  shop_id=$group

  # aws_security_group.payments (main.tf:11)
  ensure_group payments "$VPC_PAYMENTS_ID" "Payments: API servers" Name payments
  payments_id=$group

  await_new_groups "$shop_id" "$payments_id"
  find_rules "$shop_id" "$payments_id"
  revoke_default_egress "$shop_id"

  # rules of aws_security_group.shop
  rules_of "$shop_id"
  # main.tf:30
  egress tcp "$API_PORT" "$payments_id" "Payment API"
  authorize_missing

  # rules of aws_security_group.payments
  rules_of "$payments_id"
  # main.tf:42
  ingress tcp "$API_PORT" "$shop_id" "Payment API"
  # main.tf:54
  ingress tcp 9000 10.1.0.0/16 "Health checks from shop"
  # main.tf:16
  egress tcp 443 "$CARD_NETWORK_CIDR_BLOCKS" "Card networks"
  authorize_missing
  revoke_others egress

  echo "shop_security_group_id = $shop_id"
  echo "payments_security_group_id = $payments_id"
}

# --- groups: found again by their names, created where they are missing ---------------

declare group
declare -A group_at=() group_tags=()
declare -A group_description=()
declare -A is_new=()

# find_groups FILTER...: learn which groups there are.
find_groups() {
  local answer vpc name description tags
  answer=$(aws ec2 describe-security-groups --filters "$@" --output text --query \
    "SecurityGroups[].$(record GroupId VpcId GroupName "$tag_fields" Description)")
  while IFS=$'\x1f' read -r -d $'\x1e' _ group vpc name tags description _; do
    group_at["$vpc $name"]=$group
    group_description[$group]=$description
    group_tags[$group]=$tags
  done <<<"$answer"
}

# ensure_group NAME VPC DESCRIPTION [KEY VALUE]...: leave its id in $group.
ensure_group() {
  group=${group_at["$2 $1"]-}
  if [[ -z $group ]]; then
    create_group "$@"
  elif [[ ${group_description[$group]} != "$3" ]]; then
    stop "$1: EC2 cannot change a description; $group must be replaced"
  else
    ensure_tags "$group" "${group_tags[$group]}" "$(tag_text "${@:4}")"
  fi
}

# create_group NAME VPC DESCRIPTION [KEY VALUE]...: leave its id in $group.
create_group() {
  local tags
  tags=$(tag_list "$(tag_text "${@:4}")")
  group=$(aws ec2 create-security-group --group-name "$1" --vpc-id "$2" --description "$3" \
    ${tags:+--tag-specifications "[{\"ResourceType\":\"security-group\",\"Tags\":[$tags]}]"} \
    --query GroupId --output text)
  is_new[$group]=yes
}

# await_new_groups GROUP...: it takes EC2 a moment until a new group is known everywhere.
await_new_groups() {
  local new=()
  for group in "$@"; do [[ -z ${is_new[$group]-} ]] || new+=("$group"); done
  ((${#new[@]} == 0)) || aws ec2 wait security-group-exists --group-ids "${new[@]}"
}

# --- rules: what is missing is authorized, what is extra is revoked -------------------

# A rule is known by what makes it one: "GROUP DIRECTION PROTOCOL FROM TO PEER".
declare -a wanted=()
declare -A group_rules=() rule_id=() description_of=()
declare -A rule_description=()

# find_rules GROUP...: learn which rules these groups have.
find_rules() {
  local answer id direction protocol from to peer description rule
  answer=$(aws ec2 describe-security-group-rules --output text \
    --filters "Name=group-id,Values=$(IFS=, && echo "$*")" \
    --query "SecurityGroupRules[].$(record GroupId SecurityGroupRuleId \
      "IsEgress && 'egress' || 'ingress'" IpProtocol FromPort ToPort \
      "CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId" \
      Description)")
  while IFS=$'\x1f' read -r -d $'\x1e' \
    _ group id direction protocol from to peer description _; do
    rule="$group $direction $protocol $from $to $peer"
    group_rules[$group]+=$rule$'\n'
    rule_id[$rule]=$id
    rule_description[$rule]=$description
  done <<<"$answer"
}

# revoke_default_egress GROUP...: EC2 lets a new group reach everything, Terraform does not.
revoke_default_egress() {
  local rule
  for group in "$@"; do
    [[ -n ${is_new[$group]-} ]] || continue
    revoke_others egress
    while read -r rule; do unset "rule_id[$rule]"; done <<<"${group_rules[$group]-}"
  done
}

# rules_of GROUP: the lines that follow are about this group.
rules_of() {
  group=$1
  wanted=()
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
    stop "$3: not a range of ports"
  fi
  for peer in $4; do
    [[ $peer != *[!0-9A-Za-z.:/-]* ]] || stop "$peer: neither a CIDR block nor an id"
    rule="$group $1 $2 $from $to $peer"
    [[ ${description_of[$rule]-${5-}} == "${5-}" ]] ||
      stop "$rule: wanted with two descriptions, \"${description_of[$rule]}\" and \"${5-}\""
    [[ -n ${description_of[$rule]+wanted} ]] || wanted+=("$rule")
    description_of[$rule]=${5-}
  done
}

# authorize_missing: add the wanted rules that the group lacks, put descriptions right.
authorize_missing() {
  local direction rule missing changed
  for direction in ingress egress; do
    missing=() changed=()
    for rule in ${wanted[@]+"${wanted[@]}"}; do
      if [[ $rule != "$group $direction "* ]]; then
        continue
      elif [[ -z ${rule_id[$rule]-} ]]; then
        missing+=("$(permission "$rule")")
      elif [[ ${rule_description[$rule]} != "${description_of[$rule]}" ]]; then
        changed+=("$(permission "$rule")")
      fi
    done
    ((${#missing[@]} == 0)) ||
      aws ec2 "authorize-security-group-$direction" --group-id "$group" \
        --ip-permissions "${missing[@]}" >/dev/null
    ((${#changed[@]} == 0)) ||
      aws ec2 "update-security-group-rule-descriptions-$direction" --group-id "$group" \
        --ip-permissions "${changed[@]}" >/dev/null
  done
}

# permission RULE: print it as EC2's API spells it.
permission() {
  local protocol from to peer ports="" text=""
  read -r _ _ protocol from to peer <<<"$1"
  [[ $protocol == -1 ]] || ports=",\"FromPort\":$from,\"ToPort\":$to"
  # An empty description is told only to replace another one.
  [[ -z ${description_of[$1]}${rule_description[$1]-} ]] ||
    text=",\"Description\":$(json "${description_of[$1]}")"
  case $peer in
  sg-*) printf -v peer '"UserIdGroupPairs":[{"GroupId":"%s"%s}]' "$peer" "$text" ;;
  *) printf -v peer '"IpRanges":[{"CidrIp":"%s"%s}]' "$peer" "$text" ;;
  esac
  printf '{"IpProtocol":"%s"%s,%s}' "$protocol" "$ports" "$peer"
}

# revoke_others ingress|egress...: leave the group only wanted rules in these directions.
revoke_others() {
  local direction rule extra
  for direction in "$@"; do
    extra=()
    while read -r rule; do
      [[ $rule != "$group $direction "* || -n ${description_of[$rule]+wanted} ]] ||
        extra+=("${rule_id[$rule]}")
    done <<<"${group_rules[$group]-}"
    ((${#extra[@]} == 0)) ||
      aws ec2 "revoke-security-group-$direction" --group-id "$group" \
        --security-group-rule-ids "${extra[@]}" >/dev/null
  done
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

# ensure_tags RESOURCE PRESENT WANTED: make its tags exactly the wanted ones.
ensure_tags() {
  local key extra=()
  [[ $2 != "$3" ]] || return 0
  while IFS=$'\x1d' read -r -d $'\x1c' key _; do
    [[ $'\x1c'$3 == *$'\x1c'"$key"$'\x1d'* ]] || extra+=("{\"Key\":$(json "$key")}")
  done <<<"$2"
  ((${#extra[@]} == 0)) || aws ec2 delete-tags --resources "$1" --tags "${extra[@]}"
  [[ -z $3 ]] || aws ec2 create-tags --resources "$1" --tags "[$(tag_list "$3")]"
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

# check_ipv4 INPUT...: stop unless every word of these inputs is an IPv4 network.
check_ipv4() {
  local name cidr a b c d bits octet='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
  for name in "$@"; do
    for cidr in ${!name}; do
      [[ $cidr =~ ^$octet\.$octet\.$octet\.$octet/(3[0-2]|[12]?[0-9])$ ]] ||
        stop "$name: $cidr is not an IPv4 CIDR block"
      IFS=./ read -r a b c d bits <<<"$cidr"
      ((((a << 24 | b << 16 | c << 8 | d) & (0xffffffff >> bits)) == 0)) ||
        stop "$name: $cidr is not a network address: bits behind the first $bits are set"
    done
  done
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

# check_integers INPUT...: stop unless these inputs are whole numbers.
check_integers() {
  local name
  for name in "$@"; do
    [[ ${!name} =~ ^-?[0-9]+$ ]] || stop "$name: ${!name} is not a whole number"
  done
}

stop() {
  echo "${0##*/}: $*" >&2
  exit 1
}

main
