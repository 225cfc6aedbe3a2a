"""The columns in which tokens travel between reading and matching.

One `TokenTable` holds a whole batch of articles.  Token numbers are global to
the table; article `i` owns the half-open token range
`offsets[i] : offsets[i + 1]`.  Everything later is sorts and slices of these
arrays: no object per token exists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Tokens of a batch of articles, T tokens in A articles with S sentences.

    Attributes:
        offsets: int64 (A + 1), first token of each article, then T.
        start, end: int32 (T), half-open code-point span of each token in its
            article's text.
        key: uint64 (T), hash of the token's normal form (case, typography and
            accents folded); equal in every process and on every machine.
        stem: int32 (T), number of the token's stem in `stems`, 0 <= stem < V.
        stems: uint64 (V), hash of each distinct stem, ascending.
        boundary: float32 (T + 1), strength of the gap before each token: 1 at a
            sentence start or text end, 0.5 at another newline or after one of
            `.!?;:|`, else 0; the last entry is 1.
        sentences: int64 (S + 1), first token of each sentence, then T; the first
            token of every non-empty article starts a sentence.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.uint64]
    stem: NDArray[np.int32]
    stems: NDArray[np.uint64]
    boundary: NDArray[np.float32]
    sentences: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.key)

    @property
    def articles(self) -> int:
        """Number of articles, those without a token included."""
        return len(self.offsets) - 1

    def owner(self, tokens: NDArray[np.int64]) -> NDArray[np.int64]:
        """Article number of each token number."""
        return np.searchsorted(self.offsets, tokens, side="right") - 1
