"""Whatever text a configuration holds comes back from the API as it was written, and is never run.

`PORTOLAN_EXAMPLES=200` draws more, and others in each run.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from harness.cloud import Cloud
from harness.drawing import FEW, PLAIN
from harness.handover import hand_over
from harness.portolan import check, translate
from harness.run import Run
from harness.state import observe
from harness.targets import TARGETS, Target

#: What means something in Python, Bash, JSON, CloudFormation, Markdown, a regular expression or a
#: format string, and what is no ASCII.
PIECES = [
    *"\"'`$\\{}()[]<>%!#&;|*?~^=,:@-_. \n\tnrtx0uÉé日🚀\u200b\u202e\u2066",
    *"\x00\x07\x1b\x1c\x1d\x1e\x1f\x7f",
    *("$(touch canary)", "`touch canary`", "; touch canary;", "${HOME}", "&{Cidr}", "%(prog)s"),
    *("'''", '"""', "```\n", "\\n", "\\'", "%{", "EOF\n", "-->", "AWS::Region", "file://"),
    *("\\\n", "$'\\x41'", "!!", "{{resolve:ssm:x}}", "<script>", "| a | b |", "\n## Undo\n"),
]
#: The same of what EC2 takes in names and descriptions.
PLAIN_PIECES = [
    *PLAIN,
    *("$(touch canary)", "; touch canary;", "${HOME}", "&{Cidr}", "{{resolve:ssm:x}}"),
]
#: XML, in which EC2 answers, has none of the others; and a reader of XML takes a CR for a LF.
NOT_IN_XML = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n"}

VARIABLE = """
variable "{name}" {{
  description = {text}
  type        = string
{default}}}
"""

GROUP = """
resource "aws_security_group" "texts" {{
  name        = {name}
  description = {description}
  tags        = {{ {tags} }}

  ingress {{
    description = {rule_description}
    from_port   = 1
    to_port     = 2
    protocol    = "tcp"
    cidr_blocks = ["192.0.2.0/24"]
  }}
}}
"""


@dataclass
class Texts:
    """What is drawn: a third of the tags is written down, a third a default, a third given late."""

    name: str
    description: str
    rule_description: str
    tags: dict[str, str]

    @property
    def in_configuration(self) -> list[str]:
        """All texts that are what EC2 gets, whatever comes."""
        return [self.name, self.description, *self.tags.keys(), *self.third(0)]

    def third(self, start: int) -> list[str]:
        """Return the values of every third tag."""
        return list(self.tags.values())[start::3]


def joined(pieces: list[str], most: int) -> st.SearchStrategy[str]:
    anything = st.characters(exclude_characters="\r", exclude_categories=["Cs"])
    piece = st.sampled_from(pieces) | anything if pieces is PIECES else st.sampled_from(pieces)
    drawn = st.lists(piece, max_size=12).map("".join) | st.sampled_from(pieces).map(
        lambda one: one * (most // len(one))
    )
    return drawn.map(lambda text: unicodedata.normalize("NFC", text)[:most])


@st.composite
def texts(draw: st.DrawFn) -> Texts:
    # a name of the group's own kind: no id, not `default`, no blanks around it
    plain = joined(PLAIN_PIECES, 250)
    values = draw(st.lists(joined(PIECES, 255), min_size=3, max_size=9))
    # Portolan is not asked about what may be another value, or is known only later
    values = [text if n % 3 == 0 or storable(text) else "" for n, text in enumerate(values)]
    keys = draw(st.lists(joined(PIECES, 100), min_size=len(values), max_size=len(values)))
    return Texts(
        name=f"({draw(plain | joined(PIECES, 60))})",
        description=f"({draw(plain | joined(PIECES, 60))})",
        rule_description=draw(plain),
        # the number keeps keys apart, and from the prefix aws:
        tags={
            f"{number} {key}": value
            for number, (key, value) in enumerate(zip(keys, values, strict=True))
        },
    )


@pytest.mark.parametrize("target", [pytest.param(one, id=one.name) for one in TARGETS])
@FEW
@given(drawn=texts())
def test_texts_come_back(cloud: Cloud, target: Target, drawn: Texts) -> None:
    cloud.reset()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.tf").write_text(configuration(drawn))
        note((folder / "main.tf").read_text())
        code, diagnostics = check(folder, "--to", target.name)
        if not all(map(storable, drawn.in_configuration)):
            assert "resource/character-refused" in {row["code"] for row in diagnostics}
            return
        assert code == 0, diagnostics
        translation = translate(folder, target.name)
        values = {f"var.late_{number}": text for number, text in enumerate(drawn.third(2))}
        target.run(Run(cloud, translation.text, hand_over(translation.inputs, values), folder))
        assert not list(folder.glob("canary*")), "text of the configuration was executed"
    (group,) = observe(cloud.observer()).groups
    assert json.dumps(group.tags) == json.dumps(dict(sorted(drawn.tags.items())))
    assert (group.name, group.description) == (drawn.name, drawn.description)
    (rule,) = (rule for rule in group.rules if rule.direction == "ingress")
    assert rule.description == drawn.rule_description


def storable(text: str) -> bool:
    """Say whether EC2 can answer with it."""
    return not NOT_IN_XML & set(text)


def configuration(drawn: Texts) -> str:
    """Write a configuration whose variables are described by the texts, too."""
    keys = list(drawn.tags)
    parts: list[str] = []
    tags = [f"{quoted(key)} = {quoted(drawn.tags[key])}" for key in keys[0::3]]
    for start, kind in ((1, "default"), (2, "late")):
        for number, key in enumerate(keys[start::3]):
            text = quoted(drawn.tags[key])
            default = f"  default     = {text}\n" if kind == "default" else ""
            parts.append(VARIABLE.format(name=f"{kind}_{number}", text=text, default=default))
            tags.append(f"{quoted(key)} = var.{kind}_{number}")
    return "".join(parts) + GROUP.format(
        name=quoted(drawn.name),
        description=quoted(drawn.description),
        rule_description=quoted(drawn.rule_description),
        tags=", ".join(tags),
    )


def quoted(text: str) -> str:
    """Spell a text as HCL does, with templates told apart."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
    spelt = (escapes.get(one) or (f"\\u{ord(one):04x}" if ord(one) < 32 else one) for one in text)
    return '"' + "".join(spelt).replace("${", "$${").replace("%{", "%%{") + '"'
