"""The shape of one article: paragraphs, sentences, and what stands in quotation marks.

A paragraph is a line, or, in hard-wrapped text, a run of lines up to a blank or
indented one.  Everything is found by bounded looks around a position, so that a
10 MB line costs no more than its length.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reuse.model import Span
from reuse.text.stops import sentence_ends

_TERMINAL = tuple('.!?:;…"”’»)。！？：；」』）।॥۔؟؛')
_REACH = 3000
_OPENING = {
    '"': '"', "“": "”", "«": "»", "„": "“", "»": "«", "「": "」", "『": "』", "〝": "〟",
}  # fmt: skip
# Curly and straight marks are mixed: an opening “ is often closed by ".
_ENGLISH_ENDS = {'"', "”"}
_OPENING_OR_CLOSING = '"“”«»„「」『』〝〟'
_MARKS = re.compile(f"[{_OPENING_OR_CLOSING}]")
# Shorter ones are names and words held at arm's length; an unclosed one this long is no quotation.
_SHORTEST_QUOTED, _LONGEST_OPEN = 12, 1500
_FIRST_UNSPACED = "\u2e80"
# Where the white space before a line begins, where its words begin, and where they end.
_Line = tuple[int, int, int]
_Columns = tuple[Sequence[int], Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the white space around it; `indent` is what stood before it."""

    span: Span
    indent: str


@dataclass(frozen=True)
class Layout:
    """Where the paragraphs of one text lie, its sentences and quotations; found on demand."""

    text: str

    @cached_property
    def _columns(self) -> _Columns:
        lines = _lines(self.text)
        if _is_hard_wrapped(self.text, lines):
            lines = _unwrapped(self.text, lines)
        indents, starts, ends = zip(*lines, strict=True) if lines else ((), (), ())
        return array("i", indents), array("i", starts), array("i", ends)

    @property
    def indents(self) -> Sequence[int]:
        """Where the white space before each paragraph begins."""
        return self._columns[0]

    @property
    def starts(self) -> Sequence[int]:
        """Where each paragraph begins."""
        return self._columns[1]

    @property
    def ends(self) -> Sequence[int]:
        """Where each paragraph ends."""
        return self._columns[2]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, by position."""
        return tuple(
            Paragraph(Span(start, end), self.text[indent:start])
            for indent, start, end in zip(self.indents, self.starts, self.ends, strict=True)
        )

    @cached_property
    def _is_marked(self) -> bool:
        """Whether the text holds any quotation mark."""
        return any(mark in self.text for mark in _OPENING_OR_CLOSING)

    @cached_property
    def _shares(self) -> dict[tuple[int, int], float]:
        return {}

    def number(self, position: int) -> int:
        """Number of the paragraph that holds `position`, or the last one before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def span(self, number: int) -> Span:
        """Where one paragraph lies."""
        return Span(self.starts[number], self.ends[number])

    def words(self, number: int) -> str:
        """The text of one paragraph."""
        return self.text[self.starts[number] : self.ends[number]]

    def sentence(self, span: Span) -> Span:
        """The sentence, or sentences, of the paragraph that `span` lies in."""
        paragraph = self.span(self.number(span.start))
        low = max(paragraph.start, span.start - _REACH)
        high = min(max(paragraph.end, span.end), span.end + _REACH)
        start, end = low, high
        for stop in sentence_ends(self.text, low, min(high + 6, len(self.text))):
            if stop <= span.start:
                start = stop
            elif stop >= span.end:
                end = min(stop, high)
                break
        while start < span.start and self.text[start].isspace():
            start += 1
        return Span(start, max(end, span.end))

    def quoted_share(self, span: Span) -> float:
        """Which share of the letters of `span` stands inside quotation marks."""
        if not self._is_marked:
            return 0.0
        key = span.start, span.end
        share = self._shares.get(key)
        if share is None:
            share = self._shares[key] = self._quoted_share(span)
        return share

    def _quoted_share(self, span: Span) -> float:
        inside = total = 0
        for number in range(self.number(span.start), self.number(span.end - 1) + 1):
            first, last = self.starts[number], self.ends[number]
            start, end = max(first, span.start), min(last, span.end)
            if start >= end:
                continue
            total += end - start
            # NOTE: a paragraph longer than this is looked at near the span only.
            near = max(first, start - _REACH), min(last, end + _REACH)
            for low, high in _quotations(self.text, *near):
                inside += max(0, min(end, high) - max(start, low))
        return inside / total if total else 0.0


