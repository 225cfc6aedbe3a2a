"""What `scan` and `compare` show on a terminal, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reuse.model import Article, Report
from reuse.report.console.lineage import lineage_trees
from reuse.report.console.screen import NARROWEST, WIDEST, Kind, drawn, joined, painted, styled
from reuse.report.plain.listing import (
    Listed,
    hidden_said,
    listing_of,
    notes_said,
    origin_said,
    skipped_said,
    totals,
    unnamed_said,
    with_short_names,
)
from reuse.report.plain.pairnote import (
    KEY,
    PairNotes,
    aligned,
    caption_of,
    head_of,
    nothing_shared,
    shared_passages,
)
from reuse.report.plain.sidebyside import two_columns
from reuse.report.wording import is_known

_INDENT = 4


def scan_page(report: Report, *, width: int, color: bool) -> str:
    """Totals, then the first families with their lineage; bounded as the plain summary is."""
    width = max(NARROWEST, min(width, WIDEST))
    return painted(_scan(report, width=width), width=width, color=color)


def compare_page(left: Article, right: Article, report: Report, *, width: int, color: bool) -> str:
    """Every passage of two articles in two columns, in the order of the left one."""
    width = max(NARROWEST, min(width, WIDEST))
    parts = _compare((left, right), report, width=width)
    return painted(parts, width=width, color=color)


def _scan(report: Report, *, width: int) -> Iterator[RenderableType]:
    listing = listing_of(report)
    yield styled(totals(listing), "title")
    yield from map(styled, unnamed_said(listing))
    for each in listing.first:
        yield Text("")
        yield from _family(with_short_names(each), width=width)
    for line in hidden_said(listing):
        yield Text("")
        yield styled(line)
    if report.skipped:
        yield Text("")
        yield styled("Skipped:", "title")
        yield from (_hung(styled(line)) for line in skipped_said(report))
    yield from _notes(report)


def _notes(report: Report) -> Iterator[RenderableType]:
    if report.notes:
        yield Text("")
    yield from (_hung(styled(note, "faint")) for note in notes_said(report))


def _family(each: Listed, *, width: int) -> Iterator[RenderableType]:
    lead = f"{each.number}."
    indent = max(_INDENT, len(lead) + 1)
    yield _beside(lead.ljust(indent), styled(each.opening, "title"))
    yield _under(joined(styled(trait) for trait in each.traits), indent)
    yield _under(_beside("ORIGIN ", _origin(each)), indent)
    trees = lineage_trees(each, width=width - indent)
    yield _under(Group(*trees), indent)


def _origin(each: Listed) -> RenderableType:
    origin = each.lineage.origin
    kind: Kind = "origin" if origin.in_corpus else "outside"
    said = styled(origin_said(each), kind if is_known(origin) else "title")
    return Group(said, *(styled(reason, "faint") for reason in each.reasons))


def _compare(
    pair: tuple[Article, Article], report: Report, *, width: int
) -> Iterator[RenderableType]:
    shared, notes = shared_passages(report, pair[0].id), PairNotes(report)
    yield drawn(two_columns(*(head_of(article) for article in pair), width=width), "title")
    for number, passage in enumerate(shared, 1):
        yield Text("")
        yield styled(caption_of(passage.match, number, total=len(shared)), "title")
        if said := notes.lineage(passage.match):
            yield styled(said)
        for said in notes.disguised(passage.match):
            yield styled(said, "half-named")
        yield Text("")
        yield drawn(aligned(pair, passage, notes=notes, width=width))
    yield Text("")
    yield styled(KEY if shared else nothing_shared(report), "faint" if shared else "title")
    yield from _notes(report)


def _beside(lead: str, rest: RenderableType) -> RenderableType:
    """Words to the right of a lead, so that those that wrap stay there."""
    table = Table.grid(padding=0)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(styled(lead, "title"), rest)
    return table


def _hung(line: Text) -> RenderableType:
    """A line whose wrapped rest stands under its words."""
    lead, _, rest = line.plain.partition(" ")
    return _beside(f"{lead} ", Text(rest, style=line.style))


def _under(part: RenderableType, indent: int) -> RenderableType:
    return Padding(part, (0, 0, 0, indent), expand=False)
