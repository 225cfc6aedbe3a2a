"""Where a passage begins and ends: the segment that the likelihood ratio favours.

Tokens inside a reused passage have another distribution of match levels than
the text around it.  Each side's passage is in turn the maximum-sum segment of
weighted log-likelihood ratios (Kadane), with a bonus for ending where the text
does; the distributions are estimated from the passage itself, so that borders
of verbatim text become exact and those of a paraphrase tolerant.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf
from .levels import fill_levels, match_levels
from .types import Parameters, View
from .units import WORD, parts_in, words_in

ROUNDS = 4
INSIDE_PRIOR = (2.5, 1.0, 2.2, 4.3)  # ten tokens' worth
OUTSIDE_PRIOR = (32.8, 4.4, 2.4, 0.4)  # forty
NEGATIVE_FACTOR = 0.9
CLIP = 2.5
LEAST_LOSS = -0.1
WINDOW_TOKENS = 40
MARGIN_TOKENS = 12
GROWTH = 0.2
SHED_TOKENS = 3
SHED_IN_RUNS = 0.8


@leaf
def swap(box: NDArray[np.int64]) -> None:
    """Exchange the sides of a box in place."""
    for n in range(2):
        kept = box[n]
        box[n] = box[n + 2]
        box[n + 2] = kept


@leaf
def refine(forward: View, backward: View, box: NDArray[np.int64], p: Parameters) -> float:
    """Refine both sides in turn until they stand still; the weaker side's score in nats."""
    score = 0.0
    for _ in range(ROUNDS):
        b0, b1, b2, b3 = box[0], box[1], box[2], box[3]
        right_first = refine_side(forward, box, p)
        swap(box)
        left_then = refine_side(backward, box, p)
        swap(box)
        score = min(right_first, left_then)
        if box[0] == b0 and box[1] == b1 and box[2] == b2 and box[3] == b3:
            break
    even_ends(forward, box)
    swap(box)
    even_ends(backward, box)
    swap(box)
    return score


@kernel
def level_ratios(
    levels: NDArray[np.int32], weight: NDArray[np.float64], first: int, core: NDArray[np.int64]
) -> NDArray[np.float64]:
    """ln(q1 / q0) of each level 0 to 3, from the window's tokens in and outside the core."""
    sums = np.empty((3, 4), dtype=np.float64)
    fill_ratios(levels, weight, first, core, sums)
    ratios: NDArray[np.float64] = sums[2]
    return ratios


