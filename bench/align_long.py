"""Two documents as long as a book: each aligner alone in a process of its own.

A process shows what one aligner needs at its peak, and can be ended when that is
too long or too much.  Memory is told by Linux with glibc.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import random
import re
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from align_peers import Document, Peer
from pan_measures import Reuse, micro
from plants import Editor

WORD = re.compile(r"\S+")
_SHARED = 20
_SHARED_WORDS = 200
_EDITED = 0.1
_MEGABYTE = 1 << 20
_TINY = [" ".join(f"Word{at} stands here." for at in range(*ends)) for ends in ((0, 20), (8, 30))]
Make = Callable[[str, Sequence[str]], tuple[Peer, list[Document]]]


@dataclass(frozen=True, slots=True)
class LongPair:
    """Two documents, and the passages planted in the right one in another order."""

    left: str
    right: str
    planted: tuple[Reuse, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and megabytes of preparing and of aligning; `recall` of planted characters."""

    prepare_seconds: float
    prepare_mb: float
    align_seconds: float
    align_mb: float
    recall: float


def long_pair(texts: Sequence[str], words: int, *, draw: random.Random) -> LongPair:
    """Two documents of about that many words each, or of half the texts if they are fewer."""
    order = draw.sample(range(len(texts)), len(texts))
    halves = order[::2], order[1::2]
    left, bare = (_cut("\n\n".join(texts[at] for at in half), words) for half in halves)
    spans = [word.span() for word in WORD.finditer(left)]
    gaps = [word.start() for word in WORD.finditer(bare)]
    step = len(spans) // _SHARED
    size = min(_SHARED_WORDS, step // 2)
    sources = [draw.randrange(at * step, (at + 1) * step - size) for at in range(_SHARED)]
    draw.shuffle(sources)
    edit = Editor(left.split(), draw)
    parts, planted, done, length = [], [], 0, 0
    for source, gap in zip(sources, sorted(draw.sample(gaps, _SHARED)), strict=True):
        start, end = spans[source][0], spans[source + size - 1][1]
        passage = edit.edited(left[start:end].split(), _EDITED)
        begin = length + gap - done
        planted.append(Reuse(start, end, begin, begin + len(passage)))
        parts += [bare[done:gap], passage, " "]
        done, length = gap, begin + len(passage) + 1
    return LongPair(left, "".join([*parts, bare[done:]]), tuple(planted))


def _cut(text: str, words: int) -> str:
    ends = [word.end() for word in WORD.finditer(text)]
    return text[: ends[words - 1]] if len(ends) > words else text


def measure_alone(
    make: Make, name: str, *, pair: LongPair, seconds: float, megabytes: int
) -> Cost | str:
    """What aligning the pair costs in a new process, or why there is no figure."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=_report, args=(send, make, name, pair, megabytes))
    child.start()
    send.close()
    try:
        if receive.poll(seconds):
            answer: Cost | str = receive.recv()
            return answer
        return f"over {seconds:.0f} s"
    except EOFError:
        return "ended by the system"
    finally:
        child.kill()
        child.join()


def _report(send: Connection, make: Make, name: str, pair: LongPair, megabytes: int) -> None:
    try:
        send.send(_cost(make, name, pair, megabytes))
    except MemoryError:
        send.send(f"over {megabytes} MB")
    except Exception as error:
        send.send(f"{type(error).__name__}: {error}"[:80])


def _cost(make: Make, name: str, pair: LongPair, megabytes: int) -> Cost:
    _aligned(*_prepared(make, name, _TINY))  # imports and machine code are loaded
    _limit_memory(megabytes)
    ready, prepare_seconds, prepare_mb = _measured(
        lambda: _prepared(make, name, (pair.left, pair.right))
    )
    answer, align_seconds, align_mb = _measured(lambda: _aligned(*ready))
    peer, documents, _ = ready
    found = {"pair": peer.passages(answer, *documents)}
    recall = micro({"pair": pair.planted}, found).recall
    return Cost(prepare_seconds, prepare_mb, align_seconds, align_mb, recall)


def _prepared(
    make: Make, name: str, texts: Sequence[str]
) -> tuple[Peer, list[Document], list[Any]]:
    peer, documents = make(name, texts)
    return peer, documents, [peer.prepare(document) for document in documents]


def _aligned(peer: Peer, _documents: list[Document], ready: list[Any]) -> Any:
    return peer.align(*ready)


def _limit_memory(megabytes: int) -> None:
    """Allow that much more than this process has now."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = (int(_status("VmSize")) + megabytes) * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (soft, most))


def _measured(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """The result, the CPU seconds and by how many megabytes memory rose at its peak."""
    ctypes.CDLL(None).malloc_trim(0)  # what was freed before must not serve again unseen
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    held = _status("VmRSS")
    begun = time.process_time()
    result = work()
    seconds = time.process_time() - begun
    return result, seconds, _status("VmHWM") - held


def _status(field: str) -> float:
    """Megabytes by Linux's account of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))
