"""Stems by language, one stemmer call per distinct word.

Words are stemmed with their accents, which tell endings in most languages (French
"-ée", Russian "-ий"), and the stem is folded after that.  Only English, whose accents
are decoration, is folded first.
PyStemmer runs Snowball; nltk's stemmers, which work without data, serve the
languages that it lacks and are imported only then.  A language without any
stemmer keeps its words as they are; characters of scripts that do not space their words have
grams for stems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reuse.scratch import Scratch, joined
from reuse.text import normal
from reuse.text.hashing import hash_words
from reuse.text.ordering import changes, distinct
from reuse.text.units import gram_stems

_SNOWBALL = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "ca": "catalan", "hi": "hindi",
}  # fmt: skip
_DEFAULT = "en"
_FOLDED_FIRST = frozenset({"en"})
_MOST_KNOWN = 500_000  # words of one language, some 100 bytes each
_PLACE_SHIFT = np.uint64(46)  # 2**18 places, four megabytes


class Chunk(Protocol):
    """Some tokens: their keys, and what tells where characters are no words (`gram_stems`)."""

    @property
    def key(self) -> NDArray[np.uint64]: ...  # noqa: D102

    @property
    def size(self) -> NDArray[np.uint8]: ...  # noqa: D102

    @property
    def is_beside(self) -> NDArray[np.bool_]: ...  # noqa: D102


class Words(Protocol):
    """The tokens of a chunk, by their numbers."""

    def folded_words(self, tokens: Sequence[int], /) -> list[str]:
        """The normal forms."""

    def accented_words(self, tokens: Sequence[int], /) -> list[str]:
        """The normal forms with their accents."""

    def written(self, key: NDArray[np.uint64], /) -> NDArray[np.uint64]:
        """Hashes of all tokens that differ where accents do."""


def primary_language(code: str | None) -> str:
    """The primary subtag of a language tag in lower case; English where there is none.

    >>> primary_language("de-AT"), primary_language(None)
    ('de', 'en')
    """
    return (code or _DEFAULT).replace("_", "-").split("-")[0].lower()


@cache
def stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """A function that stems a list of words in small letters of `language` (a primary subtag)."""
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


# Hashes of stems by hashes of words and by language, as far as this process met them.
_stems_met: dict[str, dict[int, int]] = {}


def _known(language: str) -> dict[int, int]:
    """The stems met so far, none if they have become too many."""
    known = _stems_met.setdefault(language, {})
    if len(known) > _MOST_KNOWN:
        known.clear()
    return known


class _Places:
    """The words met first, which are the frequent ones, where a whole column is looked up.

    A word's place is the high bits of its hash.  A place is written once, its word last,
    so that reading needs no lock.
    """

    def __init__(self) -> None:
        places = np.arange(1 << 64 - int(_PLACE_SHIFT), dtype=np.uint64)
        self._word = ~(places << _PLACE_SHIFT)  # a free place holds a word that belongs elsewhere
        self._stem = np.zeros_like(places)
        self._writing = Lock()

    def look_up(self, words: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The stem of each word, and which words have no place."""
        place = (words >> _PLACE_SHIFT).view(np.int64)
        absent = (self._word.take(place) != words).nonzero()[0]
        return self._stem.take(place), absent

    def keep(self, words: NDArray[np.uint64], stems: NDArray[np.uint64]) -> None:
        """Put words whose places are free there; those of one place follow each other."""
        place = (words >> _PLACE_SHIFT).view(np.int64)
        with self._writing:
            is_taken = self._word.take(place) >> _PLACE_SHIFT == place.view(np.uint64)
            free = changes(place) & ~is_taken
            self._stem[place[free]] = stems[free]
            self._word[place[free]] = words[free]


@cache
def _places() -> _Places:
    return _Places()


# Stems of chunks that are kept before they are merged with those known.
_MOST_PENDING = 1 << 22


class _Vocabulary:
    """The distinct stems of all chunks so far."""

    def __init__(self) -> None:
        self._sorted = np.zeros(0, np.uint64)
        self._pending: list[NDArray[np.uint64]] = []
        self._count = 0

    def add(self, stems: NDArray[np.uint64]) -> None:
        """Know these, too."""
        self._pending.append(stems)
        self._count += len(stems)
        if self._count > _MOST_PENDING:
            self.merged()

    def merged(self) -> NDArray[np.uint64]:
        """All stems known, ascending."""
        stems = np.concatenate([self._sorted, *self._pending])
        stems.sort()  # and not np.unique, which hashes what comes sorted
        self._sorted = stems[changes(stems)]
        self._pending, self._count = [], 0
        return self._sorted


