"""News prose as sentences: without the credits it came with, and as a copying hand leaves it.

Sentences that name an outlet are taken out, so that the only credits left are simulated ones.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plants import Editor

import reuse.trace

Paragraphs = tuple[tuple[str, ...], ...]

DATA = Path(reuse.trace.__file__).parent
RATES = (0.0, 0.02, 0.05, 0.1, 0.2)  # of words edited in one copying
SHARED_RUN = 15  # words in a row that a copy keeps of its parent, or of a shorter passage all
LEAST_WORDS = 20

_DROPPED_SENTENCE = 0.15
_ADDED_SENTENCE = 0.1
_CHANGED_NUMBER = 0.1
_DROPPED_DOUBT = 0.3
_TRIES = 12

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n[ \t]{2,}")
_DATELINE = re.compile(r"^[A-Z][A-Za-z .,]{1,40}\((?:AP|Reuters?)\)[ _-]*")
_BREAK = re.compile(r"(?<=[.!?])([\"'”’)]*)\s+(?=[\"'“‘(]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Cpl|Capt|Rev|Prof|St|Inc|Corp|Co|Ltd"
    r"|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec))\.$"
)
_NATURAL = re.compile(
    r"\b(?:REUTERS?|Reuters?|UPI|AFP|AP|BBC|Tass|TASS|Dow Jones|[Nn]ews (?:agency|service)"
    r"|[Nn]ewspapers?|[Mm]agazine|[Cc]orrespondent|[Dd]aily)\b|https?:|www\."
)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NUMBER = re.compile(r"\b\d+\b")
_DOUBT = re.compile(r"\b(?:allegedly|reportedly) |\ban alleged (?=[^aeiou])|\balleged ")
_LETTERS = re.compile(r"\bper cent\b|[A-Za-z]+", re.IGNORECASE)


@cache
def listed() -> list[dict[str, object]]:
    """The rows of outlets.toml."""
    return list(tomllib.loads((DATA / "outlets.toml").read_text("utf-8"))["outlets"])


@cache
def _names() -> Mapping[str, list[tuple[str, ...]]]:
    """Every way to write a listed outlet, as words, by its first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in listed():
        for key in ("aliases", "short"):
            for name in (row["name"], *row.get(key, ())):  # type: ignore[misc]  # lists of names
                words = tuple(_WORD.findall(str(name)))
                found.setdefault(words[0], []).append(words)
    return found


def names_an_outlet(sentence: str) -> bool:
    """Whether a sentence holds the name of a listed outlet, or speaks of a paper."""
    if _NATURAL.search(sentence):
        return True
    words, names = _WORD.findall(sentence), _names()
    return any(
        tuple(words[at : at + len(name)]) == name
        for at, word in enumerate(words)
        for name in names.get(word, ())
    )


def cleaned(text: str) -> Paragraphs:
    """The paragraphs of an article as sentences on one line, without those that name an outlet."""
    text = _DATELINE.sub("", text.strip()).replace("``", "“").replace("''", "”")
    paragraphs = (sentences(" ".join(part.split())) for part in _PARAGRAPH.split(text))
    kept = (tuple(s for s in part if not names_an_outlet(s)) for part in paragraphs)
    return tuple(part for part in kept if part)


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph.

    >>> sentences('Mr. Li left. "Why?" He did not say.')
    ['Mr. Li left.', '"Why?"', 'He did not say.']
    """
    found: list[str] = []
    begin = 0
    for gap in _BREAK.finditer(paragraph):
        if not _NO_END.search(paragraph[max(0, gap.start() - 6) : gap.start()]):
            found.append(paragraph[begin : gap.end(1)])
            begin = gap.end()
    return [s for s in (*found, paragraph[begin:]) if s.strip()]


def word_count(passage: Sequence[str]) -> int:
    """Words of some sentences."""
    return sum(len(s.split()) for s in passage)


def shares_run(parent: Sequence[str], copy: Sequence[str], *, words: int = SHARED_RUN) -> bool:
    """Whether both hold that many equal words in a row."""
    left, right = (_WORD.findall(" ".join(side).casefold()) for side in (parent, copy))
    runs = {tuple(left[at : at + words]) for at in range(len(left) - words + 1)}
    return any(tuple(right[at : at + words]) in runs for at in range(len(right) - words + 1))


@dataclass(frozen=True, slots=True)
class Copyist:
    """Copies a passage with the liberties that newsrooms take."""

    vocabulary: Sequence[str]
    own_sentences: Sequence[str]

    def copy(
        self, parent: tuple[str, ...], draw: random.Random, *, country: str | None
    ) -> tuple[str, ...]:
        """The passage as an outlet of that country has it; always shares a run with `parent`."""
        rate = draw.choice(RATES)
        converts = draw.random() < 0.5
        for _ in range(_TRIES):
            found = self._changed(parent, draw, rate=rate)
            if converts:
                found = tuple(spelt(s, country) for s in found)
            if word_count(found) >= LEAST_WORDS and shares_run(parent, found):
                return found
            rate *= 0.7
        return parent

    def _changed(
        self, parent: tuple[str, ...], draw: random.Random, *, rate: float
    ) -> tuple[str, ...]:
        kept = list(parent)
        if draw.random() < _DROPPED_SENTENCE and len(kept) > 1:
            del kept[draw.randrange(len(kept))]
        editor = Editor(self.vocabulary, draw)
        if draw.random() < _DROPPED_DOUBT:
            kept = [_DOUBT.sub(lambda m: "a " if m[0].startswith("an ") else "", s) for s in kept]
        if rate:
            kept = [_edited(s, editor, rate) for s in kept]
        if draw.random() < _CHANGED_NUMBER:
            at = draw.randrange(len(kept))
            kept[at] = _NUMBER.sub(lambda m: _other_number(m[0], draw), kept[at], count=1)
        if draw.random() < _ADDED_SENTENCE and len(kept) > 1:
            kept.insert(draw.randrange(1, len(kept)), draw.choice(self.own_sentences))
        return tuple(s for s in kept if s)


def _edited(sentence: str, editor: Editor, rate: float) -> str:
    """A sentence with some words edited; a part of a word's chance decides by lot."""
    words = sentence.split()
    number = rate * len(words)
    whole = int(number) + (editor.draw.random() < number - int(number))
    edited = editor.edited(words, whole / len(words))
    return edited[:1].upper() + edited[1:]


def _other_number(number: str, draw: random.Random) -> str:
    return str(draw.randrange(10 ** (len(number) - 1), 10 ** len(number)))


@cache
def _spellings() -> tuple[frozenset[str], Mapping[str, str], frozenset[str], Mapping[str, str]]:
    table = tomllib.loads((DATA / "spelling.toml").read_text("utf-8"))
    shared = set(table["shared"])
    return (
        frozenset(table["british_countries"]),
        {american: british for british, american in table["pairs"] if american not in shared},
        frozenset(table["american_countries"]),
        dict(table["pairs"]),
    )


def spelt(text: str, country: str | None) -> str:
    """The text in the English of a country, where the country has one of the two.

    >>> spelt("Colour is 5 per cent of the theatre.", "US")
    'Color is 5 percent of the theater.'
    """
    british, to_british, american, to_american = _spellings()
    if country not in british | american:
        return text
    table = to_british if country in british else to_american
    return _LETTERS.sub(lambda m: _like(m[0], table.get(m[0].lower(), m[0])), text)


def _like(word: str, other: str) -> str:
    return other[0].upper() + other[1:] if word[0].isupper() else other
