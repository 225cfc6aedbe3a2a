"""What two articles share, found by comparing every word of one with every word of the other.

It knows nothing of how the program searches; it is what the guarantee is held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from reuse.selftest.material import Words


class Run(NamedTuple):
    """Equal words in a row: where they begin on either side, in tokens, and how many."""

    left: int
    right: int
    length: int


def shared_runs(left: Words, right: Words, *, least: int) -> list[Run]:
    """Every run of `least` and more equal words of two articles that is part of no longer one.

    No token is more than a word, so that no such run has fewer tokens.
    """
    places: defaultdict[bytes, list[int]] = defaultdict(list)
    for at, gram in enumerate(_grams(left, least)):
        places[gram].append(at)
    hits = {(i, j) for j, gram in enumerate(_grams(right, least)) for i in places.get(gram, ())}
    runs = []
    for i, j in sorted(hits):
        if (i - 1, j - 1) not in hits:
            more = 0
            while (i + more + 1, j + more + 1) in hits:
                more += 1
            runs.append(Run(i, j, least + more))
    return [run for run in runs if left.words(run.left, run.left + run.length) >= least]


def _grams(words: Words, length: int) -> Iterator[bytes]:
    return (words.keys[at : at + length].tobytes() for at in range(len(words) - length + 1))
