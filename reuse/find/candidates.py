"""From regions in the collection's own order to rows in the table's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reuse.text.columns import Candidates

if TYPE_CHECKING:
    from reuse.find.collection import Collection
    from reuse.find.regions import Regions


def candidates(
    regions: Regions, collection: Collection, *, notes: tuple[str, ...] = ()
) -> Candidates:
    """The regions in the table's own numbers, the lower article left, sorted.

    A region that several sources found, token for token, is one row.
    """
    ours, theirs = collection.owner[regions.left_start], collection.owner[regions.right_start]
    swap = collection.number[ours] > collection.number[theirs]
    left = np.where(swap, theirs, ours)
    right = np.where(swap, ours, theirs)
    low = [regions.left_start, regions.left_end]
    high = [regions.right_start, regions.right_end]
    columns = [
        collection.number[left].astype(np.int64),
        collection.number[right].astype(np.int64),
        *(np.where(swap, h, w) + collection.shift[left] for w, h in zip(low, high, strict=True)),
        *(np.where(swap, w, h) + collection.shift[right] for w, h in zip(low, high, strict=True)),
    ]
    order = np.lexsort([columns[c] for c in (5, 3, 4, 2, 1, 0)])
    return _united([column[order] for column in columns], regions.source[order], notes)


def _united(
    columns: list[NDArray[np.int64]], source: NDArray[np.uint8], notes: tuple[str, ...]
) -> Candidates:
    fresh = np.zeros(len(source), np.bool_)
    fresh[:1] = True
    for column in columns:
        fresh[1:] |= column[1:] != column[:-1]
    begin = np.flatnonzero(fresh)
    bits = np.bitwise_or.reduceat(source, begin) if len(begin) else source
    left, right, left_start, left_end, right_start, right_end = (c[begin] for c in columns)
    return Candidates(
        left.astype(np.int32),
        right.astype(np.int32),
        left_start,
        left_end,
        right_start,
        right_end,
        bits,
        notes,
    )
