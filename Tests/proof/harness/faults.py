"""Lets one call of a run go wrong, in each of the ways that EC2 and the network know."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

Application = Callable[..., Iterable[bytes]]

ANSWER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>{code}</Code>'
    "<Message>{message}</Message></Error></Errors><RequestID>proof</RequestID></Response>"
)


class Kind(NamedTuple):
    """A way to fail."""

    name: str
    status: int = 400
    #: EC2's error code; none: there is no answer.
    code: str = ""
    #: Only calls whose names have one of these words in them can fail so.
    actions: tuple[str, ...] = ("",)
    #: Whether the call is done before it fails.
    is_done: bool = False

    def can_befall(self, action: str) -> bool:
        """Say whether a call can fail so."""
        return any(word in action for word in self.actions)


CUT_AFTER = Kind("cut-after", is_done=True)
DENIED = Kind("denied", 403, "UnauthorizedOperation")

KINDS = [
    Kind("throttled", 503, "RequestLimitExceeded"),
    DENIED,
    Kind("duplicate", 400, "InvalidPermission.Duplicate", ("Authorize",)),
    Kind("duplicate-group", 400, "InvalidGroup.Duplicate", ("CreateSecurityGroup",)),
    Kind("quota", 400, "RulesPerSecurityGroupLimitExceeded", ("Authorize",)),
    Kind("group-quota", 400, "SecurityGroupLimitExceeded", ("CreateSecurityGroup",)),
    Kind("vanished", 400, "InvalidGroup.NotFound", ("SecurityGroup", "Tags")),
    Kind("in-use", 400, "DependencyViolation", ("DeleteSecurityGroup",)),
    Kind("cut-before"),
    CUT_AFTER,
]


#: Seconds until a process that was killed is gone.
DEATH = 0.1


@dataclass
class Fault:
    """The n-th call from now on fails, if it can fail in this way."""

    kind: Kind
    #: From 1.
    number: int
    #: Called when the call is done, before its answer is lost: kills the caller.
    kill: Callable[[], None] | None = None
    #: Calls so far.
    seen: int = 0
    has_struck: bool = False

    def strike(
        self, app: Application, environ: dict[str, Any], start: Callable[..., Any], action: str
    ) -> Iterable[bytes]:
        """Answer a call."""
        self.seen += 1
        if self.seen != self.number or not self.kind.can_befall(action):
            return app(environ, start)
        self.has_struck = True
        if self.kind.code:
            start(f"{self.kind.status} Fault", [("Content-Type", "text/xml")])
            return [ANSWER.format(code=self.kind.code, message="a fault of the proof").encode()]
        if self.kind.is_done:
            b"".join(app(environ, start))
        if self.kill:
            self.kill()
            time.sleep(DEATH)
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return []
