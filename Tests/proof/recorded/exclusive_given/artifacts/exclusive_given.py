#!/usr/bin/env python3
"""Create or update the security groups group_id_sg and sg_0123456789abcdef0.

Translated from main.tf by Portolan. Running it again changes nothing.
With --plan it only shows what would change; with --destroy it takes all back.

    ./security_groups.py --group-id ...
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError


def parse_args() -> argparse.Namespace:
    """Read one flag per Terraform input."""
    parser = Parser(
        "Create or update the security groups group_id_sg and sg_0123456789abcdef0.",
    )
    add = parser.add_argument
    add("--group-id", required=True)
    return parser.parse_args()


def configure(run: Run, args: argparse.Namespace) -> None:
    """Make AWS look as the configuration says."""
    session = aws_session(args.profile, args.region)
    ec2 = session.client("ec2")

    group_id_sg = existing_group(
        run,
        ec2,
        "aws_vpc_security_group_ingress_rule.ssh (main.tf:5)",
        args.group_id,
    )

    sg_0123456789abcdef0 = existing_group(
        run,
        ec2,
        "aws_vpc_security_group_egress_rule.given (main.tf:19)",
        "sg-0123456789abcdef0",
    )

    ensure_rules(run, group_id_sg, ingress=tcp(22, ["10.0.0.0/8"]), egress=[])

    ensure_rules(
        run,
        sg_0123456789abcdef0,
        ingress=[],
        egress=all_traffic(["0.0.0.0/0"]),
    )

    run.output("group_id_sg", group_id_sg.id)
    run.output("sg_0123456789abcdef0", sg_0123456789abcdef0.id)


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


# --- groups ---------------------------------------------------------------------------


@dataclass
class Group:
    """A security group as it is wanted, and EC2's record of it once there is one."""

    ec2: Any
    source: str
    kind: str = "existing"
    is_new: bool = False
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What EC2 calls it."""
        return str(self.record["GroupId"])


def existing_group(run: Run, ec2: Any, source: str, group_id: str) -> Group:
    """Return a group that something else made; it gets rules and nothing more."""
    filters = [{"Name": "group-id", "Values": [group_id]}]
    with naming(source):
        found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    if not found and not run.destroys:
        raise SystemExit(f"{source}: there is no security group {group_id}")
    record = found[0] if found else {"GroupId": group_id}
    return Group(ec2, source, kind="existing", is_new=not found, record=record)


class TagHolder(NamedTuple):
    """The tags that a group or rule has now."""

    ec2: Any
    source: str
    resource: str
    present: list[dict[str, str]]

    def put(self, tags: dict[str, str]) -> None:
        """Set tags, whether they are new or have another value."""
        self.ec2.create_tags(Resources=[self.resource], Tags=tag_list(tags))

    def drop(self, tags: dict[str, str]) -> None:
        """Take tags away that have these values."""
        self.ec2.delete_tags(Resources=[self.resource], Tags=tag_list(tags))


def ensure_tags(run: Run, tags: TagHolder, wanted: dict[str, str]) -> None:
    """Make the tags of a group or rule exactly these."""
    has = own_tags(tags.present)
    extra = {key: has[key] for key in has if key not in wanted}
    new = {key: wanted[key] for key in wanted if key not in has}
    changed = {key: wanted[key] for key in has if wanted.get(key, has[key]) != has[key]}
    old = {key: has[key] for key in changed}
    source, put, drop = tags.source, tags.put, tags.drop
    if extra:
        run.do(tag_lines("-", source, extra), partial(drop, extra), partial(put, extra))
    if new:
        run.do(tag_lines("+", source, new), partial(put, new), partial(drop, new))
    if changed:
        lines = tag_lines("~", source, changed, old)
        run.do(lines, partial(put, changed), partial(put, old))


def own_tags(tags: list[dict[str, str]]) -> dict[str, str]:
    """Read a list of tags, without those that AWS itself sets."""
    pairs = {tag["Key"]: tag["Value"] for tag in tags}
    return {key: pairs[key] for key in pairs if not key.startswith("aws:")}


def tag_specifications(kind: str, tags: dict[str, str] | None) -> list[dict[str, Any]]:
    """Spell the tags that something new gets."""
    return [{"ResourceType": kind, "Tags": tag_list(tags)}] if tags else []


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Spell tags as EC2 takes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def tag_lines(
    sign: str, source: str, tags: dict[str, str], old: dict[str, str] | None = None
) -> list[str]:
    """Say which tags are set or taken away."""
    lines = []
    for key, value in sorted(tags.items()):
        was = f', was "{old[key]}"' if old else ""
        text = f'tag {key} = "{value}"{was}'
        lines.append(f"{sign} {source}: {text}")
    return lines


# --- rules ----------------------------------------------------------------------------


def ensure_rules(
    run: Run,
    group: Group,
    *,
    ingress: list[Rule] | None = None,
    egress: list[Rule] | None = None,
) -> None:
    """Make the rules of the group exactly these, in each direction given."""
    present = rules_before(run, group)
    for direction, rules in ("ingress", ingress), ("egress", egress):
        if rules is not None:
            ensure_side(run, Side(group, direction), present, rules, owned=True)


def tcp(port: int, peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for a single TCP port."""
    return [Rule("tcp", port, port, peer, description) for peer in peers]


