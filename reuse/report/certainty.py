"""How sure it is that the witnesses of a family carry the same passage.

Matches join witnesses into groups.  Those that certain matches join with the
most others are sure; a witness that only a possible match joins with them is
possible, and so is a family that no certain match holds together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from reuse.model import ArticleId, FamilyId, Match, Report, Span, Witness

POSSIBLE = "possible match"


@dataclass(frozen=True, slots=True)
class Standing:
    """Which witnesses of a family rest on possible matches only."""

    possible: frozenset[Witness]
    is_possible: bool


_SURE = Standing(frozenset(), is_possible=False)


def standings(report: Report) -> Mapping[FamilyId, Standing]:
    """The standing of every family; O(matches), but for families that overlap."""
    sure: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    linked: defaultdict[int, set[int]] = defaultdict(set)
    for tie in ties(report):
        linked[tie.family].update((tie.left, tie.right))
        if tie.match.certainty == "certain":
            sure[tie.family].append((tie.left, tie.right))
    return {
        family.id: _standing(family.witnesses, linked[n], sure=sure[n]) if n in linked else _SURE
        for n, family in enumerate(report.families)
    }


@dataclass(frozen=True, slots=True)
class Tie:
    """A match that joins two witnesses of one family, all three by their number."""

    match: Match
    family: int
    left: int
    right: int


def ties(report: Report) -> Iterator[Tie]:
    """Every match with the witnesses that it meets, in the order of the matches."""
    places = places_of(report)
    for match in report.matches:
        left, right = places.get(match.left_article), places.get(match.right_article)
        if left is None or right is None:
            continue
        others = list(right.at(match.right))
        for family, one in left.at(match.left):
            yield from (Tie(match, family, one, other) for same, other in others if same == family)


@dataclass(frozen=True, slots=True)
class Places:
    """The witnesses of one article, by start; `reach[n]` is the furthest end up to `n`."""

    spans: list[tuple[Span, int, int]]
    reach: list[int]

    def at(self, span: Span) -> Iterator[tuple[int, int]]:
        """Number of the family and of the witness in it, for all that meet the span."""
        for number in range(bisect_left(self.reach, span.start + 1), len(self.spans)):
            place, family, witness = self.spans[number]
            if place.start >= span.end:
                return
            if place.overlap(span):
                yield family, witness


def places_of(report: Report) -> dict[ArticleId, Places]:
    """Where each article carries which family."""
    found: defaultdict[ArticleId, list[tuple[Span, int, int]]] = defaultdict(list)
    for family_number, family in enumerate(report.families):
        for number, witness in enumerate(family.witnesses):
            found[witness.article].append((witness.span, family_number, number))
    for spans in found.values():
        spans.sort()
    return {
        article: Places(spans, list(accumulate((s.end for s, _, _ in spans), max)))
        for article, spans in found.items()
    }


def _standing(
    witnesses: tuple[Witness, ...], linked: set[int], *, sure: list[tuple[int, int]]
) -> Standing:
    root = list(range(len(witnesses)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for one, other in sure:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n in range(len(witnesses)):
        groups[find(n)].append(n)
    main = max(groups.values(), key=lambda group: (len(group), -group[0]))
    if not sure:
        return Standing(frozenset(witnesses[n] for n in linked), is_possible=True)
    return Standing(frozenset(witnesses[n] for n in linked - set(main)), is_possible=False)
