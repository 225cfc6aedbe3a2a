"""The advice on a finding as edits of the file, where words need only be put in.

Each fix is a whole one.  With both, the passage is credited and quoted; the credit alone is
offered, too.  What needs a judgement (which of two credits is right) is no edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reuse.model import Article
from reuse.report.check.sarif_message import plain
from reuse.report.check.sarif_places import artifact_location, between
from reuse.verdict import Finding, Lines


class _Insertion(NamedTuple):
    """Words to put in at a place of the text."""

    at: int
    words: str


def fixes_of(finding: Finding, draft: Article, lines: Lines) -> list[dict[str, Any]]:
    """The fixes of one finding, the fullest first; none where the text is not that of the file."""
    if draft.first_line is None:
        return []
    credit, marks = list(_credit(finding)), list(_marks(finding))
    told = []
    if credit:
        told.append(f"add the credit “{plain(finding.fix.credit or '')}”")
    if marks:
        told.append("put quotation marks around the copied words")
    ways = [(" and ".join(told), [*credit, *marks])] if told else []
    if credit and marks:
        ways.append((told[0], credit))
    return [_fix(said, edits, draft, lines=lines) for said, edits in ways]


def _credit(finding: Finding) -> Iterator[_Insertion]:
    """The credit, where none stands there that it would have to replace."""
    fix = finding.fix
    is_wrong = finding.credit is not None and finding.credit.status == "misattributed"
    if fix.credit is not None and fix.credit_at is not None and not is_wrong:
        yield _Insertion(fix.credit_at, fix.credit + ("\n\n" if fix.is_line else " "))


def _marks(finding: Finding) -> Iterator[_Insertion]:
    for span in finding.fix.quote:
        yield _Insertion(span.start, "“")
        yield _Insertion(span.end, "”")


def _fix(said: str, edits: list[_Insertion], draft: Article, *, lines: Lines) -> dict[str, Any]:
    # Words that come to one place are one insertion, as nothing says which of two is first.
    joined: dict[int, str] = {}
    for edit in sorted(edits, key=lambda edit: edit.at):
        joined[edit.at] = joined.get(edit.at, "") + edit.words
    change = {
        "artifactLocation": artifact_location(draft.source or draft.id),
        "replacements": [
            {"deletedRegion": between(at, at, lines), "insertedContent": {"text": words}}
            for at, words in joined.items()
        ],
    }
    return {
        "description": {"text": f"{said[0].upper()}{said[1:]}."},
        "artifactChanges": [change],
    }
