"""How far two stretches go on beyond their first and last anchors, word for word.

A run of three words that a side has twice is no anchor: a stretch that ends with one, or begins, is
longer than its anchors say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.trace.lines import GRAM, Lines, Parts

_MOST_WORDS = 12  # as in the widest gap between two anchors

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Margins:
    """The words of both sides of the match that each row is of, rows of one match in order.

    Places are numbers of words, counted from the first one of the match on that side.
    """

    lines: Lines
    left: Parts
    right: Parts
    match: _Numbers

    def equal_after(
        self, ends: _Numbers, far_ends: _Numbers, *, before: tuple[_Numbers, _Numbers]
    ) -> _Numbers:
        """How many words are equal from those on, up to where the next row begins."""
        is_same = np.append(self.match[1:] == self.match[:-1], False)
        room = [
            np.where(is_same, np.roll(begins, -1), side.grams[self.match] + GRAM - 1) - at
            for side, begins, at in zip(
                (self.left, self.right), before, (ends, far_ends), strict=True
            )
        ]
        return self._equal(ends, far_ends, room=np.minimum(*room), step=1)

    def equal_before(
        self, starts: _Numbers, far_starts: _Numbers, *, after: tuple[_Numbers, _Numbers]
    ) -> _Numbers:
        """How many words are equal before those, back to where the row before ends."""
        is_same = np.append(False, self.match[1:] == self.match[:-1])
        room = [
            at - np.where(is_same, np.roll(ends, 1), 0)
            for ends, at in zip(after, (starts, far_starts), strict=True)
        ]
        return self._equal(starts - 1, far_starts - 1, room=np.minimum(*room), step=-1)

    def _equal(self, here: _Numbers, there: _Numbers, *, room: _Numbers, step: int) -> _Numbers:
        """How many words from those on are equal, in steps of 1 or -1; some few at most."""
        low, far_low = (side.low[self.match] for side in (self.left, self.right))
        equal = np.zeros(len(room), np.int64)
        going = np.arange(len(room))
        for number in range(_MOST_WORDS):
            going = going[room[going] > number]
            words, others = low[going] + here[going], far_low[going] + there[going]
            is_equal = (
                self.lines.numbers[words + step * number]
                == self.lines.numbers[others + step * number]
            )
            going = going[is_equal]
            equal[going] += 1
        return equal
