"""The log: a line of JSON an event on standard error, that holds nothing of a draft.

What a request brings along is not written: of its address the pattern that it fits, of its
headers an id that fits another, of an error its kind and place.  Lines are ASCII, so that no
text can begin a new one or move a terminal's cursor.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "fastapi")
_PAUSE_SECONDS = 1.0
_log = logging.getLogger("reuse.server")


def tell(event: str, /, **known: object) -> None:
    """Write an event with what is known of it."""
    _log.info(event, extra={"known": known})


def complain(event: str, /, **known: object) -> None:
    """Write an event that somebody should look at."""
    _log.error(event, extra={"known": known})


def set_up_logs(stream: TextIO | None = None) -> None:
    """From now on our events and those of the libraries are lines of JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines())
    _log.handlers, _log.propagate = [handler], False
    _log.setLevel(logging.INFO)
    for name in _LOGGERS:
        library = logging.getLogger(name)
        library.handlers, library.propagate = [handler], False
        library.setLevel(logging.WARNING)
        library.filters = [_Seldom()]


class _Seldom(logging.Filter):
    """Lets through one line a second from each place in a library: clients cause them at will."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the last line from there is long ago."""
        place = (record.pathname, record.lineno)
        is_due = record.created - self._last.get(place, 0.0) >= _PAUSE_SECONDS
        if is_due:
            self._last[place] = record.created
        return is_due


class _Lines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of a library's record what it says before anything is put in."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "time": moment,
            "level": record.levelname.lower(),
            "event": str(record.msg).partition("\n")[0],
            **getattr(record, "known", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=True, default=str)
