"""One family as a row: what the table of the overview, its further pages and its data show.

Copies are told by article and grouped by what each says of the origin, so that a
passage with a hundred carriers takes no more room than one with two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.model import (
    ArticleId,
    Confidence,
    CreditStatus,
    Nature,
    Timestamp,
    Witness,
)
from reuse.report.moments import Moment, moment_of
from reuse.report.pages.lineage.family import OriginView, in_order, origin_view
from reuse.report.pages.overview.axis import earliest
from reuse.report.pages.overview.labels import label_of, origin_label
from reuse.report.pages.site import Entry, Site
from reuse.report.precedence import passage_rank
from reuse.report.wording import (
    BY_CREDIT,
    CREDIT,
    NATURE,
    OF_THE_ORIGIN,
    is_free,
    opening,
    unnamed_in,
)

# What stands in the first page; the others follow in pages of their own.
MOST_ROWS = 200
MOST_BOILERPLATE = 50
_MOST_NAMED = 3
# The words of every status, in the order in which an overview tells them.
STATUS: dict[str, str] = {
    "origin": "the origin",
    **{s or "unjudged": CREDIT[s] if s else OF_THE_ORIGIN for s in BY_CREDIT},
    "free": "no credit expected",
}
CREDITED = frozenset[CreditStatus | None]({"credited", "quoted", "linked"})


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of a family with one status; `more` outlets are not named.

    `possible` of the articles hang on a possible match only.
    """

    status: str
    words: str
    number: int
    names: tuple[str, ...]
    more: int
    possible: int


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family in the table; `flows` are the names (source, taker) of its derivations.

    `outlets` are the names of its articles and of its origin, as the filter has them.
    """

    id: str
    number: int
    opening: str
    words: int
    nature: Nature
    nature_words: str
    is_possible: bool
    is_unnamed: bool
    origin: OriginView
    origin_name: str
    confidence: Confidence
    first: Moment | None
    first_at: Timestamp | None
    first_article: ArticleId | None
    articles: tuple[ArticleId, ...]
    groups: tuple[Group, ...]
    outlets: tuple[str, ...]
    flows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows in the order of the report: passages of news, and boilerplate apart."""

    news: tuple[FamilyRow, ...]
    boilerplate: tuple[FamilyRow, ...]

    @property
    def all(self) -> tuple[FamilyRow, ...]:
        """Passages of news, then boilerplate."""
        return self.news + self.boilerplate

    @property
    def is_large(self) -> bool:
        """Whether the first page cannot hold them all."""
        return len(self.news) > MOST_ROWS or len(self.boilerplate) > MOST_BOILERPLATE


def rows_of(site: Site) -> Rows:
    """Every family as a row.

    First what an editor looks for: copied text and wire copy whose known origin an
    article does not name.  Within these and the others the longest come first.
    """
    ordered = sorted(site.entries, key=_precedence)
    return Rows(
        tuple(family_row(site, entry) for entry in ordered if not entry.is_boilerplate),
        tuple(family_row(site, entry) for entry in ordered if entry.is_boilerplate),
    )


def _precedence(entry: Entry) -> tuple[bool, int, int]:
    return passage_rank(entry.family, entry.lineage, number=entry.number)


def statuses_of(entry: Entry) -> dict[ArticleId, str]:
    """What each article says of the origin: the clearest that any of its places says.

    Its own article is `origin`, another one of its outlet `unjudged`, and `free` who
    credits nobody where nobody would (`wording.is_free`).
    """
    return {article: _status(entry, witness) for article, witness in entry.credits.items()}


def _status(entry: Entry, witness: Witness) -> str:
    if witness.article == entry.lineage.origin.article:
        return "origin"
    if is_free(witness, entry.family.nature):
        return "free"
    return (witness.credit.status if witness.credit else None) or "unjudged"


def flows_of(site: Site, entry: Entry) -> Iterator[tuple[str, str]]:
    """Source and taker of every derivation between two outlets, by name."""
    for step in entry.lineage.derivations:
        source, taker = label_of(site, step.source), label_of(site, step.derivative)
        if source != taker:
            yield source, taker


def family_row(site: Site, entry: Entry) -> FamilyRow:
    """The row of one family."""
    witnesses = in_order(site, entry)
    carriers = tuple(dict.fromkeys(witness.article for witness in witnesses))
    origin = origin_view(site, entry)
    dates = {a: d for a in carriers if (d := site.articles[a].published)}
    first = earliest(dates, entry.lineage.origin.article)
    names = [label_of(site, article) for article in carriers]
    origin_name = origin_label(site, entry.lineage.origin)
    shown = witnesses[0]
    return FamilyRow(
        id=entry.family.id,
        number=entry.number,
        opening=opening(shown.span.of(site.articles[shown.article].text)),
        words=entry.family.words,
        nature=entry.family.nature,
        nature_words=NATURE[entry.family.nature],
        is_possible=entry.standing.is_possible,
        is_unnamed=bool(unnamed_in(entry.family, entry.lineage)),
        origin=origin,
        origin_name=origin_name,
        confidence=entry.lineage.origin.confidence if origin.is_known else "unknown",
        first=moment_of(dates[first]) if first else None,
        first_at=dates[first] if first else None,
        first_article=first,
        articles=carriers,
        groups=tuple(_groups(entry, names=dict(zip(carriers, names, strict=True)))),
        outlets=tuple(sorted({*names, *([origin_name] if origin.is_known else [])})),
        flows=tuple(sorted(set(flows_of(site, entry)))),
    )


def _groups(entry: Entry, *, names: Mapping[ArticleId, str]) -> Iterator[Group]:
    members: defaultdict[str, list[ArticleId]] = defaultdict(list)
    statuses = statuses_of(entry)
    for article in names:
        members[statuses[article]].append(article)
    unsure = {witness.article for witness in entry.standing.possible}
    for status in (status for status in STATUS if status in members):
        named = tuple(dict.fromkeys(names[article] for article in members[status]))
        yield Group(
            status=status,
            words=STATUS[status],
            number=len(members[status]),
            names=named[:_MOST_NAMED],
            more=max(0, len(named) - _MOST_NAMED),
            possible=0 if entry.standing.is_possible else len(unsure & set(members[status])),
        )
