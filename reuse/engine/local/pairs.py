"""Which pairs of articles are aligned, and where the search says that they meet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reuse.align import Pairs
from reuse.text.columns import VERBATIM, Candidates, slices

Numbers = NDArray[np.int64]


def article_pairs(candidates: Candidates) -> Pairs:
    """The article pairs of the candidates, in their order, each with its places."""
    new = np.ones(len(candidates), np.bool_)
    new[1:] = (np.diff(candidates.left) | np.diff(candidates.right)) != 0
    return _paired(candidates, np.flatnonzero(new))


def only_pair(candidates: Candidates) -> Pairs:
    """The articles 0 and 1, whether they are candidates or not."""
    zero = np.zeros(1, np.int64)
    return _paired(candidates, zero)._replace(left=zero, right=zero + 1)


def _paired(candidates: Candidates, first: Numbers) -> Pairs:
    """The pairs whose rows begin at `first`."""
    exact = candidates.source & VERBATIM != 0
    columns = (
        candidates.left_start,
        candidates.left_end,
        candidates.right_start,
        candidates.right_end,
    )
    places = np.column_stack(columns).astype(np.int64)
    before = np.concatenate(([0], np.cumsum(exact)))
    ends = np.append(first, len(candidates))
    some = first[first < len(candidates)]
    return Pairs(
        candidates.left[some].astype(np.int64),
        candidates.right[some].astype(np.int64),
        places[exact],
        before[ends],
        places[~exact],
        ends - before[ends],
    )


def picked(pairs: Pairs, which: Numbers) -> Pairs:
    """The pairs of those numbers."""
    exact, regions = np.diff(pairs.exact_at)[which], np.diff(pairs.regions_at)[which]
    return Pairs(
        pairs.left[which],
        pairs.right[which],
        pairs.exact[slices(pairs.exact_at[which], exact)],
        np.concatenate(([0], np.cumsum(exact))),
        pairs.regions[slices(pairs.regions_at[which], regions)],
        np.concatenate(([0], np.cumsum(regions))),
    )


def shards(pairs: Pairs, sizes: Numbers, *, tokens: int) -> Iterator[tuple[int, int]]:
    """Ranges of pairs whose articles have about so many tokens together, one pair at least.

    Args:
        pairs: sorted by the left article.
        sizes: tokens of each article.
        tokens: each right article counts as often as it stands in a pair.
    """
    new = np.diff(pairs.left, prepend=-1) != 0
    cost = np.cumsum(sizes[pairs.right] + np.where(new, sizes[pairs.left], 0))
    begin = 0
    while begin < len(cost):
        spent = cost[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(cost, spent + tokens, side="right")))
        yield begin, end
        begin = end


def renumbered(pairs: Pairs, articles: Numbers, *, before: Numbers, after: Numbers) -> Pairs:
    """The pairs in a table of these articles alone.

    Args:
        pairs: pairs of articles of a large table.
        articles: ascending numbers of its articles, those of the pairs among them.
        before: first token of each of `articles` in the large table.
        after: the same in the small one.
    """
    left, right = (np.searchsorted(articles, side) for side in (pairs.left, pairs.right))
    moved = np.column_stack([(after - before)[side] for side in (left, left, right, right)])
    return Pairs(
        left,
        right,
        pairs.exact + np.repeat(moved, np.diff(pairs.exact_at), axis=0),
        pairs.exact_at,
        pairs.regions + np.repeat(moved, np.diff(pairs.regions_at), axis=0),
        pairs.regions_at,
    )
