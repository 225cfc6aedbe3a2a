"""Finding as retrieval: every suspicious against every source document of a PAN corpus.

A gold pair is found when `reuse.find` gives a row for its two documents; counted for
each source of candidates alone and for all, by sub-corpus, over the pairs that have a
case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pan import Pair, read_pairs, read_texts, read_truth

from reuse.find import EDITED, REWORDED, VERBATIM, Candidates, find
from reuse.settings import Settings
from reuse.text.tokens import tokenize

SOURCES = {
    "V": VERBATIM,
    "E": EDITED,
    "R": REWORDED,
    "all": VERBATIM | EDITED | REWORDED,
}


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Shares of gold pairs found by sub-corpus and source; candidates for each suspicious one."""

    shares: Mapping[str, Mapping[str, float]]
    gold: Mapping[str, int]
    candidates: Mapping[str, float]


def retrieve(corpus: Path) -> Retrieval:
    """Find over all documents of the corpus at once."""
    pairs = read_pairs(corpus)
    texts = read_texts(corpus, pairs)
    suspicious = sorted({pair[1] for pair in pairs})
    names = [*suspicious, *sorted(texts.keys() - set(suspicious))]
    settings = Settings()
    table = tokenize([texts[name] for name in names])
    found = find(table, min_words=settings.min_words, settings=settings.find)
    gold = [pair for pair in pairs if read_truth(corpus, pair)]
    numbers = {name: number for number, name in enumerate(names)}
    met = {source: _met(found, bit, len(suspicious)) for source, bit in SOURCES.items()}
    return _measured(gold, met, numbers=numbers, suspicious=len(suspicious))


def _met(found: Candidates, bit: int, suspicious: int) -> set[tuple[int, int]]:
    """Pairs of a suspicious and a source document that have a row of that source."""
    # The suspicious ones have the lower numbers, so that they are left in such a row.
    rows = (found.source & bit != 0) & (found.left < suspicious) & (found.right >= suspicious)
    pairs = np.unique(np.column_stack((found.left[rows], found.right[rows])), axis=0)
    return set(map(tuple, pairs.tolist()))


def _measured(
    gold: Sequence[Pair],
    met: Mapping[str, set[tuple[int, int]]],
    *,
    numbers: Mapping[str, int],
    suspicious: int,
) -> Retrieval:
    kinds = sorted({pair[0] for pair in gold})
    by_kind = {
        kind: [(numbers[p[1]], numbers[p[2]]) for p in gold if p[0] == kind] for kind in kinds
    }
    return Retrieval(
        {
            kind: {source: sum(p in met[source] for p in own) / len(own) for source in met}
            for kind, own in by_kind.items()
        },
        {kind: len(own) for kind, own in by_kind.items()},
        {source: len(pairs) / max(1, suspicious) for source, pairs in met.items()},
    )


def show(result: Retrieval) -> None:
    """A row for each sub-corpus, and the candidates below."""
    print(f"{'gold pairs found':28}{'pairs':>7}" + "".join(f"{name:>8}" for name in SOURCES))
    for kind, shares in result.shares.items():
        print(f"{kind:28}{result.gold[kind]:7}" + "".join(f"{s:8.3f}" for s in shares.values()))
    row = "".join(f"{number:8.1f}" for number in result.candidates.values())
    print(f"{'candidates per suspicious':35}{row}")