def all_traffic(peers: Iterable[str], description: str = "") -> list[Rule]:
    """One rule per peer for every protocol and port."""
    return [Rule("-1", -1, -1, peer, description) for peer in peers]


class Rule(NamedTuple):
    """One security group rule: a protocol, a port range and one peer."""

    protocol: str
    from_port: int
    to_port: int
    peer: str
    description: str = ""
    tags: dict[str, str] | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Rule:
        """Read a rule that the group has."""
        peer = row.get("CidrIpv4") or row.get("CidrIpv6") or row.get("PrefixListId")
        if not peer:
            group, owner = row["ReferencedGroupInfo"], row.get("GroupOwnerId")
            peer, account = group["GroupId"], group.get("UserId")
            if account and owner and account != owner:
                peer = f"{account}/{peer}"
        tags = own_tags(row.get("Tags", []))
        ports = row["FromPort"], row["ToPort"]
        text = row.get("Description") or ""
        return cls(row["IpProtocol"], *ports, peer, text, tags)

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What makes it this rule; its description and tags do not."""
        peer = self.peer.rpartition("/")[2] if "/sg-" in self.peer else self.peer
        return self.protocol, self.from_port, self.to_port, peer

    def permission(self, *, clear: bool = False) -> dict[str, Any]:
        """Spell the rule as EC2 takes it; `clear` names even an empty description."""
        kind, key = peer_kind(self.peer)
        peer = {key: self.peer}
        if "/sg-" in self.peer:
            peer["UserId"], _, peer["GroupId"] = self.peer.rpartition("/")
        if self.description or clear:
            peer["Description"] = self.description
        permission: dict[str, Any] = {"IpProtocol": self.protocol, kind: [peer]}
        if self.protocol != "-1":
            permission.update(FromPort=self.from_port, ToPort=self.to_port)
        return permission

    def __str__(self) -> str:
        """Say it in a line: tcp 443 0.0.0.0/0 "HTTPS"."""
        words = ["all" if self.protocol == "-1" else self.protocol]
        if self.from_port != -1 or self.to_port != -1:
            is_one = self.from_port == self.to_port
            words.append(f"{self.from_port}" + ("" if is_one else f"-{self.to_port}"))
        words.append(self.peer)
        if self.description:
            words.append(f'"{self.description}"')
        words += [f'{key}="{value}"' for key, value in (self.tags or {}).items()]
        return " ".join(words)


def peer_kind(peer: str) -> tuple[str, str]:
    """Tell in which list of a permission a peer stands, and under which key."""
    if peer.startswith("pl-"):
        return "PrefixListIds", "PrefixListId"
    if "sg-" in peer:
        return "UserIdGroupPairs", "GroupId"
    if ":" in peer:
        return "Ipv6Ranges", "CidrIpv6"
    return "IpRanges", "CidrIp"


class Side(NamedTuple):
    """The rules of a group in one direction."""

    group: Group
    direction: str

    def __str__(self) -> str:
        """Say which rules these are."""
        return f"{self.group.source}: {self.direction}"

    def of(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Leave out the rules of the other direction."""
        is_egress = self.direction == "egress"
        return [row for row in rows if row["IsEgress"] is is_egress]

    def rows(self) -> list[dict[str, Any]]:
        """List the rules that there are now, each with its id."""
        return self.of(describe_rules(self.group.ec2, self.group.id))

    def authorize(self, rules: list[Rule]) -> None:
        """Add rules, which have the same tags."""
        ec2, arguments = self.group.ec2, self.arguments(rules)
        arguments["TagSpecifications"] = tag_specifications(
            "security-group-rule", rules[0].tags
        )
        if self.direction == "ingress":
            ec2.authorize_security_group_ingress(**arguments)
        else:
            ec2.authorize_security_group_egress(**arguments)

    def correct(self, rules: list[Rule]) -> None:
        """Give rules that there are these descriptions."""
        ec2, arguments = self.group.ec2, self.arguments(rules, clear=True)
        if self.direction == "ingress":
            ec2.update_security_group_rule_descriptions_ingress(**arguments)
        else:
            ec2.update_security_group_rule_descriptions_egress(**arguments)

    def revoke(self, rows: list[dict[str, Any]]) -> None:
        """Take rules away, by their ids."""
        ec2, ids = self.group.ec2, [row["SecurityGroupRuleId"] for row in rows]
        arguments = {"GroupId": self.group.id, "SecurityGroupRuleIds": ids}
        if self.direction == "ingress":
            ec2.revoke_security_group_ingress(**arguments)
        else:
            ec2.revoke_security_group_egress(**arguments)

    def arguments(self, rules: list[Rule], *, clear: bool = False) -> dict[str, Any]:
        """Return the group and the rules as calls take them."""
        permissions = [rule.permission(clear=clear) for rule in rules]
        return {"GroupId": self.group.id, "IpPermissions": permissions}


