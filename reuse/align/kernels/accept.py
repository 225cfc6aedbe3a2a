"""Whether a pair of passages is reuse, and not two reports of one event.

Near-verbatim: the match levels fit a copy better than two articles on one
topic do.  Paraphrase: enough rare stems and a passage that is matched clearly
better than the rest of the other article is.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .levels import match_levels
from .types import Evidence, Parameters, View

# Share of weight by match level in a copy, and in two reports of one event.
COPY = (0.25, 0.10, 0.22, 0.43)
SAME_TOPIC = (0.42, 0.26, 0.25, 0.07)
WORTH = (0.0, 0.3, 0.6, 1.0)


@kernel
def _worth_elsewhere(view: View, box: NDArray[np.int64]) -> float:
    """Weighted mean worth of the passage against the rest of the other article."""
    before = np.array([box[0], box[1], 0, box[2]], dtype=np.int64)
    after = np.array([box[0], box[1], box[3], len(view.their_term)], dtype=np.int64)
    one, two = match_levels(view, before)[0], match_levels(view, after)[0]
    worth, total = 0.0, 0.0
    for n in range(len(one)):
        weight = view.weight[box[0] + n]
        worth += weight * WORTH[max(one[n], two[n])]
        total += weight
    return worth / total


@kernel
def side_evidence(view: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence as one side sees it; `characters` are those of this side."""
    levels = match_levels(view, box)[0]
    seen = np.zeros(view.terms, dtype=np.bool_)
    evidence, worth, total = 0.0, 0.0, 0.0
    rare, in_runs, matched = 0, 0, 0
    for n in range(len(levels)):
        level, term = levels[n], view.term[box[0] + n]
        weight = view.weight[box[0] + n]
        evidence += weight * log(COPY[level] / SAME_TOPIC[level])
        worth += weight * WORTH[level]
        total += weight
        in_runs += level == 3
        matched += level > 0
        if level > 0 and view.rare[box[0] + n] and not seen[term]:
            seen[term] = True
            rare += 1
    size = box[1] - box[0]
    return Evidence(
        evidence,
        rare,
        worth / total - _worth_elsewhere(view, box),
        int(view.end[box[1] - 1]) - int(view.start[box[0]]),
        in_runs / size,
        matched / size,
    )


@kernel
def weigh_evidence(forward: View, backward: View, box: NDArray[np.int64]) -> Evidence:
    """The evidence of both sides: the weaker of the two, shares over both together."""
    one = side_evidence(forward, box)
    two = side_evidence(backward, np.array([box[2], box[3], box[0], box[1]], dtype=np.int64))
    left, right = float(box[1] - box[0]), float(box[3] - box[2])
    return Evidence(
        min(one.near_verbatim, two.near_verbatim),
        min(one.rare_stems, two.rare_stems),
        min(one.contrast, two.contrast),
        min(one.characters, two.characters),
        (one.in_runs * left + two.in_runs * right) / (left + right),
        (one.matched * left + two.matched * right) / (left + right),
    )


@kernel
def is_reuse(evidence: Evidence, score: float, p: Parameters) -> bool:
    """Whether either tier accepts; `score` is the weaker side's segment score in nats."""
    if (
        evidence.near_verbatim >= p.verbatim_evidence
        and evidence.rare_stems >= p.rare_stems
        and evidence.characters >= p.verbatim_characters
    ):
        return True
    return (
        evidence.rare_stems >= p.paraphrase_rare_stems
        and score >= p.paraphrase_score
        and evidence.characters >= p.paraphrase_characters
        and evidence.contrast >= p.paraphrase_contrast
    )
