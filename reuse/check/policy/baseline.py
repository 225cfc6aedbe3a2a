"""What was found before: a file of findings, so that only new ones fail.

It is what `--write-baseline` wrote, or a verdict as JSON.  A finding is known where its
fingerprint stands there for the same draft, by its id or where it was read, with a decision as
severe as now, and not more often than there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reuse.errors import PolicyError
from reuse.model import ArticleId
from reuse.report.escapes import in_line, without_surrogates
from reuse.report.jsontext import indented
from reuse.report.places import write_whole
from reuse.report.wording import opening
from reuse.tomlfile import bounded_text, is_closed_pipe
from reuse.verdict import DECISIONS, Decision, Finding, Verdict

SCHEMA = "reuse.baseline/1"
_VERDICT = "reuse.verdict/1"
_MOST_CHARACTERS = 200_000_000  # of the verdict of some ten thousand drafts
_KNOWN: Mapping[object, Decision] = {"fail": "fail", "warn": "warn"}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding of before: what names it, how severe it was, and its first words."""

    draft: str
    fingerprint: str
    source: str
    decision: Decision
    begins: str = ""

    def is_of(self, draft: str, source: str) -> bool:
        """Whether it was found in that draft, maybe under another path."""
        return draft == self.draft or source == self.source

    def covers(self, decision: Decision) -> bool:
        """Whether a decision of now is no more severe."""
        return DECISIONS.index(decision) >= DECISIONS.index(self.decision)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of before, sorted; several are equal where a draft has a passage twice."""

    entries: tuple[Entry, ...] = ()

    def known(
        self, findings: Iterable[Finding], sources: Mapping[ArticleId, str]
    ) -> tuple[frozenset[int], int]:
        """Which of `findings` stand here, by number, and how many entries of their drafts do not.

        Args:
            sources: of every draft that was checked, where it was read.
        """
        left: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            left[entry.fingerprint].append(entry)
        numbers = set()
        for number, finding in enumerate(findings):
            draft, decision = finding.draft, finding.ruling.decision
            some = left[finding.fingerprint] if decision != "tell" else []
            fitting = (e for e in some if e.is_of(draft, sources[draft]) and e.covers(decision))
            if (held := next(fitting, None)) is not None:
                some.remove(held)
                numbers.add(number)
        checked = {*sources, *sources.values()}
        gone = (not checked.isdisjoint((e.draft, e.source)) for some in left.values() for e in some)
        return frozenset(numbers), sum(gone)

    def without(self, sources: Mapping[ArticleId, str]) -> tuple[Entry, ...]:
        """The entries of other drafts than those."""
        checked = {*sources, *sources.values()}
        return tuple(e for e in self.entries if checked.isdisjoint((e.draft, e.source)))


def baseline_of(verdict: Verdict, *, before: Baseline | None = None) -> Baseline:
    """What fails or is to be looked at now, waived passages aside, known before or not.

    Entries of drafts that were not checked are kept from `before`.
    """
    sources = sources_of(verdict)
    entries = [
        Entry(
            finding.draft,
            finding.fingerprint,
            sources[finding.draft],
            ruling.decision,
            opening(in_line(finding.span.of(verdict.report.article(finding.draft).text))),
        )
        for finding in verdict.findings
        if (ruling := finding.otherwise or finding.ruling).decision != "tell"
        and finding.waiver is None
    ]
    others = before.without(sources) if before else ()
    return Baseline(tuple(sorted([*entries, *others])))


def sources_of(verdict: Verdict) -> dict[ArticleId, str]:
    """Where each draft was read."""
    return {draft: verdict.report.article(draft).source for draft in verdict.drafts}


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Write JSON, one finding an entry, in an order that edits elsewhere do not change.

    Raises:
        UsageError: it cannot be written there.
    """
    content = {"schema": SCHEMA, "findings": [asdict(entry) for entry in baseline.entries]}
    write_whole(file, without_surrogates(indented(content)) + "\n")


def load_baseline(path: Path) -> Baseline:
    """The findings of a baseline, or of a verdict as JSON.

    Raises:
        PolicyError: it cannot be read, or is neither.
    """
    if is_closed_pipe(path):
        raise PolicyError(f"cannot read baseline {path}: it is a named pipe, and not a file")
    try:
        content = json.loads(bounded_text(path, most=_MOST_CHARACTERS))
    except OSError as error:
        raise PolicyError(f"cannot read baseline {path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise PolicyError(f"{path} is no baseline: it is not JSON ({error})") from error
    if not isinstance(content, dict) or content.get("schema") not in (SCHEMA, _VERDICT):
        told = "--write-baseline writes one; so does `reuse check --format json`"
        raise PolicyError(f"{path} is no baseline: its schema is neither known one ({told})")
    try:
        return Baseline(tuple(sorted(_entries(content))))
    except (KeyError, TypeError, AttributeError) as error:
        raise PolicyError(f"{path} is no baseline: a finding in it is incomplete") from error


def _entries(content: Mapping[str, Any]) -> Iterator[Entry]:
    sources = {draft["id"]: draft["source"] for draft in content.get("drafts", ())}
    for found in content["findings"]:
        decision = (found["otherwise"] if found.get("baseline") else found)["decision"]
        if decision == "tell":
            continue
        draft = str(found["draft"])
        source = str(found.get("source") if not sources else sources[draft])
        begins = str(found.get("begins", "")) or opening(in_line(str(found.get("text", ""))))
        yield Entry(draft, str(found["fingerprint"]), source, _KNOWN[decision], begins)
