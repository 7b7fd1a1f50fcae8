"""Measures Portolan against its goals and its peers, all in one run on one machine, and prints a report.

usage: Tests/bench/run [--largest N] [--write]

  --largest N  no configuration has more than N groups (default 100000, which takes half an hour)
  --write      keep the report in Tests/bench/RESULTS.md as well

All figures are CPU seconds, user and system, of whole processes with their children, unless they say "parse": these are
the seconds of the parser alone. PORTOLAN names another binary to measure than that of Tests/release.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import configurations
from measure import Cost, FailedError, run

ROOT = Path(__file__).resolve().parent.parent.parent
PORTOLAN = Path(os.environ.get("PORTOLAN", ROOT / ".build" / "dist" / "portolan"))
TARGETS = ("boto3", "aws-cli", "cloudformation", "call-plan", "runbook", "ir", "curl")
PROVIDER = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
"""


class Report:
    """Lines of Markdown, printed at once and kept."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.missed: list[str] = []

    def add(self, line: str = "") -> None:
        print(line, flush=True)
        self.lines.append(line)

    def table(self, *heads: str) -> None:
        self.add()
        self.add("| " + " | ".join(heads) + " |")
        self.add("|" + "---|" * len(heads))

    def row(self, *cells: str) -> None:
        self.add("| " + " | ".join(cells) + " |")

    def goal(self, what: str, measured: float, goal: float, unit: str, *, at_least: bool, how: str) -> None:
        met = measured >= goal if at_least else measured <= goal
        if not met:
            self.missed.append(what)
        bound = "at least" if at_least else "at most"
        self.row(
            what,
            f"{figure(measured)}{unit}",
            f"{bound} {figure(goal)}{unit}",
            "met" if met else "MISSED",
            how,
        )


class Bench:
    """The configurations of one run, made when they are first needed."""

    def __init__(self, folder: Path, largest: int) -> None:
        self.folder = folder
        self.largest = largest
        self.costs: dict[tuple[str, ...], Cost] = {}

    def configuration(self, shape: str, count: int) -> tuple[Path, int]:
        """Return the folder of a configuration, and its size in bytes."""
        folder = self.folder / f"{shape} {count}"
        if not folder.exists():
            make = {**configurations.SHAPES, **configurations.SUSPECTS}[shape]
            configurations.write(make(count), folder)
        return folder, sum(path.stat().st_size for path in folder.rglob("*.tf"))

    def portolan(self, shape: str, count: int, *words: str, fails: bool = False) -> Cost:
        """Return the cost of one command of Portolan for a configuration."""
        key = (shape, str(count), *words)
        if key not in self.costs:
            self.costs[key] = self._measured(shape, count, *words, fails=fails)
        return self.costs[key]

    def growth(
        self, shape: str, sizes: Sequence[int], *words: str, most: float, fails: bool = False
    ) -> tuple[list[Cost], float]:
        """Return the costs of one command for several sizes, and how the time grows per doubling.

        Where it grows by more than `most`, everything is measured again, twice at most: what disturbs only adds.
        """
        for further in range(3):
            costs = [self.portolan(shape, size, *words, fails=fails) for size in sizes]
            time = (costs[-1].seconds / costs[0].seconds) ** (1 / (len(sizes) - 1))
            if time <= most or further == 2:
                break
            for size, before in zip(sizes, costs, strict=True):
                cost = self._measured(shape, size, *words, fails=fails)
                self.costs[shape, str(size), *words] = before.least(cost)
        return costs, time

    def _measured(self, shape: str, count: int, *words: str, fails: bool) -> Cost:
        folder, _ = self.configuration(shape, count)
        times = 7 if count <= 100 else 3 if count <= 4000 else 2
        # What a quota of AWS forbids is an error; the work is done all the same.
        codes = (0, 1) if fails else (0,)
        return run([PORTOLAN, words[0], folder, *words[1:]], times=times, codes=codes)

    def peer(self, name: str, count: int) -> float | None:
        """Return the seconds in which a peer from the registry reads a file."""
        folder, _ = self.configuration("inline", count)
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("peers.py"), name, folder / "main.tf"],
            capture_output=True,
            text=True,
            check=False,
        )
        return float(done.stdout.splitlines()[-1]) if done.returncode == 0 else None

    def parse(self, count: int) -> float:
        """Return the seconds of Portolan's parser alone."""
        folder, _ = self.configuration("inline", count)
        with (folder / "main.tf").open("rb") as file:
            done = subprocess.run([parse_time()], stdin=file, capture_output=True, text=True, check=True)
        return float(done.stdout)


