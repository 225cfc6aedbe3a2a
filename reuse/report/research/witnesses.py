"""What tables say of each witness: its family, its article, its words, derivation and matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reuse.model import (
    OUTLET_PREFIX,
    Article,
    ArticleId,
    Certainty,
    Derivation,
    Family,
    Lineage,
    Match,
    Report,
    Span,
    Witness,
)
from reuse.report.certainty import standings, ties
from reuse.text.tokens import tokenize

ROWS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Meeting:
    """A match of a witness: its own words in `own`, those of another article in `span`."""

    match: Match
    own: Span
    article: ArticleId
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """One witness with all that is known about it, but for its words.

    `step` is the derivation that leads to its article; `source_outlet` is the outlet it leads from.
    """

    family: Family
    lineage: Lineage
    witness: Witness
    article: Article
    step: Derivation | None
    source_outlet: str | None
    meetings: tuple[Meeting, ...]
    family_certainty: Certainty
    certainty: Certainty

    @property
    def passage(self) -> str:
        """The words that the witness carries."""
        return self.witness.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One witness; `words` counts those of its own passage."""

    place: Place
    words: int


def rows(report: Report) -> Iterator[list[Row]]:
    """Every witness in the order of the report, some thousand at a time."""
    places = _places(report)
    while some := list(islice(places, ROWS_AT_ONCE)):
        # Only the words are counted, and those no language changes.
        counts = tokenize([place.passage for place in some]).words.tolist()
        yield [Row(place, words) for place, words in zip(some, counts, strict=True)]


def _places(report: Report) -> Iterator[Place]:
    articles = {article.id: article for article in report.articles}
    known, met = standings(report), _meetings(report)
    both = zip(report.families, report.lineages, strict=True)
    for number, (family, lineage) in enumerate(both):
        standing = known[family.id]
        steps = {step.derivative: step for step in lineage.derivations}
        for n, witness in enumerate(family.witnesses):
            step = steps.get(witness.article)
            yield Place(
                family,
                lineage,
                witness,
                articles[witness.article],
                step,
                source_outlet=outlet_of(step.source, articles) if step else None,
                meetings=tuple(met.get((number, n), ())),
                family_certainty=_said(standing.is_possible),
                certainty=_said(witness in standing.possible),
            )


def _meetings(report: Report) -> Mapping[tuple[int, int], list[Meeting]]:
    """The matches of each witness, by the numbers of its family and of itself."""
    found: defaultdict[tuple[int, int], list[Meeting]] = defaultdict(list)
    for tie in ties(report):
        match = tie.match
        left = Meeting(match, match.left, match.right_article, match.right)
        right = Meeting(match, match.right, match.left_article, match.left)
        found[tie.family, tie.left].append(left)
        found[tie.family, tie.right].append(right)
    return found


def _said(is_possible: bool) -> Certainty:
    return "possible" if is_possible else "certain"


def outlet_of(node: str, articles: dict[ArticleId, Article]) -> str | None:
    """The outlet of a node: that of the article, else the one that it names."""
    article = articles.get(ArticleId(node))
    if article is not None:
        return article.outlet
    return node.removeprefix(OUTLET_PREFIX) if node.startswith(OUTLET_PREFIX) else None
