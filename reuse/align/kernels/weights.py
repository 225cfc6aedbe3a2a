"""How much each stem of a pair says: inverse sentence frequency over both articles."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel
from .runs import maximal_runs, meetings, mirrored
from .types import Pair, Side, View

# Two articles of a few sentences cannot tell which of their words are common; below this
# number of sentences they are judged as if the language at large filled them up to it.
LEAST_SENTENCES = 40
# A word of 7.5 nats stands in a collection less than six times in ten thousand words.
UNCOMMON_TENTHS = 75


@kernel
def same_terms(left: Side, right: Side) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each term of either side the same term of the other, or -1."""
    to_right = np.full(len(left.stem), -1, dtype=np.int32)
    to_left = np.full(len(right.stem), -1, dtype=np.int32)
    i, j = 0, 0
    while i < len(to_right) and j < len(to_left):
        if left.stem[i] < right.stem[j]:
            i += 1
        elif left.stem[i] > right.stem[j]:
            j += 1
        else:
            to_right[i], to_left[j] = j, i
            i += 1
            j += 1
    return to_right, to_left


@kernel
def weigh(left: Side, right: Side) -> Pair:
    """What two articles have in common, and the weights of their terms in nats."""
    to_right, to_left = same_terms(left, right)
    few, often = meetings(left.grams, right.grams)
    as_right = to_right[left.term]
    runs = maximal_runs(few, as_right, right.term)
    return Pair(
        left.sentences,
        right.sentences,
        to_right,
        to_left,
        _idf(left, right, to_right),
        _idf(right, left, to_left),
        runs,
        mirrored(runs),
        maximal_runs(often, as_right, right.term),
    )


@kernel
def _count_sentences(mine: Side, theirs: Side) -> int:
    return len(mine.sentences.first) + len(theirs.sentences.first) - 2


@kernel
def _idf(mine: Side, theirs: Side, other: NDArray[np.int32]) -> NDArray[np.float64]:
    sentences = _count_sentences(mine, theirs)
    filled = max(sentences, LEAST_SENTENCES)
    idf = np.zeros(len(other), dtype=np.float64)
    for t in range(len(other)):
        post = mine.sentences.post
        frequency = post[t + 1] - post[t] + (filled - sentences) * mine.common[t]
        if other[t] >= 0:
            there = theirs.sentences.post
            frequency += there[other[t] + 1] - there[other[t]]
        idf[t] = max(0.0, log(filled / frequency))
    return idf


@kernel
def view(mine: Side, theirs: Side, pair: Pair, turned: bool, least_weight: float) -> View:
    """The pair as `mine` sees it; `turned` if `mine` is its right side."""
    idf = pair.right_idf if turned else pair.left_idf
    to_theirs = pair.other_left if turned else pair.other
    runs = pair.turned_runs if turned else pair.runs
    size = len(mine.term)
    other = np.zeros(size, dtype=np.int32)
    weight = np.zeros(size, dtype=np.float64)
    rare = np.zeros(size, dtype=np.bool_)
    threshold = 0.5 * log(max(_count_sentences(mine, theirs), LEAST_SENTENCES))
    for n in range(size):
        term = mine.term[n]
        other[n] = to_theirs[term]
        weight[n] = max(least_weight, idf[term])
        rare[n] = idf[term] > threshold
    return View(
        mine.term,
        other,
        weight,
        rare,
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
        mine.name,
        _shared_vocabulary(weight, rare, other, mine.nats),
        runs,
    )


@kernel
def _shared_vocabulary(
    weight: NDArray[np.float64],
    rare: NDArray[np.bool_],
    other: NDArray[np.int32],
    nats: NDArray[np.uint8],
) -> NDArray[np.float64]:
    """Of all tokens: weight of rare ones and of those shared; uncommon ones, those shared."""
    totals = np.zeros(4, dtype=np.float64)
    for n in range(len(nats)):
        shared = other[n] >= 0
        if rare[n]:
            totals[0] += weight[n]
            totals[1] += weight[n] if shared else 0.0
        if nats[n, 0] > UNCOMMON_TENTHS:
            totals[2] += 1.0
            totals[3] += 1.0 if shared else 0.0
    return totals
