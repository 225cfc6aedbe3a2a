"""How well each token of a passage is matched by the counterpart, one to one.

Level 3: inside a run of three or more equal stems; 2: beside a matched word,
in any order, on both sides; 1: the word alone; 0: nothing.  Every token of the
counterpart serves once, the longest runs choose first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .types import Runs, View

# Occurrences of a word in the counterpart that are looked at when pairs are sought.
MOST_OCCURRENCES = 32


@kernel
def match_levels(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """Levels of the tokens `box[0]:box[1]` against the counterpart's `box[2]:box[3]`.

    Returns int32 (2, box[1] - box[0]): the levels, and the matched token's number or -1.
    """
    result = np.zeros((2, box[1] - box[0]), dtype=np.int32)
    result[1, :] = -1
    used = np.zeros(box[3] - box[2], dtype=np.bool_)
    _take_runs(view.runs, box, result, used)
    _take_pairs(view, box, result, used)
    _take_words(view, box, result, used)
    return result


@kernel
def match_runs_and_words(view: View, box: NDArray[np.int64]) -> NDArray[np.int32]:
    """As `match_levels` without level 2, at a fraction of the cost."""
    result = np.zeros((2, box[1] - box[0]), dtype=np.int32)
    result[1, :] = -1
    used = np.zeros(box[3] - box[2], dtype=np.bool_)
    _take_runs(view.runs, box, result, used)
    _take_words(view, box, result, used)
    return result


@kernel
def _take_runs(
    runs: Runs, box: NDArray[np.int64], result: NDArray[np.int32], used: NDArray[np.bool_]
) -> None:
    x0, x1, y0, y1 = box[0], box[1], box[2], box[3]
    count = 0
    inside = np.zeros(len(runs.left), dtype=np.int64)
    for r in range(len(runs.left)):
        if runs.left[r] >= x1:
            break
        skip = max(0, x0 - runs.left[r], y0 - runs.right[r])
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        if upto - skip >= 3:
            # Longest first, then the earliest: run numbers are in order of position.
            inside[count] = (np.int64(0x7FFFFFFF) - (upto - skip)) << 32 | np.int64(r)
            count += 1
    ordered = np.sort(inside[:count])
    for n in range(count):
        r = int(ordered[n] & 0xFFFFFFFF)
        skip = max(0, x0 - runs.left[r], y0 - runs.right[r])
        upto = min(runs.length[r], x1 - runs.left[r], y1 - runs.right[r])
        begin = skip
        for k in range(skip, upto + 1):
            free = (
                k < upto
                and result[0, runs.left[r] + k - x0] == 0
                and not used[runs.right[r] + k - y0]
            )
            if free:
                continue
            if k - begin >= 3:
                for m in range(begin, k):
                    result[0, runs.left[r] + m - x0] = 3
                    result[1, runs.left[r] + m - x0] = runs.right[r] + m
                    used[runs.right[r] + m - y0] = True
            begin = k + 1


@kernel
def _first_at_least(values: NDArray[np.int32], low: int, high: int, bound: int) -> int:
    """The first index in `low:high` whose value is at least `bound`; binary search."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < bound:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _beside(
    view: View, box: NDArray[np.int64], used: NDArray[np.bool_], place: int, term: int
) -> int:
    """A free token of that term within two of `place` in the counterpart, or -1."""
    for step in (1, -1, 2, -2):
        y = place + step
        if box[2] <= y < box[3] and not used[y - box[2]] and view.their_term[y] == term:
            return y
    return -1


@kernel
def _take_pairs(
    view: View, box: NDArray[np.int64], result: NDArray[np.int32], used: NDArray[np.bool_]
) -> None:
    """Words beside each other on both sides; pairs open, then matched words take neighbours."""
    size = box[1] - box[0]
    for i in range(size):
        if result[0, i] != 0 or view.other[box[0] + i] < 0:
            continue
        if not _join_neighbour(view, box, result, used, i):
            _open_pair(view, box, result, used, i)
    for i in range(size - 1, -1, -1):
        if result[0, i] == 0:
            _join_neighbour(view, box, result, used, i)


@kernel
def _open_pair(
    view: View, box: NDArray[np.int64], result: NDArray[np.int32], used: NDArray[np.bool_], i: int
) -> None:
    """Match token `i` and one of its two successors beside each other, if both are free."""
    y0 = box[2]
    term = view.other[box[0] + i]
    for step in (1, 2):
        if i + step >= result.shape[1] or result[0, i + step] != 0:
            continue
        second = view.other[box[0] + i + step]
        if second < 0:
            continue
        begin, limit = view.their_at[term], view.their_at[term + 1]
        first = _first_at_least(view.their_position, begin, limit, y0)
        last = min(limit, first + MOST_OCCURRENCES)
        for p in range(first, last):
            y = view.their_position[p]
            if y >= box[3]:
                break
            if used[y - y0]:
                continue
            used[y - y0] = True
            mate = _beside(view, box, used, y, second)
            if mate < 0:
                used[y - y0] = False
                continue
            used[mate - y0] = True
            result[0, i], result[1, i] = 2, y
            result[0, i + step], result[1, i + step] = 2, mate
            return


@kernel
def _join_neighbour(
    view: View,
    box: NDArray[np.int64],
    result: NDArray[np.int32],
    used: NDArray[np.bool_],
    i: int,
) -> bool:
    """Match token `i` beside the counterpart of a matched token within two of it."""
    term = view.other[box[0] + i]
    if term < 0:
        return False
    for step in (-1, 1, -2, 2):
        k = i + step
        if k < 0 or k >= result.shape[1] or result[0, k] < 2:
            continue
        y = _beside(view, box, used, result[1, k], term)
        if y >= 0:
            used[y - box[2]] = True
            result[0, i], result[1, i] = 2, y
            return True
    return False


@kernel
def _take_words(
    view: View, box: NDArray[np.int64], result: NDArray[np.int32], used: NDArray[np.bool_]
) -> None:
    x0, y0 = box[0], box[2]
    # Next occurrence to try, by term; it only moves forward, so the pass is linear.
    following = np.full(view.their_terms, -1, dtype=np.int64)
    for i in range(box[1] - x0):
        term = view.other[x0 + i]
        if result[0, i] != 0 or term < 0:
            continue
        limit = view.their_at[term + 1]
        if following[term] < 0:
            following[term] = _first_at_least(view.their_position, view.their_at[term], limit, y0)
        p = following[term]
        while p < limit and view.their_position[p] < box[3]:
            y = view.their_position[p]
            p += 1
            if not used[y - y0]:
                used[y - y0] = True
                result[0, i], result[1, i] = 1, y
                break
        following[term] = p
