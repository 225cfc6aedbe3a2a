"""Whether a passage is spelt unlike the article that carries it.

A British "per cent" in an otherwise American article points to a British
writer.  Only articles whose own habit is clear are judged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from reuse.model import Span
from reuse.trace.outlets import Outlet

_DATA = Path(__file__).with_name("spelling.toml")
_WORD = re.compile(r"[A-Za-z]+")
_DOTTED = re.compile(r"\bU\.S\.")


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
    if not any(inside.values()):
        return None
    habit = _habit(text[: span.start] + "\n" + text[span.end :], own)
    other = "British" if habit == "American" else "American"
    if habit is None or not inside[other] or inside[habit]:
        return None
    return Foreign(tuple(sorted(set(inside[other]))), other)


def _habit(text: str, own: Outlet | None) -> str | None:
    """The variety that a text keeps to, or else that of its outlet's country; None if mixed."""
    lexicon = _lexicon()
    marks = _marks(text)
    if _DOTTED.search(text):
        marks["American"].append("U.S.")
    if marks["British"] or marks["American"]:
        spoken = [variety for variety, found in marks.items() if found]
        return spoken[0] if len(spoken) == 1 else None
    if own is None or own.country is None:
        return None
    if own.country in lexicon.british_countries:
        return "British"
    return "American" if own.country in lexicon.american_countries else None


def _marks(text: str) -> dict[str, list[str]]:
    lexicon = _lexicon()
    words = [word.lower() for word in _WORD.findall(text)]
    terms = list(_with_pairs(words))
    return {
        "British": [term for term in terms if term in lexicon.british],
        "American": [term for term in terms if term in lexicon.american],
    }


def _with_pairs(words: list[str]) -> Iterable[str]:
    """Every word, and "per cent", the one entry of two words."""
    yield from words
    for first, second in pairwise(words):
        if first == "per" and second == "cent":
            yield "per cent"


@cache
def _lexicon() -> _Lexicon:
    table = tomllib.loads(_DATA.read_text("utf-8"))
    return _Lexicon(
        british=frozenset(pair[0] for pair in table["pairs"]),
        american=frozenset(pair[1] for pair in table["pairs"]) - frozenset(table["shared"]),
        british_countries=frozenset(table["british_countries"]),
        american_countries=frozenset(table["american_countries"]),
    )
