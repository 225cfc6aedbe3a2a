"""How much each stem of a pair says: inverse sentence frequency over both articles."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf, lent
from .runs import lent_runs, maximal_runs, meetings, mirrored, whole_runs
from .types import Pair, Side, View, Work
from .units import WORD, parts_in, tokens_per_word

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
    _name_same(left.stem, right.stem, to_right, to_left)
    return to_right, to_left


@leaf
def _name_same(
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    to_right: NDArray[np.int32],
    to_left: NDArray[np.int32],
) -> None:
    """Fill in where either of two ascending arrays holds the value of the other."""
    i, j = 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            to_right[i], to_left[j] = j, i
            i += 1
            j += 1
            continue
        # No branch depends on the outcome, which no processor can foresee.
        is_less = left[i] < right[j]
        i += is_less
        j += not is_less


@kernel
def weigh(left: Side, right: Side) -> Pair:
    """What two articles have in common, and the weights of their terms in nats."""
    to_right, to_left = same_terms(left, right)
    few, often = meetings(left.grams, right.grams)
    as_right = to_right[left.term]
    runs = whole_runs(maximal_runs(few, as_right, right.term), left, right)
    return Pair(
        left.sentences,
        right.sentences,
        to_right,
        to_left,
        _idf(left, right, to_right),
        _idf(right, left, to_left),
        runs,
        mirrored(runs),
        whole_runs(maximal_runs(often, as_right, right.term), left, right),
    )


@leaf
def _count_sentences(mine: Side, theirs: Side) -> int:
    return len(mine.sentences.first) + len(theirs.sentences.first) - 2


@kernel
def _idf(mine: Side, theirs: Side, other: NDArray[np.int32]) -> NDArray[np.float64]:
    idf = np.zeros(len(other), dtype=np.float64)
    _weigh_terms(mine, theirs, other, np.zeros(LEAST_SENTENCES, dtype=np.float64), idf)
    return idf


@leaf
def _weigh_terms(
    mine: Side,
    theirs: Side,
    other: NDArray[np.int32],
    known: NDArray[np.float64],
    idf: NDArray[np.float64],
) -> None:
    """Fill in the weights; `known` is 0, and keeps those of words in so many sentences."""
    sentences = _count_sentences(mine, theirs)
    filled = max(sentences, LEAST_SENTENCES)
    post, there = mine.sentences.post, theirs.sentences.post
    for t in range(len(other)):
        holding = post[t + 1] - post[t]
        if other[t] >= 0:
            holding += there[other[t] + 1] - there[other[t]]
        if mine.common[t] == 0.0 and holding < len(known):
            if known[holding] == 0.0:
                known[holding] = max(0.0, log(filled / holding))
            idf[t] = known[holding]
        else:
            frequency = holding + (filled - sentences) * mine.common[t]
            idf[t] = max(0.0, log(filled / frequency))


@kernel
def view(mine: Side, theirs: Side, pair: Pair, turned: bool, least_weight: float) -> View:
    """The pair as `mine` sees it; `turned` if `mine` is its right side."""
    idf = pair.right_idf if turned else pair.left_idf
    to_theirs = pair.other_left if turned else pair.other
    runs = pair.turned_runs if turned else pair.runs
    size = len(mine.term)
    other = np.empty(size, dtype=np.int32)
    weight = np.empty(size, dtype=np.float64)
    rare = np.empty(size, dtype=np.bool_)
    threshold = 0.5 * log(max(_count_sentences(mine, theirs), LEAST_SENTENCES))
    for n in range(size):
        term = mine.term[n]
        other[n] = to_theirs[term]
        part = parts_in(mine.extent, n, n + 1)
        # A character weighs its part of a word; what a word weighs stays what it is, to the bit.
        weight[n] = max(least_weight, idf[term]) * (part / WORD)
        rare[n] = idf[term] > threshold
    totals = np.zeros(4, dtype=np.float64)
    _add_shared(weight, rare, other, mine.nats, totals)
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
        len(theirs.stem),
        mine.nats,
        mine.name,
        totals,
        runs,
        Work(
            np.empty(size, dtype=np.int32),
            np.empty(size, dtype=np.int32),
            np.empty(size, dtype=np.int32),
            np.empty(len(theirs.term), dtype=np.int32),
            np.empty(len(theirs.term), dtype=np.int32),
            np.empty(len(theirs.term), dtype=np.int32),
            np.empty(len(theirs.stem), dtype=np.int32),
            np.empty(len(runs.left), dtype=np.int64),
            np.empty(len(mine.stem), dtype=np.bool_),
            np.empty(4, dtype=np.int64),
            np.empty((3, 4), dtype=np.float64),
            np.empty(size, dtype=np.float64),
            np.empty(size + 1, dtype=np.float64),
        ),
        mine.extent,
        theirs.extent,
        max(tokens_per_word(mine.extent), tokens_per_word(theirs.extent)),
    )


@kernel
def lent_pair(pair: Pair) -> Pair:
    """The pair, its arrays lent; those of its sentences are already."""
    return Pair(
        pair.left,
        pair.right,
        lent(pair.other),
        lent(pair.other_left),
        lent(pair.left_idf),
        lent(pair.right_idf),
        lent_runs(pair.runs),
        lent_runs(pair.turned_runs),
        lent_runs(pair.repeated),
    )


@kernel
def lent_view(view: View) -> View:
    """The view, its arrays lent."""
    return View(
        lent(view.term),
        lent(view.other),
        lent(view.weight),
        lent(view.rare),
        lent(view.boundary),
        lent(view.start),
        lent(view.end),
        view.terms,
        lent(view.their_term),
        lent(view.their_boundary),
        view.their_terms,
        lent(view.nats),
        lent(view.name),
        lent(view.totals),
        lent_runs(view.runs),
        _lent_work(view.work),
        lent(view.extent),
        lent(view.their_extent),
        view.pace,
    )


@kernel
def _lent_work(work: Work) -> Work:
    return Work(
        lent(work.level),
        lent(work.match),
        lent(work.term),
        lent(work.their_term),
        lent(work.following),
        lent(work.used),
        lent(work.first),
        lent(work.runs),
        lent(work.seen),
        lent(work.box),
        lent(work.sums),
        lent(work.gain),
        lent(work.bonus),
    )


@leaf
def _add_shared(
    weight: NDArray[np.float64],
    rare: NDArray[np.bool_],
    other: NDArray[np.int32],
    nats: NDArray[np.uint8],
    totals: NDArray[np.float64],
) -> None:
    """Of all tokens: weight of rare ones and of those shared; uncommon ones, those shared."""
    rare_weight, shared_weight, uncommon, shared_uncommon = 0.0, 0.0, 0, 0
    for n in range(len(nats)):
        is_shared = other[n] >= 0
        is_uncommon = nats[n, 0] > UNCOMMON_TENTHS
        value = weight[n] if rare[n] else 0.0
        rare_weight += value
        shared_weight += value if is_shared else 0.0
        uncommon += is_uncommon
        shared_uncommon += is_uncommon & is_shared
    totals[0], totals[1] = rare_weight, shared_weight
    totals[2], totals[3] = uncommon, shared_uncommon
