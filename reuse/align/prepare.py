"""What the aligner needs of each article, made once however many pairs it takes part in.

All articles are prepared together by three sorts over the token table; one
article's part is then a set of slices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.types import Grams, Sentences, Side
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """The sides of all articles of a table, as columns over the whole table.

    Attributes:
        table: the tokens.
        term: int32 (T), number of each token's term among all terms; a term is a
            distinct (article, stem).
        term_offsets: int64 (A + 1), first term of each article.
        nats: as in `Candidates`.
        ...: the columns of `Side`, their numbers still global.
    """

    table: TokenTable
    nats: NDArray[np.uint8]
    sentence_offsets: NDArray[np.int64]
    term_offsets: NDArray[np.int64]
    term: NDArray[np.int32]
    stem: NDArray[np.int32]
    common: NDArray[np.float64]
    at: NDArray[np.int64]
    position: NDArray[np.int64]
    row: NDArray[np.int64]
    row_term: NDArray[np.int32]
    row_count: NDArray[np.int32]
    post: NDArray[np.int64]
    post_sentence: NDArray[np.int64]
    post_count: NDArray[np.int32]
    gram_offsets: NDArray[np.int64]
    gram: NDArray[np.uint64]
    gram_at: NDArray[np.int64]

    def side(self, article: int) -> Side:
        """One article's columns, its numbers counted from 0."""
        table = self.table
        t0, t1 = table.offsets[article], table.offsets[article + 1]
        s0, s1 = self.sentence_offsets[article], self.sentence_offsets[article + 1]
        v0, v1 = self.term_offsets[article], self.term_offsets[article + 1]
        r0, r1 = self.row[s0], self.row[s1]
        p0, p1 = self.post[v0], self.post[v1]
        g0, g1 = self.gram_offsets[article], self.gram_offsets[article + 1]
        boundary = table.boundary[t0 : t1 + 1].copy()
        boundary[-1] = 1
        return Side(
            start=table.start[t0:t1],
            end=table.end[t0:t1],
            key=table.key[t0:t1],
            term=self.term[t0:t1] - np.int32(v0),
            boundary=boundary,
            nats=self.nats[:, t0:t1],
            stem=self.stem[v0:v1],
            common=self.common[v0:v1],
            at=self.at[v0 : v1 + 1] - t0,
            position=(self.position[t0:t1] - t0).astype(np.int32),
            sentences=Sentences(
                first=table.sentences[s0 : s1 + 1] - t0,
                row=self.row[s0 : s1 + 1] - r0,
                row_term=self.row_term[r0:r1] - np.int32(v0),
                row_count=self.row_count[r0:r1],
                post=self.post[v0 : v1 + 1] - p0,
                post_sentence=(self.post_sentence[p0:p1] - s0).astype(np.int32),
                post_count=self.post_count[p0:p1],
            ),
            grams=Grams(self.gram[g0:g1], (self.gram_at[g0:g1] - t0).astype(np.int32)),
        )


def prepare(table: TokenTable, nats: NDArray[np.uint8]) -> Prepared:
    """The columns of every article of the table, ready for pairing."""
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
    return Prepared(
        table=table,
        nats=nats,
        sentence_offsets=np.searchsorted(table.sentences, table.offsets),
        term_offsets=np.searchsorted(term_article, np.arange(table.articles + 1)),
        term=term,
        stem=stem,
        common=np.where(_is_function_word(table)[stem], _FUNCTION_WORD_SHARE, 0.0),
        at=at,
        position=position,
        row=np.searchsorted(cell_sentence[rows], np.arange(len(table.sentences))),
        row_term=cell_term[rows].astype(np.int32),
        row_count=cell_count[rows],
        post=np.searchsorted(cell_term, np.arange(len(at))),
        post_sentence=cell_sentence,
        post_count=cell_count,
        gram_offsets=gram_offsets,
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
