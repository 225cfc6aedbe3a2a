"""Words that one of two articles has at another place: neither deleted nor inserted.

The comparison of two passages keeps words in order, so what a copy moved stands in it as a
deletion and an insertion.  Here such runs are joined, in a passage or anywhere in the other
article, and taken out of the changes.  All is linear in the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reuse.model import Span
from reuse.report.segments import Difference, Mark, Role, compared
from reuse.report.words import Words

# The shortest run, in words and code points: within a passage, where three would mark every
# name and date that stands twice, and elsewhere, where a few common words meet by chance.
_NEAR, _FAR = (4, 20), (6, 30)
_GRAM = 3
# So many equal words in a row may stand opposite by chance.
_BY_CHANCE = 2
# Places tried for one run; a word that fills a book would stand at any of them.
_MOST_TRIED = 8
_TAKEN = -1
# Below the keys of all words, whole or cut.
_NONE = -(2**40)


@dataclass(frozen=True, slots=True)
class Move:
    """Equal words at two places; spans count in the articles."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Loose:
    """The words of one side that have no equal word opposite.

    `place` says of every word which passage it is in, from 1; 0 is outside of all, and -1 a
    word that has its opposite.  `starts` and `ends` count in the article.
    """

    keys: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    place: list[int]

    def span(self, first: int, length: int) -> Span:
        """Where some words stand."""
        return Span(self.starts[first], self.ends[first + length - 1])


def loose(words: Words, passages: Sequence[Span], *, equal: Sequence[Span], at: int = 0) -> Loose:
    """The words with the passages they are in; those in `equal` spans are not loose.

    Args:
        words: of a whole article, or of a part of it that begins `at` its code point.
        passages: in order of their numbers; a word is of the first that holds it.
    """

    starts = [start + at for start in words.starts]
    place = [0] * len(words)
    numbered = [*reversed([*enumerate(passages, 1)]), *((_TAKEN, span) for span in equal)]
    for number, span in numbered:
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        place[low:high] = [number] * (high - low)
    return Loose(words.keys, starts, [end + at for end in words.ends], place)


def moves(left: Loose, right: Loose) -> tuple[Move, ...]:
    """Runs of loose words that stand on both sides, one of them in a passage; by place on the left.

    No word is in two of them.
    """
    one, other = (Loose(s.keys, s.starts, s.ends, [*s.place]) for s in (left, right))
    found = [Move(a, b) for a, b in _runs(one, other)]
    # What is left of the left side's passages has nothing on the right that is loose.
    one.place[:] = [_TAKEN if place > 0 else place for place in one.place]
    found += [Move(a, b) for b, a in _runs(other, one)]
    return tuple(sorted(found, key=lambda move: move.left))


def _runs(one: Loose, other: Loose) -> Iterator[tuple[Span, Span]]:
    """Runs of the passages of `one` that are loose in `other`; they are taken from both."""
    places = _places(other, wanted={gram for _, gram in _grams(one) if gram})
    at = 0
    for first, gram in _grams(one):
        if first < at or not gram or gram not in places:
            continue
        tried = [*islice(_free(places[gram], other), _MOST_TRIED)]
        runs = [(_length(one, first, other=other, second=second), second) for second in tried]
        runs = [run for run in runs if _is_long(one, first, other=other, run=run)]
        if not runs:
            continue
        length, second = max(runs, key=lambda run: (run[0], -run[1]))
        yield one.span(first, length), other.span(second, length)
        one.place[first : first + length] = [_TAKEN] * length
        other.place[second : second + length] = [_TAKEN] * length
        at = first + length


