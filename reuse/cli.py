"""The command line: parse, call one story, render, exit.

Nothing heavy is imported before a command runs, so that `reuse --help` is instant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reuse import __version__
from reuse.archive_commands import archive
from reuse.deadline import within
from reuse.engine import Means
from reuse.errors import UnreadableInput, UsageError
from reuse.exits import run
from reuse.options import (
    jobs_option,
    means,
    output_of,
    output_option,
    policy_of,
    policy_options,
    published,
    published_options,
    running_options,
    settings_of,
    settings_options,
    timeout_option,
)
from reuse.output import (
    Commands,
    Output,
    check_output,
    check_place,
    rendered,
    rendered_verdict,
    say,
    spare_inputs,
    tell_report,
    write,
    write_report,
)
from reuse.progress import ProgressBar
from reuse.selftest_command import selftest
from reuse.server.command import serve

if TYPE_CHECKING:
    from reuse.verdict import Verdict

_FORMATS = ("text", "json", "csv", "parquet", "graphml", "gexf", "tei", "html")
_CHECK_FORMATS = ("text", "json", "csv", "sarif", "junit", "html")
_NOT_READY = 1


def main() -> None:
    """Run the command line and exit; bad input never shows a traceback."""
    run(cli)


def _spare(options: dict[str, Any], *inputs: str) -> None:
    """Refuse a report on standard output, and to write over an input."""
    if str(options["report"]) == "-":
        raise UsageError("--report takes a path; --format html writes to standard output")
    files = (options[name] for name in ("settings_file", "policy") if options.get(name))
    kept = options.get("write_baseline")
    spare_inputs((*inputs, *files), options["output"], options["report"], kept)
    if options.get("baseline") and options["baseline"] != kept:
        spare_inputs([options["baseline"]], options["output"], options["report"], kept)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reuse (copytrail)")
def cli() -> None:
    """Find copied passages across news articles and trace each to its original outlet."""


for _command in (archive, selftest, serve):
    cli.add_command(_command)


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@output_option(_FORMATS)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default=Path("reuse-report"),
    show_default=True,
    metavar="DIR",
    help="Folder for the HTML report; or one file to pass on, when it ends in .html.",
)
@click.option("--no-report", is_flag=True, help="Write no HTML report.")
@click.option(
    "--pick",
    multiple=True,
    metavar="ID",
    help="Only this passage (7 or f007), or those of this article; of several articles those"
    " that all of them carry.",
)
@running_options
@settings_options
def scan(paths: tuple[str, ...], **options: Any) -> None:
    """Every copied passage across the articles under PATH.

    PATH is a file or a folder (.txt, .md, .html, .jsonl, .json, .csv, .xml, .docx,
    .pdf, .parquet, .warc; packed as .gz or .zst), or - for standard input.  The summary
    goes to standard output and a report that opens in a browser to a folder.

    \b
    Exit status: 0 done, 2 wrong usage, 3 nothing could be judged.
    """
    from reuse.scan import scan as scanned

    output = output_of(options)
    check_output(output)
    if options["no_report"]:
        options["report"] = None
    _spare(options, *paths)
    if options["report"]:
        check_place(options["report"])
    with closing(ProgressBar(quiet=options["quiet"])) as progress:
        report = scanned(
            paths,
            settings=settings_of(options),
            engine=options["engine"],
            means=means(options),
            strict=options["strict"],
            progress=progress,
        )
    if options["pick"]:
        from reuse.report.picking import picked

        report = picked(report, options["pick"])
    with closing(progress):
        write(rendered(report, output), output, progress=progress)
    if options["report"]:
        with closing(progress):
            page = write_report(report, options["report"], progress=progress)
        tell_report(page, output)


@cli.command()
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@output_option(_FORMATS)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Also write the comparison as one HTML file.",
)
@settings_options
def compare(left: str, right: str, **options: Any) -> None:
    """Two articles, aligned: every passage that they share, side by side.

    \b
    Exit status: 0 done, 2 wrong usage, 3 an article cannot be read.
    """
    from reuse.scan import compare_sources

    output = output_of(options)
    check_output(output)
    if left == right == "-":
        raise UsageError("standard input is one article: give the other one as a file")
    _spare(options, left, right)
    if options["report"]:
        from reuse.report.pack import check_file

        check_file(options["report"])
    with closing(ProgressBar(quiet=options["quiet"])) as progress:
        pair, report = compare_sources(
            left, right, settings=settings_of(options), strict=options["strict"], progress=progress
        )
    for skipped in () if options["quiet"] else report.skipped:
        say(f"Skipped: {skipped.source}: {skipped.reason}", to=sys.stderr)
    write(rendered(report, output, pair=pair), output)
    if options["report"]:
        from reuse.report.pack import write_html_file

        tell_report(write_html_file(report, options["report"]), output)


@cli.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...")
@published_options
@output_option(_CHECK_FORMATS)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Also write the draft with its findings as one HTML file.",
)
@policy_options
@jobs_option
@timeout_option
@settings_options
def check(drafts: tuple[str, ...], against: tuple[str, ...], **options: Any) -> int:
    """Drafts against what was published: what needs a credit, and which.

    Each DRAFT is compared with the articles of an archive or under PATH, not with other
    drafts.  Copied words without a credit fail; what needs a look, or passes, is told.

    \b
    Exit status: 0 no draft needs a credit, 1 one does, 2 wrong usage,
    3 one could not be judged (no article to compare with, a draft that cannot be read,
    --timeout).
    """
    with within(options["timeout"], drafts) as judging:
        verdict, output = _judged(drafts, against, options, judging=judging)
    if options["write_baseline"]:
        from reuse.check.baselines import keep_baseline
        from reuse.report.check.wording import kept_words

        verdict = keep_baseline(verdict, options["write_baseline"])
        if not options["quiet"]:
            say(kept_words(verdict, options["write_baseline"]), to=sys.stderr)
    write(rendered_verdict(verdict, output), output)
    if options["report"]:
        from reuse.report.check.html import write_verdict_file

        tell_report(write_verdict_file(verdict, options["report"]), output)
    if verdict.unread:
        from reuse.check.drafts import unread_drafts

        raise UnreadableInput(unread_drafts(verdict.unread))
    return _NOT_READY if verdict.decision == "fail" else 0


def _judged(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    options: dict[str, Any],
    *,
    judging: Callable[[str], None],
) -> tuple[Verdict, Output]:
    """The verdict on drafts, and where it goes, which can be written."""
    from reuse.check import check_sources

    output, settings, policy = output_of(options), settings_of(options), policy_of(options)
    if (*drafts, *against).count("-") > 1:
        raise UsageError("standard input can be read once: give the others as files")
    archives = [options["archive_file"]] if options["archive_file"] else []
    _spare(options, *drafts, *against, *archives)
    if options["report"]:
        from reuse.report.pack import check_file

        check_file(options["report"])
    with (
        published(options["archive_file"], against, settings=settings) as held,
        closing(ProgressBar(quiet=options["quiet"])) as progress,
    ):
        verdict = check_sources(
            drafts,
            held,
            settings=settings,
            means=Means(options["jobs"]),
            strict=options["strict"],
            policy=policy,
            progress=progress,
            judging=judging,
        )
    return verdict, output
