"""Maximal runs of equal stems between two articles: a sort-merge join of their trigrams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf, lent
from .types import Grams, Runs, Side
from .units import WORD, parts_in

# A trigram with more occurrences than this on both sides together (their product) is one of a
# phrase or a line repeated.  All pairs would be a square of them: the first meets the first there,
# the second the second, and so on, and only for runs that are reported whatever they say.
MOST_MEETINGS = 64
# Of characters that are no words, a run of equal stems counts as one from so many words on; the
# stem of one names those after it, too.
LEAST_RUN = 3 * WORD
LONGEST_GRAM = 3
# So many numbers are sorted more quickly by inserting them one by one.
FEW = 24


@kernel
def meetings(left: Grams, right: Grams) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where equal trigrams meet: left start << 32 | right start, ascending.

    Returns those of trigrams that are few, all of their pairs, and of the others, in order.
    """
    few, often = np.zeros(64, dtype=np.int64), np.zeros(64, dtype=np.int64)
    fews, oftens, i, j = 0, 0, 0, 0
    nl, nr = len(left.hash), len(right.hash)
    while i < nl and j < nr:
        i, j = _next_equal(left.hash, right.hash, i, j)
        if i == nl or j == nr:
            break
        hash_value = left.hash[i]
        i1, j1 = i, j
        while i1 < nl and left.hash[i1] == hash_value:
            i1 += 1
        while j1 < nr and right.hash[j1] == hash_value:
            j1 += 1
        if (i1 - i) * (j1 - j) <= MOST_MEETINGS:
            few = _with_room(few, fews, MOST_MEETINGS)
            for a in range(i, i1):
                for b in range(j, j1):
                    few[fews] = np.int64(left.at[a]) << 32 | np.int64(right.at[b])
                    fews += 1
        else:
            both = min(i1 - i, j1 - j)
            often = _with_room(often, oftens, both)
            for k in range(both):
                often[oftens + k] = np.int64(left.at[i + k]) << 32 | np.int64(right.at[j + k])
            oftens += both
        i, j = i1, j1
    few, often = few[:fews], often[:oftens]
    put_in_order(few)
    put_in_order(often)
    return few, often


@leaf
def _next_equal(
    left: NDArray[np.uint64], right: NDArray[np.uint64], i: int, j: int
) -> tuple[int, int]:
    """The first places from `i` and `j` on that hold one value, of two ascending arrays."""
    while i < len(left) and j < len(right) and left[i] != right[j]:
        # No branch depends on the outcome, which no processor can foresee.
        is_less = left[i] < right[j]
        i += is_less
        j += not is_less
    return i, j


