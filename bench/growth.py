"""How the cost of `reuse scan` grows with the number of articles, on generated corpora."""

from __future__ import annotations

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from clone_words import Words
from clones import Witness, read_truth, write_clones
from cost import Cost, measure
from reported import FOUND_SHARE, cover

Span = tuple[int, int, int]  # family of the report, and code points


@dataclass(frozen=True, slots=True)
class Size:
    """What one size cost and gave; `witnesses` is the share of planted ones in one family."""

    articles: int
    megabytes: float
    write_seconds: float
    cost: Cost
    matches: int
    families: int
    report_megabytes: float
    witnesses: float


def grow(
    words: Words, sizes: Sequence[int], *, command: Sequence[str], folder: Path, seed: int
) -> list[Size]:
    """Write, scan and check a corpus of each size; `command` gets corpus and report appended."""
    results = []
    for articles in sizes:
        corpus, report = folder / "clones.jsonl", folder / "clones.json"
        began = time.perf_counter()
        write_clones(words, articles, out=corpus, seed=seed)
        written = time.perf_counter() - began
        cost = measure(
            (*command, str(corpus), "-o", str(report)), folder=folder, label=f"{articles:,}"
        )
        results.append(_size(articles, written, cost=cost, corpus=corpus, report=report))
        show(results[-1:])
    return results


def _size(articles: int, written: float, *, cost: Cost, corpus: Path, report: Path) -> Size:
    found = json.loads(report.read_bytes())
    spans: dict[str, list[Span]] = defaultdict(list)
    for number, family in enumerate(found["families"]):
        for w in family["witnesses"]:
            spans[w["article"]].append((number, w["start"], w["end"]))
    return Size(
        articles,
        corpus.stat().st_size / 1e6,
        written,
        cost,
        len(found["matches"]),
        len(found["families"]),
        report.stat().st_size / 1e6,
        gathered(read_truth(corpus), spans),
    )


def gathered(truth: Iterable[Witness], spans: dict[str, list[Span]]) -> float:
    """Share of planted witnesses in the reported family that holds most of their own family.

    A family of which only one witness is held counts as none.
    """
    held: dict[int, Counter[int]] = defaultdict(Counter)
    planted = 0
    for witness in truth:
        planted += 1
        own: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for family, start, end in spans.get(witness.article, ()):
            own[family].append((start, end))
        side = witness.start, witness.end
        held[witness.family].update(f for f, s in own.items() if cover(side, s) >= FOUND_SHARE)
    best = (max(counts.values(), default=0) for counts in held.values())
    return sum(n for n in best if n > 1) / max(1, planted)


def exponents(sizes: Sequence[Size]) -> list[float]:
    """The exponent of CPU seconds over articles from each size to the next.

    The cost of starting is in it, so that small sizes look better than they grow.
    """
    return [
        math.log(b.cost.cpu_seconds / a.cost.cpu_seconds) / math.log(b.articles / a.articles)
        for a, b in pairwise(sizes)
    ]


def show(sizes: Iterable[Size]) -> None:
    """A line for each size."""
    for s in sizes:
        c = s.cost
        print(
            f"{s.articles:>9,} articles {s.megabytes:8.1f} MB written in {s.write_seconds:5.1f} s:"
            f" {c.cpu_seconds:8.1f} CPU s {c.wall_seconds:8.1f} s {c.peak_mb:7.0f} MB;"
            f" {s.matches:,} matches, {s.families:,} families, {s.report_megabytes:.0f} MB report,"
            f" {s.witnesses:.3f} of the planted witnesses in one family",
            flush=True,
        )


def plain(sizes: Sequence[Size]) -> dict[str, object]:
    """The same for JSON."""
    return {"sizes": [asdict(size) for size in sizes], "exponents": exponents(sizes)}
