"""k-grams of token keys: their hashes, and the groups of positions that hold equal ones.

Positions are token numbers.  Grouping is a sort of packed 64-bit keys, high bits the hash,
low bits the position; beyond `batch` keys it runs in passes over
ranges of the hash, so that the memory of the sort is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.text.hashing import GOLDEN, mixed

# A pass looks at all hashes, so that a small batch must not make endlessly many.
MOST_PASSES = 256

Positions = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Groups:
    """Positions of equal grams: group `g` is `at[starts[g] : starts[g + 1]]`, ascending."""

    at: Positions
    starts: NDArray[np.int64]

    def sizes(self) -> NDArray[np.int64]:
        """Number of members of each group."""
        return np.diff(self.starts)

    def chosen(self, which: Flags) -> Groups:
        """The groups that `which` marks."""
        sizes = self.sizes()
        at = self.at[np.repeat(which, sizes)]
        return Groups(at, np.concatenate(([0], np.cumsum(sizes[which]))))


def gram_hashes(key: Hashes, k: int) -> Hashes:
    """Hash of the `k` keys from each position on; the last `k - 1` positions have none."""
    count = max(0, len(key) - k + 1)
    value = np.zeros(count, np.uint64)
    for j in range(k):
        value *= GOLDEN
        value += key[j : j + count]
    return mixed(value)


def gram_hashes_at(key: Hashes, at: Positions, *, k: int) -> Hashes:
    """`gram_hashes(key, k)[at]`, for few positions."""
    value = np.zeros(len(at), np.uint64)
    for j in range(k):
        value *= GOLDEN
        value += key[at + j]
    return mixed(value)


def whole(offsets: NDArray[np.int64], k: int) -> Flags:
    """Whether the k-gram that starts at each position ends in the same article.

    As long as `gram_hashes` of the same tokens: only positions within `k - 1`
    before an article's end can cross it.
    """
    count = max(0, int(offsets[-1]) - k + 1)
    inside = np.ones(count, np.bool_)
    for j in range(1, k):
        crossing = offsets[1:] - j
        inside[crossing[(crossing >= 0) & (crossing < count)]] = False
    return inside


def grouped(values: Hashes, at: Positions, *, batch: int) -> Iterator[Groups]:
    """Groups of two and more positions whose hashes agree in their high bits.

    Two different grams may share those bits: see `verified`.

    Args:
        values: hash of the gram at each of `at`.
        at: ascending positions to group.
        batch: about how many keys to sort at once; more if that took over 256 passes.
    """
    shift = np.uint64(max(1, int(at[-1]).bit_length())) if len(at) else np.uint64(1)
    passes = min(MOST_PASSES, -(-len(at) // batch))
    width = (1 << 64) // max(1, passes)
    for number in range(passes):
        chosen: NDArray[np.bool_] | slice = slice(None)
        if passes > 1:
            chosen = values >= np.uint64(number * width)
            if number + 1 < passes:
                chosen &= values < np.uint64((number + 1) * width)
        packed = (values[chosen] >> shift) << shift
        packed |= at[chosen].astype(np.uint64)
        packed.sort()
        yield _split(packed, shift)


def _split(packed: Hashes, shift: np.uint64) -> Groups:
    high = packed >> shift
    same = high[1:] == high[:-1]
    member = np.zeros(len(packed), np.bool_)
    member[1:] = same
    member[:-1] |= same
    at = (packed & ((np.uint64(1) << shift) - np.uint64(1))).astype(np.int64)[member]
    first = np.ones(len(packed), np.bool_)
    first[1:] = ~same
    return Groups(at, _ends(first[member]))


def _ends(first: Flags) -> NDArray[np.int64]:
    return np.append(np.flatnonzero(first), len(first))


def verified(groups: Groups, key: Hashes, k: int) -> Groups:
    """The groups split so that all members of one really hold the same `k` keys.

    A packed hash is short (37 bits at 100 M tokens), and one false member would
    break a chain.  Neighbours are compared; only a group with a mismatch is
    sorted anew, by its keys.
    """
    if not len(groups.at):
        return groups
    first = np.zeros(len(groups.at), np.bool_)
    first[groups.starts[:-1]] = True
    strange = _differs(groups.at, key, k) & ~first
    if not strange.any():
        return groups
    number = np.cumsum(first) - 1
    affected = np.isin(number, number[strange])
    rows, owner = groups.at[affected], number[affected]
    columns = [rows, *(key[rows + j] for j in range(k)), owner]
    order = np.lexsort(columns)
    at = groups.at.copy()
    at[affected] = rows = rows[order]
    first[affected] = _differs(rows, key, k) | first[affected]
    return Groups(at, _ends(first))


def _differs(at: Positions, key: Hashes, k: int) -> Flags:
    """Whether each entry holds another gram than the entry before it."""
    unequal = np.ones(len(at), np.bool_)
    unequal[1:] = False
    for j in range(k):
        column = key[at + j]
        unequal[1:] |= column[1:] != column[:-1]
    return unequal
