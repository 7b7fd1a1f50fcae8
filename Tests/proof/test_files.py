"""Whatever stands in the way of reading and writing files is told, and nothing is half written.

Portolan is run without the privileges of root, from whom nothing can be hidden.
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.places import PORTOLAN, SAMPLES

GROUP = 'resource "aws_security_group" "web" {\n  name = "web"\n}\n'
#: Takes from root that it may read and write everything.
UNPRIVILEGED = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
Finished = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a configuration in the folder `main`."""
    (tmp_path / "main").mkdir()
    (tmp_path / "main" / "main.tf").write_text(GROUP)
    return tmp_path


def run(folder: Path, *words: str, before: Callable[[], None] | None = None) -> Finished:
    """Run Portolan in the folder, without the privileges of root."""
    return subprocess.run(
        [*UNPRIVILEGED, PORTOLAN, *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )


def test_a_hidden_file_of_the_configuration(folder: Path) -> None:
    (folder / "main" / "main.tf").chmod(0)
    done = run(folder, "check", "main")
    assert done.returncode == 1
    assert "main.tf" in done.stdout + done.stderr
    assert "Permission was denied." in done.stdout + done.stderr


def test_a_hidden_folder(folder: Path) -> None:
    (folder / "main").chmod(0)
    done = run(folder, "check", "main")
    assert done.returncode == 1
    assert "could not be read" in done.stdout + done.stderr


def test_a_hidden_module(folder: Path) -> None:
    (folder / "main" / "main.tf").write_text(GROUP + 'module "m" {\n  source = "./m"\n}\n')
    (folder / "main" / "m").mkdir(mode=0)
    done = run(folder, "check", "main")
    assert done.returncode == 1
    assert "main.tf:4" in done.stdout + done.stderr


@pytest.mark.parametrize("option", ["--var-file", "--resolve", "--against"])
def test_a_hidden_file_of_an_option(folder: Path, option: str) -> None:
    (folder / "values").write_text("{}")
    (folder / "values").chmod(0)
    done = run(folder, "translate", "main", "--to", "call-plan", option, "values")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Permission was denied." in done.stderr


@pytest.mark.parametrize(
    "expression",
    [
        'file("hidden")',
        'filebase64("hidden")',
        'filesha256("hidden")',
        'templatefile("hidden", {})',
    ],
)
def test_a_hidden_file_of_a_function(folder: Path, expression: str) -> None:
    (folder / "main" / "hidden").write_text("secret")
    (folder / "main" / "hidden").chmod(0)
    (folder / "main" / "main.tf").write_text(GROUP.replace('"web"\n', expression + "\n"))
    done = run(folder, "check", "main")
    assert done.returncode == 1
    assert "main.tf:2" in done.stdout + done.stderr
    assert "Permission was denied." in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["translate", "main", "--to", "ir"], ["check", "main"]])
def test_a_pipe_in_the_configuration_blocks_nobody(folder: Path, words: list[str]) -> None:
    os.mkfifo(folder / "main" / "pipe.tf")
    done = run(folder, *words)
    assert done.returncode == 1
    assert "It is not a regular file." in done.stdout + done.stderr


def test_variables_come_through_a_pipe(folder: Path) -> None:
    variable = 'variable "name" {}\n'
    (folder / "main" / "main.tf").write_text(variable + GROUP.replace('"web"\n', "var.name\n"))
    pipe = folder / "values.tfvars"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=('name = "from a pipe"\n',))
    writer.start()
    done = run(folder, "translate", "main", "--to", "ir", "--var-file", str(pipe))
    writer.join()
    assert done.returncode == 0, done.stderr
    assert "from a pipe" in done.stdout


def test_an_artifact_goes_through_a_pipe(folder: Path) -> None:
    pipe = folder / "artifact"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    done = run(folder, "translate", "main", "--to", "ir", "-o", str(pipe))
    reader.join()
    assert done.returncode == 0, done.stderr
    assert read == [run(folder, "translate", "main", "--to", "ir").stdout]
    assert pipe.is_fifo()


@pytest.mark.parametrize("artifact", ["artifact.py", "closed/artifact.py"])
def test_an_output_that_may_not_be_written(folder: Path, artifact: str) -> None:
    (folder / "closed").mkdir()
    (folder / artifact).write_text("old")
    (folder / artifact).chmod(0o444)
    (folder / "closed").chmod(0o555)
    done = run(folder, "translate", "main", "--to", "boto3", "-o", artifact)
    assert done.returncode == 1
    assert "cli/cannot-write" in done.stderr
    assert (folder / artifact).read_text() == "old"
    assert len(list((folder / artifact).parent.glob("*artifact.py*"))) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_a_disk_that_fills_up_leaves_what_was_there(folder: Path, exists: bool) -> None:
    """The kernel stops a file at a limit as it does on a full disk: in the middle of it."""
    artifact = folder / "artifact.py"
    if exists:
        artifact.write_text("old")

    def no_more_than_a_kilobyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    words = ("translate", "main", "--to", "boto3", "-o", artifact.name)
    done = run(folder, *words, before=no_more_than_a_kilobyte)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert [file.read_text() for file in folder.glob("*artifact*")] == ["old"] * exists


SAMPLE = str(SAMPLES / "rails")
TALKATIVE = [
    ["translate", SAMPLE, "--to", "boto3"],
    ["translate", SAMPLE, "--to", "boto3", "-o", "/dev/full"],
    ["inputs", SAMPLE, "--to", "boto3"],
    ["policy", SAMPLE, "--to", "boto3"],
    ["check", SAMPLE, "--diagnostics", "json"],
    ["check", SAMPLE, "--diagnostics", "sarif"],
    ["eval", SAMPLE, "1"],
    ["functions"],
    ["explain", "hcl/not-utf8"],
    ["--help"],
    ["--version"],
]


@pytest.mark.parametrize("words", TALKATIVE, ids=lambda words: " ".join(words[:1] + words[2:]))
def test_a_full_disk_behind_standard_output(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PORTOLAN, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
