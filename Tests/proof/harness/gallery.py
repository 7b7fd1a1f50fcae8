"""Fills the gallery: excerpts of artifacts, and what a terminal shows when one is run."""

from __future__ import annotations

import html
import os
import pty
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from harness.cloud import Cloud
from harness.places import SAMPLES
from harness.surroundings import build

RAILS = SAMPLES / "rails"
#: By language of the fence and name: where an excerpt begins, and before which line it ends.
EXCERPTS = {
    "boto3": ("rails.py", r"def configure", r"# --- inputs"),
    "aws-cli": ("rails.sh", r"main\(\) \{", r"# --- verbs"),
    "cloudformation": ("rails.json", r'  "Resources"', r'    "Fn::ForEach::\w+FromHttpCidrBlocks"'),
    "call-plan": ("rails.plan.txt", r"", r"$never"),
    "runbook": ("rails.md", r"# ", r"## Time"),
}
#: A block between a marker and the end of its fence.
SHOWN = re.compile(r"(<!-- shown: (\S+) -->\n+(`{3,})\w*\n)(.*?)(^\3$)", re.DOTALL | re.MULTILINE)
ESCAPE = re.compile(r"\x1b\[(\d*)m")

INPUTS = """\
inputs=(--vpc-id {vpc} --ssh-cidr-blocks 203.0.113.0/24
        --postgres-cidr-blocks 10.0.0.0/16 --redis-cidr-blocks 10.0.0.0/16)"""


class Scene(NamedTuple):
    """A command at a prompt, and the exit code that is expected."""

    name: str
    command: str
    code: int = 0


SCENES = [
    Scene("plan", './rails.py "${inputs[@]}" --plan', 2),
    Scene("apply", './rails.py "${inputs[@]}"'),
    Scene("again", './rails.py "${inputs[@]}"'),
    Scene("drift", './rails.py "${inputs[@]}" --plan', 2),
    Scene("repair", './rails.py "${inputs[@]}"'),
    Scene("destroy", './rails.py "${inputs[@]}" --destroy --yes'),
]


def excerpts() -> dict[str, str]:
    """Return the part of each artifact that says what should be."""
    found = {}
    for name, (file, start, end) in EXCERPTS.items():
        lines = (RAILS / "artifacts" / file).read_text().splitlines()
        first = next(n for n, line in enumerate(lines) if re.match(start, line))
        rest = enumerate(lines[first + 1 :], first + 1)
        last = next((n for n, line in rest if re.match(end, line)), len(lines))
        found[name] = "\n".join(lines[first:last]).rstrip() + "\n"
    found["main.tf"] = (RAILS / "main.tf").read_text()
    return found


def performance(cloud: Cloud, folder: Path) -> dict[str, str]:
    """Run the script from plan to destroy in a terminal; return what that shows, with colours."""
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    script = folder / "rails.py"
    script.write_text((RAILS / "artifacts" / "rails.py").read_text())
    script.chmod(0o755)
    inputs = INPUTS.format(vpc=vpc)
    shown = {}
    for scene in SCENES:
        if scene.name == "drift":
            _drift(cloud, vpc)
        output = _in_terminal(cloud, folder, f"{inputs}\n{scene.command}", scene.code)
        shown[scene.name] = f"$ {scene.command}\n{output}"
    shown["plan"] = f"$ {inputs}\n{shown['plan']}"
    return shown


def plain(text: str) -> str:
    """Remove the colours."""
    return ESCAPE.sub("", text)


def fill(markdown: str, blocks: dict[str, str]) -> str:
    """Put each block behind its marker."""
    return SHOWN.sub(lambda found: found[1] + blocks[found[2]] + found[5], markdown)


def picture(text: str) -> str:
    """Draw what a terminal shows."""
    colours = {"31": "#f47067", "32": "#57ab5a", "33": "#c69026"}
    lines = text.splitlines()
    width = max(len(plain(line)) for line in lines) * 8 + 32
    rows = []
    for number, line in enumerate(lines, 1):
        colour, parts = "", []
        for index, part in enumerate(ESCAPE.split(line)):
            if index % 2:
                colour = colours.get(part, "")
            elif part:
                fill = f' fill="{colour}"' if colour else ""
                parts.append(f"<tspan{fill}>{html.escape(part)}</tspan>")
        rows.append(f'<text x="16" y="{number * 18 + 12}">{"".join(parts)}</text>')
    height = len(lines) * 18 + 28
    style = "text { font: 13px ui-monospace, monospace; fill: #adbac7; white-space: pre }"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
            f"<style>{style}</style>",
            '<rect width="100%" height="100%" rx="8" fill="#22272e"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _drift(cloud: Cloud, vpc: str) -> None:
    """Do by hand what somebody in a hurry would."""
    ec2 = cloud.observer()
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    group = next(one for one in groups["SecurityGroups"] if one["GroupName"] == "rails_sg")
    ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
    ec2.authorize_security_group_ingress(
        GroupId=group["GroupId"],
        IpPermissions=[{**ssh, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "tmp"}]}],
    )
    redis = {"IpProtocol": "tcp", "FromPort": 6379, "ToPort": 6379}
    ec2.revoke_security_group_ingress(
        GroupId=group["GroupId"],
        IpPermissions=[{**redis, "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}],
    )
    http = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
    ec2.update_security_group_rule_descriptions_ingress(
        GroupId=group["GroupId"],
        IpPermissions=[{**http, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "web"}]}],
    )


def _in_terminal(cloud: Cloud, folder: Path, commands: str, code: int) -> str:
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", commands],
        cwd=folder,
        env=cloud.environment(str(folder)) | {"TERM": "xterm"},
        stdin=end,
        stdout=end,
        stderr=end,
    )
    os.close(end)
    shown = b""
    while chunk := _read(terminal):
        shown += chunk
    assert process.wait() == code, shown.decode()
    return shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # its other end is closed
        return b""
