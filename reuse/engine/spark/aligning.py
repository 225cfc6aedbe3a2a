"""The aligner by chunks: a pair of articles meets in the chunk of one of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reuse.align import Aligner
from reuse.engine.local.pairs import article_pairs
from reuse.engine.spark.regions import received
from reuse.engine.spark.rows import (
    ARTICLE,
    GUEST,
    NATS,
    REGIONS,
    WANTED,
    Inbox,
    Numbers,
    article_of,
)
from reuse.engine.spark.shelf import Shelf, shelf
from reuse.engine.spark.task import Task
from reuse.find.candidates import candidates
from reuse.find.collection import collection
from reuse.find.regions import Regions, merged
from reuse.model import ArticleId, Match
from reuse.text.columns import VERBATIM, Candidates, TokenTable
from reuse.text.units import ALL_WORDS, WORD

_PAIRS = 256  # aligned in one go

MATCHES = pa.schema(
    [
        ("left_article", pa.string()),
        ("right_article", pa.string()),
        ("left_start", pa.int64()),
        ("left_end", pa.int64()),
        ("right_start", pa.int64()),
        ("right_end", pa.int64()),
        ("kind", pa.string()),
        ("similarity", pa.float64()),
        ("words", pa.int64()),
        ("certainty", pa.string()),
    ]
)
MATCHES_SQL = (
    "left_article string, right_article string, left_start long, left_end long, "
    "right_start long, right_end long, kind string, similarity double, words long, "
    "certainty string"
)


def lent(table: pa.Table) -> pa.Table:
    """The articles of one chunk that other chunks want, with their nats, addressed to them."""
    inbox = Inbox(table)
    wanted = inbox.of(WANTED)
    asked = wanted.joined("a", np.int64)
    sizes = [len(blob) // asked.itemsize for blob in wanted.blobs("a")]
    pairs = np.unique(np.column_stack((np.repeat(wanted.numbers(), sizes), asked)), axis=0)
    return pa.concat_tables(
        [
            _sent_on(inbox.of(ARTICLE), pairs, kind=GUEST),
            _sent_on(inbox.of(NATS), pairs, kind=NATS),
        ]
    )


def _sent_on(rows: Inbox, pairs: Numbers, *, kind: int) -> pa.Table:
    """Of each pair (chunk, article) the row of that article, if there is one, to that chunk."""
    numbers = rows.numbers()
    order = np.argsort(numbers)
    pairs = pairs[np.isin(pairs[:, 1], numbers)]
    taken = rows.table.take(pa.array(order[np.searchsorted(numbers, pairs[:, 1], sorter=order)]))
    kinds = pa.array(np.full(len(pairs), kind, np.int32))
    taken = taken.set_column(0, taken.schema.field(0), pa.array(pairs[:, 0]))
    return taken.set_column(1, taken.schema.field(1), kinds)


def aligned(table: pa.Table, *, task: Task) -> pa.Table:
    """The matches of the pairs that meet in one chunk."""
    inbox = Inbox(table)
    regions = received(inbox.of(REGIONS))
    if not len(regions):
        return MATCHES.empty_table()
    needed = article_of(np.concatenate((regions.left_start, regions.right_start)))
    both = pa.concat_tables([inbox.of(GUEST).table, inbox.of(ARTICLE).table])
    found = shelf(Inbox(both), np.unique(needed))
    return _table(_matches(found, regions, inbox.of(NATS), task=task))


def _matches(found: Shelf, regions: Regions, nats: Inbox, *, task: Task) -> list[Match]:
    ids = [found.inbox.table["id"][row].as_py() for row in found.rows.tolist()]
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    words = _tokens(found, by_id)
    texts = found.inbox.blobs("e")
    aligner = Aligner(
        words,
        tuple(ArticleId(ids[i]) for i in by_id.tolist()),
        texts=tuple(texts[found.rows[i]].decode("utf-8", "surrogatepass") for i in by_id.tolist()),
        min_words=task.settings.min_words,
        settings=task.settings.align,
        nats=_nats(found, nats, by_id) if task.tells else None,
    )
    pairs = article_pairs(_candidates(found, words, regions, task=task))
    aligner.load(aligner.work(pairs))
    return [
        match
        for first in range(0, len(pairs.left), _PAIRS)
        for matches in aligner.align_pairs(pairs.chosen(first, first + _PAIRS))
        for match in matches
    ]


def _nats(found: Shelf, nats: Inbox, order: Numbers) -> NDArray[np.uint8]:
    """What each token of the shelf's articles, in that order, says in the collection."""
    by_number = dict(zip(nats.numbers().tolist(), nats.blobs("a"), strict=True))
    blobs = [by_number[number] for number in found.numbers[order].tolist()]
    return np.frombuffer(b"".join(blobs), np.uint8).reshape(-1, 3)


