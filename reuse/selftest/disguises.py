"""Disguises: ways to write the same words that a reader sees alike and a comparison may not.

Each takes a passage and a source of chance and gives the passage disguised, with the places that
it changed; a passage that it cannot touch comes back as it was.  Each is light (some words, one
letter in them) or heavy (all words, all letters) by chance, and knows nothing of how the program
reads text.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reuse.model import Span
from reuse.selftest.lookalikes import (
    FULL_WIDTH,
    LIGATURES,
    LOOKALIKES,
    STYLED,
    VOWEL_MARKS,
)

_LIGHT = 0.25  # of the words
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069\U000e0061\U000e007f"
# Over, under and through letters, as generators of such text use them.
_MARKS = "\u0301\u0308\u0323\u0332\u0334\u0335\u0336\u0338\u035c\u0489\u20d2"
_VARIATIONS = "\ufe00\ufe01\ufe0e\ufe0f\U000e0100\U000e0101\U000e01ef"
_GAPS = " \u00a0\u2009\u200a"
_SPACES = ("\u00a0", "\u2003", "\u3000", "\u202f", "\t", "  ", "\u2028")
_HYPHENS = "-\u2010\u00ad"
_DOUBLE_QUOTES, _SINGLE_QUOTES = '"“”„«»＂', "'’‘ʼ`´′＇"
_LEAST_SPACES = 1 / 25  # of the characters, in a script that puts spaces between words
_BREAKABLE = 6  # letters of a word that may be broken
_TELLING = 4  # letters of a word that is spaced out among others
_Change = tuple[int, int, str]  # what stands from here to there becomes this
_Draw = random.Random


@dataclass(frozen=True, slots=True)
class Disguised:
    """A passage as it is disguised, and what was put there, as spans of its text in order."""

    text: str
    changed: tuple[Span, ...]


Disguise = Callable[[str, random.Random], Disguised]


def _rewritten(text: str, changes: Iterable[_Change]) -> Disguised:
    """The text with those ranges replaced, which are in order and do not meet."""
    parts: list[str] = []
    changed: list[Span] = []
    done = length = 0
    for start, end, put in changes:
        if put == text[start:end]:
            continue
        parts += [text[done:start], put]
        length += start - done + len(put)
        changed.append(Span(length - len(put), length))
        done = end
    return Disguised("".join([*parts, text[done:]]), tuple(changed))


def _words(text: str) -> list[Sequence[int]]:
    """The words of a text, each as the places where its letters begin, and where it ends."""
    found: list[list[int]] = []
    for at, character in enumerate(text):
        category = unicodedata.category(character)
        is_joined = bool(found) and found[-1][-1] == at
        if category[0] in "LN":
            found[-1:] = [[*found[-1], at + 1]] if is_joined else [*found[-1:], [at, at + 1]]
        elif category[0] == "M" and is_joined:
            found[-1][-1] = at + 1
    return list(found)


def _some(words: Sequence[Sequence[int]], draw: _Draw) -> tuple[list[Sequence[int]], bool]:
    """The words to change, and whether all their letters are."""
    if not words or draw.random() < 0.5:
        return list(words), True
    some = [word for word in words if draw.random() < _LIGHT]
    return some or [draw.choice(words)], False


def _inserting(signs: str, *, most: int = 1) -> Disguise:
    """A disguise that puts up to `most` of `signs` between letters of words."""

    def disguise(text: str, draw: _Draw) -> Disguised:
        some, is_heavy = _some([word for word in _words(text) if len(word) > 2], draw)
        changes: list[_Change] = []
        for word in some:
            joints = word[1:-1] if is_heavy else [draw.choice(word[1:-1])]
            for at in joints:
                put = "".join(draw.choices(signs, k=draw.randint(1, most)))
                changes.append((at, at, put))
        return _rewritten(text, changes)

    return disguise


def _replacing(table: dict[str, str]) -> Disguise:
    """A disguise that writes strings of `table` with one of the characters that it has for them."""
    longest_first = sorted(table, key=lambda written: (-len(written), written))
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def disguise(text: str, draw: _Draw) -> Disguised:
        bounds = [(word[0], word[-1]) for word in _words(text)]
        touched = [hits for pair in bounds if (hits := list(pattern.finditer(text, *pair)))]
        is_heavy = draw.random() < 0.5
        if not is_heavy and touched:
            some = [hits for hits in touched if draw.random() < _LIGHT]
            touched = [[draw.choice(hits)] for hits in some or [draw.choice(touched)]]
        changes = ((*hit.span(), draw.choice(table[hit[0]])) for hits in touched for hit in hits)
        return _rewritten(text, changes)

    return disguise


def _swapped_quotes(text: str, draw: _Draw) -> Disguised:
    """Every quotation mark and apostrophe written as another one."""
    changes: list[_Change] = []
    for at, character in enumerate(text):
        for marks in (_DOUBLE_QUOTES, _SINGLE_QUOTES):
            if character in marks:
                changes.append((at, at + 1, draw.choice(marks.replace(character, ""))))
    return _rewritten(text, changes)


def _spaced_letters(text: str, draw: _Draw) -> Disguised:
    """Words with a gap after each letter: all of them, then farther apart, or a few."""
    words = _joined(text, _words(text))
    gap = draw.choice(_GAPS)
    if draw.random() < 0.5:
        # Not the first and last: a single letter beside them would be one of theirs.
        spaced = [_spaced(text, word, gap) for word in words[1:-1] if len(word) > 2]
        between = [(*hit.span(), 3 * gap) for hit in re.finditer(r"[^\S\n]+", text)]
        return _rewritten(text, sorted([*spaced, *between]))
    return _rewritten(
        text, [_spaced(text, word, gap) for word in _standing_apart(text, words, draw)]
    )


def _joined(text: str, words: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """The words with those in one that an apostrophe or hyphen joins, which is a letter then."""
    found: list[Sequence[int]] = []
    for word in words:
        if found and word[0] == found[-1][-1] + 1 and text[found[-1][-1]] in f"-{_SINGLE_QUOTES}":
            found[-1] = [*found[-1], *word]
        else:
            found.append(word)
    return found


def _spaced(text: str, word: Sequence[int], gap: str) -> _Change:
    return word[0], word[-1], gap.join(text[start:end] for start, end in pairwise(word))


def _standing_apart(text: str, words: Sequence[Sequence[int]], draw: _Draw) -> list[Sequence[int]]:
    """Some long words, none beside another one of them or beside a single letter."""
    letters = [2, *(len(word) - 1 for word in words), 2]
    # Letters alone: "2 0 1 1" and "S u - 2 4" may be figures in a row of a table.
    fit = [
        number
        for number, around in enumerate(zip(letters, letters[1:], letters[2:], strict=False))
        if around[1] >= _TELLING and min(around) > 1 and _is_of_letters(text, words[number])
    ]
    some = [n for n in fit if draw.random() < _LIGHT] or ([draw.choice(fit)] if fit else [])
    return [words[n] for n in some if n - 1 not in some]


def _is_of_letters(text: str, word: Sequence[int]) -> bool:
    return all(unicodedata.category(c)[0] in "LM" for c in text[word[0] : word[-1]])


def _broken_lines(text: str, draw: _Draw) -> Disguised:
    """Lines of even length, their last word broken with a hyphen where it can be."""
    if text.count(" ") < _LEAST_SPACES * len(text):
        return Disguised(text, ())
    width = draw.randint(24, 60)
    line_begins = draw.randint(-width // 2, 0)
    changes: list[_Change] = []
    for word in _words(text):
        if word[-1] - line_begins > width and len(word) > _BREAKABLE:
            at = draw.choice(word[2:-2])
            changes.append((at, at, draw.choice(_HYPHENS) + "\n"))
            line_begins = at
    return _rewritten(text, changes)


def _other_case(text: str, draw: _Draw) -> Disguised:
    """Capitals only, capitals for small letters and the reverse, or either by chance."""
    ways: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.swapcase,
        lambda word: "".join(draw.choice((c.upper(), c.lower())) for c in word),
    )
    way = draw.choice(ways)
    bounds = ((word[0], word[-1]) for word in _words(text))
    return _rewritten(text, [(start, end, way(text[start:end])) for start, end in bounds])


def _odd_spaces(text: str, draw: _Draw) -> Disguised:
    """Every space written as another one."""
    spaces = (hit.start() for hit in re.finditer(r"(?<=\S) (?=\S)", text))
    return _rewritten(text, [(at, at + 1, draw.choice(_SPACES)) for at in spaces])


def _own_marks(text: str, draw: _Draw) -> Disguised:
    """Vowel marks and lengthened letters, as Arabic and Hebrew may be written with or without."""
    changes: list[_Change] = []
    some, _ = _some(_words(text), draw)
    for word in some:
        for start, end in pairwise(word):
            marks = next((m for low, high, m in VOWEL_MARKS if low <= text[start] <= high), "")
            if marks and draw.random() < 0.5:
                changes.append((end, end, draw.choice(marks)))
    return _rewritten(text, changes)


# In the order in which they are told.
DISGUISES: dict[str, Disguise] = {
    "zero-width characters": _inserting(_ZERO_WIDTH, most=2),
    "soft hyphens": _inserting("\u00ad"),
    "look-alike letters": _replacing(LOOKALIKES),
    "combining marks": _inserting(_MARKS, most=3),
    "full-width forms": _replacing(FULL_WIDTH),
    "ligatures": _replacing(LIGATURES),
    "variation selectors": _inserting(_VARIATIONS),
    "swapped quotes": _swapped_quotes,
    "spaced-out letters": _spaced_letters,
    "hyphens at line ends": _broken_lines,
    "case": _other_case,
    "format controls": _inserting(_CONTROLS),
    "styled letters": _replacing(STYLED),
    "vowel marks": _own_marks,
    "odd spaces": _odd_spaces,
}
