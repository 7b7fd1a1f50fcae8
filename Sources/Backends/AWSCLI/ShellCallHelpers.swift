extension ShellLibrary {
  static let calls = #"""
    calls: every one of them, and what to do when it fails

    declare answer="" failure="" error_code=""

    # call SERVICE COMMAND ARGUMENT...: leave what it prints in $answer. If it fails, its message is
    # in $failure and EC2's name for the error, where there is one, in $error_code.
    call() {
      local reply status=0
      failure="" error_code=""
      [[ -z $interrupted ]] || return 1
      reply=$(
        # What has begun to change is brought to its end, so that it is known what was done.
        [[ -z ${changing-} ]] || trap '' HUP INT TERM
        exec 2>&1
        answer=$(aws "$@") || status=$? #? oneRegion
        answer=$(aws "$@" ${region:+--region "$region"}) || status=$? #? regions
        printf '\x1f%s' "$answer"
        exit "$status"
      ) || status=$?
      answer=${reply#*$'\x1f'}
      failure=${reply%%$'\x1f'*}
      if ((status == 0)); then
        [[ -z $failure ]] || printf '%s\n' "$failure" >&2
        failure=""
      elif [[ $failure =~ \(([A-Za-z.]+)\)\ when\ calling\ the ]]; then
        error_code=${BASH_REMATCH[1]}
      else
        failure=${failure:-"aws $1 $2 failed without a word, with exit code $status"}
      fi
      return "$status"
    }

    # explain: say why the last call failed, and what to do.
    explain() {
      local advice="" operation=this
      [[ ! $failure =~ when\ calling\ the\ ([A-Za-z]+)\ operation ]] || operation=${BASH_REMATCH[1]}
      while [[ $failure == $'\n'* ]]; do failure=${failure#?}; done
      complain "${place:+$place: }${failure//$'\n'/ }"
      case $error_code in
      UnauthorizedOperation | AccessDenied*) advice="allow these credentials $operation in IAM" ;;
      RulesPerSecurityGroupLimitExceeded) advice="raise this quota of the account, or have fewer rules" ;;
      DependencyViolation) advice="something still uses the group: remove that first" ;;
      InvalidGroup.Duplicate) advice="if a run was cut off, run this again; else the name is taken" ;;
      InvalidPermission.Duplicate) advice="somebody has just added it: run this again" ;;
      *.NotFound) advice="it is not there, or no longer: look at the inputs, or run this again" ;;
      RequestLimitExceeded | Throttling*) advice="run this again later, or with more AWS_MAX_ATTEMPTS" ;;
      AuthFailure | *Token* | RequestExpired) advice="log in again, or choose another AWS_PROFILE" ;;
      esac
      case $failure in
      *credentials*) advice="log in, or choose credentials with AWS_PROFILE" ;;
      *"specify a region"*) advice="say in AWS_REGION where the groups are" ;;
      esac
      [[ -z $advice ]] || tell "  what to do: $advice" >&2
    }

    complain() { tell "${0##*/}: $*" >&2; }

    stop() {
      complain "$@"
      exit 1
    }

    #? regions
    # by_region COMMAND GROUP...: run it for those in each Region, and batch by batch.
    by_region() {
      local command=$1 ids
      shift
      for region in ${regions[@]+"${regions[@]}"}; do
        ids=()
        for group in "$@"; do
          [[ ${region_of[$group]} != "$region" ]] || ids+=("$group")
        done
        in_batches "$command" ${ids[@]+"${ids[@]}"}
      done
    }

    # in_batches COMMAND GROUP...: no filter of EC2 takes more than 200 values.
    in_batches() {
      local command=$1 ids=()
      shift
      for group in "$@"; do
        [[ $group == sg-new-* ]] || ids+=("$group")
      done
      while ((${#ids[@]} > 0)); do
        "$command" "${ids[@]:0:200}"
        ids=("${ids[@]:200}")
      done
    }
    """#
}
