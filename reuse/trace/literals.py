"""Which plain words a text must hold before a regular expression can match in it.

Looking for a few words costs a hundredth of trying a pattern at every position, and
nearly every text lacks the words of nearly every pattern.  The words are read off the
pattern itself, so that no second list can disagree with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

_T = TypeVar("_T")
# Letters of which one must stand in the text, for each thing that must.
Clause = tuple[str, ...]
# What `re.IGNORECASE` takes for an ASCII letter, though it is none.
_ALIKE = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"}
_HEX = {"x": 2, "u": 4, "U": 8}
_COMMON = "etaoinshrdlu"
_OPENING = re.compile(r"\?(?:[aiLmsux]*(?::|(?=\)))|=|<=|!|<!|P<\w+>|>)")
_SET = re.compile(r"\^?\]?(?:[^\]\\]|\\.)*")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(?:,\d*)?\})[?+]?")


def fold(text: str) -> str:
    """`text` in small letters, as far as patterns that ignore case can tell."""
    if not text.isascii():
        for letter, plain in _ALIKE.items():
            if letter in text:
                text = text.replace(letter, plain)
    return text.lower()


def places_of(words: str, text: str) -> Iterator[int]:
    """Where some words stand in a text, by position."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


@lru_cache(maxsize=1024)
def needs(pattern: str) -> tuple[Clause, ...]:
    r"""What every match of `pattern` holds: of each clause one string, folded.

    Fewer clauses than possible are no error, only slower.

    >>> needs(r"\b[Aa]ccording to (?:a |the )?(?:BBC|Reuters)")
    (('according',), ('bbc', 'reuters'), ('to',))
    """
    clauses = _Reader(pattern).alternatives()
    return tuple(dict.fromkeys(sorted(clauses, key=_selective, reverse=True)))


def _selective(clause: Clause) -> tuple[int, int]:
    """How much a clause leaves out: by its shortest string, then by its rarer letters."""
    return min((len(word), sum(c not in _COMMON for c in word)) for word in clause)


@dataclass(slots=True)
class _Reader:
    """One pass over the source of a pattern; unknown syntax only ends a literal."""

    source: str
    at: int = 0

    def alternatives(self) -> list[Clause]:
        """The clauses of all branches up to a closing bracket or the end."""
        branches = [self._branch()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._branch())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        best = (max(branch, key=_selective) for branch in branches)
        return [tuple(sorted({word for clause in best for word in clause}))]

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _branch(self) -> list[Clause]:
        found: list[Clause] = []
        run = ""
        while self._peek() not in ("", "|", ")"):
            letter, inner = self._atom()
            least = self._repeats()
            if letter and least:
                run += letter
            if not letter or least != 1:
                found += _of_run(run)
                run = ""
            found += inner if least else []
        return found + _of_run(run)

    def _atom(self) -> tuple[str, list[Clause]]:
        """A letter that must stand there, or else "", and what must stand inside a group."""
        sign = self._peek()
        self.at += 1
        if sign == "(":
            return "", self._group()
        if sign == "[":
            return self._set()
        if sign == "\\":
            return self._escape(), []
        return ("" if sign in ".^$ \x00@\n" else _folded(sign)), []

    def _group(self) -> list[Clause]:
        opening = _OPENING.match(self.source, self.at)
        is_needed = self._peek() != "?" or (opening is not None and opening.group()[-1] != "!")
        self.at = opening.end() if opening else self.at
        inner = self.alternatives()
        self.at += 1
        return inner if is_needed else []

    def _set(self) -> tuple[str, list[Clause]]:
        """A set of one letter in capitals and small is that letter; of signs, one of them."""
        body = _SET.match(self.source, self.at)
        members = body.group() if body else ""
        self.at += len(members) + 1
        signs = {_folded(sign) for sign in members}
        if members.isalpha() and len(signs) == 1:
            return signs.pop(), []
        is_plain = members.isprintable() and not set(members) & set("\\^-\n")
        if is_plain and signs and not any(s.isalnum() or not s for s in signs):
            return "", [tuple(sorted(signs))]
        return "", []

    def _escape(self) -> str:
        sign = self._peek()
        self.at += 1 + _HEX.get(sign, 0)
        return "" if sign.isalnum() else _folded(sign)

    def _repeats(self) -> int:
        """How often the last atom must stand there at least; 2 for "once or more"."""
        found = _QUANTIFIER.match(self.source, self.at)
        if found is None:
            return 1
        self.at = found.end()
        sign = found.group()[0]
        if sign in "*?":
            return 0
        return 2 if sign == "+" or int(found.group(1) or 0) else 0


def _folded(sign: str) -> str:
    """One sign as `fold` has it; "" where that is not one sign."""
    small = fold(sign)
    return small if len(small) == 1 and not small.isspace() else ""


def _of_run(run: str) -> list[Clause]:
    return [(run,)] if len(run) > 1 or (run and not run.isalnum()) else []


@dataclass(frozen=True, slots=True)
class Screen(Generic[_T]):
    """Things tied to patterns, and what a text must hold before a pattern can match."""

    rows: tuple[tuple[_T, tuple[Clause, ...]], ...]

    @classmethod
    def of(cls, things: Iterable[_T], *, pattern: Callable[[_T], str]) -> Screen[_T]:
        """A screen of `things`, each with the source of its pattern."""
        return cls(tuple((thing, needs(pattern(thing))) for thing in things))

    def passed(self, folded: str) -> Screen[_T]:
        """The rows, in order, whose pattern may match in a text folded by `fold`."""
        found = []
        for row in self.rows:
            for clause in row[1]:
                for word in clause:
                    if word in folded:
                        break
                else:
                    break
            else:
                found.append(row)
        return Screen(tuple(found))

    def passing(self, folded: str) -> list[_T]:
        """The things of `passed`."""
        return [thing for thing, _ in self.passed(folded).rows]

    def places(self, folded: str) -> Iterator[int] | None:
        """Where a text folded by `fold` holds what some pattern needs most; None for anywhere.

        None also for one pattern that needs nothing in particular.
        """
        if not all(clauses for _, clauses in self.rows):
            return None
        literals = {literal for _, clauses in self.rows for literal in clauses[0]}
        return (at for literal in sorted(literals) for at in places_of(literal, folded))

    def only(self, numbers: Iterable[int]) -> Screen[_T]:
        """The rows of these numbers."""
        return Screen(tuple(self.rows[number] for number in numbers))


def expressions(sources: Sequence[str]) -> Screen[re.Pattern[str]]:
    """A screen of compiled patterns."""
    return Screen.of([re.compile(source) for source in sources], pattern=lambda e: e.pattern)
