"""Sentence starts and boundary strengths from the characters between tokens.

A sentence begins after . ! ? and closers before a capital letter, digit or
quote, unless an abbreviation or a single letter precedes; at a blank line; at
a newline before a capital letter, digit or bullet, except in hard-wrapped
text.  Under 3 tokens it joins the next, over 60 it is cut: the aligner
compares sentences as bags, where tiny and endless ones mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.text import normal
from reuse.text.stops import ABBREVIATIONS

MIN_TOKENS = 3
MAX_TOKENS = 60
_HARD_WRAPPED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class GapColumns:
    """What lies in the gap before each token, and what the token looks like.

    `flags` is uint32 (T), the union of the gap's character flags; `newlines`
    uint8 (T), how many newlines the gap holds, at most 2; `starter` bool (T),
    whether the token begins with a capital letter or digit; `short` bool (T),
    whether the token before is a single letter or an abbreviation.
    """

    flags: NDArray[np.uint32]
    newlines: NDArray[np.uint8]
    starter: NDArray[np.bool_]
    short: NDArray[np.bool_]

    @classmethod
    def of(
        cls, entries: NDArray[np.uint32], begin: NDArray[np.int64], close: NDArray[np.int64]
    ) -> GapColumns:
        """From table entries and the half-open range of each token among them."""
        count = len(begin)
        telling = np.uint32(
            normal.STOP | normal.PAUSE | normal.NEWLINE | normal.SPACE | normal.OPENER
            | normal.FULL_STOP_CJK
        )  # fmt: skip
        outside = np.ones(len(entries), dtype=bool)
        edges = np.zeros(len(entries) + 1, dtype=np.int8)
        edges[begin] += 1
        edges[close] -= 1  # no two tokens end together
        outside &= np.cumsum(edges[:-1], dtype=np.int8) == 0
        places = np.flatnonzero(outside & (entries & telling != 0))
        gap = np.searchsorted(begin, places, side="right")
        flags = np.zeros(count + 1, dtype=np.uint32)
        if len(places):
            runs = np.flatnonzero(np.diff(gap, prepend=-1))
            flags[gap[runs]] = np.bitwise_or.reduceat(entries[places] & telling, runs)
        newline = gap[entries[places] & normal.NEWLINE != 0]
        newlines = np.minimum(np.bincount(newline, minlength=count + 1), 2).astype(np.uint8)
        starter = entries[begin] & normal.STARTER != 0
        return cls(flags[:count], newlines[:count], starter, _short(entries, begin, close))

    @classmethod
    def joined(cls, parts: Sequence[GapColumns]) -> GapColumns:
        """The columns of several chunks as one."""
        if not parts:
            return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint8), *[np.zeros(0, bool)] * 2)
        return cls(
            np.concatenate([p.flags for p in parts]),
            np.concatenate([p.newlines for p in parts]),
            np.concatenate([p.starter for p in parts]),
            np.concatenate([p.short for p in parts]),
        )


def _short(
    entries: NDArray[np.uint32], begin: NDArray[np.int64], close: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether the token before each token is a single letter or an abbreviation."""
    length = close - begin
    letters = entries[begin] & normal.CODE_MASK
    digit = (letters >= ord("0")) & (letters <= ord("9"))
    ends: NDArray[np.bool_] = (
        (length == 1) & ~digit & (entries[begin] >> normal.CLASS_SHIFT & 7 == normal.WORD)
    )
    for size in sorted({len(word) for word in ABBREVIATIONS}):
        some = np.flatnonzero(length == size)
        ends[some] = np.isin(_packed(entries, begin[some], size), _abbreviations(size))
    before: NDArray[np.bool_] = np.zeros_like(ends)
    before[1:] = ends[:-1]
    return before


def _packed(entries: NDArray[np.uint32], begin: NDArray[np.int64], size: int) -> NDArray[np.uint64]:
    """Up to nine characters of one token as one number; 0 when one is not basic Latin."""
    packed = np.zeros(len(begin), dtype=np.uint64)
    plain = np.ones(len(begin), dtype=bool)
    for at in range(size):
        code = entries[begin + at] & normal.CODE_MASK
        plain &= code < 128
        packed = packed << np.uint64(7) | code.astype(np.uint64)
    return np.where(plain, packed, 0)


@cache
def _abbreviations(size: int) -> NDArray[np.uint64]:
    packed = []
    for word in ABBREVIATIONS:
        if len(word) == size:
            number = 0
            for letter in word.lower():
                number = number << 7 | ord(letter)
            packed.append(number)
    return np.array(packed, dtype=np.uint64)


def _has(gaps: GapColumns, flag: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = gaps.flags & np.uint32(flag) != 0
    return found


def _begins(gaps: GapColumns, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a sentence begins at each token, before joining and cutting."""
    opener = _has(gaps, normal.OPENER)
    candidate = gaps.starter | opener
    ended = _has(gaps, normal.STOP) & (_has(gaps, normal.SPACE)) & candidate & ~gaps.short
    line = (gaps.newlines == 1) & candidate & ~_hard_wrapped(gaps, offsets)
    begins: NDArray[np.bool_] = (
        ended | line | (gaps.newlines > 1) | _has(gaps, normal.FULL_STOP_CJK)
    )
    begins[_article_starts(offsets)] = True
    return begins


def _hard_wrapped(gaps: GapColumns, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each token's article breaks its lines inside sentences."""
    line = (gaps.newlines == 1) & ~_has(gaps, normal.STOP | normal.PAUSE)
    sums = (
        np.concatenate(([0], np.cumsum(line))),
        np.concatenate(([0], np.cumsum(line & ~gaps.starter & ~_has(gaps, normal.OPENER)))),
    )
    lines, low = (s[offsets[1:]] - s[offsets[:-1]] for s in sums)
    wrapped: NDArray[np.bool_] = low > _HARD_WRAPPED_SHARE * np.maximum(lines, 1)
    return np.repeat(wrapped, np.diff(offsets))


def _article_starts(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    return offsets[:-1][np.diff(offsets) > 0]


def boundaries(gaps: GapColumns, offsets: NDArray[np.int64]) -> NDArray[np.float32]:
    """Strength of the gap before each token, and one more for the end (see TokenTable)."""
    count = len(gaps.flags)
    strength = np.zeros(count + 1, dtype=np.float32)
    half = (gaps.newlines > 0) | _has(gaps, normal.STOP | normal.PAUSE)
    strength[:count] = np.where(half, np.float32(0.5), np.float32(0))
    strength[:count][_begins(gaps, offsets)] = 1
    strength[count] = 1
    return strength


def sentence_starts(gaps: GapColumns, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """First token of each sentence, joined and cut to 3 to 60 tokens, then the token count."""
    count = len(gaps.flags)
    starts = np.flatnonzero(_begins(gaps, offsets))
    length = np.diff(np.append(starts, count))
    opens_article = np.isin(starts, _article_starts(offsets), assume_unique=True)
    # A short sentence takes its successor in; an article's first never joins the one before.
    joins = np.concatenate(([False], length[:-1] < MIN_TOKENS))[: len(starts)] & ~opens_article
    starts = starts[~joins]
    length = np.diff(np.append(starts, count))
    pieces = -(-length // MAX_TOKENS)
    piece = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    step = -(-np.repeat(length, pieces) // np.repeat(pieces, pieces))
    return np.append(np.repeat(starts, pieces) + piece * step, count).astype(np.int64)
