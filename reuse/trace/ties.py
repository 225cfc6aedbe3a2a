"""Matches made ready to be united: both their places, and the stretches that really agree."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reuse.model import Match
from reuse.settings import TraceSettings
from reuse.trace.anchors import Anchors, Stretch
from reuse.trace.intervals import Link, Spot

_REWORDED = ("paraphrase", "summary")
_MOST = 0.7


class Tie(NamedTuple):
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
    chosen = [next(same) for _, same in groupby(sorted(matches, key=_content))]
    return [
        _tie(match, stretches, settings)
        for match, stretches in zip(chosen, _stretches(chosen, anchors), strict=True)
    ]


def is_edited(match: Match) -> bool:
    """Whether a match may hold words that only one side has, so that those of both are compared."""
    return match.kind not in (*_REWORDED, "verbatim")


def _content(match: Match) -> tuple[object, ...]:
    left, right = match.left, match.right
    return (
        *(match.left_article, left.start, left.end, match.right_article, right.start, right.end),
        *(match.kind, match.similarity, match.words, match.certainty),
    )


def _stretches(matches: Sequence[Match], anchors: Anchors | None) -> Iterator[Sequence[Stretch]]:
    """The stretches of each match whose words agree."""
    edited = [_sides(m) for m in matches if is_edited(m)] if anchors is not None else []
    found = deque(anchors.stretches(edited) if anchors is not None else ())
    for match in matches:
        parts = found.popleft() if found and is_edited(match) else ()
        if parts and not (len(parts) == 1 and _is_most(parts[0], match)):
            yield parts
            continue
        # The match as it was aligned, signs around the words and all.
        left, right = match.left, match.right
        yield (Stretch((left.start, left.end), (right.start, right.end), match.words),)


def _sides(match: Match) -> tuple[Spot, Spot]:
    left, right = match.left, match.right
    return (
        (match.left_article, left.start, left.end),
        (match.right_article, right.start, right.end),
    )


def _is_most(stretch: Stretch, match: Match) -> bool:
    left, right = match.left, match.right
    (start, end), (far_start, far_end) = stretch.left, stretch.right
    return end - start >= _MOST * (left.end - left.start) and far_end - far_start >= _MOST * (
        right.end - right.start
    )


def _tie(match: Match, stretches: Sequence[Stretch], settings: TraceSettings) -> Tie:
    is_reworded = match.kind in _REWORDED or match.similarity < settings.sure_similarity
    is_sure = match.certainty == "certain" and not is_reworded
    expands = match.kind not in _REWORDED
    one, other = match.left_article, match.right_article
    # Both ways of every stretch.
    ways = [
        link
        for left, right, words in stretches
        for link in (
            Link(one, *left, other, *right, is_sure, expands, words),
            Link(other, *right, one, *left, is_sure, expands, words),
        )
    ]
    return Tie(*_sides(match), match.words, is_sure, tuple(ways))
