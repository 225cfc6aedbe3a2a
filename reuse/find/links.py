"""Links between the members of a group: all pairs of a small one, a chain of a large one.

What is too common is thinned here and nowhere else, and never to nothing: the
articles of a group stay connected, so a passage that five hundred outlets carry
costs about five hundred links and keeps all its witnesses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.find.grams import MOST_BUCKETS, Flags, Groups, Positions
from reuse.scratch import Scratch

Owner = NDArray[np.int32]

# What the links of one position take, in keys to sort.
_KEYS_PER_POSITION = 8


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of members of one group, parallel arrays with `left < right`.

    The difference of the two positions is the diagonal on which they lie.
    `chained` counts the groups that were chained, `left_out` the members of
    large groups that were not linked because their article has others.
    """

    left: Positions
    right: Positions
    chained: int = 0
    left_out: int = 0

    @classmethod
    def joined(cls, parts: Sequence[Links]) -> Links:
        """All links of `parts`, one after the other."""
        none = np.empty(0, np.int64)
        return cls(
            np.concatenate([none, *(p.left for p in parts)]),
            np.concatenate([none, *(p.right for p in parts)]),
            sum(p.chained for p in parts),
            sum(p.left_out for p in parts),
        )


class LinkParts:
    """Links kept by ranges of articles, those of their left ends.

    Args:
        edges: the positions where articles begin, then the number of positions.
        scratch: keeps the links; its batch bounds the ranges.
    """

    def __init__(self, edges: NDArray[np.int64], scratch: Scratch) -> None:
        self.chained = self.left_out = 0
        self._edges = edges[[0, -1]]
        if scratch.batch is not None and edges[-1] > scratch.batch // _KEYS_PER_POSITION:
            most = scratch.batch // _KEYS_PER_POSITION
            width = max(most, -(-int(edges[-1]) // MOST_BUCKETS))
            cuts = np.searchsorted(edges, np.arange(width, edges[-1], width))
            self._edges = np.unique(np.concatenate((edges[:1], edges[cuts], edges[-1:])))
        self._scratch = scratch
        self._buckets = scratch.buckets(len(self._edges) - 1)

    def add(self, links: Links) -> None:
        """Keep these links."""
        self.chained += links.chained
        self.left_out += links.left_out
        rows = np.column_stack((links.left, links.right))
        if len(self._edges) == 2:
            self._buckets.add(0, rows.ravel())
            return
        number = np.searchsorted(self._edges, links.left, side="right") - 1
        rows = rows[np.argsort(number, kind="stable")]
        cuts = np.searchsorted(np.sort(number), np.arange(1, len(self._edges) - 1))
        for i, part in enumerate(np.split(rows, cuts)):
            self._buckets.add(i, part.ravel())

    def ranges(self) -> Iterator[tuple[slice, Links]]:
        """Each range of positions with its links; they can be asked for once."""
        for i, (low, high) in enumerate(pairwise(self._edges.tolist())):
            rows = self._buckets.take(i).view(np.int64).reshape(-1, 2)
            yield slice(low, high), Links(rows[:, 0].copy(), rows[:, 1].copy())
            self._scratch.rest()


def linked(groups: Groups, owner: Owner, *, limit: int, repeats: int) -> Links:
    """Pairs of members in different articles.

    A group of up to `limit` members gives all its pairs.  A larger one keeps the
    first `repeats` members of each article, so that periodic text (one word a
    million times) cannot multiply; if it is still larger than `limit`, the first
    member of each article is linked to the first of the next article, and every
    further member to the first members of both neighbouring articles.  So the
    articles of a group are always connected, by fewer than two links a member.

    Args:
        groups: the members, ascending within a group.
        owner: article of every position.
        limit: members of the largest group that gives all pairs.
        repeats: members of one article that a large group keeps.
    """
    small = groups.sizes() <= limit
    large = groups.chosen(~small)
    kept = _thinned(large, owner, repeats=repeats)
    few = kept.sizes() <= limit
    parts = [
        *_all_pairs(groups.chosen(small), limit),
        *_all_pairs(kept.chosen(few), limit),
        *_chains(kept.chosen(~few), owner),
    ]
    pairs = Links.joined(parts)
    apart = owner[pairs.left] != owner[pairs.right]
    chained, left_out = int(np.count_nonzero(~few)), len(large.at) - len(kept.at)
    return Links(pairs.left[apart], pairs.right[apart], chained, left_out)


def _thinned(groups: Groups, owner: Owner, *, repeats: int) -> Groups:
    """The groups with at most the first `repeats` members of each article."""
    if not len(groups.at):
        return groups
    begin = np.flatnonzero(_first_of_article(groups, owner))
    rank = np.arange(len(groups.at)) - np.repeat(begin, np.diff(begin, append=len(groups.at)))
    keep = rank < repeats
    sizes = np.add.reduceat(keep, groups.starts[:-1], dtype=np.int64)
    return Groups(groups.at[keep], np.concatenate(([0], np.cumsum(sizes))))


def _first_of_article(groups: Groups, owner: Owner) -> Flags:
    article = owner[groups.at]
    first = np.ones(len(article), np.bool_)
    first[1:] = article[1:] != article[:-1]
    first[groups.starts[:-1]] = True
    return first


def _number(groups: Groups) -> NDArray[np.int64]:
    """Number of the group that each member is in."""
    return np.repeat(np.arange(len(groups.starts) - 1), groups.sizes())


def _all_pairs(groups: Groups, limit: int) -> Iterator[Links]:
    number = _number(groups)
    entries = np.arange(len(number))
    for step in range(1, limit):
        entries = entries[entries + step < len(number)]
        entries = entries[number[entries] == number[entries + step]]
        if not len(entries):
            return
        yield Links(groups.at[entries], groups.at[entries + step])


def _chains(groups: Groups, owner: Owner) -> Iterator[Links]:
    at = groups.at
    if not len(at):
        return
    first = _first_of_article(groups, owner)
    begin = np.flatnonzero(first)
    number = _number(groups)[begin]
    # Of each article's stretch of members: is the next stretch of the same group?
    goes_on = np.append(number[1:] == number[:-1], False)
    stretch = np.cumsum(first) - 1
    onward = goes_on[stretch]
    yield Links(at[onward], at[begin[stretch[onward] + 1]])
    back = ~first & np.roll(goes_on, 1)[stretch]
    yield Links(at[begin[stretch[back] - 1]], at[back])
