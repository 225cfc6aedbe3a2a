"""The measures of the PAN text-alignment task.

Potthast, Stein, Barrón-Cedeño, Rosso: "An Evaluation Framework for Plagiarism
Detection", COLING 2010, section 3, as the PAN 2013 evaluation script counts
them: characters of both documents together, cases and detections of all pairs
pooled; a detection detects a case when it overlaps it on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean
from typing import NamedTuple


class Reuse(NamedTuple):
    """One case or detection: half-open character ranges in both documents of a pair."""

    suspicious_start: int
    suspicious_end: int
    source_start: int
    source_end: int


Annotations = Mapping[str, Sequence[Reuse]]  # by pair


@dataclass(frozen=True)
class Measures:
    """Precision, recall and plagdet lie between 0 and 1, granularity from 1 up."""

    precision: float
    recall: float
    granularity: float
    plagdet: float
    cases: int
    detections: int


def macro(cases: Annotations, found: Annotations) -> Measures:
    """Every case counts alike in recall, every detection in precision."""
    return _measures(
        cases,
        found,
        recall=_mean_coverage(cases, found),
        precision=_mean_coverage(found, cases),
    )


def micro(cases: Annotations, found: Annotations) -> Measures:
    """Every character counts alike."""
    hit = sum(
        _detected_characters(cases[pair], found[pair]) for pair in cases.keys() & found.keys()
    )
    return _measures(
        cases,
        found,
        recall=_share(hit, _characters(cases), _characters(found)),
        precision=_share(hit, _characters(found), _characters(cases)),
    )


def granularity(cases: Annotations, found: Annotations) -> float:
    """Detections for each case that is detected at all; 1 when none is."""
    counts = [
        sum(_meet(case, detection) for detection in found.get(pair, ()))
        for pair, annotations in cases.items()
        for case in annotations
    ]
    detected = [count for count in counts if count]
    return fmean(detected) if detected else 1.0


def plagdet(precision: float, recall: float, granules: float) -> float:
    """F1 over log2(1 + granularity)."""
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall) / log2(1 + granules)


def _measures(
    cases: Annotations, found: Annotations, *, recall: float, precision: float
) -> Measures:
    granules = granularity(cases, found)
    return Measures(
        precision,
        recall,
        granules,
        plagdet(precision, recall, granules),
        sum(map(len, cases.values())),
        sum(map(len, found.values())),
    )


def _mean_coverage(wanted: Annotations, given: Annotations) -> float:
    """Mean over `wanted` of the share of its characters that the given ones detect."""
    shares = [
        _covered(annotation, given.get(pair, ())) / _size(annotation)
        for pair, annotations in wanted.items()
        for annotation in annotations
    ]
    if not shares:
        return 0.0 if any(given.values()) else 1.0
    return fmean(shares)


def _covered(annotation: Reuse, others: Iterable[Reuse]) -> int:
    near = [other for other in others if _meet(annotation, other)]
    return sum(
        _length(
            (max(low, other[at]), min(high, other[at + 1]))
            for other in near
        )
        for at, (low, high) in ((0, annotation[:2]), (2, annotation[2:]))
    )  # fmt: skip


def _detected_characters(cases: Sequence[Reuse], found: Sequence[Reuse]) -> int:
    """Characters, of both documents, that a case and a detection that meets it share."""
    total = 0
    for at in (0, 2):
        total += _length(
            (max(case[at], other[at]), min(case[at + 1], other[at + 1]))
            for case in cases
            for other in found
            if _meet(case, other)
        )
    return total


def _characters(annotations: Annotations) -> int:
    return sum(
        _length((a[at], a[at + 1]) for a in of_pair)
        for of_pair in annotations.values()
        for at in (0, 2)
    )


def _share(part: int, whole: int, other: int) -> float:
    if not whole:
        return 0.0 if other else 1.0
    return part / whole


def _meet(one: Reuse, other: Reuse) -> bool:
    return (
        one.suspicious_start < other.suspicious_end
        and other.suspicious_start < one.suspicious_end
        and one.source_start < other.source_end
        and other.source_start < one.source_end
    )


def _size(annotation: Reuse) -> int:
    return annotation[1] - annotation[0] + annotation[3] - annotation[2]


def _length(ranges: Iterable[tuple[int, int]]) -> int:
    """Length of the union of half-open ranges."""
    total, reached = 0, 0
    for start, end in sorted(ranges):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