class StemColumns:
    """Collects the stems of one chunk of tokens after the other."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._vocabulary = _Vocabulary()
        # Of each chunk: its stems, and of each token the number of its stem among them.
        self._stems_of = scratch.column(np.uint64)
        self._numbers = scratch.column(np.int32)
        self._sizes: list[tuple[int, int]] = []

    def add(self, chunk: Chunk, words: Words, languages: Sequence[tuple[str | None, int]]) -> None:
        """Append the stems of a chunk.

        Args:
            chunk: its tokens.
            words: the words themselves, asked for once per distinct one.
            languages: language and number of tokens of each article, in order.
        """
        key = chunk.key
        primary = {code: primary_language(code) for code in {code for code, _ in languages}}
        names = [primary[code] for code, _ in languages]
        counts = [count for _, count in languages]
        written = key if _FOLDED_FIRST.issuperset(names) else words.written(key)
        stems = np.zeros(len(key), dtype=np.uint64)
        for language in sorted(set(names)):
            hashes = key if language in _FOLDED_FIRST else written
            if len(set(names)) == 1:
                stems = self._stems(language, hashes, words, np.arange(len(key)))
                break
            mine = np.flatnonzero(np.repeat([name == language for name in names], counts))
            stems[mine] = self._stems(language, hashes[mine], words, mine)
        stems = gram_stems(stems, chunk.size, chunk.is_beside)
        vocabulary, _, number = distinct(stems)
        self._vocabulary.add(vocabulary)
        self._stems_of.add(vocabulary)
        self._numbers.add(number)
        self._sizes.append((len(vocabulary), len(number)))

    def _stems(
        self, language: str, key: NDArray[np.uint64], words: Words, token: NDArray[np.int64]
    ) -> NDArray[np.uint64]:
        """The stem of each of `token`; `key` is equal for equal words."""
        # Tells its words from those of other languages; the blank, from its own name.
        salt = hash_words([f"{language} "])
        stems, absent = _places().look_up(key ^ salt)
        if not len(absent):
            return stems
        missing, first, number = distinct(key.take(absent))
        known = _known(language)
        found = [known.get(word) for word in missing.tolist()]
        fresh = [at for at, stem in enumerate(found) if stem is None]
        fresh_tokens = token.take(absent.take(first[fresh]))
        hashes = hash_words(_stemmed(language, words, fresh_tokens.tolist())).tolist()
        for at, stem in zip(fresh, hashes, strict=True):
            found[at] = stem
        known.update(zip(missing[fresh].tolist(), hashes, strict=True))
        found_stems = np.array(found, dtype=np.uint64)
        _places().keep(missing ^ salt, found_stems)
        stems[absent] = found_stems.take(number)
        return stems

    def numbered(self) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        """The number of every token's stem, and the distinct stem hashes, ascending."""
        vocabulary = self._vocabulary.merged()
        stems, numbers = self._stems_of.done(), self._numbers.done()
        return joined(
            self._scratch, self._renumbered(vocabulary, stems, numbers), np.int32
        ), vocabulary

    def _renumbered(
        self,
        vocabulary: NDArray[np.uint64],
        stems: NDArray[np.uint64],
        numbers: NDArray[np.int32],
    ) -> Iterator[NDArray[np.int32]]:
        """The number of every token's stem in the vocabulary, chunk by chunk."""
        if len(self._sizes) == 1:
            yield numbers
            return
        first = token = 0
        for distinct_stems, tokens in self._sizes:
            places = np.searchsorted(vocabulary, stems[first : first + distinct_stems])
            yield places.astype(np.int32).take(numbers[token : token + tokens])
            first, token = first + distinct_stems, token + tokens


def _stemmed(language: str, words: Words, tokens: Sequence[int]) -> list[str]:
    """The folded stem of each of `tokens`."""
    if not tokens:
        return []
    if language in _FOLDED_FIRST:
        return stemmer(language)(words.folded_words(tokens))
    stems = stemmer(language)(words.accented_words(tokens))
    return normal.fold("\n".join(stems)).split("\n")
