"""What a large collection says of words that are compared without it.

A draft and its few neighbours cannot tell what is common; the collection that they come from
can.  Of every n-gram that it says twice and more its count is kept, by hash.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection, collection
from reuse.find.edited import edited_seeds
from reuse.find.grams import Hashes, gram_hashes, whole
from reuse.find.rarity import Counts, Nats, counted_grams
from reuse.find.stem_counts import stem_counts
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable


@dataclass(frozen=True, slots=True)
class Tally:
    """How often things are said, of those said twice and more: ascending hashes, and counts."""

    hashes: Hashes
    counts: NDArray[np.uint32]

    def of(self, hashes: Hashes) -> Nats:
        """The count of each, 1 at least."""
        counts = np.ones(len(hashes), np.float32)
        if len(self.hashes):
            # Ascending questions stay in the cache of a processor.
            order = np.argsort(hashes)
            asked = hashes[order]
            at = np.searchsorted(self.hashes, asked)
            at[at == len(self.hashes)] = 0
            known = self.hashes[at] == asked
            counts[order[known]] = self.counts[at[known]]
        return counts


@dataclass(frozen=True, slots=True)
class Background:
    """Counts of words, pairs and triples of words in a collection or a part of it.

    Attributes:
        tallies: of one, two and three words.
        stems: of stems, by their hashes.
        sampled: words of the part that was counted.
        counted: those of them that stand in no phrase that is repeated again and again.
        tokens: words of the whole collection.
        tells: whether it is large enough to tell what is common.
    """

    tallies: tuple[Tally, Tally, Tally]
    stems: Tally
    sampled: int
    counted: int
    tokens: int
    tells: bool

    def raised(self, key: Hashes, offsets: NDArray[np.int64], counts: Counts) -> Counts:
        """Counts of some articles' n-grams, those of the whole collection where that says more.

        Args:
            key: the articles' tokens.
            offsets: first token of each article, then their number.
            counts: what the articles alone say.
        """

        def raised(few: Nats, n: int) -> Nats:
            many = few.copy()
            at = np.flatnonzero(whole(offsets, n))
            many[at] = np.maximum(many[at], self.tallies[n - 1].of(gram_hashes(key, n)[at]))
            return many

        total = max(self.counted, counts.total)
        ones, twos, threes = counts.ones, counts.twos, counts.threes
        return Counts(raised(ones, 1), raised(twos, 2), raised(threes, 3), total)


def background(
    table: TokenTable, settings: FindSettings, *, tokens: int, tells: bool
) -> Background:
    """The background of a collection, by a part of it.

    Args:
        table: the part, or all of it.
        settings: the stage's settings.
        tokens: words of the whole collection.
        tells: whether it is large enough to tell what is common.
    """
    part = collection(table)
    counts = counted_grams(part, edited_seeds(part, settings).counted)
    one, two, three = (
        _tally(part, n, few) for n, few in enumerate((counts.ones, counts.twos, counts.threes), 1)
    )
    said = stem_counts(part)
    often = said > 1
    stems = Tally(part.stems[often], said[often].astype(np.uint32))
    return Background((one, two, three), stems, len(part), counts.total, tokens, tells)


def _tally(part: Collection, n: int, counts: Nats) -> Tally:
    often = np.flatnonzero(whole(part.offsets, n))
    often = often[counts[often] > 1]
    hashes, first = np.unique(gram_hashes(part.key, n)[often], return_index=True)
    return Tally(hashes, counts[often][first].astype(np.uint32))
