"""Telling how far a stage is to whoever asked (see `reuse.model.Progress`)."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from reuse.model import Progress

_T = TypeVar("_T")
PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.1


def silent(stage: str, done: int, total: int, /) -> None:
    """Tell nobody."""


def counted(items: Sequence[_T], stage: str, *, progress: Progress) -> Iterator[_T]:
    """The items in order; each is told as done when the next one is asked for."""
    progress(stage, 0, len(items))
    for done, item in enumerate(items, 1):
        yield item
        progress(stage, done, len(items))


class ProgressBar:
    """A bar on stderr for whatever takes longer than a second on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._bar: Any = None
        self._stage = ""
        self._first, self._entered = 0, 0.0

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Draw the bar, unless it was drawn a moment ago; 0 steps in all are unknown ones."""
        now = time.monotonic()
        if not self._shown or now - self._begun < PATIENCE_SECONDS:
            return
        if stage != self._stage:
            self.close()
            self._stage, self._bar = stage, _bar(stage, total)
            self._first, self._entered = done, now
            self._bar.__enter__()
        elif now - self._drawn < _PAUSE_SECONDS and not 0 < total == done:
            return
        self._drawn = now
        self._bar.update(done - self._bar.pos, _rate(done - self._first, now - self._entered))

    def close(self) -> None:
        """Finish the bar's line, if there is one; the next stage begins another."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
        self._bar, self._stage = None, ""


def _bar(stage: str, total: int) -> Any:
    import click

    # An endless iterator makes click show that something happens, and how often, with no end.
    steps: Any = {"length": total} if total else {"iterable": iter(int, 1)}
    return click.progressbar(
        **steps,
        label=f"{stage:<18}",
        file=sys.stderr,
        show_pos=True,
        width=24,
        item_show_func=lambda rate: rate,
    )


def _rate(steps: int, seconds: float) -> str:
    """Steps a second, where there are some."""
    rate = steps / seconds if seconds > 0 else 0.0
    return f"{rate:,.0f}/s" if rate >= 1 else ""
