"""Where two matched stretches really say the same, word for word.

An edited match may hold whole sentences that only one side has.  Runs of three words
that both sides have exactly once, in the same order, are its anchors; between anchors
far apart the match is broken.  One pass and a longest increasing sequence: never
worse than n log n.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reuse.model import Span
from reuse.text.rising import longest_rising

_WORD = re.compile(r"\w+")
_GRAM = 3
_GAP_WORDS = 12
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two spans with nearly the same words, and how many words the shorter has."""

    left: Span
    right: Span
    words: int


def stretches(left: str, right: str, *, spans: tuple[Span, Span]) -> tuple[Stretch, ...]:
    """The parts of a match whose words agree, by position; none when no words do."""
    one, other = _Words.of(left, spans[0]), _Words.of(right, spans[1])
    found: list[Stretch] = []
    for first, last in _chains(_anchors(one, other), one, other):
        size = min(last[0] - first[0], last[1] - first[1]) + _GRAM
        if size < _LEAST_WORDS:
            continue
        ends = last[0] + _GRAM - 1, last[1] + _GRAM - 1
        here = Span(one.spans[first[0]].start, one.spans[ends[0]].end)
        there = Span(other.spans[first[1]].start, other.spans[ends[1]].end)
        found.append(Stretch(here, there, size))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a stretch of text: where they stand, and folded."""

    spans: Sequence[Span]
    folded: Sequence[str]

    @classmethod
    def of(cls, text: str, span: Span) -> _Words:
        spans = [Span(*m.span()) for m in _WORD.finditer(text, span.start, span.end)]
        return cls(spans, [w.of(text).casefold() for w in spans])

    def once(self) -> dict[tuple[str, ...], int]:
        """The runs of words that occur once, with the number of their first word."""
        found: dict[tuple[str, ...], int] = {}
        for at in range(len(self.folded) - _GRAM + 1):
            gram = tuple(self.folded[at : at + _GRAM])
            found[gram] = -1 if gram in found else at
        return {gram: at for gram, at in found.items() if at >= 0}


def _anchors(one: _Words, other: _Words) -> list[tuple[int, int]]:
    """Numbers of the words where runs begin that both sides have once, in rising order."""
    here, there = one.once(), other.once()
    pairs = sorted((at, there[gram]) for gram, at in here.items() if gram in there)
    return [pairs[number] for number in longest_rising([right for _, right in pairs])]


def _chains(
    anchors: Sequence[tuple[int, int]], one: _Words, other: _Words
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """First and last anchor of every row without a wide gap, the match's ends included."""
    if not anchors:
        return []
    breaks = [
        number
        for number, (a, b) in enumerate(pairwise(anchors), 1)
        if max(b[0] - a[0], b[1] - a[1]) - _GRAM > _GAP_WORDS
        # Words said twice have no anchor, and are the same all the same.
        and one.folded[a[0] : b[0]] != other.folded[a[1] : b[1]]
    ]
    rows = [[anchors[low], anchors[high - 1]] for low, high in pairwise([0, *breaks, len(anchors)])]
    if max(anchors[0]) <= _GAP_WORDS:
        rows[0][0] = (0, 0)
    end = len(one.spans) - _GRAM, len(other.spans) - _GRAM
    if max(end[0] - anchors[-1][0], end[1] - anchors[-1][1]) <= _GAP_WORDS:
        rows[-1][1] = end
    return [(first, last) for first, last in rows]
