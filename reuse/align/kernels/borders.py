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

from .jit import kernel
from .levels import match_levels
from .types import Parameters, View

ROUNDS = 4
INSIDE_PRIOR = (2.5, 1.0, 2.2, 4.3)  # ten tokens' worth
OUTSIDE_PRIOR = (32.8, 4.4, 2.4, 0.4)  # forty
NEGATIVE_FACTOR = 0.9
CLIP = 2.5
LEAST_LOSS = -0.1
WINDOW_TOKENS = 40
MARGIN_TOKENS = 12
GROWTH = 0.2


@kernel
def level_ratios(
    levels: NDArray[np.int32], weight: NDArray[np.float64], first: int, core: NDArray[np.int64]
) -> NDArray[np.float64]:
    """ln(q1 / q0) of each level 0 to 3, from the window's tokens in and outside the core."""
    inside, outside = np.array(INSIDE_PRIOR), np.array(OUTSIDE_PRIOR)
    for n in range(len(levels)):
        token = first + n
        if core[0] <= token < core[1]:
            inside[levels[n]] += weight[token]
        else:
            outside[levels[n]] += weight[token]
    total_inside, total_outside = inside.sum(), outside.sum()
    ratio = np.zeros(4, dtype=np.float64)
    for v in range(4):
        value = log((inside[v] / total_inside) / (outside[v] / total_outside))
        if value < 0:
            value *= NEGATIVE_FACTOR
        ratio[v] = min(CLIP, max(-CLIP, value))
    ratio[0] = min(ratio[0], LEAST_LOSS)
    return ratio


@kernel
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


@kernel
def refine_side(view: View, box: NDArray[np.int64], parameters: Parameters) -> float:
    """Move the borders `box[0]:box[1]` to the best segment; gives its score in nats."""
    size = box[1] - box[0]
    reach = int(WINDOW_TOKENS + GROWTH * size)
    margin = int(MARGIN_TOKENS + GROWTH * (box[3] - box[2]))
    window = np.array(
        [
            max(0, box[0] - reach),
            min(len(view.term), box[1] + reach),
            max(0, box[2] - margin),
            min(len(view.their_term), box[3] + margin),
        ],
        dtype=np.int64,
    )
    levels = match_levels(view, window)[0]
    first = window[0]
    ratio = level_ratios(levels, view.weight, first, box[:2])
    gain = np.zeros(len(levels), dtype=np.float64)
    bonus = np.zeros(len(levels) + 1, dtype=np.float64)
    for n in range(len(levels)):
        gain[n] = view.weight[first + n] * ratio[levels[n]]
    for n in range(len(levels) + 1):
        bonus[n] = parameters.boundary_bonus * view.boundary[first + n]
    begin, end, score = best_segment(gain, bonus, box[0] - first, box[1] - first)
    box[0], box[1] = first + begin, first + end
    return score


@kernel
def even_ends(view: View, box: NDArray[np.int64]) -> None:
    """Take back an end that ran on to a sentence border where the other side did not.

    Where the counterpart begins (or ends) inside a sentence, the passage begins with the
    match of its first word, unless what lies before that is matched as well.
    """
    levels = match_levels(view, box)
    size = box[1] - box[0]
    if view.boundary[box[0]] > view.their_boundary[box[2]]:
        for n in range(size):
            if levels[0, n] == 3:
                if levels[1, n] == box[2]:
                    box[0] += n
                break
    if view.boundary[box[1]] > view.their_boundary[box[3]]:
        for n in range(size - 1, -1, -1):
            if levels[0, n] == 3:
                if levels[1, n] == box[3] - 1:
                    box[1] -= size - 1 - n
                break
