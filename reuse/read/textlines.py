"""The lines near the top and the bottom of a text, with their places in it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from reuse.model import Span

HEAD_CHARS = 4_000
TAIL_CHARS = 3_000


class TextLine(NamedTuple):
    """A line that is not blank: its words without the space around them, and their start.

    `is_apart`: whether a blank line follows before the next words.
    """

    words: str
    start: int
    is_apart: bool = False

    def span(self, start: int, end: int) -> Span:
        """The span in the text of a part of this line."""
        return Span(self.start + start, self.start + end)


def head_lines(text: str) -> list[TextLine]:
    """The lines of the first 4,000 characters; the last one may be cut."""
    return list(_lines(text, 0, HEAD_CHARS))


def lines_beginning(text: str, pairs: Container[str], *, most: int) -> Iterator[TextLine]:
    """Those of the first `most` lines of the head that begin with one of some pairs of letters."""
    at = seen = 0
    for raw in text[:HEAD_CHARS].splitlines(keepends=True):
        words = raw.strip()
        if words:
            if words[:2] in pairs:
                yield TextLine(words, at + raw.index(words))
            seen += 1
            if seen == most:
                return
        at += len(raw)


def tail_lines(text: str) -> list[TextLine]:
    """The lines of the last 3,000 characters that are not in the head."""
    return list(_lines(text, max(HEAD_CHARS, len(text) - TAIL_CHARS), len(text)))


def _lines(text: str, start: int, stop: int) -> Iterator[TextLine]:
    held: TextLine | None = None
    at = start
    for raw in text[start:stop].splitlines(keepends=True):
        words = raw.strip()
        if words:
            if held:
                yield held
            held = TextLine(words, at + raw.index(words))
        elif held and not held.is_apart:
            held = TextLine(held.words, held.start, is_apart=True)
        at += len(raw)
    if held:
        yield held
