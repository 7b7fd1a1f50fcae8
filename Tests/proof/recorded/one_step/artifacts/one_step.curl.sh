#!/usr/bin/env bash
# Make attachments of security groups where nothing is there yet.
# Translated from main.tf by Portolan. It needs Bash 4.4 and curl 7.75, or later.
#
#   ./main.sh
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
  # aws_network_interface_sg_attachment.proxy (main.tf:3)
  request main.tf:3 DescribeNetworkInterfaces NetworkInterfaceId.1=eni-0123456789abcdef0
  expect_one networkInterfaceId
  mapfile -t attachment_1_present_id < <(interface_groups)

  # The interface keeps the groups it has.
  number SecurityGroupId sg-0123456789abcdef0 "${attachment_1_present_id[@]}"
  request main.tf:3 ModifyNetworkInterfaceAttribute \
    NetworkInterfaceId=eni-0123456789abcdef0 \
    "${numbered[@]}"
  number SecurityGroupId "${attachment_1_present_id[@]}"
  undo ModifyNetworkInterfaceAttribute NetworkInterfaceId=eni-0123456789abcdef0 "${numbered[@]}"
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

# interface_groups: print the ids of the groups that the interface in $answer has, one a line.
interface_groups() {
  local rest=${answer#*'<groupSet>'}
  rest=${rest%%'</groupSet>'*}
  while [[ $rest == *'<groupId>'* ]]; do
    rest=${rest#*'<groupId>'}
    echo "${rest%%'<'*}"
  done
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
