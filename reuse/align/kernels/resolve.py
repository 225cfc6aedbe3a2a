"""From overlapping proposals to passages that do not overlap within a side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .accept import is_diluted
from .jit import kernel, leaf
from .types import Evidence, Parameters
from .units import words_in


@kernel
def _overlap(a0: int, a1: int, b0: int, b1: int) -> int:
    """Tokens that two ranges share; negative: the gap between them."""
    return min(a1, b1) - max(a0, b0)


@kernel
def are_neighbours(a: NDArray[np.int64], b: NDArray[np.int64], gap: int) -> bool:
    """Whether two boxes overlap or lie within `gap` tokens on both sides, in one order."""
    left = _overlap(a[0], a[1], b[0], b[1])
    right = _overlap(a[2], a[3], b[2], b[3])
    if left < -gap or right < -gap:
        return False
    return left > 0 or right > 0 or (a[0] < b[0]) == (a[2] < b[2])


@kernel
def meets_some(box: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    """Whether both ranges of a box overlap those of one of the others."""
    for k in range(len(others)):
        other = others[k]
        left = _overlap(box[0], box[1], other[0], other[1])
        if left > 0 and _overlap(box[2], box[3], other[2], other[3]) > 0:
            return True
    return False


@leaf
def lies_in(box: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether both ranges of a box lie in those of another."""
    return bool(
        other[0] <= box[0] and box[1] <= other[1] and other[2] <= box[2] and box[3] <= other[3]
    )


@kernel
def widen(box: NDArray[np.int64], other: NDArray[np.int64]) -> None:
    """Grow a box to hold another."""
    box[0], box[1] = min(box[0], other[0]), max(box[1], other[1])
    box[2], box[3] = min(box[2], other[2]), max(box[3], other[3])


@kernel
def merged(
    boxes: NDArray[np.int64],
    scores: NDArray[np.float64],
    evidence: list[Evidence],
    p: Parameters,
) -> NDArray[np.int64]:
    """Boxes of which neighbours are joined, strongest first, int64 (n, 4); scores in nats."""
    order = np.argsort(-scores, kind="mergesort")
    kept = np.zeros_like(boxes)
    shown_by = np.zeros(len(boxes), dtype=np.int64)
    count = 0
    for n in order:
        joined = False
        for k in range(count):
            if not are_neighbours(kept[k], boxes[n], p.merge_gap_tokens):
                continue
            s = shown_by[k]
            if is_diluted(evidence[s], scores[s], evidence[n], scores[n]):
                kept[k] = boxes[n]
                shown_by[k] = n
            elif not is_diluted(evidence[n], scores[n], evidence[s], scores[s]):
                widen(kept[k], boxes[n])
            joined = True
            break
        if not joined:
            kept[count] = boxes[n]
            shown_by[count] = n
            count += 1
    return kept[:count]


@kernel
def clip(box: NDArray[np.int64], taken: NDArray[np.int64], share: float) -> bool:
    """Cut from both sides of a box what other boxes hold; False if more than `share` is lost."""
    for side in (0, 2):
        size = box[side + 1] - box[side]
        for k in range(len(taken)):
            t0, t1 = taken[k, side], taken[k, side + 1]
            if _overlap(box[side], box[side + 1], t0, t1) <= 0:
                continue
            if t0 <= box[side]:
                box[side] = t1
            elif t1 >= box[side + 1]:
                box[side + 1] = t0
            else:
                return False
        if box[side + 1] - box[side] < (1.0 - share) * size or box[side + 1] <= box[side]:
            return False
    return True


@kernel
def clipped(boxes: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """The boxes apart from each other: each yields to those before it, as of `clip`."""
    kept = np.zeros_like(boxes)
    count = 0
    for n in range(len(boxes)):
        box = boxes[n].copy()
        if clip(box, kept[:count], share):
            kept[count] = box
            count += 1
    return kept[:count]


@kernel
def cover(
    boxes: NDArray[np.int64],
    exact: NDArray[np.int64],
    extent: NDArray[np.int64],
    min_words: int,
) -> NDArray[np.int64]:
    """Boxes widened or added for the exact runs, the longest first.

    A run that meets a box on both sides widens it.  Of any other run the part whose
    words no box holds yet becomes a box of its own while it is long enough; `extent` is that of
    the left article.
    """
    result = np.zeros((len(boxes) + len(exact), 4), dtype=np.int64)
    result[: len(boxes)] = boxes
    count = len(boxes)
    for n in np.argsort(exact[:, 0] - exact[:, 1], kind="mergesort"):
        run = exact[n].copy()
        met = False
        for k in range(count):
            box = result[k]
            meets_left = min(box[1], run[1]) > max(box[0], run[0])
            meets_right = min(box[3], run[3]) > max(box[2], run[2])
            if meets_left and meets_right:
                widen(box, run)
                met = True
                break
        if met or not clip(run, result[:count], 1.0):
            continue
        # Clipping may have cut the sides differently: keep what is left of the diagonal.
        skip_left, skip_right = run[0] - exact[n, 0], run[2] - exact[n, 2]
        skip = max(skip_left, skip_right)
        upto = min(run[1] - exact[n, 0], run[3] - exact[n, 2])
        if skip < upto and words_in(extent, exact[n, 0] + skip, exact[n, 0] + upto) >= min_words:
            result[count, 0], result[count, 1] = exact[n, 0] + skip, exact[n, 0] + upto
            result[count, 2], result[count, 3] = exact[n, 2] + skip, exact[n, 2] + upto
            count += 1
    return result[:count]
