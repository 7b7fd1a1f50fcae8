"""What is particular to the boto3 script: flags, exit codes, what it shows, what it refuses."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.cloud import Cloud
from harness.faults import CUT_AFTER, Fault
from harness.handover import Handover
from harness.portolan import translate
from harness.run import HEARING, Finished, Run
from harness.state import State, observe
from harness.surroundings import build

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
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
}
"""

#: Two groups that admit each other, a rule in a group of somebody else's, an interface.
TOGETHER = """
variable "vpc_id" { type = string }
variable "office" { type = string }
variable "interface" { type = string }

resource "aws_security_group" "a" {
  name   = "a"
  vpc_id = var.vpc_id
}
resource "aws_security_group" "b" {
  name   = "b"
  vpc_id = var.vpc_id
}
resource "aws_vpc_security_group_ingress_rule" "a_from_b" {
  security_group_id            = aws_security_group.a.id
  referenced_security_group_id = aws_security_group.b.id
  ip_protocol                  = "-1"
}
resource "aws_vpc_security_group_ingress_rule" "b_from_a" {
  security_group_id            = aws_security_group.b.id
  referenced_security_group_id = aws_security_group.a.id
  ip_protocol                  = "-1"
}
resource "aws_vpc_security_group_egress_rule" "office_to_a" {
  security_group_id            = var.office
  referenced_security_group_id = aws_security_group.a.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
}
resource "aws_network_interface_sg_attachment" "b" {
  security_group_id    = aws_security_group.b.id
  network_interface_id = var.interface
}
"""


@dataclass
class Script:
    """A script, and the account in which it runs."""

    cloud: Cloud
    folder: Path
    text: str
    #: The flags of its inputs.
    flags: list[str]
    vpc: str

    def __call__(self, *words: str, **environment: str) -> Finished:
        """Run it."""
        run = Run(self.cloud, self.text, Handover(), self.folder)
        file = str(run.written("script.py"))
        return run.attempt("python-warm", file, *self.flags, *words, environment=environment)

    @property
    def ec2(self) -> Any:
        """A client whose calls are not noted."""
        return self.cloud.observer()

    def state(self) -> State:
        """Look at the account."""
        return observe(self.ec2)

    def group(self, name: str) -> str:
        """Return the id of a group."""
        filters = [{"Name": "group-name", "Values": [name]}]
        (found,) = self.ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        return str(found["GroupId"])

    def readable(self, text: str) -> str:
        """Leave out what differs from run to run."""
        return re.sub(r"\bsg-[0-9a-f]+\b", "sg-ID", text).replace(self.vpc, "vpc-ID")


def script(cloud: Cloud, folder: Path, configuration: str, **values: str) -> Script:
    """Translate, in an account with one VPC."""
    cloud.reset()
    vpc = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}})["vpc.main"]
    (folder / "configuration").mkdir()
    (folder / "configuration" / "main.tf").write_text(configuration)
    text = translate(folder / "configuration", "boto3").text
    flags = ["--vpc-id", vpc] if "vpc_id" in configuration else []
    for name, value in values.items():
        flags += [f"--{name}", value]
    return Script(cloud, folder, text, flags, vpc)


def interface_in(ec2: Any, vpc: str, *groups: str) -> str:
    """Make a network interface that has these groups, or the default one."""
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    given = {"Groups": list(groups)} if groups else {}
    made = ec2.create_network_interface(SubnetId=subnet, Description="a server", **given)
    return str(made["NetworkInterface"]["NetworkInterfaceId"])


def as_done(plan: str) -> str:
    """Say of a plan's changes that they were made."""
    for future, past in (("add", "added"), ("change", "changed"), ("remove", "removed")):
        plan = plan.replace(f" to {future}", f" {past}")
    return plan


