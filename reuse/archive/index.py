"""Segments of postings in the archive's file: written once, merged as they grow, looked up.

A step of `add` writes one segment.  When four of about one size have come together they are
merged (a log-structured merge tree, O'Neil et al. 1996), so that adding an article costs its
own size times the logarithm of the archive's, and a question meets few segments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage
from reuse.archive.postings import (
    CHUNK,
    Postings,
    article_numbers,
    chunks,
    highest,
    lowest,
    merged,
    opened,
    sealed,
)
from reuse.archive.store import Store
from reuse.find.grams import Flags, Hashes
from reuse.text.columns import slices

# Segments of one size, within a factor of this, that are merged into one.
_MERGED_TOGETHER = 4
# Segments of this many postings and more stay as they are: a merge needs their size again on
# the disk while it runs.
_LARGEST = 1 << 27
_PLACE_BITS = 24  # of a chunk's number: its place in the segment
_STORED = (CHUNK + 1) * 8
_NEVER = np.uint64((1 << 64) - 1)  # above the low end of every hash: never looked up
# One question for all: a question for each takes three times as long.
_MANY_CHUNKS = (
    "SELECT c.postings FROM json_each(?) AS asked CROSS JOIN chunk AS c ON c.number = asked.value"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its number, how many postings it has, each chunk's first one."""

    number: int
    postings: int
    first: Postings

    def rows(self, places: Iterable[int]) -> list[tuple[int]]:
        """The numbers of the chunks at those places in the table of chunks."""
        return [(self.number << _PLACE_BITS | place,) for place in places]


@dataclass(frozen=True, slots=True)
class Hits:
    """Which articles have which of the hashes that were asked for, sorted by hash and article.

    `which` numbers the hashes; `common` tells those that too many articles have to be read.
    """

    which: NDArray[np.int64]
    articles: NDArray[np.int64]
    common: Flags


def segments(store: Store) -> tuple[Segment, ...]:
    """The segments of an archive, the oldest first."""
    rows = store.execute("SELECT number, postings, first FROM segment ORDER BY number")
    return tuple(Segment(number, size, opened(first)) for number, size, first in rows)


def write_segment(store: Store, parts: Iterable[Postings]) -> None:
    """Keep ascending postings as a new segment; inside a transaction."""
    last = store.execute("SELECT coalesce(max(number), 0) FROM segment").fetchone()[0]
    number, first, size = last + 1, [], 0

    def rows() -> Iterator[tuple[int, bytes]]:
        nonlocal size
        for place, chunk in zip(count(number << _PLACE_BITS), chunks(parts), strict=False):
            first.append(chunk[0])
            size += len(chunk)
            yield place, sealed(chunk)

    store.executemany("INSERT INTO chunk VALUES (?, ?)", rows())
    if size:
        directory = sealed(np.array(first, np.uint64))
        store.execute("INSERT INTO segment VALUES (?, ?, ?)", (number, size, directory))


def merge(store: Store, *, all_small: bool = False) -> bool:
    """Merge the segments of one size of which there are enough, if there are; a transaction.

    With `all_small`, all but the largest that stay as they are: so that few are asked.
    """
    found = segments(store)
    due = [s for s in found if s.postings < _LARGEST] if all_small else _due(found)
    if len(due) < 2:
        return False
    write_segment(store, merged(read_segment(store, segment) for segment in due))
    for segment in due:
        low = segment.number << _PLACE_BITS
        store.execute(
            "DELETE FROM chunk WHERE number BETWEEN ? AND ?", (low, low + len(segment.first))
        )
        store.execute("DELETE FROM segment WHERE number = ?", (segment.number,))
    return True


