"""Whatever call of a run fails, in whatever way, nothing stays half done.

After a failure the account is as it was before the run, or the next run brings it to its goal. And
at no moment is a rule absent that there is both before and after: nothing wanted is ever cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from moto.backends import get_backend

from harness.cloud import Call, Cloud
from harness.damage import damage
from harness.deployment import Deployment, prepare
from harness.faults import CUT_AFTER, DENIED, KINDS, Fault, Kind
from harness.places import CASES
from harness.run import Finished
from harness.scenario import load
from harness.state import State
from harness.targets import TARGETS, Target

SCENARIO = load(CASES / "mixed_ownership")
SCRIPTS = [pytest.param(target, id=target.name) for target in TARGETS if target.attempt]
#: What the account holds before the run that fails, and what that run is to do.
RUNS = {"new": "apply", "damaged": "apply", "whole": "destroy"}
#: A rule of a group, as moto keeps it, without what may change: (group, direction, identity).
Identity = tuple[Any, ...]


@dataclass
class Attempt:
    """One run, from a known state of the account."""

    deployment: Deployment
    verb: str
    before: State
    #: The rules at the start and after each call that changed something.
    moments: list[set[Identity]] = field(default_factory=list)

    def run(self, fault: Fault | None = None) -> Finished:
        """Run the artifact, watched; the fault is gone afterwards."""
        cloud = self.deployment.cloud
        cloud.calls.clear()
        self.moments = [rules_of_the_account()]
        cloud.watch = lambda: self.moments.append(rules_of_the_account())
        cloud.fault = fault
        try:
            return self.deployment.attempt(self.verb)
        finally:
            cloud.fault = cloud.watch = None


@dataclass
class Stage:
    """The account where runs begin, set up again and again."""

    deployment: Deployment
    account: str
    #: What the first setup did; the others do the same without the artifact.
    calls: list[Call] = field(default_factory=list)
    state: State | None = None

    def begin(self) -> Attempt:
        """Bring the account to where the run begins."""
        deployment = self.deployment
        deployment.begin_again()
        if self.state is None:
            self.calls = deployment.run() if self.account != "new" else []
        else:
            deployment.cloud.replay(self.calls)
        if self.account == "damaged":
            damage(deployment.cloud.observer())
        state = deployment.state()
        assert state == (self.state or state)
        self.state = state
        return Attempt(deployment, RUNS[self.account], state)


def rules_of_the_account() -> set[Identity]:
    backend = get_backend("ec2")["123456789012"]["us-east-1"]
    return {
        (group.name, direction, *identity(rule))
        for groups in backend.groups.values()
        for group in groups.values()
        for direction in ("ingress", "egress")
        for rule in getattr(group, f"{direction}_rules")
    }


def identity(rule: Any) -> Identity:
    peer = (rule.ip_range.get("CidrIp"), rule.ip_range.get("CidrIpv6"), rule.prefix_list_id)
    ports = (rule.from_port, rule.to_port)
    return (rule.ip_protocol, *ports, *peer, rule.source_group.get("GroupId"))


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
@pytest.mark.parametrize("account", RUNS)
@pytest.mark.parametrize("target", SCRIPTS)
def test_a_failing_call_leaves_nothing_half_done(
    cloud: Cloud, target: Target, account: str, kind: Kind, tmp_path: Path
) -> None:
    deployment = prepare(cloud, SCENARIO, target, tmp_path, late=True)
    stage = Stage(deployment, account)
    attempt = stage.begin()
    assert attempt.run().returncode == 0
    goal, end = deployment.state(), attempt.moments[-1]
    calls = list(cloud.calls)
    for number, call in enumerate(calls, 1):
        # what only reads and is cut after it is cut before it
        if not kind.can_befall(call.action) or (kind.is_done and not call.mutates):
            continue
        attempt = stage.begin()
        fault = Fault(kind, number)
        done = attempt.run(fault)
        where = f"{kind.name} at call {number}, {call.action}: "
        assert fault.has_struck, where + "other calls than in the first run"
        assert "Traceback" not in done.stderr, where + done.stderr
        kept = attempt.moments[0] & end
        for moment in attempt.moments:
            assert kept <= moment, where + f"cut off {kept - moment}"
        is_undone = deployment.state() == attempt.before
        assert done.returncode == 1 or kind is not DENIED or not call.mutates, where + "goes on"
        if done.returncode:
            assert done.stderr.strip(), where + "it does not say why"
            if kind.code and call.mutates:
                assert "main.tf:" in done.stderr, where + "it does not say where\n" + done.stderr
                assert is_undone, where + "EC2 answers, and yet nothing is undone\n" + done.stderr
            if not is_undone:
                again = attempt.run()
                assert again.returncode == 0, where + "the next run fails\n" + again.stderr
        if done.returncode == 0 or not is_undone:
            assert deployment.state() == goal, where + "not healed\n" + done.stderr


@pytest.mark.parametrize("account", RUNS)
@pytest.mark.parametrize("target", SCRIPTS)
def test_a_killed_run_is_healed_by_the_next(
    cloud: Cloud, target: Target, account: str, tmp_path: Path
) -> None:
    deployment = prepare(cloud, SCENARIO, target, tmp_path, late=True)
    stage = Stage(deployment, account)
    attempt = stage.begin()
    attempt.run()
    goal = deployment.state()
    # to be killed after a call that only reads is to be killed after the one before it
    numbers = [n for n, call in enumerate(cloud.calls, 1) if call.mutates]
    assert numbers
    for number in numbers:
        attempt = stage.begin()
        attempt.run(Fault(CUT_AFTER, number, kill=cloud.kill))
        again = attempt.run()
        assert again.returncode == 0, f"killed at call {number}\n{again.stderr}"
        assert deployment.state() == goal, f"killed at call {number}"
