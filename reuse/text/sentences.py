"""Sentence starts and boundary strengths from the characters between tokens.

A sentence begins after . ! ? and closers before a capital letter, digit or
quote, unless an abbreviation or a single letter precedes; at a blank line; at
a newline before a capital letter, digit or bullet, except in hard-wrapped
text.  Under 3 tokens it joins the next, over 60 it is cut: the aligner
compares sentences as bags, where tiny and endless ones mislead.  In Thai, Lao, Khmer
and Burmese, whose spaces part phrases, a space is a border, too.  Lengths are in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.text import normal
from reuse.text.hashing import hash_words
from reuse.text.stops import ABBREVIATIONS
from reuse.text.units import WORD, extents, is_south_east

MIN_WORDS = 3
MAX_WORDS = 60
_HARD_WRAPPED_SHARE = 0.3
_CLASS = np.uint32(7 << normal.CLASS_SHIFT)
_WORD = np.uint32(normal.WORD << normal.CLASS_SHIFT)
_SIEVE_SHIFT = np.uint64(48)
_TELLING = np.uint32(
    normal.STOP | normal.PAUSE | normal.NEWLINE | normal.SPACE | normal.OPENER
    | normal.FULL_STOP_CJK
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TokenPlaces:
    """The half-open range of each token among the entries of a chunk, and its key."""

    begin: NDArray[np.int64]
    close: NDArray[np.int64]
    key: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class GapColumns:
    """What lies in the gap before each token, and what the token looks like.

    `flags` is uint32 (T), the union of the gap's character flags; `newlines`
    uint8 (T), how many newlines the gap holds, at most 2; `starter` bool (T),
    whether the token begins with a capital letter or digit; `short` bool (T),
    whether the token before is a single letter or an abbreviation; `size` is as in
    `TokenTable`.
    """

    flags: NDArray[np.uint32]
    newlines: NDArray[np.uint8]
    starter: NDArray[np.bool_]
    short: NDArray[np.bool_]
    size: NDArray[np.uint8]

    @classmethod
    def of(
        cls, entries: NDArray[np.uint32], tokens: TokenPlaces, size: NDArray[np.uint8]
    ) -> GapColumns:
        """From table entries and the tokens among them, of such sizes."""
        flags, newlines = _gaps(entries, tokens)
        first = entries.take(tokens.begin)
        starter = first & normal.STARTER != 0
        return cls(flags, newlines, starter, _short(first, tokens), size)


def _gaps(
    entries: NDArray[np.uint32], tokens: TokenPlaces
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Flags and newlines of the gap before each token; nearly all gaps are one space."""
    opens = np.concatenate(([0], tokens.close))[:-1]
    size = tokens.begin - opens
    flags = entries.take(opens) & _TELLING
    flags[size == 0] = 0
    newlines = (flags & normal.NEWLINE != 0).astype(np.uint8)
    long = (size > 1).nonzero()[0]
    if len(long):
        size = size.take(long)
        starts = np.cumsum(size) - size
        at = np.repeat(opens.take(long) - starts, size)
        at += np.arange(len(at))
        inside = entries.take(at) & _TELLING
        flags[long] = np.bitwise_or.reduceat(inside, starts)
        lines = np.add.reduceat(inside & normal.NEWLINE != 0, starts, dtype=np.int64)
        newlines[long] = np.minimum(lines, 2)
    return flags, newlines


def _short(first: NDArray[np.uint32], tokens: TokenPlaces) -> NDArray[np.bool_]:
    """Whether the token before each token is a single letter or an abbreviation."""
    ends = np.zeros(len(first), dtype=bool)
    lone = (tokens.close - tokens.begin == 1).nonzero()[0]
    letters = first.take(lone)
    ends[lone] = (letters & _CLASS == _WORD) & (letters & normal.CODE_MASK > ord("9"))
    keys, sieve = _abbreviations()
    some = sieve.take(tokens.key >> _SIEVE_SHIFT).nonzero()[0]
    mine = tokens.key.take(some)
    ends[some] = keys.take(np.searchsorted(keys, mine), mode="clip") == mine
    before: NDArray[np.bool_] = np.zeros_like(ends)
    before[1:] = ends[:-1]
    return before


