"""What a command costs with all its children: CPU, wall clock, peak memory; and the floor."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

_EVERY_SECONDS = 0.2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall-clock seconds, and the peak of memory in MB, of a command and its children."""

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


class CommandFailed(Exception):
    """A measured command ended with another status than 0; the message is its last words."""


def measure(
    command: Sequence[str | Path], *, folder: Path, words: str = "", label: str = ""
) -> Cost:
    """What the command costs, run in `folder` with `words` on standard input.

    Memory is that of the largest process or, where /proc tells, the proportional
    sets of all processes together, sampled five times a second.  Output goes to
    `command.log` in the folder.

    Raises:
        CommandFailed: the command did not end with status 0.
    """
    (folder / "command.in").write_text(words, "utf-8")
    with (folder / "command.in").open() as given, (folder / "command.log").open("w+b") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, stdin=given, stdout=log, stderr=log
        )
        watch = _Watch(process.pid, label or str(command[0]))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        watch.stop()
        if process.returncode:
            raise CommandFailed(_last_words(log) or f"status {process.returncode}")
    largest = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Cost(usage.ru_utime + usage.ru_stime, wall, max(largest, watch.peak_kb / 1024))


def _last_words(log: IO[bytes]) -> str:
    log.seek(max(0, log.tell() - 500))
    return log.read().decode("utf-8", "replace").strip()


class _Watch(threading.Thread):
    """Samples the memory of a process and its descendants, and shows a line on a terminal."""

    def __init__(self, root: int, label: str) -> None:
        super().__init__(daemon=True)
        self._root, self._label = root, label
        self._over = threading.Event()
        self._began = time.monotonic()
        self.peak_kb = 0

    def run(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self.peak_kb = max(self.peak_kb, sum(map(_resident_kb, tree(self._root))))
            seconds = time.monotonic() - self._began
            say(f"{self._label}: {seconds:.0f} s, {self.peak_kb / 1024:.0f} MB")

    def stop(self) -> None:
        """End the samples and the line."""
        self._over.set()
        self.join()
        say("")


def say(line: str) -> None:
    """Show a line that the next one replaces, if anybody sits there."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    found = [root]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            found.extend(map(int, _read(children).split()))
    return found


def _resident_kb(process: int) -> int:
    # Pages that forked workers share count once in all, which Rss would not do.
    line = re.search(r"^Pss:\s+(\d+)", _read(Path(f"/proc/{process}/smaps_rollup")), re.MULTILINE)
    return int(line[1]) if line else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""


def floor(texts: Sequence[str]) -> tuple[float, float]:
    """CPU seconds to walk the words with `re`, and to sort as many 64-bit numbers."""
    words = [0]

    def walk() -> None:
        words[0] = sum(sum(1 for _ in _WORD.finditer(text)) for text in texts)

    walked = _best(walk)
    numbers = np.random.default_rng(1).integers(0, 2**63, words[0], dtype=np.uint64)
    return walked, _best(lambda: np.sort(numbers))


def _best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return min(seconds)
