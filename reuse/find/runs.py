"""Links on one diagonal grown into maximal runs of equal tokens.

A maximal run cannot be prolonged by a token on either side: the next tokens
differ, or one of the articles ends.  Linear in the tokens compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.find.grams import Hashes, Positions
from reuse.find.links import Links

_STEPS = 24
_FIRST_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Runs:
    """Equal token runs, parallel arrays, `left < right`, sorted by diagonal and left."""

    left: Positions
    right: Positions
    length: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.left)

    def chosen(self, which: NDArray[np.bool_]) -> Runs:
        """The runs that `which` marks."""
        return Runs(self.left[which], self.right[which], self.length[which])

    @classmethod
    def joined(cls, parts: Sequence[Runs]) -> Runs:
        """All runs of `parts`, one after the other; `parts` is not empty."""
        return cls(
            np.concatenate([p.left for p in parts]),
            np.concatenate([p.right for p in parts]),
            np.concatenate([p.length for p in parts]),
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """One end of each run, and how far each side's article reaches beyond it."""

    left: Positions
    right: Positions
    room: NDArray[np.int64]


def maximal_runs(collection: Collection, links: Links, *, k: int) -> Runs:
    """The distinct maximal runs that the linked `k`-grams lie in."""
    segments = overlapping(links, k)
    if not len(segments):
        return segments
    low = _bounds(segments, collection.offsets[:-1], collection.owner)
    high = _bounds(segments, collection.offsets[1:], collection.owner)
    end = Links(segments.left + segments.length, segments.right + segments.length)
    room_before = np.minimum(segments.left - low.left, segments.right - low.right)
    room_after = np.minimum(high.left - end.left, high.right - end.right)
    before = _equal_before(collection.key, Sides(segments.left, segments.right, room_before))
    after = _equal_after(collection.key, Sides(end.left, end.right, room_after))
    grown = Runs(segments.left - before, segments.right - before, segments.length + before + after)
    # Sorted already: growing to the maximum keeps the order within a diagonal.
    fresh = np.ones(len(grown), np.bool_)
    fresh[1:] = (np.diff(grown.left) != 0) | (np.diff(grown.right) != 0)
    return grown.chosen(fresh)


def overlapping(links: Links, k: int) -> Runs:
    """Links of one diagonal whose grams overlap, as one run each.

    Grams that only touch may lie in two articles, those that overlap cannot.
    """
    bits = np.uint64(max(1, int(links.right.max(initial=1)).bit_length()))
    packed = (links.right - links.left).astype(np.uint64) << bits
    packed |= links.left.astype(np.uint64)
    packed.sort()
    left = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    diagonal = (packed >> bits).astype(np.int64)
    first = np.ones(len(left), np.bool_)
    first[1:] = (np.diff(diagonal) != 0) | (np.diff(left) >= k)
    begin = np.flatnonzero(first)
    last = np.append(begin[1:], len(left))[: len(begin)] - 1
    start = left[begin]
    return Runs(start, start + diagonal[begin], left[last] + k - start)


def _bounds(runs: Runs, edge: NDArray[np.int64], owner: NDArray[np.int32]) -> Links:
    return Links(edge[owner[runs.left]], edge[owner[runs.right]])


def _equal_after(key: Hashes, sides: Sides) -> NDArray[np.int64]:
    """Number of equal tokens from `left` and `right` on, at most `room`."""
    return _equal(key, sides, 1)


def _equal_before(key: Hashes, sides: Sides) -> NDArray[np.int64]:
    """Number of equal tokens just before `left` and `right`, at most `room`."""
    return _equal(key, Sides(sides.left - 1, sides.right - 1, sides.room), -1)


def _equal(key: Hashes, sides: Sides, way: int) -> NDArray[np.int64]:
    """Invariant: the first `equal[i]` tokens of row i agree; `open_rows` may have more."""
    equal = np.zeros(len(sides.left), np.int64)
    open_rows = np.arange(len(sides.left))
    for step in range(_STEPS):
        open_rows = open_rows[sides.room[open_rows] > step]
        left, right = sides.left[open_rows], sides.right[open_rows]
        open_rows = open_rows[key[left + way * step] == key[right + way * step]]
        equal[open_rows] = step + 1
    for row in open_rows.tolist():
        place = (int(sides.left[row]), int(sides.right[row]), int(sides.room[row]))
        equal[row] = _galloped(key, place, way)
    return equal


def _galloped(key: Hashes, place: tuple[int, int, int], way: int) -> int:
    """Equal tokens of one long row, compared in blocks that double."""
    left, right, room = place
    done, block = _STEPS, _FIRST_BLOCK
    while done < room:
        steps = way * np.arange(done, min(done + block, room))
        agree = key[left + steps] == key[right + steps]
        if not agree.all():
            return done + int(np.argmin(agree))
        done, block = done + len(steps), block * 2
    return room
