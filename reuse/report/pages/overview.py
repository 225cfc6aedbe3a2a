"""The overview: totals, every family in a row, every article that takes part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.model import ArticleId, CreditStatus, Skipped
from reuse.report.naming import Name, name_of
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.family import OriginView, PairLink, in_order, origin_view, shown_witness
from reuse.report.pages.site import Entry, Pair, Site, carriers
from reuse.report.wording import NATURE, count, credit_words, opening, unnamed_origins

# Names in one row; the family's page has every witness.
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Total:
    """One figure and what it counts."""

    figure: str
    noun: str


@dataclass(frozen=True, slots=True)
class Status:
    """One witness of a row: its name and its credit status in words."""

    name: Name
    credit: str
    status: CreditStatus | None
    is_possible: bool


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family in the table; `outlets_more` witnesses are not named here."""

    id: str
    number: int
    opening: str
    words: int
    nature: str
    is_possible: bool
    origin: OriginView
    statuses: tuple[Status, ...]
    outlets_more: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article that takes part."""

    card: Card
    passages: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting by its dotted name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The first page; `pairs` only where matches were compared and not traced to families."""

    version: str
    totals: tuple[Total, ...]
    families: tuple[FamilyRow, ...]
    boilerplate: tuple[FamilyRow, ...]
    pairs: tuple[PairLink, ...]
    articles: tuple[ArticleRow, ...]
    alone: str | None
    skipped: tuple[Skipped, ...]
    settings: tuple[Setting, ...]
    notes: tuple[str, ...]
    bound: str | None


def overview_view(site: Site) -> OverviewView:
    """Everything that the first page shows."""
    report = site.report
    shown = [entry for entry in site.entries if not entry.is_boilerplate]
    return OverviewView(
        version=report.version,
        totals=tuple(_totals(site, shown)),
        families=tuple(_row(site, entry) for entry in shown),
        boilerplate=tuple(_row(site, entry) for entry in site.entries if entry.is_boilerplate),
        pairs=() if site.entries else tuple(_pair(site, pair) for pair in site.pairs),
        articles=tuple(_article(site, article) for article in site.shares),
        alone=_alone(len(report.articles) - len(site.shares)),
        skipped=report.skipped,
        settings=tuple(_settings(report.settings, "")),
        notes=report.notes,
        bound=_bound(site),
    )


def _totals(site: Site, shown: list[Entry]) -> Iterator[Total]:
    read, skipped = len(site.report.articles), len(site.report.skipped)
    taking_part = {article for entry in shown for article in carriers(entry)}
    words = sum(entry.family.words for entry in shown)
    yield Total(f"{len(shown):,}", "shared passage" if len(shown) == 1 else "shared passages")
    yield Total(f"{words:,}", "word in it" if words == 1 else "words in them")
    yield Total(f"{len(taking_part):,}", f"of {count(read, 'article')} take part")
    silent = len(unnamed_origins(site.report))
    verb = (
        "article with a passage whose origin it does"
        if silent == 1
        else ("articles with a passage whose origin they do")
    )
    yield Total(f"{silent:,}", f"{verb} not name")
    yield Total(f"{skipped:,}", "input skipped" if skipped == 1 else "inputs skipped")


def _row(site: Site, entry: Entry) -> FamilyRow:
    shown = shown_witness(site, entry)
    witnesses = in_order(site, entry)
    return FamilyRow(
        id=entry.family.id,
        number=entry.number,
        opening=opening(shown.span.of(site.articles[shown.article].text)),
        words=entry.family.words,
        nature=NATURE[entry.family.nature],
        is_possible=entry.standing.is_possible,
        origin=origin_view(site, entry),
        statuses=tuple(
            Status(
                name=name_of(site.articles[witness.article]),
                credit=credit_words(witness, entry.lineage.origin),
                status=witness.credit.status if witness.credit else None,
                is_possible=witness in entry.standing.possible,
            )
            for witness in witnesses[:_MOST_NAMED]
        ),
        outlets_more=max(0, len(witnesses) - _MOST_NAMED),
    )


def _article(site: Site, article: ArticleId) -> ArticleRow:
    families = {share.entry.number for share in site.shares[article]}
    return ArticleRow(card_of(site, site.articles[article]), len(families))


def _pair(site: Site, pair: Pair) -> PairLink:
    left, right = (card_of(site, site.articles[article]) for article in pair)
    return PairLink(left, right, 0)


def _bound(site: Site) -> str | None:
    if not site.unpaged:
        return None
    return (
        f"The first {site.bounds.most_pairs:,} pairs of articles, families in order, have a page "
        f"with both side by side; {count(site.unpaged, 'more pair')} would have one but for that "
        "bound."
    )


def _alone(number: int) -> str | None:
    if not number:
        return None
    noun = "other article shares" if number == 1 else "other articles share"
    return f"{number:,} {noun} no passage with any."


def _settings(settings: Mapping[str, object], prefix: str) -> Iterator[Setting]:
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield Setting(f"{prefix}{key}", json.dumps(value, ensure_ascii=False, default=str))
