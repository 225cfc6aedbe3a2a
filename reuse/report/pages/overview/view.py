"""The overview: totals, who took from whom, when, every family in a row, every article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.model import ArticleId, Skipped
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.lineage.family import PairLink
from reuse.report.pages.overview.choices import Choices, choices_of
from reuse.report.pages.overview.datafiles import RowData, data_names, owners_of
from reuse.report.pages.overview.flow import state
from reuse.report.pages.overview.ribbons import FlowView, flow_view
from reuse.report.pages.overview.tablerows import MOST_BOILERPLATE, MOST_ROWS, FamilyRow, Rows
from reuse.report.pages.overview.timeline import TimelineView, timeline_view
from reuse.report.pages.site import Pair, Site
from reuse.report.wording import count, notes_by_weight, unnamed_origins

# Skipped inputs that one file lists; its data names all.
MOST_SKIPPED = 1_000


@dataclass(frozen=True, slots=True)
class Total:
    """One figure and what it counts; `address` shows its families in the table."""

    figure: str
    noun: str
    address: str | None = None


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
    """The first page; `pairs` only where matches were compared and not traced to families.

    Of each list the first rows are here and `*_total` says how many there are.  Rows
    of `families` and `boilerplate` are numbered as in the data, which is `data` for
    the script in the page, or in `data_files` beside it.
    """

    version: str
    headline: str
    totals: tuple[Total, ...]
    unnamed: str | None
    flow: FlowView | None
    no_flow: str
    timeline: TimelineView | None
    families: tuple[FamilyRow, ...]
    families_total: int
    boilerplate: tuple[FamilyRow, ...]
    boilerplate_total: int
    choices: Choices
    data: str | None
    data_files: tuple[str, ...]
    pairs: tuple[PairLink, ...]
    articles: tuple[ArticleRow, ...]
    articles_total: int
    beside: tuple[ArticleRow, ...]
    beside_total: int
    alone: str | None
    skipped: tuple[Skipped, ...]
    skipped_total: int
    settings: tuple[Setting, ...]
    part: tuple[str, ...]
    notes: tuple[str, ...]
    bound: str | None


def overview_view(site: Site, rows: Rows, *, most: int | None = MOST_ROWS) -> OverviewView:
    """Everything that the first page shows, at most so many rows of each table; None: all."""
    report = site.report
    carrying, beside = articles_of(site, rows)
    is_whole = most is None or not rows.is_large
    part, notes = notes_by_weight(report)
    return OverviewView(
        version=report.version,
        headline=_headline(site, rows),
        totals=tuple(_totals(site, rows, carrying=len(carrying))),
        unnamed=_unnamed(site),
        flow=flow_view(site),
        no_flow=_no_flow(rows),
        timeline=timeline_view(site, rows.news),
        families=rows.news[:most],
        families_total=len(rows.news),
        boilerplate=rows.boilerplate[: None if most is None else MOST_BOILERPLATE],
        boilerplate_total=len(rows.boilerplate),
        choices=choices_of(rows),
        data=RowData(rows, owners_of(site, rows), None).in_page() if is_whole else None,
        data_files=() if is_whole else data_names(rows),
        pairs=() if site.entries else tuple(_pair(site, pair) for pair in site.pairs),
        articles=tuple(article_row(site, article) for article in carrying[:most]),
        articles_total=len(carrying),
        beside=tuple(article_row(site, article) for article in beside[:most]),
        beside_total=len(beside),
        alone=_alone(len(report.articles) - len(site.shares)),
        skipped=report.skipped[: MOST_SKIPPED if most is None else most],
        skipped_total=len(report.skipped),
        settings=tuple(_settings(report.settings, "")),
        part=part,
        notes=notes,
        bound=_bound(site),
    )


def articles_of(site: Site, rows: Rows) -> tuple[list[ArticleId], list[ArticleId]]:
    """The articles that carry a passage of news, and those that a page is about beside them."""
    if not site.entries:
        return list(site.shares), []
    carrying = {article for row in rows.news for article in row.articles}
    return sorted(carrying), [article for article in site.shares if article not in carrying]


def article_row(site: Site, article: ArticleId) -> ArticleRow:
    """The row of one article; boilerplate is not counted."""
    shares = site.shares[article]
    families = {share.entry.number for share in shares if not share.entry.is_boilerplate}
    return ArticleRow(card_of(site, site.articles[article]), len(families))


def _headline(site: Site, rows: Rows) -> str:
    """What was found, in a sentence without its full stop."""
    read = len(site.report.articles)
    if read < 2:
        return (
            "One article was read, and none to compare it with" if read else "No article was read"
        )
    where = "both articles" if read == 2 else f"more than one of {read:,} articles"
    if not site.entries and site.pairs:
        pairs = len(site.pairs) + site.unpaged
        verb = "shares" if pairs == 1 else "share"
        return f"{count(pairs, 'pair')} of {read:,} articles {verb} words"
    found = len(rows.news)
    if not found:
        return f"No passage {'but boilerplate ' if rows.boilerplate else ''}stands in {where}"
    return f"{count(found, 'passage')} {'stands' if found == 1 else 'stand'} in {where}"


def _totals(site: Site, rows: Rows, *, carrying: int) -> Iterator[Total]:
    read, skipped = len(site.report.articles), len(site.report.skipped)
    words = sum(row.words for row in rows.news)
    yield Total(
        f"{len(rows.news):,}", "shared passage" if len(rows.news) == 1 else "shared passages"
    )
    yield Total(f"{words:,}", "word in it" if words == 1 else "words in them")
    verb = "carries one" if carrying == 1 else "carry one"
    yield Total(f"{carrying:,}", f"of {count(read, 'article')} {verb}")
    silent = len(unnamed_origins(site.report))
    verb = "article does" if silent == 1 else "articles do"
    address = state({"credit": "unnamed"}) if silent else None
    yield Total(f"{silent:,}", f"{verb} not name a known origin", address)
    yield Total(f"{skipped:,}", "input skipped" if skipped == 1 else "inputs skipped")


def _unnamed(site: Site) -> str | None:
    silent = len(unnamed_origins(site.report))
    if not silent:
        return None
    one = silent == 1
    return (
        f"{count(silent, 'article')} {'carries' if one else 'carry'} copied text or wire copy "
        f"whose origin is known, and no credit for it was found in {'it' if one else 'them'}. "
        "There may be a licence, an agreement or a credit outside the text: that is for people "
        "to judge."
    )


def _no_flow(rows: Rows) -> str:
    if not rows.news:
        return "No passage is shared, so nothing was taken."
    return (
        "There is no picture: for none of the passages does the evidence say which outlet "
        "took it from which."
    )


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
