"""Words that a text says again: with which of the places that say them do they belong?

Where an article repeats a sentence, as a pull quote does, no run of its words stands there once,
and a copy of it would have no anchors.  Of all places that are equal those are taken that stand
in the same order on both sides, as many as there are, with few gaps between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.text.rising import longest_rising

_Numbers = NDArray[np.int64]
Chain = list[tuple[int, int]]

# Runs of words that nobody has shown follow each other in so many places where they count.
_LEAST = 4
# Of words that stand in more places, or of texts with more pairs of them, nothing is said.
_MOST_PLACES = 16
_MOST_PAIRS = 1 << 15


def unshown(
    left: NDArray[np.uint64], right: NDArray[np.uint64], is_shown: NDArray[np.bool_]
) -> _Numbers:
    """Where the left side has runs that both sides have and one of them again, and none is shown.

    Args:
        left, right: keys of the runs of some matches, in order.
        is_shown: of each on the left, whether a stretch holds it.
    """
    if is_shown.all() or not len(right):
        return np.zeros(0, np.int64)
    own, place, count = np.unique(left, return_inverse=True, return_counts=True)
    theirs, far_count = np.unique(right, return_counts=True)
    at = np.searchsorted(theirs, own)
    at[at == len(theirs)] = 0
    again = (theirs[at] == own) & ((count > 1) | (far_count[at] > 1))
    is_open = again[place] & ~is_shown
    edges = np.diff(is_open.astype(np.int8), prepend=0, append=0)
    begin, end = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)
    long = end - begin >= _LEAST
    return begin[long]


def chain(left: Sequence[int], right: Sequence[int], *, gap: int) -> Chain:
    """The most equal keys in the same order on both sides, with the fewer gaps; places of each.

    Empty where there are too many to tell.
    """
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, key in enumerate(right):
        places[key].append(at)
    rows = [places.get(key, []) for key in left]
    rows = [row if len(row) <= _MOST_PLACES else [] for row in rows]
    if sum(map(len, rows)) > _MOST_PAIRS:
        return []
    # Places of one key fall, so that no more than one of them is taken.
    early = [(at, far) for at, row in enumerate(rows) for far in reversed(row)]
    late = [(at, far) for at in range(len(rows) - 1, -1, -1) for far in rows[at]]
    first = [early[n] for n in longest_rising([far for _, far in early])]
    last = [late[n] for n in longest_rising([-far for _, far in late])][::-1]
    return min(first, last, key=lambda found: _gaps(found, gap))


def _gaps(found: Chain, gap: int) -> int:
    return sum(max(b[0] - a[0], b[1] - a[1]) > gap for a, b in pairwise(found))
