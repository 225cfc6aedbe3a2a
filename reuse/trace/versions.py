"""How the texts of a passage's witnesses differ: what each changed, left out or put in.

Every text is laid beside the longest, word by word, so that the words of all stand in
columns (collation).  A change that several texts share was made once, and copied; the
reading of the most is taken for the oldest.  After Maas, Textual Criticism (1927): shared
errors show kinship, and a text without errors of its own may be the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.text.normal import fold

_WORD = re.compile(r"\w+(?:'\w+)*")
_MOST_CELLS = 1 << 22
_MOST_TRIED = 16
_MOST_WORDS = 1 << 12

Costs = NDArray[np.float64]
# The words that a text puts in before a word of the longest, and what it has for that word.
_Reading = tuple[tuple[str, ...], str | None]


@dataclass(frozen=True, slots=True)
class Versions:
    """The texts in columns.

    `readings`: shape (texts, columns), the number of what a text has at a word of the
    longest, with what it puts before it; 0 where it has nothing.
    `common`: what most texts have in each column; -1 where no reading leads.
    `oldest`: the same, and where none leads the reading of the text that is nearest to all.
    `spelled`: the words of each reading, by its number.
    """

    readings: NDArray[np.int32]
    common: NDArray[np.int32]
    oldest: NDArray[np.int32]
    spelled: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Sequence[str]) -> Versions:
        """The columns of some texts; of many or long ones only the first words are compared."""
        words = [tuple(words_of(text)) for text in texts]
        width = min(_MOST_WORDS, max(1, _MOST_CELLS // max(1, len(words))))
        longest = max(words, key=len, default=())[:width]
        known: dict[tuple[str, ...], NDArray[np.int32]] = {}
        numbers: dict[_Reading, int] = {}
        for some in words:
            if some not in known:
                known[some] = _row(longest, some, numbers)
        rows = np.stack([known[some] for some in words])
        spelled = (" ".join((*put_in, word or "")).strip() for put_in, word in numbers)
        common = _common(rows)
        # Where no reading leads the source may have had any: that of the text nearest to all.
        nearest = int(np.argmin([_changes(row, rows).sum() for row in rows[:_MOST_TRIED]]))
        oldest = np.where(common < 0, rows[nearest], common)
        return cls(rows, common, oldest, ("", *spelled))

    @property
    def is_one(self) -> bool:
        """Whether all texts are equal."""
        return bool((self.readings == self.readings[:1]).all())

    def costs(self, sources: Sequence[int], derivatives: Sequence[int]) -> Costs:
        """What it takes to make each of some texts from each of others, in changes.

        Shape (sources, derivatives).  Words next to each other are one change.
        """
        rows = self.readings[list(derivatives)]
        return np.array([_changes(self.readings[u], rows) for u in sources]).reshape(
            len(sources), len(derivatives)
        )

    def costs_from_oldest(self, derivatives: Sequence[int]) -> Costs:
        """What it takes to make each of some texts from what most have."""
        return _changes(self.oldest, self.readings[list(derivatives)])

    def shared_changes(self, one: int, other: int) -> tuple[tuple[str, ...], int]:
        """Words in which two texts agree against what most have, and how many changes they are."""
        here, there = self.readings[one], self.readings[other]
        is_shared = (here == there) & (here != self.common) & (self.common >= 0)
        spelled = (self.spelled[reading] for reading in here[is_shared].tolist())
        words = tuple(dict.fromkeys(word for word in spelled if word))
        return words, int(_runs(is_shared[None, :])[0]) if words else 0

    def own_changes(self) -> NDArray[np.int64]:
        """How many changes each text has that no other text has."""
        order = np.argsort(self.readings, axis=0, kind="stable")
        ordered = np.take_along_axis(self.readings, order, axis=0)
        border = np.ones((1, ordered.shape[1]), bool)
        differs = np.vstack((border, ordered[1:] != ordered[:-1], border))
        alone = np.empty(ordered.shape, bool)
        np.put_along_axis(alone, order, differs[1:] & differs[:-1], axis=0)
        return _runs(alone)


def words_of(text: str) -> list[str]:
    """The words of a text in the normal form."""
    return _WORD.findall(text.lower() if text.isascii() else fold(text))


def _row(
    longest: tuple[str, ...], words: tuple[str, ...], numbers: dict[_Reading, int]
) -> NDArray[np.int32]:
    """The readings of one text, numbered in the order in which they are met."""
    from rapidfuzz.distance import Levenshtein

    held: list[str | None] = [None] * (len(longest) + 1)
    before: dict[int, tuple[str, ...]] = {}
    for step in Levenshtein.opcodes(longest, words[: 2 * len(longest)]):
        if step.tag == "insert":
            before[step.src_start] = words[step.dest_start : step.dest_end]
        elif step.tag != "delete":
            held[step.src_start : step.src_end] = words[step.dest_start : step.dest_end]
    row = np.zeros(len(held), np.int32)
    for at, word in enumerate(held):
        if word is not None or at in before:
            row[at] = numbers.setdefault((before.get(at, ()), word), len(numbers) + 1)
    return row


def _common(rows: NDArray[np.int32]) -> NDArray[np.int32]:
    """The reading of the most texts in each column; -1 where several lead."""
    found: NDArray[np.int32] = rows[0].copy()
    at = np.flatnonzero((rows != rows[:1]).any(axis=0))
    ordered = np.sort(rows[:, at], axis=0)
    size = np.ones(len(at), np.int64)
    most, leading = size.copy(), ordered[0].copy()
    for before, reading in pairwise(ordered):
        size = np.where(before == reading, size + 1, 1)
        leading = np.where(size > most, reading, np.where(size == most, -1, leading))
        most = np.maximum(most, size)
    found[at] = leading
    return found


def _changes(source: NDArray[np.int32], rows: NDArray[np.int32]) -> Costs:
    found: Costs = _runs(rows != source).astype(np.float64)
    return found


def _runs(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many runs of marks each row has."""
    begins = marked[:, 1:] & ~marked[:, :-1]
    found: NDArray[np.int64] = begins.sum(axis=1) + marked[:, 0]
    return found
