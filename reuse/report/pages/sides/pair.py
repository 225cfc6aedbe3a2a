"""Two articles side by side: every passage they share at the same height in both.

Both articles stand there whole, in rows of two cells (rows.py).  Passages are numbered as
they come on the page; one that lies inside another is named in its head, one that comes
in another order is aligned at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reuse.model import Article, Span
from reuse.report.disguised import disguised_said, disguises_in
from reuse.report.moves import Move, loose, moves
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.links import passage_anchor
from reuse.report.pages.sides.half import (
    Half,
    disguised_words,
    is_right_to_left,
    overlapping,
    quotation_marks,
)
from reuse.report.pages.sides.passages import Layout, Passage, pair_layout
from reuse.report.pages.sides.rows import Compared, Halves, Row, passage_row, rows
from reuse.report.pages.sides.strip import MOST_LINKED, Bar, bars_of
from reuse.report.pages.site import Entry, Pair, Site
from reuse.report.segments import Mark, compared
from reuse.report.wording import CERTAINTY, KIND, count, credit_words


@dataclass(frozen=True, slots=True)
class PassageHead:
    """What stands above a passage; numbers 0 mean there is none before or after.

    `number` is the place on this page, `entry` the family's number in the report.  `inside` is
    the passage that holds this one, which is its own number where it stands level.
    """

    number: int
    of: int
    anchor: str
    words: str
    kind: str
    equal: str
    certainty: str
    is_possible: bool
    family: str | None
    entry: int
    credits: tuple[str, str] | None
    disguised: tuple[str, ...]
    inside: int
    nested: tuple[int, ...]

    @property
    def previous(self) -> int:
        """The number of the passage before this one."""
        return self.number - 1

    @property
    def following(self) -> int:
        """The number of the passage after this one."""
        return self.number + 1 if self.number < self.of else 0


@dataclass(frozen=True, slots=True)
class PairView:
    """The page of one pair; `moved` passages come in another order and stand at the end.

    `heads` holds all passages, the one of number n at n - 1.
    """

    anchor: str
    left: Card
    right: Card
    left_bars: tuple[Bar, ...]
    right_bars: tuple[Bar, ...]
    is_linked: bool
    from_right: tuple[bool, bool]
    rows: tuple[Row, ...]
    moved: tuple[Row, ...]
    heads: tuple[PassageHead, ...]
    moves: int
    has_disguised: bool


def pair_view(site: Site, pair: Pair) -> PairView:
    """The page of two articles; the source stands left where the direction is known."""
    layout = pair_layout(site, pair)
    left, right, passages = layout.left, layout.right, layout.passages
    halves = (_half(site, left, layout=layout), _half(site, right, layout=layout))
    shown = tuple(_compared(halves, number, passage=p) for number, p in enumerate(passages, 1))
    level = [s for s in shown if layout.inside[s.number - 1] == s.number]
    apart = [s for s in shown if not layout.inside[s.number - 1]]
    found = _moves(halves, level, apart=apart)
    whole = _with_moves(halves, found, first=1)
    turned = tuple(is_right_to_left(article.text) for article in (left, right))
    number = len(found)
    moved = []
    for passage in apart:
        own = _moves_inside(passage)
        moved.append(passage_row(_with_moves(halves, own, first=number + 1), passage, found=own))
        number += len(own)
    return PairView(
        anchor=passage_anchor(*pair, passage=0),
        left=card_of(site, left),
        right=card_of(site, right),
        left_bars=_bars(left, [p.left for p in passages], from_right=turned[0]),
        right_bars=_bars(right, [p.right for p in passages], from_right=turned[1]),
        is_linked=len(passages) <= MOST_LINKED,
        from_right=(turned[0], turned[1]),
        rows=tuple(rows(whole, level, found=found)),
        moved=tuple(moved),
        heads=tuple(_heads(site, layout, pair=pair, shown=shown)),
        moves=number,
        has_disguised=any(disguised_words(site, article) for article in (left, right)),
    )


def _bars(article: Article, spans: Sequence[Span], *, from_right: bool) -> tuple[Bar, ...]:
    return bars_of(spans, within=len(article.text), from_right=from_right)


def _compared(halves: Halves, number: int, *, passage: Passage) -> Compared:
    left, right = halves[0].words(passage.left), halves[1].words(passage.right)
    return Compared(number, passage, left, right, compared(left, right))


def _heads(
    site: Site, layout: Layout, *, pair: Pair, shown: Sequence[Compared]
) -> Iterator[PassageHead]:
    for number, (passage, within) in enumerate(zip(layout.passages, layout.inside, strict=True), 1):
        entry, comparison = passage.entry, shown[number - 1].comparison
        yield PassageHead(
            number=number,
            of=len(shown),
            anchor=passage_anchor(*pair, passage=number),
            words=count(passage.words, "word"),
            kind=KIND[passage.kind] if passage.kind else "same family",
            equal=f"{comparison.equal_words:,} of {count(comparison.words, 'word')} equal",
            certainty=CERTAINTY[passage.certainty] if passage.certainty else "joined by others",
            is_possible=passage.certainty == "possible",
            family=entry.family.id if entry else None,
            entry=entry.number if entry else 0,
            credits=_credits(layout, entry) if entry else None,
            disguised=tuple(_disguised(site, layout, passage=passage)),
            inside=within,
            nested=_nested(layout.inside, number),
        )


def _nested(inside: Sequence[int], number: int) -> tuple[int, ...]:
    """The passages inside one, which follow it."""
    last = number
    while last < len(inside) and inside[last] == number:
        last += 1
    return tuple(range(number + 1, last + 1))


def _disguised(site: Site, layout: Layout, *, passage: Passage) -> Iterator[str]:
    """How words are disguised in either article."""
    for side, article, span in (
        ("Left", layout.left, passage.left),
        ("Right", layout.right, passage.right),
    ):
        if said := disguised_said(disguises_in(site.report, article.id, span), article.text):
            yield f"{side}, disguised: {said}"


def _credits(layout: Layout, entry: Entry) -> tuple[str, str]:
    """What each of both articles says of the source of a family."""
    origin, nature = entry.lineage.origin, entry.family.nature
    places = (entry.credits[layout.left.id], entry.credits[layout.right.id])
    left, right = (credit_words(place, origin, nature=nature) for place in places)
    return left, right


def _half(site: Site, article: Article, *, layout: Layout) -> Half:
    numbers = {passage.entry.number for passage in layout.passages if passage.entry}
    credits = {
        Mark(share.witness.credit.phrase, "credit", share.witness.credit.outlet or "")
        for share in site.shares.get(article.id, ())
        if share.entry.number in numbers and share.witness.credit and share.witness.credit.phrase
    }
    side = 0 if article is layout.left else 1
    others = [
        Mark((passage.left, passage.right)[side], "inside" if within else "elsewhere", str(number))
        for number, (passage, within) in enumerate(
            zip(layout.passages, layout.inside, strict=True), 1
        )
        if within != number
    ]
    marks = overlapping(
        (*sorted(credits, key=lambda m: (m.span, m.ref)), *others, *disguised_words(site, article))
    )
    return Half(article, site.index, marks, (), _quoted(site, article))


def _quoted(site: Site, article: Article) -> tuple[Mark, ...]:
    """Its quotation marks; an article is on many pages."""
    if article.id not in site.quoted:
        site.quoted[article.id] = quotation_marks(article.text)
    return site.quoted[article.id]


def _moves(
    halves: Halves, level: Sequence[Compared], *, apart: Sequence[Compared]
) -> tuple[Move, ...]:
    """What moved in the level passages, or between them and the text that is in none."""
    sides = []
    for n, half in enumerate(halves):
        spans = [s.span(n) for s in level]
        equal = [span for s in level for span in s.settled(n)]
        equal += [s.span(n) for s in apart]
        words = half.words(Span(0, len(half.article.text)))
        sides.append(loose(words, spans, equal=equal))
    return moves(sides[0], sides[1])


def _moves_inside(shown: Compared) -> tuple[Move, ...]:
    """What moved within one passage."""
    sides = [
        loose(words, [shown.span(n)], equal=shown.settled(n), at=shown.span(n).start)
        for n, words in enumerate((shown.left, shown.right))
    ]
    return moves(sides[0], sides[1])


def _with_moves(halves: Halves, found: Iterable[Move], *, first: int) -> Halves:
    """Both sides with the marks of what moved, numbered from `first` on."""
    numbered = [*enumerate(found, first)]
    left = tuple(Mark(move.left, "moved", f"{n}l") for n, move in numbered)
    right = sorted((Mark(m.right, "moved", f"{n}r") for n, m in numbered), key=lambda m: m.span)
    return replace(halves[0], moved=left), replace(halves[1], moved=tuple(right))
