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

from reuse.find.grams import Groups, Hashes, grouped, verified
from reuse.find.minhash import Signatures
from reuse.text.hashing import GOLDEN, mixed


def band_groups(
    signature: Signatures, which: NDArray[np.int64], *, bands: int, batch: int
) -> Iterator[Groups]:
    """For each band the groups of sets that agree in it.

    Args:
        signature: shape (sets, permutations); the first `bands * r` columns count,
            r as large as fits.
        which: ascending numbers of the sets to join.
        bands: number of bands.
        batch: about how many keys to sort at once.
    """
    keys = np.zeros(len(signature), np.uint64)
    for band in range(bands):
        keys[which] = band_keys(signature[which], band, bands=bands)
        for groups in grouped(keys[which], which, batch=batch):
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
