"""The words of a passage that stand in a published one as they are, and which of them are quoted.

A stretch is told by its words alone: it is found again wherever else the passage has it, and in
whatever order.  Where one is in quotation marks, nobody need put it there again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reuse.model import Span
from reuse.report.words import Words
from reuse.text.layout import Layout, quoted

# Fewer equal words in a row are a phrase that nobody need quote.
LEAST_QUOTED = 6
# Places of a phrase in the published passage from which a stretch may go on.
_MOST_PLACES = 8
_STOPS = ".!?…"
# Signs between two tokens of one word: no mark belongs before or after them.
_INSIDE_WORDS = frozenset("'’`-‐‑.,/@&_+:")
_OPENING, _CLOSING = frozenset("“„«»‹›‘‚\"'「『"), frozenset("”“»«›‹’‘\"'」』")
# In single marks, as British papers quote; one between letters is an apostrophe.  Each sign is
# looked at once.  (Python before 3.11.5 loses its place after a possessive group.)
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)[^‘’\n]*(?:’(?=\w)[^‘’\n]*)*’(?!\w)")
_SHORTEST_SINGLE = 12
# French typography has a space on the inner side of its marks.
_OPENING_WIDE, _CLOSING_WIDE, _SPACES = frozenset("«"), frozenset("»"), frozenset(" \xa0\u202f")


@dataclass(frozen=True)
class Quoting:
    """A draft's text, with its paragraphs and what it quotes, looked up once."""

    text: str

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.text)

    @cached_property
    def _quoted(self) -> tuple[Span, ...]:
        """All that is quoted, as stretches apart from each other, in order."""
        single = (Span(*hit.span()) for hit in _SINGLE.finditer(self.text))
        long_ones = (span for span in single if len(span) >= _SHORTEST_SINGLE)
        apart: list[Span] = []
        for span in sorted((*quoted(self.text), *long_ones)):
            if apart and span.start < apart[-1].end:
                apart[-1] = apart[-1].hull(span)
            else:
                apart.append(span)
        return tuple(apart)

    @cached_property
    def _quoted_ends(self) -> list[int]:
        return [span.end for span in self._quoted]

    def copied(self, passage: Words, published: Words, *, at: int) -> tuple[Span, ...]:
        """The stretches of a passage that stand word for word in the published one.

        Of `LEAST_QUOTED` words and more (or the whole of a shorter passage), each within a
        paragraph, with the full stop after it; none begins or ends inside a word.

        Args:
            at: where the passage begins in the draft.
        """
        least = min(LEAST_QUOTED, len(passage))
        found = (
            part
            for run in equal_stretches(passage.keys, published.keys, least)
            for part in self._by_paragraph(passage, run, at=at)
        )
        told = (self._told(passage, part, least, at=at) for part in found)
        return tuple(span for span in told if span is not None)

    def unquoted(self, stretches: Sequence[Span], passage: Words, *, at: int) -> tuple[Span, ...]:
        """What of some stretches of a passage is in no quotation marks, in enough words."""
        rest = (stretch for stretch in stretches if not self._has_marks(stretch))
        parts = (part for stretch in rest for part in self._rest(stretch, passage, at=at))
        return tuple(part for part in parts if not self._has_marks(part))

    def beginning(self, passage: Words, *, at: int) -> int:
        """Where a credit of a passage belongs: not before a paragraph that has few words of it.

        A credit there would be read as one of that paragraph alone.
        """
        for part in self._by_paragraph(passage, range(len(passage)), at=at):
            if len(part) >= LEAST_QUOTED:
                return at + passage.starts[part.start]
        return at

    def _by_paragraph(self, passage: Words, run: range, *, at: int) -> Iterator[range]:
        """The parts of a run of words that lie in one paragraph each; wrapped lines are one."""
        begin = run.start
        for n in run[1:]:
            between = passage.text[passage.ends[n - 1] : passage.starts[n]]
            if not {"\n", "\r"}.isdisjoint(between):
                one, other = (self._layout.number(at + passage.starts[k]) for k in (n - 1, n))
                if one != other:
                    yield range(begin, n)
                    begin = n
        yield range(begin, run.stop)

    def _told(self, passage: Words, part: range, least: int, *, at: int) -> Span | None:
        """The span of some words, without those that go on beyond it, with the stop after it."""
        first, last = part.start, part.stop
        while first < last and self._is_inside(at + passage.starts[first] - 1):
            first += 1
        while first < last and self._is_inside(at + passage.ends[last - 1]):
            last -= 1
        if last - first < max(1, least):
            return None
        start, end = self._with_brackets(at + passage.starts[first], at + passage.ends[last - 1])
        end += self.text[end : end + 1] in _STOPS if end < len(self.text) else 0
        return Span(start, end)

    def _with_brackets(self, start: int, end: int) -> tuple[int, int]:
        """A stretch, with the other halves of its brackets that stand beside it: "(RT) said"."""
        words = self.text[start:end]
        closing, opening = words.find(")"), words.rfind("(")
        opens = closing >= 0 and "(" not in words[:closing] and self.text.endswith("(", 0, start)
        closes = opening >= 0 and ")" not in words[opening:] and self.text.startswith(")", end)
        return start - opens, end + closes

    def _is_inside(self, at: int) -> bool:
        """Whether the sign at a place joins two parts of one word: `re-elected`, `dog’s`."""
        around = self.text[max(0, at - 1) : at + 2]
        is_joining = len(around) == 3 and around[1] in _INSIDE_WORDS
        return is_joining and around[0].isalnum() and around[2].isalnum()

    def _has_marks(self, stretch: Span) -> bool:
        """Whether a mark stands right before a stretch, and one right after it or its stop."""
        before = self.text[max(0, stretch.start - 2) : stretch.start]
        after = self.text[stretch.end : stretch.end + 3].lstrip(_STOPS + ",;:")
        opens = before[-1:] in _OPENING or (before[-1:] in _SPACES and before[:1] in _OPENING_WIDE)
        closes = after[:1] in _CLOSING or (after[:1] in _SPACES and after[1:2] in _CLOSING_WIDE)
        return opens and closes

    def _rest(self, stretch: Span, passage: Words, *, at: int) -> Iterator[Span]:
        """What of a stretch lies outside of the draft's quotations."""
        begin, number = stretch.start, bisect_right(self._quoted_ends, stretch.start)
        while number < len(self._quoted) and self._quoted[number].start < stretch.end:
            yield from self._between(begin, self._quoted[number].start, passage, at=at)
            begin = self._quoted[number].end
            number += 1
        if begin == stretch.start:
            yield stretch
        else:
            yield from self._between(begin, stretch.end, passage, at=at)

    def _between(self, begin: int, end: int, passage: Words, *, at: int) -> Iterator[Span]:
        """The words between two places, where they are enough to be quoted."""
        words = range(bisect_left(passage.starts, begin - at), bisect_right(passage.ends, end - at))
        told = self._told(passage, words, LEAST_QUOTED, at=at) if words else None
        if told is not None:
            yield told


def equal_stretches(
    passage: Sequence[int], published: Sequence[int], least: int
) -> Iterator[range]:
    """Stretches of a passage from left to right, each as long as the published words go on, too.

    They are apart, and of `least` words and more; the published ones may serve several times.

    >>> list(equal_stretches([1, 2, 3, 9, 1, 2, 3, 4], [0, 1, 2, 3, 4], 3))
    [range(0, 3), range(4, 8)]
    """
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for n in range(len(published) - least + 1 if least else 0):
        some = places[tuple(published[n : n + least])]
        if len(some) < _MOST_PLACES:
            some.append(n)
    first = 0
    while places and first + least <= len(passage):
        met = places.get(tuple(passage[first : first + least]), ())
        length = max((_common(passage, published, first, place) for place in met), default=0)
        if length:
            yield range(first, first + length)
        first += length or 1


def _common(passage: Sequence[int], published: Sequence[int], first: int, place: int) -> int:
    """How many words are equal from these places on."""
    length, most = 0, min(len(passage) - first, len(published) - place)
    while length < most and passage[first + length] == published[place + length]:
        length += 1
    return length
