"""A server in a process of its own; `python served.py SECONDS [CONNECTIONS]` runs one."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_PATIENCE_SECONDS = 300  # the first on a machine compiles


class Served:
    """A server that runs, and what its log says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = str(self.said("listening")["address"])

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            self._queue.put(line)
        self._queue.put(None)

    def said(self, event: str) -> dict[str, Any]:
        """The next line of the log that tells such an event."""
        while True:
            line = self._queue.get(timeout=_PATIENCE_SECONDS)
            assert line is not None, f"it ended before {event}: {''.join(self.lines)}"
            told: dict[str, Any] = json.loads(line)
            if told["event"] == event:
                return told

    def workers(self) -> list[int]:
        """The ids of the processes that it started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in children.read_text().split()]

    def end(self, number: int) -> int:
        """Send a signal, and wait for the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(_PATIENCE_SECONDS)
        self._reader.join()
        return status


@contextmanager
def served(*command: str, token: str = "") -> Iterator[Served]:
    """A server of `ObedientDesk`, or what a command starts; it is gone in the end."""
    path = os.pathsep.join([str(ROOT), str(HERE), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        command or (sys.executable, str(HERE / "served.py"), "20"),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "REUSE_TOKEN": token},
    )
    try:
        yield Served(process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()


def _main() -> None:
    from desks import ObedientShelf

    from reuse.server import serve, wire
    from reuse.server.door import Door, Limits
    from reuse.server.tokens import load_tokens

    door = Door("127.0.0.1", 0, load_tokens(None, os.environ["REUSE_TOKEN"]))
    limits = Limits(workers=2, waiting=300, max_bytes=20_000, timeout_seconds=float(sys.argv[1]))
    wire.HEAD_SECONDS = min(wire.HEAD_SECONDS, float(sys.argv[1]))
    wire.MOST_CONNECTIONS = int(sys.argv[2]) if len(sys.argv) > 2 else wire.MOST_CONNECTIONS
    serve(ObedientShelf(), door, limits=limits)


if __name__ == "__main__":
    _main()
