"""The verdict as JSON, schema `reuse.verdict/1`: findings first, then the report behind them.

The member `report` is the report's own schema, with the drafts and the articles that share
something with one of them.  Text is as in `reuse.report.formats.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from reuse.model import Article, Credit, Span
from reuse.report.escapes import without_surrogates
from reuse.report.formats.json import to_json
from reuse.report.jsontext import indented
from reuse.verdict import DECISIONS, Finding, Fix, Position, Ruling, Verdict, Waiver

SCHEMA = "reuse.verdict/1"


def render(verdict: Verdict) -> str:
    """The verdict as indented JSON that ends in a newline; always encodable as UTF-8."""
    report = verdict.report
    articles = {article.id: article for article in report.articles}
    content = {
        "schema": SCHEMA,
        "tool": {"name": "reuse", "version": report.version},
        "decision": verdict.decision,
        "counts": {decision: verdict.count(decision) for decision in DECISIONS},
        "drafts": [{"id": d, "source": articles[d].source} for d in verdict.drafts],
        "unread": [{"source": s.source, "reason": s.reason} for s in verdict.unread],
        "compared": verdict.compared,
        "waivers": {
            "expired": list(map(_waiver, verdict.expired)),
            "unmatched": list(map(_waiver, verdict.unmatched)),
        },
        "resolved": verdict.resolved,
        "findings": [_finding(finding, articles) for finding in verdict.findings],
        "report": json.loads(to_json(report)),
    }
    return without_surrogates(indented(content)) + "\n"


def _finding(finding: Finding, articles: Mapping[Any, Article]) -> dict[str, object]:
    draft, origin = articles[finding.draft], finding.origin
    carrier = articles[finding.carrier.article]
    return {
        "fingerprint": finding.fingerprint,
        **_ruling(finding.ruling),
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "baseline": finding.is_baselined,
        "otherwise": _ruling(finding.otherwise) if finding.otherwise else None,
        "draft": finding.draft,
        **_bounds(finding.span),
        "lines": {"start": _position(finding.start), "end": _position(finding.end)},
        "text": finding.span.of(draft.text),
        "words": finding.words,
        "family": finding.family,
        "nature": finding.nature,
        "kind": finding.kind,
        "certainty": finding.certainty,
        "credit": _credit(finding.credit, draft),
        "origin": {
            "outlet": origin.outlet,
            "article": origin.article,
            "in_corpus": origin.in_corpus,
            "confidence": origin.confidence,
            "basis": origin.basis,
        },
        "source": finding.source,
        "also_in": {
            "article": carrier.id,
            **_bounds(finding.carrier.span),
            "text": finding.carrier.span.of(carrier.text),
            "url": carrier.url,
        },
        "fix": _fix(finding.fix),
    }


def _ruling(ruling: Ruling) -> dict[str, object]:
    return {"decision": ruling.decision, "reason": ruling.reason, "ground": ruling.ground}


def _waiver(waiver: Waiver) -> dict[str, object]:
    return {
        "fingerprint": waiver.fingerprint,
        "reason": waiver.reason,
        "author": waiver.author,
        "expires": waiver.expires.isoformat(),
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "steps": [{"kind": step.kind, "words": step.words} for step in fix.steps],
        "credit": fix.credit,
        "credit_at": fix.credit_at,
        "credit_is_line": fix.is_line,
        "quote": [_bounds(span) for span in fix.quote],
        "link": fix.link,
        "wording": asdict(fix.wording) if fix.wording else None,
    }


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _credit(credit: Credit | None, draft: Article) -> dict[str, object] | None:
    if credit is None:
        return None
    phrase = credit.phrase
    return {
        "status": credit.status,
        "outlet": credit.outlet,
        "phrase": phrase.of(draft.text) if phrase else None,
        "start": phrase.start if phrase else None,
        "end": phrase.end if phrase else None,
    }
