"""The tokens to search, in an order that depends on their content alone.

Chains of large groups link neighbours, so the order of the articles decides
which of many equal links is drawn.  Here articles are sorted by a hash of their
tokens: the same articles under other numbers give the same regions (articles
with equal tokens may stand in for each other).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.scratch import Memory, Scratch, joined
from reuse.text.columns import TokenTable, slices
from reuse.text.hashing import GOLDEN, mixed

# The columns of a block stay in the cache of a processor.
BLOCK_TOKENS = 1 << 17

_N = TypeVar("_N", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Collection:
    """T tokens in A articles with S sentences, articles in order of content.

    Attributes:
        offsets: int64 (A + 1), first token of each article, then T.
        number: int32 (A), the number of each article in the table it came from.
        shift: int64 (A), table's token number minus the one here, by article.
        owner: int32 (T), article (in this order) of each token.
        key, stem: as in `TokenTable`.
        stems: uint64 (V), hash of each stem.
        sentences: int64 (S + 1), first token of each sentence, then T.
    """

    offsets: NDArray[np.int64]
    number: NDArray[np.int32]
    shift: NDArray[np.int64]
    owner: NDArray[np.int32]
    key: NDArray[np.uint64]
    stem: NDArray[np.int32]
    stems: NDArray[np.uint64]
    sentences: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.key)

    def blocks(self, tokens: int = 0) -> Iterator[Block]:
        """All articles in blocks of about so many tokens (`BLOCK_TOKENS`), one article at least."""
        for first, last in article_blocks(self.offsets, tokens or BLOCK_TOKENS):
            yield Block(self, first, last)


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive articles, from number `first` up to `last`, of a collection."""

    whole: Collection
    first: int
    last: int

    @property
    def tokens(self) -> slice:
        """The tokens of the block."""
        return slice(int(self.whole.offsets[self.first]), int(self.whole.offsets[self.last]))

    @property
    def sentences(self) -> slice:
        """The sentences of the block."""
        low, high = np.searchsorted(
            self.whole.sentences[:-1], (self.tokens.start, self.tokens.stop)
        ).tolist()
        return slice(low, high)

    def offsets(self) -> NDArray[np.int64]:
        """First token of each article, then the number of tokens, counted from the block's."""
        counted: NDArray[np.int64] = (
            self.whole.offsets[self.first : self.last + 1] - self.tokens.start
        )
        return counted

    def articles(self) -> Collection:
        """The block as a collection; tokens, articles and sentences are counted from its own."""
        whole, tokens, sentences = self.whole, self.tokens, self.sentences
        starts = whole.sentences[sentences] - tokens.start
        return Collection(
            offsets=self.offsets(),
            number=whole.number[self.first : self.last],
            shift=whole.shift[self.first : self.last] + tokens.start,
            owner=whole.owner[tokens] - np.int32(self.first),
            key=whole.key[tokens],
            stem=whole.stem[tokens],
            stems=whole.stems,
            sentences=np.append(starts, tokens.stop - tokens.start),
        )


def article_blocks(offsets: NDArray[np.int64], tokens: int) -> Iterator[tuple[int, int]]:
    """Ranges of articles that hold about so many tokens, one article at least."""
    first, articles = 0, len(offsets) - 1
    while first < articles:
        last = int(np.searchsorted(offsets, offsets[first] + tokens, side="right")) - 1
        last = min(max(last, first + 1), articles)
        yield first, last
        first = last


def collection(table: TokenTable, scratch: Scratch | None = None) -> Collection:
    """The articles of `table` sorted by their tokens."""
    scratch = scratch or Memory()
    lengths = np.diff(table.offsets)
    order = np.lexsort((lengths, content_hashes(table)))
    offsets = np.concatenate(([0], np.cumsum(lengths[order])))
    shift = table.offsets[order] - offsets[:-1]
    blocks = list(article_blocks(offsets, BLOCK_TOKENS))

    def owners(first: int, last: int) -> NDArray[np.int32]:
        return np.repeat(np.arange(first, last, dtype=np.int32), np.diff(offsets[first : last + 1]))

    def taken(column: NDArray[_N], block: tuple[int, int]) -> NDArray[_N]:
        return column[table.tokens_of(order[slice(*block)])]

    key = joined(scratch, map(partial(taken, table.key), blocks), np.uint64)
    scratch.rest()
    stem = joined(scratch, map(partial(taken, table.stem), blocks), np.int32)
    scratch.rest()
    return Collection(
        offsets=offsets,
        number=order.astype(np.int32),
        shift=shift,
        owner=joined(scratch, (owners(*block) for block in blocks), np.int32),
        key=key,
        stem=stem,
        stems=table.stems,
        sentences=_sentences(table, order, shift),
    )


def _sentences(
    table: TokenTable, order: NDArray[np.int64], shift: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The first token of each sentence, the articles in that order, then the token count."""
    bounds = np.searchsorted(table.sentences[:-1], table.offsets)
    counts = np.diff(bounds)[order]
    which = slices(bounds[:-1][order], counts)
    return np.append(table.sentences[which] - np.repeat(shift, counts), len(table))


def content_hashes(table: TokenTable) -> NDArray[np.uint64]:
    """Hash of each article's tokens and their order, 0 for an article without tokens."""
    content = np.zeros(table.articles, np.uint64)
    for first, last in article_blocks(table.offsets, BLOCK_TOKENS):
        offsets = table.offsets[first : last + 1]
        lengths = np.diff(offsets)
        full = np.flatnonzero(lengths > 0)
        if not len(full):
            continue
        place = np.arange(offsets[0], offsets[-1], dtype=np.uint64)
        place -= np.repeat(offsets[full], lengths[full]).astype(np.uint64)
        place *= GOLDEN
        place += table.key[offsets[0] : offsets[-1]]
        hashes = mixed(place)
        content[first + full] = np.add.reduceat(hashes, offsets[full] - offsets[0])
    return content
