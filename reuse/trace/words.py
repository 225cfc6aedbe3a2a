"""The words of all articles as numbers, and which of them a pattern may need.

Every distinct word is looked at once, however many articles hold it: what is asked of
an article (may it name an outlet? may this pattern match?) is then a few operations on
its numbers.  An object per word would cost more than all the rest of tracing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from threading import Lock
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.text.normal import UNSPACED
from reuse.text.normal import fold as normal_form
from reuse.trace.literals import Clause, fold, places_of

_WORD = re.compile(r"\w+")
# In scripts that do not space their words every letter is one.
_LETTERS = "".join(f"{chr(low)}-{chr(high)}" for low, high in UNSPACED)
_UNSPACED = re.compile(f"[{_LETTERS}]")
_WORD_OR_LETTER = re.compile(rf"(?=\w)[{_LETTERS}]|[^\W{_LETTERS}]+")
_BLANKED = {at: " " for at in range(128) if not (chr(at).isalnum() or chr(at) == "_")}
_MANY_SIGNS = 64
_MOST_REMEMBERED = 1 << 17
BITS = 64

_K = TypeVar("_K")
_NO_NUMBERS = np.zeros(0, np.int32)
Marks = NDArray[np.uint64]


def words_of(text: str) -> list[str]:
    r"""Every longest run of letters, digits and "_" (`\w+`), by position.

    In scripts that do not space their words, every letter.

    >>> words_of("He said: “No_way, 7 times.”")
    ['He', 'said', 'No_way', '7', 'times']
    """
    if text.isascii():
        return text.translate(_BLANKED).split()
    if _UNSPACED.search(text):
        return _WORD_OR_LETTER.findall(text)
    signs = [s for s in set(text) if not (s.isalnum() or s == "_" or s.isspace())]
    if len(signs) > _MANY_SIGNS:
        return _WORD.findall(text)
    for sign in signs:
        text = text.replace(sign, " ")
    return text.split()


class Written(Protocol):
    """What has a text, as an article does, which may have to fetch it."""

    @property
    def text(self) -> str:
        """All of it."""


class _Alone(NamedTuple):
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of what is written, as numbers of a vocabulary (int32)."""

    written: Written
    numbers: NDArray[np.int32]

    @property
    def text(self) -> str:
        """What the words were read from."""
        return self.written.text

    def without_numbers(self) -> Words:
        """What they were read from, alone."""
        return Words(self.written, _NO_NUMBERS)

    def renumbered(self, numbers: NDArray[np.int32]) -> Words:
        """The same words under other numbers, given for each of the present ones."""
        return Words(self.written, numbers[self.numbers])


def bounds_of(texts: Sequence[str]) -> list[NDArray[np.int32]]:
    """Where every word of each text begins and ends: shape (words, 2)."""
    found: list[NDArray[np.int32]] = [np.zeros((0, 2), np.int32)] * len(texts)
    for is_ascii in (True, False):
        chosen = [number for number, text in enumerate(texts) if text.isascii() == is_ascii]
        sizes = np.array([len(texts[number]) + 1 for number in chosen], np.int64)
        ends = np.cumsum(sizes)
        # A sign that is in no word comes before and after each of them.
        joined = "".join(f"\n{texts[number]}" for number in chosen) + "\n"
        places = _places(joined)
        cuts = np.searchsorted(places[:, 0], np.append(0, ends)).tolist()
        begins = (ends - sizes).tolist()
        for number, begin, cut in zip(chosen, begins, pairwise(cuts), strict=True):
            found[number] = (places[slice(*cut)] - begin).astype(np.int32)
    return found


def _places(text: str) -> NDArray[np.int64]:
    """Where each word begins and ends, counted from the second sign on: shape (words, 2)."""
    inside = _in_words(text)
    if text.isascii() or not _UNSPACED.search(text):
        return np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    letter = np.zeros(len(codes), bool)
    for low, high in UNSPACED:
        letter |= (codes >= low) & (codes <= high)
    parted = letter[1:] | letter[:-1]
    begins = inside[1:] & (~inside[:-1] | parted)
    ends = inside[:-1] & (~inside[1:] | parted)
    return np.stack([begins.nonzero()[0], ends.nonzero()[0]], axis=1)


