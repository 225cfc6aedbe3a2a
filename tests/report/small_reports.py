"""Reports of a few made articles and families, for tests that say every part themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Confidence,
    Credit,
    Derivation,
    Family,
    FamilyId,
    Lineage,
    Match,
    Nature,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.settings import Settings

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu"
LEFT, RIGHT = ArticleId("l"), ArticleId("r")
UNKNOWN = Origin(None, None, False, "unknown", ())
Traced = tuple[Family, Lineage]


def at_minute(minute: int) -> Timestamp:
    return Timestamp(datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute), "minute")


def article(
    name: str,
    text: str = WORDS,
    *,
    outlet: str | None = None,
    title: str | None = None,
    minute: int | None = None,
) -> Article:
    published = None if minute is None else at_minute(minute)
    return Article(ArticleId(name), text, name, outlet=outlet, title=title, published=published)


def place(name: str, start: int = 0, end: int = len(WORDS), *, credit: Credit | None) -> Witness:
    return Witness(ArticleId(name), Span(start, end), credit)


def family(name: str, witnesses: Iterable[Witness], *, nature: Nature = "copied") -> Family:
    ordered = tuple(sorted(witnesses, key=lambda w: (w.article, w.span)))
    return Family(FamilyId(name), ordered, nature, len(WORDS.split()))


def untraced(one: Family) -> Traced:
    return one, Lineage(one.id, UNKNOWN, ())


def traced(
    one: Family, source: str, *, takers: Iterable[str] = (), outlet: str | None = None
) -> Traced:
    """A family that an article of the report wrote, and those that took it from there."""
    sure: Confidence = "probable"
    steps = tuple(Derivation(source, taker, sure, ()) for taker in takers)
    return one, Lineage(one.id, Origin(outlet, ArticleId(source), True, sure, ()), steps)


def report_of(
    articles: Iterable[Article], families: Iterable[Traced], *, matches: Iterable[Match] = ()
) -> Report:
    ordered = tuple(sorted(articles, key=lambda a: a.id))
    both = list(families)
    return Report(
        version="0",
        settings=Settings().to_dict(),
        articles=ordered,
        skipped=(),
        matches=tuple(matches),
        families=tuple(one for one, _ in both),
        lineages=tuple(lineage for _, lineage in both),
        words={a.id: len(a.text.split()) for a in ordered},
        notes=(),
    )


def joined(
    left: str, right: str, spans: Iterable[tuple[Span, Span]], *, certainty: Certainty = "certain"
) -> Report:
    """The articles `LEFT` and `RIGHT` with a match at each pair of spans, and no families."""
    matches = [
        Match(LEFT, RIGHT, a, b, "edited", 0.9, len(a.of(left).split()), certainty)
        for a, b in spans
    ]
    return report_of([article(LEFT, left), article(RIGHT, right)], [], matches=matches)
