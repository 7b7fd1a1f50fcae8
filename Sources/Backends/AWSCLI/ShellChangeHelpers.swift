extension ShellLibrary {
  static let changes = #"""
    changes: shown, made unless this is a plan, undone if a later one fails

    # $lines say what the next change does. What undoes it is a command, word by word, with a \x1f
    # behind each word: in $pending before the change is made, in $undo afterwards.
    declare -a lines=() pending=() undo=() undo_lines=()
    declare -a undo_region=() #? regions
    declare interrupted="" done_lines
    declare -i added=0 changed=0 removed=0

    # change COMMAND ARGUMENT...: make a change, a call of EC2.
    change() {
      local line changing=yes
      for line in ${lines[@]+"${lines[@]}"}; do show "$line"; done
      [[ -z $planning ]] || return 0
      trap 'interrupted=yes' HUP INT TERM
      if call ec2 "$@"; then
        settle
      elif [[ -n $error_code ]]; then
        pending=() # EC2 has refused it
        return 1
      else
        settle # it may have been made
        return 1
      fi
    }

    # remember COMMAND ARGUMENT...: this undoes the next change.
    remember() {
      local entry
      printf -v entry '%s\x1f' "$@"
      [[ -n $planning ]] || pending+=("$entry")
    }

    # settle: what was remembered is there to be undone.
    settle() {
      local entry text=""
      ((${#lines[@]} == 0)) || printf -v text '%s\n' "${lines[@]}"
      for entry in ${pending[@]+"${pending[@]}"}; do
        undo+=("$entry") undo_lines+=("$text")
        undo_region+=("$region") #? regions
      done
      pending=()
    }

    # roll_back: undo what this run did, last things first. A command that finds out what there is
    # to undo leaves it in $done_lines.
    roll_back() {
      local index line result words id #? create
      local index line result words #? adoptedOnly
      for ((index = ${#undo[@]} - 1; index >= 0; index--)); do
        result=undone done_lines=${undo_lines[index]}
        region=${undo_region[index]} #? regions
        IFS=$'\x1f' read -r -d $'\x1e' -a words <<<"${undo[index]}"$'\x1e'
        for id in ${reborn[@]+"${!reborn[@]}"}; do words=("${words[@]//$id/${reborn[$id]}}"); done #? create
        "${words[@]}" || result="not undone (${error_code:-no answer})"
        while IFS= read -r line; do
          [[ -z $line ]] || tell "$result: $line" >&2
        done <<<"$done_lines"
      done
    }

    # show LINE: print and count a change; its first character tells what it is.
    show() {
      case $1 in
      +*) added=$((added + 1)) && tell "$1" "$green" ;;
      -*) removed=$((removed + 1)) && tell "$1" "$red" ;;
      *) changed=$((changed + 1)) && tell "$1" "$yellow" ;;
      esac >&3
    }

    summarize() {
      local text="$added added, $changed changed, $removed removed"
      [[ -z $planning ]] || text="$added to add, $changed to change, $removed to remove"
      ((added + changed + removed > 0)) || text="nothing to change"
      tell "$text" >&3
    }

    # choose_output: a plan is what was asked for and goes to stdout, progress to stderr.
    choose_output() {
      if [[ $verb == plan ]]; then exec 3>&1; else exec 3>&2; fi
      green="" red="" yellow=""
      [[ -t 3 && -z ${NO_COLOR-} ]] || return 0
      green=$'\e[32m' red=$'\e[31m' yellow=$'\e[33m'
    }

    # tell LINE [COLOUR]: print it on one line; that nobody reads it is no reason to stop.
    tell() {
      local line=${1//[[:cntrl:]]/?}
      hide_secrets #? secrets
      printf '%s%s%s\n' "${2-}" "$line" "${2:+$'\e[0m'}" || true
    }

    #? secrets
    declare -a secrets=()

    #? secrets
    # secret TEXT: it is never shown, neither as it is nor as JSON.
    secret() {
      local escaped
      escaped=$(json "$1")
      secrets+=("$1" "${escaped:1:${#escaped}-2}")
    }

    #? secrets
    # hide_secrets: take them out of $line.
    hide_secrets() {
      local text
      for text in "${secrets[@]}"; do line=${line//"$text"/(sensitive)}; done
    }
    """#
}
