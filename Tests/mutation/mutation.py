"""Mutates the evaluator, normalisation and the backends, and says which mutants the tests do not notice.

usage: Tests/mutation/run [--count N] [--seed N] [--write]
       Tests/mutation/run --list
       Tests/mutation/run --only N

  --count N  how many mutants (default 300, for which two cores need the better part of an hour)
  --seed N   which ones (default 1)
  --write    keep the report in Tests/mutation/RESULTS.md as well
  --list     print all that there are, and run none
  --only N   show one of the list as a diff, and run it

A mutant is a flipped operator, a negated condition, a statement that is left out, or another constant. All mutants of a
run are in one build, in .build/mutation/tree. What no test can notice is listed in equivalent.json, with the reason, and
does not count. The exit code is 1 if less than 90 % are noticed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mutants import Mutant
from report import Result, Verdict, report
from schemata import ROOT, build, copy_tree
from scope import all_mutants, order_of_drawing, shares
from stages import Outcome, Runner, Stage, stages

RESULTS = Path(__file__).with_name("RESULTS.md")
EQUIVALENT = Path(__file__).with_name("equivalent.json")
WORKERS = 2
#: Drawn in place of those that will not compile.
SPARE = 1.4


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    count: int
    seed: int
    write: bool
    list: bool
    only: int | None


def options() -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(usage=(__doc__ or "").partition("usage: ")[2], add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    if given.help:
        print(__doc__)
        sys.exit(0)
    return Options(given.count, given.seed, given.write, given.list, given.only)


def say(text: str) -> None:
    """Tell what is being done, on stderr."""
    print(f"{datetime.datetime.now():%H:%M:%S} {text}", file=sys.stderr, flush=True)


def equivalents() -> dict[tuple[str, str, str], str]:
    """Return the reasons why some mutants are none."""
    rows = json.loads(EQUIVALENT.read_text())
    return {(row["file"], row["line"], row["change"]): row["why"] for row in rows}


def drawn(found: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """Build with a sample, and return those of it that compile, as many as are wanted of each folder."""
    order = order_of_drawing(found, seed)
    wanted = shares(order, count)
    candidates = [mutant for folder, row in order.items() for mutant in row[: round(wanted[folder] * SPARE) + 2]]
    say(f"building with {len(candidates)} mutants of {len(found)}")
    alive = set(build(candidates))
    return [
        mutant
        for folder, row in order.items()
        for mutant in [mutant for mutant in row if mutant in alive][: wanted[folder]]
    ]


def judged(mutants: list[Mutant]) -> list[Result]:
    """Run stage after stage, each for what no stage before it noticed."""
    runner, reasons = Runner(), equivalents()
    results: list[Result] = []
    alive = mutants
    for stage in stages():
        usual = runner.baseline(stage)
        if not usual.passed:
            sys.exit(f"{stage.name} fail without a mutant: {usual.reason}")
        say(f"{stage.name}: {usual.seconds:.0f} s without a mutant; {len(alive)} mutants")
        with ThreadPoolExecutor(WORKERS) as workers:
            outcomes = list(workers.map(partial(observed, runner, stage), alive))
        for mutant, outcome in zip(alive, outcomes, strict=True):
            if not outcome.passed:
                # What is listed as equivalent cannot be noticed; here the list is wrong.
                verdict = Verdict.NOT_EQUIVALENT if mutant.key in reasons else Verdict.NOTICED
                results.append(Result(mutant, verdict, stage.name, outcome.reason))
        alive = [mutant for mutant, outcome in zip(alive, outcomes, strict=True) if outcome.passed]
    for mutant in alive:
        why = reasons.get(mutant.key, "")
        results.append(Result(mutant, Verdict.EQUIVALENT if why else Verdict.SURVIVED, "", why))
    return results


def observed(runner: Runner, stage: Stage, mutant: Mutant) -> Outcome:
    """Run a stage for a mutant, and tell what comes of it."""
    outcome = runner.run(stage, mutant)
    told = f"noticed: {outcome.reason}" if not outcome.passed else f"not noticed by {stage.name}: {mutant.code}"
    say(f"{mutant.number} {mutant.path}:{mutant.line} {mutant.change}: {told}")
    return outcome


def diff(mutant: Mutant) -> str:
    """Return the lines that change."""
    text = (ROOT / mutant.path).read_text()
    changed = text[: mutant.start] + mutant.shown + text[mutant.end :]
    old = text.split("\n")[mutant.line - 1 : mutant.last_line]
    new = changed.split("\n")[mutant.line - 1 : mutant.last_line + changed.count("\n") - text.count("\n")]
    return "\n".join([f"{mutant.path}:{mutant.line}", *["-" + line for line in old], *["+" + line for line in new]])


def main() -> int:
    given = options()
    found = all_mutants()
    if given.list:
        for mutant in found:
            print(f"{mutant.number} {mutant.path}:{mutant.line} {mutant.change}")
        return 0
    copy_tree()
    if given.only is not None:
        mutant = found[given.only - 1]
        print(diff(mutant))
        if not build([mutant]):
            print("does not compile")
            return 0
        (result,) = judged([mutant])
        print(result.verdict.value, result.stage, result.reason)
        return 0 if result.verdict in {Verdict.NOTICED, Verdict.EQUIVALENT} else 1

    command = f"Tests/mutation/run --count {given.count} --seed {given.seed}"
    results = judged(drawn(found, given.count, given.seed))
    text, passed = report(results, len(found), command)
    print(text)
    if given.write:
        RESULTS.write_text(text + "\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
