"""What passages are cut from: articles as tokens, and how often their words are said."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model import Article, Span
from reuse.text.columns import TokenTable
from reuse.text.hashing import mixed
from reuse.text.tokens import tokenize
from reuse.text.units import WORD, extents

_GRAM = 8  # words in a row that nobody says twice by chance
_FREQUENT = 60  # words that every text has
_BAND = 1.5  # how many times as often a word of the same band may be said
_NARROWEST = 8


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one article: keys of their normal form, code points, and sentence starts.

    `extents` are the parts of a word before each token, and of all of them, as of
    `reuse.text.units`: a character of an unspaced script is less than a word.
    """

    text: str
    keys: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    sentences: NDArray[np.int64]
    extents: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """Where the tokens from `first` to before `last` stand."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def words(self, first: int, last: int) -> int:
        """How many whole words the tokens from `first` to before `last` are."""
        return int(self.extents[last] - self.extents[first]) // WORD

    def after(self, first: int, words: int) -> int | None:
        """The first token behind so many words that begin with `first`; None beyond the end."""
        at = int(np.searchsorted(self.extents, self.extents[first] + words * WORD))
        return at if at < len(self.extents) else None

    def word(self, token: int) -> str:
        """A token as it is written."""
        return self.text[self.starts[token] : self.ends[token]]

    def gap(self, token: int) -> str:
        """What stands between a token and the next one."""
        return self.text[self.ends[token] : self.starts[token + 1]]


def words_of(articles: Sequence[Article]) -> list[Words]:
    """The tokens of each article."""
    return _apart(articles, _table(articles))


def _table(articles: Sequence[Article]) -> TokenTable:
    return tokenize([a.text for a in articles], [a.language for a in articles])


def _apart(articles: Sequence[Article], table: TokenTable) -> list[Words]:
    bounds = np.searchsorted(table.sentences[:-1], table.offsets)
    found = []
    for number, article in enumerate(articles):
        own = slice(*table.offsets[number : number + 2].tolist())
        begins = table.sentences[bounds[number] : bounds[number + 1]] - own.start
        size = table.size[own]
        columns = (table.key[own], table.start[own], table.end[own])
        before = extents(size, tokens=own.stop - own.start)
        found.append(Words(article.text, *columns, begins, before))
    return found


class Material:
    """Articles to plant in, with their words.

    `gram` words in a row are taken for a copy: 8, or fewer where shorter runs are looked for.
    """

    def __init__(self, articles: Sequence[Article], *, min_words: int) -> None:
        self.articles = articles
        self.gram = min(_GRAM, min_words)
        table = _table(articles)
        self.words = _apart(articles, table)
        self._offsets = table.offsets
        self._is_single = _said_once(table.key, self.gram)
        self._vocabularies = _vocabularies(articles, self.words)

    def is_unique(self, article: int, first: int, last: int) -> bool:
        """Whether no other place has `gram` words in a row of those tokens of an article."""
        begin = int(self._offsets[article])
        return bool(self._is_single[begin + first : begin + last - self.gram + 1].all())

    def is_frequent(self, article: int, token: int) -> bool:
        """Whether a word is one of the most frequent of its language."""
        return self._rank(article, token) < _FREQUENT

    def like(self, article: int, token: int, draw: random.Random) -> str:
        """Another word of that language that is said about as often."""
        written = self._vocabulary(article).written
        rank = self._rank(article, token)
        low = max(0, min(int(rank / _BAND), rank - _NARROWEST))
        high = min(len(written) - 1, max(int(rank * _BAND), rank + _NARROWEST))
        other = draw.randint(low, max(low, high - 1))
        return written[min(other + (other >= rank), len(written) - 1)]

    def _vocabulary(self, article: int) -> _Vocabulary:
        return self._vocabularies[self.articles[article].language]

    def _rank(self, article: int, token: int) -> int:
        return self._vocabulary(article).ranks[int(self.words[article].keys[token])]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of a language: as they are written first, by rank, and the ranks by key."""

    written: list[str]
    ranks: dict[int, int]


def _vocabularies(
    articles: Sequence[Article], words: Sequence[Words]
) -> dict[str | None, _Vocabulary]:
    said: defaultdict[str | None, Counter[int]] = defaultdict(Counter)
    first: dict[tuple[str | None, int], tuple[int, int]] = {}
    for number, (article, own) in enumerate(zip(articles, words, strict=True)):
        keys = own.keys.tolist()
        said[article.language].update(keys)
        for token, key in enumerate(keys):
            first.setdefault((article.language, key), (number, token))
    found = {}
    for language, counts in said.items():
        ordered = [key for key, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
        places = (first[language, key] for key in ordered)
        written = [words[number].word(token) for number, token in places]
        found[language] = _Vocabulary(written, {key: rank for rank, key in enumerate(ordered)})
    return found


def _said_once(keys: NDArray[np.uint64], gram: int) -> NDArray[np.bool_]:
    """Whether the so many keys from each place on stand at that place alone."""
    hashes = np.zeros(max(0, len(keys) - gram + 1), np.uint64)
    for place in range(gram):
        hashes += keys[place : place + len(hashes)]
        hashes = mixed(hashes)
    _, number, said = np.unique(hashes, return_inverse=True, return_counts=True)
    once: NDArray[np.bool_] = said[number] == 1
    return once
