"""How much each stem of a pair says: inverse sentence frequency over both articles."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .types import Runs, Side, View, Weights

# Two articles of a few sentences cannot tell which of their words are common; below this
# number of sentences they are judged as if the language at large filled them up to it.
LEAST_SENTENCES = 40


@kernel
def shared_terms(left: Side, right: Side) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each term of either side the same term of the other, or -1."""
    to_right = np.full(len(left.stem), -1, dtype=np.int32)
    to_left = np.full(len(right.stem), -1, dtype=np.int32)
    i, j = 0, 0
    while i < len(left.stem) and j < len(right.stem):
        if left.stem[i] < right.stem[j]:
            i += 1
        elif left.stem[i] > right.stem[j]:
            j += 1
        else:
            to_right[i] = j
            to_left[j] = i
            i += 1
            j += 1
    return to_right, to_left


@kernel
def weigh(mine: Side, theirs: Side, other: NDArray[np.int32]) -> Weights:
    """The weights of my terms, which `other` finds among theirs."""
    sentences = len(mine.sentence) + len(theirs.sentence) - 2
    filled = max(sentences, LEAST_SENTENCES)
    terms = len(mine.stem)
    idf = np.zeros(terms, dtype=np.float64)
    rare = np.zeros(terms, dtype=np.bool_)
    for t in range(terms):
        frequency = float(mine.frequency[t])
        if other[t] >= 0:
            frequency += theirs.frequency[other[t]]
        frequency += (filled - sentences) * mine.common[t]
        idf[t] = max(0.0, log(filled / frequency))
        rare[t] = idf[t] > 0.5 * log(filled)
    return Weights(other, idf, rare)


@kernel
def view(mine: Side, theirs: Side, weights: Weights, runs: Runs, least_weight: float) -> View:
    """The pair as `mine` sees it; `runs` have my tokens on the left."""
    return View(
        mine.term,
        weights.other[mine.term],
        np.maximum(least_weight, weights.idf[mine.term]),
        weights.rare[mine.term],
        mine.boundary,
        mine.start,
        mine.end,
        len(mine.stem),
        theirs.term,
        theirs.boundary,
        theirs.at,
        theirs.position,
        len(theirs.stem),
        runs,
    )
