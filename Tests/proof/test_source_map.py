"""`--source-map` leads from the lines of an artifact to the configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.places import GRAMMARS
from harness.portolan import portolan
from harness.scenario import Scenario, samples
from harness.targets import TARGETS

SAMPLES = [pytest.param(scenario, id=scenario.name) for scenario in samples()]
ALL_TARGETS = [pytest.param(name, id=name) for name in ["ir", *(one.name for one in TARGETS)]]

BLOCKS = ("resource", "data", "dynamic", "ingress", "egress")

CONFIGURATION = """\
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-0123456789abcdef0"

  ingress {
    description = "First"
    from_port   = 1001
    to_port     = 1001
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    description = "Out"
    from_port   = 1002
    to_port     = 1002
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = "vpc-0123456789abcdef0"
}

  resource "aws_vpc_security_group_ingress_rule" "db" {
    for_each          = toset(["a", "b"])
    security_group_id = aws_security_group.db.id
    description       = "Third"
    ip_protocol       = "udp"
    from_port         = 1003
    to_port           = 1004
    cidr_ipv4         = each.key == "a" ? "10.1.0.0/16" : "10.2.0.0/16"
  }

resource "aws_vpc_security_group_egress_rule" "db" {
  security_group_id = aws_security_group.db.id
  description       = "Fourth"
  ip_protocol       = "-1"
  cidr_ipv6         = "2001:db8::/32"
}
"""


def translated(source: Path, target: str, folder: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the lines of the artifact and the mappings, which fit their schema."""
    artifact, map_file = folder / "artifact", folder / "map.json"
    words = ("--to", target, "-o", artifact, "--source-map", map_file)
    done = portolan("translate", source, *words)
    assert done.returncode == 0, done.stderr
    written = json.loads(map_file.read_text())
    jsonschema.validate(written, json.loads((GRAMMARS / "source-map.schema.json").read_text()))
    assert written["target"] == target
    return artifact.read_text().splitlines(), written["mappings"]


@pytest.mark.parametrize("target", ALL_TARGETS)
def test_each_rule_is_found(target: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CONFIGURATION)
    lines, mappings = translated(tmp_path, target, tmp_path)
    rules = {"First": (5, 3), "Out": (12, 3), "Third": (26, 3), "Fourth": (36, 1)}
    for description, place in rules.items():
        mine = [one for one in mappings if (one["line"], one["column"]) == place]
        texts = ["\n".join(lines[one["lines"][0] - 1 : one["lines"][1]]) for one in mine]
        assert texts, f"nothing maps to {description}"
        assert all(description in text for text in texts), texts
        others = rules.keys() - {description}
        assert any(all(other not in text for other in others) for text in texts), texts


@pytest.mark.parametrize("target", ALL_TARGETS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_lines_lead_to_blocks(sample: Scenario, target: str, tmp_path: Path) -> None:
    lines, mappings = translated(sample.folder, target, tmp_path)
    starts = [one["lines"][0] for one in mappings]
    assert starts == sorted(starts)
    for one in mappings:
        first, last = one["lines"]
        assert 1 <= first <= last <= len(lines)
        assert lines[first - 1].strip() and lines[last - 1].strip(), "begins or ends on no text"
        source = (sample.folder / one["file"]).read_text().splitlines()[one["line"] - 1]
        assert source[one["column"] - 1 :].split()[0] in BLOCKS
