"""Grams by bucket: who holds the same one, and whom that links.

`sent` writes the grams of some articles to the buckets of their hashes, `met` groups
what a bucket received with `reuse.find`'s own rules.  Hashes have 64 bits: two different
grams of a collection of T tokens agree with a chance of T**2 / 2**65.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reuse.engine.spark.rows import (
    ARTICLE,
    BANDS,
    CHAINED,
    COMMON,
    EDITED_GRAMS,
    EDITED_LINKS,
    LARGE,
    LEFT_OUT,
    REWORDED_LINKS,
    UNCOUNTED,
    VERBATIM_GRAMS,
    VERBATIM_LINKS,
    WINDOWS,
    Inbox,
    Numbers,
    Rows,
    article_of,
    bucket_of,
    chunk_of,
)
from reuse.engine.spark.shelf import Shelf, shelf
from reuse.find.edited import COUNTED_OCCURRENCES, surplus
from reuse.find.grams import Groups, Keys, gram_hashes, gram_hashes_at, grouped, verified, whole
from reuse.find.links import Links, linked
from reuse.find.verbatim import fingerprints, winnowing
from reuse.settings import FindSettings, Settings

_LINKS = {
    EDITED_GRAMS: EDITED_LINKS,
    VERBATIM_GRAMS: VERBATIM_LINKS,
    WINDOWS: VERBATIM_LINKS,
    BANDS: REWORDED_LINKS,
}


def sent(
    batches: Iterator[pa.RecordBatch], *, settings: Settings, buckets: int
) -> Iterator[pa.RecordBatch]:
    """The sampled grams (V) and all short grams (E) of articles, by bucket."""
    for batch in batches:
        rows = Rows()
        found = shelf(Inbox(pa.Table.from_batches([batch])))
        k = settings.find.edited_gram
        hashes = gram_hashes(found.key, k)
        at = np.flatnonzero(whole(found.offsets, k))
        _send(rows, EDITED_GRAMS, (hashes[at], found.positions(at)), buckets)
        k, _ = winnowing(settings.min_words)
        hashes = gram_hashes(found.key, k)
        prints = fingerprints(hashes, found.offsets, min_words=settings.min_words)
        at = np.unique(prints.kept)
        _send(rows, VERBATIM_GRAMS, (hashes[at], found.positions(at)), buckets)
        yield from rows.table().to_batches()


def send_windows(rows: Rows, inbox: Inbox, *, settings: Settings, buckets: int) -> None:
    """The windows of a chunk that keep one of the common grams in its LARGE rows (V)."""
    found = shelf(inbox.of(ARTICLE))
    large = inbox.of(LARGE).joined("a", np.int64)
    if not len(large):
        return
    k, _ = winnowing(settings.min_words)
    hashes = gram_hashes(found.key, k)
    prints = fingerprints(hashes, found.offsets, min_words=settings.min_words)
    marked = np.zeros(len(hashes), np.bool_)
    marked[found.tokens(large)] = True
    windows = prints.windows[marked[prints.kept]]
    values = gram_hashes_at(found.key, windows, k=settings.min_words)
    _send(rows, WINDOWS, (values, found.positions(windows)), buckets)


def _send(rows: Rows, kind: int, grams: tuple[NDArray[np.uint64], Numbers], buckets: int) -> None:
    rows.split(bucket_of(grams[0], buckets), kind, *grams)


def met(table: pa.Table, *, settings: FindSettings) -> pa.Table:
    """The links of one bucket of one kind, by the chunk of their left ends; what was thinned."""
    kind = int(table["kind"][0].as_py())
    inbox, rows = Inbox(table), Rows()
    at = inbox.joined("b", np.int64)
    order = np.argsort(at)
    at, values = at[order], inbox.joined("a", np.uint64)[order]
    # Members are numbered within the bucket; their order is that of the collection.
    owner = np.cumsum(np.diff(article_of(at), prepend=-1) != 0).astype(np.int32)
    for groups in grouped([(values, np.arange(len(at)))], Keys(len(at), len(at) - 1)):
        exact = verified(groups, values, 1)
        if kind == EDITED_GRAMS:
            _tell_common(rows, exact, at, settings)
        if kind == VERBATIM_GRAMS:
            exact = _tell_large(rows, exact, at, settings)
        links = linked(
            exact, owner, limit=_limit(kind, settings), repeats=settings.repeats_per_article
        )
        _tell(rows, _LINKS[kind], links, at)
    return rows.table()


def _limit(kind: int, settings: FindSettings) -> int:
    if kind == EDITED_GRAMS:
        return settings.edited_group
    return settings.reworded_group if kind == BANDS else settings.verbatim_group


def _tell(rows: Rows, kind: int, links: Links, at: Numbers) -> None:
    left, right = at[links.left], at[links.right]
    rows.split(chunk_of(left), kind, left, right)
    rows.add(0, CHAINED + kind - EDITED_LINKS, number=links.chained)
    rows.add(0, LEFT_OUT + kind - EDITED_LINKS, number=links.left_out)


def _tell_common(rows: Rows, groups: Groups, at: Numbers, settings: FindSettings) -> None:
    """Which grams may lack a link to an equal one, and which do not count (`edited.Seeds`)."""
    uncounted = surplus(groups)
    least = min(settings.edited_group, COUNTED_OCCURRENCES)
    common = np.repeat(groups.sizes() > least, groups.sizes())
    where = at[groups.at[common]]
    rows.split(chunk_of(where), COMMON, where, uncounted[common])
    rows.add(0, UNCOUNTED, number=int(np.count_nonzero(uncounted)))


def _tell_large(rows: Rows, groups: Groups, at: Numbers, settings: FindSettings) -> Groups:
    """The small groups; the members of the others are told to their chunks."""
    small = groups.sizes() <= settings.verbatim_group
    where = at[groups.chosen(~small).at]
    rows.split(chunk_of(where), LARGE, where)
    return groups.chosen(small)


def common_of(found: Shelf, inbox: Inbox) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of a chunk's tokens: whose grams are common, and which count as evidence."""
    rows = inbox.of(COMMON)
    at = found.tokens(rows.joined("a", np.int64))
    common, counted = np.zeros(len(found), np.bool_), np.ones(len(found), np.bool_)
    common[at] = True
    counted[at] = ~rows.joined("b", np.bool_)
    return common, counted
