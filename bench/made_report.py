"""A report of any number of families, made of invented words: for benches and tests of size.

Nothing is scanned: articles, passages, credits and derivations are put together so that a
renderer has what it would have from a real collection (300 words an article, two to thirty
carriers a passage, some a hundred, a third of the dates unknown).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reuse.model import (
    OUTLET_PREFIX,
    Article,
    ArticleId,
    Confidence,
    Credit,
    CreditStatus,
    Derivation,
    Evidence,
    Family,
    FamilyId,
    Lineage,
    Match,
    Nature,
    Origin,
    Precision,
    Report,
    Skipped,
    Span,
    Timestamp,
    Witness,
)
from reuse.settings import Settings

_START = datetime(2024, 3, 1, tzinfo=UTC)
_NATURES: tuple[Nature, ...] = ("copied",) * 5 + ("wire",) * 3 + (
    "press-release", "quotation", "boilerplate", "self",
)  # fmt: skip
_STATUSES: tuple[CreditStatus, ...] = (
    "credited",
    "credited",
    "none",
    "none",
    "linked",
    "elsewhere",
)
_CONFIDENCES: tuple[Confidence, ...] = ("certain", "probable", "possible")
_PRECISIONS: tuple[Precision, ...] = ("minute", "minute", "minute", "day", "month")
_WIRES = ("Northern Wire", "Press Union")


@dataclass(slots=True)
class _Draft:
    """An article while passages are put into it."""

    id: ArticleId
    outlet: str
    published: Timestamp | None
    parts: list[str]
    length: int = 0

    def add(self, part: str) -> Span:
        """Append a paragraph and say where it stands."""
        start = self.length + (2 if self.parts else 0)
        self.parts.append(part)
        self.length = start + len(part)
        return Span(start, self.length)


def made_report(families: int, *, seed: int) -> Report:
    """A report of so many families; the same for the same arguments."""
    chance = random.Random(seed)
    vocabulary = [_word(chance) for _ in range(6_000)]
    drafts = _drafts(chance, vocabulary, number=max(3, families * 2))
    made = [_family(chance, vocabulary, drafts, number=n + 1) for n in range(families)]
    for draft in drafts:
        if (missing := 300 - draft.length // 6) > 0:
            draft.add(_sentence(chance, vocabulary, missing))
    articles = tuple(_article(draft, vocabulary) for draft in drafts)
    return Report(
        version="made",
        settings=Settings().to_dict(),
        articles=articles,
        skipped=tuple(Skipped(f"made/{n}.bin", "not text") for n in range(families // 20)),
        matches=tuple(
            sorted(_matches(made), key=lambda m: (m.left_article, m.right_article, m.left))
        ),
        families=tuple(family for family, _ in made),
        lineages=tuple(lineage for _, lineage in made),
        words={article.id: article.text.count(" ") + 1 for article in articles},
    )


def _word(chance: random.Random) -> str:
    syllables = chance.choices("ba de fi go lu ma ne pi ro su ta ve wi zo ka le".split(), k=3)
    return "".join(syllables[: chance.choice((1, 2, 2, 3, 3))]) + chance.choice(("", "n", "r", "s"))


def _sentence(chance: random.Random, vocabulary: Sequence[str], words: int) -> str:
    return " ".join(chance.choices(vocabulary, k=words)).capitalize() + "."


def _drafts(chance: random.Random, vocabulary: Sequence[str], *, number: int) -> list[_Draft]:
    outlets = [
        f"{vocabulary[n].capitalize()} {chance.choice(('Post', 'Herald', 'Times', 'Echo'))}"
        for n in range(min(400, 6 + number // 12))
    ]
    weights = [1 / (n + 1) for n in range(len(outlets))]
    drafts = []
    for n in range(number):
        when = _START + timedelta(minutes=chance.randrange(60 * 24 * 90))
        precision = chance.choice(_PRECISIONS)
        dated = Timestamp(_cut(when, precision), precision) if chance.random() < 2 / 3 else None
        outlet = chance.choices(outlets, weights)[0]
        drafts.append(_Draft(ArticleId(f"made-{n:06d}"), outlet, dated, []))
    return drafts


def _cut(when: datetime, precision: Precision) -> datetime:
    if precision == "month":
        return when.replace(day=1, hour=0, minute=0)
    return when.replace(hour=0, minute=0) if precision == "day" else when


def _family(
    chance: random.Random, vocabulary: Sequence[str], drafts: Sequence[_Draft], *, number: int
) -> tuple[Family, Lineage]:
    words = chance.randint(40, 120)
    passage = _sentence(chance, vocabulary, words)
    size = (
        100
        if chance.random() < 0.01
        else min(chance.choice((2, 2, 2, 3, 3, 4, 6, 9, 30)), len(drafts))
    )
    chosen = chance.sample(drafts, min(size, len(drafts)))
    chosen.sort(key=lambda d: (d.published is None, d.published.moment if d.published else _START))
    is_outside = chance.random() < 0.3
    is_known = chance.random() < 0.85
    statuses: list[CreditStatus] = [chance.choice(_STATUSES) for _ in chosen]
    origin = _origin(chance, None if is_outside else chosen[0], is_known=is_known)
    witnesses = (
        Witness(draft.id, draft.add(passage), Credit(status, origin.outlet))
        for draft, status in zip(chosen, statuses, strict=True)
    )
    family = Family(
        FamilyId(f"f{number:06d}"),
        tuple(sorted(witnesses, key=lambda w: (w.article, w.span))),
        chance.choice(_NATURES),
        words,
    )
    return family, Lineage(family.id, origin, tuple(_steps(chosen, origin)))


def _origin(chance: random.Random, first: _Draft | None, *, is_known: bool) -> Origin:
    if not is_known:
        return Origin(None, None, False, "unknown", ("No article is dated before the others.",))
    confidence = chance.choice(_CONFIDENCES)
    if first is None:
        return Origin(chance.choice(_WIRES), None, False, confidence, ("Copies name it.",))
    return Origin(first.outlet, first.id, True, confidence, ("It is dated before the others.",))


def _steps(chosen: Sequence[_Draft], origin: Origin) -> list[Derivation]:
    if origin.confidence == "unknown":
        return []
    source = origin.article or f"{OUTLET_PREFIX}{origin.outlet}"
    evidence = (Evidence("time", "the other is dated later", source, 3.0),)
    steps = [
        Derivation(source, draft.id, origin.confidence, evidence)
        for draft in chosen
        if draft.id != source
    ]
    return sorted(steps, key=lambda step: (step.source, step.derivative))


def _article(draft: _Draft, vocabulary: Sequence[str]) -> Article:
    number = int(draft.id[-6:])
    title = " ".join(vocabulary[(number * 7 + k) % len(vocabulary)] for k in range(7)).capitalize()
    return Article(
        id=draft.id,
        text="\n\n".join(draft.parts),
        source=f"made/{draft.id}",
        title=title,
        outlet=draft.outlet,
        published=draft.published,
        language="en",
    )


def _matches(made: Sequence[tuple[Family, Lineage]]) -> list[Match]:
    return [
        Match(
            family.witnesses[0].article,
            other.article,
            family.witnesses[0].span,
            other.span,
            kind="verbatim",
            similarity=1.0,
            words=family.words,
            certainty="possible" if number % 15 == 0 else "certain",
        )
        for number, (family, _) in enumerate(made)
        for other in family.witnesses[1:]
    ]
