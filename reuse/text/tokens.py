"""Characters to tokens: one vectorised pass over the code points of a batch.

A token is a run of letters, digits and marks of the normal form, an apostrophe
between two of them included; in scripts that do not space their words every
character is a token.  Its key sums a 64-bit mix of (character, position), so
that it depends on the normal form alone: no seed, process or platform.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model import Progress
from reuse.progress import silent
from reuse.scratch import Memory, Scratch
from reuse.text import normal
from reuse.text.columns import TokenTable
from reuse.text.hashing import hash_runs
from reuse.text.in_context import read_capitals
from reuse.text.joining import (
    Places,
    Written,
    between_letters,
    foreign_marks,
    has_syllables,
    with_shown_hyphens,
)
from reuse.text.scripts import one_script
from reuse.text.sentences import GapColumns, TokenPlaces, boundaries
from reuse.text.stems import StemColumns
from reuse.text.units import ALL_WORDS, WORD, sizes

_CHUNK_CODE_POINTS = 100_000  # the columns of a chunk stay in the cache of a processor
_CODE_POINTS_PER_WORD = 6
_SEPARATOR = "\n\n"
_LINE = "\n"  # folded to itself
_FIRST_MARK = 0x300
_END = np.ones(1, dtype=np.float32)


def tokenize(
    texts: Sequence[str],
    languages: Sequence[str | None] = (),
    *,
    scratch: Scratch | None = None,
    progress: Progress = silent,
) -> TokenTable:
    """The tokens of a batch of articles as columns.

    Args:
        texts: the articles, in the order that numbers them.
        languages: ISO 639-1 code of each, None where unknown; empty for all English.
            It chooses the stemmer and nothing else.
        scratch: where the columns live; in memory when None.
        progress: told how many articles are done.
    """
    languages = languages or [None] * len(texts)
    scratch = scratch or Memory()
    stems = StemColumns(scratch)
    counts, sentences = [], []
    start, end = scratch.column(np.int32), scratch.column(np.int32)
    key, boundary = scratch.column(np.uint64), scratch.column(np.float32)
    size, all_words = scratch.column(np.uint8), True
    tokens = 0
    words = sum(map(len, texts)) // _CODE_POINTS_PER_WORD
    progress("reading words", 0, len(texts))
    for first, last in _chunks(texts):
        part, spelled = _tokenize_chunk(texts[first:last], words=words)
        stems.add(part, spelled, part.per_article(languages[first:last]))
        start.add(part.start)
        end.add(part.end)
        key.add(part.key)
        boundary.add(part.boundary)
        size.add(part.size if len(part.size) else np.full(len(part.key), WORD, np.uint8))
        all_words &= not len(part.size)
        counts.append(part.counts)
        sentences.append(part.sentences + tokens)
        tokens += len(part.key)
        progress("reading words", last, len(texts))
    boundary.add(_END)
    stem, vocabulary = stems.numbered()
    return TokenTable(
        offsets=_offsets(np.concatenate([np.zeros(0, np.int64), *counts])),
        start=start.done(),
        end=end.done(),
        key=key.done(),
        stem=stem,
        stems=vocabulary,
        boundary=boundary.done(),
        sentences=np.concatenate([*sentences, np.array([tokens])]),
        size=ALL_WORDS if all_words else size.done(),
    )


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Tokens of some consecutive articles.

    `size` is as in `TokenTable`; `is_beside` bool (T), whether no character stands between a
    token and the one before it.
    """

    counts: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.uint64]
    boundary: NDArray[np.float32]
    sentences: NDArray[np.int64]
    size: NDArray[np.uint8]
    is_beside: NDArray[np.bool_]

    def per_article(self, languages: Sequence[str | None]) -> list[tuple[str | None, int]]:
        """The language of each article and how many tokens it has."""
        return list(zip(languages, self.counts.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of a chunk as strings, made on demand.

    Attributes:
        folded: the characters of all tokens in the normal form.
        first, length: where each token lies in `folded`.
        codes: the characters of the chunk as they were written.
        begin, end: where each token lies in `codes`.
    """

    folded: NDArray[np.uint32]
    first: NDArray[np.int64]
    length: NDArray[np.int64]
    codes: NDArray[np.uint32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]

    def folded_words(self, tokens: Sequence[int]) -> list[str]:
        """The normal form of each of `tokens`."""
        begin, end = self.first[tokens], self.first[tokens] + self.length[tokens]
        text = normal.to_text(self.folded)  # once: decoding word by word takes ten times as long
        return [text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

    def accented_words(self, tokens: Sequence[int]) -> list[str]:
        """The normal form of each of `tokens`, but with its accents where that is all it lost."""
        spans = zip(self.begin[tokens].tolist(), self.end[tokens].tolist(), strict=True)
        written = _LINE.join(self._written(a, b) for a, b in spans)
        accented = normal.with_accents(written)
        forms = zip(
            self.folded_words(tokens),
            map(one_script, accented.split(_LINE)),
            normal.fold(accented).split(_LINE),
            strict=True,
        )
        return [word if same == folded else folded for folded, word, same in forms]

    def _written(self, begin: int, end: int) -> str:
        """A token as it was written, on one line."""
        return normal.to_text(self.codes[begin:end]).replace(_LINE, " ")

    def written(self, key: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """A hash of each token that differs where accents do: `key` where there are none."""
        special = self._changed_tokens()
        length = (self.end - self.begin)[special]
        starts = np.cumsum(length) - length
        at = np.arange(length.sum()) + np.repeat(self.begin[special] - starts, length)
        hashes = key.copy()
        hashes[special] = hash_runs(self.codes[at], starts)
        return hashes

    def _changed_tokens(self) -> NDArray[np.int64]:
        """Tokens that hold a character, beyond basic Latin, which the normal form changes."""
        entries, _, _ = normal.table()
        places = np.flatnonzero(self.codes >= 128)
        codes = self.codes[places]
        places = places[entries[codes] & normal.CODE_MASK != codes]
        after = np.searchsorted(self.begin, places, side="right")
        places, token = places[after > 0], after[after > 0] - 1
        return np.unique(token[places < self.end[token]])


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for number, text in enumerate(texts):
        if size and size + len(text) > _CHUNK_CODE_POINTS:
            yield first, number
            first, size = number, 0
        size += len(text) + len(_SEPARATOR)
    if first < len(texts):
        yield first, len(texts)


def _tokenize_chunk(texts: Sequence[str], *, words: int) -> tuple[_Chunk, _Words]:
    """The tokens of some of the articles, which have about so many words in all."""
    # Before the first article, too: what an article begins with is read alike in every place.
    codes = normal.code_points(_SEPARATOR.join(["", *texts]))
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    article_start = np.cumsum(lengths + len(_SEPARATOR)) - lengths
    codes = with_shown_hyphens(codes)
    entries, origin = normal.folded_entries(codes)
    in_token, begin, close = _places(entries)
    highest = codes.max()
    written = Written(codes, origin, has_syllables(codes, highest))
    firsts = np.searchsorted(origin.take(begin), article_start)
    dropped = between_letters(entries, Places(begin, close, firsts), written=written)
    if highest >= _FIRST_MARK:
        dropped = np.append(dropped, foreign_marks(entries))
    if len(dropped):
        entries, origin = np.delete(entries, dropped), np.delete(origin, dropped)
        in_token, begin, close = _places(entries)
    length = close - begin
    first = np.cumsum(length) - length
    inside = in_token.nonzero()[0]
    folded = read_capitals(entries.take(inside), first, codes, origin.take(inside))
    places = TokenPlaces(begin, close, hash_runs(folded & normal.CODE_MASK, first, words=words))
    start, end = origin.take(begin), _ends(origin, close, len(codes))
    offsets = np.append(np.searchsorted(start, article_start), len(begin))
    counts = np.diff(offsets)
    shift = np.repeat(article_start, counts)
    size = sizes(entries.take(begin) & normal.CODE_MASK, _is_single(entries.take(begin)))
    is_beside = np.append(False, begin[1:] == close[:-1])[: len(begin)]
    boundary, sentences = boundaries(GapColumns.of(entries, places, size), offsets)
    chunk = _Chunk(
        counts=counts,
        start=(start - shift).astype(np.int32),
        end=(end - shift).astype(np.int32),
        key=places.key,
        boundary=boundary,
        sentences=sentences,
        size=size,
        is_beside=is_beside,
    )
    return chunk, _Words(folded, first, length, codes, start, end)


def _places(
    entries: NDArray[np.uint32],
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Which entries lie in a token, and the half-open range of each."""
    in_token, opens = _token_mask(entries)
    return in_token, opens.nonzero()[0], _closes(in_token, opens)


def _is_single(entries: NDArray[np.uint32]) -> NDArray[np.bool_]:
    single: NDArray[np.bool_] = entries >> normal.CLASS_SHIFT & 7 == normal.SINGLE
    return single


def _closes(in_token: NDArray[np.bool_], opens: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Past the last character of each token."""
    last = in_token.copy()
    last[:-1] &= opens[1:] | ~in_token[1:]
    return last.nonzero()[0] + 1


def _ends(origin: NDArray[np.int64], close: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Past the last of the `size` code points that each token was written with."""
    if not len(close):
        return close
    # A token ends where the next kept character begins, so that trailing marks and
    # invisible characters stay inside it.
    upto = origin.take(close, mode="clip")
    if close[-1] == len(origin):
        upto[-1] = size
    # An expansion ("ﬁ") repeats its origin; then the token ends after that code point.
    return np.maximum(upto, origin.take(close - 1) + 1)


def _token_mask(entries: NDArray[np.uint32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which characters lie in a token, and which of them open one."""
    kind = (entries >> normal.CLASS_SHIFT & 7).astype(np.uint8)
    single = kind == normal.SINGLE
    letter = kind == normal.WORD
    mark = kind == normal.MARK
    body = letter | mark
    before = _shifted(body)
    joint = (kind == normal.APOSTROPHE) & before
    joint[:-1] &= letter[1:]
    joint[-1:] = False
    after_token = _shifted(body | single | joint)
    # A mark without a base before it is a separator.
    in_token = letter | single | joint | (mark & after_token)
    opens = single | (letter & (~_shifted(in_token) | _shifted(single)))
    return in_token, opens | (in_token & ~_shifted(in_token))


def _shifted(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask of the preceding character."""
    moved = np.empty_like(mask)
    moved[:1] = False
    moved[1:] = mask[:-1]
    return moved


def _offsets(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    offsets = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
