"""Which patterns may match in an article, and whether it may name an outlet at all.

Both are read off the numbers of its words (words.py).  A sieve only leaves out what is
impossible: what it lets through is looked at again, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reuse.trace.literals import Clause, needs
from reuse.trace.mentions import SMALL_HEADS
from reuse.trace.outlets import Directory, fold_word
from reuse.trace.patterns import grammars
from reuse.trace.words import BITS, Marks, Vocabulary, Words, bounds_of

_LEAST_LETTERS = 3
_ARTICLES_AT_ONCE = 2048
_HEAD, _ODD = 1, 2
_NO_LETTERS = "0123456789_"
_LETTERS = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿ])[A-Z]")


@dataclass(frozen=True, slots=True)
class Sieve:
    """For every pattern of some lists the marks that the words of an article must have."""

    marks: Marks
    needed: tuple[Marks, ...]

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Sieve:
        """A sieve of lists of the sources of patterns, for articles of this vocabulary."""
        rows = [
            [[held for c in needs(source) if (held := _of_words(c))] for source in sources]
            for sources in lists
        ]
        clauses = dict.fromkeys(clause for many in rows for row in many for clause in row)
        numbers = {clause: number for number, clause in enumerate(clauses)}
        marks = vocabulary.marks(list(numbers))
        needed = tuple(np.zeros((len(many), marks.shape[1]), np.uint64) for many in rows)
        for many, masks in zip(rows, needed, strict=True):
            for row, mask in zip(many, masks, strict=True):
                for clause in row:
                    column, bit = divmod(numbers[clause], BITS)
                    mask[column] |= np.uint64(1) << np.uint64(bit)
        return cls(marks, needed)

    def passing(self, articles: Sequence[Words]) -> Iterator[tuple[list[int], ...]]:
        """For each article, list by list, the numbers of the patterns that may match in it."""
        for low in range(0, len(articles), _ARTICLES_AT_ONCE):
            some = articles[low : low + _ARTICLES_AT_ONCE]
            held = np.array([np.bitwise_or.reduce(self.marks[a.numbers], axis=0) for a in some])
            passes = [_passes(held, needed) for needed in self.needed]
            for number in range(len(some)):
                yield tuple(np.flatnonzero(row[number]).tolist() for row in passes)


def _passes(held: Marks, needed: Marks) -> NDArray[np.bool_]:
    """Whether each article (first axis) has all the marks of each pattern (second axis)."""
    found = np.ones((len(held), len(needed)), bool)
    # One pattern at a time: articles x patterns x columns would be a large array.
    for number, row in enumerate(needed):
        found[:, number] = ((held & row) == row).all(axis=1)
    return found


def _of_words(clause: Clause) -> Clause:
    """The clause as strings inside single words; empty when that says too little."""
    parts = tuple(max(_LETTERS.findall(literal) or [""], key=len) for literal in clause)
    return parts if min(map(len, parts)) >= _LEAST_LETTERS else ()


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of a vocabulary that may begin the name of a listed outlet."""

    directory: Directory
    spelled: Sequence[str]
    flags: NDArray[np.uint8]
    pairs: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, directory: Directory, vocabulary: Vocabulary) -> Heads:
        """The heads of the names of `directory`."""
        spelled = list(vocabulary.numbers)
        firsts = frozenset(start[0] for start in directory.by_start if start)
        flags = np.fromiter((_flag(word, firsts) for word in spelled), np.uint8, len(spelled))
        return cls(directory, spelled, flags)

    def places(self, words: Words) -> list[tuple[int, int]] | None:
        """Where the first words of listed names may stand in a text; None for anywhere."""
        flags = self.flags[words.numbers]
        at_heads = np.flatnonzero(flags).tolist()
        if not at_heads:
            return []
        if (flags == _ODD).any():
            return None
        numbers = [*words.numbers.tolist(), -1]
        found = [at for at in at_heads if self._begins(numbers[at], numbers[at + 1])]
        return (
            [(start, end) for start, end in bounds_of([words.text])[0][found].tolist()]
            if found
            else []
        )

    def _begins(self, first: int, second: int) -> bool:
        """Whether some name begins with the word of one number, and then of another."""
        known = self.pairs.get((first, second))
        if known is None:
            head = fold_word(self.spelled[first])
            after = self.spelled[second] if second >= 0 else ""
            starts = self.directory.by_start
            known = (head,) in starts or "_" in after or (head, fold_word(after)) in starts
            self.pairs[first, second] = known
        return known


def _flag(word: str, firsts: Container[str]) -> int:
    if "_" in word and word.strip("_"):
        return _ODD
    if (not "a" <= word[0] <= "z" or word in SMALL_HEADS) and fold_word(word) in firsts:
        return _HEAD
    glued = (word[m.start() :] for m in _GLUED.finditer(word))
    return _ODD if any(fold_word(end) in firsts for end in glued) else 0


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

    def held(self, words: Words) -> list[str]:
        """Those that an article holds, as it writes them."""
        found = words.numbers[self.flags[words.numbers]].tolist()
        return [self.spelled[number] for number in sorted(set(found))]
