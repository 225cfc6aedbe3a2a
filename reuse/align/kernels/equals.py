"""Sentences of one article that have the same terms, as often."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf
from .types import Sentences


@kernel
def first_equal(side: Sentences) -> NDArray[np.int64]:
    """Number of the first sentence that has the terms of each, as often, int64 (S).

    What a line that is said ten thousand times is like is looked up once.
    """
    count = len(side.row) - 1
    first = np.arange(count)
    keys = np.zeros(count, dtype=np.int64)
    _fill_keys(side, keys)
    order = np.argsort(keys, kind="mergesort")
    leader = order[0]
    for n in range(1, count):
        s = order[n]
        if _is_equal(side, leader, s):
            first[s] = leader
        else:
            leader = s
    return first


@leaf
def _fill_keys(side: Sentences, keys: NDArray[np.int64]) -> None:
    """A number for each sentence, the same for equal ones; it never overflows."""
    for s in range(len(keys)):
        key = 0
        for z in range(side.row[s], side.row[s + 1]):
            term, often = int(side.row_term[z]), int(side.row_count[z])
            key = (key * 8191 + term * 31 + often) % 2147483647
        keys[s] = key


@leaf
def _is_equal(side: Sentences, one: int, other: int) -> bool:
    begin, theirs = side.row[one], side.row[other]
    size = side.row[one + 1] - begin
    if side.row[other + 1] - theirs != size:
        return False
    for n in range(size):
        if side.row_term[begin + n] != side.row_term[theirs + n]:
            return False
        if side.row_count[begin + n] != side.row_count[theirs + n]:
            return False
    return True
