"""Runs of equal words that are too short to be reported, as the edited passages that they are of.

The borders end before a changed word if too little follows it.  Where a collection shows that
a run is a copy, the words that match beyond one or two changed ones belong to it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .accept import collection_odds, weigh_evidence
from .jit import kernel, leaf
from .types import Parameters, View
from .units import words_in

# Above the odds that accept a passage: a phrase that many know is a run, too.
RUN_ODDS = 2.2
CHANGED_TOKENS = 2  # on either side


@kernel
def lengthen(
    forward: View, backward: View, boxes: NDArray[np.int64], min_words: int, p: Parameters
) -> None:
    """Grow runs of less than `min_words` and two thirds of them over changed words, in place."""
    for n in range(len(boxes)):
        size = words_in(forward.extent, boxes[n, 0], boxes[n, 1])
        if not 2 * min_words <= 3 * size < 3 * min_words or not _is_run(forward, boxes[n]):
            continue
        if (
            collection_odds(weigh_evidence(forward, backward, boxes[n]))
            < p.collection_odds + RUN_ODDS
        ):
            continue
        grown = boxes[n].copy()
        _grow_end(forward, grown)
        _grow_begin(forward, grown)
        if _is_free(grown, boxes, n):
            boxes[n] = grown


@leaf
def _is_run(view: View, box: NDArray[np.int64]) -> bool:
    """Whether both sides have the same stems in the same order."""
    if box[1] - box[0] != box[3] - box[2]:
        return False
    for n in range(box[1] - box[0]):
        if view.other[box[0] + n] != view.their_term[box[2] + n]:
            return False
    return True


@leaf
def _is_free(box: NDArray[np.int64], boxes: NDArray[np.int64], number: int) -> bool:
    """Whether a box in place of that of a number meets no other one on either side."""
    for k in range(len(boxes)):
        for side in (0, 2):
            begin, end = max(box[side], boxes[k, side]), min(box[side + 1], boxes[k, side + 1])
            if k != number and begin < end:
                return False
    return True


@leaf
def _grow_end(view: View, box: NDArray[np.int64]) -> None:
    """Take in the nearest words after the box that match beyond changed ones."""
    for changed in range(1, 2 * CHANGED_TOKENS + 1):
        for here in range(max(0, changed - CHANGED_TOKENS), min(changed, CHANGED_TOKENS) + 1):
            x, y = box[1] + here, box[3] + changed - here
            if not _match(view, x, y):
                continue
            while _match(view, x, y):
                x += 1
                y += 1
            box[1], box[3] = x, y
            return


@leaf
def _grow_begin(view: View, box: NDArray[np.int64]) -> None:
    """Take in the nearest words before the box likewise."""
    for changed in range(1, 2 * CHANGED_TOKENS + 1):
        for here in range(max(0, changed - CHANGED_TOKENS), min(changed, CHANGED_TOKENS) + 1):
            x, y = box[0] - 1 - here, box[2] - 1 - changed + here
            if not _match(view, x, y):
                continue
            while _match(view, x, y):
                x -= 1
                y -= 1
            box[0], box[2] = x + 1, y + 1
            return


@leaf
def _match(view: View, x: int, y: int) -> bool:
    """Whether there are words at these places, and the same."""
    if x < 0 or y < 0 or x >= len(view.other) or y >= len(view.their_term):
        return False
    return bool(view.other[x] == view.their_term[y])
