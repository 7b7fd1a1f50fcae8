"""What is particular to the shell script: its words, exit codes, questions, colours and signals."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.cloud import Cloud
from harness.faults import KINDS, Fault
from harness.portolan import translate
from harness.run import HEARING, PATIENCE, Finished
from harness.state import State, observe

WEB = """
variable "vpc_id" { type = string }
resource "aws_security_group" "web" {
  name        = "web"
  description = "Web"
  vpc_id      = var.vpc_id
  tags        = { Name = "web" }
  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "app" {
  name        = "app"
  description = "Application"
  vpc_id      = var.vpc_id
}
resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id            = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.web.id
  tags                         = { Name = "web" }
}
"""


@dataclass
class Script:
    """A script in a fresh account."""

    cloud: Cloud
    path: Path
    environment: dict[str, str]

    def run(self, *words: str, **environment: str) -> Finished:
        """Run it away from any terminal."""
        with self._started(words, environment, subprocess.DEVNULL, subprocess.PIPE) as process:
            output, complaints = process.communicate(timeout=PATIENCE)
        return Finished(words, process.returncode, output, complaints)

    def run_on_terminal(self, *words: str, answer: str = "", **environment: str) -> Finished:
        """Run it on a terminal where somebody types an answer to the first question."""
        ours, theirs = pty.openpty()
        try:
            with self._started(words, environment, theirs, theirs) as process:
                os.close(theirs)
                shown = _typed(ours, answer)
            return Finished(words, process.returncode, shown, "")
        finally:
            os.close(ours)

    def _started(
        self, words: tuple[str, ...], environment: dict[str, str], given: int, told: int
    ) -> subprocess.Popen[str]:
        self.cloud.calls.clear()
        process = subprocess.Popen(
            [*HEARING, "bash", self.path, *words],
            env=self.cloud.environment(str(self.path.parent))
            | {"TERM": "xterm"}
            | self.environment
            | environment,
            stdin=given,
            stdout=told,
            stderr=told,
            text=True,
            start_new_session=True,
        )
        self.cloud.process_group = process.pid
        return process

    @property
    def mutations(self) -> list[str]:
        """The calls of the last run that changed something."""
        return [call.action for call in self.cloud.calls if call.mutates]

    def state(self) -> State:
        """Look at the account."""
        return observe(self.cloud.observer())


def _typed(terminal: int, answer: str) -> str:
    """Read until the other end is closed; answer the question."""
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        shown += more
        if answer and shown.endswith(b'"yes" means yes: '):
            os.write(terminal, f"{answer}\n".encode())
            answer = ""
    return shown.decode().replace("\r\n", "\n")


def prepared(cloud: Cloud, folder: Path, configuration: str = WEB, **values: str) -> Script:
    """Translate; the inputs are a VPC's id and what is given."""
    cloud.reset()
    (folder / "main.tf").write_text(configuration)
    path = folder / "script.sh"
    path.write_text(translate(folder, "aws-cli").text)
    return Script(cloud, path, {"VPC_ID": new_vpc(cloud)} | values)


def new_vpc(cloud: Cloud) -> str:
    """Return its id."""
    return str(cloud.observer().create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])


def group_id(cloud: Cloud, name: str) -> str:
    """Find a group by its name."""
    filters = [{"Name": "group-name", "Values": [name]}]
    (group,) = cloud.observer().describe_security_groups(Filters=filters)["SecurityGroups"]
    return str(group["GroupId"])


def new_interface(cloud: Cloud, vpc: str, *groups: str) -> str:
    """Make a network interface with these groups; return its id."""
    ec2 = cloud.observer()
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    made = ec2.create_network_interface(
        SubnetId=subnet, Groups=list(groups), Description="a database"
    )
    return str(made["NetworkInterface"]["NetworkInterfaceId"])


PLAN = """\
+ web: security group "Web"  (main.tf:3)
+ web: tag "Name" = "web"  (main.tf:3)
+ app: security group "Application"  (main.tf:22)
+ web: ingress tcp 443 from 10.0.0.0/8 "HTTPS"  (main.tf:3)
+ web: ingress tcp 443 from 192.168.0.0/16 "HTTPS"  (main.tf:3)
+ web: egress all to 0.0.0.0/0  (main.tf:3)
+ app: ingress tcp 8000-8080 from web  (main.tf:27)
+ app: ingress tcp 8000-8080 from web: tag "Name" = "web"  (main.tf:27)
"""


