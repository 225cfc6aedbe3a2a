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
from reuse.trace import repeated
from reuse.trace.intervals import Piece, Spot
from reuse.trace.lines import GRAM, KEY_BITS, Lines, Parts
from reuse.trace.margins import Margins
from reuse.trace.words import Words, bounds_of, read_words

_GAP_WORDS = 12
_LEAST_WORDS = 6
_MATCHES_AT_ONCE = 1 << 64 - GRAM * KEY_BITS
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

    def _lines(self, sides: Sequence[Sides]) -> Lines:
        articles = list(dict.fromkeys(spot[0] for pair in sides for spot in pair))
        missing = [a for a in articles if a not in self._bounds]
        self._held += sum(len(self._words[article].numbers) for article in missing)
        if self._held > _WORDS_KEPT:
            self._bounds.clear()
            missing = articles
            self._held = sum(len(self._words[article].numbers) for article in missing)
        texts = [self._words[article].text for article in missing]
        self._bounds.update(zip(missing, bounds_of(texts), strict=True))
        return Lines.of(articles, self._words, self._bounds)

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


def _stretches(lines: Lines, left: Parts, right: Parts) -> list[tuple[Stretch, ...]]:
    """The stretches of each match of a batch."""
    found: list[list[Stretch]] = [[] for _ in left.low]
    anchors = _rising(_anchors(lines, left, right))
    anchors = _with_repeated(anchors, _shown(anchors, lines, left, right), lines, (left, right))
    for row in _rows(anchors, lines, left, right, grown=True).tolist():
        match, start, end, far_start, far_end, size = row[:6]
        found[match].append(Stretch((start, end), (far_start, far_end), size))
    return [tuple(row) for row in found]


def _shown(anchors: _Columns, lines: Lines, left: Parts, right: Parts) -> NDArray[np.bool_]:
    """Of each run of three words on the left, whether a stretch of the anchors holds it."""
    rows = _rows(anchors, lines, left, right)
    before = np.cumsum(left.grams) - left.grams
    edges = np.zeros(int(left.grams.sum()) + 1, np.int64)
    np.add.at(edges, before[rows[:, 0]] + rows[:, 6], 1)
    np.subtract.at(edges, before[rows[:, 0]] + rows[:, 7] + 1, 1)
    shown: NDArray[np.bool_] = np.cumsum(edges[:-1]) > 0
    return shown


def _with_repeated(
    anchors: _Columns, is_shown: NDArray[np.bool_], lines: Lines, sides: tuple[Parts, Parts]
) -> _Columns:
    """The anchors, others for matches that say words again which no stretch shows."""
    (keys, _), (far_keys, _) = (lines.keys(side) for side in sides)
    before, far_before = (np.cumsum(side.grams) - side.grams for side in sides)
    at = repeated.unshown(keys, far_keys, is_shown)
    chosen = np.unique(np.searchsorted(before, at, side="right") - 1)
    # Of a match without any anchor all is taken to agree, every place of it.
    chosen = chosen[np.isin(chosen, anchors.match)]
    rows = [anchors.only(~np.isin(anchors.match, chosen))]
    for match in chosen.tolist():
        own = keys[before[match] :][: sides[0].grams[match]].tolist()
        theirs = far_keys[far_before[match] :][: sides[1].grams[match]].tolist()
        found = repeated.chain(own, theirs, gap=_GAP_WORDS + GRAM)
        pairs = np.array(found, np.int64).reshape(-1, 2)
        one = anchors.only(anchors.match == match)
        new = _Columns(np.full(len(pairs), match, np.int64), pairs[:, 0], pairs[:, 1])
        rows.append(new if len(pairs) else one)
    joined = _Columns(
        *(np.concatenate([getattr(r, n) for r in rows]) for n in ("match", "left", "right"))
    )
    return joined.only(np.argsort((joined.match << 40) | joined.left)) if len(chosen) else anchors


def _rows(
    anchors: _Columns, lines: Lines, left: Parts, right: Parts, *, grown: bool = False
) -> _Numbers:
    """The stretches between wide gaps, one a row; `grown` by the equal words on either side.

    Columns: the match; where it starts and ends on the left and on the right, in the text; its
    words; its first and last run of three words on the left.
    """
    if not len(anchors.match):
        return np.zeros((0, 8), np.int64)
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
    if grown:
        margins = Margins(lines, left, right, first.match)
        by = margins.equal_after(here + GRAM, there + GRAM, before=(one, other))
        here, there = here + by, there + by
        by = margins.equal_before(one, other, after=(here + GRAM, there + GRAM))
        one, other = one - by, other - by
    sizes = np.minimum(here - one, there - other) + GRAM
    columns = (
        *_places(lines, left, match=first.match, first=one, last=here),
        *_places(lines, right, match=first.match, first=other, last=there),
    )
    rows = np.column_stack((first.match, *columns, sizes, one, here))
    long: _Numbers = rows[sizes >= _LEAST_WORDS]
    return long


def _places(
    lines: Lines, parts: Parts, *, match: _Numbers, first: _Numbers, last: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """From the first word of one run of three to the last of another, in the text."""
    low, shift = parts.low[match], parts.shift[match]
    return lines.starts[low + first] - shift, lines.ends[low + last + GRAM - 1] - shift


def _anchors(lines: Lines, left: Parts, right: Parts) -> _Columns:
    """Runs that both sides of a match have once, by match and place on the left."""
    keys, here = _once(*lines.keys(left))
    far_keys, there = _once(*lines.keys(right))
    if not len(far_keys):
        keys, here = keys[:0], here[:0]
    at = np.searchsorted(far_keys, keys)
    at[at == len(far_keys)] = 0
    both = far_keys[at] == keys
    match = (keys[both] >> np.uint64(GRAM * KEY_BITS)).astype(np.int64)
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


def _breaks(anchors: _Columns, lines: Lines, left: Parts, right: Parts) -> _Numbers:
    """Numbers of the anchors that come after a wide gap."""
    steps = np.maximum(np.diff(anchors.left), np.diff(anchors.right))
    wide = np.flatnonzero(anchors.follows & (steps - GRAM > _GAP_WORDS))
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
