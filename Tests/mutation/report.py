"""What a run of the mutation check has to say, as Markdown."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from mutants import Mutant

GOAL = 90


class Verdict(Enum):
    """What became of a mutant."""

    NOTICED = "noticed by"
    SURVIVED = "SURVIVED"
    EQUIVALENT = "equivalent:"
    #: It is in the list of the equivalent ones, and a test notices it.
    NOT_EQUIVALENT = "NOT EQUIVALENT, noticed by"


@dataclass(frozen=True)
class Result:
    """A mutant, and which stage noticed it by what; or why it cannot be noticed."""

    mutant: Mutant
    verdict: Verdict
    stage: str
    reason: str


def report(results: list[Result], whole: int, command: str) -> tuple[str, bool]:
    """Return the report, and whether the goal is met."""
    counted = [one for one in results if one.verdict is not Verdict.EQUIVALENT]
    noticed = [one for one in counted if one.verdict is not Verdict.SURVIVED]
    wrong = [one for one in counted if one.verdict is Verdict.NOT_EQUIVALENT]
    share = rate(len(noticed), len(counted))
    lines = [
        "# Results of the mutation check",
        "",
        f"Taken on {datetime.date.today()} by `{command}`: {len(results)} of {whole:,} mutants, drawn by folder.",
        "",
        f"**{share:.1f} %** are noticed ({len(noticed)} of {len(counted)}); the goal is {GOAL} %.",
        *_table("sources", results, lambda one: one.mutant.folder),
        *_table("kind", results, lambda one: one.mutant.kind),
        "",
        "Noticed by: " + ", ".join(f"{stage} {n}" for stage, n in Counter(one.stage for one in noticed).items()) + ".",
        *_list("Survivors", Verdict.SURVIVED, results),
        *_list("Equivalent", Verdict.EQUIVALENT, results),
        *_list("Listed as equivalent, and noticed", Verdict.NOT_EQUIVALENT, results),
    ]
    return "\n".join(lines), share >= GOAL and not wrong


def rate(part: int, whole: int) -> float:
    """Return a percentage; nothing of nothing is everything."""
    return 100 * part / whole if whole else 100


def _table(head: str, results: list[Result], name_of: Callable[[Result], str]) -> list[str]:
    groups: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for one in results:
        groups[name_of(one)][one.verdict] += 1
    lines = ["", f"| {head} | mutants | noticed | survive | equivalent | rate |", "|---|---|---|---|---|---|"]
    for name, counts in sorted(groups.items()):
        noticed = counts[Verdict.NOTICED] + counts[Verdict.NOT_EQUIVALENT]
        survive = counts[Verdict.SURVIVED]
        cells = [name, counts.total(), noticed, survive, counts[Verdict.EQUIVALENT]]
        lines.append("| " + " | ".join(map(str, cells)) + f" | {rate(noticed, noticed + survive):.0f} % |")
    return lines


def _list(title: str, verdict: Verdict, results: list[Result]) -> list[str]:
    rows = [one for one in results if one.verdict is verdict]
    if not rows:
        return []
    lines = ["", f"## {title}", ""]
    for one in sorted(rows, key=lambda one: (one.mutant.path, one.mutant.line)):
        why = f" {one.reason}" if one.reason else ""
        lines += [f"- {one.mutant.path}:{one.mutant.line} {one.mutant.change}.{why}", f"  `{one.mutant.code}`"]
    return lines
