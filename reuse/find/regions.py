"""Regions: where two articles may meet, and how neighbouring ones become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.settings import FindSettings


@dataclass(frozen=True, slots=True)
class Regions:
    """Where two articles may meet: parallel arrays, half-open token ranges.

    The left article comes before the right one in the collection; `source` is
    the bit set of `Candidates`.
    """

    left_start: NDArray[np.int64]
    left_end: NDArray[np.int64]
    right_start: NDArray[np.int64]
    right_end: NDArray[np.int64]
    source: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.left_start)

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Regions:
        """The regions that a mask or a list of row numbers names."""
        return Regions(
            self.left_start[which],
            self.left_end[which],
            self.right_start[which],
            self.right_end[which],
            self.source[which],
        )

    @classmethod
    def joined(cls, parts: Sequence[Regions]) -> Regions:
        """All regions of `parts`, one after the other; `parts` is not empty."""
        return cls(
            np.concatenate([p.left_start for p in parts]),
            np.concatenate([p.left_end for p in parts]),
            np.concatenate([p.right_start for p in parts]),
            np.concatenate([p.right_end for p in parts]),
            np.concatenate([p.source for p in parts]),
        )


def merged(regions: Regions, collection: Collection, *, settings: FindSettings) -> Regions:
    """The regions, those of one article pair joined that lie near each other.

    Near: on diagonals at most `diagonal_step` apart, directly or through others,
    and at most `gap_tokens` from each other on both sides.
    """
    if not len(regions):
        return regions
    articles = len(collection.number)
    pair = collection.owner[regions.left_start].astype(np.int64) * articles
    pair += collection.owner[regions.right_start]
    diagonal = regions.right_start - regions.left_start
    order = np.lexsort((diagonal, pair))
    regions, pair, diagonal = regions.chosen(order), pair[order], diagonal[order]
    band = _numbered((np.diff(pair) != 0) | (np.diff(diagonal) > settings.diagonal_step))
    order = np.lexsort((regions.right_start, regions.left_start, band))
    regions, band = regions.chosen(order), band[order]
    first = np.ones(len(regions), np.bool_)
    first[1:] = np.diff(band) != 0
    first |= _gap(regions.left_start, regions.left_end, band) > settings.gap_tokens
    first |= _gap(regions.right_start, regions.right_end, band) > settings.gap_tokens
    return _reduced(regions, np.flatnonzero(first))


def _numbered(changes: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(changes)))


def _gap(
    start: NDArray[np.int64], end: NDArray[np.int64], band: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Tokens between each region and the furthest end before it in its band."""
    # Lifting each band above all former ones keeps the running maximum inside it.
    lift = band * (int(end.max()) + 1)
    furthest = np.maximum.accumulate(end + lift) - lift
    return np.concatenate(([0], start[1:] - furthest[:-1]))


def _reduced(regions: Regions, begin: NDArray[np.int64]) -> Regions:
    return Regions(
        np.minimum.reduceat(regions.left_start, begin),
        np.maximum.reduceat(regions.left_end, begin),
        np.minimum.reduceat(regions.right_start, begin),
        np.maximum.reduceat(regions.right_end, begin),
        np.bitwise_or.reduceat(regions.source, begin),
    )
