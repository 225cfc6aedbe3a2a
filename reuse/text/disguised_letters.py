"""What the characters of one word say of how it is written; see `reuse.text.disguises`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reuse.model import DisguiseKind
from reuse.text import normal
from reuse.text.scripts import latin_twins
from reuse.text.telling import PHONETIC

_JOINERS = "\u200c\u200d"
_VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180f"
_VARIATION = re.compile(f"[{_VARIATIONS}]")
_SOFT_HYPHEN = "\u00ad"
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17]")
_ODD_APOSTROPHES = re.compile("[`´ʹ′‛＇]")
_APOSTROPHES = re.compile("[`´ʹ′‛＇'’‘ʼ]")
# Over, through and around letters; and all that more than one on a letter, or on three letters
# of a word, is.  Accents that make a letter of some language have a code point with it.
_OVERLAYS = re.compile("[\u0334-\u0338\u0488\u0489\u20d2-\u20f0\ufe20-\ufe2f]")
_KEYCAP = re.compile("[0-9]\ufe0f?\u20e3")  # an emoji
_MARKED_LETTERS = 3
# Scripts that are written with joiners, and with variation selectors.
_JOINING = ((0x0600, 0x07FF), (0x0840, 0x0DFF), (0x0E00, 0x109F), (0x1780, 0x18AF),
            (0x1900, 0x1CFF), (0xA800, 0xABFF), (0x10A00, 0x11FFF))  # fmt: skip
_VARYING = ((0x1000, 0x109F), (0x1800, 0x18AF), (0x2E80, 0x9FFF), (0xA840, 0xA87F),
            (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # fmt: skip
# Letters of African and Turkic languages, which have a twin in basic Latin.
_OF_LANGUAGES = frozenset("ɓɗɖɣɩʋɔɛɨʉəƙƴƊƁ")
_SIGNS = frozenset("µΩKÅªº")  # micro, ohm, kelvin, angstrom, ordinals
_SMALL_CAPITALS = re.compile("[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢsxq]{3,}")
_UNITS = re.compile("μ(?:g|l|m|s|A|F|L|V|W|Sv|mol|[мгслАВФ]|Вт|Зв|Гр)|[kKMG]Ω")
_SYLLABLES, _MANY_SYLLABLES = ((0x1100, 0x11FF), (0xAC00, 0xD7A3)), 8
_STYLES = ("<font>", "<circle>", "<square>", "<wide>")


@lru_cache(maxsize=1 << 15)
def kinds_of(word: str) -> tuple[DisguiseKind, ...]:
    """In which ways one word, as it is written, is disguised; what stands at its end is not in it.

    >>> kinds_of("sp\\u200boke"), kinds_of("сору"), kinds_of("c\\u043epy"), kinds_of("café")
    (('zero-width',), (), ('look-alike',), ())
    """
    if word.isascii() and word.isalnum():
        return ()
    return tuple(sorted(_kinds(word)))


def _kinds(word: str) -> Iterator[DisguiseKind]:
    invisible = set(_hidden(word))
    if invisible:
        yield from invisible
    if _LIGATURES.search(word):
        yield "ligature"
    if _ODD_APOSTROPHES.search(word):
        yield "quotes"
    if _has_odd_marks(word):
        yield "combining-marks"
    if sum(map(str.isalpha, word)) > 2 and any(map(is_styled, word)):  # "𝑚𝑐²" is a formula
        yield "styled-letters"
    if _SMALL_CAPITALS.fullmatch(word):
        yield "styled-letters"
    if any(_is_mixed(part) for part in _APOSTROPHES.split(word)):
        yield "look-alike"
    yield from _joined(word)


def _joined(word: str) -> Iterator[DisguiseKind]:
    """Whether its parts stand apart: with a line feed between them, or any other separator."""
    separators = [c for c in word if not c.isalnum() and not _is_kept(c)]
    if any(c in "\n\v\f\u2028\u2029" for c in separators):
        yield "line-hyphen"
    elif (
        separators
        and _is_spaced_out(word)
        and not (set(separators) in ({"."}, {"-"}) and word.isupper())
    ):  # U.S.S.R.
        yield "spaced-letters"


def _is_spaced_out(word: str) -> bool:
    """Whether it is long enough: of Korean some words of one syllable may stand in a row."""
    syllables = sum(_within(ord(letter), _SYLLABLES) for letter in word)
    return not 0 < syllables < _MANY_SYLLABLES


def _is_kept(character: str) -> bool:
    """Whether a character that is no letter may stand in a word by itself."""
    is_mark = unicodedata.category(character)[0] == "M"
    is_quote = bool(_APOSTROPHES.match(character)) or character in '"“”„״׳'
    return is_mark or is_quote or _is_invisible(character) or is_styled(character)


@lru_cache(maxsize=1 << 14)
def _is_invisible(character: str) -> bool:
    return not unicodedata.combining(character) and normal_form(character) == "" and (
        unicodedata.category(character) != "Mn" or bool(_VARIATION.match(character))
    )  # fmt: skip


def _hidden(word: str) -> Iterator[DisguiseKind]:
    """The invisible characters between two letters."""
    letters = [at for at, c in enumerate(word) if c.isalnum()]
    if not letters:
        return
    for at in range(letters[0], letters[-1]):
        if _is_invisible(word[at]) and not _belongs(word[at], ord(word[at - 1])):
            yield _kind_of(word[at])


def _kind_of(invisible: str) -> DisguiseKind:
    if invisible == _SOFT_HYPHEN:
        return "soft-hyphen"
    return "variation-selector" if _VARIATION.match(invisible) else "zero-width"


def _belongs(invisible: str, before: int) -> bool:
    """Whether the script of the letter before is written with such a character."""
    if invisible in "\u0640\u055b\u055c\u055e":  # stretching stroke; Armenian signs in a word
        return True
    if invisible in _JOINERS:
        return _within(before, _JOINING)
    return bool(_VARIATION.match(invisible)) and _within(before, _VARYING)


def _has_odd_marks(word: str) -> bool:
    composed = _KEYCAP.sub("", unicodedata.normalize("NFC", word))
    if composed.isalnum():
        return False
    if _OVERLAYS.search(composed):
        return True
    marked, stacked, base = 0, 0, ""
    for character in composed:
        if unicodedata.category(character) not in ("Mn", "Mc", "Me"):
            base, stacked = character, 0
            continue
        if not base or _is_invisible(character) or not _is_plain(base):
            continue
        if not normal.fold(base + character).isascii() or _is_foreign_mark(character):
            return True
        stacked += 1
        marked += stacked == 1
        if stacked > 1 or marked == _MARKED_LETTERS:
            return True
    return False


def _is_foreign_mark(mark: str) -> bool:
    return normal_form(mark) != ""


def _is_plain(letter: str) -> bool:
    """Whether a letter is of a script whose marks are accents."""
    return normal_form(letter).isascii()


@lru_cache(maxsize=1 << 14)
def is_styled(character: str) -> bool:
    """Whether a character is a letter of basic Latin in another dress; signs are not."""
    if character.isascii() or character in _SIGNS:
        return False
    folded = normal_form(character)
    if not (folded.isascii() and folded.isalpha()):
        return False
    if unicodedata.category(character) == "So":
        return True
    return unicodedata.decomposition(character).startswith(_STYLES)


def _is_mixed(part: str) -> bool:
    """Whether letters of two scripts stand in one word, the fewer of which look like the others."""
    if _UNITS.fullmatch(part):
        return False
    scripts = [(letter, script) for letter in part if (script := script_of(letter))]
    names = sorted({script for _, script in scripts})
    if len(names) < 2:
        return False
    count = [sum(script == name for _, script in scripts) for name in names]
    home = names[count.index(max(count))]
    # Of "ΔT" neither letter is the stranger: both must look Latin.
    is_formula = count == [1, 1] and "GREEK" in names
    strangers = [letter for letter, script in scripts if is_formula or script != home]
    latin = all(normal_form(letter).isascii() for letter in strangers)
    # The letters of Greek and Cyrillic that look Latin look like one another.
    return latin and ("LATIN" in names or set(names) == {"CYRILLIC", "GREEK"})


@lru_cache(maxsize=1 << 14)
def script_of(character: str) -> str | None:
    """The script of a letter by the name that Unicode gives it; None of others and of signs.

    Phonetic letters that look like basic Latin ones are a script of their own.
    """
    if not character.isalpha() or character in _SIGNS or is_styled(character):
        return None
    code = ord(character)
    if _within(code, PHONETIC):
        is_twin = character not in _OF_LANGUAGES and normal_form(character).isascii()
        return "PHONETIC" if is_twin else "LATIN"
    return unicodedata.name(character, "?").partition(" ")[0]


def is_suspicious(character: str, word: str, home: str | None = None) -> bool:
    """Whether a character of a disguised word is invisible, or of another script than its text.

    `home` is the script of the text; without one, and in a word that has no letter of it, the
    script of most letters of the word counts.
    """
    if character.isascii() and not character.isalpha():
        return not (character.isprintable() or character.isspace())
    if _is_invisible(character) or normal_form(character) == "":
        return True
    if home is None or home not in map(script_of, word):
        home = main_script(word)
    return script_of(character) not in (None, home)


def main_script(text: str) -> str | None:
    """The script of most letters."""
    scripts = [script for script in map(script_of, text) if script]
    return max(sorted(set(scripts)), key=scripts.count) if scripts else None


def hides_after(written: str) -> DisguiseKind | None:
    """What stands after a character of Chinese or Japanese as it is written, and is not seen.

    Between these there are no joiners and no places to break; variation selectors there are.
    """
    hidden = [c for c in written[1:] if _is_invisible(c) and not _VARIATION.match(c)]
    if not hidden or not _within(ord(written[0]), _VARYING[2:3] + _VARYING[4:]):
        return None
    return _kind_of(hidden[0])


def looks_like(word: str, script: str) -> bool:
    """Whether each letter of a word, which is of another script, looks like one of `script`."""
    letters = [letter for letter in word.lower() if letter.isalpha()]
    if script == "LATIN":
        return all(normal_form(letter).isascii() for letter in letters)
    twins = latin_twins(script)
    return all(normal_form(letter) in twins for letter in letters)


@lru_cache(maxsize=1 << 14)
def normal_form(character: str) -> str:
    """The normal form of one character by itself; a look at one costs as much as at a text."""
    return normal.fold(character)


def _within(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)
