"""Hashes of words that depend on their characters alone: no seed, process or platform."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.text import normal


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

    Sum over the run of mix(character, position in the run), mixed once more:
    MurmurHash3's 64-bit finalizer.
    """
    if not len(first):
        return np.zeros(0, dtype=np.uint64)
    length = np.diff(np.append(first, len(codes)))
    position = np.arange(len(codes), dtype=np.int64) - np.repeat(first, length)
    mixed = _mix(codes.astype(np.uint64) | position.astype(np.uint64) << np.uint64(21))
    return _mix(np.add.reduceat(mixed, first))


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    value ^= value >> np.uint64(33)
    return value
