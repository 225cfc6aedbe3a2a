"""One family: its passage, its lineage with the evidence, and what each copy changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reuse.model import CreditStatus, Derivation, Evidence, Origin, Witness
from reuse.report.naming import Name, name_of
from reuse.report.pages.card import Card, Node, Said, card_of, node_of, said_of
from reuse.report.pages.drawing import Drawing, draw
from reuse.report.pages.drift import StepView, steps_with_changes
from reuse.report.pages.excerpt import Quote, quote
from reuse.report.pages.links import anchor
from reuse.report.pages.passages import pair_layout
from reuse.report.pages.site import (
    Bounds,
    Entry,
    Pair,
    Site,
    carriers,
    pairs_shown,
)
from reuse.report.segments import Inline, compared, inline
from reuse.report.wording import (
    CONFIDENCE,
    EVIDENCE,
    NATURE,
    count,
    credit_words,
    is_known,
    odds_of,
    opening,
    origin_words,
)

# Changes are shown in place for passages and families up to this size; larger ones
# have them side by side.
LONGEST_CHANGES = 12_000
MOST_CHANGES = 40
# Where fewer words than this share are equal, a difference is only noise.
LEAST_EQUAL = 1 / 3


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
class EvidenceView:
    """One row of the ledger; `points_to` and `odds` are None when it speaks for neither side."""

    kind: str
    detail: tuple[Said, ...]
    points_to: Node | None
    odds: str | None


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

    `changes` is None for the passage that the page shows itself, where
    `LONGEST_CHANGES` or `MOST_CHANGES` was passed (then `is_shortened`), and where
    hardly a word is equal (then `own_words` has the copy's).
    """

    card: Card
    status: CreditStatus | None
    credit: str
    credit_outlet: str | None
    phrase: Quote | None
    changes: tuple[Inline, ...] | None
    own_words: str | None
    is_equal: bool
    is_possible: bool
    is_origin: bool
    is_shown: bool
    is_shortened: bool


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
    is_possible: bool
    words: str
    outlets: str
    passage: str
    passage_card: Card
    origin: OriginView
    drawing: Drawing
    derivations: tuple[DerivationView, ...]
    drift: tuple[StepView, ...]
    witnesses: tuple[WitnessView, ...]
    pairs: tuple[PairLink, ...]
    pair_note: str | None


def family_view(site: Site, entry: Entry) -> FamilyView:
    """Everything that the page of a family shows."""
    family, lineage = entry.family, entry.lineage
    shown = shown_witness(site, entry)
    article = site.articles[shown.article]
    wanted = pairs_shown(entry, site.bounds)
    pairs = [pair for pair in wanted if pair in site.pairs]
    return FamilyView(
        id=family.id,
        anchor=anchor("family", family.id),
        number=entry.number,
        opening=opening(shown.span.of(article.text)),
        nature=NATURE[family.nature],
        is_possible=entry.standing.is_possible,
        words=count(family.words, "word"),
        outlets=count(len(carriers(entry)), "article"),
        passage=shown.span.of(article.text),
        passage_card=card_of(site, article),
        origin=origin_view(site, entry),
        drawing=draw(site, entry),
        derivations=tuple(_derivation(site, entry, step=d) for d in lineage.derivations),
        drift=steps_with_changes(site, entry),
        witnesses=tuple(_witnesses(site, entry, shown=shown)),
        pairs=tuple(_pair(site, entry, pair=pair) for pair in pairs),
        pair_note=_pair_note(entry, len(pairs), cut=len(wanted) - len(pairs), bounds=site.bounds),
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


def origin_view(site: Site, entry: Entry) -> OriginView:
    """The origin of a family in words."""
    origin = entry.lineage.origin
    known = is_known(origin)
    is_outside = known and not origin.in_corpus
    return OriginView(
        name=_origin_name(site, origin) if known else Name("not known", ""),
        note="not in the corpus" if is_outside else "",
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
    return Name(origin.outlet, article.id) if origin.outlet else name_of(article)


def _derivation(site: Site, entry: Entry, *, step: Derivation) -> DerivationView:
    return DerivationView(
        source=node_of(site, step.source),
        derivative=node_of(site, step.derivative),
        confidence=CONFIDENCE[step.confidence],
        evidence=tuple(_evidence(site, entry, evidence=e) for e in step.evidence),
    )


def _evidence(site: Site, entry: Entry, *, evidence: Evidence) -> EvidenceView:
    towards = node_of(site, evidence.favours) if evidence.favours else None
    detail = said_of(site, entry, sentence=evidence.detail)
    odds = odds_of(evidence.odds) if towards is not None else None
    return EvidenceView(EVIDENCE[evidence.kind], detail, towards, odds)


def _witnesses(site: Site, entry: Entry, *, shown: Witness) -> Iterator[WitnessView]:
    passage = site.index.of(shown.article, shown.span)
    for number, witness in enumerate(in_order(site, entry)):
        article = site.articles[witness.article]
        copy = witness.span.of(article.text)
        short = max(len(copy), len(passage.text)) <= LONGEST_CHANGES and number <= MOST_CHANGES
        found = None
        if short and witness != shown:
            found = compared(passage, site.index.of(witness.article, witness.span))
        is_near = found is not None and found.equal_words >= LEAST_EQUAL * found.words
        credit = witness.credit
        yield WitnessView(
            card=card_of(site, article),
            status=credit.status if credit else None,
            credit=credit_words(witness, entry.lineage.origin),
            credit_outlet=credit.outlet if credit else None,
            phrase=quote(article.text, credit.phrase) if credit and credit.phrase else None,
            changes=inline(found.changes) if found and is_near else None,
            own_words=copy if found and not is_near else None,
            is_equal=found is not None and all(c.change == "equal" for c in found.changes),
            is_possible=witness in entry.standing.possible,
            is_origin=witness.article == entry.lineage.origin.article,
            is_shown=witness == shown,
            is_shortened=not short,
        )


def _pair(site: Site, entry: Entry, *, pair: Pair) -> PairLink:
    layout = pair_layout(site, pair)
    number = next((n for n, p in enumerate(layout.passages, 1) if p.entry == entry), 0)
    return PairLink(card_of(site, layout.left), card_of(site, layout.right), number)


def _pair_note(entry: Entry, pairs: int, *, cut: int, bounds: Bounds) -> str | None:
    articles = len(carriers(entry))
    every = articles * (articles - 1) // 2
    said = []
    if articles > bounds.all_pairs_up_to:
        said.append(
            f"{articles:,} articles carry this passage. Up to {bounds.all_pairs_up_to} every pair "
            f"is shown; here the {pairs:,} of {every:,} pairs are that are a step of the lineage "
            "or join the origin’s article (else the first one) with another."
        )
    if cut:
        said.append(
            f"{count(cut, 'pair')} without a page: a report has at most {bounds.most_pairs:,} "
            "of them."
        )
    return " ".join(said) or None
