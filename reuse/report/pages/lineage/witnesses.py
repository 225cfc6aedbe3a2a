"""The articles that carry a passage: credit, what each changed, and where to look closer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reuse.model import ArticleId, CreditStatus, Derivation, Witness
from reuse.report.disguised import disguised_said, disguises_in, typography_said
from reuse.report.pages.card import Card, Node, card_of, node_of
from reuse.report.pages.excerpt import Quote, quote
from reuse.report.pages.lineage.drift import DriftView, drift_of
from reuse.report.pages.sides.passages import pair_layout
from reuse.report.pages.site import Entry, Site
from reuse.report.segments import Inline, compared, inline
from reuse.report.wording import CONFIDENCE, credit_words, is_free

# Changes are shown in place for passages up to this size, and for so much text in all;
# the others are seen side by side.
LONGEST_CHANGES = 12_000
MOST_CHANGED_TEXT = 240_000
# Where fewer words than this share are equal, a difference is only noise.
LEAST_EQUAL = 1 / 3
# Places in one article that an entry shows.
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place where an article has the passage: its credit in context, and what changed.

    `changes` is None for the passage that the page shows itself, where
    `LONGEST_CHANGES` or `MOST_CHANGED_TEXT` was passed (then `is_shortened`), and
    where hardly a word is equal (then `own_words` has the copy's).
    """

    status: CreditStatus | None
    credit: str
    credit_outlet: str | None
    phrase: Quote | None
    changes: tuple[Inline, ...] | None
    own_words: str | None
    is_equal: bool
    is_possible: bool
    is_shown: bool
    is_shortened: bool
    disguised: str
    typography: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another article that this one can be seen beside; `is_source` when it took from it."""

    card: Card
    passage: int
    is_source: bool


@dataclass(frozen=True, slots=True)
class WitnessView:
    """One article with every place of the passage in it; `status` and `credit` are its clearest.

    `base` is the article that its words are compared with, None for the passage shown;
    `places_more` are not shown.
    """

    number: int
    card: Card
    status: CreditStatus | None
    credit: str
    is_origin: bool
    source: Node | None
    confidence: str
    base: Node | None
    drift: DriftView | None
    beside: tuple[Beside, ...]
    places: tuple[PlaceView, ...]
    places_more: int


@dataclass(frozen=True, slots=True)
class Carriers:
    """The articles of one family, in order, with their places; `steps` are by derivative."""

    site: Site
    entry: Entry
    shown: Witness
    groups: Mapping[ArticleId, Sequence[Witness]]
    steps: Mapping[str, Derivation]

    def base(self, article: ArticleId) -> Witness:
        """What a copy is compared with: the passage in its source, where that is here."""
        step = self.steps.get(article)
        found = self.groups.get(ArticleId(step.source), ()) if step else ()
        return self.shown if self.shown in found or not found else found[0]


def witness_views(carriers: Carriers, numbers: Mapping[ArticleId, int]) -> Iterator[WitnessView]:
    """The entries of some articles, by their numbers, which are in order."""
    room = MOST_CHANGED_TEXT
    for article, number in numbers.items():
        base, places = carriers.base(article), []
        for witness in carriers.groups[article][:_MOST_PLACES]:
            size = max(len(witness.span), len(base.span))
            is_short = size <= min(LONGEST_CHANGES, room)
            room -= size if is_short else 0
            places.append(_place(carriers, witness, base=base if is_short else None))
        yield _witness(carriers, article, number=number, places=places)


def _witness(
    carriers: Carriers, article: ArticleId, *, number: int, places: Sequence[PlaceView]
) -> WitnessView:
    site, step = carriers.site, carriers.steps.get(article)
    base, entry = carriers.base(article), carriers.entry
    clearest = entry.credits[article]
    return WitnessView(
        number=number,
        card=card_of(site, site.articles[article]),
        status=_status(entry, clearest),
        credit=credit_words(clearest, entry.lineage.origin, nature=entry.family.nature),
        is_origin=article == entry.lineage.origin.article,
        source=node_of(site, step.source) if step else None,
        confidence=CONFIDENCE[step.confidence] if step else "",
        base=node_of(site, base.article) if base != carriers.shown else None,
        drift=drift_of(step) if step else None,
        beside=tuple(_beside(carriers, article)),
        places=tuple(places),
        places_more=len(carriers.groups[article]) - len(places),
    )


def _status(entry: Entry, witness: Witness) -> CreditStatus | None:
    """The status of a place as its colour has it; None where no credit is owed."""
    if witness.credit is None or is_free(witness, entry.family.nature):
        return None
    return witness.credit.status


def _place(carriers: Carriers, witness: Witness, *, base: Witness | None) -> PlaceView:
    """One place; without a base, what changed is not shown."""
    entry, index = carriers.entry, carriers.site.index
    text = carriers.site.articles[witness.article].text
    credit = witness.credit
    is_shown = witness == carriers.shown
    found = None
    if base is not None and not is_shown:
        passage, copy = (index.of(w.article, w.span) for w in (base, witness))
        found = compared(passage, copy)
    is_near = found is not None and found.equal_words >= LEAST_EQUAL * found.words
    disguises = disguises_in(carriers.site.report, witness.article, witness.span)
    return PlaceView(
        status=_status(entry, witness),
        credit=credit_words(witness, entry.lineage.origin, nature=entry.family.nature),
        credit_outlet=credit.outlet if credit else None,
        phrase=quote(text, credit.phrase) if credit and credit.phrase else None,
        changes=inline(found.changes) if found and is_near else None,
        own_words=witness.span.of(text) if found and not is_near else None,
        is_equal=found is not None and all(c.change == "equal" for c in found.changes),
        is_possible=witness in entry.standing.possible,
        is_shown=is_shown,
        is_shortened=base is None and not is_shown,
        disguised=disguised_said(disguises, text),
        typography=typography_said(disguises, text),
    )


def _beside(carriers: Carriers, article: ArticleId) -> Iterator[Beside]:
    """The pages with this article and its source, and with the passage that is shown.

    Where neither is, the page with any other article that the first ones have.
    """
    site, step = carriers.site, carriers.steps.get(article)
    source = ArticleId(step.source) if step else None
    wanted = [*([source] if source else []), carriers.shown.article]
    found = [other for other in dict.fromkeys(wanted) if _has_page(site, article, other)]
    if not found and article != carriers.shown.article:
        some = (min(carriers.groups), *carriers.groups)
        found = [other for other in some[:9] if _has_page(site, article, other)][:1]
    for other in found:
        pair = (min(article, other), max(article, other))
        number = pair_layout(site, pair).number(carriers.entry)
        yield Beside(card_of(site, site.articles[other]), number, other == source)


def _has_page(site: Site, one: ArticleId, other: ArticleId) -> bool:
    return (min(one, other), max(one, other)) in site.pairs
