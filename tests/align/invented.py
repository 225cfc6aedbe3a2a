"""Invented articles with passages planted in them, so that the truth is known to the token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

from hypothesis import strategies as st

SMALL = "the of a to in and was that on for it with as by at from".split()
_PARAGRAPH_SENTENCES = 4
_PARTS = 8
_PART_WORDS = 500


@dataclass(frozen=True, slots=True)
class Planted:
    """Two articles; `runs` are left start, right start and length of each verbatim passage."""

    left: str
    right: str
    runs: tuple[tuple[int, int, int], ...]

    def exchanged(self) -> Planted:
        return Planted(self.right, self.left, tuple((j, i, n) for i, j, n in self.runs))


@cache
def _all_words() -> list[str]:
    random = Random(1)
    found: dict[str, None] = {}
    while len(found) < _PARTS * _PART_WORDS:
        syllables = (random.choice("bdfgklmnprtvz") + random.choice("aiou") for _ in range(3))
        found["".join(syllables) + random.choice("kmpt")] = None
    return list(found)


def vocabulary(part: int) -> list[str]:
    """500 words that no other part (0 to 7) has, and no stemmer confuses."""
    return _all_words()[part * _PART_WORDS : (part + 1) * _PART_WORDS]


def words(random: Random, count: int, vocabulary: list[str]) -> list[str]:
    """Two small words in five, and the first and last word from the vocabulary."""
    drawn = [random.choice(SMALL if random.random() < 0.4 else vocabulary) for _ in range(count)]
    for edge in {0, count - 1} if count else ():
        drawn[edge] = random.choice(vocabulary)
    return drawn


def prose(random: Random, words: list[str]) -> str:
    """Sentences of 6 to 24 of the words, in paragraphs."""
    text, at, sentences = "", 0, 0
    while at < len(words):
        size = random.randint(6, 24)
        if text:
            text += " " if sentences % _PARAGRAPH_SENTENCES else "\n\n"
        text += " ".join(words[at : at + size]).capitalize() + "."
        at, sentences = at + size, sentences + 1
    return text


def edited(random: Random, words: list[str], others: list[str]) -> list[str]:
    """About one word in four dropped, replaced or followed by another."""
    changed = []
    for word in words:
        change = random.choice(["drop", "replace", "insert", *["keep"] * 9])
        changed += {"drop": [], "replace": [random.choice(others)]}.get(change, [word])
        changed += [random.choice(others)] if change == "insert" else []
    return changed


_LEFT, _RIGHT, _SHARED = (vocabulary(part) for part in range(3))
_PASSAGES = 5


@st.composite
def planted(
    draw: st.DrawFn, *, least: int = 12, distances: tuple[int, ...] = (0, 1, 3, 10, 60)
) -> Planted:
    """Articles with up to five passages of `least` tokens or more, in any order.

    No two passages have a content word in common, nor any with the text around them; some
    are edited.  `distances` are the lengths of the text between them, in tokens.
    """
    random = Random(draw(st.integers(0, 2**32)))
    count = draw(st.integers(1, _PASSAGES))
    share = len(_SHARED) // _PASSAGES
    passages = [
        words(random, random.randint(least, 3 * least), _SHARED[k * share : (k + 1) * share])
        for k in range(count)
    ]
    is_edited = [draw(st.booleans()) for _ in passages]
    order = draw(st.permutations(range(count)))
    left, starts = _laid_out(random, passages, range(count), _LEFT, distances)
    copies = [
        edited(random, passage, _RIGHT) if changed else passage
        for passage, changed in zip(passages, is_edited, strict=True)
    ]
    right, right_starts = _laid_out(random, copies, order, _RIGHT, distances)
    runs = tuple(
        (starts[k], right_starts[k], len(passages[k])) for k in range(count) if not is_edited[k]
    )
    return Planted(prose(random, left), prose(random, right), runs)


def _laid_out(
    random: Random,
    passages: list[list[str]],
    order: Iterable[int],
    others: list[str],
    distances: tuple[int, ...],
) -> tuple[list[str], dict[int, int]]:
    """The passages in that order with other words between them, and where each starts."""
    text: list[str] = []
    starts = {}
    for number in order:
        text += words(random, random.choice(distances), others)
        starts[number] = len(text)
        text += passages[number]
    return text + words(random, random.choice(distances), others), starts
