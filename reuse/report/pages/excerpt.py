"""Parts of an article as a page shows them: long unmarked stretches are shortened, and say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reuse.model import Span
from reuse.report.segments import Mark, Segment, marked

# A page holds two articles in full up to this much text between marks; a record of
# 10 MB on one line would otherwise be a page no browser opens.
LONGEST_UNMARKED = 20_000
_KEPT = 4_000
_CONTEXT = 110


@dataclass(frozen=True, slots=True)
class Omitted:
    """So many characters of unmarked text are left out here."""

    characters: int


Part = Segment | Omitted


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their context; `before` and `after` are empty at the edges of the text."""

    before: str
    words: str
    after: str


def excerpt(text: str, within: Span | None, *, marks: Iterable[Mark]) -> tuple[Part, ...]:
    """The marked segments of `within`, every long unmarked one cut in its middle."""
    return tuple(_shortened(marked(text, marks, within=within)))


def _shortened(segments: Iterable[Segment]) -> Iterator[Part]:
    for segment in segments:
        if segment.marks or len(segment.text) <= LONGEST_UNMARKED:
            yield segment
            continue
        yield Segment(segment.text[:_KEPT], segment.start)
        yield Omitted(len(segment.text) - 2 * _KEPT)
        yield Segment(segment.text[-_KEPT:], segment.end - _KEPT)


def trimmed(text: str, start: int, *, end: int) -> Span | None:
    """`start:end` without white space at either side; None when nothing is left."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return Span(start, end) if start < end else None


def quote(text: str, span: Span) -> Quote:
    """The words of `span` with up to a line of context either side, cut between words."""
    first, last = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    before, after = text[first : span.start], text[span.end : last]
    if first and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if last < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return Quote(before, span.of(text), after)
