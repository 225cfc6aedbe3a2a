"""Articles and matches made by hand, and short ways to ask about a trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reuse.model import (
    Article,
    ArticleId,
    Family,
    Lineage,
    Match,
    Precision,
    Provenance,
    Span,
    Timestamp,
    Witness,
)
from reuse.settings import TraceSettings
from reuse.trace import trace

SEEDS = Path(__file__).parents[2] / "seeds"
SETTINGS = TraceSettings()

PASSAGE = (
    "The bridge over the northern river was closed on Monday after engineers found two "
    "cracks in its main span, and traffic will be turned away for at least three weeks."
)
FILLER = (
    "The council met in the evening and spoke about schools, parks and the price of bread.\n\n"
    "Nobody from the audience asked a question, and the meeting ended before nine."
)


def article(name: str, text: str, **fields: Any) -> Article:
    fields.setdefault("language", "en")
    return Article(ArticleId(name), text, f"{name}.txt", **fields)


def at(text: str, first: str, last: str | None = None) -> Span:
    start = text.index(first)
    last = first if last is None else last
    return Span(start, text.index(last, start) + len(last))


def match(left: Article, right: Article, *, spans: tuple[Span, Span], words: int = 0) -> Match:
    pair = sorted(((left, spans[0]), (right, spans[1])), key=lambda side: side[0].id)
    (a, a_span), (b, b_span) = pair
    words = words or len(a_span.of(a.text).split())
    return Match(a.id, b.id, a_span, b_span, "verbatim", 1.0, words, "certain")


def carrying(articles: Sequence[Article], passage: str = PASSAGE) -> tuple[Match, ...]:
    """One match for every pair of articles that hold `passage`."""
    holders = [a for a in articles if passage in a.text]
    return tuple(
        match(left, right, spans=(at(left.text, passage), at(right.text, passage)))
        for number, left in enumerate(holders)
        for right in holders[number + 1 :]
    )


def traced(*articles: Article, passage: str = PASSAGE) -> tuple[Family, Lineage]:
    """The one family of the articles that hold `passage`, and its lineage."""
    families, lineages = trace(articles, carrying(articles, passage), settings=SETTINGS)
    assert len(families) == 1
    return families[0], lineages[0]


def witness(family: Family, name: str) -> Witness:
    return next(w for w in family.witnesses if w.article == name)


def status(family: Family, name: str) -> str | None:
    credit = witness(family, name).credit
    return credit.status if credit else None


def arrows(lineage: Lineage) -> dict[str, str]:
    return {d.derivative: d.source for d in lineage.derivations}


def moment(text: str, precision: Precision = "minute", *, has_zone: bool = True) -> Timestamp:
    return Timestamp(datetime.fromisoformat(text).replace(tzinfo=UTC), precision, has_zone)


def seeds() -> dict[str, Article]:
    texts = {p.name[:3]: p.read_bytes().decode("utf-8") for p in sorted(SEEDS.glob("*.txt"))}
    dateline = Provenance("outlet", "dateline", at(texts["001"], "(RT)"))
    known: dict[str, dict[str, Any]] = {
        "000": {"outlet": "Blaze Media"},
        "001": {"outlet": "RT", "provenance": (dateline,)},
    }
    return {name: article(name, text, **known.get(name, {})) for name, text in texts.items()}
