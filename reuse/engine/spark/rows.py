"""The one kind of row that moves between tasks: an address and columns as bytes.

A row is for a *chunk* (up to 2048 articles that follow each other in the order of the
collection) or for a *bucket* (a share of all hashes).  Its numbers are packed in numpy
arrays, thousands a row, so that Spark moves few rows and Python never sees one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Array = NDArray[Any]

# A position is (article number << TOKEN_BITS) + token; an article number is
# (part << INDEX_BITS) + place in the part.  All fit in 63 bits, in the order of the collection.
TOKEN_BITS = 24
INDEX_BITS = 20
PART_BITS = 19
CHUNK_BITS = 11

# Kinds of rows: what `to` counts, and what the columns hold.
ARTICLE = 0  # chunk; number, id, a: keys, b: stem hashes, c: sentences, d: layout, e: text
GUEST = 1  # chunk; an ARTICLE of another chunk, or a: keys, b: weights
EDITED_GRAMS = 10  # bucket; a: hashes, b: positions
VERBATIM_GRAMS = 11
WINDOWS = 12
BANDS = 13
CHAINED = 14  # number: groups that were chained; of edited (+0), verbatim, reworded (+2) links
LEFT_OUT = 17  # number: members of large groups that were not linked, of the same three
COMMON = 20  # chunk; a: positions of common grams, b: 1 where they do not count
LARGE = 21  # chunk; a: positions of kept grams whose windows are to be grouped
EDITED_LINKS = 22  # chunk; a: left positions, b: right positions
VERBATIM_LINKS = 23
REWORDED_LINKS = 24
UNCOUNTED = 25  # number: words that do not count as evidence of common wording
COUNTS = 30  # bucket; number: chunk that asks, a: hashes, b: its own counts; one kind per
COUNTED = 40  # chunk; a: hashes, b: counts above 1; n-gram (+1, +2, +3) and for stems (+0)
BAGS = 50  # chunk; a: sentences, b: lengths and sizes, c: stems, d: counts
MET = 51  # chunk; BAGS of another chunk, e: pairs
NATS = 52  # chunk; number: article, a: tenths of a nat of its words
REGIONS = 60  # chunk; a: left starts, b: right starts, c: lengths, d: sources
WANTED = 61  # chunk; number: chunk that asks, a: article numbers

_COLUMNS = "abcde"
SQL = "to long, kind int, number long, id string, " + ", ".join(f"{c} binary" for c in _COLUMNS)
SCHEMA = pa.schema(
    [
        pa.field("to", pa.int64()),
        pa.field("kind", pa.int32()),
        pa.field("number", pa.int64()),
        pa.field("id", pa.string()),
        *(pa.field(column, pa.binary()) for column in _COLUMNS),
    ]
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows being written."""

    _values: list[list[Any]] = field(default_factory=lambda: [[] for _ in SCHEMA])

    def add(self, to: int, kind: int, *columns: Array | bytes, number: int = 0) -> None:
        """One row."""
        self.add_named(to, kind, *columns, number=number, name="")

    def add_named(
        self, to: int, kind: int, *columns: Array | bytes, number: int, name: str
    ) -> None:
        """One row with an id."""
        given = [c if isinstance(c, bytes) else np.ascontiguousarray(c).tobytes() for c in columns]
        given += [None] * (len(_COLUMNS) - len(given))  # type: ignore[list-item]  # null
        for values, value in zip(self._values, (to, kind, number, name, *given), strict=True):
            values.append(value)

    def split(self, to: Numbers, kind: int, *columns: Array, number: int = 0) -> None:
        """A row for each distinct address, with the entries for it in their order."""
        order = np.argsort(to, kind="stable")
        ordered = to[order]
        cuts = np.append(np.flatnonzero(np.diff(ordered, prepend=-1)), len(to))
        sorted_columns = [column[order] for column in columns]
        for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
            parts = [column[first:last] for column in sorted_columns]
            self.add(int(ordered[first]), kind, *parts, number=number)

    def table(self) -> pa.Table:
        """The rows as Arrow."""
        arrays = [pa.array(v, f.type) for v, f in zip(self._values, SCHEMA, strict=True)]
        return pa.Table.from_arrays(arrays, schema=SCHEMA)


@dataclass(frozen=True, slots=True)
class Inbox:
    """Rows received, by kind."""

    table: pa.Table

    def of(self, kind: int) -> Inbox:
        """The rows of that kind."""
        import pyarrow.compute as pc

        return Inbox(self.table.filter(pc.equal(self.table["kind"], kind)))

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def numbers(self) -> Numbers:
        """The column `number`."""
        found: Numbers = self.table["number"].to_numpy().astype(np.int64)
        return found

    def blobs(self, column: str) -> Sequence[bytes]:
        """One binary column, row by row; an absent value is empty."""
        return [value or b"" for value in self.table[column].to_pylist()]

    def joined(self, column: str, kind: type[np.generic]) -> Array:
        """One binary column of all rows as one array."""
        return np.frombuffer(b"".join(self.blobs(column)), kind)


def bucket_of(hashes: NDArray[np.uint64], buckets: int) -> Numbers:
    """The bucket of each hash, by high bits: hashes that agree in those share it."""
    found: Numbers = ((hashes >> np.uint64(40)) % np.uint64(buckets)).astype(np.int64)
    return found


def article_of(positions: Numbers) -> Numbers:
    """Article number of each position."""
    return positions >> TOKEN_BITS


def chunk_of(positions: Numbers) -> Numbers:
    """Chunk of each position."""
    return positions >> (TOKEN_BITS + CHUNK_BITS)
