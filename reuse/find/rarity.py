"""How surprising each word is, in nats, by the collection's own counts.

A back-off trigram model: with c1, c2, c3 the counts of a word, of it
with its predecessor, and with both predecessors, n the number of words,

    P1 = c1 / n
    P2 = (c2 - 1 + 5 P1) / (c1' - 1 + 5)      c1' the predecessor's count
    P3 = (c3 - 1 + 3 P2) / (c2' - 1 + 3)      c2' the predecessors' count

which is Dirichlet smoothing towards the shorter context (MacKay and Peto 1995)
after the copy itself is taken out of every count.  A weight is -ln P.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.find.grams import Flags, Keys, grams_of, grouped, last_gram
from reuse.scratch import Memory, Scratch

Nats = NDArray[np.float32]

# Size of the collection in which the thresholds of `FindSettings`, in nats, were measured.
CALIBRATION_TOKENS = 4.6e6
# Sums of weights are whole numbers of this part of a nat: exact, so that a sum over a run
# does not depend on what stands before it.
PARTS_PER_NAT = 1 << 24
_BIGRAM_PRIOR = 5.0
_TRIGRAM_PRIOR = 3.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of T tokens in nats: `alone`, after one word, after two words.

    `after_two_sum` (int64, T + 1) holds the sums of `after_two` before each token, in
    parts of a nat; `first` is the number of the first token.
    """

    alone: Nats
    after_one: Nats
    after_two_sum: NDArray[np.int64]
    first: int = 0

    def of_runs(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> Nats:
        """Nats of the runs `start : end`, each of two tokens at least, read as one phrase."""
        start, end = start - self.first, end - self.first
        further = self.after_two_sum[end] - self.after_two_sum[start + 2]
        total = self.alone[start] + self.after_one[start + 1] + further / PARTS_PER_NAT
        return total.astype(np.float32)

    def in_tenths(self) -> NDArray[np.uint8]:
        """The weights as uint8 (T, 3), tenths of a nat."""
        after_two = (np.diff(self.after_two_sum) / PARTS_PER_NAT).astype(np.float32)
        tenths = np.empty((len(self.alone), 3), np.uint8)
        for column, nats in enumerate((self.alone, self.after_one, after_two)):
            tenths[:, column] = np.clip(np.rint(nats * 10), 0, 255)
        return tenths


@dataclass(frozen=True, slots=True)
class Counts:
    """Counted occurrences, 1 at least, of the n-gram at each of T positions, float32 (T).

    `total` is the number of words that were counted.
    """

    ones: Nats
    twos: Nats
    threes: Nats
    total: int

    def within(self, tokens: slice) -> Counts:
        """The counts at those positions."""
        return Counts(self.ones[tokens], self.twos[tokens], self.threes[tokens], self.total)


def counted_grams(collection: Collection, counted: Flags, scratch: Scratch | None = None) -> Counts:
    """Occurrences of every word, pair and triple of words, of those marked in `counted`."""
    scratch = scratch or Memory()
    ones, twos, threes = (_counts(collection, counted, n=n, scratch=scratch) for n in (1, 2, 3))
    return Counts(ones, twos, threes, int(np.count_nonzero(counted)))


def weighed(offsets: NDArray[np.int64], counts: Counts) -> Rarity:
    """Weights of every token of some articles by the counts of the whole collection.

    Args:
        offsets: first token of each article, then the number of tokens, counted from 0.
        counts: those of the articles' tokens.
    """
    ones, twos, threes = counts.ones, counts.twos, counts.threes
    p1 = ones / np.float32(max(1, counts.total))
    first, second = _near_start(offsets)
    p2 = p1.copy()
    p2[1:] = (twos[:-1] - 1 + _BIGRAM_PRIOR * p1[1:]) / (ones[:-1] - 1 + _BIGRAM_PRIOR)
    p2[first] = p1[first]
    p3 = p2.copy()
    p3[2:] = (threes[:-2] - 1 + _TRIGRAM_PRIOR * p2[2:]) / (twos[:-2] - 1 + _TRIGRAM_PRIOR)
    p3[first] = p2[first]
    p3[second] = p2[second]
    sums = np.zeros(len(ones) + 1, np.int64)
    parts = np.rint(-np.log(p3) * np.float32(PARTS_PER_NAT)).astype(np.int64)
    np.cumsum(parts, out=sums[1:])
    return Rarity(-np.log(p1), -np.log(p2), sums)


def _counts(collection: Collection, counted: Flags, *, n: int, scratch: Scratch) -> Nats:
    """Counted occurrences of the n-gram at each position, 1 at least."""
    counts = scratch.empty(len(collection), np.float32)
    counts[:] = 1
    # No check of equal tokens here: one false member in a billion changes a
    # count by one, not a guarantee.
    keys = Keys(len(collection), last_gram(collection.offsets, n))
    grams = (grams_of(block, n) for block in collection.blocks())
    for groups in grouped(grams, keys, scratch):
        if len(groups.at):
            number = np.add.reduceat(counted[groups.at], groups.starts[:-1], dtype=np.float32)
            counts[groups.at] = np.repeat(np.maximum(number, 1), groups.sizes())
    scratch.rest()
    return counts


def _near_start(offsets: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and second token of each article."""
    lengths = np.diff(offsets)
    return offsets[:-1][lengths > 0], offsets[:-1][lengths > 1] + 1
