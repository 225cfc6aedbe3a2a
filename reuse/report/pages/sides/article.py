"""One article as a mosaic of its sources: whose words it has, each passage marked in its place.

This is no score: boilerplate, what several outlets quote, and what others took from here
are told apart and not counted as taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Literal

from reuse.model import Article, ArticleId, Span
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.excerpt import Part, excerpt
from reuse.report.pages.lineage.family import OriginView, origin_view
from reuse.report.pages.links import anchor
from reuse.report.pages.sides.half import disguised_words, is_right_to_left, quotation_marks
from reuse.report.pages.sides.mosaic import OWN, Cover, Piece, pieces, words_by_owner
from reuse.report.pages.sides.passages import pair_layout
from reuse.report.pages.sides.strip import MOST_LINKED, Bar, bar_of
from reuse.report.pages.site import Entry, Share, Site
from reuse.report.segments import Mark
from reuse.report.wording import NATURE, count, credit_words, is_known

# Other carriers named in one row of the table; the family's page has them all.
_MOST_OTHERS = 12
# Colours of article.css, and line patterns that tell apart what has the same colour.
_HUES, _LINES = 8, 4

Source = Literal["here", "elsewhere", "same", "unknown", "apart"]
_HEADINGS: dict[Source | Literal["own"], str] = {
    "own": "own words, in no other article",
    "here": "own words that others took from here",
    "elsewhere": "words from elsewhere",
    "same": "words from the same outlet or owner",
    "unknown": "shared words whose origin is not known",
    "apart": "boilerplate and shared quotations, not counted as taken",
}


@dataclass(frozen=True, slots=True)
class Other:
    """Another article with the same passage; `passage` 0 means that the pair has no page."""

    card: Card
    passage: int
    is_source: bool


@dataclass(frozen=True, slots=True)
class ShareView:
    """One family of the article: where its passage stands, whose it is, who else carries it.

    `held` is the words that are counted for it: those that no shorter passage has.
    """

    number: int
    family: str
    anchor: str
    words: str
    held: str
    nature: str
    source: Source
    origin: OriginView
    takers: int
    paint: str
    is_possible: bool
    credits: tuple[str, ...]
    others: tuple[Other, ...]
    others_more: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One piece of the bar; `share` is the place in `shares`, None for own words."""

    bar: Bar
    share: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """How many words of the article are of one sort, in words and per cent."""

    source: Source | Literal["own"]
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page of one article; the words of `sums` are all of its words."""

    anchor: str
    card: Card
    sums: tuple[Sum, ...]
    tiles: tuple[Tile, ...]
    is_linked: bool
    parts: tuple[Part, ...]
    has_disguised: bool
    shares: tuple[ShareView, ...]


def article_view(site: Site, article: Article) -> ArticleView:
    """Everything that the page of an article shows."""
    found = site.shares.get(article.id, ())
    families = [[*group] for _, group in groupby(found, key=lambda s: s.entry.number)]
    words = site.index.of(article.id, Span(0, len(article.text))) if article.text else None
    tiled = pieces(_covers(families), words.starts if words else ())
    held = words_by_owner(tiled)
    place = anchor("article", article.id)
    shares = tuple(
        _share(site, group, number=n, place=place, held=_of(held.get(n, 0), held))
        for n, group in enumerate(families)
    )
    from_right = is_right_to_left(article.text)
    odd = disguised_words(site, article)
    return ArticleView(
        anchor=place,
        card=card_of(site, article),
        sums=tuple(_sums(shares, held)),
        tiles=tuple(_tiles(tiled, families, from_right=from_right)),
        is_linked=len(tiled) <= MOST_LINKED,
        parts=_parts(article, families, odd=odd),
        has_disguised=bool(odd),
        shares=shares,
    )


def _covers(families: Sequence[Sequence[Share]]) -> Iterator[Cover]:
    for number, shares in enumerate(families):
        yield from (Cover(share.witness.span, number) for share in shares)


def _parts(
    article: Article, families: Iterable[Iterable[Share]], *, odd: Iterable[Mark]
) -> tuple[Part, ...]:
    if not article.text:
        return ()
    marks = dict.fromkeys((*_marks(families), *odd))
    return excerpt(article.text, None, marks=marks, quoted=quotation_marks(article.text))


def _marks(families: Iterable[Iterable[Share]]) -> Iterator[Mark]:
    for number, shares in enumerate(families):
        for share in shares:
            yield Mark(share.witness.span, "passage", str(number))
            credit = share.witness.credit
            if credit and credit.phrase:
                yield Mark(credit.phrase, "credit", credit.outlet or "")


def _sums(shares: Sequence[ShareView], held: Mapping[int, int]) -> Iterator[Sum]:
    counted = dict.fromkeys(_HEADINGS, 0)
    counted["own"] = held[OWN]
    for number, share in enumerate(shares):
        counted[share.source] += held.get(number, 0)
    for source, heading in _HEADINGS.items():
        if counted[source] or source == "own":
            yield Sum(source, heading, _of(counted[source], held))


def _tiles(
    found: Sequence[Piece], families: Sequence[Sequence[Share]], *, from_right: bool
) -> Iterator[Tile]:
    total = found[-1].last if found else 0
    for piece in found:
        is_own = piece.owner == OWN
        number = 0 if is_own else families[piece.owner][0].entry.number
        span = Span(piece.first, piece.last)
        bar = bar_of(number, span, within=total, from_right=from_right)
        yield Tile(bar, None if is_own else piece.owner)


def _of(words: int, held: Mapping[int, int]) -> str:
    """Words with their share of the whole: `40 words, 12 %`."""
    share = 100 * words / max(1, sum(held.values()))
    shown = "under 1\u00a0%" if 0 < share < 0.5 else f"{share:.0f}\u00a0%"
    return f"{count(words, 'word')}, {shown}"


def _share(site: Site, shares: Sequence[Share], *, number: int, place: str, held: str) -> ShareView:
    first = shares[0]
    entry, own = first.entry, first.witness.article
    words = count(entry.family.words, "word")
    origin, nature = entry.lineage.origin, entry.family.nature
    credits = (credit_words(share.witness, origin, nature=nature) for share in shares)
    others = tuple(islice(_others(entry, own), _MOST_OTHERS))
    source = _source(entry, own)
    return ShareView(
        number=entry.number,
        family=entry.family.id,
        anchor=f"{place}-{number}",
        words=f"{words}, in {len(shares)} places here" if len(shares) > 1 else words,
        held=held,
        nature=NATURE[entry.family.nature],
        source=source,
        origin=origin_view(site, entry),
        takers=entry.takers.get(own, 0),
        paint=_paint(number, source),
        is_possible=any(share.witness in entry.standing.possible for share in shares),
        credits=tuple(dict.fromkeys(credits)),
        others=tuple(_other(site, first, other=other) for other in others),
        others_more=len(entry.carriers) - 1 - len(others),
    )


def _source(entry: Entry, own: ArticleId) -> Source:
    if entry.family.nature in ("boilerplate", "quotation"):
        return "apart"
    if not is_known(entry.lineage.origin):
        return "unknown"
    if entry.lineage.origin.article == own:
        return "here"
    return "same" if entry.family.nature == "self" else "elsewhere"


def _paint(number: int, source: Source) -> str:
    """The classes that draw a passage: its colour and line, or none where nothing was taken."""
    line = f"line-{number // _HUES % _LINES}"
    if source == "apart":
        return f"shared hue-none {line}"
    return f"shared hue-{number % _HUES} {line}{' from-here' if source == 'here' else ''}"


def _others(entry: Entry, own: ArticleId) -> Iterator[ArticleId]:
    """The other carriers: those that this article took the passage from come first."""
    sources = entry.sources.get(own, frozenset())
    yield from sorted(a for a in map(ArticleId, sources) if a in entry.credits and a != own)
    yield from (a for a in entry.carriers if a != own and a not in sources)


def _other(site: Site, share: Share, *, other: ArticleId) -> Other:
    own = share.witness.article
    pair = (own, other) if own <= other else (other, own)
    is_source = other in share.entry.sources.get(own, ())
    card = card_of(site, site.articles[other])
    passage = (pair_layout(site, pair).number(share.entry) or 1) if pair in site.pairs else 0
    return Other(card, passage, is_source)
