"""Sums that tell a damaged file: SQLite keeps none over what it stores.

One bit may make a table look empty, or lead to another row: what is read is compared with a
sum that was kept beside it, so that an archive answers as it was written, or not at all.
Chunks, records and counts of words have sums of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage
from reuse.archive.tables import check_tables
from reuse.text.hashing import mixed

if TYPE_CHECKING:
    from reuse.archive.store import Store

SUM_BYTES = 4
_SUM = "sum"
# What says how much there is: a table that lost rows is another one.  Of large values the
# first bytes, which are their own sums, stand for all.
_LISTS = (
    "SELECT type, name, rootpage, sql FROM sqlite_schema",
    "SELECT number, postings FROM segment",
    "SELECT name, substr(numbers, 1, 4) FROM background",
    f"SELECT key, value FROM manifest WHERE key <> '{_SUM}'",
)


def keep_sum(store: Store) -> None:
    """Keep the sum over what there is; the last act of every transaction that writes."""
    total = _sum(store)
    if store.execute("SELECT value FROM manifest WHERE key = ?", (_SUM,)).fetchone() != (total,):
        store.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", (_SUM, total))


def manifest_of(store: Store) -> Mapping[str, str]:
    """The entries of the manifest; in a transaction that reads.

    Raises:
        Damage: they, the tables, or the lists of segments and of counts, are not as written.
    """
    check_tables(store)
    entries = dict(store.execute("SELECT key, value FROM manifest"))
    if entries.pop(_SUM, None) != _sum(store):
        raise Damage("the lists of what it holds do not add up")
    return entries


def _sum(store: Store) -> str:
    rows = [sorted(map(repr, store.execute(asked))) for asked in _LISTS]
    return sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def row_sums(
    numbers: Sequence[int], published: Sequence[float | None], words: Sequence[int]
) -> NDArray[np.int64]:
    """A sum for each article over what is known of it without its record.

    Raises:
        Damage: something is not of its type.
    """
    try:
        whole = np.array([numbers, words], np.int64).view(np.uint64)
        when = np.array([np.inf if moment is None else moment for moment in published], np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise Damage("a row of an article has another type") from error
    return mixed(mixed(mixed(when.view(np.uint64).copy()) + whole[1]) + whole[0]).view(np.int64)


def same_rows(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether rows of number, moment, words and sum are as they were written.

    Raises:
        Damage: something is not of its type.
    """
    numbers, published, words, sums = zip(*rows, strict=True) if rows else ((),) * 4
    return bool(row_sums(numbers, published, words).tolist() == list(sums))


def record_sum(data: bytes, number: int, *, article_id: str, digest: bytes) -> bytes:
    """The sum over an article's packed record and what else its row says."""
    row = zlib.crc32(repr((number, article_id, digest)).encode())
    return zlib.crc32(data, row).to_bytes(SUM_BYTES, "big")
