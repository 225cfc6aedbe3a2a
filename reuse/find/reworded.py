"""R: sentences that say the same with other words in between, by MinHash over stems.

A sentence is a bag of its rarest stems: rewriting keeps names, numbers and the
content words, in any order, while exact grams die.  Sentences start where the
text says, so copies are in phase.

Settings by measurement, as retrieval on the PAN 2013 training corpus (share of
gold pairs with E, random / translation / summary) and on 22,769 news articles
(article pairs that E has not): 16 bands of 2 rows .982 .975 .975, 12.1k; 32 of 3
.983 .974 .975, 19.2k; 24 of 3 .981 .965 .971, 16.3k; 20 of 3 .983 .963 .971, 14.9k.
So the S-curve is steepest at (1/16)**(1/2) = .25: one rare stem in four.  Pairs of
neighbouring stems as shingles (32 bands of 1 row) found about as much on a trial
version (translation .980, single stems .978) for 1.4 times the comparisons.  The
settings were chosen on this very corpus, so its figures flatter them.

Sentences that meet are compared exactly: they must share `reworded_nats` of
surprise, and that must be `reworded_share` of what either says (idf-weighted
Jaccard).  Without the second rule same-event articles flood, which share exactly
their rare words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import worth
from reuse.find import stem_counts as counting
from reuse.find.background import Background
from reuse.find.collection import Collection
from reuse.find.grams import Hashes
from reuse.find.links import LinkParts, Links, linked
from reuse.find.lsh import band_groups, band_keys
from reuse.find.minhash import Signatures, permutations, signatures
from reuse.find.rarity import CALIBRATION_TOKENS, Nats
from reuse.find.regions import Regions
from reuse.find.stem_counts import stem_counts
from reuse.scratch import Memory, Scratch
from reuse.settings import FindSettings
from reuse.text.columns import REWORDED
from reuse.text.hashing import mixed
from reuse.text.ordering import changes

# A stem is rare when it is at most this share of all tokens, or this frequent at
# all in a small collection.
RARE_SHARE = 0.002
RARE_COUNT = 8
BAG_STEMS = 16
LEAST_STEMS = 5
# Comparing those of this many interpreted takes as long as loading the compiled loop.
_WORTH_COMPILING = 20_000


@dataclass(frozen=True, slots=True)
class RankedStems:
    """The V stems of a collection from the rarest to the most common.

    Attributes:
        stems: uint64 (V), hash of the stem of each rank.
        nats: float32 (V), surprise of the stem of each rank.
        rank: int64 (V), rank of each stem by its number in the collection.
        rare: bool (V), by number, whether it may stand in a bag.
    """

    stems: NDArray[np.uint64]
    nats: Nats
    rank: NDArray[np.int64]
    rare: NDArray[np.bool_]

    def hashes(self) -> NDArray[np.uint32]:
        """32-bit hash of the stem of each rank."""
        return (mixed(self.stems.copy()) >> np.uint64(32)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Bags:
    """The rarest distinct stems of every sentence.

    Attributes:
        ranks: int32 (S, BAG_STEMS), rarity rank of each stem; the unused places, at
            the end, hold -1.
        sizes: int64 (S), stems of each bag.
        stems: what the ranks mean.
    """

    ranks: NDArray[np.int32]
    sizes: NDArray[np.int64]
    stems: RankedStems


@dataclass(frozen=True, slots=True)
class Reworded:
    """Regions, and what was thinned: groups of sentences chained, sentences left out."""

    regions: Regions
    chained: int
    left_out: int


def reworded_regions(
    collection: Collection,
    settings: FindSettings,
    scratch: Scratch | None = None,
    *,
    background: Background | None = None,
) -> Reworded:
    """Pairs of sentences of different articles that share most of their rare stems."""
    scratch = scratch or Memory()
    stems, tokens = ranked_in(collection, background)
    sentences = len(collection.sentences) - 1
    ranks = scratch.empty(sentences * BAG_STEMS, np.int32).reshape(-1, BAG_STEMS)
    sizes = np.zeros(sentences, np.int64)
    keys = [scratch.empty(sentences, np.uint64) for _ in range(settings.bands)]
    for block in collection.blocks(counting.BLOCK_TOKENS):
        bags = rare_bags(block.articles(), stems)
        ranks[block.sentences], sizes[block.sentences] = bags.ranks, bags.sizes
        signature = sketched(bags, settings)
        for band, key in enumerate(keys):
            key[block.sentences] = band_keys(signature, band, bands=settings.bands)
        scratch.rest()
    bags = Bags(ranks, sizes, stems)
    met = _met(bags, keys, collection, settings=settings, scratch=scratch)
    good = [
        much_alike(bags, distinct_links(part), tokens=tokens, settings=settings)
        for _, part in met.ranges()
    ]
    left = np.concatenate([part.left for part in good])
    right = np.concatenate([part.right for part in good])
    regions = Regions(
        collection.sentences[left],
        collection.sentences[left + 1],
        collection.sentences[right],
        collection.sentences[right + 1],
        np.full(len(left), REWORDED, np.uint8),
    )
    return Reworded(regions, met.chained, met.left_out)


def much_alike(bags: Bags, met: Links, *, tokens: int, settings: FindSettings) -> Links:
    """The pairs of sentences that share enough, in a collection of `tokens` tokens."""
    found = _overlap(bags, met)
    good = (found.nats >= least_nats(tokens, settings)) & (found.share >= settings.reworded_share)
    return Links(met.left[good], met.right[good])


def least_nats(tokens: int, settings: FindSettings) -> float:
    """Least surprise that two sentences must share in a collection of `tokens` tokens.

    One word says at most ln(tokens) nats, so the bound keeps its proportion to that.

    >>> round(least_nats(4_600_000, FindSettings(reworded_nats=50.0)), 3)
    50.0
    """
    most = np.log(max(2, tokens)) / np.log(CALIBRATION_TOKENS)
    return settings.reworded_nats * float(most)


def ranked_in(collection: Collection, background: Background | None) -> tuple[RankedStems, int]:
    """The stems by rarity in a collection, or in the one it comes from; and its words."""
    counts = stem_counts(collection)
    if background is None:
        return ranked(collection.stems, counts, tokens=len(collection)), len(collection)
    tokens = max(background.sampled, len(collection))
    counts = np.maximum(counts, background.stems.of(collection.stems).astype(np.int64))
    return ranked(collection.stems, counts, tokens=tokens), tokens


def ranked(stems: NDArray[np.uint64], counts: NDArray[np.int64], *, tokens: int) -> RankedStems:
    """Stems by rarity, by their occurrences among `tokens` tokens."""
    # Stems are numbered by ascending hash: ties break by content.
    order = np.argsort(counts, kind="stable")
    rank = np.empty(len(stems), np.int64)
    rank[order] = np.arange(len(stems))
    rare = counts <= max(RARE_COUNT, RARE_SHARE * tokens)
    nats = np.log(tokens / np.maximum(counts[order], 1)).astype(np.float32)
    return RankedStems(stems[order], nats, rank, rare)


def rare_bags(collection: Collection, stems: RankedStems) -> Bags:
    """The bags of some articles' sentences; `stems` ranks their stems."""
    at = np.flatnonzero(stems.rare[collection.stem])
    sentences = len(collection.sentences) - 1
    vocabulary = len(stems.nats)
    packed = _sentence_of(collection)[at] * vocabulary + stems.rank[collection.stem[at]]
    packed.sort()
    packed = packed[np.diff(packed, prepend=-1) > 0]
    sentence, value = np.divmod(packed, max(1, vocabulary))
    sizes = np.bincount(sentence, minlength=sentences)
    place = np.arange(len(packed)) - (np.cumsum(sizes) - sizes)[sentence]
    kept = place < BAG_STEMS
    ranks = np.full((sentences, BAG_STEMS), -1, np.int32)
    ranks[sentence[kept], place[kept]] = value[kept]
    return Bags(ranks, np.minimum(sizes, BAG_STEMS), stems)


