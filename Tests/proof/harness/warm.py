"""Starts `aws` and Python scripts in a copy of a process that has everything imported.

A shell script starts `aws` dozens of times, and most of a start is imports, reading the model of
the API and making commands and classes of it. A server that has done this once copies itself for
each command (`fork`); what then runs is the same program, with the caller's words, environment,
folder and files. It ends when its caller does. Signals do not reach it: a test of these starts the
program itself.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import io
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from harness.places import PROOF

#: Passes words, environment, folder and standard files on; ends as the command does. It starts
#: some ten thousand times: importing `json` and `socket` would take more than half of its time.
CLIENT = """\
#!{python} -IS
import _socket, os, sys
server = _socket.socket(_socket.AF_UNIX)
server.connect({socket!r})
words = [os.fsencode(word) for word in sys.argv]
parts = [b"{kind}", os.getcwdb(), b"%d" % len(words), *words]
request = b"\\0".join(parts + [b"=".join(pair) for pair in os.environb.items()])
files = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
size = len(request).to_bytes(8, "big")
server.sendmsg([size], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
server.sendall(request)
code = server.recv(1)
sys.exit(code[0] if code else 255)
"""

#: What shell scripts ask of EC2.
OPERATIONS = (
    *("describe-security-groups", "describe-security-group-rules", "describe-vpcs"),
    *("create-security-group", "delete-security-group", "create-tags", "delete-tags"),
    *("authorize-security-group-ingress", "authorize-security-group-egress"),
    *("revoke-security-group-ingress", "revoke-security-group-egress"),
)


@contextmanager
def warm_tools() -> Iterator[Path]:
    """Return a folder with an `aws` and a `python-warm SCRIPT [WORD]...` that start fast."""
    with tempfile.TemporaryDirectory(prefix="warm") as name:
        folder = Path(name)
        path = str(folder / "socket")
        for tool, kind in (("aws", "aws"), ("python-warm", "script")):
            client = folder / tool
            client.write_text(CLIENT.format(python=sys.executable, socket=path, kind=kind))
            client.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen(64)
            server = subprocess.Popen(
                [sys.executable, "-m", "harness.warm", str(listener.fileno())],
                cwd=PROOF,
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
            )
        try:
            yield folder
        finally:
            assert server.stdin
            server.stdin.close()
            server.wait()


def serve(listener: socket.socket) -> None:
    """Run each command that comes in a process of its own, until the standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _import_everything()
    end = sys.stdin.fileno()
    while end not in select.select([listener, end], [], [])[0]:
        caller, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            _answer(caller)
        caller.close()


def _import_everything() -> None:
    _remember_what_stays_the_same()
    # what a waiter waits for is there at once, or never
    waiter: Any = importlib.import_module("botocore.waiter")
    waiter.time = SimpleNamespace(sleep=lambda seconds: time.sleep(seconds / 100))
    clidriver = importlib.import_module("awscli.clidriver")
    with redirect_stdout(io.StringIO()):
        clidriver.create_clidriver().main(["ec2", "describe-vpcs", "--generate-cli-skeleton"])
    importlib.import_module("boto3").Session().client("ec2", region_name="us-east-1")
    commands = _driver()._get_command_table()["ec2"]._get_command_table()
    for name in OPERATIONS:
        _ = commands[name].arg_table  # it is made when it is first asked for
    # pages that the collector does not touch are shared with the copies
    gc.freeze()


def _remember_what_stays_the_same() -> None:
    """Let botocore compute only once what depends on its own code and models alone."""
    loaders: Any = importlib.import_module("botocore.loaders")
    loaders.create_loader = cache(loaders.create_loader)
    hooks: Any = importlib.import_module("botocore.hooks")
    hooks.accepts_kwargs = cache(hooks.accepts_kwargs)
    new_names: dict[str, str] = {}
    made = hooks.EventAliaser.__init__

    def make(aliaser: Any, *words: Any, **names: Any) -> None:
        made(aliaser, *words, **names)
        aliaser._alias_name_cache = new_names

    hooks.EventAliaser.__init__ = make
    creator: Any = importlib.import_module("botocore.client").ClientCreator
    for name in ("_load_service_model", "_create_client_class"):
        setattr(creator, name, _once_for_each_service(getattr(creator, name)))


def _once_for_each_service(make: Any) -> Any:
    made: dict[str, Any] = {}

    def remembered(its: Any, service: str, *words: Any, **names: Any) -> Any:
        if service not in made:
            made[service] = make(its, service, *words, **names)
        return made[service]

    return remembered


@cache
def _driver() -> Any:
    """Return the `aws` command, which looks at environment and files only when it is run."""
    return importlib.import_module("awscli.clidriver").create_clidriver()


def _answer(caller: socket.socket) -> NoReturn:
    size, files, _, _ = socket.recv_fds(caller, 8, 3)
    request = b""
    while len(request) < int.from_bytes(size, "big"):
        request += caller.recv(1 << 20)
    kind, folder, count, *rest = map(os.fsdecode, request.split(b"\0"))
    words, pairs = rest[: int(count)], rest[int(count) :]
    _end_with(caller)
    _take_place(files, dict(pair.split("=", 1) for pair in pairs), folder)
    code = _finish(kind, words)
    for file in (sys.stdout, sys.stderr):
        file.flush()
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    caller.sendall(bytes([code & 255]))
    os._exit(0)


def _end_with(caller: socket.socket) -> None:
    """Let the kernel kill this process (SIGIO) as soon as the caller is gone."""
    fcntl.fcntl(caller, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(caller, fcntl.F_SETFL, fcntl.fcntl(caller, fcntl.F_GETFL) | os.O_ASYNC)


def _take_place(files: list[int], environment: dict[str, str], folder: str) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)


def _finish(kind: str, words: list[str]) -> int:
    try:
        if kind == "aws":
            return _run_aws(words)
        sys.argv = words[1:]
        runpy.run_path(words[1], run_name="__main__")
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
            return 1
        return stop.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _run_aws(words: list[str]) -> int:
    sys.argv = words
    # awscli sets this when it is imported; the caller's environment does not have it
    data = Path(importlib.import_module("awscli").__file__ or "").parent / "data"
    os.environ["AWS_DATA_PATH"] = str(data)
    return int(_driver().main(words[1:]))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
