"""Planted passages: a passage of one article copied into another, words edited at random.

Lengths by edits make the cells; in every second plant of a cell the passage begins at
a sentence and is put in front of a sentence, in the others both places are any word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

LENGTHS = (12, 20, 30, 50, 100, 200)  # words
EDITS = (0, 5, 10, 20, 30)  # per cent of the words
CELLS = tuple(product(LENGTHS, EDITS))

_WORD = re.compile(r"\S+")
_SENTENCE_ENDS = (".", "!", "?")
_CLOSING = "\"')]”’»"
_VOCABULARY_ARTICLES = 2000


@dataclass(frozen=True, slots=True)
class Plant:
    """A copied passage: article and code-point range of both sides, and its cell."""

    source: int
    source_start: int
    source_end: int
    copy: int
    copy_start: int
    copy_end: int
    length: int
    edits: int
    aligned: bool

    @property
    def pair(self) -> tuple[int, int]:
        """The two article numbers, the lower one first."""
        return min(self.source, self.copy), max(self.source, self.copy)


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits words at random: three in five replaced, one dropped, one word put before one."""

    vocabulary: Sequence[str]
    draw: random.Random

    def edited(self, passage: Sequence[str], share: float) -> str:
        """The passage with that share of its words edited."""
        chosen = set(self.draw.sample(range(len(passage)), round(share * len(passage))))
        result = []
        for index, word in enumerate(passage):
            way = self.draw.random() if index in chosen else 0.0
            if way > 0.2:
                result.append(self.draw.choice(self.vocabulary))
            if index not in chosen or way > 0.8:
                result.append(word)
        return " ".join(result)


@dataclass(frozen=True, slots=True)
class _Words:
    """Where the words of an article lie; a word holds a letter or digit."""

    article: int
    spans: list[tuple[int, int]]
    sentences: list[int]  # numbers of the words that begin a sentence

    @classmethod
    def of(cls, texts: Sequence[str], article: int) -> _Words:
        text = texts[article]
        matches = [m for m in _WORD.finditer(text) if any(map(str.isalnum, m[0]))]
        closed = [True, *(m[0].rstrip(_CLOSING).endswith(_SENTENCE_ENDS) for m in matches)]
        first = [n for n, m in enumerate(matches) if closed[n] and not m[0][0].islower()]
        return cls(article, [m.span() for m in matches], first or [0])


def planted(texts: list[str], number: int, *, draw: random.Random) -> list[Plant]:
    """Plants put into `texts`, whose chosen articles change; no article serves twice."""
    free = draw.sample(range(len(texts)), len(texts))
    edit = Editor([w for at in free[:_VOCABULARY_ARTICLES] for w in texts[at].split()], draw)
    plants: list[Plant] = []
    while len(plants) < number and len(free) > 1:
        turn, cell = divmod(len(plants), len(CELLS))
        source = _Words.of(texts, free.pop())
        if len(source.spans) >= CELLS[cell][0]:
            copy = _Words.of(texts, free.pop())
            plant = _aligned if turn % 2 else _anywhere
            plants.append(plant(texts, (source, copy), cell=CELLS[cell], edit=edit))
    return plants


def _anywhere(
    texts: list[str], pair: tuple[_Words, _Words], *, cell: tuple[int, int], edit: Editor
) -> Plant:
    first = edit.draw.randrange(len(pair[0].spans) - cell[0] + 1)
    before = edit.draw.randrange(max(1, len(pair[1].spans)))
    return _plant(texts, pair, places=(first, before), cell=(*cell, False), edit=edit)


def _aligned(
    texts: list[str], pair: tuple[_Words, _Words], *, cell: tuple[int, int], edit: Editor
) -> Plant:
    last = len(pair[0].spans) - cell[0]
    first = edit.draw.choice([n for n in pair[0].sentences if n <= last] or [0])
    before = edit.draw.choice(pair[1].sentences)
    return _plant(texts, pair, places=(first, before), cell=(*cell, True), edit=edit)


def _plant(
    texts: list[str],
    pair: tuple[_Words, _Words],
    *,
    places: tuple[int, int],
    cell: tuple[int, int, bool],
    edit: Editor,
) -> Plant:
    source, copy = pair
    start, end = source.spans[places[0]][0], source.spans[places[0] + cell[0] - 1][1]
    passage = edit.edited(texts[source.article][start:end].split(), cell[1] / 100)
    text = texts[copy.article]
    at = copy.spans[places[1]][0] if copy.spans else 0
    texts[copy.article] = f"{text[:at]}{passage} {text[at:]}"
    return Plant(source.article, start, end, copy.article, at, at + len(passage), *cell)
