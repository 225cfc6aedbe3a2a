"""Words that mix letters of several scripts, written in one: the one of most of their letters.

Stemmers know the letters of one script.  A Russian word in which a Latin "a" stands for the
Cyrillic one has another ending for them.
"""

from __future__ import annotations

import re
from functools import cache

from reuse.text.normal import fold

# Letters by script, as far as some of them look like those of another one.  Of two that look like
# one Latin letter, the first is meant.
_LETTERS = {
    "cyrillic": "авекмнорстухіјѕԁһӏԛԝгь" + "бджзийлпфцчшщъыэюя",
    "greek": "αβεζηικμνορτυχωγ" + "δθλξπσςφψ",
}
_LATIN = re.compile("[a-zà-ɏ]")


def one_script(word: str) -> str:
    """A word of small letters, with what looks like a letter of its script as that letter.

    >>> one_script("прaво"), one_script("réрublique")
    ('право', 'république')
    """
    script = next((name for name, known in _pairs().items() if known.others.search(word)), None)
    if script is None or not _LATIN.search(word):
        return word
    is_latin = len(_pairs()[script].others.findall(word)) <= len(_LATIN.findall(word))
    return written_in("latin" if is_latin else script, word)


def written_in(script: str, word: str) -> str:
    """A word of small letters, with every letter that looks like one of a script as that one."""
    if script == "latin":
        for known in _pairs().values():
            word = word.translate(known.to_latin)
        return word
    pairs = _pairs().get(script)
    return word.translate(pairs.from_latin) if pairs else word


def latin_twins(script: str) -> frozenset[str]:
    """The Latin letters that some letter of a script looks like; `script` as Unicode names it."""
    known = _pairs().get(script.lower())
    return frozenset(known.to_latin.values()) if known else frozenset()


class _Pairs:
    """Letters of one script and the Latin ones that they look like."""

    def __init__(self, letters: str) -> None:
        twins = {letter: fold(letter) for letter in letters}
        self.others = re.compile(f"[{letters}]")
        self.to_latin = {ord(k): twin for k, twin in twins.items() if twin.isascii()}
        self.from_latin = {ord(v): k for k, v in reversed(twins.items()) if v.isascii()}


@cache
def _pairs() -> dict[str, _Pairs]:
    return {script: _Pairs(letters) for script, letters in _LETTERS.items()}
