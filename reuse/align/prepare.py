"""What the aligner needs of each article, made once however many pairs it takes part in.

All articles are prepared together by three sorts over the token table; one
article's part is then a set of slices.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.types import Columns
from reuse.text.columns import TokenTable
from reuse.text.hashing import hash_words
from reuse.text.stems import stemmer

# Share of sentences that hold an English function word, roughly; it stands in for what two
# short texts cannot tell about their words (see weights.py).
_FUNCTION_WORD_SHARE = 0.3
_FUNCTION_WORDS = (
    "a about after all also an and any are as at be because been before being but by can could "
    "did do does down for from had has have he her here him his how i if in into is it its just "
    "more most my no not now of off on one only or other our out over said say says she should "
    "so some such than that the their them then there these they this those through to two under "
    "up was we were what when where which while who will with would you your"
)


def prepare(table: TokenTable, nats: NDArray[np.uint8] | None = None) -> Columns:
    """The columns of every article of the table, ready for pairing.

    Args:
        nats: what each token says in the collection, as in `Candidates`; None if unknown.
    """
    count = len(table)
    article = np.repeat(np.arange(table.articles), np.diff(table.offsets))
    packed = article.astype(np.int64) << 32 | table.stem
    position = np.argsort(packed, kind="stable")
    opens = np.diff(packed[position], prepend=-1) != 0
    at = np.append(np.flatnonzero(opens), count)
    number = np.cumsum(opens) - 1
    term = np.empty(count, dtype=np.int32)
    term[position] = number
    term_article = packed[position][at[:-1]] >> 32
    sentence = np.repeat(np.arange(len(table.sentences) - 1), np.diff(table.sentences))[position]
    begins = opens | (np.diff(sentence, prepend=-1) != 0)
    cells = np.flatnonzero(begins)
    cell_count = np.diff(np.append(cells, count)).astype(np.int32)
    cell_sentence, cell_term = sentence[cells], number[cells]
    rows = np.argsort(cell_sentence, kind="stable")
    stem = table.stem[position][at[:-1]]
    gram, gram_at, gram_offsets = _grams(table)
    return Columns(
        tokens=table.offsets.astype(np.int64),
        start=table.start,
        end=table.end,
        key=table.key,
        boundary=table.boundary,
        nats=np.zeros((0, 3), np.uint8) if nats is None else nats,
        term=term,
        position=position,
        first=table.sentences,
        row=np.searchsorted(cell_sentence[rows], np.arange(len(table.sentences))),
        row_term=cell_term[rows].astype(np.int32),
        row_count=cell_count[rows],
        terms=np.searchsorted(term_article, np.arange(table.articles + 1)),
        stem=stem,
        common=np.where(_is_function_word(table)[stem], _FUNCTION_WORD_SHARE, 0.0),
        at=at,
        post=np.searchsorted(cell_term, np.arange(len(at))),
        post_sentence=cell_sentence,
        post_count=cell_count,
        sentences=np.searchsorted(table.sentences, table.offsets),
        grams=gram_offsets,
        gram=gram,
        gram_at=gram_at,
    )


def _grams(
    table: TokenTable,
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Hashes of three consecutive stems by article, ascending, and where each begins."""
    stems = table.stems[table.stem]
    sizes = np.maximum(np.diff(table.offsets) - 2, 0)
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], sizes)
    at = np.repeat(table.offsets[:-1], sizes) + within
    first, second, third = (stems[at + i] for i in range(3))
    gram = (first * np.uint64(0x9E3779B97F4A7C15) ^ second) * np.uint64(0xC2B2AE3D27D4EB4F) ^ third
    gram *= np.uint64(0xD6E8FEB86659FD93)
    order = np.lexsort((at, gram, np.repeat(np.arange(table.articles), sizes)))
    return gram[order], at[order], offsets


@cache
def _function_stems() -> NDArray[np.uint64]:
    return np.sort(hash_words(stemmer("en")(_FUNCTION_WORDS.split())))


def _is_function_word(table: TokenTable) -> NDArray[np.bool_]:
    return np.isin(table.stems, _function_stems())
