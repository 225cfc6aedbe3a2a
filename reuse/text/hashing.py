"""Hashes that depend on what is hashed alone: no seed, process or platform."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.text import normal

# 2**64 divided by the golden ratio: odd, so that multiplying by it is a bijection modulo
# 2**64, and no multiple of it is near another (Steele et al. 2014).
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def hash_words(words: Sequence[str]) -> NDArray[np.uint64]:
    """The 64-bit hash of each word, from its characters as they are."""
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    codes = normal.code_points("".join(words))
    result = np.zeros(len(words), dtype=np.uint64)
    filled = np.flatnonzero(lengths)
    first = np.cumsum(lengths) - lengths
    if len(codes):
        result[filled] = hash_runs(codes, first[filled])
    return result


def hash_runs(codes: NDArray[np.uint32], first: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash of each run of characters that begins at `first`; runs are adjacent and not empty.

    Sum over the run of the mixed (character, position in the run), mixed once more.
    """
    if not len(first):
        return np.zeros(0, dtype=np.uint64)
    length = np.diff(np.append(first, len(codes)))
    position = np.arange(len(codes), dtype=np.int64) - np.repeat(first, length)
    placed = codes.astype(np.uint64) | position.astype(np.uint64) << np.uint64(21)
    return _mixed_key(np.add.reduceat(_mixed_key(placed + GOLDEN), first) + GOLDEN)


def _mixed_key(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """MurmurHash3's 64-bit finaliser, in place; keys that are kept depend on it."""
    return _finalised(value, (33, 33, 33), (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53))


def mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser, in place: every bit reaches all others, the high ones best."""
    return _finalised(value, (30, 27, 31), (0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def _finalised(
    value: NDArray[np.uint64], shifts: tuple[int, int, int], factors: tuple[int, int]
) -> NDArray[np.uint64]:
    """Shift and xor, multiply, both again, and shift and xor; 0 stays 0."""
    for shift, factor in zip(shifts, factors, strict=False):
        value ^= value >> np.uint64(shift)
        value *= np.uint64(factor)
    value ^= value >> np.uint64(shifts[-1])
    return value
