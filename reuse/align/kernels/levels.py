"""How well each token of a passage is matched by the counterpart, one to one.

Level 3: inside a run of three or more equal stems; 2: beside a matched word,
in any order, on both sides; 1: the word alone; 0: nothing.  Every token of the
counterpart serves once, the longest runs choose first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import inlined, kernel
from .types import Runs, View

# Occurrences of a word in the counterpart that are looked at when pairs are sought.
MOST_OCCURRENCES = 32

# Rows of what is known of the passage's words while matches are taken, `here`, int32 (3, n), and of
# the counterpart's, `there`, int32 (3, m).  Places count from the begin of either.  Few arrays are
# handed on, since compiled code counts the references to each of them, up and down.
LEVEL, MATCH = 0, 1  # match: the matched word's place there, or -1
TERM = 2  # by the counterpart's numbers; -1 where it has none
NEXT, USED = 0, 1  # the next place of the same term, or -1; whether it is matched


@kernel
def match_levels(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """Levels of the tokens `box[0]:box[1]` against the counterpart's `box[2]:box[3]`.

    Returns int32 (2, box[1] - box[0]): the levels, and the matched token's number or -1.
    """
    here, there, first = _unmatched(view, box)
    _take_runs(view.runs, box, here, there)
    _take_pairs(here, there, first)
    _take_words(here, there, first)
    return _numbered(here, box[2])


@kernel
def match_runs_and_words(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """As `match_levels` without level 2, at a fraction of the cost."""
    here, there, first = _unmatched(view, box)
    _take_runs(view.runs, box, here, there)
    _take_words(here, there, first)
    return _numbered(here, box[2])


@kernel
def _unmatched(
    view: View, box: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """`here`, `there`, and the first place there of each of its terms, or -1."""
    x0, y0 = box[0], box[2]
    here = np.zeros((3, box[1] - x0), dtype=np.int32)
    there = np.zeros((3, box[3] - y0), dtype=np.int32)
    first = np.full(view.their_terms, -1, dtype=np.int32)
    for y in range(there.shape[1] - 1, -1, -1):
        term = view.their_term[y0 + y]
        there[TERM, y] = term
        there[NEXT, y] = first[term]
        first[term] = y
    for x in range(here.shape[1]):
        term = view.other[x0 + x]
        here[MATCH, x] = -1
        here[TERM, x] = term if term >= 0 and first[term] >= 0 else -1
    return here, there, first


@kernel
def _numbered(here: NDArray[np.int32], begin: int) -> NDArray[np.int32]:
    """Levels and matches, as token numbers instead of places from `begin`."""
    for x in range(here.shape[1]):
        if here[MATCH, x] >= 0:
            here[MATCH, x] += begin
    return here[:2]


@kernel
def _first_at_least(ascending: NDArray[np.int32], bound: int) -> int:
    """The first index whose value is at least `bound`; binary search."""
    low, high = 0, len(ascending)
    while low < high:
        middle = (low + high) // 2
        if ascending[middle] < bound:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _take_runs(
    runs: Runs, box: NDArray[np.int64], here: NDArray[np.int32], there: NDArray[np.int32]
) -> None:
    x0, x1, y0, y1 = box[0], box[1], box[2], box[3]
    count = 0
    earliest, last = _first_at_least(runs.reach, x0 + 1), _first_at_least(runs.left, x1)
    inside = np.zeros(max(0, last - earliest), dtype=np.int64)
    for r in range(earliest, last):
        skip = max(0, x0 - runs.left[r], y0 - runs.right[r])
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        if upto - skip >= 3:
            # Longest first, then the earliest: run numbers are in order of position.
            inside[count] = (np.int64(0x7FFFFFFF) - (upto - skip)) << 32 | np.int64(r)
            count += 1
    ordered = np.sort(inside[:count])
    for n in range(count):
        r = int(ordered[n] & 0xFFFFFFFF)
        x, y = runs.left[r] - x0, runs.right[r] - y0
        begin = max(0, -x, -y)
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        for k in range(begin, upto + 1):
            if k < upto and here[LEVEL, x + k] == 0 and there[USED, y + k] == 0:
                continue
            if k - begin >= 3:
                for m in range(begin, k):
                    here[LEVEL, x + m], here[MATCH, x + m] = 3, y + m
                    there[USED, y + m] = 1
            begin = k + 1


@inlined
def _beside(there: NDArray[np.int32], place: int, term: int) -> int:
    """The place of a free word of that term within two of `place` in the counterpart, or -1."""
    found = -1
    for step in (1, -1, 2, -2):
        y = place + step
        if 0 <= y < there.shape[1] and there[TERM, y] == term and there[USED, y] == 0:
            found = y
            break
    return found


@inlined
def _join_neighbour(here: NDArray[np.int32], there: NDArray[np.int32], x: int) -> bool:
    """Match the word at `x` beside the counterpart of a matched word within two of it."""
    y = -1
    for step in (-1, 1, -2, 2):
        k = x + step
        if 0 <= k < here.shape[1] and here[LEVEL, k] >= 2:
            y = _beside(there, here[MATCH, k], here[TERM, x])
            if y >= 0:
                here[LEVEL, x], here[MATCH, x] = 2, y
                there[USED, y] = 1
                break
    return y >= 0


@inlined
def _open_pair(
    here: NDArray[np.int32], there: NDArray[np.int32], first: NDArray[np.int32], x: int
) -> None:
    """Match the word at `x` and one of its two successors beside each other, if both are free."""
    for k in range(x + 1, min(x + 3, here.shape[1])):
        if here[LEVEL, k] != 0 or here[TERM, k] < 0:
            continue
        y, mate = first[here[TERM, x]], -1
        for _ in range(MOST_OCCURRENCES):
            if y < 0:
                break
            if there[USED, y] == 0:
                there[USED, y] = 1
                mate = _beside(there, y, here[TERM, k])
                if mate >= 0:
                    break
                there[USED, y] = 0
            y = there[NEXT, y]
        if mate >= 0:
            there[USED, mate] = 1
            here[LEVEL, x], here[MATCH, x] = 2, y
            here[LEVEL, k], here[MATCH, k] = 2, mate
            break


@kernel
def _take_pairs(
    here: NDArray[np.int32], there: NDArray[np.int32], first: NDArray[np.int32]
) -> None:
    """Words beside each other on both sides; pairs open, then matched words take neighbours."""
    for x in range(here.shape[1]):
        if here[LEVEL, x] == 0 and here[TERM, x] >= 0 and not _join_neighbour(here, there, x):
            _open_pair(here, there, first, x)
    for x in range(here.shape[1] - 1, -1, -1):
        if here[LEVEL, x] == 0 and here[TERM, x] >= 0:
            _join_neighbour(here, there, x)


@kernel
def _take_words(
    here: NDArray[np.int32], there: NDArray[np.int32], first: NDArray[np.int32]
) -> None:
    """Single words in order; `first` moves forward only, so that the pass is linear."""
    for x in range(here.shape[1]):
        term = here[TERM, x]
        if here[LEVEL, x] != 0 or term < 0:
            continue
        y = first[term]
        while y >= 0 and there[USED, y] != 0:
            y = there[NEXT, y]
        if y >= 0:
            there[USED, y] = 1
            here[LEVEL, x], here[MATCH, x] = 1, y
            y = there[NEXT, y]
        first[term] = y
