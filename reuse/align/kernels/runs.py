"""Maximal runs of equal stems between two articles: a sort-merge join of their trigrams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .types import Grams, Runs

# A trigram with more occurrences than this on both sides together (their product) is one of a
# phrase or a line repeated.  All pairs would be a square of them: the first meets the first there,
# the second the second, and so on, and only for runs that are reported whatever they say.
MOST_MEETINGS = 64


@kernel
def meetings(left: Grams, right: Grams) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where equal trigrams meet: left start << 32 | right start, ascending.

    Returns those of trigrams that are few, all of their pairs, and of the others, in order.
    """
    few, often = np.zeros(64, dtype=np.int64), np.zeros(64, dtype=np.int64)
    fews, oftens, i, j = 0, 0, 0, 0
    nl, nr = len(left.hash), len(right.hash)
    while i < nl and j < nr:
        if left.hash[i] < right.hash[j]:
            i += 1
            continue
        if left.hash[i] > right.hash[j]:
            j += 1
            continue
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
    return np.sort(few[:fews]), np.sort(often[:oftens])


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
    most = 0
    for r in range(len(left)):
        most = max(most, left[r] + length[r])
        reach[r] = most
    return Runs(left, right, length, reach)


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
    starts_left = np.zeros(len(found), dtype=np.int32)
    starts_right = np.zeros(len(found), dtype=np.int32)
    lengths = np.zeros(len(found), dtype=np.int32)
    nl, nr = len(other), len(theirs)
    # Left end of the last run on each diagonal: a trigram before it is part of that run.
    reached = np.zeros(nl + nr + 1, dtype=np.int32)
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
        starts_left[count], starts_right[count], lengths[count] = a, b, x - a
        count += 1
    order = np.argsort(
        starts_left[:count].astype(np.int64) << 32 | starts_right[:count].astype(np.int64)
    )
    return runs_of(starts_left[:count][order], starts_right[:count][order], lengths[:count][order])


@kernel
def verbatim_runs(
    runs: Runs, mine: NDArray[np.uint64], theirs: NDArray[np.uint64], min_words: int
) -> NDArray[np.int64]:
    """Boxes of every run of at least `min_words` equal token keys, int64 (n, 4)."""
    found = np.zeros((len(runs.left) + 1, 4), dtype=np.int64)
    count = 0
    for r in range(len(runs.left)):
        if runs.length[r] < min_words:
            continue
        i, j = int(runs.left[r]), int(runs.right[r])
        begin = 0
        for k in range(runs.length[r] + 1):
            if k < runs.length[r] and mine[i + k] == theirs[j + k]:
                continue
            if k - begin >= min_words:
                if count == len(found):
                    found = np.concatenate((found, np.zeros_like(found)))
                found[count, 0], found[count, 1] = i + begin, i + k
                found[count, 2], found[count, 3] = j + begin, j + k
                count += 1
            begin = k + 1
    return found[:count]


@kernel
def mirrored(runs: Runs) -> Runs:
    """The same runs with the sides exchanged."""
    order = np.argsort(runs.right.astype(np.int64) << 32 | runs.left.astype(np.int64))
    return runs_of(runs.right[order], runs.left[order], runs.length[order])