def _in_words(text: str) -> NDArray[np.bool_]:
    """Whether each sign stands in a word."""
    if text.isascii():
        return _ASCII[np.frombuffer(text.encode("ascii"), np.uint8)]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    signs, places = np.unique(codes, return_inverse=True)
    flags = [chr(s).isalnum() or s == 95 for s in signs.tolist()]
    found: NDArray[np.bool_] = np.array(flags, bool)[places]
    return found


_ASCII = np.array([chr(at).isalnum() or chr(at) == "_" for at in range(128)])


@dataclass(slots=True)
class Vocabulary:
    """A number for every distinct word, given when it is first met."""

    numbers: defaultdict[str, int] = field(default_factory=defaultdict)

    def read(self, text: str) -> Words:
        """The words of `text`."""
        return self.read_of(_Alone(text))

    def read_of(self, written: Written) -> Words:
        """The words of what is written, whose text is not kept."""
        self.numbers.default_factory = self.numbers.__len__
        found = words_of(written.text)
        numbers = np.fromiter(map(self.numbers.__getitem__, found), np.int32, len(found))
        # A dict that holds its own method would be kept until the next search for rings.
        self.numbers.default_factory = None
        return Words(written, numbers)

    def folded(self) -> NDArray[np.int32]:
        """For each number that of its word in the normal form: equal words, equal numbers."""
        seen: defaultdict[str, int] = defaultdict()
        seen.default_factory = seen.__len__
        # Words have no line feed, before they are folded or after.
        folded = normal_form("\n".join(self.numbers)).split("\n") if self.numbers else []
        found = np.array([seen[word] for word in folded], np.int32)
        seen.default_factory = None
        return found

    def said(self, words: Remembered) -> NDArray[Any]:
        """For each number, the first axis, what is said of its word."""
        return words.of(tuple(self.numbers))


class Remembered:
    """What is said of words, each asked for once: most words of a text were in another before.

    Args:
        ask: what is said of each of some words: an array with a row for each.
    """

    def __init__(self, ask: Callable[[Sequence[str]], NDArray[Any]]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._numbers: dict[str, int] = {}
        self._said = ask(())

    def of(self, words: Sequence[str]) -> NDArray[Any]:
        """What is said of distinct words."""
        if len(words) > _MOST_REMEMBERED:
            return self._ask(words)
        with self._lock:
            fresh = [word for word in words if word not in self._numbers]
            if len(self._numbers) + len(fresh) > _MOST_REMEMBERED:
                self._numbers, self._said, fresh = {}, self._said[:0], list(words)
            if fresh:
                self._said = np.concatenate((self._said, self._ask(fresh)))
                self._numbers.update(zip(fresh, count(len(self._numbers)), strict=False))
            numbers = map(self._numbers.__getitem__, words)
            return self._said[np.fromiter(numbers, np.int64, len(words))]


def marks(words: Sequence[str], clauses: Sequence[Clause]) -> Marks:
    """Of each word bits: whether it holds a string of each clause.

    Shape (words, columns), 64 clauses a column, the lowest bit first.
    """
    found = np.zeros((len(words), -(-len(clauses) // BITS)), np.uint64)
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = np.cumsum([len(word) + 1 for word in folded])
    joined = "\n".join(folded)
    # Many clauses hold the same strings ("reported"): each is looked for once.
    holders = {
        literal: np.searchsorted(ends, list(places_of(literal, joined)), side="right")
        for literal in dict.fromkeys(literal for clause in clauses for literal in clause)
    }
    for at, clause in enumerate(clauses):
        column, bit = found[:, at // BITS], np.uint64(1) << np.uint64(at % BITS)
        for literal in clause:
            column[holders[literal]] |= bit
    return found


def read_words(texts: Mapping[_K, str]) -> dict[_K, Words]:
    """The words of some texts in one vocabulary; words that differ in case only are equal."""
    vocabulary = Vocabulary()
    found = {key: vocabulary.read(text) for key, text in texts.items()}
    folded = vocabulary.folded()
    return {key: words.renumbered(folded) for key, words in found.items()}