def _grams(side: Loose) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Where in a passage some loose words stand in a row, and their keys."""
    place = side.place
    for first in range(len(place) - _GRAM + 1):
        here = place[first]
        if here > 0 and place[first + 1] == here == place[first + 2]:
            yield first, tuple(side.keys[first : first + _GRAM])


def _places(side: Loose, wanted: set[tuple[int, ...]]) -> dict[tuple[int, ...], deque[int]]:
    found: defaultdict[tuple[int, ...], deque[int]] = defaultdict(deque)
    place = side.place
    for first in range(len(place) - _GRAM + 1 if wanted else 0):
        if place[first] != _TAKEN and place[first] == place[first + 1] == place[first + 2]:
            gram = tuple(side.keys[first : first + _GRAM])
            if gram in wanted:
                found[gram].append(first)
    return found


def _free(places: deque[int], side: Loose) -> Iterator[int]:
    """Places whose words are still loose; those taken at the front are forgotten for good."""
    while places and side.place[places[0]] == _TAKEN:
        places.popleft()
    near = islice(places, _MOST_TRIED**2)
    return (first for first in near if side.place[first] != _TAKEN)


def _length(one: Loose, first: int, *, other: Loose, second: int) -> int:
    most = min(len(one.keys) - first, len(other.keys) - second)
    here, there = one.place[first], other.place[second]
    length = 0
    while (
        length < most
        and one.keys[first + length] == other.keys[second + length]
        and one.place[first + length] == here
        and other.place[second + length] == there
    ):
        length += 1
    return length


def _is_long(one: Loose, first: int, *, other: Loose, run: tuple[int, int]) -> bool:
    length, second = run
    words, points = _NEAR if one.place[first] == other.place[second] else _FAR
    return length >= words and len(one.span(first, length)) >= points


def settled(changes: Sequence[Difference], at: int, *, side: int) -> tuple[Span, ...]:
    """Where one side of a passage, which begins `at` a code point, surely has its words opposite.

    One or two equal words between changes are there by chance where a sentence moved, so they
    are loose, too.
    """
    found = []
    for change in changes:
        end = at + len(change.right if side else change.left)
        if (
            at < end
            and change.change == "equal"
            and len(change.left.split(None, _BY_CHANCE)) > _BY_CHANCE
        ):
            found.append(Span(at, end))
        at = end
    return tuple(found)


def changes_beside(
    left: Words, right: Words, *, at: tuple[int, int], moved: tuple[Moved, Moved]
) -> tuple[Difference, ...]:
    """Two passages, which begin `at` code points, compared without the words that moved."""
    one = moved[0].hidden(left, at[0], key=_NONE)
    return compared(one, moved[1].hidden(right, at[1], key=2 * _NONE)).changes


def changed(
    changes: Sequence[Difference], at: tuple[int, int], *, moved: tuple[Moved, Moved]
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The changed words of both sides of a passage as marks, without those that moved.

    What is left of a replaced run when all of the words opposite moved is inserted or deleted.
    """
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    for change in changes:
        sides = (change.left, change.right)
        if change.change != "equal":
            rests = [moved[n].rest(sides[n], at[n]) for n in (0, 1)]
            for n, rest in enumerate(rests):
                role = _role(n, is_alone=not rests[1 - n])
                marks[n].extend(Mark(span, role) for span in rest)
        at = (at[0] + len(change.left), at[1] + len(change.right))
    return tuple(marks[0]), tuple(marks[1])


def _role(side: int, *, is_alone: bool) -> Role:
    if not is_alone:
        return "replaced"
    return "inserted" if side else "deleted"


@dataclass(frozen=True, slots=True)
class Moved:
    """The moved stretches of one side, in order of place and apart."""

    spans: Sequence[Span]

    def are_in(self, span: Span) -> bool:
        """Whether any of them meets `span`."""
        first = bisect_right(self.spans, span.start, key=lambda s: s.end)
        return first < len(self.spans) and self.spans[first].start < span.end

    def hidden(self, words: Words, at: int, *, key: int) -> Words:
        """The words of a passage, in which moved ones are equal to no other from `key` down."""
        keys = [*words.keys]
        first = bisect_right(self.spans, at, key=lambda s: s.end)
        for span in islice(self.spans, first, None):
            if span.start >= at + len(words.text):
                break
            low = bisect_left(words.starts, span.start - at)
            high = bisect_left(words.starts, span.end - at)
            keys[low:high] = [key - n for n in range(low, high)]
        return replace(words, keys=keys)

    def rest(self, text: str, at: int) -> tuple[Span, ...]:
        """What of the words `text`, which stand `at` a code point, did not move."""
        return tuple(self._rest(text, at))

    def _rest(self, text: str, at: int) -> Iterator[Span]:

        start, end = at, at + len(text)
        first = max(0, bisect_right(self.spans, at, key=lambda s: s.end))
        for span in islice(self.spans, first, None):
            if span.start >= end:
                break
            yield from _words(text, at, bounds=(start, span.start))
            start = span.end
        yield from _words(text, at, bounds=(start, end))


def _words(text: str, at: int, *, bounds: tuple[int, int]) -> Iterator[Span]:
    """A stretch without what stands around its words; nothing where it has none."""
    start, end = bounds
    part = text[max(0, start - at) : max(0, end - at)]
    if not any(map(str.isalnum, part)):
        return
    lead = len(part) - len(part.lstrip())
    yield Span(start + lead, end - (len(part) - len(part.rstrip())))