def describe_rules(ec2: Any, group_id: str) -> list[dict[str, Any]]:
    """List the rules that the group has, each with its id."""
    pages = ec2.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group_id]}]
    )
    return [row for page in pages for row in page["SecurityGroupRules"]]


def rules_before(run: Run, group: Group) -> list[dict[str, Any]]:
    """List the rules that the group has before this run changes them."""
    if group.is_new or run.destroys:
        return []
    with naming(group.source):
        return describe_rules(group.ec2, group.id)


def ensure_side(
    run: Run,
    side: Side,
    rows: list[dict[str, Any]],
    rules: Iterable[Rule],
    *,
    owned: bool,
) -> None:
    """Authorize first and revoke last, so that nothing wanted is ever cut off."""
    wanted = distinct(side, rules)
    if run.destroys:
        keep_in_mind(run, side, list(wanted.values()), owned=owned)
        return
    present = {Rule.of(row).identity: row for row in side.of(rows)}
    extra = [row for key, row in present.items() if owned and key not in wanted]
    with naming(side.group.source):
        missing = [rule for key, rule in wanted.items() if key not in present]
        for batch in batches(missing):
            authorize_rules(run, side, batch, extra)
        both = [(rule, present[key]) for key, rule in wanted.items() if key in present]
        reword(run, side, both)
        tag_rules(run, side, both)
    run.revoke_last.append(partial(revoke, run, side, extra))


def distinct(
    side: Side, rules: Iterable[Rule]
) -> dict[tuple[str, int, int, str], Rule]:
    """Return each rule once, by what makes it this rule."""
    wanted: dict[tuple[str, int, int, str], Rule] = {}
    for rule in rules:
        same = wanted.setdefault(rule.identity, rule)
        if same.description != rule.description:
            texts = f'"{same.description}" and "{rule.description}"'
            plain = rule._replace(description="")
            raise SystemExit(f"{side} {plain}: wanted with two descriptions: {texts}")
    return wanted


