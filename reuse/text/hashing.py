"""Hashes that depend on what is hashed alone: no seed, process or platform."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import MANY_WORDS, worth
from reuse.text import normal

# 2**64 divided by the golden ratio: odd, so that multiplying by it is a bijection modulo
# 2**64, and no multiple of it is near another (Steele et al. 2014).
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

# Latin, Greek, Cyrillic, Hebrew and Arabic, in words of up to 32 letters: half a megabyte
_USUAL_CODES = 2048
_USUAL_POSITIONS = 32

_KEY_FACTORS = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
MIX_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


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


def hash_runs(
    codes: NDArray[np.uint32], first: NDArray[np.int64], *, words: int = 0
) -> NDArray[np.uint64]:
    """Hash of each run of characters that begins at `first`; runs are adjacent and not empty.

    Sum over the run of the mixed (character, position in the run), mixed once more.

    Args:
        codes: all characters.
        first: where each run begins.
        words: about how many runs there are to hash in all.
    """
    if not len(first):
        return np.zeros(0, dtype=np.uint64)
    if words >= MANY_WORDS:
        hashes = np.empty(len(first), np.uint64)
        worth(_hash_each, words, least=MANY_WORDS)(codes, first, _usual(), hashes)
        return hashes
    length = np.append(first[1:], len(codes)) - first
    position = np.arange(len(codes), dtype=np.int64)
    position -= np.repeat(first, length)
    return _mixed_key(np.add.reduceat(_placed(codes, position), first) + GOLDEN)


def _hash_each(
    codes: NDArray[np.uint32],
    first: NDArray[np.int64],
    usual: NDArray[np.uint64],
    hashes: NDArray[np.uint64],
) -> None:
    """What `hash_runs` does with arrays, as a loop to be compiled."""
    for run in range(len(first)):
        begin = first[run]
        end = first[run + 1] if run + 1 < len(first) else len(codes)
        total = GOLDEN
        for i in range(begin, end):
            code, position = codes[i], i - begin
            if code < _USUAL_CODES and position < _USUAL_POSITIONS:
                total += usual[position * _USUAL_CODES + code]
            else:
                value = (np.uint64(code) | np.uint64(position) << np.uint64(21)) + GOLDEN
                value ^= value >> np.uint64(33)
                value *= _KEY_FACTORS[0]
                value ^= value >> np.uint64(33)
                value *= _KEY_FACTORS[1]
                value ^= value >> np.uint64(33)
                total += value
        total ^= total >> np.uint64(33)
        total *= _KEY_FACTORS[0]
        total ^= total >> np.uint64(33)
        total *= _KEY_FACTORS[1]
        total ^= total >> np.uint64(33)
        hashes[run] = total


def _placed(codes: NDArray[np.uint32], position: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The mix of each character and its position; nearly all are looked up."""
    rare = ((codes >= _USUAL_CODES) | (position >= _USUAL_POSITIONS)).nonzero()[0]
    index = position * _USUAL_CODES
    index += codes
    if not len(rare):
        return _usual().take(index)
    mixes = _usual().take(index, mode="clip")
    mixes[rare] = _mixed_place(codes.take(rare), position.take(rare))
    return mixes


def _mixed_place(codes: NDArray[np.uint32], position: NDArray[np.int64]) -> NDArray[np.uint64]:
    placed = codes.astype(np.uint64) | position.astype(np.uint64) << np.uint64(21)
    return _mixed_key(placed + GOLDEN)


@cache
def _usual() -> NDArray[np.uint64]:
    """The mixes of the usual characters, by position."""
    index = np.arange(_USUAL_POSITIONS * _USUAL_CODES)
    return _mixed_place((index % _USUAL_CODES).astype(np.uint32), index // _USUAL_CODES)


def _mixed_key(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """MurmurHash3's 64-bit finaliser, in place; keys that are kept depend on it."""
    return _finalised(value, (33, 33, 33), _KEY_FACTORS)


def mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser, in place: every bit reaches all others, the high ones best."""
    return _finalised(value, (30, 27, 31), MIX_FACTORS)


def _finalised(
    value: NDArray[np.uint64], shifts: tuple[int, int, int], factors: tuple[np.uint64, np.uint64]
) -> NDArray[np.uint64]:
    """Shift and xor, multiply, both again, and shift and xor; 0 stays 0."""
    for shift, factor in zip(shifts, factors, strict=False):
        value ^= value >> np.uint64(shift)
        value *= factor
    value ^= value >> np.uint64(shifts[-1])
    return value
