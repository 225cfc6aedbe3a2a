"""Ctrl-C and its like: one exception, raised where it can be cleaned up after.

SIGTERM (a supervisor) and SIGHUP (a terminal that closes) end a run as Ctrl-C does.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

# Cleaning up takes less; who still waits then may end that, too.
_GRACE_SECONDS = 3.0
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last is not known on Windows


def listen() -> None:
    """Raise KeyboardInterrupt at any of them, and not again while that is cleaned up after.

    What whoever started the process ignores (`nohup`, a job in the background) stays ignored.
    """
    came = [-_GRACE_SECONDS]

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if (now := time.monotonic()) - came[-1] >= _GRACE_SECONDS:
            came[:] = [now]
            raise KeyboardInterrupt

    _handle(interrupt)


def stop_listening() -> None:
    """End at once and silently: there is nothing yet, or nothing more, to clean up."""
    _handle(signal.SIG_DFL)


def _handle(handler: Any) -> None:
    for number in _numbers():
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def hand_on(process: int) -> None:
    """Pass them on to a process that works in this one's place."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(process, number)

    _handle(pass_on)


@contextmanager
def held_back() -> Iterator[None]:
    """Let the first interrupt that comes while the block runs wait for its end.

    A mask of the system's would not do: another thread may take the signal, and Python
    interrupts the main one all the same.
    """
    if threading.current_thread() is not threading.main_thread():  # no signal interrupts it
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    former = {n: handler for n in _numbers() if callable(handler := signal.getsignal(n))}
    try:
        for number in former:
            signal.signal(number, lambda *call: came.append(call))
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        for number, frame in came[:1]:
            former[number](number, frame)


def leave_to_parent() -> None:
    """In a worker process: only the process that it works for, or SIGTERM, ends it.

    A terminal signals the whole group, and a worker would show where it was.
    """
    for number in _numbers():
        is_end = number == signal.SIGTERM
        signal.signal(number, signal.SIG_DFL if is_end else signal.SIG_IGN)


def _numbers() -> list[int]:
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
