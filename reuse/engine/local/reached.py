"""What drafts share with articles, and how far others carry it: places in a table of tokens.

Most articles that a search brings together with a draft share something with each other that
has nothing to do with it.  Only those pairs are aligned that tell of words the draft shares.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align import MatchColumns, Pairs
from reuse.text.columns import TokenTable

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

# Words by which an alignment may go beyond the place that the search names; rarely more.
_BEYOND = 60


class Reached:
    """The places of the table's articles that drafts share, directly or through others.

    Args:
        table: the articles.
        drafts: the numbers of those that are drafts.
    """

    def __init__(self, table: TokenTable, drafts: Numbers) -> None:
        self._drafts, self._offsets = drafts, table.offsets
        ends = np.zeros(table.articles + 1, np.int64)
        last = table.offsets[1:] - 1
        full = np.diff(table.offsets) > 0
        ends[1:][full] = table.end[last[full]]
        # Articles laid end to end: a token's place there is above that of every one before it.
        self._before = np.cumsum(ends)[:-1]
        self._starts = table.start + np.repeat(self._before, np.diff(table.offsets))
        self._first = self._end = np.zeros(0, np.int64)

    def of_drafts(self, pairs: Pairs) -> Flags:
        """Which pairs have a draft."""
        return np.isin(pairs.left, self._drafts) | np.isin(pairs.right, self._drafts)

    def grow(self, matches: MatchColumns) -> None:
        """Learn what all matches so far say: those of drafts, and those that meet them."""
        sides = (
            (matches.left, matches.left_start, matches.left_end),
            (matches.right, matches.right_start, matches.right_end),
        )
        first = np.stack([self._tokens(article, start) for article, start, _ in sides])
        end = np.stack([self._tokens(article, end) for article, _, end in sides])
        kept = np.isin(matches.left, self._drafts) | np.isin(matches.right, self._drafts)
        fresh = kept
        while fresh.any():
            self._first = np.sort(first[:, kept], axis=None)
            self._end = np.sort(end[:, kept], axis=None)
            fresh = self._meet(first, end).any(axis=0) & ~kept
            kept = kept | fresh

    def lead_to(self, pairs: Pairs) -> Flags:
        """Which pairs the search brought together at, or near, one of the places.

        And those of two articles that have such places, wherever it did.
        """
        held = np.unique(np.searchsorted(self._offsets, self._first, side="right") - 1)
        led = np.isin(pairs.left, held) & np.isin(pairs.right, held)
        for boxes, at in ((pairs.exact, pairs.exact_at), (pairs.regions, pairs.regions_at)):
            number = np.repeat(np.arange(len(led)), np.diff(at))
            for article, column in ((pairs.left[number], 0), (pairs.right[number], 2)):
                first = np.maximum(boxes[:, column] - _BEYOND, self._offsets[article])
                end = np.minimum(boxes[:, column + 1] + _BEYOND, self._offsets[article + 1])
                led[number[self._meet(first, end)]] = True
        return led

    def _tokens(self, articles: NDArray[np.int32], places: NDArray[np.int32]) -> Numbers:
        """The first token at or after each place, in code points, of an article."""
        found = np.searchsorted(self._starts, self._before[articles] + places)
        return np.minimum(found, self._offsets[articles + 1])  # a full stop is after all tokens

    def _meet(self, first: Numbers, end: Numbers) -> Flags:
        """Which token ranges have a token of a place."""
        begun = np.searchsorted(self._first, end, side="left")
        ended = np.searchsorted(self._end, first, side="right")
        meets: Flags = begun > ended
        return meets
