"""Where results go: standard output, a file, a report; everything else is a line on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from reuse.errors import JudgementError, UsageError
from reuse.model import REPORT_GENERATOR
from reuse.progress import silent

if TYPE_CHECKING:
    from reuse.model import Article, Progress, Report
    from reuse.verdict import Verdict

_WIDEST = 160
_STDOUT = "-"
_HEAVY = 10_000_000  # bytes that many a mailbox refuses
_HEAD = 4_000  # bytes of a page that say who wrote it


@dataclass(frozen=True, slots=True)
class Output:
    """What the result looks like and where it goes: a file, or `-` for standard output."""

    format_name: str
    to: str
    quiet: bool

    @property
    def is_stdout(self) -> bool:
        """Whether the result goes to standard output."""
        return self.to == _STDOUT

    @property
    def is_terminal(self) -> bool:
        """Whether the result goes to a terminal."""
        return self.is_stdout and sys.stdout is not None and sys.stdout.isatty()

    @property
    def is_drawn(self) -> bool:
        """Whether text is laid out and coloured for a reader.

        `TERM=dumb` is a terminal that can show nothing of it; FORCE_COLOR asks for it in a pipe.
        """
        if not self.is_stdout or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or self.is_terminal


class Command(click.Command):
    """A command whose lost reader is told: of click it would get a status that means a result."""

    def invoke(self, ctx: click.Context) -> Any:
        """See `click.Command`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise JudgementError("whoever read the output has gone") from error


class Commands(click.Group):
    """Such commands."""

    command_class = Command


def _is_ours(file: Path) -> bool:
    """Whether a file is a report of this program, which a new one may replace."""
    with file.open("rb") as page:
        return REPORT_GENERATOR.encode() in page.read(_HEAD)


def check_output(output: Output) -> None:
    """Refuse an output that cannot be written, before the work that it is to show.

    Raises:
        UsageError: a binary format would go to a terminal.
        MissingExtra: the format needs a package that is not installed.
    """
    from reuse.report import BINARY, require

    if output.format_name in BINARY and output.is_terminal:
        raise UsageError(f"{output.format_name} is binary: name a file with -o")
    require(output.format_name)


@contextmanager
def unread(stream: TextIO) -> Iterator[None]:
    """Go on when the reader of a stream has gone (`| head`): the run is no failure for it."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(line: str, *, to: TextIO) -> None:
    """One line, in which no foreign name does what it likes, on a stream that may have no reader.

    Whatever a name holds, it begins no line.
    """
    from reuse.report.escapes import unheard, visible

    with unread(to):
        click.echo(unheard(visible(line).replace("\n", "\\n")), file=to)


def spare_inputs(sources: Sequence[str | Path], *outputs: str | Path | None) -> None:
    """Refuse to write over what is to be read, itself or in a folder.

    Raises:
        UsageError: an output is one of the sources or lies in one of them, or two are one.
    """
    places = [Path(source).resolve() for source in sources]
    for output in outputs:
        written = Path(output or _STDOUT).resolve()
        is_input = not {written, *written.parents}.isdisjoint(places)
        if is_input and written.is_file() and not _is_ours(written):
            raise UsageError(f"{output} is an input and would be overwritten")
    files = [Path(output) for output in outputs if output is not None and str(output) != _STDOUT]
    named = [file.resolve() for file in files]
    if len(set(named)) < len(named):
        twice = next(file for file in files if named.count(file.resolve()) > 1)
        raise UsageError(f"{twice} cannot be two outputs at once")


def rendered(
    report: Report, output: Output, *, pair: tuple[Article, Article] | None = None
) -> Iterator[str | bytes]:
    """The report in the format asked for; text as a terminal shows it, or plain."""
    if output.format_name != "text":
        from reuse.report import render_pieces

        yield from render_pieces(report, output.format_name)
        return
    from reuse.report.escapes import unheard

    if output.is_drawn:
        yield unheard(_for_terminal(report, pair=pair))
        return
    from reuse.report.formats.text import WIDTH, comparison, summary

    text = comparison(*pair, report, width=WIDTH) if pair else summary(report, width=WIDTH)
    yield unheard(text)


def _for_terminal(report: Report, *, pair: tuple[Article, Article] | None) -> str:
    """The same words in the terminal's width, with colour unless the user wants none."""
    from reuse.report.console.pages import compare_page, scan_page

    width = shutil.get_terminal_size().columns
    color = not os.environ.get("NO_COLOR")
    if pair is None:
        return scan_page(report, width=width, color=color)
    return compare_page(*pair, report, width=width, color=color)


def rendered_verdict(verdict: Verdict, output: Output) -> Iterator[str | bytes]:
    """The verdict in the format asked for; text takes the terminal's width."""
    if output.format_name != "text":
        from reuse.report.check import render_verdict

        yield render_verdict(verdict, output.format_name)
        return
    from reuse.report.check.terminal import WIDTH, verdict_text
    from reuse.report.escapes import unheard

    width = min(shutil.get_terminal_size().columns, _WIDEST) if output.is_drawn else WIDTH
    yield unheard(verdict_text(verdict, width=width))


def write(parts: Iterable[str | bytes], output: Output, *, progress: Progress = silent) -> None:
    """Send parts to a file or to standard output; text as UTF-8.

    Raises:
        UsageError: the file cannot be written.
    """
    pieces = (p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in parts)
    if output.is_stdout:
        with unread(sys.stdout):
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.flush()
        return
    from reuse.report.places import whole

    progress("rendering", 0, 1)
    try:
        with whole(Path(output.to)) as file:
            file.writelines(pieces)
    except OSError as error:
        raise UsageError(f"cannot write {output.to}: {error.strerror}") from error
    progress("rendering", 1, 1)


def check_place(report: Path) -> None:
    """Refuse a place that `write_report` could not write to, before the work is done.

    Raises:
        UsageError: what stands there is not ours to replace, or nothing can be written.
    """
    from reuse.report import folder, pack

    (pack.check_file if _is_file(report) else folder.check_folder)(report)


def write_report(report: Report, place: Path, *, progress: Progress = silent) -> Path:
    """Write the HTML report as a folder, or as one file by its suffix; gives the page to open.

    Raises:
        UsageError: it cannot be written there.
    """
    from reuse.report import folder, pack

    if _is_file(place):
        return pack.write_html_file(report, place)
    return folder.write_html(report, place, progress=progress)


def _is_file(place: Path) -> bool:
    from reuse.report.pack import SUFFIXES

    return place.suffix.lower() in SUFFIXES and not place.is_dir()


def tell_report(path: Path, output: Output) -> None:
    """Name the report on the last line, where it does not spoil a format on standard output."""
    size = path.stat().st_size
    if size > _HEAVY and not output.quiet:
        megabytes = f"{size / 1e6:,.0f} MB"
        say(f"Note: {path} is {megabytes}; --pick makes one of a few passages", to=sys.stderr)
    is_data = output.format_name != "text" and output.is_stdout
    if not (is_data and output.quiet):
        say(f"Report: {path}", to=sys.stderr if is_data else sys.stdout)
