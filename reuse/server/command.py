"""`reuse serve`: where to listen, whom to let in, and how much to take on.

Nothing heavy is imported before it runs: the command line loads this file for its help.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reuse.options import (
    comparing_options,
    judging_options,
    once,
    policy_of,
    settings_of,
    with_options,
)

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--host",
        default="127.0.0.1",
        show_default=True,
        metavar="ADDRESS",
        help="Where to listen; what others can reach needs a token.",
    ),
    click.option(
        "--port",
        type=click.IntRange(0, 65_535),
        default=8765,
        show_default=True,
        metavar="N",
        help="0 takes any that is free.",
    ),
    click.option(
        "--token-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Who has one of the tokens in it, one a line, may ask; so may who has one of the"
        " environment's REUSE_TOKEN.",
    ),
    click.option(
        "--allow-origin",
        multiple=True,
        metavar="ORIGIN",
        help="Scripts of pages there may ask, as https://cms.example; may be given again.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=None,
        metavar="N",
        help="Processes that check, one draft at a time each.  [default: one a processor, up to 4]",
    ),
    click.option(
        "--waiting",
        type=click.IntRange(0, 10_000),
        default=256,
        show_default=True,
        metavar="N",
        help="Requests that may wait for one; more are asked to come again (503).",
    ),
    click.option(
        "--max-bytes",
        type=click.IntRange(1, 20_000_000),
        default=1_000_000,
        show_default=True,
        metavar="N",
        help="Largest draft (413).",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1, 3_600),
        default=30.0,
        show_default=True,
        metavar="SECONDS",
        help="Longest check (504), longest wait for one (503), and longest time for a draft to"
        " arrive (408).",
    ),
)


def _serving_options(command: _F) -> _F:
    return with_options(command, _OPTIONS)


@click.command()
@click.option(
    "--archive",
    required=True,
    type=click.Path(path_type=Path),
    multiple=True,
    callback=once,
    metavar="ARCHIVE",
    help="The archive to compare drafts with; articles may be added to it meanwhile.",
)
@_serving_options
@judging_options
@comparing_options
def serve(archive: Path, **options: Any) -> None:
    """The check over HTTP: for an editing system, and as a page for people.

    POST /check takes a draft as text, HTML or JSON and answers with JSON, SARIF or HTML;
    the page at / does so for people; GET /openapi.json describes both.  No draft is kept.
    The log is JSON on standard error.  It runs until SIGTERM or Ctrl-C, and then ends what
    it has begun.  Articles that are added meanwhile count from the next check, and so do a
    changed policy and baseline; other settings, and tokens, when it is started again.

    \b
    Exit status: 0 stopped, 2 wrong usage, 3 the archive cannot be read.
    """
    from reuse import server
    from reuse.server.judging import policy_files

    policy_of(options)  # what is wrong in it is said at once
    shelf = server.ArchiveShelf(archive, settings_of(options), policy_files(options))
    server.serve(shelf, server.open_door(options), limits=server.limits_of(options))
