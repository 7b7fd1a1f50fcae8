"""Whatever text a configuration holds comes back from the API as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from harness.cloud import Cloud
from harness.handover import hand_over
from harness.portolan import translate
from harness.run import Run
from harness.state import observe
from harness.targets import TARGETS, Target

VARIABLE = """
variable "{name}" {{
  description = {text}
  type        = string
{default}}}
"""

GROUP = """
variable "tags" {{
  type = map(string)
}}

resource "aws_security_group" "texts" {{
  name = "texts"
  tags = merge(var.tags, {{ {entries} }})
}}
"""

#: What means something in Python, Bash, JSON, CloudFormation, Markdown, a regular expression or a
#: format string, and what is no ASCII. EC2 answers in XML, which cannot hold control characters.
PIECES = [
    *"\"'`$\\{}()[]<>%!#&;|*?~^=,:@-_. \n\tnrtx0uÉé日🚀\u200b",
    *("$(touch canary)", "`touch canary`", "; touch canary;", "${HOME}", "&{Cidr}", "%(prog)s"),
    *("'''", '"""', "```\n", "\\n", "\\'", "%{", "EOF\n", "-->", "AWS::Region", "file://"),
]
#: EC2 takes fifty tags.
COUNT = 48


def texts(seed: int) -> list[str]:
    """Return texts made at random, the same ones for the same seed."""
    random = Random(seed)
    return ["".join(random.choices(PIECES, k=random.randint(0, 12))) for _ in range(COUNT)]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("target", [pytest.param(one, id=one.name) for one in TARGETS])
def test_texts_come_back(cloud: Cloud, tmp_path: Path, target: Target, seed: int) -> None:
    """A third is given at translation time, a third is a default, a third is given at run time."""
    cloud.reset()
    tags = {f"{number} {text}": f"{number} {text}" for number, text in enumerate(texts(seed))}
    early, default, late = (dict(list(tags.items())[start::3]) for start in range(3))
    (tmp_path / "main.tf").write_text(configuration(default, late))
    translation = translate(tmp_path, target.name, {"tags": early})
    values = {f"var.late_{number}": text for number, text in enumerate(late.values())}
    handover = hand_over(translation.inputs, values)
    target.run(Run(cloud, translation.text, handover, tmp_path))
    assert not list(tmp_path.glob("canary*")), "text of the configuration was executed"
    (group,) = observe(cloud.client()).groups
    assert json.dumps(group.tags) == json.dumps(dict(sorted(tags.items())))


def configuration(default: dict[str, str], late: dict[str, str]) -> str:
    """Write a configuration with a variable for each tag, described by the tag's text."""
    variables = [
        VARIABLE.format(
            name=f"default_{n}", text=quoted(text), default=f"default = {quoted(text)}\n"
        )
        for n, text in enumerate(default.values())
    ] + [
        VARIABLE.format(name=f"late_{n}", text=quoted(text), default="")
        for n, text in enumerate(late.values())
    ]
    entries = [f"{quoted(key)} = var.default_{n}" for n, key in enumerate(default)]
    entries += [f"{quoted(key)} = var.late_{n}" for n, key in enumerate(late)]
    return "".join(variables) + GROUP.format(entries=", ".join(entries))


def quoted(text: str) -> str:
    """Spell a text as HCL does: as JSON does, with templates told apart."""
    spelt = json.dumps(text, ensure_ascii=False)
    return spelt.replace("${", "$${").replace("%{", "%%{")
