"""The verdict as SARIF 2.1.0, for code hosts, editors and whatever else shows findings in place.

Reference: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; the limits
are those of GitHub's code scanning.  No time, user or machine is named: equal verdicts in equal
folders give equal files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reuse.model import Article, ArticleId, Report, Skipped
from reuse.report.check.rules import RULES, Rule, rule_number
from reuse.report.check.sarif_fixes import fixes_of
from reuse.report.check.sarif_message import message_of, plain
from reuse.report.check.sarif_places import ROOT, artifact_location, region
from reuse.report.check.terminal import Blocks
from reuse.report.check.wording import headline, remarks
from reuse.report.escapes import in_line, without_surrogates
from reuse.report.jsontext import indented
from reuse.report.wording import count
from reuse.verdict import DECISIONS, Decision, Finding, Lines, Verdict, Waiver

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# A file with more results is refused as a whole.
MOST_RESULTS = 25_000
_MOST_NOTIFICATIONS = 1_000
_LEVEL: dict[Decision, str] = {"fail": "error", "warn": "warning", "tell": "note"}
_SEVERITY: dict[Decision, str] = {"fail": "error", "warn": "warning", "tell": "recommendation"}
_SKIPPED, _NOTE = {"id": "reuse/skipped-input"}, {"id": "reuse/note"}


def render(verdict: Verdict) -> str:
    """The verdict as one log with one run."""
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(verdict)]}
    return without_surrogates(indented(content)) + "\n"


def _run(verdict: Verdict) -> dict[str, Any]:
    places = {d: artifact_location(_source(verdict.report.article(d))) for d in verdict.drafts}
    # Drafts that are records of one file are in one artifact.
    files = {place["uri"]: place for place in places.values()}
    numbers = {uri: number for number, uri in enumerate(files)}
    indexed = {d: {**place, "index": numbers[place["uri"]]} for d, place in places.items()}
    return {
        "tool": {"driver": _driver(verdict.report.version)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The folder in which the check ran."}}
        },
        "artifacts": [{"location": f, "roles": ["analysisTarget"]} for f in files.values()],
        "invocations": [
            {
                "executionSuccessful": not verdict.unread,
                "toolExecutionNotifications": list(_notifications(verdict)),
            }
        ],
        "results": list(_results(verdict, indexed)),
        "properties": {
            "decision": verdict.decision,
            "counts": {decision: verdict.count(decision) for decision in DECISIONS},
            "compared": verdict.compared,
            "headline": headline(verdict),
        },
    }


def _driver(version: str) -> dict[str, Any]:
    return {
        "name": "reuse",
        "fullName": "reuse (copytrail)",
        "version": version,
        "semanticVersion": version,
        "shortDescription": {"text": "Which words were published before, and by whom first."},
        "rules": [_rule(rule) for rule in RULES],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.short}."},
        "fullDescription": {"text": rule.full},
        "help": {
            "text": f"{rule.full} What to do: {rule.advice}",
            "markdown": f"{rule.full}\n\n**What to do.** {rule.advice}",
        },
        "defaultConfiguration": {"level": _LEVEL[rule.decision]},
        "properties": {
            "tags": ["text-reuse"],
            "precision": "high",
            "problem.severity": _SEVERITY[rule.decision],
        },
    }


def _results(
    verdict: Verdict, files: Mapping[ArticleId, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """One result per finding; `files` says where the text of each draft is."""
    blocks, times = Blocks(verdict), Counter[tuple[str, str]]()
    named = {name for f in verdict.findings for name in (f.draft, f.carrier.article)}
    lines = {name: Lines.of_article(verdict.report.article(name)) for name in named}
    is_compared = verdict.resolved > 0 or any(f.is_baselined for f in verdict.findings)
    for finding in _bounded(verdict.findings):
        draft, file = verdict.report.article(finding.draft), files[finding.draft]
        number = rule_number(finding)
        times[file["uri"], finding.fingerprint] += 1
        place = {"artifactLocation": file, "region": region(draft, finding.span, lines[draft.id])}
        yield {
            "ruleId": RULES[number].id,
            "ruleIndex": number,
            "level": _LEVEL[finding.ruling.decision],
            "message": {"text": message_of(finding, blocks)},
            "locations": [{"physicalLocation": place}],
            "relatedLocations": _related(finding, verdict.report, lines=lines),
            # Under the first name, GitHub takes it in place of a digest of the line, which has a
            # whole paragraph in an article: two findings there would be one, and every edit of
            # the paragraph a new finding.
            "partialFingerprints": {
                "primaryLocationLineHash": (
                    f"{finding.fingerprint}:{times[file['uri'], finding.fingerprint]}"
                ),
                "reuseFinding/v1": finding.fingerprint,
            },
            "fixes": fixes_of(finding, draft, lines[draft.id]),
            "suppressions": [_suppression(finding.waiver)] if finding.waiver else [],
            **({"baselineState": _state(finding)} if is_compared else {}),
            "properties": _properties(finding, draft),
        }


def _bounded(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings in their order; of too many, those that matter most."""
    if len(findings) <= MOST_RESULTS:
        return findings
    order = sorted(range(len(findings)), key=lambda n: DECISIONS.index(findings[n].ruling.decision))
    return [findings[number] for number in sorted(order[:MOST_RESULTS])]


