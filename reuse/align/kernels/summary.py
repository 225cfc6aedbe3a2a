"""Summaries: a segment of one article against the whole of the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .borders import best_segment, level_ratios
from .jit import kernel
from .levels import match_levels
from .types import Parameters, View

REFINEMENTS = 3
SPREAD_PARTS = 10


@kernel
def _segment(view: View, p: Parameters) -> tuple[int, int, float, NDArray[np.int32]]:
    """The segment of `mine` that the whole of `theirs` explains best, and its score."""
    size = len(view.term)
    whole = np.array([0, size, 0, len(view.their_term)], dtype=np.int64)
    matches = match_levels(view, whole)
    levels = matches[0]
    core = np.array([0, 0], dtype=np.int64)
    begin, end, score = 0, size, 0.0
    for _ in range(REFINEMENTS):
        ratio = level_ratios(levels, view.weight, 0, core)
        gain = np.zeros(size, dtype=np.float64)
        for n in range(size):
            gain[n] = view.weight[n] * ratio[levels[n]]
        bonus = p.boundary_bonus * view.boundary.astype(np.float64)
        begin, end, score = best_segment(gain, bonus, 0, size)
        if core[0] == begin and core[1] == end:
            break
        core[0], core[1] = begin, end
    return begin, end, score, matches


@kernel
def _is_summary(
    view: View, begin: int, end: int, matches: NDArray[np.int32], p: Parameters
) -> bool:
    """Whether enough rare stems of the segment are spread over enough of the source."""
    source = len(view.their_term)
    if end - begin > p.summary_tokens or source < p.summary_ratio * (end - begin):
        return False
    seen = np.zeros(view.terms, dtype=np.bool_)
    parts = np.zeros(SPREAD_PARTS, dtype=np.bool_)
    rare = 0
    for n in range(begin, end):
        term = view.term[n]
        if matches[0, n] == 0 or not view.rare[n]:
            continue
        parts[matches[1, n] * SPREAD_PARTS // source] = True
        if not seen[term]:
            seen[term] = True
            rare += 1
    return rare >= p.summary_rare_stems and parts.sum() >= p.summary_spread * SPREAD_PARTS


@kernel
def summary_boxes(
    forward: View, backward: View, taken: NDArray[np.int64], p: Parameters
) -> NDArray[np.int64]:
    """At most one box: the better of both directions, if nothing else was found."""
    found = np.zeros((1, 4), dtype=np.int64)
    nothing = found[:0]
    left, right = len(forward.term), len(backward.term)
    if len(taken) or left == 0 or right == 0:
        return nothing
    best = p.summary_score
    begin, end, score, matches = _segment(forward, p)
    if score >= best and _is_summary(forward, begin, end, matches, p):
        best = score
        found[0] = np.array([begin, end, 0, right])
    begin, end, score, matches = _segment(backward, p)
    if score >= best and _is_summary(backward, begin, end, matches, p):
        found[0] = np.array([0, left, begin, end])
        best = score
    return found if found[0, 1] > 0 else nothing
