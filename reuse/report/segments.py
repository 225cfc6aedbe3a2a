"""Text cut into segments: what is equal between two passages, what is marked in an article.

Segments hold text and never markup; whoever draws them decides how a mark
looks.  Segments in order are exactly the text they were cut from.  Words are
compared in the normal form, so curly and straight quotes, dashes and case are
equal; white space and punctuation between words are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from reuse.model import Span
from reuse.report.words import Words, two_words
from reuse.text.patience import Run, equal_runs
from reuse.text.units import WORD

Change = Literal["equal", "replaced", "inserted", "deleted"]
_SPACE = re.compile(r"\s+")

Role = Literal[
    "replaced", "inserted", "deleted", "moved",
    "credit", "passage", "elsewhere", "inside", "quoted", "disguised", "spaced",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One run of two aligned passages; `left` is empty when inserted, `right` when deleted."""

    change: Change
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Inline:
    """One stretch of a text that shows deleted words among those that stand."""

    change: Literal["equal", "deleted", "inserted"]
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two passages as runs, and how many of the longer one's words are equal."""

    changes: tuple[Difference, ...]
    equal_words: int
    words: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show at a span of an article; `ref` says which passage or credit, or how."""

    span: Span
    role: Role
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks, outermost first; `start` counts in the article."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()

    @property
    def end(self) -> int:
        """Code point after the last one of this segment."""
        return self.start + len(self.text)

    @property
    def opened(self) -> tuple[Mark, ...]:
        """The marks that begin here; a mark split over segments begins once."""
        return tuple(mark for mark in self.marks if mark.span.start == self.start)


def differences(
    left: str, right: str, *, languages: Sequence[str | None] = ()
) -> tuple[Difference, ...]:
    """Two passages as runs of equal and changed words.

    The lefts in order are `left`, the rights in order are `right`.

    >>> [(d.change, d.left, d.right) for d in differences("It’s a red hat.", "it's a hat!")]
    [('equal', 'It’s a ', "it's a"), ('deleted', 'red', ''), ('equal', ' hat.', ' hat!')]
    """
    return compared(*two_words(left, right, languages=languages)).changes


def compared(left: Words, right: Words) -> Comparison:
    """Two passages compared; their words must come from one index."""
    runs = equal_runs(left.keys, right.keys)
    return Comparison(
        changes=tuple(_joined(_differences(left, right, runs=runs))),
        equal_words=sum(left.parts(run.left, run.left + run.length) for run in runs) // WORD,
        words=max(side.parts(0, len(side)) for side in (left, right)) // WORD,
    )


def inline(changes: Sequence[Difference]) -> tuple[Inline, ...]:
    """Both passages in one line of text, as a page shows what a copy changed.

    All that is not deleted is the right passage, exactly.  White space that only
    the left one has goes with its deleted words, so that no two words run together.

    >>> [(i.change, i.text) for i in inline(differences("in a red hat", "in a hat"))]
    [('equal', 'in a'), ('deleted', ' red'), ('equal', ' hat')]
    """
    return tuple(_inline(changes))


def _inline(changes: Sequence[Difference]) -> Iterator[Inline]:
    shown = ""
    for n, change in enumerate(changes):
        if change.change == "equal":
            yield Inline("equal", change.right)
        else:
            if change.left:
                before = changes[n - 1].left if n else ""
                rest = changes[n + 1] if n + 1 < len(changes) else None
                yield Inline("deleted", _spaced(change, before, shown=shown, rest=rest))
            if change.right:
                yield Inline("inserted", change.right)
        shown = change.right or shown


def _spaced(change: Difference, before: str, *, shown: str, rest: Difference | None) -> str:
    """Deleted words with what divides them from the text that is shown around them."""
    lead = "" if not shown or shown[-1].isspace() else _divider(_gap(before[::-1])[::-1], shown[-1])
    if change.right:
        return f"{lead}{change.left} "
    after = rest.right if rest else ""
    if not rest or not after or after[0].isspace():
        return lead + change.left
    return lead + change.left + _divider(_gap(rest.left), after[0])


def _gap(text: str) -> str:
    """The leading characters that belong to no word."""
    return text[: next((n for n, c in enumerate(text) if c.isalnum()), len(text))]


def _divider(gap: str, neighbour: str) -> str:
    """The first white space of a gap; without one all of it, unless a mark stands there."""
    space = _SPACE.search(gap)
    if space:
        return space[0]
    return gap if neighbour.isalnum() else ""


def marked(text: str, marks: Iterable[Mark], *, within: Span | None = None) -> tuple[Segment, ...]:
    """The part `within` of an article (all of it by default), cut wherever a mark begins or ends.

    O(m log m) in the marks plus the overlaps among them; a mark that reaches
    beyond `within` covers its part of it.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    inside = sorted(
        (m for m in marks if m.span.start < end and m.span.end > start),
        key=lambda m: (m.span.start, -m.span.end, m.role, m.ref),
    )
    edges = {start, end}
    edges.update(max(m.span.start, start) for m in inside)
    edges.update(min(m.span.end, end) for m in inside)
    return tuple(_swept(text, sorted(edges), marks=inside))


def _swept(text: str, edges: Sequence[int], *, marks: Sequence[Mark]) -> Iterator[Segment]:
    # Invariant: `active` holds the marks that cover `start`, in their sorted order.
    active: list[Mark] = []
    coming = 0
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.span.end > start]
        while coming < len(marks) and marks[coming].span.start <= start:
            active.append(marks[coming])
            coming += 1
        yield Segment(text[start:end], start, tuple(active))


def _steps(runs: Iterable[Run], end: Run) -> Iterator[tuple[Change, Run]]:
    """Changed and equal stretches in turn; a stretch is where it ends on either side."""
    at_left = at_right = 0
    for run in (*runs, end):
        if at_left < run.left or at_right < run.right:
            yield _change(at_left < run.left, at_right < run.right), Run(run.left, run.right, 0)
        at_left, at_right = run.left + run.length, run.right + run.length
        if run.length:
            yield "equal", Run(at_left, at_right, 0)


def _change(has_left: bool, has_right: bool) -> Change:
    if has_left and has_right:
        return "replaced"
    return "deleted" if has_left else "inserted"


def _differences(left: Words, right: Words, *, runs: Iterable[Run]) -> Iterator[Difference]:
    # Invariant: everything before `at` is given; words before `token` are used up.
    at = token = (0, 0)
    for change, end in _steps(runs, Run(len(left), len(right), 0)):
        begin_left, end_left = left.bounds(token[0], end.left, at=at[0])
        begin_right, end_right = right.bounds(token[1], end.right, at=at[1])
        gap = left.text[at[0] : begin_left], right.text[at[1] : begin_right]
        if any(gap):
            yield Difference("equal", *gap)
        yield Difference(change, left.text[begin_left:end_left], right.text[begin_right:end_right])
        at, token = (end_left, end_right), (end.left, end.right)
    if at != (len(left.text), len(right.text)):
        yield Difference("equal", left.text[at[0] :], right.text[at[1] :])


def _joined(found: Iterable[Difference]) -> Iterator[Difference]:
    for change, run in groupby(found, key=lambda d: d.change):
        parts = list(run)
        yield Difference(change, "".join(d.left for d in parts), "".join(d.right for d in parts))
