"""The verdict as JUnit's XML, which build servers show as a list of tests.

A draft is a suite and a finding a case of it: one that needs a credit has failed, one that
needs a look says so in its output, one that is waived or known before is skipped, and a draft
without findings is one case that passes.
Reference: the schema `junit-10.xsd` of Jenkins' xUnit plugin.  What XML cannot hold is made
visible, as on a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from reuse.model import ArticleId, Skipped
from reuse.report.check.rules import rule_of
from reuse.report.check.terminal import Blocks
from reuse.report.check.wording import draft_name, label, place_words, why
from reuse.report.escapes import in_line, visible
from reuse.report.wording import count, opening
from reuse.verdict import Finding, Verdict

_NAMED_WORDS = 8
_MOST_SKIPPED = 1_000


def render(verdict: Verdict) -> str:
    """The verdict as one document."""
    from lxml import etree

    root = etree.Element("testsuites", name="reuse check")
    blocks = Blocks(verdict)
    grouped = groupby(verdict.findings, key=attrgetter("draft"))
    found = {draft: tuple(findings) for draft, findings in grouped}
    for draft in verdict.drafts:
        _suite(root, draft, found.get(draft, ()), blocks=blocks)
    for unread in verdict.unread[:_MOST_SKIPPED]:
        _error(root, unread)
    suites = root.findall("testsuite")
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key)) for suite in suites)))
    if verdict.report.skipped and suites:
        _add(suites[0], "system-err", _unread(verdict))
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _suite(root: Any, draft: ArticleId, findings: Sequence[Finding], *, blocks: Blocks) -> None:
    name = draft_name(blocks.verdict.report.article(draft))
    suite = _add(root, "testsuite", name=name)
    failures = sum(finding.ruling.decision == "fail" for finding in findings)
    let_pass = sum(finding.otherwise is not None for finding in findings)
    tests = max(1, len(findings))
    counts = {"tests": tests, "failures": failures, "errors": 0, "skipped": let_pass}
    for key, number in counts.items():
        suite.set(key, str(number))
    suite.set("time", "0")
    times = Counter[str]()
    for finding in findings:
        times[finding.fingerprint] += 1
        _case(suite, finding, blocks, time=times[finding.fingerprint])
    if not findings:
        case = _add(suite, "testcase", name="no published words", classname=name, time="0")
        _add(case, "system-out", f"Compared with {count(blocks.verdict.compared, 'article')}.")


def _error(root: Any, unread: Skipped) -> None:
    """A draft that could not be read, as a suite whose only test could not be run."""
    name = in_line(unread.source)
    counts = {"tests": "1", "failures": "0", "errors": "1", "skipped": "0", "time": "0"}
    suite = _add(root, "testsuite", name=name, **counts)
    case = _add(suite, "testcase", name="could not be read", classname=name, time="0")
    _add(case, "error", type="unread", message=in_line(unread.reason))


def _case(suite: Any, finding: Finding, blocks: Blocks, *, time: int) -> None:
    """A case by a name that stays through edits elsewhere: it holds no line."""
    draft = blocks.verdict.report.article(finding.draft)
    said = in_line(opening(finding.span.of(draft.text), _NAMED_WORDS))
    again = f", place {time}" if time > 1 else ""
    name = f"“{said}” ({finding.fingerprint}{again})"
    case = _add(suite, "testcase", name=name, classname=draft_name(draft), time="0")
    told = "\n".join(blocks.lines(finding))
    message = f"{place_words(blocks.verdict, finding)}: {label(finding)}: {why(finding)}"
    if finding.ruling.decision == "fail":
        _add(case, "failure", told, type=rule_of(finding).id, message=message)
        return
    if finding.otherwise is not None:
        _add(case, "skipped", type=rule_of(finding).id, message=message)
    _add(case, "system-out", told)


def _unread(verdict: Verdict) -> str:
    skipped = verdict.report.skipped
    lines = [f"{in_line(s.source)}: {in_line(s.reason)}" for s in skipped[:_MOST_SKIPPED]]
    if more := len(skipped) - len(lines):
        lines.append(f"... and {count(more, 'more input')}; --format json lists all.")
    return "\n".join(["Not read, and so not compared with:", *lines])


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    """A new last element of `parent`; its text has passed `escapes`."""
    from lxml import etree

    cleaned = {key: visible(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, tag, cleaned)
    element.text = text
    return element
