"""Telling how far a stage is to whoever asked (see `reuse.model.Progress`)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from reuse.model import Progress

_T = TypeVar("_T")
PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.1
# A rate says nothing about a handful of steps.
_TELLING_STEPS = 10
_WIDEST_BAR, _SHORT_LABEL, _USUAL_COLUMNS, _UNKNOWN_DIGITS = 24, 10, 80, 5
# Spaces, brackets, slash and the column that stays free; then "99,999/s" and "99:00:00 left".
_MARKS, _PACE = 2 + 2 + 2 + 1 + 2 + 1, 8 + 2 + 13
_LABEL = 18


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
        self._first, self._done, self._entered = 0, 0, 0.0

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
        self._done = done
        if now - self._drawn >= _PAUSE_SECONDS or done in {self._first, total}:
            self._draw(now)

    def _draw(self, now: float) -> None:
        self._drawn = now
        left = (self._bar.length or 0) - self._done
        pace = _pace(self._done - self._first, left, seconds=now - self._entered)
        self._bar.update(self._done - self._bar.pos, pace)

    def close(self) -> None:
        """Finish the bar's line, if there is one; the next stage begins another."""
        if self._bar is not None:
            self._draw(time.monotonic())
            self._bar.__exit__(None, None, None)
        self._bar, self._stage = None, ""


def _bar(stage: str, total: int) -> Any:
    import click

    # An endless iterator makes click show that something happens, and how often, with no end.
    steps: Any = {"length": total} if total else {"iterable": iter(int, 1)}
    # A line that is longer than the terminal is wide cannot be drawn over: the label gets
    # shorter first, then the pace goes, then the number of steps.
    beside = _columns() - _MARKS
    steps_wide = 2 * max(len(str(total)), _UNKNOWN_DIGITS * (not total))
    label = _LABEL if beside - steps_wide - _PACE > _LABEL else _SHORT_LABEL
    has_pace = beside - steps_wide - _PACE > label
    has_steps = beside - steps_wide > label
    room = beside - label - steps_wide * has_steps - _PACE * has_pace
    return click.progressbar(
        **steps,
        label=f"{stage[:label]:<{label}}",
        file=sys.stderr,
        show_pos=has_steps,
        show_eta=False,  # click's counts the steps of former runs, and waits before the first
        show_percent=False,
        width=max(1, min(_WIDEST_BAR, room)),
        item_show_func=lambda pace: pace if has_pace else None,
    )


def _columns() -> int:
    """The width of the terminal on stderr; stdout may be a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):
        return _USUAL_COLUMNS


def _pace(done: int, left: int, *, seconds: float) -> str:
    """Steps a second and the time left, where there are enough steps to tell."""
    rate = done / seconds if seconds > 0 else 0.0
    parts = [f"{rate:,.0f}/s"] if rate >= 1 and done >= _TELLING_STEPS else []
    if rate and left > 0 and seconds >= PATIENCE_SECONDS:
        minutes, rest = divmod(round(left / rate), 60)
        parts.append(f"{minutes // 60}:{minutes % 60:02}:{rest:02} left")
    return "  ".join(parts)
