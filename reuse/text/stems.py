"""Stems by language, one stemmer call per distinct word.

PyStemmer runs Snowball; nltk's stemmers, which work without data, serve the
languages that it lacks and are imported only then.  A language without any
stemmer keeps its words as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reuse.text.hashing import hash_words

_SNOWBALL = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "ca": "catalan", "hi": "hindi",
}  # fmt: skip
_DEFAULT = "en"


class Words(Protocol):
    """The normal form of token number `i` of a chunk as `words[i]`."""

    def __getitem__(self, token: int, /) -> str: ...


def primary_language(code: str | None) -> str:
    """The primary subtag of a language tag in lower case; English where there is none.

    >>> primary_language("de-AT"), primary_language(None)
    ('de', 'en')
    """
    return (code or _DEFAULT).replace("_", "-").split("-")[0].lower()


@cache
def stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """A function that stems a list of folded words of `language` (a primary subtag)."""
    name = _SNOWBALL.get(language)
    if name is not None:
        try:
            import Stemmer

            return Stemmer.Stemmer(name).stemWords  # type: ignore[no-any-return]
        except (ImportError, KeyError):
            pass
    return _nltk_stemmer(language, name)


def _nltk_stemmer(language: str, name: str | None) -> Callable[[list[str]], list[str]]:
    if language == "ar":
        from nltk.stem.arlstem2 import ARLSTem2

        return _each(ARLSTem2().stem)
    if name is not None:
        from nltk.stem.snowball import SnowballStemmer

        if name in SnowballStemmer.languages:
            return _each(SnowballStemmer(name).stem)
    return lambda words: words


def _each(stem: Callable[[str], str | None]) -> Callable[[list[str]], list[str]]:
    return lambda words: [stem(word) or word for word in words]


class StemColumns:
    """Collects the stems of one chunk of tokens after the other."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[NDArray[np.uint64], NDArray[np.uint64]]] = {}
        self._parts: list[NDArray[np.uint64]] = []

    def add(
        self, key: NDArray[np.uint64], words: Words, languages: Sequence[tuple[str | None, int]]
    ) -> None:
        """Append the stems of a chunk.

        Args:
            key: token keys of the chunk.
            words: normal form of each token, asked for once per distinct key.
            languages: language and number of tokens of each article, in order.
        """
        stems = np.zeros(len(key), dtype=np.uint64)
        names = [primary_language(code) for code, _ in languages]
        counts = [count for _, count in languages]
        for language in sorted(set(names)):
            if len(set(names)) == 1:
                stems[:] = self._stems(language, key, words, np.arange(len(key)))
                break
            mine = np.flatnonzero(np.repeat([name == language for name in names], counts))
            stems[mine] = self._stems(language, key[mine], words, mine)
        self._parts.append(stems)

    def _stems(
        self, language: str, key: NDArray[np.uint64], words: Words, token: NDArray[np.int64]
    ) -> NDArray[np.uint64]:
        distinct, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        empty = np.zeros(0, dtype=np.uint64)
        known, known_stems = self._known.get(language, (empty, empty))
        at = np.minimum(np.searchsorted(known, distinct), max(len(known) - 1, 0))
        fresh = known[at] != distinct if len(known) else np.ones(len(distinct), dtype=bool)
        stems = np.zeros(len(distinct), dtype=np.uint64)
        if len(known):
            stems[~fresh] = known_stems[at[~fresh]]
        new = [words[int(token[i])] for i in first[fresh]]
        stems[fresh] = hash_words(stemmer(language)(new))
        merged = np.concatenate((known, distinct[fresh]))
        order = np.argsort(merged, kind="stable")
        self._known[language] = (
            merged[order],
            np.concatenate((known_stems, stems[fresh]))[order],
        )
        result: NDArray[np.uint64] = stems[inverse]
        return result

    def numbered(self) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        """The number of every token's stem, and the distinct stem hashes, ascending."""
        everything = np.concatenate(self._parts) if self._parts else np.zeros(0, np.uint64)
        vocabulary, number = np.unique(everything, return_inverse=True)
        return number.astype(np.int32), vocabulary
