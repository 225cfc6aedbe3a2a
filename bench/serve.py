"""Many requests at once against `reuse serve`: errors, latency, and memory over time.

    python bench/serve.py newsroom.reuse --concurrent 200 --seconds 60

starts a server with that archive at a free port, sends drafts over as many connections as asked
for, each the next one as soon as the last is answered, and ends the server.  Drafts are the
files given with `--draft`, in turn, by default the seeds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

SEEDS = Path(__file__).parents[1] / "seeds"
_PATIENCE_SECONDS = 120


@dataclass
class Load:
    """What was asked, and how it was answered."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def lines(self, duration: float) -> Iterator[str]:
        """The figures, a line each."""
        done = len(self.seconds)
        yield f"answers: {done:,} in {duration:.0f} s, {done / duration:.1f} a second"
        yield "statuses: " + ", ".join(f"{s} {n:,}" for s, n in sorted(self.statuses.items()))
        shown = (f"p{p} {1000 * percentile(self.seconds, p):,.0f} ms" for p in (50, 95, 99, 100))
        yield "latency: " + ", ".join(shown)
        quarters = [self.megabytes[len(self.megabytes) * n // 5] for n in range(5)]
        last = self.megabytes[-1]
        yield "memory: " + ", ".join(f"{m:,.0f}" for m in (*quarters, last)) + " MB over time"


def percentile(values: Sequence[float], share: int) -> float:
    """What `share` per cent of the values are at most; 0 for none.

    >>> percentile([3.0, 1.0, 2.0], 50)
    2.0
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0


def megabytes(process: int) -> float:
    """Resident memory of a process and of those that it started; shared pages count once each."""
    family = [process, *_children(process)]
    return sum(_proportional_bytes(member) for member in family) / 1e6


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _proportional_bytes(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def server(archive: Path, options: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The address of a server of its own, and its process."""
    command = [sys.executable, "-m", "reuse", "serve", "--archive", str(archive), "--port", "0"]
    log = subprocess.PIPE
    with subprocess.Popen([*command, *options], stderr=log, text=True) as process:
        assert process.stderr is not None
        address, awaited = "", "worker ready"
        for line in process.stderr:
            told = json.loads(line)
            address = told.get("address", address)
            if told["event"] == "compiling":  # for the first time on this machine
                awaited = "compiled"
            if told["event"] == awaited:
                break
        if not address:
            raise SystemExit("the server did not start")
        # Somebody must read the log, or the server waits for that.
        reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        try:
            yield address, process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE_SECONDS)
            reader.wait()


async def put_under_load(
    address: str, drafts: Sequence[bytes], *, concurrent: int, seconds: float, process: int
) -> Load:
    """Ask for `seconds` over `concurrent` connections, and look at the memory meanwhile."""
    load, deadline, bodies = Load(), time.monotonic() + seconds, cycle(drafts)

    async def one() -> None:
        while time.monotonic() < deadline:
            begun = time.monotonic()
            try:
                status = await _ask(address, bodies, deadline, load)
            except (OSError, EOFError, ValueError) as error:
                status = type(error).__name__
                load.statuses[status] += 1
                load.seconds.append(time.monotonic() - begun)

    async def look() -> None:
        while time.monotonic() < deadline:
            load.megabytes.append(megabytes(process))
            await asyncio.sleep(1)

    await asyncio.gather(look(), *(one() for _ in range(concurrent)))
    load.megabytes.append(megabytes(process))
    return load


async def _ask(address: str, bodies: Iterator[bytes], deadline: float, load: Load) -> str:
    """Requests over one connection until the time is up; the last status."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    status = ""
    try:
        while time.monotonic() < deadline:
            begun, body = time.monotonic(), next(bodies)
            writer.write(
                b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            )
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            status = head[9:12].decode()
            load.statuses[status] += 1
            load.seconds.append(time.monotonic() - begun)
    finally:
        writer.close()
    return status


def main() -> None:
    """Put a server under load and print the figures; status 1 where an answer is no 200."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--draft", type=Path, action="append", default=[])
    parser.add_argument("--concurrent", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", default="2")
    asked = parser.parse_args()
    files = asked.draft or sorted(SEEDS.glob("*.txt"))
    drafts = [file.read_bytes() for file in files]
    with server(asked.archive, ["--workers", asked.workers]) as (address, process):
        begun = time.monotonic()
        load = asyncio.run(
            put_under_load(
                address,
                drafts,
                concurrent=asked.concurrent,
                seconds=asked.seconds,
                process=process,
            )
        )
        print(*load.lines(time.monotonic() - begun), sep="\n")
    sys.exit(set(load.statuses) != {"200"})


if __name__ == "__main__":
    main()
