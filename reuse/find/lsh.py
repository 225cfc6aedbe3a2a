"""Locality-sensitive hashing: passages whose signatures agree in a whole band.

b bands of r rows: two sets of Jaccard similarity s meet with probability
1 - (1 - s**r)**b, an S-curve whose steepest point is near (1/b)**(1/r) (Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", 3.4).  A band is joined by a
sort of packed keys, not by a table of buckets.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reuse.find.grams import Groups, Hashes, Keys, grouped, verified
from reuse.find.minhash import Signatures
from reuse.scratch import Scratch
from reuse.text.hashing import GOLDEN, mixed


def band_groups(
    keys: Hashes, which: NDArray[np.int64], scratch: Scratch | None = None
) -> Iterator[Groups]:
    """The groups of sets that agree in one band.

    Args:
        keys: the band's key of every set.
        which: ascending numbers of the sets to join.
        scratch: where the keys are sorted.
    """
    sizes = Keys(len(which), int(which[-1]) if len(which) else 0)
    for groups in grouped([(keys[which], which)], sizes, scratch):
        yield verified(groups, keys, 1)


def band_keys(signature: Signatures, band: int, *, bands: int) -> Hashes:
    """Hash of each set's rows of that band."""
    rows = signature.shape[1] // bands
    columns = signature[:, band * rows : (band + 1) * rows]
    value = np.zeros(len(columns), np.uint64)
    for column in columns.T:
        value *= GOLDEN
        value += column
        value = mixed(value)
    return value
