"""What the words of a language say about how many, when, whether, how sure and who says so.

The words are data, `drift.toml`, in the normal form.  A language without a table has numbers
in digits and names, no more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_DATA = _HERE / "drift.toml"
_SPELLING = _HERE.parent / "spelling.toml"
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Signs:
    """Words of one meaning, and those beside which their coming and going says nothing.

    `light`: those of the `words` that count only where all around them stays.
    """

    words: frozenset[str]
    beside: frozenset[str]
    light: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counting:
    """Number words with their values; `vague` ones ("dozens") have none."""

    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: frozenset[str]
    articles: frozenset[str]
    percents: frozenset[str]
    percent_pair: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of dates: `days` by their key (`day:0` is Monday, `month:1`, `rel:-1`)."""

    days: Mapping[str, str]
    is_capital: bool
    afternoon: frozenset[str]
    forenoon: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language; `auxiliaries` are the words that come and go with others.

    `notable`: every word that may begin a number, a date or a per cent.
    """

    has_names: bool
    negations: Signs
    hedges: Signs
    attributions: Signs
    auxiliaries: frozenset[str]
    counting: Counting
    calendar: Calendar
    notable: frozenset[str]


def lexicon(language: str | None) -> Lexicon:
    """The words of a language by its ISO 639 code; English when it is not known.

    >>> "allegedly" in lexicon("en").hedges.words
    True
    """
    return _lexicon((language or _ENGLISH)[:2].lower())


@cache
def _lexicon(language: str) -> Lexicon:
    table = _tables().get(language, {"names": True})
    counting = _counting(table)
    calendar = _calendar(table, is_capital=language in (_ENGLISH, "de"))
    begins = (counting.numbers, counting.ordinals, counting.vague, counting.articles)
    return Lexicon(
        has_names=table["names"],
        negations=_signs(table, "negations"),
        hedges=_signs(table, "hedges"),
        attributions=_signs(table, "attributions"),
        auxiliaries=_words(table, "auxiliaries"),
        counting=counting,
        calendar=calendar,
        notable=frozenset(
            {"%", counting.percent_pair[0]}.union(*begins, counting.percents, calendar.days)
        ),
    )


def _signs(table: Mapping[str, Any], name: str) -> Signs:
    return Signs(*(_words(table, kind + name) for kind in ("", "beside_", "light_")))


def _words(table: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(table.get(name, ()))


def _counting(table: Mapping[str, Any]) -> Counting:
    first, second = table.get("percent_pair", ("", ""))
    return Counting(
        numbers=dict(table.get("numbers", ())),
        multipliers=dict(table.get("multipliers", ())),
        ordinals=_numbered(table.get("ordinals", ())),
        vague=_words(table, "vague"),
        articles=_words(table, "articles"),
        percents=_words(table, "percents"),
        percent_pair=(first, second),
    )


def _calendar(table: Mapping[str, Any], *, is_capital: bool) -> Calendar:
    days = {word: f"rel:{days}" for word, days in table.get("relatives", {}).items()}
    days |= {word: f"day:{at - 1}" for word, at in _numbered(table.get("weekdays", ())).items()}
    for months in ("months", "short_months"):
        names = _numbered(table.get(months, ()))
        days |= {word: f"month:{at}" for word, at in names.items() if word}
    return Calendar(days, is_capital, _words(table, "afternoon"), _words(table, "forenoon"))


def _numbered(words: Sequence[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, 1)}


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@cache
def titles() -> frozenset[str]:
    """Words with a capital letter that go before a name and tell nobody apart."""
    return frozenset(_tables()["titles"])


@cache
def aliases() -> Mapping[str, int]:
    """Names that mean the same thing, by the number of that thing."""
    groups = enumerate(_tables()["aliases"])
    return {name: number for number, names in groups for name in names}


@cache
def one_spelling() -> Mapping[str, str]:
    """The American spelling of British words."""
    pairs = tomllib.loads(_SPELLING.read_text("utf-8"))["pairs"]
    return {british: american for british, american in pairs if " " not in british}
