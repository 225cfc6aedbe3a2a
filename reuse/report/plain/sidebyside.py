"""Two passages in two terminal columns, aligned at their equal words.

Changed words are bracketed as wdiff does (`[-left only-]`, `{+right only+}`), and words of
a credit as `[=credit=]`, so that the marks survive a copy, a pipe and a terminal without
colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Literal

from reuse.model import Span
from reuse.report.escapes import visible
from reuse.report.plain.columns import (
    Column,
    Line,
    Piece,
    Role,
    Unit,
    Word,
    begins_wide,
    breakable,
    display_width,
    line_of,
)
from reuse.report.segments import Difference

_RULE = " │ "
_NARROWEST = 24
_CHANGED = (("[-", "-]"), ("{+", "+}"))
_CREDIT = ("[=", "=]")


Spans = Sequence[Span]


def side_by_side(
    changes: Sequence[Difference], *, width: int, credit: tuple[Spans, Spans] = ((), ())
) -> Iterator[Line]:
    """Both passages next to each other, or one under the other when `width` is too narrow.

    Words that are equal stand on one line in both columns.  `credit` marks words of either
    passage, in order and apart from each other.
    """
    words = (_Words(0, credit[0]), _Words(1, credit[1]))
    if _column(width) < _NARROWEST:
        yield from _filled(words[0].of(changes), width)
        yield ()
        yield from _filled(words[1].of(changes), width)
        return
    for block in _blocks(changes):
        for left, right in _rows(block, words, width=_column(width)):
            yield _beside(left, right, width=_column(width))


def two_columns(left: Sequence[str], right: Sequence[str], *, width: int) -> Iterator[Line]:
    """Two short lists of lines in the columns of `side_by_side`."""
    column = _column(width)
    if column < _NARROWEST:
        for side in (left, ("",), right):
            yield from chain.from_iterable(lines_of(line, width) or [()] for line in side)
        return
    for one, other in zip_longest(left, right, fillvalue=""):
        for row in zip_longest(lines_of(one, column), lines_of(other, column), fillvalue=()):
            yield _beside(*row, width=column)


def lines_of(text: str, width: int) -> list[Line]:
    """One text in lines of at most `width` columns."""
    return list(_filled(_Words(0, ()).of([Difference("equal", text, "")]), width))


def _column(width: int) -> int:
    return (width - len(_RULE)) // 2


def _beside(left: Line, right: Line, *, width: int) -> Line:
    gap = " " * (width - sum(display_width(piece.text) for piece in left))
    return (*left, Piece(gap + (_RULE if right else _RULE.rstrip()), "rule"), *right)


def wrapped(text: str, width: int, *, indent: str = "") -> str:
    """`text` in lines of at most `width` columns, all but the first indented."""
    lines = lines_of(text, max(width - len(indent), _NARROWEST))
    return f"\n{indent}".join(plain(line) for line in lines)


def plain(line: Line) -> str:
    """A line without its roles."""
    return "".join(piece.text for piece in line)


def _blocks(changes: Iterable[Difference]) -> Iterator[list[Difference]]:
    """Runs cut where both sides begin a new line, so that paragraphs stay level."""
    block: list[Difference] = []
    for change in changes:
        *lines, last = _level(change)
        for line in lines:
            yield [*block, line]
            block = []
        block.append(last)
    yield block


def _level(change: Difference) -> Iterator[Difference]:
    """An equal run line by line where both sides have as many; each but the first breaks."""
    lines = [text.split("\n") for text in (change.left, change.right)]
    if change.change != "equal" or len(lines[0]) != len(lines[1]):
        yield change
        return
    for number, (left, right) in enumerate(zip(*lines, strict=True)):
        lead = "\n" if number else ""
        yield Difference("equal", lead + left, lead + right)


class _Words:
    """Cuts one side of the runs into words, in order; remembers how far it is."""

    def __init__(self, side: Literal[0, 1], credit: Spans) -> None:
        self._side = side
        self._credit = credit
        self._at = self._next = 0
        self._is_glued = self._breaks = False

    def of(self, changes: Iterable[Difference]) -> list[list[Unit]]:
        """For each of the runs that come next the words that begin in it.

        Words without a space between them are one unit, which stays on one line where it
        fits on one, even where the run ends within it.
        """
        runs: list[list[Unit]] = []
        last: Unit | None = None
        for change in changes:
            runs.append([])
            for word in self._words(change):
                if last is None or not word.is_glued or word.is_apart:
                    last = []
                    runs[-1].append(last)
                last.append(word)
        return runs

    def _words(self, change: Difference) -> Iterator[Word]:
        text = change.right if self._side else change.left
        role: Role | None = None if change.change == "equal" else change.change
        marks = _CHANGED[self._side] if role else ("", "")
        for part, opening, closing, is_credit in self._parts(text):
            shown = role or ("credit" if is_credit else None)
            yield from self._split(f"{opening}{_marked(part, marks)}{closing}", shown)

    def _parts(self, text: str) -> Iterator[tuple[str, str, str, bool]]:
        """`text` cut where a credit begins or ends, with the marks that belong there."""
        at, end = self._at, self._at + len(text)
        while at < end:
            span = self._credit[self._next] if self._next < len(self._credit) else None
            is_in = span is not None and span.start <= at
            stop = end if span is None else min(end, span.end if is_in else span.start)
            opening = _CREDIT[0] if span is not None and span.start == at else ""
            closing = _CREDIT[1] if span is not None and span.end == stop else ""
            yield text[at - self._at : stop - self._at], opening, closing, is_in
            self._next += bool(closing)
            at = stop
        self._at = end

    def _split(self, text: str, role: Role | None) -> Iterator[Word]:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._is_glued, self._breaks = False, True
            if line[:1].isspace():
                self._is_glued = False
            for word in line.split():
                for n, part in enumerate(breakable(word)):
                    is_apart = bool(n) or begins_wide(part)
                    yield Word(part, role, bool(n) or self._is_glued, is_apart, self._breaks)
                    self._breaks = False
                self._is_glued = False
            self._is_glued = bool(line) and not line[-1].isspace()


def _marked(text: str, marks: tuple[str, str]) -> str:
    """The words of a text between two marks, the white space around them outside."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return f"{before}{marks[0]}{visible(words)}{marks[1]}{after}"


