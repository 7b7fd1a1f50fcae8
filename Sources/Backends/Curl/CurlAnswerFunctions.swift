extension CurlLibrary {
  static let rules = [
    Function(
      name: "rule",
      text: #"""
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
        """#),
    Function(
      name: "change", uses: ["request", "undo"],
      text: #"""
        # change SOURCE ACTION INVERSE GROUP [NAME=VALUE]...: make a call about the rules before it, if
        # there are any; INVERSE takes it back.
        change() {
          local words=("${permissions[@]}")
          ((${#words[@]} > 0)) || return 0
          request "$1" "$2" "${@:4}" || return 0
          permissions=("${words[@]}")
          undo "$3" "$4"
        }
        """#),
  ]

  static let answers = [
    Function(
      name: "element", uses: ["unescape"],
      text: #"""
        # element NAME: print the text of the first element of this name in $answer.
        element() {
          local text=${answer#*"<$1>"}
          [[ $text != "$answer" ]] || return 0
          unescape "${text%%"</$1>"*}"
        }
        """#),
    Function(
      name: "unescape",
      text: #"""
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
        """#),
    Function(
      name: "expect_one", uses: ["stop"],
      text: #"""
        # expect_one ELEMENT: stop unless $answer has just one.
        expect_one() {
          local rest=${answer#*"<$1>"}
          [[ $rest != "$answer" ]] || stop "$source: nothing found"
          [[ $rest != *"<$1>"* ]] || stop "$source: more than one found"
        }
        """#),
    Function(
      name: "group_element", uses: ["element"],
      text: #"""
        # group_element NAME: print an element of the group in $answer, not of its rules.
        group_element() {
          local answer=${answer/'<ipPermissions>'*'</ipPermissions>'/}
          answer=${answer/'<ipPermissionsEgress>'*'</ipPermissionsEgress>'/}
          element "$1"
        }
        """#),
    Function(
      name: "rule_ids",
      text: #"""
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
        """#),
    Function(
      name: "interface_groups",
      text: #"""
        # interface_groups: print the ids of the groups that the interface in $answer has, one a line.
        interface_groups() {
          local rest=${answer#*'<groupSet>'}
          rest=${rest%%'</groupSet>'*}
          while [[ $rest == *'<groupId>'* ]]; do
            rest=${rest#*'<groupId>'}
            echo "${rest%%'<'*}"
          done
        }
        """#),
    Function(
      name: "flat", uses: ["unescape"],
      text: #"""
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
        """#),
    Function(
      name: "partition", uses: ["element"],
      text: #"""
        # partition: print the partition of the caller in $answer.
        partition() {
          local text
          text=$(element Arn)
          text=${text#arn:}
          echo "${text%%:*}"
        }
        """#),
    Function(
      name: "dns_suffix", uses: ["partition"],
      text: #"""
        # dns_suffix: print where the addresses of services end in the partition of the caller.
        dns_suffix() {
          case $(partition) in
          \#(Partition.shellCases(\.name, \.dnsSuffix).joined(separator: "\n  "))
          esac
        }
        """#),
    Function(name: "json", text: ShellLibrary.jsonFunction),
  ]
}
