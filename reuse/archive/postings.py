"""Postings as sorted 64-bit numbers in chunks: which articles have which fingerprint.

A posting is a hash's high bits with the number of an article in its low bits, so that a
chunk of ascending postings is searched and merged as plain numbers.  Two hashes may share
the high bits once in some thousand questions; whoever asks compares the words afterwards.
The last number of a chunk is the sum of the others, which tells a damaged one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage
from reuse.find.grams import Hashes

Postings = NDArray[np.uint64]

ARTICLE_BITS = 26
MOST_ARTICLES = 1 << ARTICLE_BITS
# With their sums and the rows' own bytes four chunks fill a page of 8 KB.
CHUNK = 253

_SHIFT = np.uint64(ARTICLE_BITS)
_NUMBER = np.uint64(MOST_ARTICLES - 1)


def posted(hashes: Hashes, articles: NDArray[np.int64]) -> Postings:
    """The distinct postings of hashes and their articles' numbers, ascending."""
    packed = (hashes >> _SHIFT << _SHIFT) | articles.astype(np.uint64)
    packed.sort()
    distinct = np.ones(len(packed), np.bool_)
    np.not_equal(packed[1:], packed[:-1], out=distinct[1:])
    return packed[distinct]


def lowest(hashes: Hashes) -> Postings:
    """The least posting that each hash may have; the greatest is `highest`."""
    return hashes >> _SHIFT << _SHIFT


def highest(hashes: Hashes) -> Postings:
    """The greatest posting that each hash may have."""
    return hashes | _NUMBER


def article_numbers(postings: Postings) -> NDArray[np.int64]:
    """The article of each posting."""
    return (postings & _NUMBER).astype(np.int64)


def sealed(postings: Postings) -> bytes:
    """A chunk as it is stored: the postings and their sum."""
    total = np.add.reduce(postings, dtype=np.uint64)
    return bytes(np.append(postings, total).astype("<u8").tobytes())


def opened(chunk: bytes) -> Postings:
    """The postings of a stored chunk.

    Raises:
        Damage: it is damaged.
    """
    if not isinstance(chunk, bytes) or len(chunk) < 8 or len(chunk) % 8:
        raise Damage("a chunk of postings is cut")
    numbers = np.frombuffer(chunk, "<u8").astype(np.uint64, copy=False)
    if np.add.reduce(numbers[:-1], dtype=np.uint64) != numbers[-1]:
        raise Damage("a chunk of postings does not add up")
    return numbers[:-1]


def chunks(parts: Iterable[Postings]) -> Iterator[Postings]:
    """Ascending postings, given in parts, in chunks of `CHUNK`; the last may be shorter."""
    rest = np.zeros(0, np.uint64)
    for part in parts:
        rest = np.concatenate((rest, part)) if len(rest) else part
        full = len(rest) // CHUNK * CHUNK
        for begin in range(0, full, CHUNK):
            yield rest[begin : begin + CHUNK]
        rest = rest[full:]
    if len(rest):
        yield rest


def merged(streams: Iterable[Iterator[Postings]]) -> Iterator[Postings]:
    """The postings of streams of ascending chunks, ascending, in parts of bounded size.

    Invariant: whatever a stream has not given yet is above the last posting that it gave, so
    all that is up to the least of those last ones may be given on.
    """
    heads = [(first, stream) for stream in streams if (first := next(stream, None)) is not None]
    while heads:
        bound = min(head[-1] for head, _ in heads)
        cuts = [int(np.searchsorted(head, bound, side="right")) for head, _ in heads]
        part = np.concatenate([head[:cut] for (head, _), cut in zip(heads, cuts, strict=True)])
        part.sort()
        yield part
        left = zip(heads, cuts, strict=True)
        heads = [
            (rest, stream)
            for (head, stream), cut in left
            if (rest := head[cut:] if cut < len(head) else next(stream, None)) is not None
        ]
