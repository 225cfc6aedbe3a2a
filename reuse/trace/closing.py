"""What a credit closes: the quotation right before it, or the block quotation that it ends.

“…” (RT), “…” Source: RT, and a line of its own under a quotation: — RT.  What is not marked
as quoted has no beginning that one could see, and is not closed by anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reuse.model import Span
from reuse.text.layout import Layout, quotations

_BEFORE = 4000
# Signs between a quotation and what credits it: a stop, a dash, a bracket, "Source: ".
_BETWEEN = 12
# Shorter ones are titles and names: “60 Minutes” (CBS).
_SHORTEST = 25
_MOST_LINES = 40
_BLOCK = ">"
_LINE_BEGINS = 60
_NO_QUOTE = re.compile(r"[>\s]*(?:$|[-–—―−_]{1,3} ?\W{0,3}\w)")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
# Nothing after the first signs may be one of them: thousands of brackets are read once.
_LEADS_IN = re.compile(r"[>\s\-–—―−_*\[(]*(?:Sources?\b[ :]*[\[(*_]*)?")


def closed_by(layout: Layout, phrase: Span) -> tuple[Span, ...]:
    """The quoted words that a credit at `phrase` closes, by position; none if there are none."""
    number = layout.number(phrase.start)
    line = layout.span(number)
    low = max(line.start, phrase.start - _BEFORE)
    if _LEADS_IN.fullmatch(layout.text, low, phrase.start):
        return tuple(sorted(_above(layout, number)))
    if layout.text[line.start] == _BLOCK:
        return tuple(sorted([Span(line.start, phrase.start), *_block(layout, number)]))
    return _quotation(layout.text, Span(low, phrase.start))


def _quotation(text: str, before: Span) -> tuple[Span, ...]:
    """The last quotation in a stretch, if next to nothing follows it."""
    found = quotations(text, before)
    if not found or before.end - found[-1].end > _BETWEEN or len(found[-1]) < _SHORTEST:
        return ()
    return found[-1:]


def _above(layout: Layout, number: int) -> Iterator[Span]:
    """What stands quoted above a line of its own."""
    if number == 0:
        return
    above = layout.span(number - 1)
    if layout.text[layout.starts[number]] == _BLOCK:
        yield from _block(layout, number)
    elif layout.text[above.start] != _BLOCK:
        yield from _quotation(layout.text, Span(max(above.start, above.end - _BEFORE), above.end))
    elif _is_quoted(layout, above):
        yield above
        yield from _block(layout, number - 1)


def _block(layout: Layout, number: int) -> Iterator[Span]:
    """The lines of a block quotation above one of its lines, up to an empty line or a credit."""
    for at in range(number - 1, max(-1, number - 1 - _MOST_LINES), -1):
        line = layout.span(at)
        gap = layout.text[line.end : layout.starts[at + 1]]
        is_member = layout.text[line.start] == _BLOCK and not _EMPTY_LINE.search(gap)
        if not is_member:
            return
        if _is_quoted(layout, line):
            yield line
        elif len(line) > 1:
            return


def _is_quoted(layout: Layout, line: Span) -> bool:
    """Whether a line of a block quotation holds words, and not those of a credit."""
    words = layout.text[line.start : min(line.end, line.start + _LINE_BEGINS)]
    return not _NO_QUOTE.match(words)
