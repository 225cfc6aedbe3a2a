"""Which rules of credit may match in an article, as far as its words tell.

A rule is a pattern of one grammar.  What words leave open (short words, signs) is looked
for in the text, and names that nobody listed where a word of media or a domain stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from reuse.trace.literals import Clause, Screen, places_of
from reuse.trace.mentions import domain_places
from reuse.trace.patterns import Grammar, Pattern, grammars
from reuse.trace.sieve import beyond_words

Rule = tuple[Grammar, Pattern]
Rules = Screen[Rule]
Rows = tuple[tuple[Rule, tuple[Clause, ...]], ...]
# Whom a pattern may credit that nobody listed: any name, what sounds like media, nobody.
KINDS = ("any", "media", "no")
NO_RULES: Rules = Screen(())


@cache
def rules(language: str | None) -> Rules:
    """Every pattern for texts of one language, in the order of the grammars."""
    found = [(grammar, p) for grammar in grammars(language) for p in grammar.patterns]
    return Screen.of(found, pattern=lambda rule: rule[1].source)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the words of an article leave possible for unlisted names.

    `media`: the words of media that it holds.
    """

    media: Sequence[str]
    has_domain: bool

    def places(self, text: str) -> Iterator[int]:
        """Where a name may stand that sounds like a news outlet's."""
        for word in self.media:
            yield from places_of(word, text)
        if self.has_domain:
            yield from domain_places(text)


class Possible(NamedTuple):
    """What may credit an outlet in an article, as far as its words tell.

    `listed`: the rules for names of listed outlets; `unlisted`: those for any others.
    """

    grammars: tuple[Grammar, ...]
    listed: Rules
    unlisted: Doubtful


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Rules that may match as far as words tell, and what else a text must hold for each."""

    rules: Rules
    rest: Screen[int]

    @classmethod
    def of(cls, rows: Rows) -> Doubtful:
        """Some rules that pass by their words."""
        rest = tuple((at, beyond_words(clauses)) for at, (_, clauses) in enumerate(rows))
        return cls(Screen(rows), Screen(rest))

    def passed(self, folded: str) -> Rules:
        """Those that may match in a text folded by `fold`."""
        return self.rules.only(self.rest.passing(folded))


@cache
def by_kind() -> tuple[Rows, ...]:
    """The rules for texts of all languages, one row for each of `KINDS`."""
    rows = rules(None).rows
    return tuple(tuple(row for row in rows if row[0][1].unlisted == kind) for kind in KINDS)


@lru_cache(maxsize=1 << 10)  # articles of one kind pass alike
def passing(language: str | None, numbers: tuple[tuple[int, ...], ...]) -> Rules:
    """The rules for texts of one language among those of the numbers given, kind by kind."""
    found = [
        row
        for rows, some in zip(by_kind(), numbers, strict=False)
        for row in map(rows.__getitem__, some)
    ]
    held = {(grammar.language, pattern.name) for (grammar, pattern), _ in found}
    known = rules(language).rows
    return Screen(tuple(row for row in known if (row[0][0].language, row[0][1].name) in held))


@lru_cache(maxsize=1 << 10)
def doubtful(language: str | None, numbers: tuple[tuple[int, ...], ...]) -> Doubtful:
    """As `passing`, for names that nobody listed."""
    return Doubtful.of(passing(language, numbers).rows)
