"""One article with every passage that others carry too, each marked in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reuse.model import Article, ArticleId, Span
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.excerpt import Part, excerpt
from reuse.report.pages.links import anchor
from reuse.report.pages.passages import pair_layout
from reuse.report.pages.site import Share, Site, carriers
from reuse.report.segments import Mark
from reuse.report.wording import NATURE, count, credit_words

# Other carriers named in one row of the table; the family's page has them all.
_MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Other:
    """Another article with the same passage; `passage` 0 means that the pair has no page."""

    card: Card
    passage: int


@dataclass(frozen=True, slots=True)
class ShareView:
    """One family of the article: where its passage stands, its credit, who else carries it."""

    number: int
    family: str
    anchor: str
    words: str
    nature: str
    is_possible: bool
    credits: tuple[str, ...]
    others: tuple[Other, ...]
    others_more: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page of one article; `shared` counts its words that another article has too."""

    anchor: str
    card: Card
    shared: str
    parts: tuple[Part, ...]
    shares: tuple[ShareView, ...]


def article_view(site: Site, article: Article) -> ArticleView:
    """Everything that the page of an article shows."""
    shares = site.shares.get(article.id, ())
    families = [list(found) for _, found in groupby(shares, key=lambda s: s.entry.number)]
    place = anchor("article", article.id)
    return ArticleView(
        anchor=place,
        card=card_of(site, article),
        shared=_shared_words(site, article, shares=shares),
        parts=excerpt(article.text, None, marks=_marks(families)) if article.text else (),
        shares=tuple(_share(site, found, place=f"{place}-{n}") for n, found in enumerate(families)),
    )


def _marks(families: Iterable[Iterable[Share]]) -> Iterator[Mark]:
    for number, shares in enumerate(families):
        for share in shares:
            yield Mark(share.witness.span, "passage", str(number))
            credit = share.witness.credit
            if credit and credit.phrase:
                yield Mark(credit.phrase, "credit", credit.outlet or "")


def _shared_words(site: Site, article: Article, *, shares: Iterable[Share]) -> str:
    news = (share.witness.span for share in shares if not share.entry.is_boilerplate)
    shared = site.index.count(article.id, _union(news))
    total = site.words(article.id)
    of = f" of {total:,}" if total is not None else ""
    return f"{shared:,}{of} words"


def _union(spans: Iterable[Span]) -> list[Span]:
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start <= union[-1].end:
            union[-1] = union[-1].hull(span)
        else:
            union.append(span)
    return union


def _share(site: Site, shares: Sequence[Share], *, place: str) -> ShareView:
    first = shares[0]
    entry, own = first.entry, first.witness.article
    others = [other for other in carriers(entry) if other != own]
    words = count(entry.family.words, "word")
    credits = (credit_words(share.witness, entry.lineage.origin) for share in shares)
    return ShareView(
        number=entry.number,
        family=entry.family.id,
        anchor=place,
        words=f"{words}, in {len(shares)} places here" if len(shares) > 1 else words,
        nature=NATURE[entry.family.nature],
        is_possible=any(share.witness in entry.standing.possible for share in shares),
        credits=tuple(dict.fromkeys(credits)),
        others=tuple(_other(site, first, other=other) for other in others[:_MOST_OTHERS]),
        others_more=max(0, len(others) - _MOST_OTHERS),
    )


def _other(site: Site, share: Share, *, other: ArticleId) -> Other:
    own = share.witness.article
    pair = (own, other) if own <= other else (other, own)
    card = card_of(site, site.articles[other])
    if pair not in site.pairs:
        return Other(card, 0)
    passages = pair_layout(site, pair).passages
    return Other(card, next((n for n, p in enumerate(passages, 1) if p.entry == share.entry), 1))
