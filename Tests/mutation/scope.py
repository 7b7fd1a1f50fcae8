"""Which sources are mutated, and which of their mutants are drawn."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from mutants import Mutant, mutants
from schemata import ROOT
from swift_text import Source

#: The evaluator, normalisation and the backends. Files of diagnostics are words for people.
SCOPE = [
    "Sources/HCL/Evaluat*.swift", "Sources/HCL/Convert*.swift", "Sources/HCL/Unify*.swift",
    "Sources/HCL/Equality*.swift", "Sources/HCL/Number*.swift", "Sources/HCL/Natural*.swift",
    "Sources/HCL/BinaryFloat*.swift", "Sources/HCL/TypePreference*.swift", "Sources/HCL/Defaults*.swift",
    "Sources/HCL/OpenValues*.swift", "Sources/Terraform/Evaluation/*.swift", "Sources/Terraform/Lowering/*.swift",
    "Sources/SecurityGroupIR/*.swift", "Sources/Backends/**/*.swift",
]  # fmt: skip
WORDS_ONLY = "Diagnostics.swift"


def all_mutants() -> list[Mutant]:
    """Return every mutant in scope, numbered from 1."""
    found: list[Mutant] = []
    for pattern in SCOPE:
        paths = [path for path in sorted(ROOT.glob(pattern)) if not path.name.endswith(WORDS_ONLY)]
        if not paths:
            raise FileNotFoundError(f"no source is called {pattern}")
        for path in paths:
            found += mutants(Source(str(path.relative_to(ROOT)), path.read_text()))
    return [replace(mutant, number=number) for number, mutant in enumerate(found, 1)]


def order_of_drawing(found: list[Mutant], seed: int) -> dict[str, list[Mutant]]:
    """Return the mutants of each folder in the order in which they are drawn: kind after kind in turn.

    Otherwise most of them were constants, of which nearly every one is noticed.
    """
    folders: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for mutant in found:
        folders[mutant.folder][mutant.kind].append(mutant)
    drawing = random.Random(seed)
    order: dict[str, list[Mutant]] = {}
    for folder, kinds in sorted(folders.items()):
        for kind in sorted(kinds):
            drawing.shuffle(kinds[kind])
        order[folder] = list(_in_turn([kinds[kind] for kind in sorted(kinds)]))
    return order


def shares(order: dict[str, list[Mutant]], count: int) -> dict[str, int]:
    """Return how many of `count` each folder gives: by what it has, and at least one."""
    whole = sum(map(len, order.values()))
    return {folder: min(len(row), max(1, round(count * len(row) / whole))) for folder, row in order.items()}


def _in_turn(rows: list[list[Mutant]]) -> Iterator[Mutant]:
    for index in range(max(map(len, rows))):
        yield from (row[index] for row in rows if index < len(row))
