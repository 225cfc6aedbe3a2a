"""What the aligner needs of each article, made once however many pairs it takes part in.

Many articles are prepared together by three sorts over their tokens; one article's
part is then a set of slices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.types import Columns
from reuse.text.columns import TokenTable
from reuse.text.function_words import function_stems
from reuse.text.ordering import changes, rough_order
from reuse.text.units import extents

BLOCK_TOKENS = 1 << 15
_STEM_BITS = 31

# Share of sentences that hold an English function word, roughly; it stands in for what two
# short texts cannot tell about their words (see weights.py).
_FUNCTION_WORD_SHARE = 0.3


def prepare(
    table: TokenTable,
    nats: NDArray[np.uint8] | None = None,
    *,
    names: NDArray[np.bool_] | None = None,
) -> Columns:
    """The columns of every article of the table, ready for pairing.

    Args:
        nats: what each token says in the collection, as in `Candidates`; None if unknown.
        names: which tokens are written as names or numbers; None if unknown.
    """
    parts = _joined(_parts(table))
    sizes = table.offsets[1:] - table.offsets[:-1]
    return Columns(
        tokens=table.offsets.astype(np.int64),
        start=table.start,
        end=table.end,
        key=table.key,
        boundary=table.boundary,
        nats=np.zeros((0, 3), np.uint8) if nats is None else nats,
        name=np.zeros(0, np.bool_) if names is None else names,
        term=parts.term,
        first=table.sentences,
        row=_slices(parts.rows),
        row_term=parts.row_term,
        row_count=parts.row_count,
        terms=_slices(parts.terms),
        stem=parts.stem,
        common=_common(table).take(parts.stem),
        post=np.append(parts.post, len(parts.post_sentence)),
        post_sentence=parts.post_sentence,
        post_count=parts.post_count,
        sentences=np.searchsorted(table.sentences, table.offsets),
        grams=_slices(np.maximum(sizes - 2, 0)),
        gram=parts.gram,
        gram_at=parts.gram_at,
        extent=extents(table.size) if len(table.size) else np.zeros(0, np.int64),
    )


class _Part(NamedTuple):
    """Columns of some consecutive articles, named as in `Columns`.

    `rows` and `terms` are counts: of the terms of each sentence, and of each article.
    """

    term: NDArray[np.int32]
    rows: NDArray[np.int64]
    row_term: NDArray[np.int32]
    row_count: NDArray[np.int32]
    terms: NDArray[np.int64]
    stem: NDArray[np.int32]
    post: NDArray[np.int64]
    post_sentence: NDArray[np.int32]
    post_count: NDArray[np.int32]
    gram: NDArray[np.uint64]
    gram_at: NDArray[np.int32]


def _parts(table: TokenTable) -> Iterator[_Part]:
    """The articles in blocks whose columns stay in the cache of a processor."""
    first = cells = 0
    while first < max(table.articles, 1):
        most = table.offsets[first] + BLOCK_TOKENS
        last = int(np.searchsorted(table.offsets, most, side="right")) - 1
        last = min(max(last, first + 1), first + BLOCK_TOKENS, table.articles)
        part = _part(table, slice(first, last + 1), cells)
        cells += len(part.row_term)
        yield part
        first = max(last, first + 1)


def _joined(parts: Iterator[_Part]) -> _Part:
    columns = [list(column) for column in zip(*parts, strict=True)]
    joined: list[NDArray[Any]] = []
    while columns:  # at most one column is there twice
        joined.append(np.concatenate(columns.pop()))
    return _Part(*reversed(joined))


def _part(table: TokenTable, articles: slice, cells: int) -> _Part:
    """The columns of articles, their offsets given as a slice, after so many cells.

    A cell is a term in a sentence.
    """
    offsets = table.offsets[articles]
    begin, end = int(offsets[0]), int(offsets[-1])
    stem, sizes = table.stem[begin:end], offsets[1:] - offsets[:-1]
    article = np.repeat(np.arange(len(sizes)), sizes)
    by_term, position = _sorted(article << _STEM_BITS | stem)
    opens = changes(by_term)
    heads = by_term.compress(opens)
    terms = np.bincount(heads >> _STEM_BITS, minlength=len(sizes))
    number: NDArray[np.int64] = np.cumsum(opens) - np.repeat(_slices(terms)[:-1] + 1, sizes)
    term = np.empty(end - begin, dtype=np.int32)
    term[position] = number
    low, high = np.searchsorted(table.sentences[:-1], (begin, end)).tolist()
    lengths = _lengths(table.sentences[low:high], end)
    sentence = np.repeat(np.arange(high - low), lengths).take(position)
    filled = (opens | changes(sentence)).nonzero()[0]
    of_cell = sentence.take(filled)
    counts = _lengths(filled, end - begin).astype(np.int32)
    _, rows = _sorted(of_cell)
    first = np.searchsorted(table.sentences[low:high], offsets[:-1])
    gram, gram_at = _grams(table.stems.take(stem), article)
    return _Part(
        term=term,
        rows=np.bincount(of_cell, minlength=high - low),
        row_term=number.take(filled.take(rows)).astype(np.int32),
        row_count=counts.take(rows),
        terms=terms,
        stem=(heads & (1 << _STEM_BITS) - 1).astype(np.int32),
        post=opens.take(filled).nonzero()[0] + cells,
        post_sentence=(of_cell - first.take(article.take(filled))).astype(np.int32),
        post_count=counts,
        gram=gram,
        gram_at=(gram_at - (offsets - begin).take(article.take(gram_at))).astype(np.int32),
    )


def _sorted(values: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values of a block ascending, and their order, which is stable.

    Both are sorted as one number of at most 62 bits: there are 2**15 tokens and as many
    articles and sentences, or one article, whose number is 0, of 2**31 tokens.
    """
    bits = max(len(values) - 1, 0).bit_length()
    packed = values << bits
    packed |= np.arange(len(values))
    packed.sort()
    return packed >> bits, packed & (1 << bits) - 1