def _candidates(found: Shelf, words: TokenTable, regions: Regions, *, task: Task) -> Candidates:
    """As `reuse.find.find` ends; the articles stand in the same order in both."""
    tokens = collection(words)
    left, right = found.tokens(regions.left_start), found.tokens(regions.right_start)
    here = Regions(
        left,
        left + regions.left_end - regions.left_start,
        right,
        right + regions.right_end - regions.right_start,
        regions.source,
    )
    exact = here.source == VERBATIM
    near = merged(here.chosen(~exact), tokens, settings=task.settings.find)
    return candidates(Regions.joined([here.chosen(exact), near]), tokens)


def _tokens(found: Shelf, order: Numbers) -> TokenTable:
    """The columns of the shelf's articles, in that order."""
    rows = found.rows[order].tolist()
    keys, stems, firsts, layouts = (
        [blobs[row] for row in rows] for blobs in (found.inbox.blobs(c) for c in "abcd")
    )
    offsets = np.concatenate(([0], np.cumsum(np.diff(found.offsets)[order])))
    layout = [
        np.frombuffer(blob, np.int32).reshape(-1, tokens)
        for blob, tokens in zip(layouts, np.diff(offsets).tolist(), strict=True)
    ]
    start, end, boundary = (np.concatenate([part[i] for part in layout]) for i in range(3))
    vocabulary, stem = np.unique(np.frombuffer(b"".join(stems), np.uint64), return_inverse=True)
    first = [
        np.frombuffer(blob, np.int32).astype(np.int64) + offset
        for blob, offset in zip(firsts, offsets[:-1].tolist(), strict=True)
    ]
    return TokenTable(
        offsets=offsets,
        start=start,
        end=end,
        key=np.frombuffer(b"".join(keys), np.uint64),
        stem=stem.astype(np.int32),
        stems=vocabulary,
        boundary=np.append(boundary.view(np.float32), np.float32(1)),
        sentences=np.concatenate([*first, offsets[-1:]]),
        size=_sizes(layout),
    )


def _sizes(layout: list[NDArray[np.int32]]) -> NDArray[np.uint8]:
    """As in `TokenTable`; an article in which each token is a word has no row of its own."""
    if all(len(part) == 3 for part in layout):
        return ALL_WORDS
    return np.concatenate(
        [part[3] if len(part) > 3 else np.full(part.shape[1], WORD) for part in layout]
    ).astype(np.uint8)


def _table(matches: list[Match]) -> pa.Table:
    columns = [
        [m.left_article for m in matches],
        [m.right_article for m in matches],
        [m.left.start for m in matches],
        [m.left.end for m in matches],
        [m.right.start for m in matches],
        [m.right.end for m in matches],
        [m.kind for m in matches],
        [m.similarity for m in matches],
        [m.words for m in matches],
        [m.certainty for m in matches],
    ]
    arrays = [pa.array(c, f.type) for c, f in zip(columns, MATCHES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=MATCHES)
