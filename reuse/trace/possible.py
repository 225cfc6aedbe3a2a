"""Which rules of credit may match in an article, as far as its words tell.

A rule is a pattern of one grammar.  What words leave open (short words, signs) is looked
for in the text, and names that nobody listed where a word of media or a domain stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reuse.trace.literals import Clause, Screen, places_of
from reuse.trace.mentions import domain_places
from reuse.trace.patterns import Grammar, Pattern, grammars
from reuse.trace.sieve import beyond_words

Rule = tuple[Grammar, Pattern]
Rules = Screen[Rule]
Rows = tuple[tuple[Rule, tuple[Clause, ...]], ...]


@cache
def rules(language: str | None) -> Rules:
    """Every pattern for texts of one language, in the order of the grammars."""
    found = [(grammar, p) for grammar in grammars(language) for p in grammar.patterns]
    return Screen.of(found, pattern=lambda rule: rule[1].expression.pattern)


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


@dataclass(frozen=True, slots=True)
class Possible:
    """The rules that may match in an article, as far as its words tell.

    `open`: those that credit unlisted outlets too; `for_any`: those that credit any name.
    """

    grammars: tuple[Grammar, ...]
    rules: Rules
    open: _Doubtful
    for_any: _Doubtful

    @classmethod
    def of(cls, language: str | None, rows: Rows) -> Possible:
        """What is possible with these rules for texts of one language."""
        open_ = tuple(row for row in rows if row[0][1].unlisted != "no")
        for_any = tuple(row for row in open_ if row[0][1].unlisted == "any")
        return cls(grammars(language), Screen(rows), _Doubtful.of(open_), _Doubtful.of(for_any))

    def is_open(self, hints: Hints) -> bool:
        """Whether a rule may credit an unlisted name in an article."""
        return bool(self._doubtful(hints).rules.rows)

    def in_text(self, folded: str, hints: Hints) -> Rules:
        """The rules that may credit an unlisted name in a text folded by `fold`."""
        return self._doubtful(hints).passed(folded)

    def _doubtful(self, hints: Hints) -> _Doubtful:
        return self.open if hints.media or hints.has_domain else self.for_any


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """Rules that may match as far as words tell, and what else a text must hold for each."""

    rules: Rules
    rest: Screen[int]

    @classmethod
    def of(cls, rows: Rows) -> _Doubtful:
        rest = tuple((at, beyond_words(clauses)) for at, (_, clauses) in enumerate(rows))
        return cls(Screen(rows), Screen(rest))

    def passed(self, folded: str) -> Rules:
        """Those that may match in a text."""
        return self.rules.only(self.rest.passing(folded))