@leaf
def put_in_order(values: NDArray[np.int64]) -> None:
    """Sort in place: a few by inserting each, more by a heap."""
    size = len(values)
    if size <= FEW:
        for n in range(1, size):
            value, k = values[n], n
            while k > 0 and values[k - 1] > value:
                values[k] = values[k - 1]
                k -= 1
            values[k] = value
        return
    for n in range(size // 2 - 1, -1, -1):
        _sift(values, n, size)
    for n in range(size - 1, 0, -1):
        kept = values[n]
        values[n] = values[0]
        values[0] = kept
        _sift(values, 0, n)


@leaf
def _sift(values: NDArray[np.int64], root: int, size: int) -> None:
    """Let the value at `root` sink in the heap of the first `size` ones, the greatest on top."""
    value = values[root]
    while 2 * root + 1 < size:
        child = 2 * root + 1
        if child + 1 < size and values[child + 1] > values[child]:
            child += 1
        if values[child] <= value:
            break
        values[root] = values[child]
        root = child
    values[root] = value


@kernel
def _with_room(found: NDArray[np.int64], count: int, more: int) -> NDArray[np.int64]:
    """The array, or a larger copy that has room for so many more after the first `count`."""
    if count + more <= len(found):
        return found
    grown = np.zeros(2 * (count + more), dtype=np.int64)
    grown[:count] = found[:count]
    return grown


@kernel
def runs_of(left: NDArray[np.int32], right: NDArray[np.int32], length: NDArray[np.int32]) -> Runs:
    """The runs in their order, with how far each and those before it reach."""
    reach = np.zeros(len(left), dtype=np.int32)
    _fill_reach(left, length, reach)
    return Runs(left, right, length, reach)


@leaf
def _fill_reach(
    left: NDArray[np.int32], length: NDArray[np.int32], reach: NDArray[np.int32]
) -> None:
    most = 0
    for r in range(len(left)):
        most = max(most, left[r] + length[r])
        reach[r] = most


@kernel
def maximal_runs(
    found: NDArray[np.int64], other: NDArray[np.int32], theirs: NDArray[np.int32]
) -> Runs:
    """Every maximal run of equal stems, three or longer, that holds a meeting.

    Args:
        found: the meetings of the trigrams.
        other: for each token of the left its term of the right, or -1.
        theirs: the term of each token of the right.
    """
    runs = np.zeros((3, len(found)), dtype=np.int32)
    # Left end of the last run on each diagonal: a trigram before it is part of that run.
    reached = np.zeros(len(other) + len(theirs) + 1 if len(found) else 0, dtype=np.int32)
    count = _grow_runs(found, other, theirs, reached, runs)
    starts_left, starts_right, lengths = runs[0, :count], runs[1, :count], runs[2, :count]
    if count < 2:
        return runs_of(starts_left, starts_right, lengths)
    order = np.argsort(starts_left.astype(np.int64) << 32 | starts_right.astype(np.int64))
    return runs_of(starts_left[order], starts_right[order], lengths[order])


@leaf
def _grow_runs(
    found: NDArray[np.int64],
    other: NDArray[np.int32],
    theirs: NDArray[np.int32],
    reached: NDArray[np.int32],
    runs: NDArray[np.int32],
) -> int:
    """Fill in where each run begins on the left and right and its length; how many there are."""
    nl, nr = len(other), len(theirs)
    count = 0
    for n in range(len(found)):
        i, j = int(found[n] >> 32), int(found[n] & 0xFFFFFFFF)
        diagonal = j - i + nl
        if reached[diagonal] > i:
            continue
        a, b = i, j
        while a > 0 and b > 0 and other[a - 1] == theirs[b - 1]:
            a -= 1
            b -= 1
        x, y = i, j
        while x < nl and y < nr and other[x] == theirs[y]:
            x += 1
            y += 1
        if x - a < 3:  # two trigrams of one hash that are not equal
            continue
        reached[diagonal] = x
        runs[0, count], runs[1, count], runs[2, count] = a, b, x - a
        count += 1
    return count


@kernel
def whole_runs(runs: Runs, left: Side, right: Side) -> Runs:
    """The runs of three words and more, up to the last equal character.

    The last characters of a run have other stems where other characters follow.
    """
    if len(left.extent) == 0:
        return runs
    length = runs.length.copy()
    kept = np.zeros(len(length), dtype=np.bool_)
    _fill_whole(runs, left, right, length, kept)
    return runs_of(runs.left[kept], runs.right[kept], length[kept])


@leaf
def _fill_whole(
    runs: Runs,
    left: Side,
    right: Side,
    length: NDArray[np.int32],
    kept: NDArray[np.bool_],
) -> None:
    extent = left.extent
    for r in range(len(length)):
        x, y = runs.left[r] + length[r], runs.right[r] + length[r]
        for _ in range(LONGEST_GRAM - 1):
            if x >= len(left.key) or y >= len(right.key) or left.key[x] != right.key[y]:
                break
            if extent[x + 1] - extent[x] == WORD:
                break
            x += 1
            y += 1
        length[r] = x - runs.left[r]
        kept[r] = extent[x] - extent[runs.left[r]] >= LEAST_RUN


@kernel
def verbatim_runs(
    runs: Runs,
    mine: NDArray[np.uint64],
    theirs: NDArray[np.uint64],
    extent: NDArray[np.int64],
    min_words: int,
) -> NDArray[np.int64]:
    """Boxes of every run of equal token keys of at least `min_words` words, int64 (n, 4).

    `extent` is that of either article: equal tokens are equally long.
    """
    least = WORD * min_words
    longest = 0
    for r in range(len(runs.left)):
        longest = max(longest, runs.length[r])
    found = np.zeros((len(runs.left) + 1 if longest >= min_words else 0, 4), dtype=np.int64)
    count = 0
    for r in range(len(runs.left)):
        if runs.length[r] < min_words:
            continue
        i, j = int(runs.left[r]), int(runs.right[r])
        begin = 0
        for k in range(runs.length[r] + 1):
            if k < runs.length[r] and mine[i + k] == theirs[j + k]:
                continue
            if k - begin >= min_words and parts_in(extent, i + begin, i + k) >= least:
                if count == len(found):
                    found = np.concatenate((found, np.zeros_like(found)))
                found[count, 0], found[count, 1] = i + begin, i + k
                found[count, 2], found[count, 3] = j + begin, j + k
                count += 1
            begin = k + 1
    return found[:count]


@kernel
def lent_runs(runs: Runs) -> Runs:
    """The runs, their arrays lent."""
    return Runs(lent(runs.left), lent(runs.right), lent(runs.length), lent(runs.reach))


@kernel
def mirrored(runs: Runs) -> Runs:
    """The same runs with the sides exchanged."""
    if len(runs.left) < 2:
        return runs_of(runs.right, runs.left, runs.length)
    order = np.argsort(runs.right.astype(np.int64) << 32 | runs.left.astype(np.int64))
    return runs_of(runs.right[order], runs.left[order], runs.length[order])
