"""A text with its disguised words written plainly, every word where it was.

What reads words by their characters (credits, names, numbers) reads this instead.  The plain word
stands where the disguised one began, and blanks fill what is left of its place, so that offsets
of words are those of the text as it was read.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from reuse.model import Span
from reuse.text.disguised_letters import (
    is_styled,
    kinds_of,
    looks_like,
    main_script,
    normal_form,
    script_of,
)
from reuse.text.in_context import CAPITAL_TWINS
from reuse.text.normal import CODE_MASK, table
from reuse.text.scripts import written_in
from reuse.text.telling import is_ascii_telling, telling

_APOSTROPHES = str.maketrans(dict.fromkeys("`´ʹ′‛＇", "'"))
# So many lone letters in so many characters are looked at more closely.
_LONE, _WITHIN = 4, 13
_AT_ONCE = 1 << 20
_HEAD = 4_000  # characters that tell the script of a text


@dataclass(frozen=True, slots=True)
class Undisguised:
    """The plain text, and of each word that was shortened its start, plain end and end."""

    text: str
    words: tuple[tuple[int, int, int], ...] = ()

    def whole(self, span: Span) -> Span:
        """A span that ends with a plain word, up to the end of the word as it was written."""
        at = bisect_right(self.words, span.end - 1, key=lambda word: word[0]) - 1
        if at < 0:
            return span
        start, plain_end, end = self.words[at]
        is_cut = max(span.start, start) < plain_end <= span.end < end
        return Span(span.start, end) if is_cut else span


def undisguised(texts: Sequence[str]) -> list[Undisguised | None]:
    """Each text with plain words; None where they are plain already, as in nearly every text."""
    is_suspect = [not text.isascii() for text in texts]
    for number in _ascii_suspects(
        [number for number, text in enumerate(texts) if text.isascii()], texts
    ):
        is_suspect[number] = True
    return [
        _undisguised(text) if suspect and telling().search(text) else None
        for text, suspect in zip(texts, is_suspect, strict=True)
    ]


def _ascii_suspects(numbers: Sequence[int], texts: Sequence[str]) -> Iterator[int]:
    """Which of some texts of basic Latin may have a word that is not plain."""
    first = size = 0
    for place, number in enumerate(numbers):
        size += len(texts[number])
        if size > _AT_ONCE or place + 1 == len(numbers):
            some = numbers[first : place + 1]
            yield from (some[at] for at in _with_lone_letters([texts[n] for n in some]))
            first, size = place + 1, 0
    yield from (n for n in numbers if is_ascii_telling(texts[n]))


def _with_lone_letters(texts: Sequence[str]) -> list[int]:
    gap = " " * (_WITHIN + 1)
    codes = np.frombuffer((gap.join(["", *texts]) + gap).encode("ascii"), np.uint8)
    inside = _ALNUM.take(codes)
    lone = inside[1:-1] & ~inside[:-2] & ~inside[2:]
    at = lone.nonzero()[0] + 1
    near = at[: 1 - _LONE][at[_LONE - 1 :] - at[: 1 - _LONE] <= _WITHIN]
    ends = np.cumsum([len(text) + len(gap) for text in texts])
    found: list[int] = np.unique(np.searchsorted(ends, near, side="right")).tolist()
    return found


_ALNUM = np.array([chr(at).isalnum() for at in range(128)])


def _undisguised(text: str) -> Undisguised | None:
    from reuse.text.tokens import tokenize

    columns = tokenize([text])
    places = list(zip(columns.start.tolist(), columns.end.tolist(), strict=True))
    written = [text[start:end] for start, end in places]
    home = main_script(_undressed(text[:_HEAD])) or "LATIN"
    plain = [word if word.isascii() and word.isalnum() else _plain(word, home) for word in written]
    if any(_is_mixed(_undressed(word)) for word in written if not word.isascii()):
        plain = [_at_home(word, home) for word in plain]
    return _replaced(text, places, plain)


def _replaced(
    text: str, places: Sequence[tuple[int, int]], plain: Sequence[str]
) -> Undisguised | None:
    parts: list[str] = []
    words: list[tuple[int, int, int]] = []
    done = 0
    for (start, end), word in zip(places, plain, strict=True):
        if word == text[start:end] or len(word) > end - start:
            continue
        parts += [text[done:start], word.ljust(end - start)]
        if len(word) < end - start:
            words.append((start, start + len(word), end))
        done = end
    return Undisguised("".join([*parts, text[done:]]), tuple(words)) if parts else None


def _is_mixed(word: str) -> bool:
    return not word.isascii() and "look-alike" in kinds_of(word)


def _at_home(word: str, home: str) -> str:
    """A word of another script that looks like one of this, in a text that mixes both."""
    is_stranger = not word.isascii() and script_of(word[0]) not in (None, home)
    if not is_stranger or home != "LATIN" or not looks_like(word, home):
        return word
    return "".join(map(_latin_twin, word))


@lru_cache(maxsize=1 << 15)
def _plain(written: str, home: str) -> str:
    """One word without what hides it; marks that make no letter with their base are dropped.

    Of a word that is disguised by marks all are dropped: nothing tells which are its own.

    Args:
        home: the script of most of the text, in which a word is that mixes it with another one.
    """
    composed = unicodedata.normalize("NFC", written).translate(_APOSTROPHES)
    kept = "".join(filter(_is_kept, composed))
    if any(map(is_styled, kept)):
        kept = _undressed(kept)
    if "combining-marks" in kinds_of(written):
        kept = "".join(map(_without_marks, kept))
    scripts = {script_of(letter) for letter in kept} - {None}
    if len(scripts) < 2 or not _is_mixed(kept):
        return kept
    if home == "LATIN":
        return "".join(map(_latin_twin, kept))
    small = kept.lower()
    plain = written_in((home if home in scripts else main_script(kept) or home).lower(), small)
    if not len(plain) == len(small) == len(kept):
        return kept
    return "".join(
        other.upper() if letter.isupper() else other
        for letter, other in zip(kept, plain, strict=True)
    )


def _undressed(text: str) -> str:
    """A text whose letters in another dress are those of basic Latin."""
    return "".join(_latin(letter) if is_styled(letter) else letter for letter in text)


def _latin_twin(letter: str) -> str:
    """The Latin letter that a letter of another script looks like; others as they are."""
    if script_of(letter) in (None, "LATIN"):
        return letter
    if letter in CAPITAL_TWINS:
        return CAPITAL_TWINS[letter].upper()
    return _latin(letter) if len(normal_form(letter)) == 1 else letter


def _without_marks(character: str) -> str:
    """A letter without its accents, where the script is written with accents; no mark."""
    if unicodedata.category(character)[0] == "M":
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    return base if normal_form(base).isascii() else character


def _latin(letter: str) -> str:
    twin = normal_form(letter)
    return twin.upper() if letter.isupper() else twin


def _is_kept(character: str) -> bool:
    """Whether a character of a word is no separator, nor ignored in its normal form."""
    if character.isalnum() or character in "'’":
        return True
    is_mark = unicodedata.category(character)[0] == "M"
    entries, _, _ = table()
    return is_mark and bool(entries[ord(character)] & CODE_MASK)