def _lengths(starts: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    edges = np.append(starts, end)
    lengths: NDArray[np.int64] = edges[1:] - edges[:-1]
    return lengths


def _slices(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each slice begins, and where the last one ends."""
    edges = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=edges[1:])
    return edges


def _grams(
    stems: NDArray[np.uint64], article: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes of three consecutive stems by article, ascending, and where each begins."""
    gram = stems[:-2] * np.uint64(0x9E3779B97F4A7C15)
    gram ^= stems[1:-1]
    gram *= np.uint64(0xC2B2AE3D27D4EB4F)
    gram ^= stems[2:]
    gram *= np.uint64(0xD6E8FEB86659FD93)
    at = (article[2:] == article[:-2]).nonzero()[0]
    gram, article = gram.take(at), article.take(at)
    order = _order(gram, article)
    return gram.take(order), at.take(order)


def _order(hashes: NDArray[np.uint64], article: NDArray[np.int64]) -> NDArray[np.int64]:
    """The stable order of hashes inside their articles."""
    bits = 1 + int(article[-1]).bit_length() if len(article) else 1
    high = article.astype(np.uint64) << np.uint64(64 - bits)
    order = rough_order(high | hashes >> np.uint64(bits))
    ascending, owner = hashes.take(order), article.take(order)
    if ((ascending[1:] < ascending[:-1]) & (owner[1:] == owner[:-1])).any():
        return np.lexsort((hashes, article))
    return order


def _common(table: TokenTable) -> NDArray[np.float64]:
    """The share of sentences that hold each stem in the language at large, as far as is known."""
    known = function_stems()
    share = np.zeros(len(table.stems))
    at = np.searchsorted(table.stems, known)
    found = at < len(share)
    found[found] = table.stems.take(at[found]) == known[found]
    share[at[found]] = _FUNCTION_WORD_SHARE
    return share
