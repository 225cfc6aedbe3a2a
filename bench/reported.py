"""What a program reported, in one shape for all programs, against what was planted.

Articles are numbers, spans half-open code points.  A plant is found when spans of
links between its two articles cover at least half of it on both sides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from plants import CELLS, Plant

FOUND_SHARE = 0.5
Spans = Iterable[tuple[int, int]]


class Link(NamedTuple):
    """Two spans of two articles that a program says are one passage."""

    left: int
    left_start: int
    left_end: int
    right: int
    right_start: int
    right_end: int


@dataclass(frozen=True, slots=True)
class Reported:
    """Links by article pair, lower number first; families as (family, start, end) by article."""

    pairs: Mapping[tuple[int, int], list[Link]]
    families: Mapping[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    labels: Mapping[tuple[int, int], set[str]] = field(default_factory=dict)

    def holds(self, pair: tuple[int, int]) -> bool:
        """Whether a link joins both articles, or a family has witnesses in both."""
        left, right = ({f for f, _, _ in self.families.get(article, ())} for article in pair)
        return pair in self.pairs or not left.isdisjoint(right)


@dataclass(frozen=True, slots=True)
class Meeting:
    """How one plant was met: the smaller covered share of its sides, overlap over union, family."""

    plant: Plant
    covered: float
    overlap: float
    in_one_family: bool

    @property
    def found(self) -> bool:
        """Whether half of both sides is covered."""
        return self.covered >= FOUND_SHARE


def of_links(links: Iterable[Link]) -> Reported:
    """Links as they come, none within one article."""
    pairs: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        if link.left < link.right:
            pairs[link.left, link.right].append(link)
        elif link.right < link.left:
            pairs[link.right, link.left].append(Link(*link[3:], *link[:3]))
    return Reported(pairs)


def read_report(path: Path, numbers: Mapping[str, int]) -> Reported:
    """The links and families of a report of `reuse scan --format json`."""
    report = json.loads(path.read_bytes())
    labels: dict[tuple[int, int], set[str]] = defaultdict(set)
    links = []
    for match in report["matches"]:
        link = Link(*_side(match["left"], numbers), *_side(match["right"], numbers))
        labels[min(link.left, link.right), max(link.left, link.right)].add(
            f"{match['kind']}, {match['certainty']}"
        )
        links.append(link)
    families: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, family in enumerate(report["families"]):
        for witness in family["witnesses"]:
            article, start, end = _side(witness, numbers)
            families[article].append((number, start, end))
    return Reported(of_links(links).pairs, families, labels)


def _side(side: Mapping[str, Any], numbers: Mapping[str, int]) -> tuple[int, int, int]:
    return numbers[side["article"]], side["start"], side["end"]


def meet(plants: Sequence[Plant], reported: Reported) -> list[Meeting]:
    """How each plant was met, in their order."""
    return [_meet(plant, reported) for plant in plants]


def _meet(plant: Plant, reported: Reported) -> Meeting:
    sides = [
        (plant.source, plant.source_start, plant.source_end),
        (plant.copy, plant.copy_start, plant.copy_end),
    ]
    first, second = sorted(sides)
    touching = [
        link
        for link in reported.pairs.get(plant.pair, ())
        if shared(first[1:], [link[1:3]]) and shared(second[1:], [link[4:6]])
    ]
    left, right = [link[1:3] for link in touching], [link[4:6] for link in touching]
    return Meeting(
        plant,
        min(cover(first[1:], left), cover(second[1:], right)),
        (_overlap(first[1:], left) + _overlap(second[1:], right)) / 2,
        bool(_families(first, reported) & _families(second, reported)),
    )


def _families(side: tuple[int, int, int], reported: Reported) -> set[int]:
    """The families whose witnesses cover half of that side."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for family, start, end in reported.families.get(side[0], ()):
        spans[family].append((start, end))
    return {f for f, own in spans.items() if cover(side[1:], own) >= FOUND_SHARE}


def union(spans: Spans) -> list[tuple[int, int]]:
    """The same code points as ascending spans that do not meet."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def shared(side: tuple[int, ...], spans: Spans) -> int:
    """Code points of the side that lie in the spans."""
    return sum(max(0, min(side[1], e) - max(side[0], s)) for s, e in union(spans))


def cover(side: tuple[int, ...], spans: Spans) -> float:
    """Share of the side that the spans cover.

    >>> cover((0, 10), [(2, 5), (4, 8), (20, 30)])
    0.6
    """
    return shared(side, spans) / (side[1] - side[0])


def _overlap(side: tuple[int, ...], spans: Spans) -> float:
    """Intersection over union of the side and the spans."""
    spans = union(spans)
    inside = shared(side, spans)
    return inside / (side[1] - side[0] + sum(e - s for s, e in spans) - inside)


def summary(meetings: Sequence[Meeting]) -> dict[str, Any]:
    """Shares and the median overlap of all plants; recall by cell as "LENGTHxEDITS"."""
    found = [m for m in meetings if m.found]
    cells: dict[str, float | None] = {}
    for length, edits in CELLS:
        own = [m.found for m in meetings if (m.plant.length, m.plant.edits) == (length, edits)]
        cells[f"{length}x{edits}"] = share(own)
    return {
        "plants": len(meetings),
        "found": share([m.found for m in meetings]),
        "verbatim": share([m.found for m in meetings if not m.plant.edits]),
        "aligned": share([m.found for m in meetings if m.plant.aligned]),
        "anywhere": share([m.found for m in meetings if not m.plant.aligned]),
        "overlap": median(m.overlap for m in found) if found else None,
        "family": share([m.in_one_family for m in meetings]),
        "either": share([m.found or m.in_one_family for m in meetings]),
        "cells": cells,
    }


def share(marks: Sequence[bool]) -> float | None:
    """How many of the marks are set, 0 to 1; None of none."""
    return sum(marks) / len(marks) if marks else None
