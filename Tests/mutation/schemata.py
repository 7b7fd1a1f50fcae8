"""One build with many mutants in it, of which PORTOLAN_MUTANT chooses one when it runs: mutant schemata.

A build takes minutes, and a run of the tests seconds; so all mutants are in one build. A mutant that does not compile is
taken out, and what is left is built again.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from mutants import Mutant
from operators import SUPPORT, suffix

ROOT = Path(__file__).resolve().parent.parent.parent
TREE = (ROOT / ".build" / "mutation" / "tree").resolve()
BUILD = ["swift", "build", "--configuration", "release", "--build-tests", "-Xswiftc", "-enable-testing"]
MOST_ROUNDS = 20
#: Keys of mutants that did not compile, so that the next build need not find out again.
KNOWN = ROOT / ".build" / "mutation" / "uncompilable.json"


class BuildFailedError(Exception):
    """The tree does not compile for a reason that is no mutant."""


def copy_tree() -> None:
    """Copy what git knows, and leave what is there already and equal, so that little is built again."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    wanted = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    for name in wanted:
        if not name.startswith("Sources/"):
            _write(TREE / name, (ROOT / name).read_bytes())
            shutil.copymode(ROOT / name, TREE / name)
    for folder in ("Sources", "Tests", "samples"):
        for path in [path for path in (TREE / folder).rglob("*") if path.is_file()]:
            if str(path.relative_to(TREE)) not in wanted and path.name != "Mutants.swift":
                path.unlink()


def plant(chosen: Iterable[Mutant]) -> None:
    """Write the sources with these mutants in them."""
    by_file: dict[str, list[Mutant]] = defaultdict(list)
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in chosen:
        by_file[mutant.path].append(mutant)
        by_module[mutant.path.split("/")[1]].append(mutant)
    for path in sorted((ROOT / "Sources").rglob("*")):
        if path.is_file():
            name = str(path.relative_to(ROOT))
            content = path.read_bytes()
            _write(TREE / name, rewritten(content.decode(), by_file[name]).encode() if by_file[name] else content)
    for module in (ROOT / "Sources").iterdir():
        file = TREE / "Sources" / module.name / "Mutants.swift"
        if by_module[module.name]:
            operators = [
                m.operator.format(n=m.number, op=suffix(m.number)) for m in by_module[module.name] if m.operator
            ]
            _write(file, "\n".join([SUPPORT.format(), *operators]).encode())
        else:
            file.unlink(missing_ok=True)


def rewritten(text: str, mutants: list[Mutant]) -> str:
    """Return the text with all these mutants in it; no line moves."""
    edits = [
        (edit.start, edit.rank, edit.end, edit.text.format(n=mutant.number, op=suffix(mutant.number)))
        for mutant in mutants
        for edit in mutant.edits
    ]
    parts: list[str] = []
    at = 0
    for start, _, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def build(chosen: list[Mutant]) -> list[Mutant]:
    """Build, and return the mutants that compile."""
    known = {tuple(key) for key in json.loads(KNOWN.read_text())} if KNOWN.exists() else set()
    chosen = [mutant for mutant in chosen if mutant.key not in known]
    for _ in range(MOST_ROUNDS):
        plant(chosen)
        done = subprocess.run(BUILD, cwd=TREE, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return chosen
        out = _guilty(done.stdout + done.stderr, chosen)
        if not out:
            raise BuildFailedError(done.stdout[-4000:] + done.stderr[-4000:])
        for mutant in sorted(out, key=lambda mutant: mutant.number):
            print(f"does not compile: {mutant.path}:{mutant.line} {mutant.change}", file=sys.stderr, flush=True)
        known |= {mutant.key for mutant in out}
        KNOWN.write_text(json.dumps(sorted(known)))
        chosen = [mutant for mutant in chosen if mutant not in out]
    raise BuildFailedError(f"after {MOST_ROUNDS} rounds there are still mutants that do not compile")


def products() -> tuple[Path, Path]:
    """Return the program that runs the unit tests, and that of Portolan."""
    shown = subprocess.run([*BUILD, "--show-bin-path"], cwd=TREE, check=True, capture_output=True, text=True)
    folder = Path(shown.stdout.strip().splitlines()[-1])
    return folder / "portolanPackageTests.xctest", folder / "portolan"


def _guilty(output: str, chosen: list[Mutant]) -> set[Mutant]:
    """Find the mutants of which the compiler complains: those of the line; or those of the file.

    What a dropped statement does to a function is told at the function's end, or where a variable is used.
    """
    guilty: set[Mutant] = set()
    for path, line in set(re.findall(r"^(/.*?\.swift):(\d+):\d+: error:", output, re.MULTILINE)):
        mine = [mutant for mutant in chosen if TREE / mutant.path == Path(path)]
        on_line = {m for m in mine if m.line <= int(line) <= m.last_line}
        statements = {m for m in mine if m.kind == "statement"}
        guilty |= on_line or statements or set(mine)
    return guilty


def _write(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