def parse_time() -> Path:
    """Return the path of the program that times the parser, built if need be."""
    if named := os.environ.get("PARSE_TIME"):
        return Path(named)
    environment = {**os.environ, "PORTOLAN_BENCH": "1"}
    release = [str(ROOT / "Tests" / "release"), "ParseTime"]
    subprocess.run(release, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
    os.environ["PARSE_TIME"] = str(ROOT / ".build" / "dist" / "ParseTime")
    return Path(os.environ["PARSE_TIME"])


def figure(number: float) -> str:
    """Return three significant digits."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def milliseconds(cost: Cost) -> str:
    return f"{figure(cost.seconds * 1000)} ms"


def megabytes(size: float) -> str:
    return f"{figure(size / 1e6)} MB"


# --- the chapters of the report ----------------------------------------------------------------------------


class Terraform:
    """Terraform, where it and the AWS provider are installed."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.path = shutil.which("terraform")
        self.environment = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", **self._mirror()}
        self.costs: dict[tuple[str, int], Cost | None] = {}

    def cost(self, verb: str, count: int) -> Cost | None:
        """Return the cost of `validate` or of `plan` without a refresh; None where it cannot run."""
        key = (verb, count)
        if key not in self.costs:
            self.costs[key] = self._measure(verb, count)
        return self.costs[key]

    def _measure(self, verb: str, count: int) -> Cost | None:
        if self.path is None:
            return None
        source, _ = self.bench.configuration("inline", count)
        folder = self.bench.folder / f"terraform {count}"
        words = {
            "validate": ["validate"],
            "plan": ["plan", "-refresh=false", "-input=false", "-var=vpc_id=vpc-1"],
        }
        try:
            if not folder.exists():
                shutil.copytree(source, folder)
                (folder / "provider.tf").write_text(PROVIDER)
                run([self.path, "init", "-input=false"], folder=folder, environment=self.environment)
            return run([self.path, *words[verb]], folder=folder, times=2, environment=self.environment)
        except FailedError as error:
            print(error, file=sys.stderr)
            return None

    def _mirror(self) -> dict[str, str]:
        """Look for a mirror of the providers where the user has not named one."""
        named = os.environ.get("TF_CLI_CONFIG_FILE")
        if named and Path(named).exists():
            return {}
        mirrors = [path for depth in ("*", "*/*") for path in Path("/").glob(f"{depth}/registry.terraform.io")]
        if not mirrors:
            return {}
        written = self.bench.folder / "mirror.tfrc"
        path = json.dumps(str(mirrors[0].parent))
        written.write_text(f"provider_installation {{\n  filesystem_mirror {{ path = {path} }}\n}}\n")
        return {"TF_CLI_CONFIG_FILE": str(written)}


def goals(bench: Bench, terraform: Terraform, report: Report) -> None:
    """Everything for which there is a goal."""
    report.add()
    report.add("## Goals")
    report.table("what", "measured", "goal", "verdict", "how")

    def ratio(what: str, theirs: float | None, ours: float, goal: float, how: str) -> None:
        if theirs is None:
            report.row(what, "not measured", f"at least {figure(goal)} x", "-", "the peer is not installed")
        else:
            detail = f"{figure(theirs * 1000)} ms / {figure(ours * 1000)} ms; {how}"
            report.goal(what, theirs / ours, goal, " x", at_least=True, how=detail)

    count = min(10_000, bench.largest)
    ratio(
        f"parse of {count:,} groups, tree-sitter-hcl",
        bench.peer("tree-sitter", count),
        bench.parse(count),
        30,
        "parse",
    )
    count = min(1_000, bench.largest)
    ratio(
        f"parse of {count:,} groups, python-hcl2",
        bench.peer("python-hcl2", count),
        bench.parse(count),
        500,
        "parse",
    )
    for count, goal in ((1_000, 300), (10, 2_000)):
        if count > bench.largest:
            continue
        plan = terraform.cost("plan", count)
        folder, _ = bench.configuration("inline", count)
        # Something disturbs most of such short runs.
        ours = run([PORTOLAN, "translate", folder, "--to", "boto3"], times=50).seconds
        ratio(
            f"translate of {count:,} groups to boto3, terraform plan",
            plan.seconds if plan else None,
            ours,
            goal,
            "plan without refresh",
        )

    count = min(10_000, bench.largest)
    for target in TARGETS:
        _, size = bench.configuration("inline", count)
        memory = bench.portolan("inline", count, "translate", "--to", target).memory
        report.goal(
            f"memory of {count:,} groups to {target}",
            memory / size,
            15,
            " x",
            at_least=False,
            how=f"{megabytes(memory)} / {megabytes(size)} of source",
        )

    true = run([shutil.which("true") or "/bin/true"], times=50)
    version = run([PORTOLAN, "--version"], times=50)
    report.goal(
        "start (`--version`), `true`",
        version.seconds / true.seconds,
        3,
        " x",
        at_least=False,
        how=f"{milliseconds(version)} / {milliseconds(true)}",
    )
    report.goal(
        "size of the binary",
        PORTOLAN.stat().st_size / 1e6,
        15,
        " MB",
        at_least=False,
        how="stripped",
    )


def growth(bench: Bench, report: Report) -> None:
    """Time and memory from 1,000 groups to the largest, per doubling."""
    report.add()
    report.add("## Growth per doubling")
    sizes = list(configurations.doublings(1_000, bench.largest))
    if len(sizes) < 2:
        report.add("Needs --largest 2000 or more.")
        return
    doubled = len(sizes) - 1
    report.add(f"From {sizes[0]:,} to {sizes[-1]:,} groups: the mean of {doubled} doublings, and the worst of them.")
    report.table(
        "shape",
        "command",
        "time",
        "memory",
        "goal",
        "verdict",
        "worst time",
        f"{sizes[-1]:,} groups",
    )
    for shape in configurations.SHAPES:
        for words in [("check",), *(("translate", "--to", target) for target in TARGETS)]:
            costs, time = bench.growth(shape, sizes, *words, most=2.1)
            memory = (costs[-1].memory / costs[0].memory) ** (1 / doubled)
            worst = max(b.seconds / a.seconds for a, b in itertools.pairwise(costs))
            met = time <= 2.1 and memory <= 2.1
            if not met:
                report.missed.append(f"growth of {' '.join(words)}, {shape}")
            report.row(
                shape,
                " ".join(words),
                figure(time),
                figure(memory),
                "at most 2.1",
                "met" if met else "MISSED",
                figure(worst),
                f"{figure(costs[-1].seconds)} s, {megabytes(costs[-1].memory)}",
            )


def suspects(bench: Bench, report: Report) -> None:
    """Measure what could be quadratic, each by itself."""
    report.add()
    report.add("## Where something could be quadratic")
    report.table("what", "command", "2,000", "4,000", "8,000", "per doubling", "verdict")
    for name in configurations.SUSPECTS:
        for words in [("check",), *(("translate", "--to", target) for target in TARGETS)]:
            if name == "faults" and words[0] == "translate":
                continue
            costs, time = bench.growth(name, (2_000, 4_000, 8_000), *words, most=2.3, fails=True)
            if time > 2.3:
                report.missed.append(f"{name}, {' '.join(words)}")
            report.row(
                name,
                " ".join(words),
                *(milliseconds(cost) for cost in costs),
                figure(time),
                "met" if time <= 2.3 else "MISSED",
            )


def peers(bench: Bench, terraform: Terraform, report: Report) -> None:
    """Whole processes beside each other."""
    report.add()
    report.add("## Beside the peers")
    heads = [
        "groups",
        "check",
        *TARGETS,
        "cat",
        "terraform validate",
        "terraform plan",
        "tree-sitter-hcl",
        "python-hcl2",
        "tfparse",
    ]
    report.table(*heads)
    for count in (10, 100, 1_000, 10_000, 100_000):
        if count > bench.largest:
            break
        folder, _ = bench.configuration("inline", count)
        cells = [f"{count:,}", milliseconds(bench.portolan("inline", count, "check"))]
        cells += [milliseconds(bench.portolan("inline", count, "translate", "--to", target)) for target in TARGETS]
        cells.append(milliseconds(run(["cat", folder / "main.tf"], times=5)))
        for verb in ("validate", "plan"):
            cost = terraform.cost(verb, count) if count <= 1_000 else None
            cells.append(milliseconds(cost) if cost else "-")
        for name, limit in (("tree-sitter", 100_000), ("python-hcl2", 1_000), ("tfparse", 1_000)):
            seconds = bench.peer(name, count) if count <= limit else None
            cells.append(f"{figure(seconds * 1000)} ms" if seconds else "-")
        report.row(*cells)


def chapter(write: Callable[[], None], report: Report) -> None:
    """Go on with the next chapter where one cannot be measured."""
    try:
        write()
    except FailedError as error:
        report.add()
        report.add(f"Broken off: {error}")
        report.missed.append(str(error))


def main() -> int:
    """Print the report; fail where a goal is missed."""
    parser = argparse.ArgumentParser(prog="Tests/bench/run", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--largest", type=int, default=100_000, metavar="N", help="no more than N groups")
    parser.add_argument("--write", action="store_true", help="keep the report in Tests/bench/RESULTS.md")
    options = parser.parse_args()
    report = Report()
    report.add("# Results of the benchmark")
    report.add()
    day = datetime.datetime.now(tz=datetime.UTC).date()
    report.add(
        f"Taken on {day} by `Tests/bench/run --largest {options.largest}`: {os.cpu_count()} cores, "
        f'{platform.system()} {platform.machine()}. CPU seconds of whole processes with their children; "parse" is the '
        "parser alone, in a process that has its input in memory."
    )
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.largest)
        terraform = Terraform(bench)
        chapter(lambda: goals(bench, terraform, report), report)
        chapter(lambda: peers(bench, terraform, report), report)
        chapter(lambda: suspects(bench, report), report)
        chapter(lambda: growth(bench, report), report)
    report.add()
    report.add("All goals are met." if not report.missed else f"Missed: {'; '.join(report.missed)}.")
    if options.write:
        (ROOT / "Tests" / "bench" / "RESULTS.md").write_text("\n".join(report.lines) + "\n")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
