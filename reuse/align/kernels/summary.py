"""Summaries: a short segment of one article against the whole of the other.

What a summary shares with its source lies close together on its own side and is
spread over the other.  Two reports of one event share as many words, but not
more inside a segment than around it.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .borders import best_segment, gains, level_ratios
from .jit import kernel, leaf
from .levels import match_levels, match_runs_and_words
from .types import Parameters, View
from .units import WORD, parts_in, words_in

REFINEMENTS = 3

# A logistic regression on segments proposed in the first half of PAN 2013's training pairs, those
# that are a summary against those that are not and those of independent reports of one event.
ODDS_INTERCEPT = -18.23
ODDS_CONTRAST = 9.48
ODDS_RARE = 2.2  # per natural logarithm
ODDS_RARE_BESIDES = 0.92  # per natural logarithm
ODDS_PASSAGES = 0.92
ODDS_SPREAD = 5.25
ODDS_SKEW = -5.52
# One passage that is most of the segment tells where it was taken from better than the whole.
MOST_IN_ONE = 0.7
MOST_IN_ONE_OF_MORE = 0.85
# Exact passages are given up for a summary only where it stands out clearly.
LEAST_CONTRAST = 0.5
EDGE_TOKENS = 20
# What a first look at fewer kinds of match must show of the score, and fall short of in the odds.
ROUGH_SCORE = 0.6
ROUGH_ODDS = -7.0
AROUND_TOKENS = 120
# In a source longer than this many segments, chance alone spreads matches over the whole.
MOST_RATIO = 16


class Segment(NamedTuple):
    """A range of `mine` as a summary of the whole of theirs."""

    begin: int
    end: int
    score: float  # nats
    contrast: float  # share of weight matched inside, minus outside
    rare: int  # distinct rare stems matched inside
    rare_besides: int  # those of them matched outside the passages found already
    spread: float  # share of the source between the first and the last tenth of their matches
    skew: float  # mean distance of their matches from the diagonal, 0 to 1


@kernel
def _segment(
    view: View, matches: NDArray[np.int32], taken: NDArray[np.bool_], p: Parameters
) -> Segment:
    """The segment of `mine` that the matches with the whole of theirs explain best.

    Args:
        matches: of all my tokens, as of `match_levels`.
        taken: (n) the tokens that lie in passages found already.
    """
    size = len(view.term)
    levels = matches[0]
    bonus = p.boundary_bonus * view.boundary.astype(np.float64)
    gain = np.empty(size, dtype=np.float64)
    core = np.array([0, 0], dtype=np.int64)
    begin, end, score = 0, size, 0.0
    for _ in range(REFINEMENTS):
        gains(view, levels, level_ratios(levels, view.weight, 0, core), gain, 0)
        begin, end, score = best_segment(gain, bonus, 0, size)
        if core[0] == begin and core[1] == end:
            break
        core[0], core[1] = begin, end
    rare, rare_besides, spread, skew = _rare_matches(view, matches, taken, core)
    contrast = _contrast(view, levels, core)
    return Segment(begin, end, score, contrast, rare, rare_besides, spread, skew)


@leaf
def _contrast(view: View, levels: NDArray[np.int32], core: NDArray[np.int64]) -> float:
    """Share of the weight that is matched inside the core, minus outside."""
    hit_inside, inside, hit_outside, outside = 0.0, 0.0, 0.0, 0.0
    for n in range(len(levels)):
        weight = view.weight[n]
        hit = weight if levels[n] > 0 else 0.0
        if core[0] <= n < core[1]:
            inside += weight
            hit_inside += hit
        else:
            outside += weight
            hit_outside += hit
    share_outside = hit_outside / outside if outside > 0.0 else 0.0
    return float(hit_inside / inside - share_outside if inside > 0.0 else 0.0)


@kernel
def _rare_matches(
    view: View, matches: NDArray[np.int32], taken: NDArray[np.bool_], core: NDArray[np.int64]
) -> tuple[int, int, float, float]:
    """Of a core: `rare`, `rare_besides`, `spread` and `skew` of its segment."""
    size, source = core[1] - core[0], len(view.their_term)
    seen = np.zeros((2, view.terms), dtype=np.bool_)
    places = np.zeros(size, dtype=np.int64)
    rare, besides, count, skew = _count_rare(view, matches, taken, (core[0], size), (seen, places))
    if count == 0:
        return 0, 0, 0.0, 1.0
    ordered = np.sort(places[:count])
    spread = (ordered[count * 9 // 10] - ordered[count // 10]) / source
    return rare, besides, spread, skew / count


@leaf
def _count_rare(
    view: View,
    matches: NDArray[np.int32],
    taken: NDArray[np.bool_],
    core: tuple[int, int],
    work: tuple[NDArray[np.bool_], NDArray[np.int64]],
) -> tuple[int, int, int, float]:
    """Stems, those besides, rare tokens and their summed skew; `work`: terms seen, places."""
    begin, size, source = core[0], core[1], len(view.their_term)
    seen, places = work
    rare, besides, count, skew = 0, 0, 0, 0.0
    extent = view.extent
    for n in range(begin, begin + size):
        if matches[0, n] == 0 or not view.rare[n]:
            continue
        term, place = view.term[n], matches[1, n]
        skew += abs((n - begin) / size - place / source)
        places[count] = place
        count += 1
        part = parts_in(extent, n, n + 1)
        if not seen[0, term]:
            rare += part
        seen[0, term] = True
        if not taken[n]:
            if not seen[1, term]:
                besides += part
            seen[1, term] = True
    return int(rare // WORD), int(besides // WORD), count, skew


@kernel
def _odds(found: Segment, passages: int) -> float:
    """Logarithm of the odds that a segment with so many passages summarises the other article."""
    return float(
        ODDS_INTERCEPT
        + ODDS_CONTRAST * found.contrast
        + ODDS_RARE * log(max(1, found.rare))
        + ODDS_RARE_BESIDES * log(1 + found.rare_besides)
        + ODDS_PASSAGES * passages
        + ODDS_SPREAD * found.spread
        + ODDS_SKEW * found.skew
    )


@kernel
def _holds_all(box: NDArray[np.int64], side: int, taken: NDArray[np.int64]) -> bool:
    """Widen the box's side by what passages stick out; False if one lies elsewhere or is most."""
    begin, end = box[side], box[side + 1]
    most = (MOST_IN_ONE_OF_MORE if len(taken) > 1 else MOST_IN_ONE) * (end - begin)
    for k in range(len(taken)):
        t0, t1 = taken[k, side], taken[k, side + 1]
        if t0 < begin - EDGE_TOKENS or t1 > end + EDGE_TOKENS:
            return False
        if t1 - t0 > most:
            return False
        box[side], box[side + 1] = min(box[side], t0), max(box[side + 1], t1)
    return True


