"""The tokens to search, in an order that depends on their content alone.

Chains of large groups link neighbours, so the order of the articles decides
which of many equal links is drawn.  Here articles are sorted by a hash of their
tokens: the same articles under other numbers give the same regions (articles
with equal tokens may stand in for each other).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.text.columns import TokenTable
from reuse.text.hashing import GOLDEN, mixed


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


def collection(table: TokenTable) -> Collection:
    """The articles of `table` sorted by their tokens."""
    lengths = np.diff(table.offsets)
    order = np.lexsort((lengths, content_hashes(table)))
    offsets = np.concatenate(([0], np.cumsum(lengths[order])))
    shift = table.offsets[order] - offsets[:-1]
    owner = np.repeat(np.arange(len(order), dtype=np.int32), lengths[order])
    source = np.arange(len(table)) + shift[owner]
    starts_sentence = np.zeros(len(table), np.bool_)
    starts_sentence[table.sentences[:-1]] = True
    return Collection(
        offsets=offsets,
        number=order.astype(np.int32),
        shift=shift,
        owner=owner,
        key=table.key[source],
        stem=table.stem[source],
        stems=table.stems,
        sentences=np.append(np.flatnonzero(starts_sentence[source]), len(table)),
    )


def content_hashes(table: TokenTable) -> NDArray[np.uint64]:
    """Hash of each article's tokens and their order, 0 for an article without tokens."""
    full = np.flatnonzero(np.diff(table.offsets) > 0)
    place = np.arange(len(table), dtype=np.uint64)
    place -= np.repeat(table.offsets[full], np.diff(table.offsets)[full]).astype(np.uint64)
    content = np.zeros(table.articles, np.uint64)
    if len(full):
        content[full] = np.add.reduceat(mixed(table.key + place * GOLDEN), table.offsets[full])
    return content
