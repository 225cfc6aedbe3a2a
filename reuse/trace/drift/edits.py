"""Where two passages differ between words that are equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reuse.model import Change, ChangeKind
from reuse.text.patience import Run, equal_runs
from reuse.trace.drift.words import Passage, Word

# A short function word between two changes holds nothing together.
_LIGHT, _WEIGHT = 3, 0.35
_LEAST, _LEAST_AROUND = 1.0, 3.0
_NEAR = 8
# Of the eight words around an edit in prose so many are in small letters.
_PROSE, _SIDE = 4, 4
_CODE = frozenset("{}=_\\")

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the source for which the derivative has others, or none, or the reverse.

    `has_before`, `has_after`: whether equal words stand on that side, enough to hold it.
    `left_at`, `right_at`: where it begins among the words of either passage.
    """

    left: Words
    right: Words
    left_at: int
    right_at: int
    has_before: bool
    has_after: bool
    is_prose: bool

    @property
    def is_inside(self) -> bool:
        """Whether equal words stand on both sides."""
        return self.has_before and self.has_after

    def is_within(self, words: int) -> bool:
        """Whether neither side has more than so many words."""
        return len(self.left) <= words and len(self.right) <= words


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages with their equal runs and their edits.

    `left_only`, `right_only`: the words of all edits that the other side's edits lack.
    """

    left: Passage
    right: Passage
    runs: tuple[Run, ...]
    edits: tuple[Edit, ...]
    left_only: Counter[str]
    right_only: Counter[str]

    def change(self, kind: ChangeKind, ours: Sequence[Word], theirs: Sequence[Word]) -> Change:
        """A change of some words of the left passage to some of the right."""
        return Change(
            kind=kind,
            source=self.left.span(ours),
            derivative=self.right.span(theirs),
            before=self.left.text(self.left.span(ours)),
            after=self.right.text(self.right.span(theirs)),
        )

    @property
    def equal_share(self) -> float:
        """Which share of the words between the first and the last equal run is equal."""
        if not self.runs:
            return 0.0
        first, last = self.runs[0], self.runs[-1]
        ours = last.left + last.length - first.left
        theirs = last.right + last.length - first.right
        return 2 * sum(run.length for run in self.runs) / (ours + theirs)


def align(left: Passage, right: Passage) -> Alignment:
    """The edits that lead from one passage to the other; both ways round the same."""
    runs = tuple(_held(_runs(left.words, right.words), left.words))
    edits = tuple(_edits(left, right, runs=runs))
    ours = Counter(word.key for edit in edits for word in edit.left)
    theirs = Counter(word.key for edit in edits for word in edit.right)
    return Alignment(left, right, runs, edits, ours - theirs, theirs - ours)


def _runs(left: Words, right: Words) -> tuple[Run, ...]:
    ours, theirs = [word.key for word in left], [word.key for word in right]
    number = {key: n for n, key in enumerate(dict.fromkeys(sorted({*ours, *theirs})))}
    one, other = [number[key] for key in ours], [number[key] for key in theirs]
    # Among alignments of equal length the first is taken: the same one from either side.
    if one <= other:
        return equal_runs(one, other)
    return tuple(Run(run.right, run.left, run.length) for run in equal_runs(other, one))


def weight(words: Iterable[Word]) -> float:
    """How much equal words hold together."""
    return sum(_WEIGHT if len(word.key) <= _LIGHT else 1.0 for word in words)


def _held(runs: Sequence[Run], left: Words) -> Iterator[Run]:
    """The runs without those between two edits that a function word makes."""
    for number, run in enumerate(runs):
        is_between = 0 < number < len(runs) - 1
        if not is_between or weight(left[run.left : run.left + run.length]) >= _LEAST:
            yield run


def _edits(left: Passage, right: Passage, *, runs: Sequence[Run]) -> Iterator[Edit]:
    at_left = at_right = 0
    before = 0.0
    for run in (*runs, Run(len(left.words), len(right.words), 0)):
        ours, theirs = left.words[at_left : run.left], right.words[at_right : run.right]
        equal = left.words[run.left : run.left + run.length]
        after = weight(equal[:_NEAR])
        if ours or theirs:
            is_held = before + after >= _LEAST_AROUND
            yield Edit(
                ours, theirs, at_left, at_right,
                is_held and before >= _LEAST, is_held and after >= _LEAST,
                _is_prose(left, at_left, run.left) and _is_prose(right, at_right, run.right),
            )  # fmt: skip
        at_left, at_right = run.left + run.length, run.right + run.length
        before = weight(equal[-_NEAR:])


def _is_prose(passage: Passage, start: int, end: int) -> bool:
    """Whether most of the words around an edit are in small letters: no list, by-line or code."""
    sides = passage.words[max(0, start - _SIDE) : start], passage.words[end : end + _SIDE]
    before, after = (sum(not word.is_capital and not word.role for word in side) for side in sides)
    if not before or not after or before + after < _PROSE:
        return False
    return _CODE.isdisjoint(passage.layout.text[sides[0][0].start : sides[1][-1].end])


def without(words: Sequence[Word], others: Collection[Word]) -> list[Word]:
    """The words that the others do not have as well, one for one."""
    left = Counter(word.key for word in others)
    kept = []
    for word in words:
        if left[word.key] > 0:
            left[word.key] -= 1
        else:
            kept.append(word)
    return kept
