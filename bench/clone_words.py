"""The words of real articles as columns, and the same sentences with other words.

Pieces are words and what stands between them, numbered and escaped for JSON once, so
that a clone is one gather and one join.  The 60 most frequent words stay for the most
part; any other word becomes one of its frequency band, the same all through one clone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_PIECES = re.compile(r"([^\W\d_]+|\d+)")
_FUNCTION_WORDS = 60
_CHANGED_FUNCTION_WORDS = 0.1
_LEAST_BAND = 200
_BAND_GROWTH = 1.25
_LOWER, _TITLE, _UPPER = range(3)


@dataclass(frozen=True, slots=True)
class Words:
    """T words of A articles; word `t` is number `word[t]` of V, in the shape `shape[t]`.

    `strings` holds the V words in their three shapes one after the other; word v may
    become any of `band_start[v] : band_start[v] + band_size[v]`.  `gaps` are the
    strings between words, `gap` their numbers, one more than words in each article.
    """

    offsets: NDArray[np.int64]
    word: NDArray[np.int64]
    shape: NDArray[np.int64]
    gap: NDArray[np.int64]
    strings: NDArray[np.object_]
    gaps: NDArray[np.object_]
    band_start: NDArray[np.int64]
    band_size: NDArray[np.int64]

    @property
    def articles(self) -> int:
        """Number of the real articles."""
        return len(self.offsets) - 1

    def clones(self, articles: NDArray[np.int64], keys: NDArray[np.int64]) -> Iterator[list[str]]:
        """The pieces of a clone of each article, one for each key: gap, word, ..., word, gap."""
        sizes = np.diff(self.offsets)[articles]
        ends = np.cumsum(sizes)
        place = np.arange(int(sizes.sum())) - np.repeat(ends - sizes, sizes)
        tokens = np.repeat(self.offsets[articles], sizes) + place
        number = np.repeat(np.arange(len(articles)), sizes)
        pieces = np.empty(2 * len(tokens) + len(articles), object)
        at = 2 * np.arange(len(tokens)) + number
        pieces[at] = self.gaps[self.gap[tokens + articles[number]]]
        pieces[at + 1] = self.strings[self._other(tokens, np.repeat(keys, sizes))]
        cuts = np.concatenate(([0], 2 * ends + np.arange(1, len(articles) + 1)))
        pieces[cuts[1:] - 1] = self.gaps[self.gap[self.offsets[articles + 1] + articles]]
        flat = pieces.tolist()
        yield from (flat[begin:end] for begin, end in pairwise(cuts.tolist()))

    def _other(self, tokens: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """String numbers of what those words become in the clones of those keys."""
        old = self.word[tokens]
        new = self.band_start[old] + _draw(old, keys) % self.band_size[old]
        # A skeleton of function words that all clones of one article share would be found
        # as reuse between them, and rightly: a part of it changes from place to place.
        kept = old < _FUNCTION_WORDS
        kept &= _draw(tokens, keys + 1) >= _CHANGED_FUNCTION_WORDS * (1 << 31)
        return np.where(kept, old, new) + self.shape[tokens] * len(self.band_start)

    def passage(self, article: int, length: int, *, key: int, start: int) -> list[str]:
        """That many consecutive words of a clone, from any place on (`start` is taken modulo)."""
        room = len(self.word) - length
        if room < 0:
            raise ValueError(f"the articles have fewer than {length} words")
        tokens = (start + article * 7919) % (room + 1) + np.arange(length)
        keys = np.full(length, key)
        return [json.loads(f'"{s}"') for s in self.strings[self._other(tokens, keys)]]

    def sample(self, number: int, draw: np.random.Generator) -> list[str]:
        """Words drawn as often as they occur, in lower case."""
        tokens = draw.integers(0, len(self.word), number)
        return [json.loads(f'"{s}"') for s in self.strings[self.word[tokens]]]


def _draw(numbers: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """31 bits that look random, the same for the same number and key."""
    mixed = (numbers * 0x9E3779B97F4A7C1 ^ keys * 0x2545F4914F6CDD1D).view(np.uint64)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(33)).astype(np.int64)


def words_of(texts: Sequence[str]) -> Words:
    """The columns of those texts; words are runs of letters or of digits."""
    lower: dict[str, int] = {}
    between: dict[str, int] = {}
    word: list[int] = []
    shape: list[int] = []
    gap: list[int] = []
    sizes = [0]
    for text in texts:
        pieces = _PIECES.split(text)
        gap += [between.setdefault(g, len(between)) for g in pieces[::2]]
        word += [lower.setdefault(w.lower(), len(lower)) for w in pieces[1::2]]
        shape += map(_shape_of, pieces[1::2])
        sizes.append(len(pieces) // 2)
    number, order = _by_frequency(np.array(word, np.int64), list(lower))
    start, size = _bands(order)
    shaped = [*order, *(w.title() for w in order), *(w.upper() for w in order)]
    return Words(
        offsets=np.cumsum(np.array(sizes, np.int64)),
        word=number,
        shape=np.array(shape, np.int64),
        gap=np.array(gap, np.int64),
        strings=_objects([_escaped(w) for w in shaped]),
        gaps=_objects([_escaped(g) for g in between]),
        band_start=start,
        band_size=size,
    )


def _shape_of(word: str) -> int:
    if word.isupper() and len(word) > 1:
        return _UPPER
    return _TITLE if word[0].isupper() else _LOWER


def _by_frequency(word: NDArray[np.int64], names: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """The words renumbered: letters by frequency, then numbers by length and frequency."""
    counts = np.bincount(word, minlength=len(names)).tolist()

    def rank(old: int) -> tuple[bool, int, int, str]:
        name = names[old]
        return name.isdigit(), len(name) if name.isdigit() else 0, -counts[old], name

    order = sorted(range(len(names)), key=rank)
    new = np.empty(len(names), np.int64)
    new[order] = np.arange(len(names))
    return new[word], [names[old] for old in order]


def _bands(order: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the band of each word starts, and its size; function words are a band."""
    start = np.arange(len(order))
    size = np.ones(len(order), np.int64)
    letters = sum(not name.isdigit() for name in order)
    lengths = np.array([len(name) for name in order[letters:]], np.int64)
    changes = letters + 1 + np.flatnonzero(np.diff(lengths))
    function = min(_FUNCTION_WORDS, letters)
    blocks = [(0, function), (function, letters)]
    blocks += pairwise([letters, *changes.tolist(), len(order)])
    for first, last in blocks:
        for begin, end in _cuts(first, last):
            start[begin:end], size[begin:end] = begin, end - begin
    return start, size


def _cuts(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The bands of the words from `first` to `last`, of 64 words and more where there are."""
    while first < last:
        end = min(last, first + max(_LEAST_BAND, int((_BAND_GROWTH - 1) * first)))
        end = last if last - end < _LEAST_BAND else end
        yield first, end
        first = end


def _objects(strings: list[str]) -> NDArray[np.object_]:
    result = np.empty(len(strings), object)
    result[:] = strings
    return result


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