def _rows(
    block: Sequence[Difference], words: tuple[_Words, _Words], *, width: int
) -> Iterator[tuple[Line, Line]]:
    """Two columns that are filled run by run; after each run both go on in the same row."""
    left, right = Column(width), Column(width)
    for change, one, other in zip(block, words[0].of(block), words[1].of(block), strict=True):
        # Equal words are paired from the end: the first may be glued to a run before it.
        paired = min(len(one), len(other)) if change.change == "equal" else 0
        for column, units in ((left, one), (right, other)):
            for unit in units[: len(units) - paired]:
                column.put(unit)
        _level_up(left, right)
        for unit, same in zip(one[-paired:], other[-paired:], strict=True) if paired else ():
            if not (left.has_room(unit) and right.has_room(same)):
                left.begin_line()
                right.begin_line()
            left.put(unit)
            right.put(same)
            _level_up(left, right)
    yield from zip(map(line_of, left.lines), map(line_of, right.lines), strict=True)


def _level_up(left: Column, right: Column) -> None:
    while len(left.lines) < len(right.lines):
        left.begin_line()
    while len(right.lines) < len(left.lines):
        right.begin_line()


def _filled(runs: Iterable[Iterable[Unit]], width: int) -> Iterator[Line]:
    column = Column(width)
    for unit in chain.from_iterable(runs):
        column.put(unit)
    return (line_of(line) for line in column.lines if line)
