"""What the table of families can be filtered by: each choice with how many families it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reuse.report.pages.overview.tablerows import STATUS, FamilyRow, Rows
from reuse.report.wording import CERTAINTY, CONFIDENCE, NATURE

_Value = TypeVar("_Value", bound=str)
# A page holds no more outlets than this to choose from; the search finds any.
MOST_OUTLETS = 500
_UNNAMED, _UNNAMED_WORDS = "unnamed", "known origin not named"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter in words, with the number of its families."""

    value: str
    words: str
    families: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters of the table; `outlets_more` are not among those to choose from."""

    outlets: tuple[Choice, ...]
    outlets_more: int
    natures: tuple[Choice, ...]
    credits: tuple[Choice, ...]
    confidences: tuple[Choice, ...]
    matches: tuple[Choice, ...]


def choices_of(rows: Rows) -> Choices:
    """The choices of a report, those that no family has left out."""
    outlets = Counter(name for row in rows.news for name in row.outlets)
    most = sorted(outlets, key=lambda name: (-outlets[name], name))[:MOST_OUTLETS]
    return Choices(
        outlets=tuple(Choice(n, n, outlets[n]) for n in sorted(most, key=_alphabetical)),
        outlets_more=max(0, len(outlets) - MOST_OUTLETS),
        natures=_choices(NATURE, rows.all, lambda row: (row.nature,)),
        credits=(
            *_choices({_UNNAMED: _UNNAMED_WORDS}, rows.news, _unnamed),
            *_choices(STATUS, rows.news, lambda row: (group.status for group in row.groups)),
        ),
        confidences=_choices(CONFIDENCE, rows.news, lambda row: (row.confidence,)),
        matches=_choices(
            CERTAINTY, rows.news, lambda row: ("possible" if row.is_possible else "certain",)
        ),
    )


def _unnamed(row: FamilyRow) -> tuple[str, ...]:
    return (_UNNAMED,) if row.is_unnamed else ()


def _alphabetical(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _choices(
    words: Mapping[_Value, str],
    rows: Iterable[FamilyRow],
    values: Callable[[FamilyRow], Iterable[_Value]],
) -> tuple[Choice, ...]:
    found = Counter(value for row in rows for value in set(values(row)))
    return tuple(Choice(value, words[value], found[value]) for value in words if found[value])
