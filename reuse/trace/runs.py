"""A block of one article, cut into runs where its copies begin and end.

The borders of all pieces cut the block into cells; neighbouring cells whose
carriers are nearly the same are one run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reuse.model import ArticleId, Span
from reuse.text.stops import STOP, is_abbreviation
from reuse.trace.intervals import Link, Piece

_BORDER = re.compile(STOP + r"\s+|\n\s*")
TINY = 60
_TOLERANCE = 40
FARTHEST_BORDER = 100
_LEVELS = (1.0, 0.9, 0.8)
_MERGED_SHARE = 0.6


@dataclass(slots=True)
class Run:
    """Neighbouring cells of a block: how much of them each article carries, in characters."""

    start: int
    end: int
    carried: dict[ArticleId, int]
    everyone: frozenset[ArticleId] = frozenset()

    def __len__(self) -> int:
        return self.end - self.start

    def carriers(self, share: float) -> frozenset[ArticleId]:
        """The articles that carry such a share of it."""
        least = share * len(self)
        return frozenset(a for a, size in self.carried.items() if size >= least)

    def joined(self, other: Run) -> Run:
        """Both as one."""
        sizes = dict(self.carried)
        for article, size in other.carried.items():
            sizes[article] = sizes.get(article, 0) + size
        start, end = min(self.start, other.start), max(self.end, other.end)
        return Run(start, end, sizes, self.everyone | other.everyone)

    def likeness(self, other: Run) -> float:
        """Share of all carriers of either side that would carry most of the two together."""
        both = self.everyone | other.everyone
        kept = self.joined(other).carriers(_MERGED_SHARE)
        return len(kept & both) / len(both) if both else 0.0


def runs_of(
    home: ArticleId, block: Piece, pieces: Sequence[Link], *, text: str | None
) -> list[Run]:
    """The block cut at the borders of its pieces, like neighbours joined."""
    edges = [edge for p in pieces for edge in (p.start, p.end)]
    if text is not None:
        edges = _at_sentences(text, block, edges)
    runs = _cells(home, _cuts(block, edges), pieces)
    for level in _LEVELS:
        runs = _swept(runs, level)
    return _without_tiny(runs)


def _at_sentences(text: str, block: Piece, edges: Sequence[int]) -> list[int]:
    """Each edge moved to the border of a sentence near it, where a cut inside tells nothing.

    So long a part of one as lies before or behind an edge is a passage by itself.
    """
    if set(edges) <= set(block):
        return list(edges)
    borders = sentence_borders(text, Span(*block))
    moved = []
    for edge in edges:
        at = bisect_right(borders, edge)
        near = borders[max(0, at - 1) : at + 1]
        nearest = min(near, key=lambda border: (abs(border - edge), border))
        moved.append(edge if abs(nearest - edge) > FARTHEST_BORDER else nearest)
    return moved


def sentence_borders(text: str, block: Span) -> list[int]:
    """Where the sentences and lines of a block begin, and where it ends."""
    found = _BORDER.finditer(text, block.start, block.end)
    inner = (m.end() for m in found if not is_abbreviation(text, m.start()))
    return [block.start, *inner, block.end]


def _cells(home: ArticleId, cuts: Sequence[int], pieces: Sequence[Link]) -> list[Run]:
    runs = [Run(start, end, {home: end - start}) for start, end in pairwise(cuts)]
    for piece in pieces:
        for number in range(_first(cuts, piece.start), len(runs)):
            run = runs[number]
            if run.start >= piece.end:
                break
            size = max(0, min(run.end, piece.end) - max(run.start, piece.start))
            run.carried[piece.target] = run.carried.get(piece.target, 0) + size
    for run in runs:
        run.everyone = run.carriers(0.5)
    return runs


def _first(cuts: Sequence[int], position: int) -> int:
    return max(0, bisect_right(cuts, position) - 1)


def _cuts(block: Piece, edges: Sequence[int]) -> list[int]:
    """Borders of the block and inside it; those close together are one, the commonest."""
    start, end = block
    counts = Counter(e for e in edges if start + _TOLERANCE <= e <= end - _TOLERANCE)
    clusters: list[list[int]] = []
    for edge in sorted(counts):
        if clusters and edge - clusters[-1][0] < _TOLERANCE:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    chosen = [max(c, key=lambda e: (counts[e], -e)) for c in clusters]
    return [start, *chosen, end]


def _swept(runs: Sequence[Run], level: float) -> list[Run]:
    """Neighbours at least so alike joined, until none is left."""
    before = list(runs)
    while True:
        after: list[Run] = []
        for run in before:
            if after and after[-1].likeness(run) >= level:
                after[-1] = after[-1].joined(run)
            else:
                after.append(run)
        if len(after) == len(before):
            return after
        before = after


def _without_tiny(runs: Sequence[Run]) -> list[Run]:
    """Slivers given to the neighbour that they are most like."""
    kept = list(runs)
    at = 0
    while len(kept) > 1 and at < len(kept):
        if len(kept[at]) >= TINY:
            at += 1
            continue
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(kept)]
        best = max(near, key=lambda n: (len(kept[n].everyone & kept[at].everyone), -n))
        low = min(best, at)
        kept[low : low + 2] = [kept[low].joined(kept[low + 1])]
        at = low
    return kept