@leaf
def fill_ratios(
    levels: NDArray[np.int32],
    weight: NDArray[np.float64],
    first: int,
    core: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> None:
    """`level_ratios` into the third row of `sums`, with the weights inside and outside above."""
    inside, outside, ratio = sums[0], sums[1], sums[2]
    for v in range(4):
        inside[v], outside[v] = INSIDE_PRIOR[v], OUTSIDE_PRIOR[v]
    for n in range(len(levels)):
        token = first + n
        if core[0] <= token < core[1]:
            inside[levels[n]] += weight[token]
        else:
            outside[levels[n]] += weight[token]
    total_inside, total_outside = 0.0, 0.0
    for v in range(4):
        total_inside += inside[v]
        total_outside += outside[v]
    for v in range(4):
        value = log((inside[v] / total_inside) / (outside[v] / total_outside))
        if value < 0:
            value *= NEGATIVE_FACTOR
        ratio[v] = min(CLIP, max(-CLIP, value))
    ratio[0] = min(ratio[0], LEAST_LOSS)


@leaf
def best_segment(
    gain: NDArray[np.float64], bonus: NDArray[np.float64], core0: int, core1: int
) -> tuple[int, int, float]:
    """The segment of largest sum of gains plus the bonus at both ends that meets the core.

    `gain` has n entries, `bonus` n + 1; the core is a half-open range of them.
    """
    total, best = 0.0, -np.inf
    start, begin, end = 0, core0, core1
    low = np.inf
    for e in range(1, len(gain) + 1):
        s = e - 1
        if s < core1 and total - bonus[s] < low:
            low, start = total - bonus[s], s
        total += gain[s]
        if e > core0 and total + bonus[e] - low > best:
            best, begin, end = total + bonus[e] - low, start, e
    return begin, end, best


@leaf
def refine_side(view: View, box: NDArray[np.int64], parameters: Parameters) -> float:
    """Move the borders `box[0]:box[1]` to the best segment; gives its score in nats."""
    reach = int(WINDOW_TOKENS * view.pace + GROWTH * (box[1] - box[0]))
    margin = int(MARGIN_TOKENS * view.pace + GROWTH * (box[3] - box[2]))
    work, window = view.work, view.work.box
    window[0], window[1] = max(0, box[0] - reach), min(len(view.term), box[1] + reach)
    window[2], window[3] = max(0, box[2] - margin), min(len(view.their_term), box[3] + margin)
    fill_levels(view, window)
    first, size = window[0], window[1] - window[0]
    levels, gain, bonus = work.level[:size], work.gain[:size], work.bonus[: size + 1]
    fill_ratios(levels, view.weight, first, box, work.sums)
    gains(view, levels, work.sums[2], gain, first)
    for n in range(size + 1):
        bonus[n] = parameters.boundary_bonus * view.boundary[first + n]
    begin, end, score = best_segment(gain, bonus, box[0] - first, box[1] - first)
    box[0], box[1] = first + begin, first + end
    return score


@leaf
def gains(
    view: View,
    levels: NDArray[np.int32],
    ratio: NDArray[np.float64],
    gain: NDArray[np.float64],
    first: int,
) -> None:
    """Fill in what each token from `first` on is worth inside a passage, in nats."""
    for n in range(len(levels)):
        gain[n] = view.weight[first + n] * ratio[levels[n]]


@leaf
def even_ends(view: View, box: NDArray[np.int64]) -> None:
    """Take back an end that ran on to a sentence border where the other side did not.

    Where the counterpart begins (or ends) inside a sentence, the passage begins with the
    match of its first word, unless what lies before that is matched as well.
    """
    opens = view.boundary[box[0]] > view.their_boundary[box[2]]
    closes = view.boundary[box[1]] > view.their_boundary[box[3]]
    if not (opens or closes):
        return
    fill_levels(view, box)
    level, match = view.work.level, view.work.match
    size = box[1] - box[0]
    if opens:
        for n in range(size):
            if level[n] == 3:
                if match[n] == box[2]:
                    box[0] += n
                break
    if closes:
        for n in range(size - 1, -1, -1):
            if level[n] == 3:
                if match[n] == box[3] - 1:
                    box[1] -= size - 1 - n
                break


@kernel
def shed_ends(view: View, boxes: NDArray[np.int64], min_words: int) -> None:
    """Take back ends that ran on to a border of the text on both sides without a match on either.

    A clause that two sentences share word for word does not make the rest of them alike.
    Passages that would get shorter than `min_words`, or that are reworded, stay.
    """
    for n in range(len(boxes)):
        levels = match_levels(view, boxes[n])
        tight = _without_idle_ends(view, boxes[n], levels)
        size = tight[1] - tight[0]
        shorter = min(
            words_in(view.extent, tight[0], tight[1]),
            words_in(view.their_extent, tight[2], tight[3]),
        )
        begin = tight[0] - boxes[n, 0]
        in_runs = (levels[0, begin : begin + size] == 3).sum()
        if shorter >= min_words and in_runs >= SHED_IN_RUNS * size:
            boxes[n] = tight


@kernel
def _without_idle_ends(
    view: View, box: NDArray[np.int64], levels: NDArray[np.int32]
) -> NDArray[np.int64]:
    tight = box.copy()
    size = box[1] - box[0]
    first, last, there_first, there_last = size, -1, box[3], box[2] - 1
    for n in range(size):
        # A gram of characters meets its like by chance more often than a word does.
        is_word = parts_in(view.extent, box[0] + n, box[0] + n + 1) == WORD
        least = 1 if is_word else 2
        if levels[0, n] == 3 or (levels[0, n] >= least and view.rare[box[0] + n]):
            first, last = min(first, n), n
            there_first = min(there_first, levels[1, n])
            there_last = max(there_last, levels[1, n])
    if last < 0:
        return tight
    if levels[0, first] == 3 and min(first, there_first - box[2]) >= SHED_TOKENS:
        tight[0], tight[2] = box[0] + first, there_first
    if levels[0, last] == 3 and min(size - 1 - last, box[3] - 1 - there_last) >= SHED_TOKENS:
        tight[1], tight[3] = box[0] + last + 1, there_last + 1
    return tight