def _sentence_of(collection: Collection) -> NDArray[np.int64]:
    lengths = np.diff(collection.sentences)
    return np.repeat(np.arange(len(lengths)), lengths)


def _met(
    bags: Bags,
    keys: Sequence[Hashes],
    collection: Collection,
    *,
    settings: FindSettings,
    scratch: Scratch,
) -> LinkParts:
    """Pairs of sentence numbers that agree in a band, of different articles."""
    which = np.flatnonzero(bags.sizes >= LEAST_STEMS)
    article = collection.owner[collection.sentences[:-1]]
    met = LinkParts(np.arange(len(bags.sizes) + 1), scratch)
    for key in keys:
        for groups in band_groups(key, which, scratch):
            met.add(
                linked(
                    groups,
                    article,
                    limit=settings.reworded_group,
                    repeats=settings.repeats_per_article,
                )
            )
        scratch.rest()
    return met


def sketched(bags: Bags, settings: FindSettings) -> Signatures:
    """The MinHash signature of every bag."""
    used = bags.ranks >= 0
    starts = np.concatenate(([0], np.cumsum(bags.sizes)))
    drawn = permutations(settings.permutations, seed=settings.minhash_seed)
    return signatures(bags.stems.hashes()[bags.ranks[used]], starts, permuted=drawn)


def distinct_links(pairs: Links) -> Links:
    """Each pair once, by left and right."""
    bits = np.uint64(max(1, int(pairs.right.max(initial=1)).bit_length()))
    packed = pairs.left.astype(np.uint64) << bits
    packed |= pairs.right.astype(np.uint64)
    packed.sort()
    packed = packed[changes(packed)]
    mask = (np.uint64(1) << bits) - np.uint64(1)
    return Links((packed >> bits).astype(np.int64), (packed & mask).astype(np.int64))


class _Shares(NamedTuple):
    """Nats that both sentences of each pair share, and their share of the union."""

    nats: NDArray[np.float64]
    share: NDArray[np.float64]


def _overlap(bags: Bags, pairs: Links) -> _Shares:
    shares = _Shares(np.zeros(len(pairs.left)), np.zeros(len(pairs.left)))
    compare = worth(_compare, len(bags.sizes), least=_WORTH_COMPILING)
    compare(bags.ranks, bags.stems.nats, pairs.left, pairs.right, shares)
    return shares


def _compare(
    ranks: NDArray[np.int32],
    nats: Nats,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    shares: _Shares,
) -> None:
    """Fill `shares`: of each pair of sentences, `left` and `right`."""
    for row in range(len(left)):
        shared = total = 0.0
        # All with all: in bags this small that is quicker than a merge of sorted ones.
        for i in range(BAG_STEMS):
            mine = ranks[left[row], i]
            if mine < 0:
                break
            total += np.float64(nats[mine])
            for j in range(BAG_STEMS):
                if ranks[right[row], j] == mine:
                    shared += np.float64(nats[mine])
                    break
        for j in range(BAG_STEMS):
            theirs = ranks[right[row], j]
            if theirs < 0:
                break
            total += np.float64(nats[theirs])
        shares.nats[row] = shared
        shares.share[row] = shared / max(total - shared, 1e-6)
