"""How much each stem of a pair says: inverse sentence frequency over both articles.

Whole-array numpy, the same for both kinds of kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .types import Pair, Runs, Side, View

# Two articles of a few sentences cannot tell which of their words are common; below this
# number of sentences they are judged as if the language at large filled them up to it.
LEAST_SENTENCES = 40
# A word of 7.5 nats stands in a collection less than six times in ten thousand words.
UNCOMMON_TENTHS = 75


def same_terms(left: Side, right: Side) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each term of either side the same term of the other, or -1."""
    to_right = np.full(len(left.stem), -1, dtype=np.int32)
    to_left = np.full(len(right.stem), -1, dtype=np.int32)
    if len(left.stem) and len(right.stem):
        place = np.searchsorted(right.stem, left.stem)
        place[place == len(right.stem)] = 0
        shared = np.flatnonzero(right.stem[place] == left.stem)
        to_right[shared] = place[shared]
        to_left[place[shared]] = shared
    return to_right, to_left


def weigh(left: Side, right: Side) -> Pair:
    """The sentences of two articles with the weights of their terms, in nats."""
    to_right, to_left = same_terms(left, right)
    return Pair(
        left.sentences,
        right.sentences,
        to_right,
        _idf(left, right, to_right),
        _idf(right, left, to_left),
    )


def _idf(mine: Side, theirs: Side, other: NDArray[np.int32]) -> NDArray[np.float64]:
    sentences = len(mine.sentences.first) + len(theirs.sentences.first) - 2
    filled = max(sentences, LEAST_SENTENCES)
    frequency = np.diff(mine.sentences.post) + (filled - sentences) * mine.common
    shared = other >= 0
    frequency[shared] += np.diff(theirs.sentences.post)[other[shared]]
    idf: NDArray[np.float64] = np.maximum(0.0, np.log(filled / frequency))
    return idf


def view(mine: Side, theirs: Side, idf: NDArray[np.float64], least_weight: float) -> View:
    """The pair as `mine` sees it, its runs still empty."""
    sentences = len(mine.sentences.first) + len(theirs.sentences.first) - 2
    rare = idf > 0.5 * np.log(max(sentences, LEAST_SENTENCES))
    other = same_terms(mine, theirs)[0][mine.term]
    weight = np.maximum(least_weight, idf)[mine.term]
    nothing = np.zeros(0, dtype=np.int32)
    return View(
        mine.term,
        other,
        weight,
        rare[mine.term],
        mine.boundary,
        mine.start,
        mine.end,
        len(mine.stem),
        theirs.term,
        theirs.boundary,
        theirs.at,
        theirs.position,
        len(theirs.stem),
        mine.nats,
        shared_vocabulary(weight, rare[mine.term], other >= 0, mine.nats[0]),
        Runs(nothing, nothing, nothing),
    )


def shared_vocabulary(
    weight: NDArray[np.float64],
    rare: NDArray[np.bool_],
    shared: NDArray[np.bool_],
    alone: NDArray[np.uint8],
) -> NDArray[np.float64]:
    """Of some tokens: weight of the rare ones and of those shared; uncommon ones, those shared."""
    if not len(alone):
        return np.zeros(4, dtype=np.float64)
    uncommon = alone > UNCOMMON_TENTHS
    return np.array(
        [
            weight[rare].sum(),
            weight[rare & shared].sum(),
            np.count_nonzero(uncommon),
            np.count_nonzero(uncommon & shared),
        ],
        dtype=np.float64,
    )
