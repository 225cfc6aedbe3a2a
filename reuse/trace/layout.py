"""The shape of one article: paragraphs, sentences, and what stands in quotation marks.

A paragraph is a line, or, in hard-wrapped text, a run of lines up to a blank or
indented one.  Everything is found by bounded looks around a position, so that a
10 MB line costs no more than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reuse.model import Span
from reuse.text.stops import sentence_ends

_LINE = re.compile(r"[^\n\r]+")
_TERMINAL = tuple('.!?:;…"”’»)')
_REACH = 3000
_OPENING = {'"': '"', "“": "”", "«": "»", "„": "“", "»": "«"}
_MARKS = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the white space around it; `indent` is what stood before it."""

    span: Span
    indent: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the paragraphs of one text lie; sentences and quotations are found on demand."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Layout:
        """The layout of `text`."""
        paragraphs = tuple(_paragraphs(text))
        return cls(text, paragraphs, tuple(p.span.start for p in paragraphs))

    def number(self, position: int) -> int:
        """Number of the paragraph that holds `position`, or the last one before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def words(self, number: int) -> str:
        """The text of one paragraph."""
        return self.paragraphs[number].span.of(self.text)

    def sentence(self, span: Span) -> Span:
        """The sentence, or sentences, of the paragraph that `span` lies in."""
        paragraph = self.paragraphs[self.number(span.start)].span
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
        inside = total = 0
        for number in range(self.number(span.start), self.number(span.end - 1) + 1):
            part = _clip(self.paragraphs[number].span, span)
            if part is None:
                continue
            total += len(part)
            # NOTE: a paragraph longer than this is looked at near the span only.
            near = Span(max(0, part.start - _REACH), part.end + _REACH)
            window = _clip(self.paragraphs[number].span, near) or part
            inside += sum(q.overlap(part) for q in quotations(self.text, window))
        return inside / total if total else 0.0


def quotations(text: str, within: Span) -> tuple[Span, ...]:
    """Stretches of one paragraph in quotation marks, the marks included.

    An opening mark that is never closed reaches to the end of `within`, as in a
    quotation of several paragraphs.

    >>> quotations('He said "no" twice.', Span(0, 19))
    (Span(start=8, end=12),)
    """
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for mark in _MARKS.finditer(text, within.start, within.end):
        if opened is None:
            if _opens(text, mark):
                opened = (mark.start(), _OPENING[mark.group()])
        elif mark.group() == opened[1] or (mark.group() == "”" and opened[1] == "“"):
            found.append(Span(opened[0], mark.end()))
            opened = None
    if opened is not None:
        found.append(Span(opened[0], within.end))
    return tuple(found)


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark may open a quotation; « and » open and close, by country."""
    if mark.group() in "«»":
        before = text[mark.start() - 1 : mark.start()]
        return not before or before.isspace() or before in "(["
    return mark.group() in _OPENING


def _clip(paragraph: Span, span: Span) -> Span | None:
    start, end = max(paragraph.start, span.start), min(paragraph.end, span.end)
    return Span(start, end) if start < end else None


def _paragraphs(text: str) -> list[Paragraph]:
    lines = [m.span() for m in _LINE.finditer(text)]
    stripped = [p for p in (_strip(text, *line) for line in lines) if p is not None]
    return _unwrapped(text, stripped) if _is_hard_wrapped(text, stripped) else stripped


def _strip(text: str, start: int, end: int) -> Paragraph | None:
    line = text[start:end]
    body = line.strip()
    if not body:
        return None
    indent = len(line) - len(line.lstrip())
    return Paragraph(Span(start + indent, start + indent + len(body)), line[:indent])


def _is_hard_wrapped(text: str, lines: Sequence[Paragraph]) -> bool:
    """Whether lines break inside sentences: most are short and end without a stop."""
    if len(lines) < 4 or max(len(p.span) for p in lines) > 110:
        return False
    broken = sum(
        text[here.span.end - 1] not in _TERMINAL and text[after.span.start].islower()
        for here, after in pairwise(lines)
    )
    return broken > 0.3 * len(lines)


def _unwrapped(text: str, lines: Sequence[Paragraph]) -> list[Paragraph]:
    joined: list[Paragraph] = []
    for line in lines:
        if joined and not line.indent:
            gap = text[joined[-1].span.end : line.span.start]
            if gap.count("\n") + gap.count("\r") - gap.count("\r\n") < 2:
                joined[-1] = Paragraph(joined[-1].span.hull(line.span), joined[-1].indent)
                continue
        joined.append(line)
    return joined
