#!/usr/bin/env python3
"""Writes a corpus to begin with, made of the samples and fixtures: a folder for each target of the fuzzer.

usage: seeds.py FOLDER
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "Tests" / "Fixtures"
PROOF = ROOT / "Tests" / "proof"
LARGEST = 8192


def configurations() -> Iterator[dict[str, bytes]]:
    """Yield every configuration of the repository, as contents by path."""
    for folder in [*(ROOT / "samples").iterdir(), *PROOF.glob("cases/*"), *PROOF.glob("broken/*")]:
        kept = (".tf", ".tf.json", ".tfvars", ".tfvars.json", ".tpl", ".tftpl", ".txt")
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name.endswith(kept)]
        if paths:
            yield {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    for row in json.loads((PROOF / "rejected.json").read_text())["rows"]:
        yield {path: text.encode() for path, text in row["files"].items()}
    for path in (FIXTURES / "traps").glob("*.txt"):
        for trap in path.read_text().split("\n=== ")[1:]:
            yield {"main.tf": trap.partition("\n")[2].partition("\n---\n")[0].encode()}


def explanations() -> Iterator[str]:
    """Yield the examples of `portolan explain`: each makes another diagnostic."""
    for path in (ROOT / "Sources" / "Portolan").glob("Explanations*.swift"):
        for example in re.findall(r'example: """\n(.*?)"""', path.read_text(), re.DOTALL):
            yield re.sub(r"^ {8}", "", example, flags=re.MULTILINE)


def expressions() -> Iterator[str]:
    """Yield expressions of every kind."""
    for row in json.loads((FIXTURES / "expressions" / "terraform.json").read_text())["expressions"]:
        yield row["expr"]
    for path in (FIXTURES / "functions").glob("*.txt"):
        for line in path.read_text().splitlines():
            left, arrow, _ = line.partition("  =>  ")
            if arrow:
                yield left
    for path in (ROOT / "Sources" / "Terraform" / "Functions").glob("*.swift"):
        for example in re.findall(r'Example\(\s*(#?)"(.*?)"\1,', path.read_text()):
            yield example[1]


def texts() -> Iterator[str]:
    """Yield a pattern or format on the first line, and what it is applied to below."""
    for path in (FIXTURES / "functions").glob("*.txt"):
        for text in re.findall(r'"((?:[^"\\]|\\.)+)"', path.read_text()):
            plain = text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
            yield plain + "\n" + plain
    yield "([a-z]+)(?P<n>[0-9]{2,3}|x)*?\nab12 x"
    yield "EEEE, DD-MMM-YY hh:mm:ss ZZZ\n1h30m"
    yield "%[2]*.[1]*f %-08.3q %#v %%\n- a: &x {b: [1, 'c']}\n- *x\n- !!binary aGk=\n- |2-\n   text\n"
    yield '2001:db8::/32\na,b\n"c""",d\n'
    yield "10.0.0.0/8\n%{ for n in names ~}\n${n}:${port}\n%{ endfor ~}\n"


def values() -> Iterator[str]:
    """Yield files of values."""
    yield 'text = "a"\nport = 22\ncidrs = ["10.0.0.0/8"]\nrules = { a = { from = 1, more = [true, null] } }\n'
    yield '{"text": "a", "port": "22", "names": ["x"], "tags": {"a": "b"}, "any": [1.5e3, {"c": null}]}'
    yield 'text = "a"\nany = { a = [1, "b"] }\ncidrs = null\nflag = "false"\n'
    for found in configurations():
        for path, content in found.items():
            if path.endswith((".tfvars", ".tfvars.json")):
                yield content.decode(errors="replace")


def joined(files: dict[str, bytes]) -> bytes:
    """Return the files as one input of the target `translate`."""
    return b"".join(b"=== " + path.encode() + b"\n" + content + b"\n" for path, content in files.items())


def seeds(target: str) -> Iterator[bytes]:
    """Yield the seeds of one target."""
    if target == "translate":
        yield from map(joined, configurations())
        yield from (example.encode() for example in explanations())
    elif target == "syntax":
        for files in configurations():
            yield from (content for path, content in files.items() if not path.endswith(".json"))
        yield from (expression.encode() for expression in expressions())
    elif target == "json":
        for files in configurations():
            yield from (content for path, content in files.items() if path.endswith(".json"))
        yield b'{"resource": {"aws_security_group": {"a": {"name": "a-${var.b}", "ingress": [{"from_port": 1}]}}}}'
        yield b'{"//": "\\ud83d\\ude00\\n", "variable": {"b": {"type": "list(string)", "default": ["x", 1e3]}}}'
        yield b'{"output": {"a": {"value": "${[for x in [1, 2] : x]}"}}, "locals": [{"a": null}, {"b": true}]}'
    elif target == "expression":
        yield from (expression.encode() for expression in expressions())
    elif target == "decoding":
        yield from (text.encode() for text in texts())
    elif target == "tfvars":
        yield from (text.encode() for text in values())
    else:
        raise ValueError(target)


def main() -> None:
    """Write the folders."""
    for target in ("syntax", "json", "expression", "decoding", "tfvars", "translate"):
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for seed in seeds(target):
            if len(seed) <= LARGEST:
                (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    main()