def quotations(text: str, within: Span) -> tuple[Span, ...]:
    """Stretches of one paragraph in quotation marks, the marks included.

    An opening mark that is never closed reaches to the end of `within`, as in a
    quotation of several paragraphs.

    >>> quotations('He said "no" twice.', Span(0, 19))
    (Span(start=8, end=12),)
    """
    return tuple(Span(*bounds) for bounds in _quotations(text, within.start, within.end))


def quoted(text: str) -> tuple[Span, ...]:
    """All that a whole text quotes, in order: in quotation marks, or paragraphs behind a `>`.

    Without what is too short to be speech, marks that follow a letter or digit (`6' 2"`), and
    long stretches of which no end is to be seen.

    >>> quoted('He said "no, never again" and left.\\n\\n> So be it.')
    (Span(start=8, end=25), Span(start=37, end=48))
    """
    return tuple(Span(start, end) for start, end in _quoted(Layout(text)))


def _quoted(layout: Layout) -> Iterator[tuple[int, int]]:
    text = layout.text
    for start, end in zip(layout.starts, layout.ends, strict=True):
        if text[start] == ">":
            yield start, end
            continue
        for low, high in _quotations(text, start, end):
            is_closed = high < end or text[high - 1] in _OPENING.values()
            # Chinese and Japanese put no space before a mark.
            follows = low > start and text[low - 1].isalnum() and text[low - 1] < _FIRST_UNSPACED
            is_known = is_closed or high - low <= _LONGEST_OPEN
            if high - low >= _SHORTEST_QUOTED and is_known and not follows:
                yield low, high


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for mark in _MARKS.finditer(text, start, end):
        if _is_in_hebrew_word(text, mark.start()):
            continue
        if opened is None:
            if _opens(text, mark):
                opened = (mark.start(), _OPENING[mark.group()])
        elif mark.group() == opened[1] or {mark.group(), opened[1]} <= _ENGLISH_ENDS:
            found.append((opened[0], mark.end()))
            opened = None
    if opened is not None:
        found.append((opened[0], end))
    return found


def _is_in_hebrew_word(text: str, at: int) -> bool:
    """Whether a mark stands between two Hebrew letters, as it does in abbreviations."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all("\u05d0" <= letter <= "\u05ea" for letter in around)


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark may open a quotation; « and » open and close, by country."""
    if mark.group() in "«»":
        before = text[mark.start() - 1 : mark.start()]
        return not before or before.isspace() or before in "(["
    return mark.group() in _OPENING


def _lines(text: str) -> list[_Line]:
    """Every line that is not empty."""
    if "\r" in text:
        text = text.replace("\r", "\n")
    found: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            found.append((at, start, start + len(body)))
        at += len(line) + 1
    return found


def _is_hard_wrapped(text: str, lines: Sequence[_Line]) -> bool:
    """Whether lines break inside sentences: most are short and end without a stop."""
    if len(lines) < 4 or any(end - start > 110 for _, start, end in lines):
        return False
    broken = 0
    for (_, _, end), (_, after, _) in pairwise(lines):
        if text[after].islower() and text[end - 1] not in _TERMINAL:
            broken += 1
    return broken > 0.3 * len(lines)


def _unwrapped(text: str, lines: Sequence[_Line]) -> list[_Line]:
    joined: list[_Line] = []
    for line in lines:
        indent, start, end = line
        if joined and indent == start:
            first, head, last = joined[-1]
            gap = text[last:start]
            if gap == "\n" or gap.count("\n") + gap.count("\r") - gap.count("\r\n") < 2:
                joined[-1] = first, head, end
                continue
        joined.append(line)
    return joined
