"""A check that takes too long ends in time, whatever it is doing, and says which draft it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reuse.check import check_sources

SEEDS = Path(__file__).parent.parent / "seeds"
DRAFT, RT = SEEDS / "002_a795fa3c02f38345.txt", SEEDS / "001_541f97202361231a.txt"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can fork here")

# The judging is replaced by something else; standard output is told its process.
SCRIPT = """
import os, sys, time
from importlib import import_module
def judge(*_, judging, **__):
    judging("second.txt")
    print(os.getpid(), flush=True)
    BODY
import_module("reuse.check").check_sources = judge
from reuse.cli import main
sys.argv = ["reuse", "check", "first.txt", "--against", "x", "--timeout", SECONDS]
main()
"""
TOO_LONG = "Error: second.txt: not judged within 0.2 seconds; allow more by --timeout\n"


CLEANING = "\n    try: time.sleep(60)\n    finally: print('cleaned up', flush=True)"


def begun(body: str, seconds: float = 0.2, *, hears: float = 1.0) -> subprocess.Popen[str]:
    script = SCRIPT.replace("BODY", body).replace("SECONDS", repr(str(seconds)))
    script = f"import reuse.deadline\nreuse.deadline._HEARS_SECONDS = {hears}\n{script}"
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(60)",
        "sum(range(10**14))",  # never comes back to Python, and holds its lock
        "\n    try: time.sleep(60)\n    except Exception: pass",
    ],
)
def test_what_takes_too_long_was_not_judged(body: str) -> None:
    with begun(body) as process:
        said, error = process.communicate(timeout=50)
    assert (process.returncode, error) == (3, TOO_LONG)
    with pytest.raises(ProcessLookupError):
        os.kill(int(said), 0)


def test_what_takes_too_long_cleans_up_before_it_ends() -> None:
    with begun(CLEANING, hears=40.0) as process:
        said, error = process.communicate(timeout=50)
    assert (process.returncode, error) == (3, TOO_LONG)
    assert said.endswith("\ncleaned up\n")


def test_a_check_that_is_killed_was_not_judged() -> None:
    with begun("os.kill(os.getpid(), 9)", 60) as process:
        _, error = process.communicate(timeout=50)
    assert process.returncode == 3
    assert error == "Error: second.txt: the check was ended by signal 9\n"


def test_an_interrupt_reaches_the_process_that_judges() -> None:
    with begun(CLEANING, 60) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        said, error = process.communicate(timeout=50)
    assert (process.returncode, error.strip()) == (130, "Error: interrupted")
    assert said == "cleaned up\n"


def test_nothing_judges_on_for_a_parent_that_was_killed() -> None:
    with begun("time.sleep(60)", 60) as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
        # The pipes end with the last process that has them.
        process.communicate(timeout=20)


def test_in_time_the_answer_is_that_of_a_check_without_a_limit() -> None:
    command = [sys.executable, "-m", "reuse", "check", DRAFT, "--against", RT, "--format", "json"]
    ran = [
        subprocess.run([*command, *more], capture_output=True, check=False)
        for more in ([], ["--timeout", "600"])
    ]
    assert ran[0].returncode == 1
    assert (ran[0].stdout, ran[0].returncode) == (ran[1].stdout, ran[1].returncode)
    assert ran[1].stderr == b""


def test_the_drafts_are_told_as_they_are_judged() -> None:
    told: list[str] = []
    check_sources([DRAFT, RT], [SEEDS], judging=told.append)
    assert told == ["2 drafts", *sorted(map(str, (RT, DRAFT)))]
