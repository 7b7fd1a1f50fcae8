/// The one place through which every change goes, and what happens when one fails.
let runHelpers = [
  Helper(
    "aws_session", .run,
    #"""
    def aws_session(profile: str | None, region: str | None = None) -> Any:
        """Open a session of boto3 that is patient where AWS has too much to do."""
        os.environ.setdefault("AWS_RETRY_MODE", "standard")
        os.environ.setdefault("AWS_MAX_ATTEMPTS", "8")
        return boto3.Session(profile_name=profile, region_name=region)
    """#),
  Helper(
    "Run", .run,
    #"""
    @dataclass
    class Run:
        """What this run changes, or would change, and how each change is undone."""

        plans: bool
        destroys: bool
        yes: bool
        groups: list[Group] = field(default_factory=list)  #? created
        given: list[tuple[Side, list[Rule]]] = field(default_factory=list)  #? foreign
        attached: list[tuple[str, str]] = field(default_factory=list)  #? interfaces
        detach: list[tuple[str, Callable[[], Any]]] = field(default_factory=list)  #? attachments
        revoke_last: list[Callable[[], None]] = field(default_factory=list)  #? rules
        outputs: list[str] = field(default_factory=list)
        hidden: list[str] = field(default_factory=list)  #? secrets
        counts: Counter[str] = field(default_factory=Counter)
        done: list[tuple[list[str], Callable[[], Any]]] = field(default_factory=list)
        new_ids: dict[str, str] = field(default_factory=dict)  #? created
        stream: Any = sys.stderr

        def do(
            self,
            lines: list[str],
            call: Callable[[], Any],
            undo: Callable[[], Any] | None = None,
        ) -> Any:
            """Make a change unless this only plans, show it, remember how to undo it."""
            answer = None
            if not self.plans:
                # Before the call: whether it had an effect is not known if it is cut off.
                self.done.append((lines, undo or bool))
                try:
                    answer = call()
                except ClientError as error:
                    if is_refusal(error):
                        self.done.pop()
                    raise
            for line in lines:
                self.counts[line[0]] += 1
                self.say(line)
            return answer

        def say(self, line: str) -> None:
            """Show a line, in colour on a terminal; whatever it holds stays one line."""
            for secret in self.hidden:  #? secrets
                line = line.replace(secret, "<sensitive>")  #? secrets
            text = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in line)
            colour = {"+": 32, "~": 33, "-": 31}.get(line[:1])
            if colour and self.stream.isatty() and not os.environ.get("NO_COLOR"):
                text = f"\033[{colour}m{text}\033[0m"
            print(text, file=self.stream, flush=True)
      #? secrets
        def hide(self, *values: Any) -> None:  #? secrets
            """Never show these values, nor what they consist of."""  #? secrets
            for value in values:  #? secrets
                if isinstance(value, dict):  #? secrets
                    self.hide(*value.values())  #? secrets
                elif isinstance(value, list):  #? secrets
                    self.hide(*value)  #? secrets
                elif value not in (None, "", True, False):  #? secrets
                    self.hidden.append(str(value))  #? secrets
            self.hidden.sort(key=len, reverse=True)  #? secrets

        def output(self, name: str, value: str) -> None:
            """Print a value at the end, if everything is done."""
            self.outputs.append(f"{name} = {value}")

        def finish(self) -> int:
            """Do what comes last, sum up, print the outputs; return the exit code."""
            if self.destroys:  #? groups
                destroy_all(self)  #? groups
            for step in self.revoke_last:  #? rules
                step()  #? rules
            added, changed, removed = (self.counts[sign] for sign in "+~-")
            total = f"{added} added, {changed} changed, {removed} removed"
            if self.plans:
                total = f"{added} to add, {changed} to change, {removed} to remove"
            self.say(total if self.counts else "nothing to change")
            if self.plans:
                return 2 if self.counts else 0
            for line in [] if self.destroys else self.outputs:
                print(line)
            return 0

        def undo(self, error: BaseException) -> None:
            """Say what went wrong; undo what was done, the last change first."""
            for interruption in signal.SIGINT, signal.SIGTERM:
                signal.signal(interruption, signal.SIG_IGN)
            self.stream = sys.stderr
            for line in reason(error).splitlines():
                self.say(line)
            for lines, undo in reversed(self.done):
                try:
                    word = "" if undo() is False else "undone"
                except (Exception, SystemExit) as failure:
                    is_gone = code_of(failure).endswith("NotFound")
                    word = "gone" if is_gone else f"NOT undone ({code_of(failure)})"
                for line in lines if word else []:
                    self.say(f"{word}: {line}")
            for old, new in self.new_ids.items():  #? created
                self.say(f"{old} is now {new}")  #? created
    """#),
  Helper(
    "is_refusal", .run,
    #"""
    def is_refusal(error: ClientError) -> bool:
        """Tell whether EC2 said no, and has changed nothing for certain."""
        answer = error.response.get("ResponseMetadata", {})
        is_busy = "LimitExceeded" in code_of(error) or "Throttl" in code_of(error)
        is_clear = is_busy or answer.get("HTTPStatusCode", 500) < 500
        return is_clear and not answer.get("RetryAttempts")
    """#),
  Helper(
    "naming", .run,
    #"""
    @contextmanager
    def naming(source: str) -> Iterator[None]:
        """Say which resource it was when AWS refuses something."""
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise SystemExit(f"{source}: {reason(error)}") from error
    """#),
  Helper(
    "code_of", .run,
    #"""
    def code_of(error: BaseException) -> str:
        """Return what AWS or botocore calls the error."""
        if isinstance(error, ClientError):
            return str(error.response["Error"]["Code"])
        return type(error).__name__
    """#),
  Helper(
    "reason", .run,
    #"""
    def reason(error: BaseException) -> str:
        """Tell what went wrong, and what to do where that is known."""
        if isinstance(error, KeyboardInterrupt):
            return "interrupted"
        if isinstance(error, SystemExit):
            return str(error)
        if isinstance(error, LookupError):  #? elements
            return f"an element is missing: {error}"  #? elements
        code, text = code_of(error), str(error)
        text = text if isinstance(error, ClientError) else f"{code}: {text}"
        advice = next((tip for start, tip in ADVICE if code.startswith(start)), "")
        return f"{text}\n{advice}" if advice else text
    """#),
  Helper(
    "ADVICE", .run,
    #"""
    #: What to do about an error whose code begins so.
    ADVICE = (
        ("Unauthorized", "Let an IAM policy allow the caller this call."),
        ("RulesPerSecurityGroup", "Unite rules, or have Service Quotas raise the limit."),
        ("SecurityGroupLimit", "Delete groups, or have Service Quotas raise the limit."),
        ("DependencyViolation", "Something uses the group: --destroy --plan names it."),
        ("InvalidGroup.Duplicate", "Somebody has just made the group: run this again."),
        ("InvalidGroup.NotFound", "Somebody has just deleted the group: run this again."),
        ("InvalidVpcID.NotFound", "Check the id of the VPC, the Region and the account."),
        ("RequestLimitExceeded", "AWS has too many requests: run this again later."),
        ("Throttling", "AWS has too many requests: run this again later."),
        ("RequestExpired", "The credentials or this machine's clock are out of date."),
        ("ExpiredToken", "The credentials have expired: log in again."),
        ("AuthFailure", "AWS does not know the credentials: log in, or give --profile."),
        ("InvalidClientTokenId", "AWS does not know the credentials: log in again."),
        ("NoCredentials", "Log in, give --profile, or set AWS_ACCESS_KEY_ID."),
        ("NoRegion", "Give --region, or set AWS_DEFAULT_REGION."),  #? region
        ("NoRegion", "Set AWS_DEFAULT_REGION."),  #? !region
        ("EndpointConnection", "AWS cannot be reached: check the network and the Region."),
    )
    """#),
  Helper(
    "main", .run,
    #"""
    def main() -> None:
        """Plan, apply or destroy; undo what was begun when something fails."""
        args = parse_args()
        run = Run(args.plan, args.destroy, args.yes)
        run.stream = sys.stdout if run.plans else sys.stderr
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
        try:
            configure(run, args)
            code = run.finish()
        except BaseException as error:
            run.undo(error)
            if isinstance(error, EXPECTED):
                raise SystemExit(1) from error
            raise
        raise SystemExit(code)
    """#),
  Helper(
    "EXPECTED", .run,
    #"""
    #: What is told in a line or two; anything else is a fault of this script's own.
    EXPECTED = (BotoCoreError, ClientError, KeyboardInterrupt, SystemExit)  #? !elements
    EXPECTED = BotoCoreError, ClientError, LookupError, KeyboardInterrupt, SystemExit  #? elements
    """#),
]
