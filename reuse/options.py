"""Options that say where a scan runs and what it may use."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reuse.engine import ENGINES, LEAST_MEMORY, MOST_JOBS, Means

_F = TypeVar("_F", bound=Callable[..., Any])
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?) ?([KMGT]?)(?:i?B)?", re.IGNORECASE)


def _bytes(_: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """The number of bytes that a size says: 900M, 8G, 1.5GB; K, M, G and T are powers of 1024."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value)
    if not found:
        raise click.BadParameter(f"{value!r} is no size; write 900M or 8G.", param=param)
    number = int(float(found[1]) * _UNITS[found[2].upper()])
    if number < LEAST_MEMORY:
        raise click.BadParameter(f"{value!r} is less than {LEAST_MEMORY >> 20}M.", param=param)
    return number


def running_options(command: _F) -> _F:
    """`--engine`, `--jobs`, `--memory` and `--work`."""
    options = (
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default="local",
            show_default=True,
            help="Where the work runs; spark needs Java and the extra of its name.",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(1, MOST_JOBS),
            default=1,
            show_default=True,
            metavar="N",
            help="Processes to use; the result does not depend on it.",
        ),
        click.option(
            "--memory",
            callback=_bytes,
            metavar="SIZE",
            help="Memory for the search, about, as in 900M or 8G, and files beyond it; the result "
            "does not depend on it.  (Not on Spark.)  [default: half of the machine's]",
        ),
        click.option(
            "--work",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Folder for what is done so far: the same scan goes on from there when it was "
            "stopped.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def means(options: dict[str, Any]) -> Means:
    """What those options say."""
    return Means(options["jobs"], options["memory"], options["work"])
