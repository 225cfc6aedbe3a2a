"""How a command ends: its status, and one line on stderr where it did not do what was asked."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from io import StringIO
from typing import NoReturn

import click

from reuse.errors import ReuseError
from reuse.interrupts import listen, stop_listening
from reuse.output import say

_INTERRUPTED = 130
_LAST_STREAM = 2  # the number of standard error


def run(commands: click.Group) -> NoReturn:
    """Run the command line and exit; neither bad input nor an interrupt shows a traceback."""
    _open_closed()
    try:
        try:
            listen()
            _run(commands)
        finally:
            stop_listening()
    except KeyboardInterrupt:
        _fail("interrupted", _INTERRUPTED)


def _open_closed() -> None:
    """Let no file of ours be where a standard stream was closed (`2>&-`), and stderr be written."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(handle)
    # NOTE: a closed standard output stays None, and is told.
    if sys.stderr is None:
        sys.stderr = open(_LAST_STREAM, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _run(commands: click.Group) -> NoReturn:
    """Run the command line and exit, with a line for every error that is the user's."""
    try:
        status = commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        _fail("interrupted", _INTERRUPTED)
    except click.ClickException as error:
        for line in _usage_lines(error):
            say(line, to=sys.stderr)
        sys.exit(error.exit_code)
    except ReuseError as error:
        _fail(str(error), error.exit_status)
    except SystemExit:
        # click's answer when nobody reads the help; a command says so itself (`_Command`).
        status = 0
    except MemoryError:
        _fail("out of memory; scan fewer articles at a time", 3)
    except RuntimeError as error:
        # Of Python before 3.13, on a link that leads to itself.
        if "Symlink loop" not in str(error):
            raise
        _fail(str(error), 2)
    except OSError as error:
        _fail(f"{error.filename or 'system'}: {error.strerror or error}", 3)
    except Exception:
        # A bug of ours: Python's own status would be that of a draft that needs a credit.
        traceback.print_exc()
        sys.exit(3)
    sys.exit(status if isinstance(status, int) else 0)


def _usage_lines(error: click.ClickException) -> Iterator[str]:
    """What click says of a wrong call, in which what was given stands on one line."""
    told, said = StringIO(), error.format_message()
    error.show(told)
    before, _, after = told.getvalue().rstrip("\n").rpartition(said)
    *lines, last = before.split("\n")
    yield from lines
    yield f"{last}{said}{after}"


def _fail(message: str, status: int) -> NoReturn:
    say(f"Error: {message}", to=sys.stderr)
    sys.exit(status)
