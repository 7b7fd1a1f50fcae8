"""What Terraform 1.11 rejects is rejected, at its line; what it accepts is accepted.

`rejected.json` holds small configurations with Terraform's own answer: a row without a summary is
one that Terraform plans.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from harness.places import PROOF
from harness.portolan import portolan

ROWS = json.loads((PROOF / "rejected.json").read_text())["rows"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_is_judged_as_terraform_does(row: dict[str, Any], tmp_path: Path) -> None:
    for name, text in row["files"].items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    done = portolan("check", tmp_path)
    said = done.stdout + done.stderr
    assert done.returncode == (1 if "summary" in row else 0), said
    if "place" in row:
        assert re.search(re.escape(row["place"]) + r"(?!\d)", said), said
