"""Which patterns may match in an article, and whether it may name an outlet at all.

Both are read off the numbers of its words (words.py), of some thousand articles at once.
A sieve only leaves out what is impossible: what it lets through is looked at again,
letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.trace.literals import Clause, needs
from reuse.trace.mentions import LONGEST_GLUED, SMALL_HEADS
from reuse.trace.outlets import Directory, fold_word
from reuse.trace.patterns import grammars
from reuse.trace.words import BITS, Marks, Remembered, Vocabulary, Words, bounds_of
from reuse.trace.words import marks as marks_of

_LEAST_LETTERS = 3
_ARTICLES_AT_ONCE = 2048
_WORDS_AT_ONCE = 1 << 22
_PAIR = 32
_HEAD, _ODD = 1, 2
_NO_LETTERS = "0123456789_"
_LETTERS = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿ])[A-Z]")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, and the numbers of all their words one after the other.

    `offsets`: where the words of each begin, then their number.
    """

    articles: Sequence[Words]
    numbers: NDArray[np.int32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, articles: Sequence[Words]) -> Batch:
        """The batch of `articles`."""
        offsets = np.cumsum([0, *(len(words.numbers) for words in articles)])
        none = np.zeros(0, np.int32)
        return cls(articles, np.concatenate([none, *(a.numbers for a in articles)]), offsets)

    def owners(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the article that each of some words is of."""
        return np.searchsorted(self.offsets, places, side="right") - 1


def batches(articles: list[Words]) -> Iterator[Batch]:
    """All articles, some thousand or some million words at a time, taken out of the list given."""
    while articles:
        words = np.cumsum([len(held.numbers) for held in articles[:_ARTICLES_AT_ONCE]])
        count = max(1, int(np.searchsorted(words, _WORDS_AT_ONCE, side="right")))
        yield Batch.of(articles[:count])
        del articles[:count]


@dataclass(frozen=True, slots=True)
class Sieve:
    """For every pattern of some lists the marks that the words of an article must have.

    `is_marked`: whether a word has any mark.
    """

    marks: Marks
    is_marked: NDArray[np.bool_]
    needed: tuple[Marks, ...]

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Sieve:
        """A sieve of lists of the sources of patterns, for articles of this vocabulary."""
        clauses, needed = _needed(tuple(map(tuple, lists)))
        marks = vocabulary.said(_remembered(clauses))
        is_marked = np.bitwise_or.reduce(marks, axis=1) != 0
        return cls(marks, is_marked, needed)

    def passing(self, batch: Batch) -> list[tuple[tuple[int, ...], ...]]:
        """For each article, list by list, the numbers of the patterns that may match in it."""
        held = self._held(batch)
        lists = [_numbers(_passes(held, needed)) for needed in self.needed]
        return list(zip(*lists, strict=True))

    def _held(self, batch: Batch) -> Marks:
        """The marks of all words of each article."""
        found = np.zeros((len(batch.articles), self.marks.shape[1]), np.uint64)
        places = np.flatnonzero(self.is_marked[batch.numbers])
        if len(places):
            owners = batch.owners(places)
            firsts = np.flatnonzero(np.diff(owners, prepend=-1))
            marks = self.marks[batch.numbers[places]]
            found[owners[firsts]] = np.bitwise_or.reduceat(marks, firsts, axis=0)
        return found


@cache
def _remembered(clauses: tuple[Clause, ...]) -> Remembered:
    return Remembered(partial(marks_of, clauses=clauses))


@cache
def _needed(
    lists: tuple[tuple[str, ...], ...],
) -> tuple[tuple[Clause, ...], tuple[Marks, ...]]:
    """The distinct clauses of lists of patterns, and which marks each pattern needs."""
    rows = [
        [[held for c in needs(source) if (held := _of_words(c))] for source in sources]
        for sources in lists
    ]
    clauses = dict.fromkeys(clause for many in rows for row in many for clause in row)
    numbers = {clause: number for number, clause in enumerate(clauses)}
    columns = -(-len(clauses) // BITS)
    needed = tuple(np.zeros((len(many), columns), np.uint64) for many in rows)
    for many, masks in zip(rows, needed, strict=True):
        for row, mask in zip(many, masks, strict=True):
            for clause in row:
                column, bit = divmod(numbers[clause], BITS)
                mask[column] |= np.uint64(1) << np.uint64(bit)
    return tuple(clauses), needed


def _passes(held: Marks, needed: Marks) -> NDArray[np.bool_]:
    """Whether each article (first axis) has all the marks of each pattern (second axis)."""
    found = np.ones((len(held), len(needed)), bool)
    # One pattern at a time: articles x patterns x columns would be a large array.
    for number, row in enumerate(needed):
        columns = np.flatnonzero(row)
        found[:, number] = ((held[:, columns] & row[columns]) == row[columns]).all(axis=1)
    return found


def _numbers(passes: NDArray[np.bool_]) -> list[tuple[int, ...]]:
    """The columns that are true, row by row."""
    rows, columns = np.nonzero(passes)
    cuts = np.searchsorted(rows, np.arange(len(passes) + 1)).tolist()
    known = columns.tolist()
    return [tuple(known[low:high]) for low, high in pairwise(cuts)]


@cache
def _of_words(clause: Clause) -> Clause:
    """The clause as strings inside single words; empty when that says too little."""
    parts = tuple(max(_LETTERS.findall(literal) or [""], key=len) for literal in clause)
    return parts if min(map(len, parts)) >= _LEAST_LETTERS else ()


def beyond_words(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Of what a pattern needs that which the words of an article cannot tell for certain."""
    return tuple(clause for clause in clauses if _of_words(clause) != clause)


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of a vocabulary that may begin the name of a listed outlet."""

    directory: Directory
    spelled: Sequence[str]
    flags: NDArray[np.uint8]

    @classmethod
    def of(cls, directory: Directory, vocabulary: Vocabulary) -> Heads:
        """The heads of the names of `directory`."""
        spelled = list(vocabulary.numbers)
        firsts = frozenset(start[0] for start in directory.by_start if start)
        flags = np.fromiter((_flag(word, firsts) for word in spelled), np.uint8, len(spelled))
        return cls(directory, spelled, flags)

    def places(self, batch: Batch) -> list[list[tuple[int, int]] | None]:
        """Where the first words of listed names may stand in each text; None for anywhere."""
        found: list[list[tuple[int, int]] | None] = [[] for _ in batch.articles]
        places = np.flatnonzero(self.flags[batch.numbers])
        owners = batch.owners(places)
        for number in np.unique(owners[self.flags[batch.numbers[places]] == _ODD]).tolist():
            found[number] = None
        begins = self._begins(batch, places, owners)
        places, owners = places[begins], owners[begins]
        chosen = [n for n in np.unique(owners).tolist() if found[n] is not None]
        bounds = bounds_of([batch.articles[number].text for number in chosen])
        for number, own in zip(chosen, bounds, strict=True):
            low, high = np.searchsorted(owners, (number, number + 1))
            words = own[places[low:high] - batch.offsets[number]]
            found[number] = [(start, end) for start, end in words.tolist()]
        return found

    def _begins(
        self, batch: Batch, places: NDArray[np.int64], owners: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Whether some name begins with each of some words, and then the word after it."""
        after = np.append(batch.numbers, -1)[places + 1].astype(np.int64)
        after[places + 1 == batch.offsets[owners + 1]] = -1
        pairs = (batch.numbers[places].astype(np.int64) << _PAIR) | (after + 1)
        known, which = np.unique(pairs, return_inverse=True)
        begins = [self._is_name(pair >> _PAIR, pair % (1 << _PAIR) - 1) for pair in known.tolist()]
        return np.array(begins, bool)[which]

    def _is_name(self, first: int, second: int) -> bool:
        """Whether some name begins with the word of one number, and then of another."""
        head = fold_word(self.spelled[first])
        after = self.spelled[second] if second >= 0 else ""
        starts = self.directory.by_start
        return (head,) in starts or "_" in after or (head, fold_word(after)) in starts


def _flag(word: str, firsts: Container[str]) -> int:
    if "_" in word and word.strip("_"):
        return _ODD
    if (not "a" <= word[0] <= "z" or word in SMALL_HEADS) and fold_word(word) in firsts:
        return _HEAD
    # A name that lost the space before it has no more letters (mentions.py); of a word of a
    # million, each of whose capitals may begin one, the end is looked at.
    glued = (word[m.start() :] for m in _GLUED.finditer(word, max(0, len(word) - LONGEST_GLUED)))
    return _ODD if any(fold_word(end) in firsts for end in glued) else 0


def flags_of(batch: Batch, flags: NDArray[np.uint8]) -> list[int]:
    """The flags of all words of each article."""
    found = np.zeros(len(batch.articles), np.uint8)
    places = np.flatnonzero(flags[batch.numbers])
    np.bitwise_or.at(found, batch.owners(places), flags[batch.numbers[places]])
    said: list[int] = found.tolist()
    return said


@dataclass(frozen=True, slots=True)
class MediaWords:
    """The words of a vocabulary that make a name sound like a news outlet's."""

    spelled: Sequence[str]
    flags: NDArray[np.bool_]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> MediaWords:
        """The words of media in `vocabulary`, in any language."""
        spelled = list(vocabulary.numbers)
        media = {word for grammar in grammars(None) for word in grammar.media_words}
        flags = (word.lstrip(_NO_LETTERS) in media for word in spelled)
        return cls(spelled, np.fromiter(flags, bool, len(spelled)))

    def held(self, batch: Batch) -> list[list[str]]:
        """Those that each article holds, as it writes them."""
        found: list[set[int]] = [set() for _ in batch.articles]
        places = np.flatnonzero(self.flags[batch.numbers])
        numbers = batch.numbers[places].tolist()
        for owner, number in zip(batch.owners(places).tolist(), numbers, strict=True):
            found[owner].add(number)
        return [[self.spelled[number] for number in sorted(numbers)] for numbers in found]
