"""Lines of a terminal column: words that are wrapped, and never lost.

A line holds pieces with a role; whoever draws it decides how a role looks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Literal

# Marks that do not begin a line, and those that do not end one.
_CLOSERS = "-+=]}.,:;!?)、。，．：；！？）」』】》〉"
_OPENERS = ("[-", "{+", "[=", "(", "（", "「", "『", "【", "《", "〈")

Role = Literal["deleted", "inserted", "replaced", "credit", "rule"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; without a role they are in both passages."""

    text: str
    role: Role | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces, or a part of it: a glued one follows without a space.

    A glued word that is `apart` may begin a line all the same; one that `breaks` must.
    """

    text: str
    role: Role | None = None
    is_glued: bool = False
    is_apart: bool = False
    breaks: bool = False


Unit = list[Word]


def display_width(text: str) -> int:
    """Terminal columns that `text` takes: wide characters count two, combining ones none.

    >>> display_width("abc"), display_width("日本"), display_width("e\\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def breakable(word: str) -> Iterator[str]:
    """A word cut where a line may end in it: beside wide characters, which take no spaces.

    Closing marks stay with what is before them, opening ones with what follows.

    >>> list(breakable("{+日本+}。")), list(breakable("Où?"))
    (['{+日', '本+}。'], ['Où?'])
    """
    if word.isascii() or len(word) == display_width(word):
        yield word
        return
    start, was_wide = 0, False
    for n, char in enumerate(word):
        if char in _CLOSERS or _cells(char) == 0:
            continue
        is_wide = _cells(char) == 2
        if (
            n > start
            and (is_wide or was_wide)
            and not word[max(start, n - 2) : n].endswith(_OPENERS)
        ):
            yield word[start:n]
            start = n
        was_wide = is_wide
    yield word[start:]


def begins_wide(word: str) -> bool:
    """Whether a word that follows without a space may begin a line."""
    first = word.lstrip("[{-+=")[:1]
    return bool(first) and first not in _CLOSERS and _cells(first) == 2


class Column:
    """Lines of at most `width` columns, the last of which is being filled."""

    def __init__(self, width: int) -> None:
        self.lines: list[list[Word]] = [[]]
        self._width = width
        self._used = 0

    def begin_line(self) -> None:
        """Leave the rest of the line empty."""
        self.lines.append([])
        self._used = 0

    def has_room(self, unit: Unit) -> bool:
        """Whether the words go on the line."""
        cells = (not unit[0].is_glued) + sum(display_width(word.text) for word in unit)
        return not self._used or (not unit[0].breaks and self._used + cells <= self._width)

    def put(self, unit: Unit) -> None:
        """Write words that belong together; those that are wider than a line are cut."""
        if not self.has_room(unit):
            self.begin_line()
        if sum(display_width(word.text) for word in unit) <= self._width:
            self._write(unit)
            return
        for part in chain.from_iterable(_broken(word, self._width) for word in unit):
            if self._used + display_width(part.text) > self._width:
                self.begin_line()
            self._write([part])

    def _write(self, words: Sequence[Word]) -> None:
        is_spaced = bool(self._used) and not words[0].is_glued
        self._used += is_spaced + sum(display_width(word.text) for word in words)
        self.lines[-1] += words


def _broken(word: Word, width: int) -> Iterator[Word]:
    """A word as itself, or cut into parts that fit; linear in its length."""
    if display_width(word.text) <= width:
        yield word
        return
    start = used = 0
    for n, char in enumerate(word.text):
        cells = _cells(char)
        if used + cells > width:
            yield replace(word, text=word.text[start:n], is_glued=bool(start) or word.is_glued)
            start, used = n, 0
        used += cells
    yield replace(word, text=word.text[start:], is_glued=True)


def line_of(words: Sequence[Word]) -> Line:
    """The words with the spaces between them; those of one role in one piece."""
    pieces: list[Piece] = []
    for n, word in enumerate(words):
        space = " " if n and not word.is_glued else ""
        if pieces and pieces[-1].role == word.role:
            pieces[-1] = Piece(f"{pieces[-1].text}{space}{word.text}", word.role)
            continue
        if space:
            pieces.append(Piece(space))
        pieces.append(Piece(word.text, word.role))
    return tuple(pieces)
