/// What turns words of the command line into values, and values into text.
let inputHelpers = [
  Helper(
    "Parser", .inputs,
    #"""
    class Parser(argparse.ArgumentParser):
        """A command line with the flags that have nothing to do with the configuration."""

        def __init__(self, description: str) -> None:
            """Add these flags."""
            super().__init__(description=description, allow_abbrev=False)
            add = self.add_argument
            text = "only show what would change; the exit code is 2 if anything would"
            add("--plan", action="store_true", help=text)
            text = "take back what this makes, unless something still uses it"
            add("--destroy", action="store_true", help=text)
            add("--yes", action="store_true", help="destroy without asking")
            add("--region", help="AWS Region, if not that of the environment")  #? region
            add("--profile", help="profile of the AWS configuration")

        def error(self, message: str) -> NoReturn:
            """Exit with 1 after a mistake, because 2 means that there is a difference."""
            self.print_usage(sys.stderr)
            self.exit(1, f"{self.prog}: {message}\n")
    """#),
  Helper(
    "ipv4_block", .inputs,
    #"""
    def ipv4_block(text: str) -> str:
        """Check an IPv4 block such as 10.0.0.0/8: a network address and its length."""
        network = ipaddress.IPv4Network(text, strict=False)
        if text != str(network):
            raise argparse.ArgumentTypeError(f"{text} is no network; {network} is one")
        return text
    """#),
  Helper(
    "ipv6_block", .inputs,
    #"""
    def ipv6_block(text: str) -> str:
        """Check an IPv6 block such as 2001:db8::/32, and spell it as EC2 does."""
        address = ipaddress.IPv6Interface(text)
        if "/" not in text or address.ip != address.network.network_address:
            raise argparse.ArgumentTypeError(f"{text} is no network; {address.network} is")
        return str(address.network)
    """#),
  Helper(
    "prefix_list_id", .inputs,
    #"""
    def prefix_list_id(text: str) -> str:
        """Check the id of a prefix list."""
        if not text.startswith("pl-"):
            raise argparse.ArgumentTypeError(f"{text} is no prefix list id (pl-...)")
        return text
    """#),
  Helper(
    "security_group_id", .inputs,
    #"""
    def security_group_id(text: str) -> str:
        """Check the id of a group; one of another account is ACCOUNT/sg-..."""
        if not text.rpartition("/")[2].startswith("sg-"):
            raise argparse.ArgumentTypeError(f"{text} is no security group id (sg-...)")
        return text
    """#),
  Helper(
    "checked", .inputs,
    #"""
    def checked(
        source: str, check: Callable[[str], str], values: Iterable[str]
    ) -> list[str]:
        """Check peers that are computed from inputs."""
        try:
            return [check(value) for value in values]
        except (TypeError, ValueError, argparse.ArgumentTypeError) as error:
            raise SystemExit(f"{source}: {error}") from error
    """#),
  Helper(
    "boolean", .inputs,
    #"""
    def boolean(text: str) -> bool:
        """Read true or false."""
        if text not in ("true", "false"):
            raise argparse.ArgumentTypeError(f"{text} is neither true nor false")
        return text == "true"
    """#),
  Helper(
    "number", .inputs,
    #"""
    def number(text: str) -> float:
        """Read a number; a whole one stays whole."""
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    """#),
  Helper(
    "whole_number", .inputs,
    #"""
    def whole_number(source: str, value: Any) -> int:
        """Check a port that is computed from inputs."""
        text = as_text(value)
        if not text.lstrip("-").isdecimal():
            raise SystemExit(f"{source}: a port must be a whole number")
        return int(text)
    """#),
  Helper(
    "json_value", .inputs,
    #"""
    def json_value(text: str) -> Any:
        """Read a structure written as JSON."""
        return json.loads(text)
    """#),
  Helper(
    "string_map", .inputs,
    #"""
    def string_map(text: str) -> dict[str, str]:
        """Read a map of strings written as JSON; a null is as good as no entry."""
        entries = dict(json.loads(text)).items()
        return {key: as_text(value) for key, value in entries if value is not None}
    """#),
  Helper(
    "as_text", .inputs,
    #"""
    def as_text(value: Any) -> str:
        """Spell a value as Terraform does in text: true, not True; 8443, not 8443.0."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return value if isinstance(value, str) else json.dumps(value)
    """#),
  Helper(
    "secret", .inputs,
    #"""
    def secret(name: str, variable: str) -> str:
        """Take a sensitive input from the environment, or ask for it without echo."""
        if variable in os.environ:
            return os.environ[variable]
        if not sys.stdin.isatty():
            raise SystemExit(f"{name} is missing; give it as ${variable}")
        return getpass.getpass(f"{name}: ")
    """#),
]
