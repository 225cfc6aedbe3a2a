"""Foreign text in pictures, where nothing wraps: one line, cut to the columns there are."""

from __future__ import annotations

from reuse.report.columns import display_width
from reuse.report.escapes import in_line


def cut(text: str, cells: int) -> str:
    """`text` on one line in at most `cells` columns of width, hostile characters visible.

    >>> cut("a long name", 7)
    'a long…'
    """
    line = in_line(text[: 8 * cells])
    if display_width(line) <= cells and len(text) <= 8 * cells:
        return line
    while line and display_width(line) > cells - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"
