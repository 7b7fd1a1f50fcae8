"""What the gallery and README show is what there is, and what really happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.cloud import Cloud
from harness.gallery import SHOWN, excerpts, fill, performance, picture, plain
from harness.places import ROOT, SAMPLES
from test_golden import COMMAND, REFRESH

PICTURES = SAMPLES / "pictures"
DOCUMENTS = [ROOT / "README.md", SAMPLES / "README.md"]


@pytest.fixture(scope="module")
def shown(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return performance(cloud, tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=["README", "gallery"])
def test_what_is_shown_is_what_happens(shown: dict[str, str], document: Path) -> None:
    text = document.read_text()
    blocks = excerpts() | {name: plain(output) for name, output in shown.items()}
    assert SHOWN.search(text), "it shows nothing"
    compare(document, fill(text, blocks))


@pytest.mark.parametrize("name", ["plan", "drift"])
def test_pictures(shown: dict[str, str], name: str) -> None:
    compare(PICTURES / f"{name}.svg", picture(shown[name]))


def compare(file: Path, now: str) -> None:
    before = file.read_text() if file.exists() else ""
    if before != now and REFRESH:
        file.parent.mkdir(exist_ok=True)
        file.write_text(now)
        pytest.fail(f"{file.relative_to(ROOT)} is rewritten, review it", pytrace=False)
    assert before == now, COMMAND
