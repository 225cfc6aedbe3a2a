"""What two sequences have in the same order: a longest rising subsequence of positions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly increasing subsequence; O(n log n) (Fredman 1975).

    >>> longest_rising([5, 1, 4, 2, 3])
    [1, 3, 4]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    # Invariant: `tails[k]` is the least value that ends a rising sequence of k + 1.
    for number, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [number]
    chain: list[int] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(number)
        number = before[number]
    return chain[::-1]