def test_a_plan_tells_every_change_and_apply_makes_these(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    plan = script.run("plan")
    assert plan.stdout == PLAN + "8 to add, 0 to change, 0 to remove\n"
    assert (plan.returncode, plan.stderr, script.mutations) == (2, "", [])
    done = script.run("apply")
    assert sorted(done.stderr.splitlines()) == sorted(
        [*PLAN.splitlines(), "8 added, 0 changed, 0 removed"]
    )
    web, app = group_id(cloud, "web"), group_id(cloud, "app")
    assert (done.returncode, done.stdout) == (0, f"web = {web}\napp = {app}\n")
    assert script.run("plan").stdout == "nothing to change\n"
    again = script.run()
    assert (again.stderr, script.mutations) == ("nothing to change\n", [])


DRIFT = """\
+ web: tag "Name" = "web"  (main.tf:3)
+ web: ingress tcp 443 from 192.168.0.0/16 "HTTPS"  (main.tf:3)
- app: ingress tcp 8000-8080 from web: tag "Owner" = "nobody"  (main.tf:27)
- web: ingress icmp 8:-1 from 10.0.0.0/8 "it's \\"me\\""  (main.tf:3)
- web: tag "Color\\u001b[31m" = "red"  (main.tf:3)
~ app: ingress tcp 8000-8080 from web: tag "Name" = "w" -> "web"  (main.tf:27)
~ web: ingress tcp 443 from 10.0.0.0/8 "anything" -> "HTTPS"  (main.tf:3)
"""


def test_each_kind_of_drift_has_its_line(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    script.run()
    whole = script.state()
    ec2, web, app = cloud.observer(), group_id(cloud, "web"), group_id(cloud, "app")
    described = [{"CidrIp": "10.0.0.0/8", "Description": "anything"}]
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    ec2.update_security_group_rule_descriptions_ingress(
        GroupId=web, IpPermissions=[{**https, "IpRanges": described}]
    )
    ec2.revoke_security_group_ingress(
        GroupId=web, IpPermissions=[{**https, "IpRanges": [{"CidrIp": "192.168.0.0/16"}]}]
    )
    ping = {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1}
    peers = [{"CidrIp": "10.0.0.0/8", "Description": 'it\'s "me"'}]
    ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[{**ping, "IpRanges": peers}])
    ec2.delete_tags(Resources=[web], Tags=[{"Key": "Name"}])
    # what a terminal would obey is shown, not sent to it
    ec2.create_tags(Resources=[web], Tags=[{"Key": "Color\\u001b[31m", "Value": "red"}])
    filters = [{"Name": "group-id", "Values": [app]}]
    (rule,) = [
        rule["SecurityGroupRuleId"]
        for rule in ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
        if not rule["IsEgress"]
    ]
    tags = [{"Key": "Name", "Value": "w"}, {"Key": "Owner", "Value": "nobody"}]
    ec2.create_tags(Resources=[rule], Tags=tags)
    plan = script.run("plan")
    *lines, summary = plan.stdout.splitlines()
    assert sorted(lines) == sorted(DRIFT.replace("\\u001b", "\\\\u001b").splitlines())
    assert summary == "2 to add, 2 to change, 3 to remove"
    assert script.run().returncode == 0
    assert script.state() == whole


@pytest.mark.parametrize("words", [["plans"], ["plan", "apply"], ["--plan"], ["--yes", "destroy"]])
def test_a_typo_is_no_difference(cloud: Cloud, tmp_path: Path, words: list[str]) -> None:
    script = prepared(cloud, tmp_path)
    done = script.run(*words)
    assert (done.returncode, done.stdout, cloud.calls) == (1, "", [])
    assert done.stderr.startswith("usage: script.sh [plan | apply | destroy] [--yes]\n")


def test_help_needs_no_inputs(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    script.environment.clear()
    done = script.run("--help")
    assert (done.returncode, done.stderr, cloud.calls) == (0, "", [])
    assert done.stdout.startswith("usage: ")
    missing = script.run("plan")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "VPC_ID" in missing.stderr


def test_destroy_asks_first(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    before = script.state()
    script.run()
    whole = script.state()
    unasked = script.run("destroy")
    assert (unasked.returncode, cloud.calls) == (1, [])
    assert "--yes" in unasked.stderr
    for answer in ("no", "y", "Yes please"):
        refused = script.run_on_terminal("destroy", answer=answer)
        assert (refused.returncode, script.mutations) == (1, [])
        assert "nothing was changed" in refused.stdout
    assert script.state() == whole
    agreed = script.run_on_terminal("destroy", answer="yes")
    assert agreed.returncode == 0
    shown, _, done = agreed.stdout.partition("Remove all of this?")
    for line in ("web: security group", "app: security group", "app: ingress tcp 8000-8080"):
        assert f"- {line}" in shown
        assert f"- {line}" in done
    assert done.endswith("0 added, 0 changed, 3 removed\n")
    assert script.state() == before
    nothing = script.run_on_terminal("destroy")
    assert (nothing.returncode, nothing.stdout) == (0, "nothing to change\n")


def test_what_is_used_is_not_destroyed(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    script.run()
    ec2, web, app = cloud.observer(), group_id(cloud, "web"), group_id(cloud, "app")
    vpc = script.environment["VPC_ID"]
    interface = new_interface(cloud, vpc, app)
    theirs = ec2.create_security_group(GroupName="theirs", Description="T", VpcId=vpc)["GroupId"]
    pairs = [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]
    ec2.authorize_security_group_ingress(GroupId=theirs, IpPermissions=pairs)
    ec2.authorize_security_group_egress(GroupId=theirs, IpPermissions=pairs)
    whole = script.state()
    done = script.run("destroy", "--yes")
    assert (done.returncode, script.mutations) == (1, [])
    assert f'  app: network interface {interface} "a database"\n' in done.stderr
    assert f"  web: the rule {theirs}: ingress all from web\n" in done.stderr
    assert f"  web: the rule {theirs}: egress all to web\n" in done.stderr
    assert script.state() == whole
    ec2.delete_network_interface(NetworkInterfaceId=interface)
    ec2.delete_security_group(GroupId=theirs)
    assert script.run("destroy", "--yes").returncode == 0


ATTACHED = (
    WEB
    + """
variable "interface_id" { type = string }
resource "aws_network_interface_sg_attachment" "web" {
  security_group_id    = aws_security_group.web.id
  network_interface_id = var.interface_id
}
resource "aws_network_interface_sg_attachment" "app" {
  security_group_id    = aws_security_group.app.id
  network_interface_id = var.interface_id
}
"""
)


def test_attachments_are_planned_made_undone_and_taken_back(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path, ATTACHED)
    ec2, vpc = cloud.observer(), script.environment["VPC_ID"]
    base = ec2.create_security_group(GroupName="base", Description="B", VpcId=vpc)["GroupId"]
    interface = new_interface(cloud, vpc, base)
    script.environment["INTERFACE_ID"] = interface

    def groups() -> list[str]:
        (found,) = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])[
            "NetworkInterfaces"
        ]
        return sorted(group["GroupId"] for group in found["Groups"])

    lines = [f"{interface}: security group {name}" for name in ("web", "app")]
    plan = script.run("plan")
    assert all(f"+ {line}  (main.tf:" in plan.stdout for line in lines), plan.stderr
    before = script.state()
    denied = next(kind for kind in KINDS if kind.name == "denied")
    script.run()
    number = next(
        n for n in range(len(cloud.calls), 0, -1) if cloud.calls[n - 1].action.startswith("Modify")
    )
    assert groups() == sorted([base, group_id(cloud, "web"), group_id(cloud, "app")])
    done = script.run("destroy", "--yes")
    assert all(f"- {line}  (main.tf:" in done.stderr for line in lines), done.stderr
    assert (done.returncode, groups(), script.state()) == (0, [base], before)
    cloud.calls.clear()
    cloud.fault = Fault(denied, number)
    undone = script.run()
    cloud.fault = None
    assert f"undone: + {lines[0]}" in undone.stderr
    assert (undone.returncode, groups(), script.state()) == (1, [base], before)


def test_what_prevents_destruction_prevents_all_of_it(cloud: Cloud, tmp_path: Path) -> None:
    kept = WEB.replace(
        'description = "Web"', 'description = "Web"\n  lifecycle { prevent_destroy = true }'
    )
    script = prepared(cloud, tmp_path, kept)
    assert script.run("destroy", "--yes").returncode == 0, "there is nothing to protect"
    script.run()
    done = script.run("destroy", "--yes")
    assert (done.returncode, script.mutations) == (1, [])
    assert done.stderr == "script.sh: main.tf:3: lifecycle.prevent_destroy keeps web\n"


DEFAULT = """
resource "aws_default_security_group" "default" {
  vpc_id = var.vpc_id
  ingress {
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    cidr_blocks     = ["10.0.0.0/8"]
    security_groups = [aws_security_group.web.id]
  }
}
"""


def test_the_default_group_of_a_vpc_stays(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path, WEB + DEFAULT)
    before = script.state()
    script.run()
    done = script.run("destroy", "--yes")
    assert (done.returncode, script.state()) == (0, before)
    assert "- default: ingress tcp 22 from web" in done.stderr
    assert "  default: stays, for a VPC keeps this group  (main.tf:" in done.stderr
    filters = [
        {"Name": "group-name", "Values": ["default"]},
        {"Name": "vpc-id", "Values": [script.environment["VPC_ID"]]},
    ]
    (group,) = cloud.observer().describe_security_groups(Filters=filters)["SecurityGroups"]
    (rule,) = group["IpPermissions"]
    assert (rule["IpRanges"], rule["UserIdGroupPairs"]) == ([{"CidrIp": "10.0.0.0/8"}], [])


def test_colours_are_for_terminals(cloud: Cloud, tmp_path: Path) -> None:
    script = prepared(cloud, tmp_path)
    assert "\x1b" not in script.run("plan").stdout
    assert "\x1b[32m+ web: security group" in script.run_on_terminal("plan").stdout
    assert "\x1b" not in script.run_on_terminal("plan", NO_COLOR="1").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_is_undone(cloud: Cloud, tmp_path: Path, number: signal.Signals) -> None:
    script = prepared(cloud, tmp_path)
    before = script.state()
    script.run()
    count = len(script.mutations)
    script.run("destroy", "--yes")
    for when in range(1, count + 1):
        seen = 0

        def interrupt(when: int = when) -> None:
            nonlocal seen
            seen += 1
            if seen == when:
                assert cloud.process_group
                os.killpg(cloud.process_group, number)

        cloud.watch = interrupt
        done = script.run()
        cloud.watch = None
        if done.returncode == 0:
            assert when == count, "only after the last call is it too late"
            continue
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        assert "script.sh: interrupted\n" in done.stderr
        assert "undone: + web: security group" in done.stderr
        assert script.state() == before, f"interrupted at change {when}\n{done.stderr}"


ADVICE = {
    "denied": "allow these credentials CreateSecurityGroup in IAM",
    "throttled": "run this again later",
    "duplicate-group": "the name is taken",
}


@pytest.mark.parametrize("name", ADVICE)
def test_an_error_says_where_and_what_to_do(cloud: Cloud, tmp_path: Path, name: str) -> None:
    script = prepared(cloud, tmp_path)
    kind = next(kind for kind in KINDS if kind.name == name)
    cloud.fault = Fault(kind, 3)
    done = script.run()
    cloud.fault = None
    said = done.stderr[done.stderr.index("script.sh: ") :]
    assert said.startswith(f"script.sh: main.tf:22: An error occurred ({kind.code}) when")
    assert ADVICE[name] in next(line for line in said.splitlines() if "what to do: " in line)
    assert said.endswith(
        'undone: + web: security group "Web"  (main.tf:3)\n'
        'undone: + web: tag "Name" = "web"  (main.tf:3)\n'
    )
    assert done.returncode == 1


def test_a_full_group_is_changed_rule_by_rule(cloud: Cloud, tmp_path: Path) -> None:
    """EC2 takes sixty rules; of sixty that are there one is wanted, and others are."""
    script = prepared(cloud, tmp_path)
    script.run()
    whole = script.state()
    ec2, web = cloud.observer(), group_id(cloud, "web")
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    ec2.revoke_security_group_ingress(
        GroupId=web, IpPermissions=[{**https, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]
    )
    peers = [{"CidrIp": f"198.51.100.{n}/32", "Description": str(n)} for n in range(59)]
    ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[{**https, "IpRanges": peers}])
    full = script.state()
    moments: list[set[Any]] = []

    def look() -> None:
        (group,) = [group for group in script.state().groups if group.name == "web"]
        moments.append({rule.peer for rule in group.rules if rule.direction == "ingress"})

    cloud.watch = look
    done = script.run()
    cloud.watch = None
    assert (done.returncode, script.state()) == (0, whole), done.stderr
    assert all("192.168.0.0/16" in peers for peers in moments)
    assert max(map(len, moments)) == 60
    assert min(map(len, moments[:2])) == 59, "no more room is made than is needed"
    assert "1 added, 0 changed, 59 removed" in done.stderr
    assert len(full.groups) == len(whole.groups)


SENSITIVE = """
variable "vpc_id" { type = string }
variable "token" {
  type      = string
  sensitive = true
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = var.vpc_id
  tags   = { Token = "x-${var.token}" }
}
"""


def test_what_is_sensitive_is_not_shown(cloud: Cloud, tmp_path: Path) -> None:
    secret = 's3"cr\\et*'
    script = prepared(cloud, tmp_path, SENSITIVE, TOKEN=secret)
    for words in (["plan"], ["apply"]):
        done = script.run(*words)
        said = done.stdout + done.stderr
        assert "s3" not in said
        assert 'web: tag "Token" = "x-(sensitive)"' in said
    (group,) = [group for group in script.state().groups if group.name == "web"]
    assert group.tags == {"Token": f"x-{secret}"}
