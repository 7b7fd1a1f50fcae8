"""The script of signed requests: what it sends, what it hides, and how it goes back."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from harness.cloud import CREDENTIALS, REGION, Cloud
from harness.damage import damage
from harness.deployment import prepare
from harness.faults import KINDS, Fault
from harness.handover import Handover
from harness.portolan import portolan, translate
from harness.run import Finished, Run
from harness.scenario import Scenario, samples
from harness.state import generated_groups
from harness.surroundings import build
from harness.targets import TARGETS
from test_call_plan import COMPARABLE, Difference, everything

CURL = next(target for target in TARGETS if target.name == "curl")
DENIED = next(kind for kind in KINDS if kind.name == "denied")
THROTTLED = next(kind for kind in KINDS if kind.name == "throttled")
SAMPLE = next(sample for sample in samples() if sample.name == "private-database")
TOKEN = "a session's token"


def script(run: Run, **environment: str) -> Finished:
    """Run a script that may fail."""
    values = run.handover.environment | environment
    return run.attempt("bash", run.written("artifact.curl.sh"), environment=values)


@pytest.mark.parametrize("scenario", COMPARABLE)
def test_from_a_damaged_account(cloud: Cloud, scenario: Scenario, tmp_path: Path) -> None:
    difference = Difference(cloud, scenario, tmp_path)
    damage(cloud.client())
    adopted = generated_groups(cloud.client())
    options = [word for group in adopted for word in ("--adopt", group)]
    done = difference.translate(*options, target="curl")
    assert done.returncode == 0, done.stderr
    difference.execute(done.stdout, CURL.run)
    difference.deployment.expect(scenario.truth().repaired, "after damage, ")


def test_what_was_done_before_a_failure_is_undone(cloud: Cloud, tmp_path: Path) -> None:
    deployment = prepare(cloud, SAMPLE, CURL, tmp_path, late=False)
    before = everything(cloud)
    number = 0
    has_struck = True
    while has_struck:
        number += 1
        fault = cloud.fault = Fault(DENIED, number)
        done: list[Finished] = []
        deployment.run_with(lambda run, done=done: done.append(script(run)))
        cloud.fault = None
        has_struck = fault.has_struck
        if has_struck:
            assert done[0].returncode == 1
            assert "UnauthorizedOperation: a fault of the proof" in done[0].stderr
            assert "main.tf:" in done[0].stderr
            assert everything(cloud) == before, f"call {number}"
    assert number > 4
    assert done[0].returncode == 0
    deployment.expect(SAMPLE.truth().applied)


OWNED = """
variable "vpc_id" { type = string }
variable "office_id" { type = string }
resource "aws_default_security_group" "closed" {
  vpc_id = var.vpc_id
  tags   = { Name = "closed", Owner = "net" }
}
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = var.office_id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "10.0.0.0/8"
}
resource "aws_vpc_security_group_rules_exclusive" "office" {
  security_group_id = var.office_id
  ingress_rule_ids  = [aws_vpc_security_group_ingress_rule.ssh.id]
  egress_rule_ids   = []
}
resource "aws_security_group" "last" {
  name   = "last"
  vpc_id = var.vpc_id
}
"""
HOSTILE = '<b>"it\'s" & $(touch canary)</b>'


def test_what_others_made_comes_back(cloud: Cloud, tmp_path: Path) -> None:
    cloud.reset()
    office = {"office": {"description": "Theirs", "vpc": "${vpc.main}"}}
    ids = build(cloud, {"vpcs": {"main": {"cidr": "10.0.0.0/16"}}, "groups": office})
    ec2 = cloud.client()
    (default,) = (
        group["GroupId"]
        for group in ec2.describe_security_groups()["SecurityGroups"]
        if (group["VpcId"], group["GroupName"]) == (ids["vpc.main"], "default")
    )
    for group in (default, ids["group.office"]):
        peers = [{"CidrIp": f"10.{number}.0.0/16", "Description": HOSTILE} for number in range(3)]
        pairs = [{"GroupId": default, "Description": "x"}, {"GroupId": ids["group.office"]}]
        web = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81}
        ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[
                {**web, "IpRanges": peers},
                {"IpProtocol": "-1", "UserIdGroupPairs": pairs},
                {**web, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]},
            ],
        )
    ec2.create_tags(Resources=[default], Tags=[{"Key": "Owner", "Value": HOSTILE}])
    before = everything(cloud)
    tags = ec2.describe_security_groups(GroupIds=[default])["SecurityGroups"][0]["Tags"]

    (tmp_path / "main.tf").write_text(OWNED)
    given = {"vpc_id": ids["vpc.main"], "office_id": ids["group.office"]}
    run = Run(cloud, translate(tmp_path, "curl", given).text, Handover(), tmp_path)
    number = 0
    has_struck = True
    while has_struck:
        number += 1
        fault = cloud.fault = Fault(DENIED, number)
        done = script(run)
        cloud.fault = None
        has_struck = fault.has_struck
        if has_struck:
            assert done.returncode == 1, done.stderr
            assert "not undone" not in done.stderr
            assert everything(cloud) == before, f"call {number}\n{done.stderr}"
            found = ec2.describe_security_groups(GroupIds=[default])["SecurityGroups"][0]["Tags"]
            assert found == tags
    assert number > 9
    assert done.returncode == 0
    rows = ec2.describe_security_group_rules()["SecurityGroupRules"]
    assert [row["FromPort"] for row in rows if row["GroupId"] == ids["group.office"]] == [22]
    assert [row for row in rows if row["GroupId"] == default] == []
    assert not (tmp_path / "canary").exists()


def test_a_busy_service_is_asked_again(cloud: Cloud, tmp_path: Path) -> None:
    deployment = prepare(cloud, SAMPLE, CURL, tmp_path, late=False)
    cloud.fault = Fault(THROTTLED, 2)
    deployment.run()
    cloud.fault = None
    deployment.expect(SAMPLE.truth().applied)


def test_a_request_is_signed_as_botocore_signs_it(cloud: Cloud, tmp_path: Path) -> None:
    deployment = prepare(cloud, SAMPLE, CURL, tmp_path, late=False)
    with Listener() as listener:
        run = Run(cloud, deployment.translation.text, Handover(), tmp_path)
        done = script(run, AWS_ENDPOINT_URL=listener.url, AWS_SESSION_TOKEN=TOKEN)
    assert done.returncode == 1
    assert "SignatureDoesNotMatch: <you> & me" in done.stderr
    (headers, body), *_ = listener.requests
    assert headers["x-amz-security-token"] == TOKEN
    wanted = dict(part.partition("=")[::2] for part in headers["authorization"].split(", "))
    request = AWSRequest("POST", listener.url + "/", data=body)
    for name in wanted["SignedHeaders"].split(";"):
        if name != "host":
            request.headers[name] = headers[name]
    signer = SigV4Auth(
        Credentials(CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"]),
        "ec2",
        REGION,
    )
    request.context["timestamp"] = headers["x-amz-date"]
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    assert wanted["Signature"] == signature


def test_no_secret_is_an_argument(cloud: Cloud, tmp_path: Path) -> None:
    deployment = prepare(cloud, SAMPLE, CURL, tmp_path, late=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    spy = tools / "curl"
    path = cloud.environment(str(tmp_path))["PATH"]
    spy.write_text(
        "#!/usr/bin/env bash\n"
        f'printf "%s\\n" "$*" >>{tmp_path}/arguments\nPATH={path!r} exec curl "$@"\n'
    )
    spy.chmod(0o755)
    done: list[Finished] = []
    deployment.run_with(lambda run: done.append(script(run, PATH=f"{tools}:{path}")))
    assert done[0].returncode == 0, done[0].stderr
    deployment.expect(SAMPLE.truth().applied)
    assert set((tmp_path / "arguments").read_text().splitlines()) == {"--config -"}


def test_the_same_file_is_not_for_every_target(tmp_path: Path) -> None:
    done = portolan("translate", SAMPLE.folder, "--to", "boto3", "--against", tmp_path / "x.json")
    assert done.returncode == 2
    assert 'The target "boto3" has no option "--against".' in done.stderr


class Listener:
    """A server that keeps requests and refuses them."""

    def __enter__(self) -> Listener:
        """Start it."""
        self.requests: list[tuple[dict[str, str], bytes]] = []
        kept = self.requests

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                kept.append(({k.lower(): v for k, v in self.headers.items()}, body))
                answer = (
                    b"<Response><Errors><Error><Code>SignatureDoesNotMatch</Code><Message>"
                    b"&lt;you&gt; &amp; me</Message></Error></Errors></Response>"
                )
                self.send_response(403)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.server.shutdown()
