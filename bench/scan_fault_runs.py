"""Runs of `reuse` that something disturbs, and what they leave behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

CHILD = Path(__file__).with_name("scan_fault_child.py")
_MARK = "FAULT_RUN"
_HANGS_SECONDS = 120.0
_LEAVE_SECONDS = 5.0
_LOST = re.compile(r"Traceback|Exception ignored|Fatal Python|Segmentation")


@dataclass(slots=True)
class Outcome:
    """What became of one kind of fault.

    `lost` counts runs that end well without all articles; `wrong` those whose result differs from
    the undisturbed one or is half of one; `tracebacks` errors that no user can read; `left` runs
    after which there is a file or a process that was not there; `hung` those that did not end.
    """

    fault: str
    tried: int = 0
    finished: int = 0
    lost: int = 0
    wrong: int = 0
    tracebacks: int = 0
    left: int = 0
    hung: int = 0
    said: Counter[str] = field(default_factory=Counter)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, wrong or left, and each run said so and ended."""
        return not (self.lost or self.wrong or self.tracebacks or self.left or self.hung)

    def row(self) -> str:
        """As a row of the table."""
        counts = (self.tried, self.finished, self.lost, self.wrong)
        more = (self.tracebacks, self.left, self.hung)
        return "| " + " | ".join(map(str, (self.fault, *counts, *more))) + " |"


@dataclass(slots=True)
class Run:
    """A process of `reuse` with its own folder for temporary files."""

    process: subprocess.Popen[bytes]
    mark: str
    temporary: Path
    log: Path
    ready: int

    def wait_ready(self) -> None:
        """Wait until the program's first line runs, or it has ended."""
        os.read(self.ready, 1)

    def workers(self) -> list[int]:
        """The processes that it started and that run."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        try:
            return [int(pid) for pid in path.read_text().split()]
        except OSError:
            return []

    def signal(self, number: int, *, group: bool) -> None:
        """Signal it, or its whole group as a terminal does."""
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.process.pid, number)

    def end(self, outcome: Outcome) -> int | None:
        """Wait for its end, and look for what it leaves; its status, None if it hung."""
        status: int | None
        try:
            status = self.process.wait(_HANGS_SECONDS)
        except subprocess.TimeoutExpired:
            outcome.hung += 1
            self.signal(signal.SIGKILL, group=True)
            self.process.wait()
            status = None
        os.close(self.ready)
        orphans = _gone(self.mark)
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
        text = self.log.read_text("utf-8", "replace")
        outcome.tried += 1
        outcome.tracebacks += bool(_LOST.search(text))
        said = text.strip().splitlines()[-1][:150] if text.strip() else ""
        outcome.said[f"status {status}: {_without_names(said)}"] += 1
        files = [path.name for path in self.temporary.rglob("*")]
        if orphans or files:
            outcome.left += 1
            outcome.said[f"left: {len(orphans)} processes, {sorted(files)[:3]}"] += 1
        if _LOST.search(text):
            outcome.said["\n".join(text.splitlines()[-12:])] += 1
        shutil.rmtree(self.temporary, ignore_errors=True)
        return status


def start(
    arguments: Sequence[str | Path],
    folder: Path,
    *,
    temporary: Path | None = None,
    output: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Begin a run whose words go to a log; it is the first of a group of its own."""
    mark = uuid4().hex
    own = (temporary or folder) / f"tmp-{mark}"
    own.mkdir()
    ready, told = os.pipe()
    log = folder / "log"
    marks = {_MARK: mark, "FAULT_READY": str(told), "TMPDIR": str(own)}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, str(CHILD), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=file if output is None else output,
            stderr=file,
            env={**os.environ, **marks, **(environment or {})},
            pass_fds=[told],
            process_group=0,
            cwd=folder,
        )
    os.close(told)
    return Run(process, mark, own, log, ready)


def _gone(mark: str) -> list[int]:
    """Those of a run's processes that do not end by themselves in time."""
    end = time.monotonic() + _LEAVE_SECONDS
    while (left := list(_marked(mark))) and time.monotonic() < end:
        time.sleep(0.02)
    return left


def _marked(mark: str) -> Iterator[int]:
    wanted = f"{_MARK}={mark}".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if wanted in (entry / "environ").read_bytes():
                    yield int(entry.name)
            except OSError:
                continue


def _without_names(text: str) -> str:
    return re.sub(r"/\S*|\d[\d,.]*", "…", text)


def content(place: Path) -> dict[str, bytes]:
    """A file, or every file of a folder, by its name; nothing where there is nothing."""
    if place.is_file():
        return {"": place.read_bytes()}
    files = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}
