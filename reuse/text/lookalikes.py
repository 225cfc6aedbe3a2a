"""Letters that look like Latin ones, from Unicode's table of confusables (TR39).

Only `python -m reuse.text.normal` asks for them, which makes the table of the normal form: the
library that holds Unicode's table is needed for that alone.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Scripts that write letters one after the other, from left to right, as Latin does.  A letter of
# another one stands among Latin letters in nobody's font.
_SCRIPTS = frozenset(
    "ARMENIAN CANADIAN CARIAN CHEROKEE COPTIC CYRILLIC DESERET ELBASAN GEORGIAN GREEK LATIN LISU "
    "LYCIAN MIAO OLD OSAGE RUNIC TIFINAGH WARANG".split()
)
_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "
_BOXED = ("CIRCLED LATIN CAPITAL LETTER ", "SQUARED LATIN CAPITAL LETTER ")
# Where the eye sees another letter than Unicode's table: small palochka (as in the address
# "аррӏе.com"), small kra, Greek letters; eth, whose capital is a D; and sigma, no "o" in any font.
_SEEN = {"ӏ": "l", "ĸ": "k", "β": "b", "ε": "e", "η": "n", "χ": "x", "ω": "w", "ð": "d",
         "σ": "σ", "ς": "σ"}  # fmt: skip


@cache
def latin_twin(letter: str) -> str:
    """The Latin letters that a case-folded letter looks like; the letter itself if it does not.

    A letter of Latin script may look like several ("æ"), of another one like one.
    """
    name = unicodedata.name(letter, "")
    if letter.isascii():
        return letter
    boxed = next((name.rpartition(mark)[2] for mark in _BOXED if mark in name), "")
    if len(boxed) == 1:
        return boxed.lower()
    if name.partition(" ")[0] not in _SCRIPTS or not letter.isalpha():
        return letter
    if letter in _SEEN:
        return _SEEN[letter]
    is_latin = name.startswith("LATIN")
    forms = (_small(letter), *_twins(letter, is_latin), *_twins(letter.upper(), is_latin))
    most = 3 if is_latin else 1
    return next((twin for twin in map(_reduced, forms) if 0 < len(twin) <= most), letter)


def _twins(letter: str, is_latin: bool) -> list[str]:
    """What a letter looks like; of another script than Latin only where that has no marks."""
    from confusable_homoglyphs.confusables import confusables_data

    twins = [twin["c"] for twin in confusables_data.get(letter, ())]
    return twins if is_latin else [t for t in twins if len(t) == 1 and _plain(t) == t]


def _reduced(twin: str) -> str:
    """Small basic Latin letters, without the marks on them; nothing where there are others."""
    latin = "".join(_SEEN.get(letter, letter) for letter in map(_small, _plain(twin).casefold()))
    # Unicode's prototype of "m" is "rn".
    return latin.replace("rn", "m") if latin.isascii() and latin.isalpha() else ""


def _plain(twin: str) -> str:
    """The letters without marks."""
    decomposed = unicodedata.normalize("NFKD", twin)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def _small(letter: str) -> str:
    name = unicodedata.name(letter, "")
    capital = name.removeprefix(_SMALL_CAPITAL)
    return capital.lower() if name.startswith(_SMALL_CAPITAL) and len(capital) == 1 else letter
