"""R by chunks: bags of rare stems, their bands, and pairs of sentences compared exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reuse.engine.spark.counting import stem_counts
from reuse.engine.spark.regions import send_regions
from reuse.engine.spark.rows import (
    BAGS,
    BANDS,
    MET,
    REWORDED_LINKS,
    Inbox,
    Numbers,
    Rows,
    bucket_of,
    chunk_of,
)
from reuse.engine.spark.shelf import Shelf
from reuse.engine.spark.task import Task
from reuse.find.collection import Collection
from reuse.find.links import Links
from reuse.find.lsh import band_keys
from reuse.find.regions import Regions
from reuse.find.reworded import (
    BAG_STEMS,
    LEAST_STEMS,
    Bags,
    RankedStems,
    much_alike,
    ranked,
    rare_bags,
    sketched,
)
from reuse.text.columns import REWORDED


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Sentences as they travel: first position, (length, size of the bag), and the bags."""

    at: Numbers
    sizes: NDArray[np.int32]
    stems: NDArray[np.uint64]
    nats: NDArray[np.float32]

    @classmethod
    def of(cls, inbox: Inbox) -> _Sentences:
        return cls(
            inbox.joined("a", np.int64),
            inbox.joined("b", np.int32).reshape(-1, 2),
            inbox.joined("c", np.uint64),
            inbox.joined("d", np.float32),
        )

    def chosen(self, which: Numbers) -> _Sentences:
        """The sentences of these numbers."""
        bag = self.sizes[:, 1].astype(np.int64)
        first = (np.cumsum(bag) - bag)[which]
        size = bag[which]
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        places = np.repeat(first, size) + within
        return _Sentences(self.at[which], self.sizes[which], self.stems[places], self.nats[places])

    def bags(self) -> Bags:
        """The bags; stems are numbered anew, which no comparison can tell."""
        stems, number = np.unique(self.stems, return_inverse=True)
        nats = np.zeros(len(stems), np.float32)
        nats[number] = self.nats
        sizes = self.sizes[:, 1].astype(np.int64)
        ranks = np.full((len(self.at), BAG_STEMS), -1, np.int32)
        ranks[np.arange(BAG_STEMS) < sizes[:, None]] = number
        unused = np.zeros(0, np.int64)
        return Bags(ranks, sizes, RankedStems(stems, nats, unused, unused.astype(np.bool_)))


def send_bands(rows: Rows, found: Shelf, inbox: Inbox, *, task: Task) -> None:
    """The band keys of a chunk's sentences, and their bags to the chunk itself."""
    articles = _with_sentences(found)
    counts = stem_counts(articles.stems, inbox)
    bags = rare_bags(articles, ranked(articles.stems, counts, tokens=task.tokens))
    which = np.flatnonzero(bags.sizes >= LEAST_STEMS)
    if not len(which):
        return
    at = found.positions(articles.sentences[:-1][which])
    sizes = np.column_stack((np.diff(articles.sentences)[which], bags.sizes[which]))
    ranks = bags.ranks[which]
    ranks = ranks[ranks >= 0]
    chunk = int(chunk_of(at[:1])[0])
    rows.add(
        chunk, BAGS, at, sizes.astype(np.int32), bags.stems.stems[ranks], bags.stems.nats[ranks]
    )
    signature = sketched(bags, task.settings.find)[which]
    bands = task.settings.find.bands
    for band in range(bands):
        keys = band_keys(signature, band, bands=bands)
        rows.split(band * task.buckets + bucket_of(keys, task.buckets), BANDS, keys, at)


def _with_sentences(found: Shelf) -> Collection:
    hashes, _ = found.column("b", np.uint64)
    stems, stem = np.unique(hashes, return_inverse=True)
    first, counts = found.column("c", np.int32)
    sentences = first + np.repeat(found.offsets[:-1], counts)
    return replace(
        found.articles(),
        stem=stem.astype(np.int32),
        stems=stems,
        sentences=np.append(sentences, len(found)),
    )


def brought(table: pa.Table) -> pa.Table:
    """The sentence pairs of one chunk's left ends, with those sentences, to the right ends."""
    inbox, rows = Inbox(table), Rows()
    links = inbox.of(REWORDED_LINKS)
    left, right = _distinct(links.joined("a", np.int64), links.joined("b", np.int64))
    own = _Sentences.of(inbox.of(BAGS))
    to = chunk_of(right)
    for chunk in np.unique(to).tolist():
        mine, theirs = left[to == chunk], right[to == chunk]
        some = own.chosen(np.searchsorted(own.at, np.unique(mine)))
        pairs = np.column_stack((mine, theirs))
        rows.add(chunk, MET, some.at, some.sizes, some.stems, some.nats, pairs)
    return rows.table()


def _distinct(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    fresh = np.ones(len(left), np.bool_)
    fresh[1:] = (np.diff(left) != 0) | (np.diff(right) != 0)
    return left[fresh], right[fresh]


def alike(table: pa.Table, *, task: Task) -> pa.Table:
    """The regions of one chunk's right ends whose sentences share enough."""
    inbox, rows = Inbox(table), Rows()
    guests = inbox.of(MET)
    if not len(guests):
        return rows.table()
    everyone = _Sentences.of(Inbox(pa.concat_tables([inbox.of(BAGS).table, guests.table])))
    _, first = np.unique(everyone.at, return_index=True)
    everyone = everyone.chosen(first)
    pairs = guests.joined("e", np.int64).reshape(-1, 2)
    left, right = (np.searchsorted(everyone.at, side) for side in pairs.T)
    good = much_alike(
        everyone.bags(), Links(left, right), tokens=task.tokens, settings=task.settings.find
    )
    left, right = (everyone.at[side] for side in (good.left, good.right))
    length = everyone.sizes[:, 0].astype(np.int64)
    send_regions(
        rows,
        Regions(
            left,
            left + length[good.left],
            right,
            right + length[good.right],
            np.full(len(left), REWORDED, np.uint8),
        ),
    )
    return rows.table()
