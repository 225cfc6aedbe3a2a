"""Regions on the way to where they are aligned: the chunk of one article of the pair.

Half of the pairs are aligned with the left article and half with the right one: else the
last chunks of the order would have all the work.
"""

from __future__ import annotations

import numpy as np

from reuse.engine.spark.rows import (
    CHUNK_BITS,
    REGIONS,
    WANTED,
    Inbox,
    Rows,
    article_of,
)
from reuse.find.regions import Regions


def send_regions(rows: Rows, regions: Regions) -> None:
    """Regions in positions of the collection; the guest of each pair is asked for as well."""
    left, right = article_of(regions.left_start), article_of(regions.right_start)
    even = (left + right) & 1 == 0
    host, guest = np.where(even, right, left), np.where(even, left, right)
    lengths = np.column_stack(
        (regions.left_end - regions.left_start, regions.right_end - regions.right_start)
    )
    to = host >> CHUNK_BITS
    rows.split(to, REGIONS, regions.left_start, regions.right_start, lengths, regions.source)
    for chunk in np.unique(to).tolist():
        wanted = np.unique(guest[to == chunk])
        rows.split(wanted >> CHUNK_BITS, WANTED, wanted, number=chunk)


def received(inbox: Inbox) -> Regions:
    """The regions of these rows."""
    rows = inbox.of(REGIONS)
    left, right = rows.joined("a", np.int64), rows.joined("b", np.int64)
    lengths = rows.joined("c", np.int64).reshape(-1, 2)
    return Regions(
        left, left + lengths[:, 0], right, right + lengths[:, 1], rows.joined("d", np.uint8)
    )
