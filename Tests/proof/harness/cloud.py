"""A simulated AWS: moto behind a free loopback port, with a log of the calls it was sent."""

from __future__ import annotations

import gzip
import io
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import boto3
from botocore.config import Config
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from harness.moto_repairs import repair
from harness.places import TOOLS

REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
READING = ("Describe", "Get", "List")


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
    calls: list[Call] = field(default_factory=list)

    def reset(self) -> None:
        """Forget everything; the ids made from here on are the same in every run."""
        moto_api_backend.reset()
        mock_random.seed(2026)
        self.calls.clear()

    def client(self, service: str = "ec2") -> Any:
        """Return a client of the simulated account."""
        return _client(self.url, service)

    def environment(self, home: str) -> dict[str, str]:
        """Return all that a program sees of this machine, with the simulated account in it."""
        return {
            **CREDENTIALS,
            "PATH": os.pathsep.join((str(TOOLS), os.environ.get("PATH", os.defpath))),
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
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    cloud = Cloud(url="")
    server = make_server(
        "127.0.0.1",
        0,
        _recorded(DomainDispatcherApplication(create_backend_app), cloud.calls),
        threaded=True,
        request_handler=_KeepAlive,
    )
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
def _client(url: str, service: str) -> Any:
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"max_attempts": 1}),
    )


class _KeepAlive(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"


def _recorded(
    app: Callable[..., Iterable[bytes]], calls: list[Call]
) -> Callable[..., Iterable[bytes]]:
    """Wrap a WSGI application: append every AWS call to the list."""

    def recorded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if environ.get("HTTP_CONTENT_ENCODING") == "gzip":
            body = gzip.decompress(body)
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        parameters = {name: values[-1] for name, values in form.items()}
        action = parameters.pop("Action", None)

        def start(status: str, *rest: Any) -> Any:
            if action:
                calls.append(Call(action, parameters, int(status.split(maxsplit=1)[0])))
            return start_response(status, *rest)

        return app(environ, start)

    return recorded