def _due(found: tuple[Segment, ...]) -> list[Segment]:
    """The smallest segments of about one size, if there are enough."""
    small = sorted((s for s in found if s.postings < _LARGEST), key=lambda s: s.postings)
    for _, alike in groupby(small, key=lambda s: max(s.postings // CHUNK, 1).bit_length() // 2):
        same = list(alike)
        if len(same) >= _MERGED_TOGETHER:
            return same
    return []


def read_segment(store: Store, segment: Segment) -> Iterator[Postings]:
    """All postings of a segment, chunk by chunk; empty ones left out.

    Raises:
        Damage: one is missing or damaged.
    """
    for row in segment.rows(range(len(segment.first))):
        postings = opened(_chunk(store, row))
        if len(postings):
            yield postings


def _chunk(store: Store, row: tuple[int]) -> bytes:
    found = store.execute("SELECT postings FROM chunk WHERE number = ?", row).fetchone()
    if found is None:
        raise Damage("a chunk of postings is missing")
    chunk: bytes = found[0]
    return chunk


def look_up(store: Store, found: Iterable[Segment], hashes: Hashes, *, most_chunks: int) -> Hits:
    """The articles that have each of the hashes, which need not be sorted.

    Args:
        store: in a transaction that reads.
        found: the segments.
        hashes: any number of any.
        most_chunks: a hash whose articles fill more chunks of a segment is common.

    Raises:
        Damage: a chunk is missing or damaged.
    """
    low, high = lowest(hashes), highest(hashes)
    common = np.zeros(len(hashes), np.bool_)
    parts = [
        _in_segment(store, segment, ends=(low, high), most_chunks=most_chunks, common=common)
        for segment in found
    ]
    which = np.concatenate([np.zeros(0, np.int64), *(which for which, _ in parts)])
    postings = np.concatenate([np.zeros(0, np.uint64), *(got for _, got in parts)])
    kept = ~common[which]
    which, articles = which[kept], article_numbers(postings[kept])
    order = np.lexsort((articles, which))
    return Hits(which[order], articles[order], common)


def _in_segment(
    store: Store,
    segment: Segment,
    *,
    ends: tuple[Postings, Postings],
    most_chunks: int,
    common: Flags,
) -> tuple[NDArray[np.int64], Postings]:
    """The postings of one segment between each low and high of `ends`, and which it is."""
    low, high = ends
    begin = np.maximum(np.searchsorted(segment.first, low, side="right") - 1, 0)
    end = np.searchsorted(segment.first, high, side="right")
    common |= end - begin > most_chunks
    asked = np.flatnonzero(~common & (end > begin))
    wanted = np.zeros(len(segment.first) + 1, np.int64)
    np.add.at(wanted, begin[asked], 1)
    np.subtract.at(wanted, end[asked], 1)
    places = np.flatnonzero(np.cumsum(wanted)[:-1])
    postings = _joined(_chunks(store, segment, places))
    first = np.searchsorted(postings, low[asked], side="left")
    lengths = np.searchsorted(postings, high[asked], side="right") - first
    return np.repeat(asked, lengths), postings[slices(first, lengths)]


def _chunks(store: Store, segment: Segment, places: NDArray[np.int64]) -> list[bytes]:
    """Many chunks of a segment, in the order of their ascending places."""
    asked = json.dumps((places + (segment.number << _PLACE_BITS)).tolist())
    stored = [chunk for (chunk,) in store.execute(_MANY_CHUNKS, (asked,))]
    if len(stored) != len(places) or not all(isinstance(chunk, bytes) for chunk in stored):
        raise Damage("a chunk of postings is missing")
    return stored


def _joined(stored: list[bytes]) -> Postings:
    """The postings of stored chunks; full ones are checked together."""
    parts = [opened(chunk) if len(chunk) != _STORED else None for chunk in stored]
    full = [chunk for chunk in stored if len(chunk) == _STORED]
    matrix = np.frombuffer(b"".join(full), "<u8").reshape(-1, CHUNK + 1)
    if (np.add.reduce(matrix[:, :-1], axis=1, dtype=np.uint64) != matrix[:, -1]).any():
        raise Damage("a chunk of postings does not add up")
    rows = iter(matrix[:, :-1])
    return np.concatenate(
        [np.zeros(0, np.uint64), *(next(rows) if p is None else p for p in parts)]
    )


def without(store: Store, postings: Postings) -> int:
    """Take ascending postings out of the chunks that hold them; inside a transaction.

    Returns:
        How many there were.
    """
    taken = 0
    for segment in segments(store):
        places = np.searchsorted(segment.first, postings, side="right") - 1
        taken += _shorten(
            store,
            segment,
            places=np.unique(places[places >= 0]).tolist(),
            gone=lambda kept: np.isin(kept, postings, assume_unique=True),
        )
    return taken


def without_articles(store: Store, numbers: Sequence[int]) -> None:
    """Take all postings of articles out; reads every segment, inside a transaction."""
    gone = np.array(numbers, np.int64)
    for segment in segments(store):
        _shorten(
            store,
            segment,
            places=range(len(segment.first)),
            gone=lambda kept: np.isin(article_numbers(kept), gone),
        )


def _shorten(
    store: Store, segment: Segment, *, places: Iterable[int], gone: Callable[[Postings], Flags]
) -> int:
    """Take what is gone out of the chunks at those places, and out of the list of first ones.

    Of a chunk that is empty now the first posting is the next chunk's: still ascending, and
    whoever asks for that one meets the last of the equal ones, which holds it.
    """
    first, taken = np.append(segment.first, _NEVER), 0
    for place in places:
        (row,) = segment.rows([place])
        kept = opened(_chunk(store, row))
        rest = kept[~gone(kept)]
        if len(rest) < len(kept):
            taken += len(kept) - len(rest)
            store.execute("UPDATE chunk SET postings = ? WHERE number = ?", (sealed(rest), *row))
            if len(rest) == 0 or rest[0] != kept[0]:
                first[first == kept[0]] = rest[0] if len(rest) else first[place + 1]
    if taken:
        changed = segment.postings - taken, sealed(first[:-1]), segment.number
        store.execute("UPDATE segment SET postings = ?, first = ? WHERE number = ?", changed)
    return taken
