"""V: every run of `min_words` equal tokens is found, always.

Fingerprints are k-grams sampled by winnowing (Schleimer, Wilkerson and Aiken,
"Winnowing", SIGMOD 2003): of every w consecutive k-grams of an article the
rightmost one with the least hash is kept, about 2 / (w + 1) of all grams.
Which one that is depends on those k + w - 1 = min_words tokens alone.

Proof of the guarantee.  Two articles share `min_words` tokens.  Both keep the
same gram g of that window, so both are members of g's group.  A group of up to
`verbatim_group` members gives all its pairs: they are linked, and the link grows
to the run.  In a larger group every member is replaced by the windows that kept
it, regrouped by all `min_words` tokens: both articles are in the group of the
shared window, which is paired or chained (`grams.links`), so they are linked
directly or through articles that hold the same `min_words` tokens.  (A chain of
bare k-grams would not do: its links may be runs shorter than `min_words`.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.find.grams import (
    Groups,
    Hashes,
    Positions,
    gram_hashes,
    gram_hashes_at,
    grouped,
    verified,
    whole,
)
from reuse.find.links import Links, linked
from reuse.find.runs import Runs, maximal_runs
from reuse.settings import FindSettings

# Longer grams cost more to hash and are hardly rarer.
_LONGEST_GRAM = 16


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Where the windows of `min_words` tokens start, and the gram that each one keeps."""

    windows: Positions
    kept: Positions


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Maximal runs, and what was thinned: passages chained, occurrences left out."""

    runs: Runs
    chained: int
    left_out: int


def winnowing(min_words: int) -> tuple[int, int]:
    """Gram length k and window w with k + w - 1 = `min_words`.

    k is two thirds of the run: shorter grams are more common, so more groups are
    large; longer ones leave a smaller window, so more grams are kept.

    >>> winnowing(12)
    (8, 5)
    """
    k = min(_LONGEST_GRAM, max(1, 2 * min_words // 3))
    return k, min_words - k + 1


def verbatim_runs(collection: Collection, *, min_words: int, settings: FindSettings) -> Verbatim:
    """Maximal runs of `min_words` equal tokens and more between different articles.

    Args:
        collection: the tokens of all articles.
        min_words: least length of a run, in tokens.
        settings: group sizes and the sort's batch.
    """
    k, _ = winnowing(min_words)
    hashes = gram_hashes(collection.key, k)
    prints = fingerprints(hashes, collection.offsets, min_words=min_words)
    marked = np.zeros(len(hashes), np.bool_)
    marked[prints.kept] = True
    at = np.flatnonzero(marked)
    marked[:] = False
    found: list[Links] = []
    for groups in grouped(hashes[at], at, batch=settings.sort_keys):
        exact = verified(groups, collection.key, k)
        small = exact.sizes() <= settings.verbatim_group
        found.append(_linked(exact.chosen(small), collection, settings))
        marked[exact.chosen(~small).at] = True
    large = prints.windows[marked[prints.kept]]
    for groups in _regrouped(large, collection, min_words=min_words, settings=settings):
        found.append(_linked(groups, collection, settings))
    links = Links.joined(found)
    runs = maximal_runs(collection, links, k=k)
    long = runs.chosen(runs.length >= min_words)
    return Verbatim(long, links.chained, links.left_out)


def _linked(groups: Groups, collection: Collection, settings: FindSettings) -> Links:
    return linked(
        groups,
        collection.owner,
        limit=settings.verbatim_group,
        repeats=settings.repeats_per_article,
    )


def fingerprints(hashes: Hashes, offsets: NDArray[np.int64], *, min_words: int) -> Fingerprints:
    """Every window of `min_words` tokens inside one article with the gram that it keeps."""
    _, w = winnowing(min_words)
    windows = np.flatnonzero(whole(offsets, min_words))
    count = max(0, len(hashes) - w + 1)
    least = hashes[:count].copy()
    place = np.zeros(count, np.int32)
    for j in range(1, w):
        candidate = hashes[j : j + count]
        np.copyto(place, j, where=candidate <= least)
        np.minimum(least, candidate, out=least)
    return Fingerprints(windows, windows + place[windows])


def _regrouped(
    windows: Positions, collection: Collection, *, min_words: int, settings: FindSettings
) -> Iterator[Groups]:
    values = gram_hashes_at(collection.key, windows, k=min_words)
    for groups in grouped(values, windows, batch=settings.sort_keys):
        exact = verified(groups, collection.key, min_words)
        yield exact
