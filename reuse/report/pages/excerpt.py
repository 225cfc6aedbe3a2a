"""Parts of an article as a page shows them: long unmarked stretches are shortened, and say so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
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


def excerpt(
    text: str, within: Span | None, *, marks: Iterable[Mark], quoted: Sequence[Mark] = ()
) -> tuple[Part, ...]:
    """The marked segments of `within`, every long unmarked one cut in its middle.

    `quoted` marks are in order and apart, and no reason to show a long stretch.
    """
    parts = _shortened(marked(text, marks, within=within))
    if not quoted:
        return tuple(parts)
    return tuple(piece for part in parts for piece in _with_quoted(text, part, quoted=quoted))


def _shortened(segments: Iterable[Segment]) -> Iterator[Part]:
    for segment in segments:
        if segment.marks or len(segment.text) <= LONGEST_UNMARKED:
            yield segment
            continue
        yield Segment(segment.text[:_KEPT], segment.start)
        yield Omitted(len(segment.text) - 2 * _KEPT)
        yield Segment(segment.text[-_KEPT:], segment.end - _KEPT)


def _with_quoted(text: str, part: Part, *, quoted: Sequence[Mark]) -> Iterable[Part]:
    """A part cut where a quotation begins or ends; other marks stay around it."""
    if isinstance(part, Omitted) or not part.text:
        return (part,)
    first = bisect_right(quoted, part.start, key=lambda mark: mark.span.end)
    last = bisect_left(quoted, part.end, key=lambda mark: mark.span.start)
    if first >= last:
        return (part,)
    cut = marked(text, quoted[first:last], within=Span(part.start, part.end))
    return tuple(Segment(s.text, s.start, (*part.marks, *s.marks)) for s in cut)


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
