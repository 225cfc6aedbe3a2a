"""Some articles side by side, in the order of the collection, as the verbs want them.

Positions of the whole collection become token numbers of the shelf and back; a shelf
of any articles of the collection keeps their order, so that what `reuse.find` computes
on it is what it computes on the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.engine.spark.rows import TOKEN_BITS, Array, Inbox, Numbers
from reuse.find.collection import Collection

_TOKEN_MASK = (1 << TOKEN_BITS) - 1
_KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """A articles with T tokens.

    Attributes:
        numbers: int64 (A), ascending article numbers.
        rows: int64 (A), the row of the inbox that holds each.
        offsets: int64 (A + 1), first token of each article, then T.
        key: uint64 (T).
    """

    numbers: Numbers
    rows: Numbers
    offsets: Numbers
    key: NDArray[np.uint64]
    inbox: Inbox

    def __len__(self) -> int:
        return len(self.key)

    def column(self, name: str, kind: type[np.generic]) -> tuple[Array, Numbers]:
        """A binary column of all articles as one array, and the entries of each article."""
        blobs = self.inbox.blobs(name)
        ordered = [blobs[row] for row in self.rows.tolist()]
        values = np.frombuffer(b"".join(ordered), kind)
        return values, _lengths(ordered) // values.itemsize

    def tokens(self, positions: Numbers) -> Numbers:
        """Token numbers of the shelf; every position lies in one of its articles."""
        article = np.searchsorted(self.numbers, positions >> TOKEN_BITS)
        return self.offsets[article] + (positions & _TOKEN_MASK)

    def positions(self, tokens: Numbers) -> Numbers:
        """The inverse of `tokens`."""
        article = np.searchsorted(self.offsets, tokens, side="right") - 1
        return (self.numbers[article] << TOKEN_BITS) + tokens - self.offsets[article]

    def articles(self) -> Collection:
        """The shelf as the collection that `reuse.find` searches, without stems and sentences."""
        count = len(self.numbers)
        return Collection(
            offsets=self.offsets,
            number=np.arange(count, dtype=np.int32),
            shift=np.zeros(count, np.int64),
            owner=np.repeat(np.arange(count, dtype=np.int32), np.diff(self.offsets)),
            key=self.key,
            stem=np.zeros(0, np.int32),
            stems=np.zeros(0, np.uint64),
            sentences=np.zeros(1, np.int64),
        )


def shelf(inbox: Inbox, only: Numbers | None = None) -> Shelf:
    """The articles of these rows (those of `only`), each once, the first row that has it."""
    numbers, rows = np.unique(inbox.numbers(), return_index=True)
    if only is not None:
        chosen = np.isin(numbers, only)
        numbers, rows = numbers[chosen], rows[chosen]
    blobs = inbox.blobs("a")
    keys = [blobs[row] for row in rows.tolist()]
    offsets = np.concatenate(([0], np.cumsum(_lengths(keys) // _KEY_BYTES)))
    return Shelf(numbers, rows, offsets, np.frombuffer(b"".join(keys), np.uint64), inbox)


def _lengths(blobs: Sequence[bytes]) -> Numbers:
    return np.array([len(blob) for blob in blobs], np.int64)
