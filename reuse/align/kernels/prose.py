"""Whether two articles share more than names and facts: words of prose, in a row.

Two reports of one event share who, where and when, often in a row, and stock phrases of a
few words.  A copy shares what stands between them.  A word is taken for a name, or a
number, by how it is written (reuse.align.names).
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .levels import match_levels
from .types import View
from .units import WORD, parts_in

ODDS_INTERCEPT = -14.38
ODDS_PROSE = 5.60  # per natural logarithm of one more than the words in a row
ODDS_COVERED = 1.63  # per natural logarithm of one more than the nats
# Nats of weight in common that speak for themselves.
COVERS_MUCH = 70.0


@kernel
def shared_words(view: View, box: NDArray[np.int64]) -> tuple[int, float]:
    """Most words, names and numbers left out, matched in a row; nats of all that is matched."""
    matches = match_levels(view, box)
    most, parts, previous, covered = 0, 0, -2, 0.0
    for n in range(box[1] - box[0]):
        if matches[0, n] == 0:
            previous = -2
            continue
        if matches[1, n] != previous + 1:
            parts = 0
        previous = matches[1, n]
        covered += view.weight[box[0] + n]
        # No word is known to be a name where none is marked.
        if len(view.name) == 0 or not view.name[box[0] + n]:
            parts += parts_in(view.extent, box[0] + n, box[0] + n + 1)
            most = max(most, parts)
    return int(most // WORD), covered


@kernel
def prose_odds(prose: int, covered: float) -> float:
    """Logarithm of the odds that a short passage is reuse and not a stock phrase of one event.

    A logistic regression made by bench/fit_odds.py on passages of less than `COVERS_MUCH`: read
    ones of reports of three events, planted ones in unrelated pairs of them, and those of the
    first half of PAN 2013's training pairs.

    Args:
        prose: words in a row, as of `shared_words`, on the side that has fewer.
        covered: nats likewise.
    """
    return float(ODDS_INTERCEPT + ODDS_PROSE * log(1.0 + prose) + ODDS_COVERED * log(1.0 + covered))


@kernel
def says_enough(forward: View, backward: View, box: NDArray[np.int64], least_odds: float) -> bool:
    """Whether a passage has much weight in common, or prose."""
    prose, covered = shared_words(forward, box)
    turned = np.array([box[2], box[3], box[0], box[1]], dtype=np.int64)
    their_prose, their_covered = shared_words(backward, turned)
    prose, covered = min(prose, their_prose), min(covered, their_covered)
    return covered >= COVERS_MUCH or prose_odds(prose, covered) >= least_odds
