"""The language that a text is written in, from its first words.

Most collections are English and say so nowhere: a text with enough English function words is
decided by these alone.  All others go to CLD2 (Sites 2013; the package pycld2 bundles its
tables), which is loaded for the first of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from reuse.model import Article

# Two or three paragraphs; more of a text hardly tells more.
_HEAD = 1_200
_LEAST_BYTES = 60  # in UTF-8: some ten words of Europe, eight of Chinese
_LEAST_SHARE = 60  # per cent of the text in its first language
# From so many bytes on the best guess stands even where CLD2 calls it unreliable: neighbours such
# as Russian and Bulgarian are stemmed better as each other than as English.
_LONG_BYTES = 200

# Words of running English that no other language has in numbers: of its words one in eight.
_ENGLISH = frozenset(
    "the and that with from which this their been were have has had would there when who".split()
)
_ENGLISH_HEAD = 600
_LEAST_ENGLISH_WORDS = 5
_WORDS_PER_ENGLISH = 12

# CLD2's names, where ISO 639-1 has another for the same or the common written language.
_NAMES = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "nb": "no", "mo": "ro"}
_UNKNOWN = ("un", "xx")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or mixed to tell.

    >>> language_of("Der Rat hat am Dienstag beschlossen, die alte Hafenbrücke zu sperren.")
    'de'
    >>> language_of("Straße 12")
    """
    if _is_plainly_english(text[:_ENGLISH_HEAD]):
        return "en"
    head = _readable(text[:_HEAD])
    if len(head.encode()) < _LEAST_BYTES:
        return None
    import pycld2

    is_reliable, size, found = pycld2.detect(head)
    _, tag, share, _ = found[0]
    code = str(tag).split("-")[0]
    is_telling = is_reliable or size >= _LONG_BYTES
    if not is_telling or share < _LEAST_SHARE or code in _UNKNOWN:
        return None
    return _NAMES.get(code, code)


def languages_of(articles: Iterable[Article], *, default: str) -> list[str]:
    """The language that each article is read in: what is stated, else found, else the default."""
    return [article.language or language_of(article.text) or default for article in articles]


def _is_plainly_english(head: str) -> bool:
    words = head.split()
    found = sum(map(_ENGLISH.__contains__, words))
    return found >= _LEAST_ENGLISH_WORDS and found * _WORDS_PER_ENGLISH >= len(words)


def _readable(text: str) -> str:
    """The text with a space for what CLD2 refuses: controls, surrogates, what is unassigned."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


@cache
def _shown(character: str) -> str:
    is_refused = unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co", "Cf")
    return " " if is_refused and character not in "\u200c\u200d" else character
