"""What is let pass over what the policy says: waivers by name, and what was known before.

Such a finding keeps its place; it is told, with who let it pass, why and until when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reuse.check.policy.baseline import Baseline
from reuse.model import ArticleId
from reuse.verdict import Finding, Fix, Outcome, Ruling, Waiver


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings after waivers and baseline, and what of these had nothing to do."""

    findings: tuple[Finding, ...]
    expired: tuple[Waiver, ...] = ()
    unmatched: tuple[Waiver, ...] = ()
    resolved: int = 0


def settled(
    findings: Sequence[Finding],
    sources: Mapping[ArticleId, str],
    *,
    waivers: Iterable[Waiver],
    baseline: Baseline | None,
    today: date,
) -> Settled:
    """The findings with what waivers and a baseline let pass.

    Args:
        sources: of every draft that was checked, where it was read.
        today: a waiver applies up to and with the day on which it expires.
    """
    ordered = sorted(waivers, key=lambda waiver: waiver.expires)
    expired = {w.fingerprint: w for w in ordered if w.expires < today}
    valid = {w.fingerprint: w for w in ordered if w.expires >= today}
    known, resolved = (baseline or Baseline()).known(findings, sources)
    found = {finding.fingerprint for finding in findings}
    return Settled(
        findings=tuple(
            _let_pass(finding, valid, expired=expired, is_known=number in known)
            for number, finding in enumerate(findings)
        ),
        expired=tuple(w for w in expired.values() if w.fingerprint not in valid),
        unmatched=tuple(w for w in valid.values() if w.fingerprint not in found),
        resolved=resolved,
    )


def worst(findings: Iterable[Finding]) -> Outcome:
    """The outcome of a check: that of its most severe finding."""
    decisions = {finding.ruling.decision for finding in findings}
    if "fail" in decisions:
        return "fail"
    return "warn" if "warn" in decisions else "pass"


def accepted(finding: Finding) -> Finding:
    """A finding as one that stands in the baseline."""
    if finding.ruling.decision == "tell":
        return finding
    told = _told(finding, Ruling("tell", "known before: the baseline has it", "baseline"))
    return replace(told, is_baselined=True)


def _let_pass(
    finding: Finding,
    valid: Mapping[str, Waiver],
    *,
    expired: Mapping[str, Waiver],
    is_known: bool,
) -> Finding:
    if finding.ruling.decision == "tell":
        return finding
    waiver = valid.get(finding.fingerprint)
    if waiver is not None:
        said = f"waived by {waiver.author} until {waiver.expires}: {waiver.reason}"
        told = _told(finding, Ruling("tell", said, "waiver"))
        return replace(told, waiver=waiver)
    if is_known:
        return accepted(finding)
    over = expired.get(finding.fingerprint)
    if over is None:
        return finding
    reason = f"{finding.ruling.reason}; the waiver of {over.author} expired on {over.expires}"
    return replace(finding, ruling=replace(finding.ruling, reason=reason))


def _told(finding: Finding, ruling: Ruling) -> Finding:
    return replace(finding, ruling=ruling, otherwise=finding.ruling, fix=Fix())
