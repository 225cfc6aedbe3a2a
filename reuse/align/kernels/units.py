"""Lengths in words, where a token may be a part of one (reuse.text.units).

`extent` says how many sixtieths of a word stand before each token, int64 (n + 1), or is (0) if
each token is a word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import inlined, kernel, leaf
from .types import Parameters

WORD = 60
CHARACTERS_PER_WORD = 6  # of English, the blank after it included


@inlined
def parts_in(extent: NDArray[np.int64], begin: int, end: int) -> int:
    """Sixtieths of a word of the tokens `begin:end`."""
    parts = WORD * (end - begin)
    if len(extent) > 0:
        parts = extent[end] - extent[begin]
    return parts


@leaf
def words_in(extent: NDArray[np.int64], begin: int, end: int) -> float:
    """Words of the tokens `begin:end`."""
    return float(parts_in(extent, begin, end) / WORD)


@leaf
def tokens_per_word(extent: NDArray[np.int64]) -> float:
    """Of a whole article; 1 where it has none."""
    tokens = len(extent) - 1
    return float(tokens / words_in(extent, 0, tokens)) if tokens > 0 else 1.0


@leaf
def characters_in(extent: NDArray[np.int64], begin: int, end: int, written: int) -> int:
    """Code points of tokens, `written` in all, each character that is no word at its worth."""
    parts, count = 0, 0
    if len(extent) == 0:
        return written
    for n in range(begin, end):
        size = extent[n + 1] - extent[n]
        if size < WORD:
            parts += size
            count += 1
    return int(written - count + CHARACTERS_PER_WORD * parts // WORD)


@kernel
def paced(p: Parameters, pace: float) -> Parameters:
    """The parameters with their gaps, in tokens, as long as they are in words; `pace` tokens."""
    return Parameters(
        p.seed_cosine,
        p.seed_dice,
        p.gap_sentences,
        p.cluster_cosine,
        int(pace * p.gap_tokens),
        p.rare_stems,
        p.least_weight,
        p.boundary_bonus,
        p.verbatim_evidence,
        p.certain_evidence,
        p.verbatim_characters,
        p.paraphrase_rare_stems,
        p.paraphrase_score,
        p.paraphrase_characters,
        p.paraphrase_odds,
        p.collection_odds,
        p.prose_odds,
        int(pace * p.merge_gap_tokens),
        p.overlap_share,
        p.summary,
        p.summary_score,
        p.summary_tokens,
        p.summary_ratio,
        p.summary_rare_stems,
        p.summary_odds,
    )
