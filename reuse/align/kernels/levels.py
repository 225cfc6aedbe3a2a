"""How well each token of a passage is matched by the counterpart, one to one.

Level 3: inside a run of three or more equal stems; 2: beside a matched word,
in any order, on both sides; 1: the word alone; 0: nothing.  Every token of the
counterpart serves once, the longest runs choose first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import inlined, kernel, leaf
from .runs import put_in_order
from .types import Runs, View, Work

# Occurrences of a word in the counterpart that are looked at when pairs are sought.
MOST_OCCURRENCES = 32

# Words of the passage, and of the counterpart, are known by their places from the begin of either:
# what is known of them stands in the first entries of the columns of `Work`.


@kernel
def match_levels(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """Levels of the tokens `box[0]:box[1]` against the counterpart's `box[2]:box[3]`.

    Returns int32 (2, box[1] - box[0]): the levels, and the matched token's number or -1.
    """
    fill_levels(view, box)
    return _as_rows(view.work, box[1] - box[0])


@kernel
def match_runs_and_words(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """As `match_levels` without level 2, at a fraction of the cost."""
    sizes = box[1] - box[0], box[3] - box[2]
    _lay_out(view, box)
    _take_runs(view, box)
    _take_words(view.work, sizes)
    _number(view.work, sizes[0], box[2])
    return _as_rows(view.work, sizes[0])


@kernel
def _as_rows(work: Work, size: int) -> NDArray[np.int32]:
    rows = np.empty((2, size), dtype=np.int32)
    rows[0] = work.level[:size]
    rows[1] = work.match[:size]
    return rows


@leaf
def fill_levels(view: View, box: NDArray[np.int64]) -> None:
    """`match_levels` into the first entries of `level` and `match` of `view.work`."""
    sizes = box[1] - box[0], box[3] - box[2]
    _lay_out(view, box)
    _take_runs(view, box)
    _take_pairs(view.work, sizes)
    _take_words(view.work, sizes)
    _number(view.work, sizes[0], box[2])


@leaf
def _lay_out(view: View, box: NDArray[np.int64]) -> None:
    """Nothing is matched yet; the first place there of each of their terms, or -1."""
    work, first = view.work, view.work.first
    x0, y0 = box[0], box[2]
    for term in range(len(first)):
        first[term] = -1
    for y in range(box[3] - y0 - 1, -1, -1):
        term = view.their_term[y0 + y]
        work.their_term[y] = term
        work.following[y] = first[term]
        work.used[y] = 0
        first[term] = y
    for x in range(box[1] - x0):
        term = view.other[x0 + x]
        work.level[x] = 0
        work.match[x] = -1
        work.term[x] = term if term >= 0 and first[term] >= 0 else -1


@leaf
def _number(work: Work, size: int, begin: int) -> None:
    """Make places from `begin` token numbers, in place."""
    for x in range(size):
        if work.match[x] >= 0:
            work.match[x] += begin


@leaf
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


@leaf
def _take_runs(view: View, box: NDArray[np.int64]) -> None:
    """Match the runs inside the box, the longest first, each as far as it is free."""
    runs = view.runs
    earliest, last = _first_at_least(runs.reach, box[0] + 1), _first_at_least(runs.left, box[1])
    if earliest < last:
        inside = view.work.runs[: last - earliest]
        count = _runs_inside(runs, box, earliest, inside)
        put_in_order(inside[:count])
        _match_runs(runs, box, inside[:count], view.work)


@leaf
def _runs_inside(
    runs: Runs, box: NDArray[np.int64], earliest: int, inside: NDArray[np.int64]
) -> int:
    """Fill in the numbers of the runs from `earliest` on that lie in the box, by length; count."""
    x0, x1, y0, y1 = box[0], box[1], box[2], box[3]
    count = 0
    for r in range(earliest, earliest + len(inside)):
        skip = max(0, x0 - runs.left[r], y0 - runs.right[r])
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        if upto - skip >= 3:
            # Longest first, then the earliest: run numbers are in order of position.
            inside[count] = (np.int64(0x7FFFFFFF) - (upto - skip)) << 32 | np.int64(r)
            count += 1
    return count


@leaf
def _match_runs(runs: Runs, box: NDArray[np.int64], ordered: NDArray[np.int64], work: Work) -> None:
    x0, x1, y0, y1 = box[0], box[1], box[2], box[3]
    for n in range(len(ordered)):
        r = int(ordered[n] & 0xFFFFFFFF)
        x, y = runs.left[r] - x0, runs.right[r] - y0
        begin = max(0, -x, -y)
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        for k in range(begin, upto + 1):
            if k < upto and work.level[x + k] == 0 and work.used[y + k] == 0:
                continue
            if k - begin >= 3:
                for m in range(begin, k):
                    work.level[x + m], work.match[x + m] = 3, y + m
                    work.used[y + m] = 1
            begin = k + 1


@inlined
def _beside(work: Work, size: int, place: int, term: int) -> int:
    """The place of a free word of that term within two of `place` in the counterpart, or -1."""
    found = -1
    for step in (1, -1, 2, -2):
        y = place + step
        if 0 <= y < size and work.their_term[y] == term and work.used[y] == 0:
            found = y
            break
    return found


@inlined
def _join_neighbour(work: Work, sizes: tuple[int, int], x: int) -> bool:
    """Match the word at `x` beside the counterpart of a matched word within two of it."""
    y = -1
    for step in (-1, 1, -2, 2):
        k = x + step
        if 0 <= k < sizes[0] and work.level[k] >= 2:
            y = _beside(work, sizes[1], work.match[k], work.term[x])
            if y >= 0:
                work.level[x], work.match[x] = 2, y
                work.used[y] = 1
                break
    return y >= 0


@inlined
def _open_pair(work: Work, sizes: tuple[int, int], x: int) -> None:
    """Match the word at `x` and one of its two successors beside each other, if both are free."""
    for k in range(x + 1, min(x + 3, sizes[0])):
        if work.level[k] != 0 or work.term[k] < 0:
            continue
        y, mate = work.first[work.term[x]], -1
        for _ in range(MOST_OCCURRENCES):
            if y < 0:
                break
            if work.used[y] == 0:
                work.used[y] = 1
                mate = _beside(work, sizes[1], y, work.term[k])
                if mate >= 0:
                    break
                work.used[y] = 0
            y = work.following[y]
        if mate >= 0:
            work.used[mate] = 1
            work.level[x], work.match[x] = 2, y
            work.level[k], work.match[k] = 2, mate
            break


@leaf
def _take_pairs(work: Work, sizes: tuple[int, int]) -> None:
    """Words beside each other on both sides; pairs open, then matched words take neighbours."""
    for x in range(sizes[0]):
        if work.level[x] == 0 and work.term[x] >= 0 and not _join_neighbour(work, sizes, x):
            _open_pair(work, sizes, x)
    for x in range(sizes[0] - 1, -1, -1):
        if work.level[x] == 0 and work.term[x] >= 0:
            _join_neighbour(work, sizes, x)


@leaf
def _take_words(work: Work, sizes: tuple[int, int]) -> None:
    """Single words in order; `first` moves forward only, so that the pass is linear."""
    for x in range(sizes[0]):
        term = work.term[x]
        if work.level[x] != 0 or term < 0:
            continue
        y = work.first[term]
        while y >= 0 and work.used[y] != 0:
            y = work.following[y]
        if y >= 0:
            work.used[y] = 1
            work.level[x], work.match[x] = 1, y
            y = work.following[y]
        work.first[term] = y
