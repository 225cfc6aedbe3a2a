"""Two passages in two terminal columns, aligned at their equal words.

Changed words are bracketed as wdiff does (`[-left only-]`, `{+right only+}`),
so that the marks survive a copy, a pipe and a terminal without colour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest

from reuse.report.escapes import visible
from reuse.report.segments import Difference

_RULE = " │ "
_NARROWEST = 24
_BRACKETS = (("[-", "-]", "yellow"), ("{+", "+}", "cyan"))


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces of a column; `color` when it is not in both."""

    text: str
    color: str | None = None
    break_before: bool = False


def display_width(text: str) -> int:
    """Terminal columns that `text` takes: wide characters count two, combining ones none.

    >>> display_width("abc"), display_width("日本"), display_width("e\\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def side_by_side(changes: Sequence[Difference], *, width: int, color: bool) -> str:
    """Both passages next to each other, or one under the other when `width` is too narrow."""
    column = (width - len(_RULE)) // 2
    if column < _NARROWEST:
        sides = (_lines(_words(changes, side=side), width) for side in (0, 1))
        return "\n\n".join("\n".join(_painted(line, color) for line in side) for side in sides)
    rows: list[str] = []
    for block in _blocks(changes):
        left, right = (_lines(_words(block, side=side), column) for side in (0, 1))
        for left_line, right_line in zip_longest(left, right, fillvalue=()):
            gap = " " * (column - _width(left_line))
            row = _painted(left_line, color) + gap + _RULE + _painted(right_line, color)
            rows.append(row.rstrip())
    return "\n".join(rows)


def two_columns(left: str, right: str, *, width: int) -> str:
    """Two short texts in the columns of `side_by_side`."""
    return side_by_side([Difference("equal", left, right)], width=width, color=False)


def wrapped(text: str, width: int, *, indent: str = "") -> str:
    """`text` in lines of at most `width` columns, all but the first indented."""
    lines = _lines(_split(visible(text)), max(width - len(indent), _NARROWEST))
    return f"\n{indent}".join(_painted(line, color=False) for line in lines)


def _blocks(changes: Sequence[Difference]) -> Iterator[list[Difference]]:
    """Runs cut where both sides begin a new line, so that paragraphs stay level."""
    block: list[Difference] = []
    for change in changes:
        left, right = change.left.rpartition("\n"), change.right.rpartition("\n")
        if change.change == "equal" and left[1] and right[1]:
            block.append(Difference("equal", left[0], right[0]))
            yield block
            block = [Difference("equal", f"\n{left[2]}", f"\n{right[2]}")]
        else:
            block.append(change)
    yield block


def _words(changes: Iterable[Difference], *, side: int) -> Iterator[Word]:
    for change in changes:
        text = visible(change.right if side else change.left)
        if not text:
            continue
        if change.change == "equal":
            yield from _split(text)
            continue
        opening, closing, color = _BRACKETS[side]
        yield from _split(f"{opening}{text}{closing}", color)


def _split(text: str, color: str | None = None) -> Iterator[Word]:
    for number, line in enumerate(text.split("\n")):
        words = line.split()
        if number and words:
            yield Word(words[0], color, break_before=True)
            words = words[1:]
        yield from (Word(word, color) for word in words)


def _lines(words: Iterable[Word], width: int) -> list[tuple[Word, ...]]:
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    used = 0
    for word in chain.from_iterable(_broken(whole, width) for whole in words):
        cells = display_width(word.text)
        if line and (word.break_before or used + 1 + cells > width):
            lines.append(tuple(line))
            line, used = [], 0
        used += cells + bool(line)
        line.append(word)
    return [*lines, tuple(line)] if line else lines


def _broken(word: Word, width: int) -> Iterator[Word]:
    """A word as itself, or cut into parts that fit; linear in its length."""
    if display_width(word.text) <= width:
        yield word
        return
    start = used = 0
    for n, char in enumerate(word.text):
        cells = _cells(char)
        if used + cells > width:
            yield Word(word.text[start:n], word.color, word.break_before and not start)
            start, used = n, 0
        used += cells
    yield Word(word.text[start:], word.color, word.break_before and not start)


def _width(line: Sequence[Word]) -> int:
    return sum(display_width(word.text) for word in line) + max(0, len(line) - 1)


def _painted(line: Sequence[Word], color: bool) -> str:
    runs = groupby(line, key=lambda word: word.color)
    return " ".join(
        _paint(" ".join(word.text for word in run), hue if color else None) for hue, run in runs
    )


def _paint(text: str, hue: str | None) -> str:
    if hue is None:
        return text
    import click

    return click.style(text, fg=hue, bold=True)
