"""Articles as rows, numbered in the order of the collection without counting them first.

That order is by a hash of the tokens, then by length, then by id.  The hash is uniform, so
its high bits cut the order into parts of about equal size; each part is sorted by Spark and
numbered as it streams by.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from reuse.engine.spark.rows import (
    ARTICLE,
    CHUNK_BITS,
    INDEX_BITS,
    PART_BITS,
    TOKEN_BITS,
    Numbers,
    Rows,
)
from reuse.errors import JudgementError
from reuse.find.collection import content_hashes
from reuse.text.columns import TokenTable
from reuse.text.languages import language_of
from reuse.text.tokens import tokenize

ARTICLES_PER_PART = 1500
_SIGN = np.uint64(1 << 63)


def parts_for(articles: int) -> int:
    """Into how many parts the order of a collection is cut."""
    return min(1 << PART_BITS, max(1, articles // ARTICLES_PER_PART))


def tokenised(
    batches: Iterator[pa.RecordBatch], *, language: str, parts: int
) -> Iterator[pa.RecordBatch]:
    """Articles (`id`, `text` as UTF-8, `language`) as rows addressed to their part.

    `number` holds the hash of the tokens; articles without tokens are left out.
    """
    for batch in batches:
        texts = batch["text"].to_pylist()
        decoded = [text.decode("utf-8", "surrogatepass") for text in texts]
        stated = zip(batch["language"].to_pylist(), decoded, strict=True)
        languages = [code or language_of(text) or language for code, text in stated]
        table = tokenize(decoded, languages)
        yield from _rows(table, batch["id"].to_pylist(), texts=texts, parts=parts).to_batches()


def _rows(table: TokenTable, ids: list[str], *, texts: list[bytes], parts: int) -> pa.Table:
    rows = Rows()
    content = content_hashes(table)
    part = (content >> np.uint64(64 - PART_BITS)) * np.uint64(parts) >> np.uint64(PART_BITS)
    number = (content ^ _SIGN).view(np.int64)  # signed, in the same order
    stems = table.stems[table.stem]
    sentences = np.searchsorted(table.sentences, table.offsets)
    for i in np.flatnonzero(np.diff(table.offsets)).tolist():
        t0, t1 = int(table.offsets[i]), int(table.offsets[i + 1])
        if t1 - t0 >= 1 << TOKEN_BITS:
            raise JudgementError(
                f"article {ids[i]} has {t1 - t0} words; the engine spark takes 16 M"
            )
        first = (table.sentences[sentences[i] : sentences[i + 1]] - t0).astype(np.int32)
        columns = [table.start, table.end, table.boundary]
        columns += [table.size.astype(np.int32)] if len(table.size) else []
        layout = b"".join(column[t0:t1].tobytes() for column in columns)
        rows.add_named(
            int(part[i]),
            ARTICLE,
            table.key[t0:t1],
            stems[t0:t1],
            first,
            layout,
            texts[i],
            number=int(number[i]),
            name=ids[i],
        )
    return rows.table()


def numbered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows sorted by part and order, each with its article number and addressed to its chunk."""
    part, count = -1, 0
    for batch in batches:
        parts = batch["to"].to_numpy().astype(np.int64)
        if not len(parts):
            continue
        index = _places(parts, part, count)
        part, count = int(parts[-1]), int(index[-1]) + 1
        if int(index.max()) >= 1 << INDEX_BITS:
            raise JudgementError(
                "over a million articles have the same words; remove exact copies first"
            )
        number = (parts << INDEX_BITS) + index
        columns = list(batch.columns)
        columns[0], columns[2] = pa.array(number >> CHUNK_BITS), pa.array(number)
        yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _places(parts: Numbers, part: int, count: int) -> Numbers:
    """Place of each row in its part, when `count` rows of `part` have gone by."""
    begin = np.flatnonzero(np.diff(parts, prepend=parts[0] - 1))
    sizes = np.diff(np.append(begin, len(parts)))
    places = np.arange(len(parts)) - np.repeat(begin, sizes)
    if parts[0] == part:
        places[: sizes[0]] += count
    return places
