"""The columns that flow between reading and matching: tokens, and where they may meet.

One `TokenTable` holds a whole batch of articles.  Token numbers are global to
the table; article `i` owns the half-open token range
`offsets[i] : offsets[i + 1]`.  Everything later is sorts and slices of these
arrays: no object per token exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.text.units import words_within

_N = TypeVar("_N", bound=np.generic)

# Where a row of `Candidates` comes from, a bit each.
VERBATIM = 1
EDITED = 2
REWORDED = 4


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
        size: uint8 (T), sixtieths of a word that each token is (`reuse.text.units`); (0) if
            each is a word.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.uint64]
    stem: NDArray[np.int32]
    stems: NDArray[np.uint64]
    boundary: NDArray[np.float32]
    sentences: NDArray[np.int64]
    size: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __len__(self) -> int:
        return len(self.key)

    @property
    def articles(self) -> int:
        """Number of articles, those without a token included."""
        return len(self.offsets) - 1

    @property
    def words(self) -> NDArray[np.int64]:
        """Number of words of each article."""
        return words_within(self.size, self.offsets)

    def chosen(
        self, articles: NDArray[np.int64], *, rest: Callable[[], None] = lambda: None
    ) -> TokenTable:
        """These articles alone, in the order given; stems keep their numbers.

        Args:
            articles: their numbers.
            rest: called after each column, for tables that are larger than the memory.
        """

        def taken(column: NDArray[_N]) -> NDArray[_N]:
            part = column[tokens]
            rest()
            return part

        tokens = self.tokens_of(articles)
        lengths = np.diff(self.offsets)[articles]
        offsets = np.concatenate(([0], np.cumsum(lengths)))
        bounds = np.searchsorted(self.sentences[:-1], self.offsets)
        sentences = slices(bounds[articles], np.diff(bounds)[articles])
        moved = np.repeat(offsets[:-1] - self.offsets[articles], np.diff(bounds)[articles])
        return TokenTable(
            offsets=offsets,
            start=taken(self.start),
            end=taken(self.end),
            key=taken(self.key),
            stem=taken(self.stem),
            stems=self.stems,
            boundary=np.append(taken(self.boundary), np.float32(1)),
            sentences=np.append(self.sentences[sentences] + moved, offsets[-1]),
            size=taken(self.size) if len(self.size) else self.size,
        )

    def tokens_of(self, articles: NDArray[np.int64]) -> NDArray[np.int64]:
        """The token numbers of these articles, one article after the other."""
        return slices(self.offsets[articles], np.diff(self.offsets)[articles])


def slices(begin: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each of `begin` on, as many as its length says, one after the other.

    >>> slices(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    numbers: NDArray[np.int64] = np.repeat(begin, lengths) + within
    return numbers


@dataclass(frozen=True, slots=True)
class Candidates:
    """Regions of article pairs as columns, one row a region.

    Sorted by left, right, left_start, right_start.  Token numbers are global to
    the table that was searched and half open.

    Attributes:
        left, right: int32 article numbers, left < right.
        left_start, left_end, right_start, right_end: int64 token numbers.
        source: uint8 bit set.  1 (VERBATIM): the row is a maximal run of equal
            token keys, exact, never to be dropped silently.  2 (EDITED) and
            4 (REWORDED): about where edited or reworded text may lie.
        notes: what was thinned, in whole sentences with counts.
        nats: uint8 (T, 3), tenths of a nat that each token of the table says in this
            collection: alone, after its predecessor, after both; (0, 3) if the
            collection is too small to tell.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    left_start: NDArray[np.int64]
    left_end: NDArray[np.int64]
    right_start: NDArray[np.int64]
    right_end: NDArray[np.int64]
    source: NDArray[np.uint8]
    notes: tuple[str, ...] = ()
    nats: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 3), np.uint8))

    def __len__(self) -> int:
        return len(self.left)

    @property
    def pairs(self) -> int:
        """Number of article pairs that have a row."""
        change = (self.left[1:] != self.left[:-1]) | (self.right[1:] != self.right[:-1])
        return int(change.sum()) + 1 if len(self) else 0
