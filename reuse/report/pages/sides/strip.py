"""Where passages lie in a text, as a strip: from its beginning to its end, in per cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reuse.model import Span

# In per cent: thinner parts could not be seen, and a number takes so much with each digit.
_THINNEST, _EDGES, _DIGIT = 0.6, 1.5, 1.2
# More parts than this cannot be hit: then the strip is a picture, and the list beside it leads on.
MOST_LINKED = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a strip, in per cent of its width from the left, whatever the script."""

    number: int
    start: str
    length: str
    middle: str
    end: str
    is_numbered: bool


def bar_of(number: int, span: Span, *, within: int, from_right: bool) -> Bar:
    """Where `span` lies in a text of so many code points.

    >>> bar_of(1, Span(0, 50), within=200, from_right=True).start
    '75'
    """
    length = max(_THINNEST, 100 * len(span) / within)
    start = min(100 * span.start / within, 100 - length)
    if from_right:
        start = 100 - start - length
    return Bar(
        number=number,
        start=per_cent(start),
        length=per_cent(length),
        middle=per_cent(start + length / 2),
        end=per_cent(start + length),
        is_numbered=length >= _EDGES + _DIGIT * len(str(number)),
    )


def bars_of(spans: Iterable[Span], *, within: int, from_right: bool) -> tuple[Bar, ...]:
    """The parts of a strip, numbered from 1."""
    return tuple(
        bar_of(number, span, within=within, from_right=from_right)
        for number, span in enumerate(spans, 1)
    )


def per_cent(share: float) -> str:
    """A share as an attribute has it, to the second decimal: `12.5`."""
    return f"{share:.2f}".rstrip("0").rstrip(".")
