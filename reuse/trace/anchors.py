"""Where two matched stretches really say the same, word for word.

An edited match may hold whole sentences that only one side has.  Runs of three words
that both sides have exactly once, in the same order, are its anchors; between anchors
far apart the match is broken.  Some hundred matches are looked at together, as columns:
a few sorts, and a longest increasing subsequence where words have changed places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.model import ArticleId
from reuse.text.rising import longest_rising
from reuse.trace.intervals import Piece, Spot
from reuse.trace.words import Words, bounds_of, read_words

_GRAM = 3
_GAP_WORDS = 12
_LEAST_WORDS = 6
# A key is the number of a match in its batch and those of three words.  Past so many
# words in one batch numbers of equal remainder look alike; that all three of a run do
# is as good as impossible.
_BITS = 18
_MATCHES_AT_ONCE = 1 << 64 - 3 * _BITS
_CHARACTERS_AT_ONCE = 1 << 22
_WORDS_KEPT = 1 << 23

_Numbers = NDArray[np.int64]
Sides = tuple[Spot, Spot]


class Stretch(NamedTuple):
    """Two stretches with nearly the same words, and how many words the shorter has."""

    left: Piece
    right: Piece
    words: int


class Anchors:
    """The stretches of any match between some articles, whose words share one vocabulary."""

    def __init__(self, words: Mapping[ArticleId, Words]) -> None:
        self._words = words
        # An article takes part in several matches, most often near each other.
        self._bounds: dict[ArticleId, NDArray[np.int32]] = {}
        self._held = 0

    def stretches(self, sides: Sequence[Sides]) -> list[tuple[Stretch, ...]]:
        """The parts of each match whose words agree, by position; none when no words do."""
        found: list[tuple[Stretch, ...]] = []
        for some in self._batches(sides):
            lines = self._lines(some)
            left, right = (lines.parts([pair[at] for pair in some]) for at in (0, 1))
            rows = _stretches(lines, left, right)
            for number in np.flatnonzero(left.is_cut | right.is_cut).tolist():
                rows[number] = self._of_pieces(some[number])
            found += rows
        return found

    def _batches(self, sides: Sequence[Sides]) -> Iterator[Sequence[Sides]]:
        """Some hundred matches at a time, fewer of long articles."""
        first = size = 0
        met: set[ArticleId] = set()
        for number, pair in enumerate(sides):
            if number - first == _MATCHES_AT_ONCE or size > _CHARACTERS_AT_ONCE:
                yield sides[first:number]
                first, size = number, 0
                met.clear()
            for article, start, end in pair:
                size += end - start
                if article not in met:
                    met.add(article)
                    size += len(self._words[article].text)
        if first < len(sides):
            yield sides[first:]

    def _lines(self, sides: Sequence[Sides]) -> _Lines:
        articles = list(dict.fromkeys(spot[0] for pair in sides for spot in pair))
        missing = [a for a in articles if a not in self._bounds]
        self._held += sum(len(self._words[article].numbers) for article in missing)
        if self._held > _WORDS_KEPT:
            self._bounds.clear()
            missing = articles
            self._held = sum(len(self._words[article].numbers) for article in missing)
        texts = [self._words[article].text for article in missing]
        self._bounds.update(zip(missing, bounds_of(texts), strict=True))
        return _Lines.of(articles, self._words, self._bounds)

    def _of_pieces(self, pair: Sides) -> tuple[Stretch, ...]:
        """Those of a match that cuts a word in two, whose parts are words here."""
        names = ArticleId("left"), ArticleId("right")
        texts = [self._words[article].text[start:end] for article, start, end in pair]
        alone = Anchors(read_words(dict(zip(names, texts, strict=True))))
        whole = (names[0], 0, len(texts[0])), (names[1], 0, len(texts[1]))
        (here, there) = (start for _, start, _ in pair)
        return tuple(
            Stretch(_moved(s.left, here), _moved(s.right, there), s.words)
            for s in alone.stretches([whole])[0]
        )


def _moved(piece: Piece, by: int) -> Piece:
    return piece[0] + by, piece[1] + by


@dataclass(frozen=True, slots=True)
class _Parts:
    """One side of some matches: its words in the lines, from `low` to before `high`.

    `shift`: where the text of its article begins among all texts.
    """

    low: _Numbers
    high: _Numbers
    shift: _Numbers
    is_cut: NDArray[np.bool_]

    @property
    def grams(self) -> _Numbers:
        """How many runs of three words each has."""
        found: _Numbers = np.maximum(self.high - self.low - _GRAM + 1, 0)
        return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """The words of some texts, one after the other: which they are, and where they stand.

    `shifts`: where each text begins, as if they stood in one, a sign between two of them.
    """

    numbers: _Numbers
    starts: _Numbers
    ends: _Numbers
    shifts: Mapping[ArticleId, int]

    @classmethod
    def of(
        cls,
        articles: Sequence[ArticleId],
        words: Mapping[ArticleId, Words],
        bounds: Mapping[ArticleId, NDArray[np.int32]],
    ) -> _Lines:
        sizes = np.array([len(words[a].text) + 1 for a in articles])
        shifts = np.cumsum(sizes) - sizes
        numbers = np.concatenate([words[a].numbers for a in articles]).astype(np.int64)
        if len(numbers) and int(numbers.max()) >> _BITS:
            numbers = np.unique(numbers, return_inverse=True)[1] & ((1 << _BITS) - 1)
        places = np.concatenate([bounds[a] for a in articles]).astype(np.int64)
        places += np.repeat(shifts, [len(bounds[a]) for a in articles])[:, None]
        starts, ends = places.T.copy()
        return cls(numbers, starts, ends, dict(zip(articles, shifts.tolist(), strict=True)))

    def parts(self, spots: Sequence[Spot]) -> _Parts:
        """The words of some places, each of one of the texts."""
        rows = [(self.shifts[article], start, end) for article, start, end in spots]
        shift, start, end = np.array(rows, np.int64).reshape(-1, 3).T
        low = np.searchsorted(self.starts, start + shift, side="left")
        high = np.searchsorted(self.ends, end + shift, side="right")
        if not len(self.starts):
            return _Parts(low, high, shift, np.zeros(len(low), bool))
        before = (low > 0) & (self.ends[np.maximum(low - 1, 0)] > start + shift)
        last = len(self.starts) - 1
        after = (high <= last) & (self.starts[np.minimum(high, last)] < end + shift)
        return _Parts(low, high, shift, before | after)

    def keys(self, parts: _Parts) -> tuple[NDArray[np.uint64], _Numbers]:
        """The runs of three words of all parts, and which of its part each is."""
        counts = parts.grams
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        at = within + np.repeat(parts.low, counts)
        keys = np.repeat(np.arange(len(counts)), counts)
        for offset in range(_GRAM):
            keys = (keys << _BITS) | self.numbers[at + offset]
        return keys.view(np.uint64), within


@dataclass(frozen=True, slots=True)
class _Columns:
    """Anchors: the number of the match, and where the run begins on either side, in words."""

    match: _Numbers
    left: _Numbers
    right: _Numbers

    def only(self, kept: NDArray[np.bool_] | _Numbers) -> _Columns:
        """Some of them."""
        return _Columns(self.match[kept], self.left[kept], self.right[kept])

    @property
    def follows(self) -> NDArray[np.bool_]:
        """Whether each but the first is of the same match as the one before."""
        found: NDArray[np.bool_] = self.match[1:] == self.match[:-1]
        return found


def _stretches(lines: _Lines, left: _Parts, right: _Parts) -> list[tuple[Stretch, ...]]:
    """The stretches of each match of a batch."""
    found: list[list[Stretch]] = [[] for _ in left.low]
    anchors = _rising(_anchors(lines, left, right))
    if not len(anchors.match):
        return [()] * len(found)
    breaks = _breaks(anchors, lines, left, right)
    opens = np.concatenate(([True], ~anchors.follows))
    closes = np.concatenate((~anchors.follows, [True]))
    begins, ends = opens.copy(), closes.copy()
    begins[breaks] = ends[breaks - 1] = True
    first, last = anchors.only(begins), anchors.only(ends)
    # The ends of the match belong to its first and last row, if they are near.
    is_first = opens[begins] & (np.maximum(first.left, first.right) <= _GAP_WORDS)
    here, there = (side.grams[last.match] - 1 for side in (left, right))
    rest = np.maximum(here - last.left, there - last.right)
    is_last = closes[ends] & (rest <= _GAP_WORDS)
    here, there = np.where(is_last, here, last.left), np.where(is_last, there, last.right)
    one, other = np.where(is_first, 0, first.left), np.where(is_first, 0, first.right)
    sizes = np.minimum(here - one, there - other) + _GRAM
    columns = (
        *_places(lines, left, match=first.match, first=one, last=here),
        *_places(lines, right, match=first.match, first=other, last=there),
    )
    rows = np.column_stack((first.match, *columns, sizes))[sizes >= _LEAST_WORDS]
    for match, start, end, far_start, far_end, size in rows.tolist():
        found[match].append(Stretch((start, end), (far_start, far_end), size))
    return [tuple(row) for row in found]


def _places(
    lines: _Lines, parts: _Parts, *, match: _Numbers, first: _Numbers, last: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """From the first word of one run of three to the last of another, in the text."""
    low, shift = parts.low[match], parts.shift[match]
    return lines.starts[low + first] - shift, lines.ends[low + last + _GRAM - 1] - shift


def _anchors(lines: _Lines, left: _Parts, right: _Parts) -> _Columns:
    """Runs that both sides of a match have once, by match and place on the left."""
    keys, here = _once(*lines.keys(left))
    far_keys, there = _once(*lines.keys(right))
    if not len(far_keys):
        keys, here = keys[:0], here[:0]
    at = np.searchsorted(far_keys, keys)
    at[at == len(far_keys)] = 0
    both = far_keys[at] == keys
    match = (keys[both] >> np.uint64(3 * _BITS)).astype(np.int64)
    found = _Columns(match, here[both], there[at[both]])
    return found.only(np.argsort((match << 40) | found.left))


def _once(keys: NDArray[np.uint64], within: _Numbers) -> tuple[NDArray[np.uint64], _Numbers]:
    """The keys that occur once, in order, and what belongs to each."""
    order = np.argsort(keys)
    keys = keys[order]
    differs = np.ones(len(keys) + 1, bool)
    differs[1:-1] = keys[1:] != keys[:-1]
    alone = differs[1:] & differs[:-1]
    return keys[alone], within[order[alone]]


def _rising(anchors: _Columns) -> _Columns:
    """Of each match the most anchors that stand in the same order on both sides."""
    falls = np.flatnonzero(anchors.follows & (anchors.right[1:] <= anchors.right[:-1]))
    if not len(falls):
        return anchors
    kept = np.ones(len(anchors.match), bool)
    matches = np.unique(anchors.match[falls])
    lows, highs = (np.searchsorted(anchors.match, matches, side=s) for s in ("left", "right"))
    for low, high in zip(lows.tolist(), highs.tolist(), strict=True):
        kept[low:high] = False
        kept[np.array(longest_rising(anchors.right[low:high].tolist())) + low] = True
    return anchors.only(kept)


def _breaks(anchors: _Columns, lines: _Lines, left: _Parts, right: _Parts) -> _Numbers:
    """Numbers of the anchors that come after a wide gap."""
    steps = np.maximum(np.diff(anchors.left), np.diff(anchors.right))
    wide = np.flatnonzero(anchors.follows & (steps - _GRAM > _GAP_WORDS))
    found = []
    for at in wide.tolist():
        match = anchors.match[at]
        here, there = (
            lines.numbers[side.low[match] + places[at] : side.low[match] + places[at + 1]]
            for side, places in ((left, anchors.left), (right, anchors.right))
        )
        # Words said twice have no anchor, and are the same all the same.
        if not np.array_equal(here, there):
            found.append(at + 1)
    return np.array(found, np.int64)
