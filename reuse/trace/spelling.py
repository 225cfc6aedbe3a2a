"""Whether a passage is spelt unlike the article that carries it.

A British "per cent" in an otherwise American article points to a British
writer.  Only articles whose own habit is clear are judged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from reuse.model import Span
from reuse.trace.outlets import Outlet

_DATA = Path(__file__).with_name("spelling.toml")
_WORD = re.compile(r"[A-Za-z]+")
_SMALL = {at: chr(at).lower() if chr(at).isalpha() else " " for at in range(128)}
_PAIR = "per cent"
_PAIR_END = "cent"
_DOTTED = re.compile(r"\bU\.S\.")
_DOTTED_BEGIN = "U"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Spellings in a passage that its article does not use: the words, and their variety."""

    words: tuple[str, ...]
    variety: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    british: frozenset[str]
    american: frozenset[str]
    british_countries: frozenset[str]
    american_countries: frozenset[str]


def foreign_spelling(text: str, span: Span, *, own: Outlet | None) -> Foreign | None:
    """Spellings of the passage at `span` that are foreign to the rest of `text`."""
    inside = _marks(span.of(text))
    # A passage in both spellings, or in none, tells nothing.
    if bool(inside["British"]) == bool(inside["American"]):
        return None
    habit = _habit(text[: span.start] + "\n" + text[span.end :], own)
    other = "British" if habit == "American" else "American"
    if habit is None or not inside[other] or inside[habit]:
        return None
    return Foreign(tuple(sorted(inside[other])), other)


def may_be_foreign(spelling: int, own: Outlet | None) -> bool:
    """Whether an article with words of such a spelling may hold any that are foreign to it."""
    if spelling in (0, 3) or own is None:
        return spelling == 3
    lexicon = _lexicon()
    others = lexicon.american_countries if spelling == 1 else lexicon.british_countries
    return own.country in others


def spelling_of(word: str) -> int:
    """What a text that holds a word (`\\w+`) may be spelt: 1 as British, 2 as American, 3 both."""
    known = _varieties()
    if word.isascii() and word.isalpha():
        return known.get(word, 0) or known.get(word.lower(), 0)
    found = 0
    for run in _WORD.findall(word):
        found |= known.get(run.lower(), 0)
    return found


@cache
def _varieties() -> dict[str, int]:
    lexicon = _lexicon()
    british, american = lexicon.british | {_PAIR_END}, lexicon.american
    found = {word: (word in british) + 2 * (word in american) for word in british | american}
    return {**found, _DOTTED_BEGIN: 2}


def _habit(text: str, own: Outlet | None) -> str | None:
    """The variety that a text keeps to, or else that of its outlet's country; None if mixed."""
    lexicon = _lexicon()
    marks = _marks(text)
    if _DOTTED.search(text):
        marks["American"].add("U.S.")
    if marks["British"] or marks["American"]:
        spoken = [variety for variety, found in marks.items() if found]
        return spoken[0] if len(spoken) == 1 else None
    if own is None or own.country is None:
        return None
    if own.country in lexicon.british_countries:
        return "British"
    return "American" if own.country in lexicon.american_countries else None


def _marks(text: str) -> dict[str, set[str]]:
    """The words of `text` that one variety alone has."""
    lexicon = _lexicon()
    words = _words(text)
    return {
        "British": _with_pair(lexicon.british.intersection(words), words),
        "American": set(lexicon.american.intersection(words)),
    }


def _words(text: str) -> list[str]:
    """The runs of ASCII letters, in small letters."""
    if text.isascii():
        return text.translate(_SMALL).split()
    return [word.lower() for word in _WORD.findall(text)]


def _with_pair(found: Set[str], words: Sequence[str]) -> set[str]:
    """The words found, and "per cent", the one entry of two words."""
    pairs = pairwise(words) if "cent" in words else ()
    return {*found, _PAIR} if ("per", "cent") in pairs else set(found)


@cache
def _lexicon() -> _Lexicon:
    table = tomllib.loads(_DATA.read_text("utf-8"))
    return _Lexicon(
        british=frozenset(pair[0] for pair in table["pairs"]),
        american=frozenset(pair[1] for pair in table["pairs"]) - frozenset(table["shared"]),
        british_countries=frozenset(table["british_countries"]),
        american_countries=frozenset(table["american_countries"]),
    )
