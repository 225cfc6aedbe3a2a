"""Options that several commands have: what is asked, where it runs, what comes out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reuse.engine import ENGINES, LEAST_MEMORY, MOST_JOBS, Means
from reuse.errors import JudgementError, UsageError
from reuse.output import Output, say
from reuse.settings import MIN_WORDS, Settings, load_settings

if TYPE_CHECKING:
    from reuse.archive import Archive
    from reuse.check.policy import Policy

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


def once(_: click.Context, param: click.Parameter, given: tuple[Any, ...]) -> Any:
    """The value of an option that may be given once, of which click would take the last."""
    if len(given) > 1:
        raise click.BadParameter(f"it was given {len(given)} times, and takes one.", param=param)
    return given[0] if given else None


def with_options(command: _F, options: Sequence[Callable[[_F], _F]]) -> _F:
    """A command with several options, in the order in which its help lists them."""
    for option in reversed(options):
        command = option(command)
    return command


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes to use; the result does not depend on it.",
)


timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86_400),
    metavar="SECONDS",
    help="Longest time for all drafts; what takes longer was not judged (status 3).  "
    "[default: none]",
)


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
        jobs_option,
        click.option(
            "--memory",
            callback=_bytes,
            metavar="SIZE",
            help="Memory for texts and the search, about, as in 900M or 8G, and files beyond it; "
            "what is told of articles takes more (docs/large.md).  The result does not depend on "
            "it.  (On Spark for texts only.)  [default: half of the machine's]",
        ),
        click.option(
            "--work",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Folder for what is done so far: the same scan goes on from there when it was "
            "stopped.",
        ),
    )
    return with_options(command, options)


def means(options: dict[str, Any]) -> Means:
    """What those options say; what cannot be kept to is told on stderr."""

    def tell(sentence: str) -> None:
        if not options["quiet"]:
            say(f"Note: {sentence}", to=sys.stderr)

    return Means(options["jobs"], options["memory"], options["work"], tell)


def judging_options(command: _F) -> _F:
    """`--policy` and `--baseline`: what drafts are judged by."""
    file = click.Path(path_type=Path)
    options = (
        click.option(
            "--policy",
            type=file,
            multiple=True,
            callback=once,
            metavar="FILE",
            help="What fails and what may run, in TOML.  [default: that of the settings file]",
        ),
        click.option(
            "--baseline",
            type=file,
            multiple=True,
            callback=once,
            metavar="FILE",
            help="What was found before passes, so that only new findings fail: a file of"
            " --write-baseline, or a result of --format json.",
        ),
    )
    return with_options(command, options)


def policy_options(command: _F) -> _F:
    """`--policy`, `--baseline` and `--write-baseline`."""
    options = (
        judging_options,
        click.option(
            "--write-baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Accept what is found now: write it to FILE, for --baseline, and exit with 0."
            " What FILE has of other drafts stays.",
        ),
    )
    return with_options(command, options)


def policy_of(options: dict[str, Any]) -> Policy:
    """The policy of the file asked for, or of the settings file, with the baseline asked for."""
    from reuse.check.policy import load_baseline, load_policy

    kept = options.get("write_baseline")
    if str(kept) == "-":
        raise UsageError("--write-baseline takes a path")
    if kept is not None and kept.exists():
        load_baseline(kept)  # what is none is not to be overwritten, and that is said at once
    policy = load_policy(options["policy"], settings_file=options["settings_file"])
    if options["baseline"] is not None:
        policy = replace(policy, baseline=load_baseline(options["baseline"]))
    return policy


def comparing_options(command: _F) -> _F:
    """`--min-words` and `--settings`: what is compared, and how."""
    options = (
        click.option(
            "--min-words",
            type=click.IntRange(*MIN_WORDS),
            default=None,
            metavar="N",
            help="Shortest verbatim run reported, in words, and always reported; an edited passage"
            " may be a third shorter in a large collection."
            f"  [default: {Settings().min_words}]",
        ),
        click.option(
            "--settings",
            "settings_file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Settings in TOML.  [default: reuse.toml or pyproject.toml, found upwards]",
        ),
    )
    return with_options(command, options)


def settings_options(command: _F) -> _F:
    """`--min-words`, `--settings`, `--strict` and `--quiet`, which every command that reads has."""
    options = (
        comparing_options,
        click.option(
            "--strict", is_flag=True, help="An input that cannot be read is an error (status 3)."
        ),
        click.option("--quiet", is_flag=True, help="No progress and no notices on stderr."),
    )
    return with_options(command, options)


def output_option(formats: tuple[str, ...]) -> Callable[[_F], _F]:
    """`--format`, one of `formats`, and `--output`."""

    def add(command: _F) -> _F:
        command = click.option(
            "-o",
            "--output",
            default="-",
            metavar="FILE",
            help="Where the result goes; - is standard output.  [default: -]",
        )(command)
        return click.option(
            "--format",
            "format_name",
            type=click.Choice(formats),
            default="text",
            show_default=True,
            help="What the result looks like.",
        )(command)

    return add


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings of the file asked for, with what the command line says on top."""
    settings = load_settings(options["settings_file"])
    if options["min_words"] is not None:
        settings = replace(settings, min_words=options["min_words"])
    return settings


def published_options(command: _F) -> _F:
    """`--archive` and `--against`: what drafts are compared with."""
    options = (
        click.option(
            "--archive",
            "archive_file",
            type=click.Path(path_type=Path),
            multiple=True,
            callback=once,
            metavar="FILE",
            help="Published articles to compare with: an archive (`reuse archive add`).",
        ),
        click.option(
            "--against",
            multiple=True,
            metavar="PATH",
            help="The same from a file or a folder, read anew; may be given again.",
        ),
    )
    return with_options(command, options)


@contextmanager
def published(
    archive: Path | None, against: tuple[str, ...], *, settings: Settings
) -> Iterator[Archive | tuple[str, ...]]:
    """What drafts are compared with: an archive, open while the block runs, or paths.

    Raises:
        UsageError: neither is given, or both.
        ArchiveError: the archive cannot be used.
    """
    if archive is None and not against:
        raise UsageError("name what to compare with: --archive FILE or --against PATH")
    if archive is None:
        yield against
        return
    if against:
        raise UsageError("--archive and --against do not go together; add the articles to it")
    from reuse.archive import open_archive

    with open_archive(archive, settings=settings, write=False) as held:
        yield held


def output_of(options: dict[str, Any]) -> Output:
    """What `--format`, `--output` and `--quiet` say.

    Raises:
        JudgementError: nobody would see the result, as standard output is closed.
    """
    output = Output(options["format_name"], options["output"], options["quiet"])
    if output.is_stdout and sys.stdout is None:
        raise JudgementError("standard output is closed: name a file with -o")
    return output
