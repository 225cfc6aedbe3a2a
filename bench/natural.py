"""Word 8-grams of a corpus, by brute force: natural copies, and who shares any at all.

Containment of two articles: their common distinct 8-grams over those of the article
that has fewer.  Exact up to collisions of 64-bit hashes; memory is bounded by blocks
of left articles, time by the common 8-grams of all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRAM = 8  # words
CONTAINMENT = 0.5
_WORD = re.compile(r"\w+")
_BLOCK_PAIRS = 8_000_000
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grams:
    """The distinct 8-grams of each article: ascending hashes, article `i` from `offsets[i]` on."""

    hashes: NDArray[np.uint64]
    offsets: NDArray[np.int64]

    def of(self, article: int) -> NDArray[np.uint64]:
        """Those of one article."""
        return self.hashes[self.offsets[article] : self.offsets[article + 1]]

    def share(self, pair: Pair) -> bool:
        """Whether both articles hold one 8-gram."""
        return bool(np.isin(self.of(pair[0]), self.of(pair[1]), assume_unique=True).any())


def grams(texts: Sequence[str]) -> Grams:
    """The 8-grams of folded words of each text."""
    codes: dict[str, int] = {}
    draw = np.random.default_rng(8)
    multipliers = draw.integers(1, 2**63, GRAM, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    parts = []
    for text in texts:
        words = _WORD.findall(text.casefold())
        ids = np.fromiter((codes.setdefault(w, len(codes)) for w in words), np.uint64, len(words))
        parts.append(np.unique(_hashes(ids, multipliers)))
    sizes = np.array([0, *map(len, parts)], dtype=np.int64)
    hashes = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    return Grams(hashes, np.cumsum(sizes))


def _hashes(ids: NDArray[np.uint64], multipliers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of every eight consecutive words."""
    number = max(0, len(ids) - GRAM + 1)
    total = np.zeros(number, np.uint64)
    mixed = (ids + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    for place, multiplier in enumerate(multipliers):
        total += mixed[place : place + number] * multiplier
    total ^= total >> np.uint64(32)
    return total


def natural_copies(table: Grams, *, least: float = CONTAINMENT) -> Iterator[tuple[int, list[Pair]]]:
    """Article pairs with that containment or more, as (left articles behind us, pairs) by block."""
    sizes = np.diff(table.offsets)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(table.hashes, kind="stable")  # within one 8-gram, articles ascend
    ordered, articles = table.hashes[order], owner[order]
    end = np.searchsorted(ordered, ordered, side="right")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    later = (end - np.arange(len(order)) - 1)[place]  # by article: pairs that each 8-gram makes
    before = np.concatenate(([0], np.cumsum(later)))[table.offsets]
    first = 0
    while first < len(sizes):
        fits = np.searchsorted(before, before[first] + _BLOCK_PAIRS, side="right") - 1
        last = max(first + 1, int(fits))
        entries = slice(table.offsets[first], table.offsets[last])
        partners = articles[_ranges(place[entries] + 1, later[entries])]
        keys = np.repeat(owner[entries], later[entries]) * len(sizes) + partners
        key, common = np.unique(keys, return_counts=True)
        left, right = np.divmod(key, len(sizes))
        kept = common >= least * np.minimum(sizes[left], sizes[right])
        yield last, list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))
        first = last


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all ranges, one range after the other."""
    shift = np.cumsum(lengths) - lengths
    return np.repeat(starts - shift, lengths) + np.arange(int(lengths.sum()))