def test_a_plan_on_a_fresh_account(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    done = run("--plan")
    assert (done.returncode, done.stderr) == (2, "")
    assert run.readable(done.stdout) == (
        "+ aws_security_group.web (main.tf:4): security group web in vpc-ID\n"
        '+ aws_security_group.web (main.tf:4): tag Name = "web"\n'
        '+ aws_security_group.web (main.tf:4): ingress tcp 443 10.0.0.0/8 "HTTPS"\n'
        "+ aws_security_group.web (main.tf:4): ingress all sg-(web)\n"
        "4 to add, 0 to change, 0 to remove\n"
    )
    applied = run()
    assert applied.returncode == 0
    told = as_done(run.readable(done.stdout))
    assert run.readable(applied.stderr).replace("sg-ID", "sg-(web)") == told
    assert applied.stdout == f"web = {run.group('web')}\n"
    again = run("--plan")
    assert (again.returncode, again.stdout) == (0, "nothing to change\n")


def test_a_plan_after_changes_by_hand(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    run()
    group, peer = run.group("web"), {"CidrIp": "10.0.0.0/8", "Description": "who knows"}
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [peer]}
    run.ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[https])
    anywhere = {"CidrIpv6": "::/0", "Description": "for a minute"}
    open_port = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 23, "Ipv6Ranges": [anywhere]}
    run.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[open_port])
    tags = [{"Key": "Name", "Value": "other"}, {"Key": "Owner", "Value": "me"}]
    run.ec2.create_tags(Resources=[group], Tags=tags)
    done = run("--plan")
    assert done.returncode == 2
    assert done.stdout == (
        '- aws_security_group.web (main.tf:4): tag Owner = "me"\n'
        '~ aws_security_group.web (main.tf:4): tag Name = "web", was "other"\n'
        '~ aws_security_group.web (main.tf:4): ingress tcp 443 10.0.0.0/8 "HTTPS",'
        ' was "who knows"\n'
        '- aws_security_group.web (main.tf:4): ingress tcp 22-23 ::/0 "for a minute"\n'
        "0 to add, 2 to change, 2 to remove\n"
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--pla"], "unrecognized arguments: --pla"),
        (["--profile", "nobody"], "The config profile (nobody) could not be found"),
        (["--destroy"], "to destroy without a terminal, add --yes"),
    ],
)
def test_mistakes_exit_with_1(
    cloud: Cloud, tmp_path: Path, words: list[str], complaint: str
) -> None:
    run = script(cloud, tmp_path, WEB)
    run()
    before = run.state()
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert run.state() == before


def test_a_region_of_the_command_line_wins(cloud: Cloud, tmp_path: Path) -> None:
    region = 'data "aws_region" "here" {}\noutput "region" { value = data.aws_region.here.name }\n'
    run = script(cloud, tmp_path, region + WEB)
    done = run("--region", "eu-west-1")
    assert "region = eu-west-1" in done.stdout, done.stderr


