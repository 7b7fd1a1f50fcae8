"""A simulated AWS: moto behind a free loopback port, with a log of the calls it was sent."""

from __future__ import annotations

import gzip
import io
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from harness.faults import Fault
from harness.moto_repairs import repair
from harness.places import TOOLS
from harness.warm import warm_tools

REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
READING = ("Describe", "Get", "List")
#: Ends the user agent of whoever only looks.
OBSERVER = "observer"


class Call(NamedTuple):
    """One request to the API."""

    action: str
    parameters: dict[str, str]
    status: int

    @property
    def mutates(self) -> bool:
        """Whether it could have changed something, and was not refused."""
        return self.status < 300 and not self.action.startswith(READING)


@dataclass
class Cloud:
    """One server; tests of a worker share it and reset it."""

    url: str
    #: Where the `aws` is that starts fast.
    tools: Path
    calls: list[Call] = field(default_factory=list)
    #: The process group of the program that runs against it.
    process_group: int | None = None
    #: What is to go wrong from now on.
    fault: Fault | None = None
    #: Told after each call that may have changed something.
    watch: Callable[[], None] | None = None

    def reset(self) -> None:
        """Forget everything; the ids made from here on are the same in every run."""
        moto_api_backend.reset()
        mock_random.seed(2026)
        self.calls.clear()
        self.fault = self.watch = None

    def kill(self) -> None:
        """Kill the program that runs against it."""
        assert self.process_group
        os.killpg(self.process_group, signal.SIGKILL)

    def replay(self, calls: Sequence[Call]) -> None:
        """Make calls of EC2 again; from the same state on, they have the same answers."""
        signature = f"AWS4-HMAC-SHA256 Credential=testing/20260101/{REGION}/ec2/aws4_request"
        for call in calls:
            form = urlencode({"Action": call.action, **call.parameters}).encode()
            head = {"Authorization": signature, "User-Agent": OBSERVER}
            with urlopen(Request(self.url, form, head)):
                pass

    def client(self, service: str = "ec2") -> Any:
        """Return a client of the simulated account."""
        return _client(self.url, service, "")

    def observer(self) -> Any:
        """Return a client whose calls are neither noted nor struck by a fault."""
        return _client(self.url, "ec2", OBSERVER)

    def environment(self, home: str) -> dict[str, str]:
        """Return all that a program sees of this machine, with the simulated account in it."""
        return {
            **CREDENTIALS,
            "PATH": os.pathsep.join(
                (str(self.tools), str(TOOLS), os.environ.get("PATH", os.defpath))
            ),
            "HOME": home,
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
        }


@contextmanager
def running_cloud() -> Iterator[Cloud]:
    """Start a server in a thread of this process and stop it at the end."""
    repair()
    # otherwise each reset makes a thousand images, which nothing here asks for
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with warm_tools() as tools:
        cloud = Cloud(url="", tools=tools)
        application = _recorded(DomainDispatcherApplication(create_backend_app), cloud)
        server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_KeepAlive)
        cloud.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            cloud.reset()
            yield cloud
        finally:
            server.shutdown()
            thread.join()


@cache
def _client(url: str, service: str, name: str) -> Any:
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"total_max_attempts": 1}, user_agent_extra=name),
    )


class _KeepAlive(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"


def _recorded(app: Callable[..., Iterable[bytes]], cloud: Cloud) -> Callable[..., Iterable[bytes]]:
    """Wrap a WSGI application: note every call, and let that one fail which is meant to."""

    def recorded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if environ.get("HTTP_CONTENT_ENCODING") == "gzip":
            body = gzip.decompress(body)
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        parameters = {name: values[-1] for name, values in form.items()}
        action = parameters.pop("Action", None)
        if not action or environ.get("HTTP_USER_AGENT", "").endswith(OBSERVER):
            return app(environ, start_response)

        def start(status: str, *rest: Any) -> Any:
            call = Call(action, parameters, int(status.split(maxsplit=1)[0]))
            cloud.calls.append(call)
            return start_response(status, *rest)

        answer = (
            cloud.fault.strike(app, environ, start, action) if cloud.fault else app(environ, start)
        )
        if cloud.watch and cloud.calls and cloud.calls[-1].mutates:
            cloud.watch()
        return answer

    return recorded
