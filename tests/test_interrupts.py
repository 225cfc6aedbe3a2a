"""An interrupt ends a run once, where it can be cleaned up after, and leaves nothing half done."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reuse import interrupts
from reuse.errors import UsageError
from reuse.interrupts import held_back, leave_to_parent, listen, stop_listening
from reuse.report import folder
from reuse.report.folder import write_html
from reuse.scan import scan

SEEDS = Path(__file__).parent.parent / "seeds"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    former = {number: signal.getsignal(number) for number in SIGNALS}
    # Who runs the tests in the background of a shell has them ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_second_interrupt_does_not_end_the_cleaning_up(number: signal.Signals) -> None:
    listen()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    signal.raise_signal(number)


def test_who_still_waits_may_end_the_cleaning_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter((100.0, 104.0))
    monkeypatch.setattr(interrupts.time, "monotonic", lambda: next(times))
    listen()
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_what_is_ignored_from_the_start_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for handle in (stop_listening, listen):
        handle()
        signal.raise_signal(signal.SIGHUP)
    with held_back():
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_an_interrupt_waits_for_the_end_of_a_block() -> None:
    listen()
    done = []

    def body() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        body()
    assert done


def test_a_thread_that_nothing_interrupts_holds_nothing_back() -> None:
    def body() -> None:
        with held_back():
            done.append("")

    done: list[str] = []
    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert done


def test_a_worker_leaves_a_terminals_signals_to_its_parent() -> None:
    listen()
    leave_to_parent()
    signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.skipif(sys.platform == "win32", reason="no such status there")
def test_an_interrupt_while_the_program_is_loaded_shows_no_traceback() -> None:
    line = (
        "import signal, sys, reuse.__main__ as m\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Finder:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'reuse.cli': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder()); m.main()"
    )
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGINT, b"", b"")


def files(place: Path) -> dict[str, bytes]:
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*.html")}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report `old`, which others are to take the place of."""
    place = tmp_path_factory.mktemp("reports")
    write_html(scan(sorted(SEEDS.iterdir())[:2]), place / "old")
    return place


def failing_at(
    step: int, error: BaseException, usual: Callable[..., object]
) -> Callable[..., object]:
    """A function that fails at its so-manieth call, and counts them."""
    calls = 0

    def function(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == step:
            raise error
        return usual(*arguments, **options)

    return function


def test_a_report_that_is_interrupted_anywhere_leaves_the_former_one_whole(reports: Path) -> None:
    report, former = scan([SEEDS]), files(reports / "old")
    for step in range(1, 1_000):
        tell = failing_at(step, KeyboardInterrupt(), lambda *_: None)
        try:
            write_html(report, reports / "old", progress=tell)
        except KeyboardInterrupt:
            assert files(reports / "old") == former
            assert [path.name for path in reports.iterdir()] == ["old"]
        else:
            break
    assert step > 10
    assert files(reports / "old") != former


@pytest.mark.parametrize(
    ("where", "name"),
    [(folder, "write_new"), (Path, "mkdir"), (Path, "rename"), (folder, "_check_replaceable")],
)
def test_a_disk_that_is_full_anywhere_leaves_the_former_report_whole(
    where: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_html(scan(sorted(SEEDS.iterdir())[:2]), tmp_path / "old")
    report, former = scan([SEEDS]), files(tmp_path / "old")
    usual = getattr(where, name)
    for step in range(1, 1_000):
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with monkeypatch.context() as patch:
            patch.setattr(where, name, failing_at(step, full, usual))
            told = ""
            try:
                write_html(report, tmp_path / "old")
            except UsageError as error:
                told = str(error)
        assert [path.name for path in tmp_path.iterdir()] == ["old"]
        if not told:
            break
        assert "No space left" in told
        assert files(tmp_path / "old") == former
    assert step > 1
    assert files(tmp_path / "old") != former
