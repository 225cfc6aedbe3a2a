"""Sorting by 64-bit hashes: numpy sorts numbers many times faster than it orders their places.

The place of a value replaces its low bits, the numbers are sorted, and the low bits are
the order.  Hashes that agree in all other bits are next to never different ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def rough_order(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places by value but for its low bits, as many as number the places; ties by place."""
    low = np.uint64((1 << max(len(values) - 1, 0).bit_length()) - 1)
    packed = values & ~low
    packed |= np.arange(len(values), dtype=np.uint64)
    packed.sort()
    packed &= low
    return packed.view(np.int64)


def hash_order(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The stable order of hashes: any numbers will do, but only those that spread are fast."""
    order = rough_order(hashes)
    ascending = hashes.take(order)
    if (ascending[1:] < ascending[:-1]).any():
        return np.argsort(hashes, kind="stable")
    return order


def distinct(
    hashes: NDArray[np.uint64],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int32]]:
    """The distinct hashes, ascending, the first place of each, and the number of all places'."""
    order = hash_order(hashes)
    ascending = hashes.take(order)
    opens = changes(ascending)
    at = opens.nonzero()[0]
    number = np.empty(len(hashes), dtype=np.int32)
    number[order] = np.cumsum(opens, dtype=np.int32) - np.int32(1)
    return ascending.take(at), order.take(at), number


def changes(values: NDArray[np.uint64] | NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it; the first does."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
