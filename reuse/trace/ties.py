"""Matches made ready to be united: both their places, and the stretches that really agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reuse.model import ArticleId, Match
from reuse.settings import TraceSettings
from reuse.trace.anchors import Anchors, Stretch
from reuse.trace.intervals import Link

_REWORDED = ("paraphrase", "summary")
_MOST = 0.7

# An article, and where a stretch of it begins and ends.
Spot = tuple[ArticleId, int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """A match as it is used here: both its places, and both ways of its stretches."""

    left: Spot
    right: Spot
    words: int
    is_sure: bool
    ways: tuple[Link, ...]


def ties_of(
    matches: Iterable[Match], settings: TraceSettings, anchors: Anchors | None
) -> list[Tie]:
    """The ties of different matches, sorted by what the matches say."""
    ordered = sorted(((_content(m), m) for m in matches), key=lambda pair: pair[0])
    return [
        _tie(next(same)[1], settings, anchors)
        for _, same in groupby(ordered, key=lambda pair: pair[0])
    ]


def _tie(match: Match, settings: TraceSettings, anchors: Anchors | None) -> Tie:
    left, right = match.left, match.right
    return Tie(
        (match.left_article, left.start, left.end),
        (match.right_article, right.start, right.end),
        match.words,
        _is_sure(match, settings),
        tuple(_ways(match, settings, anchors)),
    )


def _content(match: Match) -> tuple[object, ...]:
    left, right = match.left, match.right
    return (
        *(match.left_article, left.start, left.end, match.right_article, right.start, right.end),
        *(match.kind, match.similarity, match.words, match.certainty),
    )


def _is_sure(match: Match, settings: TraceSettings) -> bool:
    is_reworded = match.kind in _REWORDED or match.similarity < settings.sure_similarity
    return match.certainty == "certain" and not is_reworded


def _ways(match: Match, settings: TraceSettings, anchors: Anchors | None) -> Iterator[Link]:
    """Both ways of every stretch of a match whose words agree."""
    is_sure, expands = _is_sure(match, settings), match.kind not in _REWORDED
    for stretch in _stretches(match, anchors):
        way = Link(
            *(match.left_article, stretch.left.start, stretch.left.end),
            *(match.right_article, stretch.right.start, stretch.right.end),
            *(is_sure, expands, stretch.words),
        )
        yield way
        yield way.reversed()


def _stretches(match: Match, anchors: Anchors | None) -> Sequence[Stretch]:
    whole = Stretch(match.left, match.right, match.words)
    if anchors is None or match.kind in (*_REWORDED, "verbatim"):
        return [whole]
    spans = match.left, match.right
    found = anchors.stretches(match.left_article, match.right_article, spans=spans)
    if len(found) == 1 and _is_most(found[0], match):
        # The match as it was aligned, signs around the words and all.
        return [whole]
    return found or [whole]


def _is_most(stretch: Stretch, match: Match) -> bool:
    held = len(stretch.left), len(stretch.right)
    return held[0] >= _MOST * len(match.left) and held[1] >= _MOST * len(match.right)
