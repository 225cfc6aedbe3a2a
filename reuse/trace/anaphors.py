"""Pronouns that stand for an outlet: RT was on the scene.  “…,” it reported.

Only where next to nothing else can be meant: right after a quotation, when the sentence
before that quotation begins with the outlet's name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from reuse.model import Span
from reuse.text.layout import Layout, quotations
from reuse.trace.mentions import Mention
from reuse.trace.patterns import anaphor_expression

_MOST = 400
_BEFORE = 3000


def with_anaphors(layout: Layout, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, and the words that stand for one of them, by position."""
    found = tuple(_anaphors(layout, mentions)) if mentions else ()
    if not found:
        return mentions
    return sorted((*mentions, *found), key=lambda mention: mention.span)


def _anaphors(layout: Layout, mentions: Sequence[Mention]) -> Iterator[Mention]:
    starts = [mention.span.start for mention in mentions]
    for match in islice(anaphor_expression().finditer(layout.text), _MOST):
        opening = _opening(layout, match.start())
        sentence = _sentence_before(layout, opening) if opening is not None else None
        if sentence is None:
            continue
        at = bisect_left(starts, sentence.start)
        if at < len(starts) and starts[at] == sentence.start:
            end = match.end() - 1  # the space after it
            yield Mention(Span(match.start(), end), mentions[at].outlet)


def _opening(layout: Layout, end: int) -> int | None:
    """Where the quotation begins that stands right before a position."""
    start = layout.starts[layout.number(end)]
    found = quotations(layout.text, Span(max(start, end - _BEFORE), end))
    return found[-1].start if found and end - found[-1].end <= 1 else None


def _sentence_before(layout: Layout, at: int) -> Span | None:
    """The sentence that ends right before a position, in its paragraph or the one before."""
    number = layout.number(at)
    if layout.starts[number] == at:
        number -= 1
    if number < 0:
        return None
    line = layout.span(number)
    end = min(line.end, at)
    while end > line.start and layout.text[end - 1].isspace():
        end -= 1
    is_ended = end > line.start and layout.text[end - 1] in ".!?"
    return layout.sentence(Span(end - 1, end)) if is_ended else None
