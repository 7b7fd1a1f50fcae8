"""A scenario in an account of its own, translated for a target and ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.cloud import Call, Cloud
from harness.compare import differences
from harness.ec2_model import strange_parameters
from harness.handover import adopting, hand_over
from harness.policy import refused
from harness.portolan import Translation, translate, translate_late
from harness.run import Finished, Outcome, Run
from harness.scenario import Scenario, fill
from harness.state import State, observe
from harness.surroundings import build
from harness.targets import Target


@dataclass
class Deployment:
    """What `prepare` and `prepare_late` make."""

    cloud: Cloud
    scenario: Scenario
    target: Target
    translation: Translation
    #: By Terraform address.
    values: dict[str, Any]
    folder: Path
    #: The account before the first run.
    before: State
    outcome: Outcome | None = None

    def run(self, adopt: list[str] | None = None) -> list[Call]:
        """Run the artifact, which may adopt these groups; return the calls it made."""
        return self.run_with(self.target.run, adopt)

    def run_with(self, runner: Any, adopt: list[str] | None = None) -> list[Call]:
        """Run the artifact in a way of its own; return the calls it made."""
        start = len(self.cloud.calls)
        handover = hand_over(self.translation.inputs, self.values)
        if adopt:
            handover = adopting(handover, adopt)
        self.outcome = runner(Run(self.cloud, self.translation.text, handover, self.folder))
        calls = self.cloud.calls[start:]
        assert [name for call in calls for name in strange_parameters(call)] == []
        # A template's resources are read in other ways here than AWS reads them.
        judged = [call for call in calls if call.mutates or self.target.name != "cloudformation"]
        assert refused(self.translation.policy(), judged) == [], "its policy does not allow this"
        assert not list(self.folder.glob("canary*")), "text of the configuration was executed"
        return calls

    def attempt(self, verb: str) -> Finished:
        """Run the artifact to `plan`, `apply` or `destroy`; it may fail."""
        assert self.target.attempt, f"{self.target.name} has no verbs"
        handover = hand_over(self.translation.inputs, self.values)
        start = len(self.cloud.calls)
        finished = self.target.attempt(
            Run(self.cloud, self.translation.text, handover, self.folder), verb
        )
        calls = self.cloud.calls[start:]
        assert refused(self.translation.policy(verb), calls) == [], f"not allowed to {verb}"
        return finished

    def begin_again(self) -> None:
        """Bring the account back to where it was before the first run."""
        self.cloud.reset()
        build(self.cloud, self.scenario.fixtures, self.scenario.stand_ins)

    def state(self) -> State:
        """Look at the account."""
        return observe(self.cloud.observer())

    def expect(self, truth: State, when: str = "") -> None:
        """Fail where the account is not as Terraform left it."""
        stack_names = self.outcome.stack_names if self.outcome else None
        lines = differences(truth, self.state(), stack_names)
        assert not lines, f"{when}{len(lines)} differences to Terraform\n" + "\n".join(lines)


def prepare(
    cloud: Cloud, scenario: Scenario, target: Target, folder: Path, *, late: bool
) -> Deployment:
    """Reset the account and translate.

    `late`: variables are given when the artifact runs, but for those whose value the target needs
    when it is translated. Otherwise all are given when it is translated.
    """
    cloud.reset()
    ids = build(cloud, scenario.fixtures, scenario.stand_ins)
    variables = fill(scenario.variables, ids)
    if late:
        translation, _ = translate_late(scenario.folder, target.name, variables)
    else:
        translation = translate(scenario.folder, target.name, variables)
    return Deployment(
        cloud=cloud,
        scenario=scenario,
        target=target,
        translation=translation,
        values={f"var.{name}": value for name, value in variables.items()}
        | fill(scenario.addresses, ids),
        folder=folder,
        before=observe(cloud.observer()),
    )