def _suppression(waiver: Waiver) -> dict[str, Any]:
    said = f"{waiver.reason} ({waiver.author}, until {waiver.expires.isoformat()})"
    return {"kind": "external", "status": "accepted", "justification": in_line(said)}


def _state(finding: Finding) -> str:
    """Whether a finding was known before, where a baseline tells."""
    return "unchanged" if finding.is_baselined else "new"


def _related(
    finding: Finding, report: Report, *, lines: Mapping[ArticleId, Lines]
) -> list[dict[str, Any]]:
    """Where else to look, as far as it is a place in a file that was read as it is."""
    places = [(1, finding.carrier.article, finding.carrier.span, "the published words")]
    if finding.credit is not None and finding.credit.phrase is not None:
        places.append((2, finding.draft, finding.credit.phrase, "what the draft says of them"))
    related = []
    for number, name, span, said in places:
        article = report.article(name)
        if article.first_line is not None:
            place = {
                "artifactLocation": artifact_location(_source(article)),
                "region": region(article, span, lines[name]),
            }
            related.append({"id": number, "physicalLocation": place, "message": {"text": said}})
    return related


def _properties(finding: Finding, draft: Article) -> dict[str, Any]:
    origin, credit = finding.origin, finding.credit
    otherwise = {"otherwise": finding.otherwise.decision} if finding.otherwise else {}
    text_region = {} if draft.first_line is not None else {"textRegion": _text_region(finding)}
    return {
        "decision": finding.ruling.decision,
        "ground": finding.ruling.ground,
        "nature": finding.nature,
        "kind": finding.kind,
        "certainty": finding.certainty,
        "words": finding.words,
        "credit": {"status": credit.status, "outlet": credit.outlet} if credit else None,
        "origin": {
            "outlet": origin.outlet,
            "article": origin.article,
            "inCorpus": origin.in_corpus,
            "confidence": origin.confidence,
        },
        "source": finding.source,
        "alsoIn": finding.carrier.article,
        "fingerprint": finding.fingerprint,
        **otherwise,
        **text_region,
    }


def _text_region(finding: Finding) -> dict[str, Any]:
    """Lines and columns that are none of a file's."""
    return {
        "of": "the text as it was taken out of the file",
        "startLine": finding.start.line,
        "startColumn": finding.start.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
    }


def _notifications(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """What was not read, and what was bounded."""
    skipped = verdict.report.skipped
    for draft in verdict.unread[:_MOST_NOTIFICATIONS]:
        yield _unread(draft, "Not read, and so not checked", level="error")
    for article in skipped[:_MOST_NOTIFICATIONS]:
        yield _unread(article, "Not read, and so not compared with", level="warning")
    notes = [*verdict.report.notes[:_MOST_NOTIFICATIONS], *remarks(verdict)]
    if more := sum(len(some[_MOST_NOTIFICATIONS:]) for some in (verdict.unread, skipped)):
        notes.append(f"{count(more, 'more input')} could not be read; --format json lists all.")
    if more := len(verdict.findings[MOST_RESULTS:]):
        notes.append(
            f"{count(more, 'more finding')} of less weight left out: a SARIF file holds at most "
            f"{MOST_RESULTS:,}; --format json lists all."
        )
    for note in notes:
        yield {
            "descriptor": _NOTE,
            "level": "note",
            "message": {"text": plain(note)},
        }


def _unread(skipped: Skipped, said: str, *, level: str) -> dict[str, Any]:
    return {
        "descriptor": _SKIPPED,
        "level": level,
        "message": {"text": plain(f"{said}: {skipped.reason}.")},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact_location(skipped.source)}}
        ],
    }


def _source(article: Article) -> str:
    return article.source or article.id
