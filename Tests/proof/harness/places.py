"""Where things are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROOF = Path(__file__).resolve().parent.parent
ROOT = PROOF.parent.parent
SAMPLES = ROOT / "samples"
CASES = PROOF / "cases"
BROKEN = PROOF / "broken"
GRAMMARS = ROOT / "grammars"

#: The binary under test.
PORTOLAN = Path(os.environ.get("PORTOLAN", ROOT / ".build" / "release" / "portolan")).resolve()

#: The folder of the tools in Tests/requirements.txt.
TOOLS = Path(sys.executable).parent


def tool(name: str) -> str:
    """Return the path of a tool of the virtual environment."""
    return str(TOOLS / name)