def test_errors_say_where_and_what_to_do(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    done = run(AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="")
    assert done.returncode == 1
    assert done.stderr.startswith("aws_security_group.web (main.tf:4): NoCredentialsError: ")
    assert "give --profile" in done.stderr


def test_colour_on_a_terminal_only(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    assert "\033[" not in run("--plan").stdout
    assert "\033[32m+ aws_security_group.web" in on_a_terminal(run, "--plan")
    assert "\033[" not in on_a_terminal(run, "--plan", NO_COLOR="1")


def test_destroy_asks_on_a_terminal(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    before = run.state()
    run()
    whole = run.state()
    assert "nothing was destroyed" in on_a_terminal(run, "--destroy", answer="y\n")
    assert run.state() == whole
    assert "0 added, 0 changed, 1 removed" in on_a_terminal(run, "--destroy", answer="yes\n")
    assert run.state() == before


def on_a_terminal(run: Script, *words: str, answer: str = "", **environment: str) -> str:
    """Run the script with a terminal for all its files; return what is seen there."""
    file = Run(run.cloud, run.text, Handover(), run.folder).written("script.py")
    ours, theirs = pty.openpty()
    if answer:
        os.write(ours, answer.encode())
    subprocess.run(
        [sys.executable, "-B", file, *run.flags, *words],
        env=run.cloud.environment(str(run.folder)) | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return seen.decode()


def test_destroy_refuses_while_something_uses_a_group(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    run()
    web = run.group("web")
    interface = interface_in(run.ec2, run.vpc, web)
    other = run.ec2.create_security_group(GroupName="other", Description="d", VpcId=run.vpc)
    pair = {"UserIdGroupPairs": [{"GroupId": web}], "IpProtocol": "-1"}
    for call in ("authorize_security_group_ingress", "authorize_security_group_egress"):
        getattr(run.ec2, call)(GroupId=other["GroupId"], IpPermissions=[pair])
    before = run.state()
    done = run("--destroy", "--yes")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert f"{web} is in use by {interface} a server" in lines[0]
    assert [f"of {other['GroupId']} refers to it" in line for line in lines[1:]] == [1, 1, 0]
    assert lines[-1] == "nothing was destroyed"
    assert run.state() == before


def test_destroy_takes_back_what_is_declared_and_no_more(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, TOGETHER)
    office = run.ec2.create_security_group(GroupName="office", Description="d", VpcId=run.vpc)
    interface = interface_in(run.ec2, run.vpc)
    run.flags += ["--office", office["GroupId"], "--interface", interface]
    before, groups = run.state(), groups_of(run, interface)
    assert run().returncode == 0
    assert len(groups_of(run, interface)) == len(groups) + 1
    planned = run("--destroy", "--plan")
    assert planned.returncode == 2
    assert planned.stdout.endswith("0 to add, 0 to change, 6 to remove\n"), planned.stdout
    done = run("--destroy", "--yes")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == as_done(planned.stdout)
    assert (run.state(), groups_of(run, interface)) == (before, groups)
    assert run("--destroy", "--yes").stderr == "nothing to change\n"


def groups_of(run: Script, interface: str) -> list[str]:
    answer = run.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])
    return [group["GroupId"] for group in answer["NetworkInterfaces"][0]["Groups"]]


def test_a_protected_group_is_not_destroyed(cloud: Cloud, tmp_path: Path) -> None:
    kept = "  lifecycle { prevent_destroy = true }\n"
    run = script(cloud, tmp_path, WEB.replace("  tags ", kept + "  tags ", 1))
    run()
    before = run.state()
    done = run("--destroy", "--yes")
    assert done.returncode == 1
    assert "prevent_destroy keeps" in done.stderr
    assert run.state() == before


def test_a_group_that_is_there_is_adopted_if_it_can_be(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    made = run.ec2.create_security_group(GroupName="web", Description="Web", VpcId=run.vpc)
    assert run().stdout == f"web = {made['GroupId']}\n"
    run.ec2.delete_security_group(GroupId=made["GroupId"])
    run.ec2.create_security_group(GroupName="web", Description="Another", VpcId=run.vpc)
    before = run.state()
    done = run()
    assert done.returncode == 1
    assert "has another description" in done.stderr
    assert run.state() == before


def test_at_the_limit_rules_are_replaced_one_by_one(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    run()
    group = run.group("web")
    ranges = [{"CidrIp": f"192.0.2.{n}/32"} for n in range(58)]
    full = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}
    run.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[full])
    wider = WEB.replace('["10.0.0.0/8"]', '["10.0.0.0/8", "172.16.0.0/12", "198.51.100.0/24"]')
    (tmp_path / "configuration" / "main.tf").write_text(wider)
    run.text = translate(tmp_path / "configuration", "boto3").text
    cloud.calls.clear()
    done = run()
    assert done.returncode == 0, done.stderr
    assert "2 added, 0 changed, 58 removed" in done.stderr
    changes = [call.action for call in cloud.calls if call.mutates]
    assert changes == [
        "RevokeSecurityGroupIngress",
        "AuthorizeSecurityGroupIngress",
        "RevokeSecurityGroupIngress",
        "AuthorizeSecurityGroupIngress",
        "RevokeSecurityGroupIngress",
    ]
    assert run("--plan").returncode == 0


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_undone(cloud: Cloud, tmp_path: Path, kind: signal.Signals) -> None:
    run = script(cloud, tmp_path, WEB)
    before = run.state()
    file = Run(cloud, run.text, Handover(), tmp_path).written("script.py")
    cloud.calls.clear()

    def interrupt() -> None:
        if cloud.calls[-1].action == "AuthorizeSecurityGroupIngress":
            process.send_signal(kind)

    cloud.watch = interrupt
    process = subprocess.Popen(
        [*HEARING, sys.executable, "-B", file, *run.flags],
        env=cloud.environment(str(tmp_path)),
        stderr=subprocess.PIPE,
        text=True,
    )
    complaints = process.communicate()[1]
    cloud.watch = None
    assert process.returncode == 1, complaints
    assert "undone: + aws_security_group.web (main.tf:4): security group web" in complaints
    assert run.state() == before


def test_a_lost_answer_is_not_taken_for_a_refusal(cloud: Cloud, tmp_path: Path) -> None:
    run = script(cloud, tmp_path, WEB)
    before = run.state()
    run("--plan")
    cloud.fault = Fault(CUT_AFTER, 2)
    done = run()
    cloud.fault = None
    assert done.returncode == 1
    assert "undone: + aws_security_group.web (main.tf:4): security group web" in done.stderr
    assert run.state() == before


def test_a_secret_is_not_shown(cloud: Cloud, tmp_path: Path) -> None:
    secret = """
variable "owner" {
  type      = string
  sensitive = true
}
"""
    run = script(cloud, tmp_path, secret + WEB.replace('Name = "web"', "Owner = var.owner"))
    done = run("--plan", OWNER="s3cr3t")
    assert 'tag Owner = "<sensitive>"' in done.stdout
    assert "s3cr3t" not in done.stdout + done.stderr
    assert run(OWNER="s3cr3t").returncode == 0
    done = run("--plan", OWNER="another")
    assert done.returncode == 2
    assert "s3cr3t" not in done.stdout


def test_a_plan_does_not_ask_for_what_is_not_there_yet(cloud: Cloud, tmp_path: Path) -> None:
    later = """
data "aws_security_group" "again" {
  id = aws_security_group.web.id
}
output "text" { value = data.aws_security_group.again.description }
"""
    run = script(cloud, tmp_path, WEB + later)
    done = run("--plan")
    assert done.returncode == 1
    assert "this is not known before the group exists" in done.stderr
    assert "text = Web" in run().stdout
    assert run("--plan").returncode == 0
