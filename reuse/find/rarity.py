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
from reuse.find.grams import Flags, gram_hashes, grouped, whole

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
    parts of a nat.
    """

    alone: Nats
    after_one: Nats
    after_two_sum: NDArray[np.int64]

    def of_runs(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> Nats:
        """Nats of the runs `start : end`, each of two tokens at least, read as one phrase."""
        further = self.after_two_sum[end] - self.after_two_sum[start + 2]
        total = self.alone[start] + self.after_one[start + 1] + further / PARTS_PER_NAT
        return total.astype(np.float32)

    def bond(self, at: NDArray[np.int64]) -> Nats:
        """Nats that a token and its predecessor tell about each other, 0 at least."""
        known: Nats = np.maximum(self.alone[at] - self.after_one[at], np.float32(0))
        return known


def in_tenths(weights: Rarity, collection: Collection) -> NDArray[np.uint8]:
    """The weights in the order of the table that was searched, uint8 (T, 3), tenths of a nat."""
    place = np.arange(len(collection)) + collection.shift[collection.owner]
    after_two = (np.diff(weights.after_two_sum) / PARTS_PER_NAT).astype(np.float32)
    tenths = np.empty((len(collection), 3), np.uint8)
    columns: tuple[Nats, ...] = (weights.alone, weights.after_one, after_two)
    for column, nats in enumerate(columns):
        tenths[place, column] = np.clip(np.rint(nats * 10), 0, 255)
    return tenths


def rarity(collection: Collection, counted: Flags, *, batch: int) -> Rarity:
    """Weights of every token by the counts of those marked in `counted`."""
    ones, twos, threes = (_counts(collection, counted, n=n, batch=batch) for n in (1, 2, 3))
    return weighed(collection, Counts(ones, twos, threes, int(np.count_nonzero(counted))))


@dataclass(frozen=True, slots=True)
class Counts:
    """Counted occurrences, 1 at least, of the n-gram at each of T positions, float32 (T).

    `total` is the number of words that were counted.
    """

    ones: Nats
    twos: Nats
    threes: Nats
    total: int


def weighed(collection: Collection, counts: Counts) -> Rarity:
    """Weights of every token of some articles by the counts of the whole collection."""
    ones, twos, threes = counts.ones, counts.twos, counts.threes
    p1 = ones / np.float32(max(1, counts.total))
    first, second = _near_start(collection)
    p2 = p1.copy()
    p2[1:] = (twos[:-1] - 1 + _BIGRAM_PRIOR * p1[1:]) / (ones[:-1] - 1 + _BIGRAM_PRIOR)
    p2[first] = p1[first]
    p3 = p2.copy()
    p3[2:] = (threes[:-2] - 1 + _TRIGRAM_PRIOR * p2[2:]) / (twos[:-2] - 1 + _TRIGRAM_PRIOR)
    p3[first] = p2[first]
    p3[second] = p2[second]
    sums = np.zeros(len(collection) + 1, np.int64)
    parts = np.rint(-np.log(p3) * np.float32(PARTS_PER_NAT)).astype(np.int64)
    np.cumsum(parts, out=sums[1:])
    return Rarity(-np.log(p1), -np.log(p2), sums)


def _counts(collection: Collection, counted: Flags, *, n: int, batch: int) -> Nats:
    """Counted occurrences of the n-gram at each position, 1 at least."""
    counts = np.ones(len(collection), np.float32)
    at = np.flatnonzero(whole(collection.offsets, n))
    # No check of equal tokens here: one false member in a billion changes a
    # count by one, not a guarantee.
    for groups in grouped(gram_hashes(collection.key, n)[at], at, batch=batch):
        if len(groups.at):
            number = np.add.reduceat(counted[groups.at], groups.starts[:-1], dtype=np.float32)
            counts[groups.at] = np.repeat(np.maximum(number, 1), groups.sizes())
    return counts


def _near_start(collection: Collection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and second token of each article."""
    first = collection.offsets[:-1][np.diff(collection.offsets) > 0]
    second = collection.offsets[:-1][np.diff(collection.offsets) > 1] + 1
    return first, second
