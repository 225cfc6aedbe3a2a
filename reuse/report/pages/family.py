"""One family: its passage, its lineage with the evidence, and what each copy changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reuse.model import CreditStatus, Derivation, Evidence, Family, Origin, Witness
from reuse.report.pages.card import Card, Node, card_of, language_of, node_of
from reuse.report.pages.drawing import Drawing, draw
from reuse.report.pages.excerpt import Quote, quote
from reuse.report.pages.links import anchor
from reuse.report.pages.passages import pair_layout
from reuse.report.pages.site import ALL_PAIRS_UP_TO, Entry, Pair, Site, carriers, pairs_shown
from reuse.report.segments import Difference, differences
from reuse.report.wording import (
    CONFIDENCE,
    EVIDENCE,
    NATURE,
    count,
    credit_words,
    opening,
    origin_words,
)

# Changes are shown in place for passages and families up to this size; larger ones
# have them side by side.
LONGEST_CHANGES = 12_000
MOST_CHANGES = 40


@dataclass(frozen=True, slots=True)
class OriginView:
    """Where the passage began, in words; `note` is empty for an origin in the corpus."""

    name: str
    note: str
    confidence: str
    is_known: bool
    is_outside: bool
    article: str | None
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One row of the ledger; `points_to` is None when it speaks for neither side."""

    kind: str
    detail: str
    points_to: Node | None


@dataclass(frozen=True, slots=True)
class DerivationView:
    """One step of the lineage with its ledger."""

    source: Node
    derivative: Node
    confidence: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class WitnessView:
    """One copy: its article, its credit in context, its changes against the passage shown.

    `changes` is None for the passage that the page shows itself, and where
    `LONGEST_CHANGES` or `MOST_CHANGES` was passed (then `is_shortened`).
    """

    card: Card
    status: CreditStatus | None
    credit: str
    credit_outlet: str | None
    phrase: Quote | None
    changes: tuple[Difference, ...] | None
    is_origin: bool
    is_shown: bool
    is_shortened: bool

    @property
    def is_equal(self) -> bool:
        """Whether this copy has every word of the passage shown and no other."""
        return self.changes is not None and all(c.change == "equal" for c in self.changes)


@dataclass(frozen=True, slots=True)
class PairLink:
    """One pair of witnesses that has a page; `passage` is where this family is on it."""

    left: Card
    right: Card
    passage: int


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The page of one family."""

    id: str
    anchor: str
    number: int
    opening: str
    nature: str
    words: str
    outlets: str
    passage: str
    passage_language: str | None
    passage_card: Card
    origin: OriginView
    drawing: Drawing
    derivations: tuple[DerivationView, ...]
    witnesses: tuple[WitnessView, ...]
    pairs: tuple[PairLink, ...]
    pair_note: str | None


def family_view(site: Site, entry: Entry) -> FamilyView:
    """Everything that the page of a family shows."""
    family, lineage = entry.family, entry.lineage
    shown = shown_witness(site, entry)
    article = site.articles[shown.article]
    pairs = pairs_shown(entry)
    return FamilyView(
        id=family.id,
        anchor=anchor("family", family.id),
        number=entry.number,
        opening=opening(shown.span.of(article.text)),
        nature=NATURE[family.nature],
        words=count(family.words, "word"),
        outlets=count(len(carriers(entry)), "article"),
        passage=shown.span.of(article.text),
        passage_language=language_of(article),
        passage_card=card_of(site, article),
        origin=origin_view(lineage.origin),
        drawing=draw(site, entry),
        derivations=tuple(_derivation(site, d) for d in lineage.derivations),
        witnesses=tuple(_witnesses(site, entry, shown=shown)),
        pairs=tuple(_pair(site, entry, pair=pair) for pair in pairs),
        pair_note=_pair_note(family, len(carriers(entry)), pairs=len(pairs)),
    )


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
    return (
        witness.article != entry.lineage.origin.article,
        published is None,
        published.moment.timestamp() if published else 0.0,
        witness.article,
        witness.span.start,
    )


def origin_view(origin: Origin) -> OriginView:
    """An origin in words."""
    is_known = origin.confidence != "unknown" and bool(origin.outlet or origin.article)
    is_outside = is_known and not origin.in_corpus
    return OriginView(
        name=origin_words(origin) if is_known else "not known",
        note="not in the corpus" if is_outside else "",
        confidence=CONFIDENCE[origin.confidence],
        is_known=is_known,
        is_outside=is_outside,
        article=origin.article,
        basis=origin.basis,
    )


def _derivation(site: Site, derivation: Derivation) -> DerivationView:
    return DerivationView(
        source=node_of(site, derivation.source),
        derivative=node_of(site, derivation.derivative),
        confidence=CONFIDENCE[derivation.confidence],
        evidence=tuple(_evidence(site, e) for e in derivation.evidence),
    )


def _evidence(site: Site, evidence: Evidence) -> EvidenceView:
    towards = node_of(site, evidence.favours) if evidence.favours else None
    return EvidenceView(EVIDENCE[evidence.kind], evidence.detail, towards)


def _witnesses(site: Site, entry: Entry, *, shown: Witness) -> Iterator[WitnessView]:
    passage = shown.span.of(site.articles[shown.article].text)
    for number, witness in enumerate(in_order(site, entry)):
        article = site.articles[witness.article]
        copy = witness.span.of(article.text)
        short = max(len(copy), len(passage)) <= LONGEST_CHANGES and number <= MOST_CHANGES
        compared = short and witness != shown
        credit = witness.credit
        yield WitnessView(
            card=card_of(site, article),
            status=credit.status if credit else None,
            credit=credit_words(witness, entry.lineage.origin),
            credit_outlet=credit.outlet if credit else None,
            phrase=quote(article.text, credit.phrase) if credit and credit.phrase else None,
            changes=differences(passage, copy) if compared else None,
            is_origin=witness.article == entry.lineage.origin.article,
            is_shown=witness == shown,
            is_shortened=not short,
        )


def _pair(site: Site, entry: Entry, *, pair: Pair) -> PairLink:
    layout = pair_layout(site, pair)
    number = next((n for n, p in enumerate(layout.passages, 1) if p.entry == entry), 0)
    return PairLink(card_of(site, layout.left), card_of(site, layout.right), number)


def _pair_note(family: Family, articles: int, *, pairs: int) -> str | None:
    if articles <= ALL_PAIRS_UP_TO:
        return None
    every = articles * (articles - 1) // 2
    return (
        f"{articles:,} articles carry this passage. Up to {ALL_PAIRS_UP_TO} every pair has a page; "
        f"here the {pairs:,} of {every:,} pairs do that are a step of the lineage "
        "or join the origin’s article (else the first one) with another."
    )
