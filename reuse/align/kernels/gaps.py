"""Passages that only lie near each other: cut apart where both texts go their own way between.

The segment of largest sum bridges a stretch without matches if what lies beyond is worth
more.  That is right for an edited passage.  Two copies that are word for word, with
sentences of each article's own between them, are two passages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .levels import match_levels
from .types import View
from .units import words_in

GAP_TOKENS = 12  # without a run, on both sides
# Share of the gap's weight that may have matches: two texts share words by chance.
GAP_MATCHED = 0.35
NEAR_TOKENS = 5  # between the counterparts of words at an edited end
PART_IN_RUNS = 0.8  # share of a part's tokens, on both sides


@kernel
def parted(view: View, boxes: NDArray[np.int64], min_words: int) -> NDArray[np.int64]:
    """The boxes, those replaced by their parts that are copies with other text between, (n, 4)."""
    result = np.zeros((len(boxes), 4), dtype=np.int64)
    count = 0
    for n in range(len(boxes)):
        parts = _parts(view, boxes[n], min_words)
        if count + len(parts) + len(boxes) - n > len(result):
            grown = np.zeros((2 * len(result) + len(parts), 4), dtype=np.int64)
            grown[:count] = result[:count]
            result = grown
        result[count : count + len(parts)] = parts
        count += len(parts)
    return result[:count]


@kernel
def _parts(view: View, box: NDArray[np.int64], min_words: int) -> NDArray[np.int64]:
    """The copies that a box holds, if it is nothing else; the box itself if not."""
    whole = box.copy().reshape(1, 4)
    size = box[1] - box[0]
    least = 2 * min_words + GAP_TOKENS
    shorter = min(
        words_in(view.extent, box[0], box[1]), words_in(view.their_extent, box[2], box[3])
    )
    if shorter < least:
        return whole
    levels = match_levels(view, box)
    parts = np.zeros((size // (min_words + GAP_TOKENS) + 1, 4), dtype=np.int64)
    count, begin, last, in_runs = 0, -1, -1, 0
    for n in range(size + 1):
        if n < size and levels[0, n] != 3:
            continue
        if last >= 0 and (n == size or _is_gap(view, box, levels, last, n)):
            first_there, end_there = levels[1, begin], levels[1, last] + 1
            length, length_there = last + 1 - begin, end_there - first_there
            first, end = box[0] + begin, box[0] + last + 1
            shorter = min(
                words_in(view.extent, first, end),
                words_in(view.their_extent, first_there, end_there),
            )
            if shorter < min_words:
                return whole
            if in_runs < PART_IN_RUNS * max(length, length_there):
                return whole
            parts[count, 0], parts[count, 1] = box[0] + begin, box[0] + last + 1
            parts[count, 2], parts[count, 3] = first_there, end_there
            count += 1
            begin, in_runs = n, 0
        elif last >= 0 and levels[1, n] <= levels[1, last]:
            return whole  # in another order: that is edited
        if begin < 0:
            begin = n
        in_runs += 1
        last = n
    if count < 2:
        return whole
    for k in range(1, count):
        _grow(view, box, levels, parts[k - 1], parts[k])
    # What is around the first and the last copy stays with them.
    parts[0, 0], parts[0, 2] = box[0], box[2]
    parts[count - 1, 1], parts[count - 1, 3] = box[1], box[3]
    return parts[:count]


@kernel
def _is_gap(
    view: View, box: NDArray[np.int64], levels: NDArray[np.int32], last: int, following: int
) -> bool:
    """Whether two tokens in runs have text of its own between them on either side."""
    between = following - last - 1
    there = levels[1, following] - levels[1, last] - 1
    if min(between, there) < GAP_TOKENS * view.pace:
        return False
    matched, total = 0.0, 0.0
    for n in range(last + 1, following):
        weight = view.weight[box[0] + n]
        total += weight
        if levels[0, n] > 0:
            matched += weight
    return matched <= GAP_MATCHED * total


@kernel
def _grow(
    view: View,
    box: NDArray[np.int64],
    levels: NDArray[np.int32],
    before: NDArray[np.int64],
    after: NDArray[np.int64],
) -> None:
    """Give edited words at the end of one copy, and the begin of the next, back to them.

    In place: up to where matched weight less unmatched is greatest, of words whose counterparts
    lie between the copies and near each other.
    """
    near = int(NEAR_TOKENS * view.pace)
    there, total, best = before[3], 0.0, 0.0
    for n in range(before[1], after[0]):
        match = levels[1, n - box[0]]
        if levels[0, n - box[0]] > 0 and there <= match < min(after[2], there + near):
            total += view.weight[n]
            there = match + 1
            if total > best:
                best, before[1], before[3] = total, n + 1, there
        else:
            total -= view.weight[n]
    there, total, best = after[2], 0.0, 0.0
    for n in range(after[0] - 1, before[1] - 1, -1):
        match = levels[1, n - box[0]]
        if levels[0, n - box[0]] > 0 and max(before[3], there - near) <= match < there:
            total += view.weight[n]
            there = match
            if total > best:
                best, after[0], after[2] = total, n, there
        else:
            total -= view.weight[n]
