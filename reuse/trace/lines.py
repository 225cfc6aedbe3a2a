"""Words of some articles one after the other, and runs of three of them as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model import ArticleId
from reuse.trace.intervals import Spot
from reuse.trace.words import Words

GRAM = 3
# A key is the number of a match in its batch and those of three words.  Past so many
# words in one batch numbers of equal remainder look alike; that all three of a run do
# is as good as impossible.
KEY_BITS = 18

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """One side of some matches: its words in the lines, from `low` to before `high`.

    `shift`: where the text of its article begins among all texts.
    """

    low: _Numbers
    high: _Numbers
    shift: _Numbers
    is_cut: NDArray[np.bool_]

    @property
    def grams(self) -> _Numbers:
        """How many runs of three words each has."""
        found: _Numbers = np.maximum(self.high - self.low - GRAM + 1, 0)
        return found


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of some texts, one after the other: which they are, and where they stand.

    `shifts`: where each text begins, as if they stood in one, a sign between two of them.
    """

    numbers: _Numbers
    starts: _Numbers
    ends: _Numbers
    shifts: Mapping[ArticleId, int]

    @classmethod
    def of(
        cls,
        articles: Sequence[ArticleId],
        words: Mapping[ArticleId, Words],
        bounds: Mapping[ArticleId, NDArray[np.int32]],
    ) -> Lines:
        """The words of those articles, and where each begins and ends in its text."""
        sizes = np.array([len(words[a].text) + 1 for a in articles])
        shifts = np.cumsum(sizes) - sizes
        numbers = np.concatenate([words[a].numbers for a in articles]).astype(np.int64)
        if len(numbers) and int(numbers.max()) >> KEY_BITS:
            numbers = np.unique(numbers, return_inverse=True)[1] & ((1 << KEY_BITS) - 1)
        places = np.concatenate([bounds[a] for a in articles]).astype(np.int64)
        places += np.repeat(shifts, [len(bounds[a]) for a in articles])[:, None]
        starts, ends = places.T.copy()
        return cls(numbers, starts, ends, dict(zip(articles, shifts.tolist(), strict=True)))

    def parts(self, spots: Sequence[Spot]) -> Parts:
        """The words of some places, each of one of the texts."""
        rows = [(self.shifts[article], start, end) for article, start, end in spots]
        shift, start, end = np.array(rows, np.int64).reshape(-1, 3).T
        low = np.searchsorted(self.starts, start + shift, side="left")
        high = np.searchsorted(self.ends, end + shift, side="right")
        if not len(self.starts):
            return Parts(low, high, shift, np.zeros(len(low), bool))
        before = (low > 0) & (self.ends[np.maximum(low - 1, 0)] > start + shift)
        last = len(self.starts) - 1
        after = (high <= last) & (self.starts[np.minimum(high, last)] < end + shift)
        return Parts(low, high, shift, before | after)

    def keys(self, parts: Parts) -> tuple[NDArray[np.uint64], _Numbers]:
        """The runs of three words of all parts, and which of its part each is."""
        counts = parts.grams
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        at = within + np.repeat(parts.low, counts)
        keys = np.repeat(np.arange(len(counts)), counts)
        for offset in range(GRAM):
            keys = (keys << KEY_BITS) | self.numbers[at + offset]
        return keys.view(np.uint64), within
