extension ShellLibrary {
  static let verbs = #"""
    verbs: what is asked for, and how it ends

    declare verb=apply assent="" planning="" finished=""

    usage() {
      cat <<END
    usage: ${0##*/} [plan | apply | destroy] [--yes]

      plan     show what apply would change; the exit code is 2 if there is anything
      apply    change it, which is also done without a verb
      destroy  take all of it back, unless something else uses it
      --yes    destroy without asking

    Inputs are variables of the environment; they stand at the top of the script.
    END
    }

    # run [VERB] [--yes]: the whole script.
    run() {
      local word
      case ${1-} in plan | apply | destroy) verb=$1 && shift ;; esac
      for word in "$@"; do
        case $word in
        --yes) assent=yes ;;
        --help | -h | help) usage && exit ;;
        *) usage >&2 && exit 1 ;;
        esac
      done
      trap finish EXIT
      choose_output
      [[ $verb != destroy || -n $assent || -t 0 ]] || stop "destroy cannot ask here, so it needs --yes"
      [[ $verb != plan ]] || planning=yes
      read_inputs #? inputs
      main
      if [[ $verb == destroy ]]; then destroy; else converge; fi
      finished=yes
      summarize
      [[ $verb != plan ]] || exit $((added + changed + removed > 0 ? 2 : 0))
      [[ $verb != apply ]] || print_outputs #? outputs
    }

    # converge: what follows when all groups are there.
    converge() {
      await_new_groups #? create
      by_region read_rules ${ruled[@]+"${ruled[@]}"} #? rulesOfRegions
      in_batches read_rules ${ruled[@]+"${ruled[@]}"} #? rulesOfOneRegion
      for group in ${ruled[@]+"${ruled[@]}"}; do authorize_missing; done #? authorize
      for group in ${ruled[@]+"${ruled[@]}"}; do revoke_others; done #? rules
      finish_groups #? defaultEgress
      each_attachment attach #? attachments
      : # there are no groups #? idle
    }

    # finish: the last thing that is done, whatever has happened.
    finish() {
      local status=$?
      trap - EXIT
      trap '' HUP INT TERM
      set +e
      [[ -z $finished ]] || exit "$status"
      if [[ -n $interrupted ]]; then
        complain "interrupted"
      elif [[ -n $failure ]]; then
        explain
      fi
      interrupted=""
      roll_back
      exit 1
    }
    """#
}
