"""One family: its passage, its lineage with the evidence, and what each copy changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reuse.model import ArticleId, Derivation, FamilyId, Origin, Witness
from reuse.report.moments import date_words
from reuse.report.naming import Name, name_of
from reuse.report.pages.card import Card, Said, card_of, said_of
from reuse.report.pages.lineage.drawing import Drawing, draw
from reuse.report.pages.lineage.drawn import SURENESS
from reuse.report.pages.lineage.ledgers import LedgerView, ledger_of
from reuse.report.pages.lineage.verdict import verdict
from reuse.report.pages.lineage.witnesses import (
    Carriers,
    WitnessView,
    witness_views,
)
from reuse.report.pages.links import anchor
from reuse.report.pages.sides.passages import pair_layout
from reuse.report.pages.site import Bounds, Entry, Pair, Site, pairs_shown
from reuse.report.precedence import witness_rank
from reuse.report.wording import (
    CONFIDENCE,
    NATURE,
    count,
    credit_words,
    is_known,
    node_outlet,
    opening,
    origin_words,
)

# Articles that the page has an entry for, and as many ledgers; the others are rows of a table.
MOST_IN_FULL = 100
# Up to so many steps show their evidence without being asked.
_MOST_OPEN = 2


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where the passage began, in words; `note` is empty for an origin in the corpus."""

    name: Name
    note: str
    confidence: str
    is_known: bool
    is_outside: bool
    article: str | None
    basis: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """One article without an entry; `place` is its anchor where the drawing leads to it."""

    number: int
    card: Card
    place: str
    published: str
    source: str
    credit: str


@dataclass(frozen=True, slots=True)
class PairLink:
    """One pair of witnesses that has a page; `passage` is where this family is on it."""

    left: Card
    right: Card
    passage: int


@dataclass(frozen=True, slots=True)
class OuterView:
    """The longer passage that this one is a piece of."""

    id: FamilyId
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The page of one family.

    `ledgers` and `witnesses` are in the order of the witnesses' numbers, and so is
    `others`, the articles without an entry; `is_open` when all evidence is in view.
    """

    id: str
    anchor: str
    number: int
    opening: str
    nature: str
    is_possible: bool
    words: str
    outlets: str
    passage: str
    passage_card: Card
    verdict: tuple[Said, ...]
    outer: OuterView | None
    origin: OriginView
    drawing: Drawing
    ledgers: tuple[LedgerView, ...]
    is_open: bool
    witnesses: tuple[WitnessView, ...]
    others: tuple[BriefView, ...]
    pairs: tuple[PairLink, ...]
    pair_note: str | None


def family_view(site: Site, entry: Entry) -> FamilyView:
    """Everything that the page of a family shows."""
    family = entry.family
    shown = shown_witness(site, entry)
    article = site.articles[shown.article]
    carried = _carriers(site, entry, shown=shown)
    numbers = {article: number for number, article in enumerate(carried.groups, 1)}
    drawing = draw(site, entry, numbers=numbers)
    full = dict(islice(numbers.items(), MOST_IN_FULL))
    others = tuple(_briefs(carried, numbers, drawing=drawing))
    ledgers = tuple(_ledgers(carried, numbers, drawing=drawing))
    wanted = pairs_shown(entry, site.bounds)
    pairs = [pair for pair in wanted if pair in site.pairs]
    is_few = len(numbers) <= site.bounds.all_pairs_up_to
    return FamilyView(
        id=family.id,
        anchor=anchor("family", family.id),
        number=entry.number,
        opening=opening(shown.span.of(article.text)),
        nature=NATURE[family.nature],
        is_possible=entry.standing.is_possible,
        words=count(family.words, "word"),
        outlets=count(len(numbers), "article"),
        passage=shown.span.of(article.text),
        passage_card=card_of(site, article),
        verdict=verdict(site, entry),
        outer=_outer(site, entry, shown=shown),
        origin=origin_view(site, entry),
        drawing=drawing,
        ledgers=ledgers,
        is_open=len(ledgers) <= _MOST_OPEN,
        witnesses=tuple(witness_views(carried, full)),
        others=others,
        pairs=tuple(_pair(site, entry, pair=pair) for pair in pairs) if is_few else (),
        pair_note=_pair_note(entry, len(pairs), cut=len(wanted) - len(pairs), bounds=site.bounds),
    )


def _carriers(site: Site, entry: Entry, *, shown: Witness) -> Carriers:
    groups: defaultdict[ArticleId, list[Witness]] = defaultdict(list)
    for witness in in_order(site, entry):
        groups[witness.article].append(witness)
    # The surest step to an article is the one of its entry.
    steps: dict[str, Derivation] = {}
    for step in sorted(entry.lineage.derivations, key=lambda d: SURENESS.index(d.confidence)):
        steps.setdefault(step.derivative, step)
    return Carriers(site, entry, shown, groups, steps)


def _ledgers(
    carried: Carriers, numbers: Mapping[ArticleId, int], *, drawing: Drawing
) -> Iterator[LedgerView]:
    """The ledgers of the first articles, and of all that are drawn."""
    asked = {edge.step for edge in drawing.edges}
    for article, number in numbers.items():
        step = carried.steps.get(article)
        if step is not None and (number <= MOST_IN_FULL or str(number) in asked):
            yield ledger_of(carried.site, carried.entry, step=step, number=number)


def _briefs(
    carried: Carriers, numbers: Mapping[ArticleId, int], *, drawing: Drawing
) -> Iterator[BriefView]:
    asked = {box.number for box in drawing.boxes}
    site, entry = carried.site, carried.entry
    for article, number in islice(numbers.items(), MOST_IN_FULL, None):
        step, published = carried.steps.get(article), site.articles[article].published
        source = None
        if step is not None:
            from_number = numbers.get(ArticleId(step.source))
            source = f"{from_number}" if from_number else node_outlet(step.source)
        yield BriefView(
            number=number,
            card=card_of(site, site.articles[article]),
            place=str(number) if str(number) in asked else "",
            published=date_words(published) if published else "not stated",
            source=f"{source}, {CONFIDENCE[step.confidence]}" if step else "",
            credit=credit_words(
                entry.credits[article], entry.lineage.origin, nature=entry.family.nature
            ),
        )


def _outer(site: Site, entry: Entry, *, shown: Witness) -> OuterView | None:
    """The shortest longer passage that has this one within it, in the article that is shown."""
    found = site.places[shown.article].at(shown.span)
    met = ((site.entries[n], site.entries[n].family.witnesses[w].span) for n, w in found)
    around = [
        one
        for one, span in met
        if one.number != entry.number and span.contains(shown.span) and len(span) > len(shown.span)
    ]
    if not around:
        return None
    outer = min(around, key=lambda e: (e.family.words, e.number))
    return OuterView(outer.family.id, outer.number, count(outer.family.words, "word"))


def shown_witness(site: Site, entry: Entry) -> Witness:
    """The witness whose words stand for the family: the origin's, else the earliest."""
    return min(entry.family.witnesses, key=lambda w: _precedence(site, entry, witness=w))


