"""The verdict as CSV: one row per finding, for a spreadsheet; no cell of it is a formula."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.model import Article, ArticleId
from reuse.report.check.rules import rule_of
from reuse.report.formats.csv import lines
from reuse.verdict import Finding, Verdict

COLUMNS = (
    "draft", "source", "line", "column", "end_line", "end_column", "start", "end",
    "decision", "rule", "reason", "words", "nature", "kind", "certainty", "passage",
    "credit_status", "credit_outlet", "credit_phrase",
    "origin_outlet", "origin_article", "origin_in_corpus", "origin_confidence", "derived_from",
    "also_in", "also_in_outlet", "also_in_title", "also_in_published", "also_in_url",
    "steps", "credit_line", "link", "fingerprint", "family",
    "ground", "waiver_reason", "waiver_author", "waiver_expires", "baseline", "otherwise",
)  # fmt: skip


def render(verdict: Verdict) -> str:
    """A header line and one line per finding, by draft and place."""
    articles = {article.id: article for article in verdict.report.articles}
    rows = (
        [*_of_draft(f, articles), *_of_source(f, articles), *_of_policy(f)]
        for f in verdict.findings
    )
    return lines([COLUMNS]) + lines(rows)


def _of_draft(finding: Finding, articles: dict[ArticleId, Article]) -> Iterator[object]:
    draft, credit = articles[finding.draft], finding.credit
    yield from (draft.id, draft.source)
    yield from (finding.start.line, finding.start.column, finding.end.line, finding.end.column)
    yield from (finding.span.start, finding.span.end)
    yield from (finding.ruling.decision, rule_of(finding).id, finding.ruling.reason)
    yield from (finding.words, finding.nature, finding.kind, finding.certainty)
    yield finding.span.of(draft.text)
    yield from (credit.status, credit.outlet) if credit else (None, None)
    yield credit.phrase.of(draft.text) if credit and credit.phrase else None


def _of_source(finding: Finding, articles: dict[ArticleId, Article]) -> Iterator[object]:
    origin, carrier, fix = finding.origin, articles[finding.carrier.article], finding.fix
    yield from (origin.outlet, origin.article, str(origin.in_corpus).lower(), origin.confidence)
    yield from (finding.source, carrier.id, carrier.outlet, carrier.title)
    yield carrier.published.isoformat() if carrier.published else None
    yield carrier.url
    yield " ".join(step.words for step in fix.steps)
    yield from (fix.credit, fix.link, finding.fingerprint, finding.family)


def _of_policy(finding: Finding) -> Iterator[object]:
    waiver, otherwise = finding.waiver, finding.otherwise
    yield finding.ruling.ground
    yield from (waiver.reason, waiver.author) if waiver else (None, None)
    yield waiver.expires.isoformat() if waiver else None
    yield str(finding.is_baselined).lower()
    yield otherwise.decision if otherwise else None