def batches(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Gather rules with the same tags: one call can add them."""
    alike: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
    for rule in rules:
        tags = tuple(sorted((rule.tags or {}).items()))
        alike.setdefault(tags, []).append(rule)
    return list(alike.values())


def authorize_rules(
    run: Run, side: Side, rules: list[Rule], extra: list[dict[str, Any]]
) -> None:
    """Add rules; at the limit of rules, revoke as many extra ones as make room."""
    try:
        lines = [f"+ {side} {rule}" for rule in rules]
        run.do(lines, partial(side.authorize, rules), partial(withdraw, side, rules))
    except ClientError as error:
        if code_of(error) != "RulesPerSecurityGroupLimitExceeded":
            raise
        if len(rules) == 1:
            if not extra:
                raise
            revoke(run, side, [extra.pop(0)])
        half = len(rules) // 2
        for part in rules[:half], rules[half:]:
            if part:
                authorize_rules(run, side, part, extra)


def withdraw(side: Side, rules: list[Rule]) -> bool:
    """Take rules back that were added, as far as EC2 has them."""
    added = {rule.identity for rule in rules}
    rows = [row for row in side.rows() if Rule.of(row).identity in added]
    if rows:
        side.revoke(rows)
    return bool(rows)


def reword(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
    """Give rules the wanted descriptions, all of them by one call."""
    pairs = [(rule, Rule.of(row)) for rule, row in both]
    pairs = [(new, old) for new, old in pairs if new.description != old.description]
    if pairs:
        new = [new for new, _ in pairs]
        old = [new._replace(description=old.description) for new, old in pairs]
        lines = [f'~ {side} {new}, was "{old.description}"' for new, old in pairs]
        run.do(lines, partial(side.correct, new), partial(side.correct, old))


def tag_rules(run: Run, side: Side, both: list[tuple[Rule, dict[str, Any]]]) -> None:
    """Give rules that there are the wanted tags."""
    for rule, row in both:
        rule_id, present = row["SecurityGroupRuleId"], row.get("Tags", [])
        source = f"{side} {rule._replace(description='', tags=None)}:"
        tags = TagHolder(side.group.ec2, source, rule_id, present)
        ensure_tags(run, tags, rule.tags or {})


def revoke(run: Run, side: Side, rows: list[dict[str, Any]]) -> None:
    """Take rules away that nobody wants here."""
    if rows:
        lines = [f"- {side} {Rule.of(row)}" for row in rows]
        with naming(side.group.source):
            run.do(lines, partial(side.revoke, rows), partial(restore, run, side, rows))


def restore(run: Run, side: Side, rows: list[dict[str, Any]]) -> bool:
    """Add rules again that were revoked, with their descriptions and tags."""
    present = {Rule.of(row).identity for row in side.rows()}
    gone = []
    for rule in map(Rule.of, rows):
        if rule.identity not in present:
            gone.append(rule)
    for batch in batches(gone):
        side.authorize(batch)
    return bool(gone)


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


def keep_in_mind(run: Run, side: Side, rules: list[Rule], *, owned: bool) -> None:
    """Remember rules of groups that are not this program's, to take them back."""
    kind = side.group.kind
    if kind == "existing" or (kind == "default" and not owned):
        run.given.append((side, rules))


def take_back(run: Run) -> None:
    """Detach groups and revoke rules."""
    for side, rules in run.given:
        wanted = {rule.identity for rule in rules}
        rows = [row for row in side.rows() if Rule.of(row).identity in wanted]
        revoke(run, side, rows)


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
    given: list[tuple[Side, list[Rule]]] = field(default_factory=list)
    revoke_last: list[Callable[[], None]] = field(default_factory=list)
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
        for step in self.revoke_last:
            step()
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
