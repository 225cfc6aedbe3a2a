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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import MANY_WORDS, worth
from reuse.find.collection import Block, Collection
from reuse.find.grams import (
    Flags,
    Groups,
    Hashes,
    Keys,
    Positions,
    block_hashes,
    gram_hashes_at,
    grouped,
    last_gram,
    verified,
    whole,
)
from reuse.find.links import LinkParts, Links, linked
from reuse.find.runs import Runs, maximal_runs
from reuse.scratch import Memory, Scratch
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


def verbatim_runs(
    collection: Collection,
    *,
    min_words: int,
    settings: FindSettings,
    scratch: Scratch | None = None,
) -> Verbatim:
    """Maximal runs of `min_words` equal tokens and more between different articles.

    Args:
        collection: the tokens of all articles.
        min_words: least length of a run, in tokens.
        settings: group sizes.
        scratch: where keys and links are kept.
    """
    scratch = scratch or Memory()
    k, w = winnowing(min_words)
    most = 2 * len(collection) // (w + 1) + len(collection) // 8
    keys = Keys(min(most, len(collection)), last_gram(collection.offsets, k))
    links = LinkParts(collection.offsets, scratch)
    large = np.zeros(len(collection), np.bool_)
    sampled = (_sampled(block, min_words) for block in collection.blocks())
    for groups in grouped(sampled, keys, scratch):
        exact = verified(groups, collection.key, k)
        small = exact.sizes() <= settings.verbatim_group
        links.add(_linked(exact.chosen(small), collection, settings))
        large[exact.chosen(~small).at] = True
    scratch.rest()
    keys = Keys(len(collection), last_gram(collection.offsets, min_words))
    windows = (_large_windows(block, large, min_words) for block in collection.blocks())
    for groups in grouped(windows, keys, scratch):
        exact = verified(groups, collection.key, min_words)
        links.add(_linked(exact, collection, settings))
    runs = [maximal_runs(collection, part, k=k) for _, part in links.ranges()]
    long = Runs.joined([part.chosen(part.length >= min_words) for part in runs])
    return Verbatim(long, links.chained, links.left_out)


def _sampled(block: Block, min_words: int) -> tuple[Hashes, Positions]:
    """The grams that the windows of a block keep, each once."""
    k, w = winnowing(min_words)
    hashes = block_hashes(block, k)
    marked = np.zeros(len(hashes), np.bool_)
    if len(block.whole) >= MANY_WORDS:
        mark = worth(_mark_kept, len(block.whole), least=MANY_WORDS)
        mark(hashes, block.offsets(), w, k + w - 1, marked)
    else:
        marked[fingerprints(hashes, block.offsets(), min_words=min_words).kept] = True
    at = np.flatnonzero(marked)
    return hashes[at], at + block.tokens.start


def _mark_kept(
    hashes: Hashes, offsets: NDArray[np.int64], w: int, min_words: int, marked: Flags
) -> None:
    """Mark `fingerprints(...).kept`: the same as a loop to be compiled."""
    for article in range(len(offsets) - 1):
        kept = offsets[article] - 1  # before the first window
        for window in range(offsets[article], offsets[article + 1] - min_words + 1):
            last = window + w - 1
            if kept < window:
                kept = window
                for at in range(window + 1, last + 1):
                    if hashes[at] <= hashes[kept]:
                        kept = at
            elif hashes[last] <= hashes[kept]:
                kept = last
            marked[kept] = True


def _large_windows(block: Block, large: Flags, min_words: int) -> tuple[Hashes, Positions]:
    """The windows of a block that keep a gram which `large` marks."""
    k, w = winnowing(min_words)
    key, large = block.whole.key[block.tokens], large[block.tokens]
    grams = np.flatnonzero(large)
    if len(grams) * w > len(key):  # in a text of one word every gram is kept
        found = fingerprints(block_hashes(block, k), block.offsets(), min_words=min_words)
        at = found.windows[large[found.kept]]
        return gram_hashes_at(key, at, k=min_words), at + block.tokens.start
    # Only the w windows that a marked gram stands in can keep it.
    near = np.unique(grams[:, None] - np.arange(w))
    inside = whole(block.offsets(), min_words)
    near = near[(near >= 0) & (near < len(inside))]
    near = near[inside[near]]
    kept = near.copy()
    least = gram_hashes_at(key, near, k=k)
    for j in range(1, w):
        hashes = gram_hashes_at(key, near + j, k=k)
        kept = np.where(hashes <= least, near + j, kept)
        np.minimum(least, hashes, out=least)
    at = near[large[kept]]
    return gram_hashes_at(key, at, k=min_words), at + block.tokens.start


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
