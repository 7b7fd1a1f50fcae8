"""Says in which ways a state differs from Terraform's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import zip_longest

from harness.state import Group, Rename, Rule, State

#: CloudFormation cannot say "no egress", and gives a group whose egress rules all stand on their
#: own (because they go to groups) the default one as well. This rule keeps it away.
NO_TRAFFIC = Rule("egress", "-1", None, "127.0.0.1/32")


def differences(
    truth: State, found: State, stack_names: Collection[str] | None = None
) -> list[str]:
    """Return a line for each difference; none where the two are equal.

    A name that Terraform generates matches every name with the same prefix. `stack_names` is for
    CloudFormation: the group names that the stack made up, which match every generated name.
    """
    if stack_names:
        truth = truth.renamed(lambda name: "*" if name.endswith("*") else name)
    found = found.renamed(_naming(truth, stack_names or ()))
    keys = sorted({group.key for group in truth.groups} | {group.key for group in found.groups})
    return [
        f"{vpc}/{name}: {line}"
        for vpc, name in keys
        for wanted, present in zip_longest(_with(truth, vpc, name), _with(found, vpc, name))
        for line in _group_differences(wanted, present, stack_names is not None)
    ]


def _with(state: State, vpc: str, name: str) -> list[Group]:
    groups = [group for group in state.groups if group.key == (vpc, name)]
    return sorted(
        groups,
        key=lambda group: (
            group.description,
            sorted(group.tags.items()),
            [rule.order for rule in group.rules],
        ),
    )


def _naming(truth: State, stack_names: Collection[str]) -> Rename:
    exact = {group.name for group in truth.groups if not group.name.endswith("*")}
    prefixes = [group.name.removesuffix("*") for group in truth.groups if group.name not in exact]
    prefixes.sort(key=len, reverse=True)

    def rename(name: str) -> str:
        if name in exact:
            return name
        if name in stack_names:
            return "*"
        # at least four characters make it unlikely that two runs meet
        fitting = (start for start in prefixes if name[:-4].startswith(start))
        return next((f"{start}*" for start in fitting), name)

    return rename


def _group_differences(
    wanted: Group | None, present: Group | None, is_stack: bool
) -> Iterator[str]:
    if wanted is None or present is None:
        yield "missing" if present is None else "unexpected"
        return
    for what in ("description", "tags"):
        if getattr(wanted, what) != getattr(present, what):
            yield f"{what}: want {getattr(wanted, what)!r}, found {getattr(present, what)!r}"
    # CloudFormation cannot tag a rule
    missing = [rule._replace(tags=()) if is_stack else rule for rule in wanted.rules]
    extra = []
    for rule in present.rules:
        if rule in missing:
            missing.remove(rule)
        else:
            extra.append(rule)
    if is_stack and not any(_could_be_embedded(rule) for rule in wanted.rules):
        extra = [rule for rule in extra if rule._replace(description="") != NO_TRAFFIC]
    yield from (f"missing {rule}" for rule in missing)
    yield from (f"unexpected {rule}" for rule in extra)


def _could_be_embedded(rule: Rule) -> bool:
    return rule.direction == "egress" and rule.peer != "self" and not rule.peer.startswith("group ")
