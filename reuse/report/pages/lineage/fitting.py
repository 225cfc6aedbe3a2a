"""Text that fits into a width in pixels, before any browser has measured it."""

from __future__ import annotations

from reuse.report.escapes import in_line
from reuse.report.plain.columns import display_width

# Widths in ems of the widest sans serif that a reader is likely to have (DejaVu Sans).
_NARROW = frozenset("fijlrtI.,:;'’‘|!()[]/ ")
_BROAD = frozenset("mwMW@%—…")


def fitted(text: str, width: float, *, size: int) -> str:
    """`text` on one line, cut with an ellipsis where it is wider than `width` pixels.

    >>> fitted("The Telegraph", 70, size=15)
    'The T…'
    """
    reach = int(4 * width / size) + 1
    line = in_line(text[:reach])
    if text_width(line, size=size) <= width and len(text) <= reach:
        return line
    room = width - text_width("…", size=size)
    used = 0.0
    for n, char in enumerate(line):
        used += text_width(char, size=size)
        if used > room:
            return f"{line[:n].rstrip()}…"
    return f"{line.rstrip()}…"


def text_width(text: str, *, size: int) -> float:
    """About how wide a text is at most in a font of `size` pixels."""
    return size * sum(map(_ems, text))


def _ems(char: str) -> float:
    if char in _NARROW:
        return 0.42
    if char in _BROAD:
        return 1.0
    if char.isascii():
        return 0.72 if char.isupper() else 0.64
    return 0.72 * display_width(char)
