"""How often a collection says each stem."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection

# Larger blocks than elsewhere: every block counts all stems.
BLOCK_TOKENS = 1 << 20


def stem_counts(collection: Collection) -> NDArray[np.int64]:
    """Occurrences of each stem, int64 (V)."""
    counts = np.zeros(len(collection.stems), np.int64)
    for block in collection.blocks(BLOCK_TOKENS):
        counts += np.bincount(collection.stem[block.tokens], minlength=len(counts))
    return counts
