"""Counts over the whole collection, asked for and answered by hash, and the words' rarity.

A chunk sends each n-gram and stem that it has once, with its own count; a bucket adds up
and answers those that asked with what is more than 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reuse.engine.spark.grouping import common_of, send_windows
from reuse.engine.spark.rows import ARTICLE, COUNTED, COUNTS, Array, Inbox, Numbers, Rows, bucket_of
from reuse.engine.spark.shelf import Shelf, shelf
from reuse.engine.spark.task import Task
from reuse.find.grams import gram_hashes, whole
from reuse.find.rarity import Counts, Rarity, weighed

_STEMS = 0


def asked(table: pa.Table, *, task: Task) -> pa.Table:
    """What one chunk asks for: counts of words and stems, and groups of common windows."""
    inbox, rows = Inbox(table), Rows()
    found = shelf(inbox.of(ARTICLE))
    if not len(found):
        return rows.table()
    chunk = int(table["to"][0].as_py())
    send_windows(rows, inbox, settings=task.settings, buckets=task.buckets)
    _, counted = common_of(found, inbox)
    for n, at, values in _words(found, task):
        distinct, inverse = np.unique(values, return_inverse=True)
        own = np.bincount(inverse, counted[at], len(distinct)).astype(np.int64)
        _ask(rows, n, (distinct, own), task=task, chunk=chunk)
    stems, _ = found.column("b", np.uint64)
    _ask(rows, _STEMS, np.unique(stems, return_counts=True), task=task, chunk=chunk)
    return rows.table()


def _words(found: Shelf, task: Task) -> Iterator[tuple[int, Numbers, NDArray[np.uint64]]]:
    """For n = 1, 2, 3: where n-grams begin, and their hashes."""
    for n, bits in enumerate(task.shifts, start=1):
        at = np.flatnonzero(whole(found.offsets, n))
        shift = np.uint64(bits)
        yield n, at, (gram_hashes(found.key, n)[at] >> shift) << shift


def _ask(rows: Rows, n: int, counts: tuple[Array, Array], *, task: Task, chunk: int) -> None:
    rows.split(bucket_of(counts[0], task.buckets), COUNTS + n, *counts, number=chunk)


def answered(table: pa.Table) -> pa.Table:
    """The sums of one bucket of one kind, for every chunk that asked."""
    kind = int(table["kind"][0].as_py()) - COUNTS + COUNTED
    inbox, rows = Inbox(table), Rows()
    parts = [np.frombuffer(blob, np.uint64) for blob in inbox.blobs("a")]
    values = np.concatenate(parts)
    distinct, inverse = np.unique(values, return_inverse=True)
    sums = np.bincount(inverse, inbox.joined("b", np.int64), len(distinct)).astype(np.int64)
    totals = np.split(sums[inverse], np.cumsum([len(part) for part in parts])[:-1])
    for chunk, part, total in zip(inbox.numbers().tolist(), parts, totals, strict=True):
        several = total > 1
        rows.add(chunk, kind, part[several], total[several])
    return rows.table()


def rarity_of(found: Shelf, inbox: Inbox, *, task: Task) -> Rarity:
    """The weights of a chunk's words, by the answers that it received."""
    counts = []
    for n, at, values in _words(found, task):
        count = np.ones(len(found), np.float32)
        count[at] = _looked_up(values, inbox.of(COUNTED + n))
        counts.append(count)
    ones, twos, threes = counts
    return weighed(found.offsets, Counts(ones, twos, threes, task.counted))


def stem_counts(stems: NDArray[np.uint64], inbox: Inbox) -> Numbers:
    """Occurrences of each stem in the whole collection."""
    return _looked_up(stems, inbox.of(COUNTED + _STEMS))


def _looked_up(values: NDArray[np.uint64], answers: Inbox) -> Numbers:
    """The answer for each value, 1 where there is none."""
    asked_for, totals = answers.joined("a", np.uint64), answers.joined("b", np.int64)
    if not len(asked_for):
        return np.ones(len(values), np.int64)
    order = np.argsort(asked_for)
    asked_for, totals = asked_for[order], totals[order]
    at = np.minimum(np.searchsorted(asked_for, values), len(asked_for) - 1)
    found: Numbers = np.where(asked_for[at] == values, totals[at], 1)
    return found
