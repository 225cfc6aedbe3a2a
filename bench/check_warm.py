"""A process that stays warm and checks draft after draft, as a worker of the server does.

    python bench/check_warm.py ARCHIVE DRAFTS.jsonl OUT.json [plain]

writes what each check cost in CPU and wall time, its search in the archive apart, what was
found of what was planted, and the memory of this process.  With `plain` nothing is compiled:
for a test, where that would take longer than all else.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from check_drafts import Draft, Passage, read_drafts
from reported import FOUND_SHARE, cover

import reuse
from reuse.archive import Archive
from reuse.compiled import stay_warm
from reuse.model import Article, ArticleId
from reuse.report.check import render_verdict
from reuse.verdict import Verdict

_T = TypeVar("_T")
_RESIDENT = ("RssAnon", "VmRSS")
WARMING = 20  # the first checks load machine code


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of this process and of the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Checked:
    """One draft: its check with the answer as JSON, the search alone, and what came of it.

    `near` counts the articles that took the whole row with the draft; `found` holds, for each
    planted passage, whether findings cover half of it, `sourced` whether one of these is a
    family of the article that it was taken from.
    """

    kind: str
    check: Spent
    search: Spent
    near: int
    findings: int
    passages: tuple[Passage, ...]
    found: tuple[bool, ...]
    sourced: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Warm:
    """What a warm process did; `mb` is what it holds itself, `mapped_mb` with pages of the file."""

    checked: tuple[Checked, ...]
    open_cpu_ms: float
    mb: float
    mapped_mb: float


def stay_and_check(path: Path, drafts: Sequence[Draft]) -> Warm:
    """Open the archive once, and check each draft."""
    archive, spent = timed(lambda: reuse.open_archive(path, write=False))
    with archive:
        for draft in drafts[:WARMING]:
            answer(archive, draft)
        checked = tuple(_checked(archive, draft) for draft in drafts)
        mb, mapped = resident_mb()
    return Warm(checked, spent.cpu, mb, mapped)


def resident_mb() -> tuple[float, float]:
    """Memory of this process in MB: its own, and with the pages of files; 0 where nobody tells."""
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0, 0.0
    own, both = (re.search(rf"^{name}:\s+(\d+)", told, re.MULTILINE) for name in _RESIDENT)
    return (int(own[1]) / 1024, int(both[1]) / 1024) if own and both else (0.0, 0.0)


def timed(work: Callable[[], _T]) -> tuple[_T, Spent]:
    """What it gives and what it takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    spent = time.process_time() - cpu, time.perf_counter() - wall
    return result, Spent(*(round(1000 * seconds, 3) for seconds in spent))


def answer(archive: Archive, draft: Draft) -> tuple[Verdict, str]:
    """The verdict of a draft, and as JSON."""
    verdict = reuse.check(draft.text, archive)
    return verdict, render_verdict(verdict, "json")


def _checked(archive: Archive, draft: Draft) -> Checked:
    (verdict, _), check = timed(lambda: answer(archive, draft))
    asking = [Article(ArticleId("draft"), draft.text, "draft")]
    near, search = timed(lambda: archive.near(asking))
    met = [tuple(_met(passage, verdict)) for passage in draft.passages]
    return Checked(
        draft.kind, check, search, len(near.articles), len(verdict.findings), draft.passages,
        tuple(_covers(passage, [(s, e) for s, e, _ in spans])
              for passage, spans in zip(draft.passages, met, strict=True)),
        tuple(any(passage.source in ids for _, _, ids in spans)
              for passage, spans in zip(draft.passages, met, strict=True)),
    )  # fmt: skip


def _met(passage: Passage, verdict: Verdict) -> Iterator[tuple[int, int, set[str]]]:
    """The findings that touch a passage, each with the articles of its family."""
    families = {family.id: family for family in verdict.report.families}
    for finding in verdict.findings:
        if finding.span.start < passage.end and finding.span.end > passage.start:
            carriers = {str(w.article) for w in families[finding.family].witnesses}
            yield finding.span.start, finding.span.end, carriers


def _covers(passage: Passage, spans: list[tuple[int, int]]) -> bool:
    return cover((passage.start, passage.end), spans) >= FOUND_SHARE


def main() -> None:
    """Check the drafts of a file."""
    path, drafts, out = map(Path, sys.argv[1:4])
    if "plain" not in sys.argv[4:]:
        stay_warm()
    out.write_text(json.dumps(asdict(stay_and_check(path, read_drafts(drafts)))))


if __name__ == "__main__":
    main()
