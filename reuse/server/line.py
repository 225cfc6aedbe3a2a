"""The waiting line: so many requests and no more, and figures of what has been done."""

from __future__ import annotations

import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_REMEMBERED = 1_000
_LONGEST_PAUSE_SECONDS = 60


class LineFull(Exception):
    """No request more is taken on; try again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class Line:
    """The requests that are being served: at most `workers` at work and `waiting` before them."""

    workers: int
    waiting: int
    clock: Callable[[], float] = time.monotonic
    inside: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    _seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place, from the first byte of a body to the last of its answer.

        Raises:
            LineFull: all are taken.
        """
        if self.inside >= self.workers + self.waiting:
            raise self.full()
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    def full(self) -> LineFull:
        """The refusal, with the time after which there should be a place."""
        return LineFull(self.pause_seconds())

    def pause_seconds(self) -> int:
        """How long those who are inside should take."""
        usual = self.percentile(50) or 1.0
        seconds = math.ceil(usual * self.inside / self.workers)
        return min(max(1, seconds), _LONGEST_PAUSE_SECONDS)

    def note(self, decision: str, seconds: float) -> None:
        """Remember a check that was made."""
        self.decisions[decision] += 1
        self._seconds.append(seconds)

    def percentile(self, share: int) -> float | None:
        """Seconds that `share` per cent of the last thousand checks took at most."""
        if not self._seconds:
            return None
        ordered = sorted(self._seconds)
        return ordered[max(0, -(-len(ordered) * share // 100) - 1)]  # nearest rank
