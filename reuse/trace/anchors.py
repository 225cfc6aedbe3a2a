"""Where two matched stretches really say the same, word for word.

An edited match may hold whole sentences that only one side has.  Runs of three words
that both sides have exactly once, in the same order, are its anchors; between anchors
far apart the match is broken.  One pass and a longest increasing sequence: never
worse than n log n.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import lt

import numpy as np
from numpy.typing import NDArray

from reuse.model import ArticleId, Span
from reuse.text.rising import longest_rising
from reuse.trace.words import Words, read_words

_GRAM = 3
_GAP_WORDS = 12
_LEAST_WORDS = 6
# Three word numbers make one key of 63 bits.  Past two million words numbers of equal
# remainder look alike; that all three of a run do is as good as impossible.
_BITS = 21
_KEPT = 1 << 14

Anchor = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two spans with nearly the same words, and how many words the shorter has."""

    left: Span
    right: Span
    words: int


class Anchors:
    """The stretches of any match between some articles, whose words share one vocabulary."""

    def __init__(self, words: Mapping[ArticleId, Words]) -> None:
        self._words = words
        # An article takes part in several matches, most often in a row.
        self._line = lru_cache(maxsize=_KEPT)(self._fresh)

    def stretches(
        self, left: ArticleId, right: ArticleId, *, spans: tuple[Span, Span]
    ) -> tuple[Stretch, ...]:
        """The parts of a match whose words agree, by position; none when no words do."""
        one = _part(self._line(left), spans[0])
        other = _part(self._line(right), spans[1])
        if one is None or other is None:
            texts = self._words[left].text, self._words[right].text
            one, other = _fresh_parts(texts, spans)
        found: list[Stretch] = []
        for first, last in _chains(_anchors(one, other), one, other):
            size = min(last[0] - first[0], last[1] - first[1]) + _GRAM
            if size >= _LEAST_WORDS:
                here, there = one.span(first[0], last[0]), other.span(first[1], last[1])
                found.append(Stretch(here, there, size))
        return tuple(found)

    def _fresh(self, article: ArticleId) -> _Line:
        return _Line.of(self._words[article])


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one text: which they are, each run of three, and where they stand."""

    numbers: NDArray[np.int32]
    grams: NDArray[np.int64]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, words: Words, offset: int = 0) -> _Line:
        long = words.numbers.astype(np.int64) & ((1 << _BITS) - 1)
        grams = (long[:-2] << 2 * _BITS) | (long[1:-1] << _BITS) | long[2:]
        # Views, not lists: an object per word would be most of the memory of a run.
        starts, ends = (words.bounds() + offset).astype(np.int64).T.copy()
        return cls(words.numbers, grams, starts.data, ends.data)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some neighbouring words of a line, from `low` to before `high`."""

    line: _Line
    low: int
    high: int

    def __len__(self) -> int:
        return self.high - self.low

    def grams(self) -> list[int]:
        """Its runs of three words, as keys."""
        found: list[int] = self.line.grams[self.low : max(self.low, self.high - _GRAM + 1)].tolist()
        return found

    def words(self, low: int, high: int) -> bytes:
        """Some of its words, to be compared."""
        return self.line.numbers[self.low + low : self.low + high].tobytes()

    def span(self, first: int, last: int) -> Span:
        """From the first word of one run of three to the last of another."""
        return Span(self.line.starts[self.low + first], self.line.ends[self.low + last + _GRAM - 1])


def _part(line: _Line, span: Span) -> _Part | None:
    """The words of a span; None when it cuts one in two."""
    low, high = bisect_left(line.starts, span.start), bisect_right(line.ends, span.end)
    if low > 0 and line.ends[low - 1] > span.start:
        return None
    if high < len(line.starts) and line.starts[high] < span.end:
        return None
    return _Part(line, low, high)


def _fresh_parts(texts: tuple[str, str], spans: tuple[Span, Span]) -> tuple[_Part, _Part]:
    pieces = [span.of(text) for text, span in zip(texts, spans, strict=True)]
    read = read_words(dict(enumerate(pieces)))
    lines = [_Line.of(read[at], span.start) for at, span in enumerate(spans)]
    one, other = (_Part(line, 0, len(line.starts)) for line in lines)
    return one, other


def _anchors(one: _Part, other: _Part) -> list[Anchor]:
    """Numbers of the words where runs begin that both sides have once, in rising order."""
    here, there = _once(one.grams()), _once(other.grams())
    pairs = [(at, there[gram]) for gram, at in here.items() if gram in there]
    rights = [right for _, right in pairs]
    if all(map(lt, rights, rights[1:])):
        return pairs
    return [pairs[number] for number in longest_rising(rights)]


def _once(grams: Sequence[int]) -> dict[int, int]:
    """The runs that occur once, with the number of their first word, by position."""
    found = dict(zip(grams, range(len(grams)), strict=True))
    if len(found) < len(grams):
        counts = Counter(grams)
        found = {gram: at for at, gram in enumerate(grams) if counts[gram] == 1}
    return found


def _chains(anchors: Sequence[Anchor], one: _Part, other: _Part) -> list[tuple[Anchor, Anchor]]:
    """First and last anchor of every row without a wide gap, the match's ends included."""
    if not anchors:
        return []
    breaks = _breaks(anchors, one, other)
    rows = [[anchors[low], anchors[high - 1]] for low, high in pairwise([0, *breaks, len(anchors)])]
    if max(anchors[0]) <= _GAP_WORDS:
        rows[0][0] = (0, 0)
    end = len(one) - _GRAM, len(other) - _GRAM
    if max(end[0] - anchors[-1][0], end[1] - anchors[-1][1]) <= _GAP_WORDS:
        rows[-1][1] = end
    return [(first, last) for first, last in rows]


def _breaks(anchors: Sequence[Anchor], one: _Part, other: _Part) -> list[int]:
    """Numbers of the anchors that come after a wide gap."""
    first, last = anchors[0], anchors[-1]
    if max(last[0] - first[0], last[1] - first[1]) - len(anchors) < _GAP_WORDS + _GRAM - 1:
        return []  # all that has no anchor would not make one wide gap
    return [
        number
        for number, (a, b) in enumerate(pairwise(anchors), 1)
        if max(b[0] - a[0], b[1] - a[1]) - _GRAM > _GAP_WORDS
        # Words said twice have no anchor, and are the same all the same.
        and one.words(a[0], b[0]) != other.words(a[1], b[1])
    ]
