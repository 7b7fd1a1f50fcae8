extension CurlLibrary {
  static let requests = [
    Function(
      name: "request", uses: ["query", "stop", "error"],
      text: #"""
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
        """#),
    Function(
      name: "number",
      text: #"""
        # number NAME VALUE...: leave NAME.1=VALUE, NAME.2=VALUE, … in $numbered.
        number() {
          local value
          numbered=()
          for value in "${@:2}"; do numbered+=("$1.$((${#numbered[@]} + 1))=$value"); done
        }
        """#),
    Function(
      name: "query", uses: ["settings", "element"],
      text: #"""
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
        """#),
    Function(
      name: "settings", uses: ["option", "endpoint"],
      text: #"""
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
        """#),
    Function(
      name: "option",
      text: #"""
        # option NAME VALUE: print a line of curl's configuration.
        option() {
          local value=${2//\\/\\\\}
          value=${value//\"/\\\"}
          value=${value//$'\n'/\\n}
          value=${value//$'\r'/\\r}
          value=${value//$'\t'/\\t}
          printf '%s = "%s"\n' "$1" "$value"
        }
        """#),
    Function(
      name: "endpoint",
      text: #"""
        # endpoint: print the address of the service in the Region.
        endpoint() {
          local variable=AWS_ENDPOINT_URL_${service^^} suffix=amazonaws.com url
          [[ $region != cn-* ]] || suffix+=.cn
          url=${!variable-${AWS_ENDPOINT_URL-}}
          url=${url:-https://$service.$region.$suffix}
          echo "${url%/}/"
        }
        """#),
  ]

  static let wayBack = [
    Function(
      name: "undo",
      text: #"""
        # undo ACTION [NAME=VALUE]...: remember what takes the last call back, about the rules before it.
        undo() {
          local entry
          printf -v entry '%s\x1f' "$source" "$region" "$@" "${permissions[@]}"
          changes+=("$entry")
          permissions=()
        }
        """#),
    Function(
      name: "finish", uses: ["query", "error"],
      text: #"""
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
        """#),
    Function(
      name: "error", uses: ["element"],
      text: #"""
        # error: print what EC2 says is wrong.
        error() {
          local text
          text=$(element Message)
          echo "${code:-no answer}${text:+: ${text//[[:cntrl:]]/ }}"
        }
        """#),
    Function(
      name: "stop",
      text: #"""
        stop() {
          echo "${0##*/}: $*" >&2
          exit 1
        }
        """#),
  ]
}
