"""Two articles side by side: every passage they share at the same height in both.

The page is a list of rows of two cells.  A passage is one row; the text
between is one row of its own, and the words of the same paragraph that lead up
to a passage are a row too, drawn to the foot, so that both read on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reuse.model import Article, Span
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.excerpt import Part, excerpt, trimmed
from reuse.report.pages.links import passage_anchor
from reuse.report.pages.passages import Layout, Passage, pair_layout
from reuse.report.pages.site import Entry, Pair, Site
from reuse.report.segments import Mark, compared, marks_of
from reuse.report.wording import CERTAINTY, KIND, count
from reuse.report.words import WordIndex, Words

_LONGEST_LEAD = 600


@dataclass(frozen=True, slots=True)
class PassageHead:
    """What stands above a passage; numbers 0 mean there is none before or after.

    `number` is the place on this page, `title` names it by its family's number.
    """

    number: int
    anchor: str
    title: str
    place: str
    words: str
    kind: str
    certainty: str
    is_possible: bool
    family: str | None
    previous: int
    following: int
    is_level: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Two cells of the same height; `head` is set for passages only."""

    kind: Literal["text", "lead", "passage"]
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    head: PassageHead | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a passage lies in its article, in thousandths of the text."""

    start: int
    length: int
    number: int


@dataclass(frozen=True, slots=True)
class PairView:
    """The page of one pair; `moved` passages come in another order and stand at the end."""

    anchor: str
    left: Card
    right: Card
    left_bars: tuple[Bar, ...]
    right_bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    moved: tuple[Row, ...]
    heads: tuple[PassageHead, ...]
    families: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Half:
    """One article with everything that is marked in it."""

    article: Article
    marks: tuple[Mark, ...]
    index: WordIndex

    def words(self, span: Span) -> Words:
        """The words of a passage."""
        return self.index.of(self.article.id, span)

    def part(self, start: int, end: int, *, extra: Sequence[Mark] = ()) -> tuple[Part, ...]:
        """The text between, without white space at its edges."""
        span = trimmed(self.article.text, start, end=end)
        return excerpt(self.article.text, span, marks=[*self.marks, *extra]) if span else ()


def pair_view(site: Site, pair: Pair) -> PairView:
    """The page of two articles; the source stands left where the direction is known."""
    layout = pair_layout(site, pair)
    left, right, order = layout.left, layout.right, layout.passages
    heads = tuple(_head(layout, n, pair=pair) for n in range(len(order)))
    moved = list(zip(order[layout.level :], heads[layout.level :], strict=True))
    halves = (
        _half(site, left, passages=order, moved=[(p.left, h) for p, h in moved]),
        _half(site, right, passages=order, moved=[(p.right, h) for p, h in moved]),
    )
    return PairView(
        anchor=passage_anchor(*pair, passage=0),
        left=card_of(site, left),
        right=card_of(site, right),
        left_bars=_bars([p.left for p in order], len(left.text)),
        right_bars=_bars([p.right for p in order], len(right.text)),
        rows=tuple(_rows(halves, order[: layout.level], heads=heads)),
        moved=tuple(_passage_row(halves, passage, head=head) for passage, head in moved),
        heads=heads,
        families=site.pairs.get(pair, ()),
    )


def _head(layout: Layout, at: int, *, pair: Pair) -> PassageHead:
    passage = layout.passages[at]
    place = f"{at + 1} of {len(layout.passages)}"
    return PassageHead(
        number=at + 1,
        anchor=passage_anchor(*pair, passage=at + 1),
        title=f"Passage {passage.entry.number}" if passage.entry else f"Passage {place}",
        place=f"{place} on this page" if passage.entry else "in no family",
        words=count(passage.words, "word"),
        kind=KIND[passage.kind] if passage.kind else "same family",
        certainty=CERTAINTY[passage.certainty] if passage.certainty else "joined by others",
        is_possible=passage.certainty == "possible",
        family=passage.entry.family.id if passage.entry else None,
        previous=at,
        following=at + 2 if at + 1 < len(layout.passages) else 0,
        is_level=at < layout.level,
    )


def _half(
    site: Site,
    article: Article,
    *,
    passages: Sequence[Passage],
    moved: Sequence[tuple[Span, PassageHead]],
) -> _Half:
    numbers = {passage.entry.number for passage in passages if passage.entry}
    credits = {
        Mark(share.witness.credit.phrase, "credit", share.witness.credit.outlet or "")
        for share in site.shares.get(article.id, ())
        if share.entry.number in numbers and share.witness.credit and share.witness.credit.phrase
    }
    others = [Mark(span, "elsewhere", head.title.lower()) for span, head in moved]
    marks = [*sorted(credits, key=lambda m: (m.span, m.ref)), *others]
    return _Half(article, tuple(marks), site.index)


def _bars(spans: Sequence[Span], length: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(1000 * s.start // length, max(6, 1000 * len(s) // length), number)
        for number, s in enumerate(spans, 1)
    )


def _rows(
    halves: tuple[_Half, _Half], chain: Sequence[Passage], *, heads: Sequence[PassageHead]
) -> Iterator[Row]:
    at = (0, 0)
    for passage, head in zip(chain, heads, strict=False):
        yield from _between(halves, at, end=(passage.left.start, passage.right.start))
        yield _passage_row(halves, passage, head=head)
        at = (passage.left.end, passage.right.end)
    ends = (len(halves[0].article.text), len(halves[1].article.text))
    yield from _filled("text", halves, start=at, end=ends)


def _passage_row(halves: tuple[_Half, _Half], passage: Passage, *, head: PassageHead) -> Row:
    changes = compared(halves[0].words(passage.left), halves[1].words(passage.right)).changes
    cells = [
        half.part(span.start, span.end, extra=marks_of(changes, span, side=side))
        for side, (half, span) in enumerate(zip(halves, (passage.left, passage.right), strict=True))
    ]
    return Row("passage", cells[0], cells[1], head)


def _between(
    halves: tuple[_Half, _Half], start: tuple[int, int], *, end: tuple[int, int]
) -> Iterator[Row]:
    """The text before a passage, and apart from it what leads up in the same paragraph."""
    lead = (
        _lead_start(halves[0].article.text, start[0], end=end[0]),
        _lead_start(halves[1].article.text, start[1], end=end[1]),
    )
    yield from _filled("text", halves, start=start, end=lead)
    yield from _filled("lead", halves, start=lead, end=end)


def _lead_start(text: str, start: int, *, end: int) -> int:
    line = text.rfind("\n", max(start, end - _LONGEST_LEAD), end) + 1
    return line or (start if end - start <= _LONGEST_LEAD else end)


def _filled(
    kind: Literal["text", "lead"],
    halves: tuple[_Half, _Half],
    *,
    start: tuple[int, int],
    end: tuple[int, int],
) -> Iterator[Row]:
    left, right = halves[0].part(start[0], end[0]), halves[1].part(start[1], end[1])
    if left or right:
        yield Row(kind, left, right)
