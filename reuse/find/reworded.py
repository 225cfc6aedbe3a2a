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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.collection import Collection
from reuse.find.links import Links, linked
from reuse.find.lsh import band_groups
from reuse.find.minhash import Signatures, permutations, signatures
from reuse.find.rarity import CALIBRATION_TOKENS, Nats
from reuse.find.regions import Regions
from reuse.settings import FindSettings
from reuse.text.columns import REWORDED
from reuse.text.hashing import mixed

# A stem is rare when it is at most this share of all tokens, or this frequent at
# all in a small collection.
RARE_SHARE = 0.002
RARE_COUNT = 8
BAG_STEMS = 16
LEAST_STEMS = 5
_PAIRS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Bags:
    """The rarest distinct stems of every sentence.

    Attributes:
        ranks: int32 (S, BAG_STEMS), rarity rank of each stem, ascending; unused
            places hold -1.
        sizes: int64 (S), stems of each bag.
        nats: float32 (V), surprise of the stem of each rank.
        stems: uint64 (V), hash of the stem of each rank.
    """

    ranks: NDArray[np.int32]
    sizes: NDArray[np.int64]
    nats: Nats
    stems: NDArray[np.uint64]


def reworded_regions(collection: Collection, settings: FindSettings) -> Regions:
    """Pairs of sentences of different articles that share most of their rare stems."""
    counts = np.bincount(collection.stem, minlength=len(collection.stems))
    bags = rare_bags(collection, counts, tokens=len(collection))
    met = _met(bags, collection, settings)
    alike = much_alike(bags, met, tokens=len(collection), settings=settings)
    left, right = alike.left, alike.right
    return Regions(
        collection.sentences[left],
        collection.sentences[left + 1],
        collection.sentences[right],
        collection.sentences[right + 1],
        np.full(len(left), REWORDED, np.uint8),
    )


def much_alike(bags: Bags, met: Links, *, tokens: int, settings: FindSettings) -> Links:
    """The pairs of sentences that share enough, in a collection of `tokens` tokens."""
    shared, share = _overlap(bags, met)
    good = (shared >= least_nats(tokens, settings)) & (share >= settings.reworded_share)
    return Links(met.left[good], met.right[good])


def least_nats(tokens: int, settings: FindSettings) -> float:
    """Least surprise that two sentences must share in a collection of `tokens` tokens.

    One word says at most ln(tokens) nats, so the bound keeps its proportion to that.

    >>> round(least_nats(4_600_000, FindSettings(reworded_nats=50.0)), 3)
    50.0
    """
    most = np.log(max(2, tokens)) / np.log(CALIBRATION_TOKENS)
    return settings.reworded_nats * float(most)


def rare_bags(collection: Collection, counts: NDArray[np.int64], *, tokens: int) -> Bags:
    """The bags of some articles' sentences.

    Args:
        collection: the articles.
        counts: occurrences of each of the collection's stems, int64 (V), in all articles.
        tokens: number of tokens in all articles.
    """
    stems = len(collection.stems)
    # Stems are numbered by ascending hash: ties break by content.
    order = np.argsort(counts, kind="stable")
    rank = np.empty(stems, np.int64)
    rank[order] = np.arange(stems)
    rare = counts <= max(RARE_COUNT, RARE_SHARE * tokens)
    at = np.flatnonzero(rare[collection.stem])
    sentences = len(collection.sentences) - 1
    packed = _sentence_of(collection)[at] * stems + rank[collection.stem[at]]
    packed.sort()
    packed = packed[np.diff(packed, prepend=-1) > 0]
    sentence, value = np.divmod(packed, max(1, stems))
    sizes = np.bincount(sentence, minlength=sentences)
    place = np.arange(len(packed)) - (np.cumsum(sizes) - sizes)[sentence]
    kept = place < BAG_STEMS
    ranks = np.full((sentences, BAG_STEMS), -1, np.int32)
    ranks[sentence[kept], place[kept]] = value[kept]
    nats = np.log(tokens / np.maximum(counts[order], 1)).astype(np.float32)
    return Bags(ranks, np.minimum(sizes, BAG_STEMS), nats, collection.stems[order])


def _sentence_of(collection: Collection) -> NDArray[np.int64]:
    lengths = np.diff(collection.sentences)
    return np.repeat(np.arange(len(lengths)), lengths)


def _met(bags: Bags, collection: Collection, settings: FindSettings) -> Links:
    """Distinct pairs of sentence numbers that agree in a band, of different articles."""
    signature = sketched(bags, settings)
    which = np.flatnonzero(bags.sizes >= LEAST_STEMS)
    article = collection.owner[collection.sentences[:-1]]
    found: list[Links] = []
    for groups in band_groups(signature, which, bands=settings.bands, batch=settings.sort_keys):
        found.append(
            linked(
                groups,
                article,
                limit=settings.reworded_group,
                repeats=settings.repeats_per_article,
            )
        )
    return _distinct(Links.joined(found), len(bags.sizes))


def sketched(bags: Bags, settings: FindSettings) -> Signatures:
    """The MinHash signature of every bag."""
    used = bags.ranks >= 0
    starts = np.concatenate(([0], np.cumsum(bags.sizes)))
    drawn = permutations(settings.permutations, seed=settings.minhash_seed)
    hashes = (mixed(bags.stems.copy()) >> np.uint64(32)).astype(np.uint32)
    return signatures(hashes[bags.ranks[used]], starts, permuted=drawn)


def _distinct(pairs: Links, sentences: int) -> Links:
    packed = pairs.left * sentences + pairs.right
    packed.sort()
    packed = packed[np.diff(packed, prepend=-1) > 0]
    return Links(*np.divmod(packed, max(1, sentences)))


def _overlap(bags: Bags, pairs: Links) -> tuple[Nats, Nats]:
    """Nats that both sentences of each pair share, and their share of the union."""
    weight = np.where(bags.ranks >= 0, bags.nats[bags.ranks], np.float32(0))
    total = weight.sum(axis=1)
    shared = np.zeros(len(pairs.left), np.float32)
    for low in range(0, len(shared), _PAIRS_AT_ONCE):
        left = pairs.left[low : low + _PAIRS_AT_ONCE]
        right = bags.ranks[pairs.right[low : low + _PAIRS_AT_ONCE]]
        mine = bags.ranks[left]
        common = np.zeros(mine.shape, np.bool_)
        for column in right.T:
            common |= mine == column[:, None]
        shared[low : low + _PAIRS_AT_ONCE] = (weight[left] * common).sum(axis=1)
    union = total[pairs.left] + total[pairs.right] - shared
    return shared, shared / np.maximum(union, np.float32(1e-6))
