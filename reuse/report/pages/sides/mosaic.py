"""An article as a mosaic: every word belongs to one piece, a piece to one passage or none.

Where passages overlap or lie in each other, a word belongs to the shortest of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby

from reuse.model import Span

OWN = -1


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch of an article that a passage covers, by the number of the passage."""

    span: Span
    owner: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The words `first:last` of an article; `owner` is a passage, or `OWN` for none."""

    first: int
    last: int
    owner: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.last - self.first


def pieces(covers: Iterable[Cover], starts: Sequence[int]) -> tuple[Piece, ...]:
    """The words of an article, which begin at `starts`, as pieces in order.

    They hold every word once.  O(n log n) in the covers.

    >>> [(p.first, p.last, p.owner) for p in pieces([Cover(Span(2, 6), 7)], [0, 2, 4, 6])]
    [(0, 1, -1), (1, 3, 7), (3, 4, -1)]
    """
    found = []
    for owner, run in groupby(_cut([*covers], starts), key=lambda piece: piece.owner):
        same = [*run]
        found.append(Piece(same[0].first, same[-1].last, owner))
    return tuple(found)


def words_by_owner(found: Iterable[Piece]) -> dict[int, int]:
    """How many words each passage has in the pieces, `OWN` included."""
    counted: Counter[int] = Counter({OWN: 0})
    for piece in found:
        counted[piece.owner] += piece.words
    return dict(counted)


def _cut(covers: list[Cover], starts: Sequence[int]) -> Iterator[Piece]:
    """Pieces from edge to edge of the covers; those of no words are left out."""
    covers.sort(key=lambda cover: (cover.span.start, cover.owner))
    edges = {edge for cover in covers for edge in (cover.span.start, cover.span.end)}
    # Invariant: the heap holds every cover that began, the shortest first; ended ones go lazily.
    heap: list[tuple[int, int, int]] = []
    coming = first = 0
    for edge in (*sorted(edges), None):
        last = len(starts) if edge is None else bisect_left(starts, edge)
        if first < last:
            yield Piece(first, last, heap[0][1] if heap else OWN)
        first = last
        while edge is not None and coming < len(covers) and covers[coming].span.start <= edge:
            span = covers[coming].span
            heappush(heap, (len(span), covers[coming].owner, span.end))
            coming += 1
        while heap and edge is not None and heap[0][2] <= edge:
            heappop(heap)
