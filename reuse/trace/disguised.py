"""The words of passages that are written so that a comparison of characters would miss them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reuse.model import Article, ArticleId, Disguise, Family, Span
from reuse.text.disguises import TYPOGRAPHIC, disguises


def disguised(families: Iterable[Family], articles: Iterable[Article]) -> tuple[Disguise, ...]:
    """Every disguised word of a witness, once, by article and place.

    Args:
        articles: those that carry one of the families, at least.
    """
    spans: defaultdict[ArticleId, set[Span]] = defaultdict(set)
    for family in families:
        for witness in family.witnesses:
            spans[witness.article].add(witness.span)
    found = (d for a in articles if a.id in spans for d in _of(a, sorted(spans[a.id])))
    return tuple(sorted(found))


def _of(article: Article, spans: Sequence[Span]) -> Iterator[Disguise]:
    for span in _united(spans):
        for place, kind in disguises(article.text, span):
            yield Disguise(article.id, place, kind, kind in TYPOGRAPHIC)


def _united(spans: Sequence[Span]) -> Iterator[Span]:
    """The stretches that spans, which are sorted, cover."""
    last = spans[0]
    for span in spans[1:]:
        if span.start <= last.end:
            last = last.hull(span)
            continue
        yield last
        last = span
    yield last
