"""`reuse archive ...`: what an archive holds, and what is added to it and taken from it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reuse.options import settings_of, settings_options
from reuse.output import say
from reuse.progress import ProgressBar

if TYPE_CHECKING:
    from reuse.archive import Archive
    from reuse.model import Article, Progress, Skipped

_F = TypeVar("_F", bound=Callable[..., Any])

_NOT_SOUND = 3


@click.group()
def archive() -> None:
    """Published articles in one file, for `reuse check --archive`."""


def _archive_argument(command: _F) -> _F:
    return click.argument("file", metavar="ARCHIVE", type=click.Path(path_type=Path))(command)


def _json_option(command: _F) -> _F:
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help="What the result looks like.",
    )(command)


@archive.command()
@_archive_argument
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--no-text",
    is_flag=True,
    help="Make an archive of fingerprints alone: it finds verbatim runs, and shows no text.",
)
@click.option(
    "--keep-versions",
    is_flag=True,
    help="Keep the former text of an article that has changed, as ID@1, ID@2, ...",
)
@settings_options
def add(file: Path, paths: tuple[str, ...], **options: Any) -> None:
    """Keep the articles under PATH in ARCHIVE, which is made if it is not there.

    An article that is there already with equal content is left as it is; one of its id with
    other content replaces it.

    \b
    Exit status: 0 done, 2 wrong usage, 3 nothing could be read, or the archive not be written.
    """
    from reuse.archive import open_archive
    from reuse.read import read

    settings = settings_of(options)
    given = read(paths, settings=settings.read)
    skipped: list[Skipped] = []
    with (
        closing(ProgressBar(quiet=options["quiet"])) as progress,
        open_archive(
            file, settings=settings, has_text=False if options["no_text"] else None
        ) as kept,
    ):
        added = kept.add(
            _articles(given, skipped), versions=options["keep_versions"], progress=progress
        )
        held = len(kept)
    for item in () if options["quiet"] else skipped:
        say(f"Skipped: {item.source}: {item.reason}", to=sys.stderr)
    say(
        f"{file}: {added.new:,} added, {added.replaced:,} replaced, "
        f"{added.unchanged:,} unchanged; it holds {held:,} articles.",
        to=sys.stdout,
    )
    _check_read(skipped, any(asdict(added).values()), strict=options["strict"])


def _articles(given: Iterator[Article | Skipped], skipped: list[Skipped]) -> Iterator[Article]:
    """The articles among what was read; the others are put to `skipped`."""
    from reuse.model import Article

    for record in given:
        if isinstance(record, Article):
            yield record
        else:
            skipped.append(record)


def _check_read(skipped: list[Skipped], is_any: bool, *, strict: bool) -> None:
    from reuse.errors import NothingToRead, UnreadableInput

    reasons = "; ".join(f"{item.source}: {item.reason}" for item in skipped[:3])
    if not is_any:
        raise NothingToRead(f"no article to add ({reasons or 'the input is empty'})")
    if strict and skipped:
        raise UnreadableInput(f"{len(skipped)} input(s) could not be read; {reasons}")


@archive.command()
@_archive_argument
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@settings_options
def remove(file: Path, ids: tuple[str, ...], **options: Any) -> int:
    """Forget articles wholly: text, fingerprints, and what was learned of their words.

    \b
    Exit status: 0 done, 2 wrong usage, 3 an ID is not in ARCHIVE (the others are removed),
    or it cannot be written.
    """
    from reuse.archive import open_archive

    with open_archive(file, settings=settings_of(options), create=False) as kept:
        missing = kept.remove(ids)
        held = len(kept)
    for article_id in missing:
        say(f"{file}: no article {article_id}", to=sys.stderr)
    done = len(set(ids)) - len(missing)
    say(f"{file}: {done:,} removed; it holds {held:,} articles.", to=sys.stdout)
    return _NOT_SOUND if missing else 0


@click.command("list")
@_archive_argument
@_json_option
@settings_options
def list_articles(file: Path, format_name: str, **options: Any) -> None:
    """The articles of ARCHIVE, a line each: id, date, outlet, words; json is a record a line."""
    from reuse.archive import open_archive
    from reuse.report.escapes import flat

    with open_archive(file, settings=settings_of(options), write=False) as kept:
        for entry in kept.entries():
            if format_name == "json":
                say(json.dumps(asdict(entry), ensure_ascii=True), to=sys.stdout)
            else:
                date, outlet = entry.published or "-", entry.outlet or "-"
                fields = (entry.id, date, outlet, str(entry.words))
                say("\t".join(map(flat, fields)), to=sys.stdout)


archive.add_command(list_articles)


@archive.command()
@_archive_argument
@_json_option
@settings_options
def stats(file: Path, format_name: str, **options: Any) -> None:
    """How large ARCHIVE is, what it was made with, and what it can find."""
    from reuse.archive import open_archive

    with open_archive(file, settings=settings_of(options), write=False) as kept:
        found = kept.stats()
    if format_name == "json":
        say(json.dumps(asdict(found)), to=sys.stdout)
        return
    for line in found.lines():
        say(line, to=sys.stdout)


@archive.command()
@_archive_argument
@click.option(
    "--canaries",
    type=click.IntRange(0, 10_000),
    default=100,
    show_default=True,
    metavar="N",
    help="Passages of its articles to plant in drafts, half of them edited.",
)
@settings_options
def verify(file: Path, canaries: int, **options: Any) -> int:
    """Whether ARCHIVE is sound: every article and fingerprint read, and planted passages found.

    \b
    Exit status: 0 sound, 2 wrong usage, 3 damaged, or a verbatim passage was not found.
    """
    from reuse.archive import open_archive
    from reuse.check.canaries import plant

    settings = settings_of(options)
    with (
        closing(ProgressBar(quiet=options["quiet"])) as progress,
        open_archive(file, settings=settings, write=False) as kept,
    ):
        faults = _faults(kept, progress)
        found = plant(kept, canaries, settings=settings, progress=progress) if not faults else None
    for fault in faults:
        say(f"{file}: {fault}", to=sys.stdout)
    if found is None:
        return _NOT_SOUND
    is_whole = found.all_verbatim
    missed = "whole, but a planted passage was not found: please report this"
    say(f"{file}: {'sound.' if is_whole else missed}", to=sys.stdout)
    for line in found.lines():
        say(line, to=sys.stdout)
    if not found.verbatim:
        say("No passage was planted: there is no text to take one from.", to=sys.stdout)
    return 0 if is_whole else _NOT_SOUND


def _faults(kept: Archive, progress: Progress) -> tuple[str, ...]:
    return kept.faults(progress=progress)
