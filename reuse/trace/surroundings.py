"""Which witnesses of a passage share more than the passage: the paragraphs next to it as well."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reuse.model import ArticleId
from reuse.trace.families import Group, Place

_NEAR = 200
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the passages of all families lie in each article.

    `starts`: where they begin, by position; `groups`: the number of the family of each.
    """

    groups: Sequence[Group]
    starts: Mapping[ArticleId, Sequence[int]]
    numbers: Mapping[ArticleId, Sequence[int]]
    carriers: dict[int, frozenset[ArticleId]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Surroundings:
        """The places of families."""
        rows: defaultdict[ArticleId, list[tuple[int, int]]] = defaultdict(list)
        for number, group in enumerate(groups):
            for place in group.places:
                rows[place.article].append((place.span.start, number))
        ordered = {article: sorted(found) for article, found in rows.items()}
        return cls(
            groups,
            {article: [start for start, _ in found] for article, found in ordered.items()},
            {article: [number for _, number in found] for article, found in ordered.items()},
        )

    def fellows(self, group: Group) -> dict[ArticleId, tuple[ArticleId, ...]]:
        """For each witness one or two others that share with it what stands next to the passage.

        Only for passages of three witnesses and more; two share what they share.
        """
        everyone = frozenset(place.article for place in group.places)
        if len(everyone) < _LEAST:
            return {}
        common: dict[int, tuple[ArticleId, ...]] = {}
        found: dict[ArticleId, tuple[ArticleId, ...]] = {}
        for place in group.places:
            for number in self._near(place, group):
                if number not in common:
                    # Three are enough: the witness itself and two others.
                    both = sorted(self._carriers(number) & everyone)
                    common[number] = tuple(both[:_LEAST])
                others = (a for a in common[number] if a != place.article)
                found[place.article] = tuple(
                    sorted({*found.get(place.article, ()), *others})[:_LEAST]
                )
        return {article: others for article, others in found.items() if others}

    def _near(self, place: Place, group: Group) -> list[int]:
        """Numbers of the families whose passages begin or end near a place."""
        starts, numbers = self.starts[place.article], self.numbers[place.article]
        after = bisect_left(starts, place.span.end)
        before = bisect_right(starts, place.span.start) - 1
        found = []
        for at in (before - 1, before, after):
            if not 0 <= at < len(starts):
                continue
            other = self.groups[numbers[at]]
            if other is not group and self._touches(place, other):
                found.append(numbers[at])
        return found

    def _touches(self, place: Place, other: Group) -> bool:
        at = bisect_left(other.places, Place(place.article, place.span))
        return any(
            near.article == place.article
            and not near.span.overlap(place.span)
            and min(abs(near.span.start - place.span.end), abs(place.span.start - near.span.end))
            <= _NEAR
            for near in other.places[max(0, at - 1) : at + 1]
        )

    def _carriers(self, number: int) -> frozenset[ArticleId]:
        found = self.carriers.get(number)
        if found is None:
            found = frozenset(place.article for place in self.groups[number].places)
            self.carriers[number] = found
        return found
