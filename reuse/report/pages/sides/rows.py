"""The rows of two articles side by side: what is level in both, and what stands between.

A passage is cut where both sides begin a new line, so that it stays level however long it
is.  The words of the same paragraph that lead up to a passage are a row of their own,
drawn to the foot, so that both read on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reuse.model import Span
from reuse.report.moves import Move, Moved, changed, changes_beside, settled
from reuse.report.pages.excerpt import Part
from reuse.report.pages.sides.half import Half
from reuse.report.pages.sides.passages import Passage
from reuse.report.pages.sides.strip import per_cent
from reuse.report.segments import Comparison
from reuse.report.words import Words

_LONGEST_LEAD = 600
# A passage is not cut into shorter pieces than this, in code points.
_SHORTEST_PIECE = 300
# Up to this length a text stays in view beside one this many times as long.
_BRIEF, _TIMES = 700, 3
# Opposite to less than this an empty cell says nothing.
_LONG = 600

Halves = tuple[Half, Half]
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cells:
    """Two stretches at the same height.

    `place` is where they lie in their articles: start and length of the left one, then of the
    right one, in per cent.  `brief` is 0 or 1 for a side that is much shorter than the other,
    `alone` how many words stand opposite to an empty cell.
    """

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    place: str
    brief: int | None = None
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells one below the other; `number` is that of the passage, 0 for the text between."""

    kind: Literal["text", "lead", "passage"]
    cells: tuple[Cells, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage with its number on the page and its differences."""

    number: int
    passage: Passage
    left: Words
    right: Words
    comparison: Comparison

    def span(self, side: int) -> Span:
        """Where it stands on one side, 0 for the left one."""
        return self.passage.right if side else self.passage.left

    def settled(self, side: int) -> tuple[Span, ...]:
        """The words of one side that surely have their opposite."""
        return settled(self.comparison.changes, self.span(side).start, side=side)


def rows(halves: Halves, level: Sequence[Compared], *, found: Sequence[Move]) -> Iterator[Row]:
    """Both articles whole, with the passages in `level`, which are in order on both sides."""
    at = (0, 0)
    for passage in level:
        start = (passage.passage.left.start, passage.passage.right.start)
        yield from _between(halves, at, end=start)
        yield passage_row(halves, passage, found=found)
        at = (passage.passage.left.end, passage.passage.right.end)
    yield from _filled("text", halves, start=at, end=_ends(halves))


def passage_row(halves: Halves, shown: Compared, *, found: Sequence[Move]) -> Row:
    """One passage, cut into pieces that begin level."""
    spans = (shown.span(0), shown.span(1))
    start = (spans[0].start, spans[1].start)
    moved = (Moved([move.left for move in found]), Moved(sorted(move.right for move in found)))
    changes = shown.comparison.changes
    if any(moved[n].are_in(spans[n]) for n in (0, 1)):
        changes = changes_beside(shown.left, shown.right, at=start, moved=moved)
    marks = changed(changes, start, moved=moved)
    cells = []
    for end in (*_cuts(shown), (spans[0].end, spans[1].end)):
        parts = [half.part(start[n], end[n], extra=marks[n]) for n, half in enumerate(halves)]
        cells.append(Cells(parts[0], parts[1], _place(halves, start, end)))
        start = end
    return Row("passage", tuple(cells), shown.number)


def _cuts(shown: Compared) -> Iterator[Point]:
    """Where both sides of a passage begin a line with words that are equal before and after."""
    starts = (shown.passage.left.start, shown.passage.right.start)
    last = at = (0, 0)
    word = (0, 0)
    for change in shown.comparison.changes:
        end = (at[0] + len(change.left), at[1] + len(change.right))
        counts = (_count(shown.left, word[0], end[0]), _count(shown.right, word[1], end[1]))
        if change.change == "equal" and "\n" in change.left and "\n" in change.right:
            for n in range(1, min(counts)):
                cut = (
                    _line(shown.left, word[0] + n),
                    _line(shown.right, word[1] + n),
                )
                if min(cut) > 0 and max(cut[0] - last[0], cut[1] - last[1]) >= _SHORTEST_PIECE:
                    yield starts[0] + cut[0], starts[1] + cut[1]
                    last = cut
        at, word = end, (word[0] + counts[0], word[1] + counts[1])


def _count(words: Words, first: int, end: int) -> int:
    """How many words from the `first` on begin before `end`."""
    number = first
    while number < len(words) and words.starts[number] < end:
        number += 1
    return number - first


def _line(words: Words, number: int) -> int:
    """Where the line begins that a word opens; 0 when it opens none."""
    return words.text.rfind("\n", words.ends[number - 1], words.starts[number]) + 1


def _between(halves: Halves, start: Point, *, end: Point) -> Iterator[Row]:
    """The text before a passage, and apart from it what leads up in the same paragraph."""
    lead = (
        _lead_start(halves[0].article.text, start[0], end=end[0]),
        _lead_start(halves[1].article.text, start[1], end=end[1]),
    )
    yield from _filled("text", halves, start=start, end=lead)
    yield from _filled("lead", halves, start=lead, end=end)


def _lead_start(text: str, start: int, *, end: int) -> int:
    line = text.rfind("\n", max(start, end - _LONGEST_LEAD), end) + 1
    return line or (start if end - start <= _LONGEST_LEAD else end)


def _filled(
    kind: Literal["text", "lead"], halves: Halves, *, start: Point, end: Point
) -> Iterator[Row]:
    parts = [half.part(start[n], end[n]) for n, half in enumerate(halves)]
    if not any(parts):
        return
    brief = _brief(end[0] - start[0], end[1] - start[1]) if kind == "text" else None
    alone = 0
    if brief is not None and not parts[brief]:
        alone = len(halves[1 - brief].words(Span(start[1 - brief], end[1 - brief])))
    cells = Cells(
        left=parts[0],
        right=parts[1],
        place=_place(halves, start, end),
        brief=brief,
        alone=alone,
    )
    yield Row(kind, (cells,))


def _brief(left: int, right: int) -> int | None:
    """The side that is much the shorter of two lengths, so that it should stay in view."""
    short, long = sorted((left, right))
    if short > _BRIEF or long < max(_LONG, _TIMES * short):
        return None
    return 0 if left < right else 1


def _place(halves: Halves, start: Point, end: Point) -> str:
    shares = []
    for n, whole in enumerate(_ends(halves)):
        shares += [100 * start[n] / max(1, whole), 100 * (end[n] - start[n]) / max(1, whole)]
    return " ".join(map(per_cent, shares))


def _ends(halves: Halves) -> Point:
    return len(halves[0].article.text), len(halves[1].article.text)