@kernel
def _may_hold_all(
    side: int, taken: NDArray[np.int64], source: int, pace: float, p: Parameters
) -> bool:
    """Whether a segment as long as a summary may be `_holds_all` passages of that side."""
    if len(taken) == 0:
        return True
    size = min(p.summary_tokens * pace, source / p.summary_ratio)
    begin, end, longest = taken[0, side], taken[0, side + 1], 0
    for k in range(len(taken)):
        begin, end = min(begin, taken[k, side]), max(end, taken[k, side + 1])
        longest = max(longest, taken[k, side + 1] - taken[k, side])
    most = (MOST_IN_ONE_OF_MORE if len(taken) > 1 else MOST_IN_ONE) * size
    return bool(longest <= most and end - begin <= size + 2 * EDGE_TOKENS)


@kernel
def _is_summary(view: View, found: Segment, passages: int, p: Parameters) -> bool:
    """Whether enough of the segment, and not of what is around it, is spread over the source."""
    size = words_in(view.extent, found.begin, found.end)
    source = words_in(view.their_extent, 0, len(view.their_term))
    return bool(
        found.score >= p.summary_score
        and size <= p.summary_tokens
        and p.summary_ratio * size <= source <= MOST_RATIO * size
        and found.rare >= p.summary_rare_stems
        and (passages == 0 or found.contrast >= LEAST_CONTRAST)
        and _odds(found, passages) >= p.summary_odds
    )


@leaf
def _count_shared_rare(view: View, seen: NDArray[np.bool_]) -> int:
    """Distinct rare stems of mine that stand in theirs: the most that a segment can match.

    `seen` is false for each of my terms.
    """
    parts = 0
    for n in range(len(view.term)):
        if view.rare[n] and view.other[n] >= 0 and not seen[view.term[n]]:
            seen[view.term[n]] = True
            parts += parts_in(view.extent, n, n + 1)
    return int(parts // WORD)


@kernel
def _candidate(
    view: View, taken: NDArray[np.bool_], passages: int, p: Parameters
) -> tuple[bool, Segment]:
    """Whether there is a segment that may be a summary, and it.

    Pairs of words beside each other cost most to find, so that they are sought around the
    segment that runs and single words tell, if that one is worth it.
    """
    size, source = len(view.term), len(view.their_term)
    matches = match_runs_and_words(view, np.array([0, size, 0, source], dtype=np.int64))
    rough = _segment(view, matches, taken, p)
    if (
        rough.score < ROUGH_SCORE * p.summary_score
        or _odds(rough, passages) < p.summary_odds + ROUGH_ODDS
    ):
        return False, rough
    begin, end = max(0, rough.begin - AROUND_TOKENS), min(size, rough.end + AROUND_TOKENS)
    matches[:, begin:end] = match_levels(view, np.array([begin, end, 0, source], dtype=np.int64))
    return True, _segment(view, matches, taken, p)


@kernel
def summary_boxes(
    forward: View, backward: View, boxes: NDArray[np.int64], p: Parameters
) -> NDArray[np.int64]:
    """At most one box, the better of both directions; it stands for the doubtful passages.

    Args:
        boxes: int64 (n, 4), the passages found already; all must lie in the summary.
    """
    found = np.zeros((1, 4), dtype=np.int64)
    count = 0
    left, right = len(forward.term), len(backward.term)
    best = 0.0
    for side in (0, 2):
        view = forward if side == 0 else backward
        if not _may_hold_all(side, boxes, len(view.their_term), view.pace, p):
            continue
        seen = np.zeros(view.terms, dtype=np.bool_)
        if _count_shared_rare(view, seen) < p.summary_rare_stems:
            continue
        taken = np.zeros(len(view.term), dtype=np.bool_)
        for k in range(len(boxes)):
            taken[boxes[k, side] : boxes[k, side + 1]] = True
        worth_it, segment = _candidate(view, taken, len(boxes), p)
        if not worth_it or segment.score <= best:
            continue
        if not _is_summary(view, segment, len(boxes), p):
            continue
        box = np.array([0, left, 0, right], dtype=np.int64)
        box[side], box[side + 1] = segment.begin, segment.end
        if _holds_all(box, side, boxes):
            found[0] = box
            best, count = segment.score, 1
    return found[:count]
