"""What would explode is stopped with an error that names the limit; what is only large is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from harness.portolan import check, portolan

EXPLOSIVE = {
    "range": ("range(1e9)", "1024"),
    "setproduct": (
        "length(setproduct(range(1000), range(1000), range(1000)))",
        "1000000",
    ),
    "loops": (
        "length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]])",
        "1000000",
    ),
    "loops-in-template": (
        '"%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x'
        '%{ endfor }%{ endfor }%{ endfor }"',
        "1000000",
    ),
    "width": ('format("%1000000000s", "x")', "1000000"),
    "replace": ('replace(format("%100000s", "x"), " ", format("%100000s", "x"))', "16777216"),
    "replace-by-pattern": (
        'replace(format("%100000s", "x"), "/./", format("%100000s", "x"))',
        "16777216",
    ),
    "indent-of-many-lines": (
        'indent(1000000, replace(format("%100000s", "x"), " ", "\\n"))',
        "16777216",
    ),
    "indent": ('indent(1000000000, "a\\nb")', "1000000"),
    "join": ('join("", [for n in range(20) : format("%1000000s", "x")])', "16777216"),
    "formatlist": ('length(formatlist("%1000000s", range(1000)))', "16777216"),
    "text-in-loops": (
        'length([for n in range(1000) : format("%1000000s", n)])',
        "67108864",
    ),
    "text-of-a-template-in-loops": (
        '[for x in [format("%1000000s", "x")] : "%{ for n in range(1000) }${x}%{ endfor }"]',
        "16777216",
    ),
    "nesting": ("(" * 5000 + "1" + ")" * 5000, "nest"),
    "count": ("", "100000"),
    "template-calls-itself": ('templatefile("${path.module}/self.tftpl", {})', "templatefile"),
}


@pytest.mark.parametrize("name", EXPLOSIVE)
def test_explosions_are_stopped(name: str, tmp_path: Path) -> None:
    expression, limit = EXPLOSIVE[name]
    text = f"locals {{\n  value = {expression}\n}}\n"
    if name == "count":
        text = 'resource "aws_security_group" "a" {\n  count = 1e9\n}\n'
    (tmp_path / "main.tf").write_text(text)
    (tmp_path / "self.tftpl").write_text('${templatefile("self.tftpl", {})}')
    began = time.monotonic()
    code, found = check(tmp_path)
    assert code == 1
    assert any(limit in row["detail"].replace("_", "") for row in found), found
    assert time.monotonic() - began < 30


def test_two_hundred_module_calls_nested_three_deep(tmp_path: Path) -> None:
    """Each of forty calls of the root makes four more, and has a group of its own."""
    (tmp_path / "outer" / "inner").mkdir(parents=True)
    calls = [
        f'module "m{n}" {{\n  source = "./outer"\n  name = "g{n}"\n'
        # Every call waits for the next one, which stands below it.
        + (f"  after = module.m{n + 1}.done\n" if n < 39 else "")
        + "}\n"
        for n in range(40)
    ]
    (tmp_path / "main.tf").write_text("".join(calls))
    (tmp_path / "outer" / "main.tf").write_text(
        'variable "name" {}\nvariable "after" { default = "start" }\n'
        'resource "aws_security_group" "own" {\n  name = var.name\n'
        "  tags = { After = var.after }\n}\n"
        + "".join(
            f'module "i{n}" {{\n  source = "./inner"\n  name = "${{var.name}}-{n}"\n}}\n'
            for n in range(4)
        )
        + 'output "done" { value = "done-${module.i3.name}" }\n'
    )
    (tmp_path / "outer" / "inner" / "main.tf").write_text(
        'variable "name" {}\nresource "aws_security_group" "leaf" {\n  name = var.name\n}\n'
        'output "name" { value = aws_security_group.leaf.name }\n'
    )
    done = portolan("translate", tmp_path, "--to", "ir")
    assert done.returncode == 0, done.stderr
    for n in range(40):
        for name in (f'"g{n}"', *(f'"g{n}-{i}"' for i in range(4))):
            assert name in done.stdout, name
    assert '"done-g1-3"' in done.stdout
