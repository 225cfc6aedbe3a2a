"""What runs in a process of its own: it opens its desk once, then answers task after task.

It says nothing on standard output or error, where the log is: whatever a library prints of a
draft goes nowhere.  It ends when the server does, however that ends.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from reuse.errors import ReuseError

READY = "ready"
_PATIENT = 10

# Gives, in the process, the function from a task to its answer.
Opening = Callable[[], Callable[[Any], object]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A task that ended in an error of ours: which, and where; its words may quote."""

    kind: str
    place: str


def work(pipe: Connection, opening: Opening) -> None:
    """Open, say so, and answer what comes until there is nothing more."""
    # A terminal or a supervisor signals the whole group; the server ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _be_silent()
    try:
        answer = opening()
    except ReuseError as error:
        pipe.send(str(error))
        return
    except Exception as error:
        pipe.send(fault_of(error).kind)
        return
    pipe.send(READY)
    while (task := pipe.recv()) is not None:
        pipe.send(_answered(answer, task))


def aside(function: Callable[[], None]) -> None:
    """Do something long while others work, and let them go first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _be_silent()
    if hasattr(os, "nice"):
        os.nice(_PATIENT)
    function()


def _answered(answer: Callable[[Any], object], task: object) -> object:
    try:
        return answer(task)
    except Exception as error:
        return fault_of(error)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def fault_of(error: BaseException) -> Fault:
    """An error without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return Fault(type(error).__name__, " < ".join(reversed(places[-6:])))
