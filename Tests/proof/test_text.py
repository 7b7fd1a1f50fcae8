"""Whatever text a configuration holds comes back from the API as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.cloud import Cloud
from harness.handover import Handover
from harness.portolan import translate
from harness.run import Run
from harness.state import observe
from harness.targets import TARGETS, Target

CONFIGURATION = """
variable "tags" {
  type = map(string)
}

resource "aws_security_group" "texts" {
  name = "texts"
  tags = var.tags
}
"""

#: All that XML, in which EC2 answers, can hold.
ANY = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
SPECIAL = st.sampled_from("\"'`$\\{}()[]<>%!#&;|*?~^=,:@-_. \n\tnrtx0u")
TEXT = st.text(st.one_of(SPECIAL, SPECIAL, ANY), max_size=20)
#: EC2 takes fifty tags, none of them twice.
TEXTS = st.lists(TEXT, min_size=40, max_size=40)


@pytest.mark.parametrize("target", [pytest.param(one, id=one.name) for one in TARGETS])
@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(texts=TEXTS)
def test_texts_come_back(cloud: Cloud, tmp_path: Path, target: Target, texts: list[str]) -> None:
    cloud.reset()
    (tmp_path / "main.tf").write_text(CONFIGURATION)
    tags = {f"{number} {text}": text for number, text in enumerate(texts)}
    given_tags: dict[str, Any] = {"tags": tags}
    translation = translate(tmp_path, target.name, given_tags)
    target.run(Run(cloud, translation.text, Handover(), tmp_path))
    (group,) = observe(cloud.client()).groups
    assert json.dumps(group.tags) == json.dumps(dict(sorted(tags.items())))
