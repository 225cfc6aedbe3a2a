"""How far two articles go on alike beyond an equal run: a gapped X-drop walk.

As in BLAST (Altschul et al. 1997): up to `REACH` tokens, within `DRIFT` diagonals; a match
gains its weight less ln 7, the price of choosing among the seven diagonals, and less what
its neighbour already told about it; a miss costs `MISS`; the walk ends `DROP` below its best.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import MANY_WORDS, worth
from reuse.find.collection import Collection
from reuse.find.rarity import Nats, Rarity
from reuse.find.runs import Runs

REACH = 20
DRIFT = 3
MISS = 2.5
DROP = 12.0
_CHOICE = log(2 * DRIFT + 1)
_DIAGONALS = (0, 1, -1, 2, -2, 3, -3)

Positions = NDArray[np.int64]


class Walk(NamedTuple):
    """How far an extension went on each side, in tokens, and what it gained."""

    left: Positions
    right: Positions
    nats: NDArray[np.float64]


class _Path(NamedTuple):
    """Where each walk starts on the left, its room there, and where the right may be.

    `shift` leads from a left token to the right one on the run's diagonal.
    """

    left: Positions
    room: Positions
    shift: Positions
    right_low: Positions
    right_high: Positions


class _Words(NamedTuple):
    """The tokens' keys, and the weights of those from number `first` on."""

    key: NDArray[np.uint64]
    alone: Nats
    after_one: Nats
    first: int


def walked(runs: Runs, rarity: Rarity, *, collection: Collection, way: int) -> Walk:
    """How far each run goes on: after it if `way` is 1, before it if -1."""
    count = len(runs)
    found = Walk(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count))
    words = _Words(collection.key, rarity.alone, rarity.after_one, rarity.first)
    walk = worth(_walk, len(collection), least=MANY_WORDS)
    walk(words, _path(runs, collection, way), way, found)
    return found


def _path(runs: Runs, collection: Collection, way: int) -> _Path:
    article = collection.owner[runs.left]
    if way > 0:
        left = runs.left + runs.length
        room = collection.offsets[article + 1] - left
    else:
        left = runs.left - 1
        room = runs.left - collection.offsets[article]
    other = collection.owner[runs.right]
    low, high = collection.offsets[other], collection.offsets[other + 1]
    return _Path(left, room, runs.right - runs.left, low, high)


def _walk(words: _Words, path: _Path, way: int, found: Walk) -> None:
    """Fill `found`.  Weights are widened by hand, which makes the same sums when compiled.

    Invariant: after `step`, `best` is the greatest sum over the first 0 to `step`
    tokens, and `drift` the diagonal of the last match, relative to the run's.
    """
    key, first = words.key, words.first
    for row in range(len(path.left)):
        low, high = path.right_low[row], path.right_high[row]
        nats = best = 0.0
        drift, matched = 0, False
        for step in range(min(REACH, path.room[row])):
            if nats <= best - DROP:
                break
            at = path.left[row] + way * step
            token, base = key[at], at + path.shift[row]
            hit, where = False, 0
            for diagonal in _DIAGONALS:
                place = base + diagonal
                if low <= place < high and key[place] == token:
                    hit, where = True, diagonal
                    break
            if hit:
                gain = np.float64(words.alone[at - first]) - _CHOICE
                if matched and where == drift:
                    bond = at - first if way > 0 else at - first + 1
                    known = np.float64(words.alone[bond]) - np.float64(words.after_one[bond])
                    gain -= max(known, 0.0)
                nats += max(gain, 0.0)
                drift = where
            else:
                nats -= MISS
            matched = hit
            if nats > best:
                best = nats
                found.left[row] = step + 1
                found.right[row] = max(0, step + 1 + way * drift)
        found.nats[row] = best