def in_order(site: Site, entry: Entry) -> tuple[Witness, ...]:
    """The witnesses with the origin first, then by time, then those without a date."""
    return tuple(sorted(entry.family.witnesses, key=lambda w: _precedence(site, entry, witness=w)))


def _precedence(
    site: Site, entry: Entry, *, witness: Witness
) -> tuple[bool, bool, float, str, int]:
    published = site.articles[witness.article].published
    return witness_rank(witness, entry.lineage.origin, published=published)


def origin_view(site: Site, entry: Entry) -> OriginView:
    """The origin of a family in words."""
    if entry.number not in site.origins:
        site.origins[entry.number] = _origin_view(site, entry)
    return site.origins[entry.number]


def _origin_view(site: Site, entry: Entry) -> OriginView:
    origin = entry.lineage.origin
    known = is_known(origin)
    is_outside = known and not origin.in_corpus
    return OriginView(
        name=_origin_name(site, origin) if known else Name("not known", ""),
        note="not among these articles" if is_outside else "",
        confidence=CONFIDENCE[origin.confidence],
        is_known=known,
        is_outside=is_outside,
        article=origin.article,
        basis=tuple(said_of(site, entry, sentence=reason) for reason in origin.basis),
    )


def _origin_name(site: Site, origin: Origin) -> Name:
    article = site.articles.get(origin.article) if origin.article is not None else None
    if article is None:
        return Name(origin_words(origin), "")
    label = article.label or article.id
    return Name(origin.outlet, label) if origin.outlet else name_of(article)


def _pair(site: Site, entry: Entry, *, pair: Pair) -> PairLink:
    layout = pair_layout(site, pair)
    left, right = card_of(site, layout.left), card_of(site, layout.right)
    return PairLink(left, right, layout.number(entry))


def _pair_note(entry: Entry, pairs: int, *, cut: int, bounds: Bounds) -> str | None:
    articles = len(entry.carriers)
    every = articles * (articles - 1) // 2
    said = []
    if articles > bounds.all_pairs_up_to:
        said.append(
            f"{articles:,} articles carry this passage. Up to {bounds.all_pairs_up_to} every pair "
            f"is shown; here the {pairs:,} of {every:,} pairs are that are a step of the lineage "
            "or join the origin’s article (else the first one) with another. The entries above "
            "link to them."
        )
    if cut:
        said.append(
            f"{count(cut, 'pair')} without a page: a report has at most {bounds.most_pairs:,} "
            "of them."
        )
    return " ".join(said) or None
