"""What is left to do with a verdict: what was not read counts, what is accepted is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reuse.check.policy import accepted, baseline_of, load_baseline, worst, write_baseline
from reuse.model import Skipped
from reuse.verdict import Verdict


def with_unread(verdict: Verdict, unread: tuple[Skipped, ...]) -> Verdict:
    """The verdict with drafts of which nothing is known, and which do not pass."""
    if not unread:
        return verdict
    return replace(verdict, unread=unread, decision="fail")


def keep_baseline(verdict: Verdict, file: Path) -> Verdict:
    """Write what was found to a baseline; gives the verdict that it leads to.

    What `file` holds of drafts that were not checked stays.

    Raises:
        PolicyError: `file` is there and is no baseline.
        UsageError: it cannot be written.
    """
    before = load_baseline(file) if file.exists() else None
    write_baseline(baseline_of(verdict, before=before), file)
    findings = tuple(map(accepted, verdict.findings))
    kept = replace(verdict, decision=worst(findings), findings=findings, resolved=0)
    return with_unread(kept, verdict.unread)
