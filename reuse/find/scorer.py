"""What a seed is worth: how unlikely its words are, not how many they are.

T = S + L + R nats: S is the surprise of the exact run, L and R what an
outward extension adds on either side.  The extension is a gapped X-drop walk as
in BLAST (Altschul et al. 1997): up to `REACH` tokens, within `DRIFT` diagonals;
a match gains its weight less ln 7, the price of choosing among the seven
diagonals, and less what its neighbour already told about it; a miss costs
`MISS`; it ends `DROP` below its best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.find.grams import Hashes
from reuse.find.rarity import CALIBRATION_TOKENS, Nats, Rarity
from reuse.find.regions import Regions
from reuse.find.runs import Runs
from reuse.settings import FindSettings
from reuse.text.columns import EDITED

REACH = 20
DRIFT = 3
MISS = np.float32(2.5)
DROP = np.float32(12.0)
# Runs this far below the threshold are not walked on.  Without the filter
# `bench/find.py --seed 2` finds .990 instead of .989 and scores in 2.6 s, not 1.7.
HOPE = 10.0
_CHOICE = np.float32(np.log(2 * DRIFT + 1))
_DIAGONALS = (0, 1, -1, 2, -2, 3, -3)


@dataclass(frozen=True, slots=True)
class Path:
    """Where each walk starts on the left, its room there, and where the right may be.

    `shift` leads from a left token to the right one on the run's diagonal.
    """

    left: NDArray[np.int64]
    room: NDArray[np.int64]
    shift: NDArray[np.int64]
    right_low: NDArray[np.int64]
    right_high: NDArray[np.int64]

    def at(self, rows: NDArray[np.int64]) -> Path:
        """The paths of these rows."""
        return Path(
            self.left[rows],
            self.room[rows],
            self.shift[rows],
            self.right_low[rows],
            self.right_high[rows],
        )


@dataclass(frozen=True, slots=True)
class Walk:
    """How far an extension went on each side, in tokens, and what it gained."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    nats: Nats


def threshold(tokens: int, settings: FindSettings) -> float:
    """Least worth of a seed in a collection of `tokens` tokens, in nats.

    The chance of a coincidence grows with the collection: `accept_nats` was
    measured at 4.6 M tokens, each factor of e adds one.

    >>> threshold(4_600_000, FindSettings())
    24.0
    """
    grown = settings.accept_nats + float(np.log(max(1, tokens) / CALIBRATION_TOKENS))
    return max(settings.accept_nats_least, grown)


def worthy(runs: Runs, rarity: Rarity, *, collection: Collection, least: float) -> Regions:
    """The runs worth `least` nats and more, each with its extension."""
    exact = rarity.of_runs(runs.left, runs.left + runs.length)
    hopeful = exact >= least - HOPE
    runs, exact = runs.chosen(hopeful), exact[hopeful]
    before = _walk(runs, rarity, collection=collection, way=-1)
    after = _walk(runs, rarity, collection=collection, way=1)
    good = exact + before.nats + after.nats >= least
    end = runs.length + runs.left
    return Regions(
        (runs.left - before.left)[good],
        (end + after.left)[good],
        (runs.right - before.right)[good],
        (runs.right + runs.length + after.right)[good],
        np.full(int(np.count_nonzero(good)), EDITED, np.uint8),
    )


def _walk(runs: Runs, rarity: Rarity, *, collection: Collection, way: int) -> Walk:
    """How far each run goes on: after it if `way` is 1, before it if -1.

    Invariant: after `step`, `best` is the greatest sum over the first 0 to `step`
    tokens, and `drift` the diagonal of the last match, relative to the run's.
    """
    path = _path(runs, collection, way)
    count = len(runs)
    nats, best = np.zeros(count, np.float32), np.zeros(count, np.float32)
    drift, matched = np.zeros(count, np.int64), np.zeros(count, np.bool_)
    left_tokens, right_tokens = np.zeros(count, np.int64), np.zeros(count, np.int64)
    rows = np.arange(count)
    for step in range(REACH):
        rows = rows[(path.room[rows] > step) & (nats[rows] > best[rows] - DROP)]
        left = path.left[rows] + way * step
        hit, where = _nearest(collection.key, left, path.at(rows))
        joined = hit & matched[rows] & (where == drift[rows])
        bond = rarity.bond(left if way > 0 else left + 1)
        gain = rarity.alone[left] - _CHOICE - np.where(joined, bond, np.float32(0))
        nats[rows] += np.where(hit, np.maximum(gain, np.float32(0)), -MISS)
        matched[rows] = hit
        drift[rows] = np.where(hit, where, drift[rows])
        better = rows[nats[rows] > best[rows]]
        best[better] = nats[better]
        left_tokens[better] = step + 1
        right_tokens[better] = np.maximum(0, step + 1 + way * drift[better])
    return Walk(left_tokens, right_tokens, best)


def _path(runs: Runs, collection: Collection, way: int) -> Path:
    article = collection.owner[runs.left]
    if way > 0:
        left = runs.left + runs.length
        room = collection.offsets[article + 1] - left
    else:
        left = runs.left - 1
        room = runs.left - collection.offsets[article]
    other = collection.owner[runs.right]
    low, high = collection.offsets[other], collection.offsets[other + 1]
    return Path(left, room, runs.right - runs.left, low, high)


def _nearest(
    key: Hashes, left: NDArray[np.int64], path: Path
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether each left token stands near its place on the right, and how far from it."""
    token, base = key[left], left + path.shift
    hit = np.zeros(len(left), np.bool_)
    where = np.zeros(len(left), np.int64)
    for diagonal in _DIAGONALS:
        place = base + diagonal
        fits = ~hit & (place >= path.right_low) & (place < path.right_high)
        fits &= key[np.clip(place, 0, len(key) - 1)] == token
        hit |= fits
        where[fits] = diagonal
    return hit, where
