extension ShellLibrary {
  static let tags = #"""
    tags: as text they are KEY \x1d VALUE \x1c, sorted by key

    #? tags
    tag_fields="join('', sort_by(Tags[?!starts_with(Key, 'aws:')] || \`[]\`, &Key)[]"
    tag_fields+=$'.join(\'\', [Key, \'\x1d\', Value, \'\x1c\']))'

    #? tags
    tag_text() { (($# == 0)) || printf '%s\x1d%s\x1c' "$@"; }

    #? tags
    # tag_list TEXT: print the tags as the members of a JSON list.
    tag_list() {
      local key value separator=""
      while IFS=$'\x1d' read -r -d $'\x1c' key value; do
        printf '%s{"Key":%s,"Value":%s}' "$separator" "$(json "$key")" "$(json "$value")"
        separator=,
      done <<<"$1"
    }

    #? ignoredTags
    # own_tags PRESENT WANTED: print the present tags without those that stay though unwanted: their
    # keys match the regular expression $ignored_tags.
    own_tags() {
      local key value
      while IFS=$'\x1d' read -r -d $'\x1c' key value; do
        [[ $key =~ $ignored_tags && $'\x1c'$2 != *$'\x1c'"$key"$'\x1d'* ]] ||
          printf '%s\x1d%s\x1c' "$key" "$value"
      done <<<"$1"
    }

    #? tags
    # tag_lines NAME TEXT: these tags are added with something.
    tag_lines() {
      local key value
      while IFS=$'\x1d' read -r -d $'\x1c' key value; do
        lines+=("+ $1: tag $(json "$key") = $(json "$value")  ($place)")
      done <<<"$2"
    }

    #? tags
    # ensure_tags NAME RESOURCE PRESENT WANTED: make its tags exactly the wanted ones. #? removedTags
    # ensure_tags NAME RESOURCE PRESENT WANTED: make its tags the wanted ones, beside those that stay. #? ignoredTags
    ensure_tags() {
      [[ $verb != destroy ]] || return 0
      set -- "$1" "$2" "$(own_tags "$3" "$4")" "$4" #? ignoredTags
      [[ $3 != "$4" ]] || return 0
      remove_tags "$@"
      set_tags "$@"
    }

    #? tags
    # remove_tags NAME RESOURCE PRESENT WANTED: remove those whose keys are not wanted.
    remove_tags() {
      local key value keys=() gone=""
      lines=()
      while IFS=$'\x1d' read -r -d $'\x1c' key value; do
        [[ $'\x1c'$4 != *$'\x1c'"$key"$'\x1d'* ]] || continue
        lines+=("- $1: tag $(json "$key") = $(json "$value")  ($place)")
        keys+=("{\"Key\":$(json "$key")}")
        gone+=$key$'\x1d'$value$'\x1c'
      done <<<"$3"
      ((${#keys[@]} > 0)) || return 0
      remember call ec2 create-tags --resources "$2" --tags "[$(tag_list "$gone")]"
      change delete-tags --resources "$2" --tags "${keys[@]}"
    }

    #? tags
    # set_tags NAME RESOURCE PRESENT WANTED: set those that are not as they are wanted.
    set_tags() {
      local key value old old_tags="" new_tags="" keys=()
      lines=()
      while IFS=$'\x1d' read -r -d $'\x1c' key value; do
        [[ $'\x1c'$3 != *$'\x1c'"$key"$'\x1d'"$value"$'\x1c'* ]] || continue
        new_tags+=$key$'\x1d'$value$'\x1c'
        if [[ $'\x1c'$3 == *$'\x1c'"$key"$'\x1d'* ]]; then
          old=$'\x1c'$3
          old=${old#*$'\x1c'"$key"$'\x1d'}
          old=${old%%$'\x1c'*}
          old_tags+=$key$'\x1d'$old$'\x1c'
          lines+=("~ $1: tag $(json "$key") = $(json "$old") -> $(json "$value")  ($place)")
        else
          keys+=("{\"Key\":$(json "$key")}")
          lines+=("+ $1: tag $(json "$key") = $(json "$value")  ($place)")
        fi
      done <<<"$4"
      ((${#lines[@]} > 0)) || return 0
      remember restore_tags "$2" "$(tag_list "$old_tags")" ${keys[@]+"${keys[@]}"}
      change create-tags --resources "$2" --tags "[$(tag_list "$new_tags")]"
    }

    #? tags
    # restore_tags RESOURCE TAGS [KEY]...: set the tags, which are members of a JSON list; remove the keys.
    restore_tags() {
      (($# == 2)) || call ec2 delete-tags --resources "$1" --tags "${@:3}" || return
      [[ -z $2 ]] || call ec2 create-tags --resources "$1" --tags "[$2]"
    }
    """#

  static let text = #"""
    text: what goes to AWS and what comes back

    #? lookups
    declare -a found=()

    #? lookups
    # lookup WHAT COMMAND LIST FIELDS ARGUMENT...: leave the fields of the one answer in $found.
    lookup() {
      local row rows=0
      call ec2 "$2" "${@:5}" --output text --query "$3[].$(record "$4")"
      while IFS=$'\x1f' read -r -d $'\x1e' -a row; do
        rows=$((rows + 1)) found=("${row[@]:1}")
      done <<<"$answer"
      ((rows == 1)) || stop "$place: $1: $rows matches where one is needed"
    }

    #? filters
    # filter NAME VALUE...: print it as JSON, for a value may hold anything.
    filter() {
      local value values=""
      for value in "${@:2}"; do values+=,$(json "$value"); done
      printf '{"Name":%s,"Values":[%s]}' "$(json "$1")" "${values#,}"
    }

    #? wordFilters
    # filter_words NAME "WORD..." [VALUE]...: the same for values some of which are words.
    filter_words() {
      local words
      read -ra words <<<"$2"
      filter "$1" ${words[@]+"${words[@]}"} "${@:3}"
    }

    #? records
    # record FIELD...: a query for the fields, a \x1f behind each and a \x1e behind the last. EC2
    # answers in XML, which can hold neither, so no text is taken for the end of a field.
    record() {
      local IFS=,
      printf "join('\x1f', map(&to_string(not_null(@, '')), ['',%s,'\x1e']))" "$*"
    }

    #? json
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

    #? jsonLists
    # json_list [json JSON | words WORDS]...: print a JSON list; each word is a string of its own.
    json_list() {
      local word list=""
      while (($# > 1)); do
        case $1 in
        json) list+=,$2 ;;
        words) for word in $2; do list+=,$(json "$word"); done ;;
        values) for word in $2; do list+=,$word; done ;; #? jsonValues
        esac
        shift 2
      done
      printf '[%s]' "${list#,}"
    }

    #? partition
    # partition_of REGION: print the name of the AWS partition that the Region belongs to.
    partition_of() {
      case $1 in
      \#(Partition.shellCases({ $0.regions + "*" }, \.name).joined(separator: "\n  "))
      esac
    }

    #? dnsSuffix
    # dns_suffix_of PARTITION: print where the names of services end in the partition.
    dns_suffix_of() {
      case $1 in
      \#(Partition.shellCases(\.name, \.dnsSuffix).joined(separator: "\n  "))
      esac
    }

    #? ipv4
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

    #? ipv6
    # check_ipv6 INPUT...: stop unless every word of these inputs is an IPv6 network, and spell it
    # as EC2 does: lower case, no leading zeros, "::" for the first longest run of zeros.
    check_ipv6() {
      local name cidr list
      for name in "$@"; do
        list=""
        for cidr in ${!name}; do
          ipv6_network "${cidr,,}" || stop "$name: $cidr is not an IPv6 network"
          list+=" $network"
        done
        printf -v "$name" %s "${list# }"
      done
    }

    #? ipv6
    # ipv6_network CIDR: leave its canonical spelling in $network, or fail.
    ipv6_network() {
      local address=${1%/*} bits=${1#*/} groups=() behind=() group kept text="" run zeros=""
      [[ $1 =~ ^[0-9a-f:]+/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$ && $address != *:::* ]] || return 1
      IFS=: read -ra groups <<<"${address%%::*}"
      if [[ $address == *::* ]]; then
        IFS=: read -ra behind <<<"${address#*::}"
        ((${#groups[@]} + ${#behind[@]} < 8)) || return 1
        while ((${#groups[@]} + ${#behind[@]} < 8)); do groups+=(0); done
        groups+=(${behind[@]+"${behind[@]}"})
      fi
      ((${#groups[@]} == 8)) || return 1
      for group in "${groups[@]}"; do
        [[ $group =~ ^[0-9a-f]{1,4}$ ]] || return 1
        kept=$((bits > 16 ? 16 : bits)) bits=$((bits - kept))
        (((0x$group & 0xffff >> kept) == 0)) || return 1
        printf -v text '%s:%x' "$text" "0x$group"
      done
      text+=:
      for run in :0:0{:0:0:0:0:0:0,:0:0:0:0:0,:0:0:0:0,:0:0:0,:0:0,:0,}; do
        [[ -n $zeros || $text != *"$run":* ]] || zeros=$run
      done
      address=$text
      [[ -z $zeros ]] || address=${text/"$zeros":/::}
      [[ $address == ::* ]] || address=${address#:}
      [[ $address == *:: ]] || address=${address%:}
      network=$address/${1#*/}
    }

    #? ids
    # check_ids PREFIX INPUT...: stop unless every word of these inputs is an id of this kind.
    check_ids() {
      local name word
      for name in "${@:2}"; do
        for word in ${!name}; do
          [[ $word =~ ^([0-9]{12}/)?$1-[0-9a-z]+$ ]] || stop "$name: $word is no id like $1-0123"
        done
      done
    }

    #? integers
    # check_integers INPUT...: stop unless these inputs are whole numbers.
    check_integers() {
      local name
      for name in "$@"; do
        [[ ${!name} =~ ^-?[0-9]+$ ]] || stop "$name: ${!name} is not a whole number"
      done
    }
    """#
}
