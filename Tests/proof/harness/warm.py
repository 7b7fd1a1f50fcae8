"""Starts `aws` and Python scripts in a copy of a process that has everything imported.

A shell script starts `aws` dozens of times, and most of a start is imports and reading the model
of the API. A server that has done this once copies itself for each command (`fork`); what then
runs is the same program, with the caller's words, environment, folder and files. It ends when its
caller does. Signals do not reach it: a test of these starts the program itself.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import io
import json
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

#: Passes words, environment, folder and standard files on; ends as the command does.
CLIENT = """\
#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({socket!r})
    request = json.dumps([{kind!r}, sys.argv, dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(server, [len(request).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(request)
    code = server.recv(1)
sys.exit(code[0] if code else 255)
"""


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
    loaders: Any = importlib.import_module("botocore.loaders")
    loaders.create_loader = cache(loaders.create_loader)
    # what a waiter waits for is there at once, or never
    waiter: Any = importlib.import_module("botocore.waiter")
    waiter.time = SimpleNamespace(sleep=lambda seconds: time.sleep(seconds / 100))
    with redirect_stdout(io.StringIO()):
        _run_aws(["aws", "ec2", "describe-vpcs", "--generate-cli-skeleton"])
    importlib.import_module("boto3").Session().client("ec2", region_name="us-east-1")
    # pages that the collector does not touch are shared with the copies
    gc.freeze()


def _answer(caller: socket.socket) -> NoReturn:
    size, files, _, _ = socket.recv_fds(caller, 8, 3)
    request = b""
    while len(request) < int.from_bytes(size, "big"):
        request += caller.recv(1 << 20)
    kind, words, environment, folder = json.loads(request)
    _end_with(caller)
    _take_place(files, environment, folder)
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
    clidriver = importlib.import_module("awscli.clidriver")
    # awscli sets this when it is imported; the caller's environment does not have it
    os.environ["AWS_DATA_PATH"] = str(Path(clidriver.__file__ or "").parent / "data")
    sys.argv = words
    return int(clidriver.main())


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
