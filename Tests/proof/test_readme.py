"""What README shows is what there is."""

from __future__ import annotations

import re

import pytest

from harness.places import ROOT

README = (ROOT / "README.md").read_text()
SHOWN = {"hcl": "samples/rails/main.tf", "python": "samples/rails/artifacts/rails.py"}


@pytest.mark.parametrize("language", SHOWN)
def test_excerpts_are_verbatim(language: str) -> None:
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        assert block.strip(), "an empty excerpt"
        assert block in (ROOT / SHOWN[language]).read_text()


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text()):
            assert (ROOT / link).exists(), f"{name}: {link}"
