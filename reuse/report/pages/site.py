"""A report indexed for its pages: who carries what, and which pairs get a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import TYPE_CHECKING

from reuse.model import Article, ArticleId, Family, Lineage, Match, Report, Witness
from reuse.report.certainty import Places, Standing, places_of, standings
from reuse.report.naming import ids_of, numbers_of
from reuse.report.wording import credits_of
from reuse.report.words import WordIndex, index_words

if TYPE_CHECKING:
    from reuse.report.pages.card import Card
    from reuse.report.pages.lineage.family import OriginView
    from reuse.report.pages.sides.passages import Layout
    from reuse.report.segments import Mark

Pair = tuple[ArticleId, ArticleId]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many pairs get a page.

    Up to `all_pairs_up_to` witnesses every pair does (28 pages for 8); a family of
    500 would need 124,750, so beyond it only pairs that mean something do.
    `most_pairs` bounds a whole report, families in order: some 110 MB for 2,000.
    """

    all_pairs_up_to: int = 8
    most_pairs: int = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A family with its lineage, its number (of its id), and how sure its matches are.

    `ids` are the nodes that its ledger may name (`naming.ids_of`), `credits` the place of each
    article whose credit counts (`wording.credits_of`), `carriers` the articles, sorted, and
    `sources` the nodes that each derivative took the passage from; `takers` counts who took it.
    """

    number: int
    family: Family
    lineage: Lineage
    standing: Standing
    ids: Mapping[str, tuple[ArticleId, ...]]
    credits: Mapping[ArticleId, Witness]
    carriers: tuple[ArticleId, ...]
    sources: Mapping[str, frozenset[str]]
    takers: Mapping[str, int]

    @property
    def is_boilerplate(self) -> bool:
        """Whether the passage is nobody's news: a legal line, a form, a menu."""
        return self.family.nature == "boilerplate"


@dataclass(frozen=True, slots=True)
class Share:
    """One witness seen from its article."""

    entry: Entry
    witness: Witness


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that pages look up; `pairs` are those that get a page, by sorted ids.

    `unpaged` pairs would have one but for `bounds`.  `index` holds the words of the articles of
    `shares`, `places` where they carry which of `entries`.  `cards`, `origins`, `layouts`,
    `quoted`, `disguised` and `labels` fill as pages are made: the same ones are asked for by many.
    """

    report: Report
    entries: tuple[Entry, ...]
    articles: Mapping[ArticleId, Article]
    shares: Mapping[ArticleId, tuple[Share, ...]]
    matches: Mapping[Pair, tuple[Match, ...]]
    pairs: Mapping[Pair, tuple[Entry, ...]]
    unpaged: int
    bounds: Bounds
    index: WordIndex
    places: Mapping[ArticleId, Places]
    cards: dict[ArticleId, Card] = field(default_factory=dict)
    origins: dict[int, OriginView] = field(default_factory=dict)
    layouts: dict[Pair, Layout] = field(default_factory=dict)
    quoted: dict[ArticleId, tuple[Mark, ...]] = field(default_factory=dict)
    disguised: dict[ArticleId, tuple[Mark, ...]] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def words(self, article: ArticleId) -> int | None:
        """Length of an article in tokens, when the report counted it."""
        return self.report.words.get(article)


def site_of(report: Report, *, bounds: Bounds | None = None) -> Site:
    """The index of a report, linear in its words, witnesses, matches and pair pages."""
    bounds = bounds or Bounds()
    entries = tuple(_entries(report))
    articles = {article.id: article for article in report.articles}
    matches: defaultdict[Pair, list[Match]] = defaultdict(list)
    for match in report.matches:
        matches[_sorted(match.left_article, match.right_article)].append(match)
    shares = _shares(entries, articles)
    pairs = _pairs(entries, bounds) if entries else dict.fromkeys(matches, ())
    if not entries:
        shares = {article: () for pair in matches for article in pair}
    paged = dict(islice(pairs.items(), bounds.most_pairs))
    return Site(
        report=report,
        entries=entries,
        articles=articles,
        shares=dict(sorted(shares.items())),
        matches={pair: tuple(found) for pair, found in matches.items()},
        pairs=dict(sorted(paged.items())),
        unpaged=len(pairs) - len(paged),
        bounds=bounds,
        index=index_words([articles[article] for article in sorted(shares)]),
        places=places_of(report),
    )


def _entries(report: Report) -> Iterator[Entry]:
    standing = standings(report)
    both = zip(report.families, report.lineages, strict=True)
    for number, (family, lineage) in zip(numbers_of(report.families), both, strict=True):
        credits, steps = credits_of(family), {(d.source, d.derivative) for d in lineage.derivations}
        sources: defaultdict[str, set[str]] = defaultdict(set)
        for source, derivative in steps:
            sources[derivative].add(source)
        yield Entry(
            number=number,
            family=family,
            lineage=lineage,
            standing=standing[family.id],
            ids=ids_of(family, lineage),
            credits=credits,
            carriers=tuple(sorted(credits)),
            sources={derivative: frozenset(found) for derivative, found in sources.items()},
            takers=Counter(source for source, _ in steps),
        )


def _shares(
    entries: Iterable[Entry], articles: Mapping[ArticleId, Article]
) -> dict[ArticleId, tuple[Share, ...]]:
    shares: defaultdict[ArticleId, list[Share]] = defaultdict(list)
    for entry in entries:
        for witness in entry.family.witnesses:
            shares[witness.article].append(Share(entry, witness))
        for named in _named(entry):
            # A link may lead to each of these, so each gets a page even without a witness.
            if named in articles:
                shares.setdefault(named, [])
    return {article: tuple(found) for article, found in shares.items()}


def _pairs(entries: Iterable[Entry], bounds: Bounds) -> dict[Pair, tuple[Entry, ...]]:
    """The pairs that may have a page, in the order of their first family."""
    pairs: defaultdict[Pair, list[Entry]] = defaultdict(list)
    for entry in entries:
        for pair in pairs_shown(entry, bounds):
            pairs[pair].append(entry)
    return {pair: tuple(found) for pair, found in pairs.items()}


def _named(entry: Entry) -> Iterator[ArticleId]:
    if entry.lineage.origin.article is not None:
        yield entry.lineage.origin.article
    for derivation in entry.lineage.derivations:
        yield from (ArticleId(derivation.source), ArticleId(derivation.derivative))


def pairs_shown(entry: Entry, bounds: Bounds) -> tuple[Pair, ...]:
    """The pairs of a family that get a page, sorted.

    All of them up to `bounds.all_pairs_up_to` articles.  Beyond: every derivation inside
    the corpus and every pair with the origin's article, or with the first article
    when the origin is none of them.
    """
    articles = entry.carriers
    if len(articles) <= bounds.all_pairs_up_to:
        return tuple(combinations(articles, 2))
    return tuple(sorted(set(_telling_pairs(entry, articles))))


def _telling_pairs(entry: Entry, articles: tuple[ArticleId, ...]) -> Iterator[Pair]:
    known = set(articles)
    for derivation in entry.lineage.derivations:
        source, derivative = ArticleId(derivation.source), ArticleId(derivation.derivative)
        if source in known and derivative in known and source != derivative:
            yield _sorted(source, derivative)
    origin = entry.lineage.origin.article
    centre = origin if origin in known else articles[0]
    yield from (_sorted(centre, other) for other in articles if other != centre)


def _sorted(one: ArticleId, other: ArticleId) -> Pair:
    return (one, other) if one <= other else (other, one)
