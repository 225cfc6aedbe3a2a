"""The command line: parse, call one story, render, exit.

Nothing heavy is imported before a command runs, so that `reuse --help` is instant.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from reuse import __version__
from reuse.errors import ReuseError, UsageError
from reuse.options import means, running_options
from reuse.progress import ProgressBar, silent
from reuse.settings import MIN_WORDS, Settings, load_settings

if TYPE_CHECKING:
    from reuse.model import Article, Progress, Report

_F = TypeVar("_F", bound=Callable[..., Any])
_WIDEST = 160
_FORMATS = ("text", "json", "csv", "html")


def main() -> None:
    """Run the command line and exit; bad input never shows a traceback."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        _fail("interrupted", 130)
    except click.ClickException as error:
        with _unread(sys.stderr):
            error.show()
        sys.exit(error.exit_code)
    except ReuseError as error:
        _fail(str(error), error.exit_status)
    except SystemExit:
        # click's answer when nobody reads the help; its status of 1 means something else here.
        status = 0
    except MemoryError:
        _fail("out of memory; scan fewer articles at a time", 3)
    except OSError as error:
        _fail(f"{error.filename or 'system'}: {error.strerror or error}", 3)
    sys.exit(status if isinstance(status, int) else 0)


def _fail(message: str, status: int) -> None:
    _say(f"Error: {message}", to=sys.stderr)
    sys.exit(status)


@contextmanager
def _unread(stream: TextIO) -> Iterator[None]:
    """Go on when the reader of a stream has gone (`| head`): the run is no failure for it."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(line: str, *, to: TextIO) -> None:
    with _unread(to):
        click.echo(line, file=to)


def _settings_options(command: _F) -> _F:
    """The options that scan and compare share."""
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
        click.option(
            "--strict", is_flag=True, help="An input that cannot be read is an error (status 3)."
        ),
        click.option("--quiet", is_flag=True, help="No progress and no notices on stderr."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _output_option(formats: tuple[str, ...]) -> Callable[[_F], _F]:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reuse (copytrail)")
def cli() -> None:
    """Find copied passages across news articles and trace each to its original outlet."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_output_option(_FORMATS)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default=Path("reuse-report"),
    show_default=True,
    metavar="DIR",
    help="Folder for the HTML report.",
)
@click.option("--no-report", is_flag=True, help="Write no HTML report.")
@running_options
@_settings_options
def scan(paths: tuple[str, ...], **options: Any) -> None:
    """Every copied passage across the articles under PATH.

    PATH is a file or a folder (.txt, .md, .html, .jsonl, .json, .csv), or - for
    standard input.  The summary goes to standard output and a report that opens in a
    browser to a folder.

    \b
    Exit status: 0 done, 2 wrong usage, 3 nothing could be judged.
    """
    from reuse.scan import scan as run

    _spare_inputs((*paths, options["settings_file"] or "-"), options["output"])
    if not options["no_report"]:
        from reuse.report.html import check_folder

        check_folder(options["report"])
    with closing(ProgressBar(quiet=options["quiet"])) as progress:
        report = run(
            paths,
            settings=_settings(options),
            engine=options["engine"],
            means=means(options),
            strict=options["strict"],
            progress=progress,
        )
    with closing(progress):
        _write(_rendered(report, options), options["output"], progress=progress)
    if not options["no_report"]:
        from reuse.report.html import write_html

        with closing(progress):
            page = write_html(report, options["report"], progress=progress)
        _tell_report(page, options)


@cli.command()
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@_output_option(_FORMATS)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Also write the comparison as one HTML file.",
)
@_settings_options
def compare(left: str, right: str, **options: Any) -> None:
    """Two articles, aligned: every passage that they share, side by side.

    \b
    Exit status: 0 done, 2 wrong usage, 3 an article cannot be read.
    """
    from reuse.scan import compare_sources

    if left == right == "-":
        raise UsageError("standard input is one article: give the other one as a file")
    if str(options["report"]) == "-":
        raise UsageError("--report takes a file; --format html writes to standard output")
    inputs = (left, right, options["settings_file"] or "-")
    _spare_inputs(inputs, options["output"], options["report"])
    with closing(ProgressBar(quiet=options["quiet"])) as progress:
        pair, report = compare_sources(
            left, right, settings=_settings(options), strict=options["strict"], progress=progress
        )
    for skipped in () if options["quiet"] else report.skipped:
        _say(f"Skipped: {skipped.source}: {skipped.reason}", to=sys.stderr)
    _write(_rendered(report, options, pair), options["output"])
    if options["report"]:
        from reuse.report.html import write_html_file

        _tell_report(write_html_file(report, options["report"]), options)


def _spare_inputs(sources: Sequence[str | Path], *outputs: str | Path | None) -> None:
    """Refuse to write over what is to be read, itself or in a folder."""
    places = [Path(source).resolve() for source in sources]
    for output in outputs:
        written = Path(output or "-").resolve()
        if written.is_file() and not {written, *written.parents}.isdisjoint(places):
            raise UsageError(f"{output} is an input and would be overwritten")


def _settings(options: dict[str, Any]) -> Settings:
    settings = load_settings(options["settings_file"])
    if options["min_words"] is not None:
        settings = replace(settings, min_words=options["min_words"])
    return settings


def _tell_report(path: Path, options: dict[str, Any]) -> None:
    """Name the report on the last line, where it does not spoil a format on standard output."""
    is_data = options["format_name"] != "text" and options["output"] == "-"
    if not (is_data and options["quiet"]):
        _say(f"Report: {path}", to=sys.stderr if is_data else sys.stdout)


def _rendered(
    report: Report, options: dict[str, Any], pair: tuple[Article, Article] | None = None
) -> Iterator[str]:
    """The report in the format asked for; text takes the terminal's width and colour."""
    if options["format_name"] != "text":
        from reuse.report import render_pieces

        yield from render_pieces(report, options["format_name"])
        return
    from reuse.report.terminal import WIDTH, comparison, summary

    to_terminal = options["output"] == "-" and sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, _WIDEST) if to_terminal else WIDTH
    color = to_terminal and "NO_COLOR" not in os.environ
    if pair is None:
        yield summary(report, width=width, color=color)
    else:
        yield comparison(*pair, report, width=width, color=color)


def _write(text: Iterator[str], output: str, *, progress: Progress = silent) -> None:
    pieces = (piece.encode("utf-8", "replace") for piece in text)
    if output == "-":
        with _unread(sys.stdout):
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.flush()
        return
    progress("rendering", 0, 1)
    try:
        with open(output, "wb") as file:
            file.writelines(pieces)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from error
    progress("rendering", 1, 1)