@cache
def _abbreviations() -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """Their keys, ascending, and by the high bits of a key whether it may be one of them."""
    keys = np.sort(hash_words([word.lower() for word in ABBREVIATIONS]))
    sieve = np.zeros(1 << 64 - int(_SIEVE_SHIFT), dtype=bool)
    sieve[keys >> _SIEVE_SHIFT] = True
    return keys, sieve


def _has(gaps: GapColumns, flag: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = gaps.flags & np.uint32(flag) != 0
    return found


def boundaries(
    gaps: GapColumns, offsets: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Of some articles' tokens, the strength of the gap before each, and the sentence starts.

    Sentences are joined and cut to 3 to 60 words (see TokenTable).
    """
    begins = _begins(gaps, offsets)
    half = (gaps.newlines > 0) | _has(gaps, normal.STOP | normal.PAUSE)
    strength = half.astype(np.float32)
    strength *= np.float32(0.5)
    strength[begins] = 1
    return strength, _sentence_starts(begins, offsets, extents(gaps.size, tokens=len(begins)))


def _begins(gaps: GapColumns, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a sentence begins at each token, before joining and cutting."""
    candidate = gaps.starter | _has(gaps, normal.OPENER)
    ended = _has(gaps, normal.STOP) & _has(gaps, normal.SPACE) & candidate & ~gaps.short
    begins: NDArray[np.bool_] = ended | (gaps.newlines > 1) | _has(gaps, normal.FULL_STOP_CJK)
    single = gaps.newlines == 1
    if single.any():
        begins |= single & candidate & ~_hard_wrapped(gaps, single, offsets)
    if len(gaps.size):
        letter = is_south_east(gaps.size)
        begins[1:] |= letter[1:] & letter[:-1] & _has(gaps, normal.SPACE)[1:]
    begins[_article_starts(offsets)] = True
    return begins


def _hard_wrapped(
    gaps: GapColumns, single: NDArray[np.bool_], offsets: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each token's article breaks its lines inside sentences."""
    line = (single & ~_has(gaps, normal.STOP | normal.PAUSE)).nonzero()[0]
    low = line[~gaps.starter[line] & (gaps.flags[line] & normal.OPENER == 0)]
    lines, lows = (np.diff(np.searchsorted(places, offsets)) for places in (line, low))
    wrapped: NDArray[np.bool_] = lows > _HARD_WRAPPED_SHARE * np.maximum(lines, 1)
    return np.repeat(wrapped, np.diff(offsets))


def _article_starts(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    return offsets[:-1][offsets[1:] > offsets[:-1]]


def _sentence_starts(
    begins: NDArray[np.bool_], offsets: NDArray[np.int64], extent: NDArray[np.int64]
) -> NDArray[np.int64]:
    """First token of each sentence, joined and cut to 3 to 60 words."""
    count = len(begins)
    opens_article = np.zeros(count, dtype=bool)
    opens_article[_article_starts(offsets)] = True
    starts = begins.nonzero()[0]
    # A short sentence takes its successor in; an article's first never joins the one before.
    joins = np.zeros(len(starts), dtype=bool)
    joins[1:] = np.diff(extent[starts]) < MIN_WORDS * WORD
    joins &= ~opens_article[starts]
    starts = starts[~joins]
    length = np.append(starts[1:], count)[: len(starts)] - starts
    parts = extent[starts + length] - extent[starts]
    if not (parts > MAX_WORDS * WORD).any():
        return starts
    pieces = -(-parts // (MAX_WORDS * WORD))
    piece = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    size, among = np.repeat(length, pieces), np.repeat(pieces, pieces)
    inside = piece * ((size + among - 1) // among)
    # Where tokens are of several sizes, the last pieces may hold none.
    cut: NDArray[np.int64] = (np.repeat(starts, pieces) + inside)[inside < size]
    return cut
