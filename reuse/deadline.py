"""An end to a check that takes too long, whatever it is doing then.

A signal's handler waits until a compiled loop comes back to Python.  So the check goes on in a
child, and this process, which does nothing else, looks at the clock.  It asks the child to end,
which cleans up after itself; a child that does not hear is killed, and leaves nothing either: what
it has on a disk while it judges are files without a name.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from reuse.errors import JudgementError, UsageError
from reuse.interrupts import hand_on
from reuse.output import say

_HEARS_SECONDS = 1.0
_JUDGED = b"\0"
_MOST_BYTES = 512  # of a name; so many are written in one go, whole or not at all
_STATUS = JudgementError.exit_status


class _TooLate(BaseException):
    """The parent asks to end; no `except Exception` on the way takes it for its own."""


@contextmanager
def within(seconds: float | None, drafts: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Run the block in a child process that has so many seconds for it; here if None.

    What comes after the block goes on in the child, without a limit; the parent leaves with its
    exit status.

    Args:
        seconds: from now on.
        drafts: to judge, for the message; the function given is told which is next.

    Raises:
        JudgementError: it took longer.
        UsageError: this system cannot do it.
    """
    if seconds is None:
        yield lambda _: None
        return
    if not hasattr(os, "fork"):
        raise UsageError("--timeout needs a system that can fork (Linux, macOS)")
    what = drafts[0] if len(drafts) == 1 else f"{len(drafts):,} drafts"
    told, tell = os.pipe()
    alive, living = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        os.close(alive)
        _leave(_Parent(child, told, seconds, what))
    os.close(told)
    os.close(living)
    with _limited(_Child(tell, alive, seconds, what)) as judging:
        yield judging


class _Child:
    """The process that does the work; `tell` leads to its parent, `alive` ends with it."""

    def __init__(self, tell: int, alive: int, seconds: float, what: str) -> None:
        self._tell, self._alive = tell, alive
        self._seconds, self._what = seconds, what

    def judging(self, what: str) -> None:
        self._what = what
        self._say(what.encode("utf-8", "replace")[:_MOST_BYTES] + b"\n")

    def listen(self) -> None:
        def too_late(_number: int, _frame: FrameType | None) -> None:
            raise _TooLate

        signal.signal(signal.SIGALRM, too_late)
        threading.Thread(target=self._end_with_parent, daemon=True).start()

    def judged(self) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        self._say(_JUDGED)

    def error(self) -> JudgementError:
        return JudgementError(_too_long(self._what, self._seconds))

    def _say(self, words: bytes) -> None:
        with suppress(OSError):
            os.write(self._tell, words)

    def _end_with_parent(self) -> None:
        os.read(self._alive, 1)
        os._exit(_STATUS)


@contextmanager
def _limited(child: _Child) -> Iterator[Callable[[str], None]]:
    try:
        child.listen()
        yield child.judging
        child.judged()
    except _TooLate as error:
        raise child.error() from error


class _Parent:
    """What a parent knows of its child."""

    def __init__(self, child: int, told: int, seconds: float, what: str) -> None:
        self.child = child
        self._told, self._seconds, self._what = told, seconds, what

    def status(self) -> int:
        """The exit status of the child, which is ended when it takes too long."""
        if not self._judges_for(self._seconds):
            return self._waited()
        self._kill(signal.SIGALRM)
        if not self._judges_for(_HEARS_SECONDS):
            return self._waited()
        self._kill(signal.SIGKILL)
        os.waitpid(self.child, 0)
        say(f"Error: {_too_long(self._what, self._seconds)}", to=sys.stderr)
        return _STATUS

    def _judges_for(self, seconds: float) -> bool:
        """Whether it still judges after that time; else it is done, or has ended."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._told], [], [], left)[0]:
                continue
            words = os.read(self._told, 1 << 16)
            if not words or words.endswith(_JUDGED):
                return False
            self._what = words.decode("utf-8", "replace").splitlines()[-1]
        return True

    def _waited(self) -> int:
        status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        if status >= 0:
            return status
        say(f"Error: {self._what}: the check was ended by signal {-status}", to=sys.stderr)
        return _STATUS

    def _kill(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.child, number)


def _leave(parent: _Parent) -> NoReturn:
    """End as the child does.  What was to be cleaned up, and what is to be written, is there."""
    hand_on(parent.child)
    os._exit(parent.status())


def _too_long(what: str, seconds: float) -> str:
    return f"{what}: not judged within {seconds:g} seconds; allow more by --timeout"
