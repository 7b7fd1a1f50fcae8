#!/usr/bin/env python3
"""Attach a security group to a network interface.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read the command line."""
    parser = Parser("Attach a security group to a network interface.")
    return parser.parse_args()


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")

    attach_group(
        run,
        ec2,
        "aws_network_interface_sg_attachment.proxy (main.tf:3)",
        "sg-0123456789abcdef0",
        "eni-0123456789abcdef0",
    )


# --- inputs ---------------------------------------------------------------------------


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
        add("--region", help="AWS Region, if not that of the environment")
        add("--profile", help="profile of the AWS configuration")

    def error(self, message: str) -> NoReturn:
        """Exit with 1 after a mistake, because 2 means that there is a difference."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


# --- attachments ----------------------------------------------------------------------


def attach_group(
    run: Run, ec2: Any, source: str, group_id: str, interface_id: str
) -> None:
    """Let the network interface have the group too; it keeps those it has."""
    with naming(source):
        present = interface_groups(ec2, interface_id)
    join = partial(join_interface, run, ec2, group_id, interface_id)
    leave = partial(leave_interface, ec2, group_id, interface_id)
    text = f"{source}: {interface_id} has {group_id}"
    if run.destroys:
        run.attached.append((group_id, interface_id))
        if group_id in present:
            run.detach.append((source, partial(run.do, [f"- {text}"], leave, join)))
    elif not present:
        raise SystemExit(f"{source}: there is no network interface {interface_id}")
    elif group_id not in present:
        with naming(source):
            run.do([f"+ {text}"], join, leave)


def interface_groups(ec2: Any, interface_id: str) -> list[str]:
    """List the groups that the network interface has; none if it does not exist."""
    filters = [{"Name": "network-interface-id", "Values": [interface_id]}]
    answer = ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
    return [group["GroupId"] for row in answer for group in row["Groups"]]


def join_interface(_: Run, ec2: Any, group_id: str, interface_id: str) -> None:
    """Let the network interface have the group beside the others that it has."""
    groups = interface_groups(ec2, interface_id)
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface_id, Groups=[group_id, *groups]
    )


def leave_interface(ec2: Any, group_id: str, interface_id: str) -> bool:
    """Take the group from the network interface, which keeps the others."""
    groups = interface_groups(ec2, interface_id)
    if group_id not in groups:
        return False
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface_id, Groups=[it for it in groups if it != group_id]
    )
    return True


# --- destroy --------------------------------------------------------------------------


def destroy_all(run: Run) -> None:
    """Take back what is declared here, unless something else still needs it."""
    if not (run.plans or run.yes or sys.stdin.isatty()):
        raise SystemExit("to destroy without a terminal, add --yes")
    if not (run.plans or run.yes):
        run.plans = True
        take_back(run)
        run.plans = False
        if run.counts:
            ask("Destroy all this? Only yes is yes: ")
        run.counts.clear()
    take_back(run)


def ask(question: str) -> None:
    """Go on only if the answer is yes."""
    print(question, end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip() != "yes":
        raise SystemExit("nothing was destroyed")


def take_back(run: Run) -> None:
    """Detach groups and revoke rules."""
    for source, detach in run.detach:
        with naming(source):
            detach()


# --- every change, and its undoing ----------------------------------------------------


def aws_session(profile: str | None, region: str | None = None) -> Any:
    """Open a session of boto3 that is patient where AWS has too much to do."""
    os.environ.setdefault("AWS_RETRY_MODE", "standard")
    os.environ.setdefault("AWS_MAX_ATTEMPTS", "8")
    return boto3.Session(profile_name=profile, region_name=region)


@dataclass
class Run:
    """What this run changes, or would change, and how each change is undone."""

    plans: bool
    destroys: bool
    yes: bool
    attached: list[tuple[str, str]] = field(default_factory=list)
    detach: list[tuple[str, Callable[[], Any]]] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    done: list[tuple[list[str], Callable[[], Any]]] = field(default_factory=list)
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
        text = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in line)
        colour = {"+": 32, "~": 33, "-": 31}.get(line[:1])
        if colour and self.stream.isatty() and not os.environ.get("NO_COLOR"):
            text = f"\033[{colour}m{text}\033[0m"
        print(text, file=self.stream, flush=True)

    def output(self, name: str, value: str) -> None:
        """Print a value at the end, if everything is done."""
        self.outputs.append(f"{name} = {value}")

    def finish(self) -> int:
        """Do what comes last, sum up, print the outputs; return the exit code."""
        if self.destroys:
            destroy_all(self)
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


def is_refusal(error: ClientError) -> bool:
    """Tell whether EC2 said no, and has changed nothing for certain."""
    answer = error.response.get("ResponseMetadata", {})
    is_busy = "LimitExceeded" in code_of(error) or "Throttl" in code_of(error)
    is_clear = is_busy or answer.get("HTTPStatusCode", 500) < 500
    return is_clear and not answer.get("RetryAttempts")


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Say which resource it was when AWS refuses something."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(f"{source}: {reason(error)}") from error


def code_of(error: BaseException) -> str:
    """Return what AWS or botocore calls the error."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__


def reason(error: BaseException) -> str:
    """Tell what went wrong, and what to do where that is known."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    if isinstance(error, SystemExit):
        return str(error)
    code, text = code_of(error), str(error)
    text = text if isinstance(error, ClientError) else f"{code}: {text}"
    advice = next((tip for start, tip in ADVICE if code.startswith(start)), "")
    return f"{text}\n{advice}" if advice else text


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
    ("NoRegion", "Give --region, or set AWS_DEFAULT_REGION."),
    ("EndpointConnection", "AWS cannot be reached: check the network and the Region."),
)


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


#: What is told in a line or two; anything else is a fault of this script's own.
EXPECTED = (BotoCoreError, ClientError, KeyboardInterrupt, SystemExit)


if __name__ == "__main__":
    main()
