"""Token tables made straight from words, for tests that need no text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reuse.text.columns import TokenTable

_MULTIPLIER = 0x9E3779B97F4A7C15


def key_of(word: int) -> int:
    """A 64-bit hash of a word number, never 0."""
    value = (word + 1) * _MULTIPLIER % 2**64
    return (value ^ (value >> 29)) * 0xBF58476D1CE4E5B9 % 2**64


def table_of(articles: Sequence[Sequence[int]], sentence: int = 12) -> TokenTable:
    """A table whose articles are sequences of word numbers, cut into sentences of `sentence`."""
    words = [word for article in articles for word in article]
    offsets = np.cumsum([0, *(len(article) for article in articles)]).astype(np.int64)
    count = len(words)
    key = np.array([key_of(word) for word in words], np.uint64)
    stems, stem = np.unique(key, return_inverse=True)
    starts = [
        start
        for low, high in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
        for start in range(low, high, sentence)
    ]
    return TokenTable(
        offsets=offsets,
        start=np.arange(count, dtype=np.int32) * 2,
        end=np.arange(count, dtype=np.int32) * 2 + 1,
        key=key,
        stem=stem.astype(np.int32),
        stems=stems,
        boundary=np.ones(count + 1, np.float32),
        sentences=np.array([*starts, count], np.int64),
    )
