"""The steps of a lineage, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from reuse.model import Derivation, Evidence, EvidenceKind
from reuse.report.pages.card import Node, Said, node_of, said_of
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import CONFIDENCE, EVIDENCE, ledger, odds_of

# Odds are multiplied as if no kind of entry knew of another; large ones say no more than this.
MOST_ODDS = 99


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One row of the ledger; `points_to` and `odds` are None when it speaks for neither side."""

    kind: str
    detail: tuple[Said, ...]
    points_to: Node | None
    odds: str | None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One step with its ledger, the strongest entry first; `overall` is None without any odds.

    `step` is the number of the derivative's entry.
    """

    step: int
    source: Node
    derivative: Node
    confidence: str
    reason: EvidenceView | None
    overall: str | None
    evidence: tuple[EvidenceView, ...]


def ledger_of(site: Site, entry: Entry, *, step: Derivation, number: int) -> LedgerView:
    """The ledger of one derivation."""
    rows = evidence_of(site, entry, step=step)
    return LedgerView(
        step=number,
        source=node_of(site, step.source),
        derivative=node_of(site, step.derivative),
        confidence=CONFIDENCE[step.confidence],
        reason=rows[0] if rows else None,
        overall=overall_odds(step),
        evidence=rows,
    )


def evidence_of(site: Site, entry: Entry, *, step: Derivation) -> tuple[EvidenceView, ...]:
    """The rows of a step's ledger, the strongest first."""
    return tuple(_evidence(site, entry, evidence=evidence) for evidence in ledger(step))


def _evidence(site: Site, entry: Entry, *, evidence: Evidence) -> EvidenceView:
    towards = node_of(site, evidence.favours) if evidence.favours else None
    detail = said_of(site, entry, sentence=evidence.detail)
    odds = odds_of(evidence.odds) if towards is not None else None
    return EvidenceView(EVIDENCE[evidence.kind], detail, towards, odds)


def overall_odds(step: Derivation) -> str | None:
    """The odds of all entries together that the step went this way, or against it.

    How sure a step is depends on who else may be the source, too; these odds do not.

    Of each kind only the strongest entry on either side counts: ten outlets that name the
    same agency tell little more than one does.

    >>> entries = Evidence("credit", "", "a", 12.0), Evidence("time", "", "b", 3.0)
    >>> overall_odds(Derivation("a", "b", "probable", entries))
    '4 to 1'
    """
    strongest: dict[tuple[EvidenceKind, bool], float] = {}
    for entry in step.evidence:
        if entry.favours and entry.odds > 0:
            side = entry.kind, entry.favours == step.source
            strongest[side] = max(entry.odds, strongest.get(side, 0.0))
    if not strongest:
        return None
    total = sum(log(odds) * (1 if is_for else -1) for (_, is_for), odds in strongest.items())
    odds = exp(min(abs(total), log(MOST_ODDS) + 1))
    words = odds_of(float(f"{odds:.2g}")) if odds <= MOST_ODDS else f"more than {MOST_ODDS} to 1"
    return words if total >= 0 or words == "even" else f"{words} against it"
