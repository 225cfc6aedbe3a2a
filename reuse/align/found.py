"""The aligner's matches as columns: what a batch of pairs gives, before objects are made of it.

A row of the kernels counts tokens inside its articles; here it becomes spans of the texts and
what is told of a match.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.types import Columns
from reuse.model import ArticleId, Kind, Match, Span
from reuse.text.stops import STOPS
from reuse.text.units import WORD

KINDS: tuple[Kind, ...] = ("verbatim", "edited", "paraphrase", "summary")
_IN_RUNS_EDITED = 0.4
_OBJECTS_AT_ONCE = 1 << 12
_CLOSERS = frozenset(".!?…,;:\"'”’»)]}" + "、，；：）】》〉」』〟" + "،؛" + STOPS)


class MatchColumns(NamedTuple):
    """Matches as columns, m of them: numbers only, to be joined, written and read again.

    By pair in the order of the batch, inside a pair by left and then right span.
    """

    left: NDArray[np.int32]  # (m) article numbers of the aligner's table
    right: NDArray[np.int32]  # (m)
    left_start: NDArray[np.int32]  # (m) half-open code points of the left article's text
    left_end: NDArray[np.int32]  # (m)
    right_start: NDArray[np.int32]  # (m) of the right one's
    right_end: NDArray[np.int32]  # (m)
    kind: NDArray[np.uint8]  # (m) numbers in `KINDS`
    similarity: NDArray[np.float64]  # (m) shares in (0, 1]
    words: NDArray[np.int32]  # (m) whole words of the shorter side
    certain: NDArray[np.bool_]  # (m) the certainty: certain or possible

    def chosen(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> MatchColumns:
        """Those of these numbers, or those that are true."""
        columns: list[NDArray[Any]] = [column[which] for column in self]
        return MatchColumns(*columns)


class Passages(NamedTuple):
    """Rows of the kernels with their tokens counted in the table; m of them."""

    pair: NDArray[np.int64]  # (m) number of the pair in its batch, ascending
    left: NDArray[np.int64]  # (m) article numbers
    right: NDArray[np.int64]  # (m)
    box: NDArray[np.int64]  # (m, 4) left first and end, right first and end
    told: NDArray[np.float64]  # (m, 4) nats against two reports, share in runs, matched, summary

    def chosen(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Passages:
        """Those of these numbers, or those that are true."""
        columns: list[NDArray[Any]] = [column[which] for column in self]
        return Passages(*columns)


def joined(parts: Sequence[MatchColumns]) -> MatchColumns:
    """The columns of several batches behind each other."""
    columns: list[NDArray[Any]] = [
        np.concatenate(column) for column in zip(*(parts or (no_matches(),)), strict=True)
    ]
    return MatchColumns(*columns)


def no_matches() -> MatchColumns:
    """Columns of no match."""
    none = np.zeros(0, np.int32)
    empty = np.zeros(0, np.uint8), np.zeros(0, np.float64), none, np.zeros(0, np.bool_)
    return MatchColumns(*(none,) * 6, *empty)


def match_columns(
    passages: Passages, columns: Columns, *, texts: Sequence[str], certain_evidence: float
) -> tuple[MatchColumns, NDArray[np.int64]]:
    """The matches that passages are, and the number of the pair of each, ascending.

    Args:
        columns: the prepared table.
        texts: the articles, in the table's order.
        certain_evidence: nats from which on a match is certain.
    """
    evidence, in_runs, matched, is_summary = passages.told.T
    equal = _equal(passages.box, columns.key)
    left_start, left_end = _spans(passages.left, passages.box[:, :2], columns, texts=texts)
    right_start, right_end = _spans(passages.right, passages.box[:, 2:], columns, texts=texts)
    order = np.lexsort((right_end, right_start, left_end, left_start, passages.pair))
    found = MatchColumns(
        passages.left.astype(np.int32),
        passages.right.astype(np.int32),
        left_start,
        left_end,
        right_start,
        right_end,
        kinds(equal, is_summary != 0, in_runs),
        _similarity(equal, matched),
        words(passages, columns).astype(np.int32),
        evidence >= certain_evidence,
    )
    return found.chosen(order), passages.pair[order]


def words(passages: Passages, columns: Columns) -> NDArray[np.int64]:
    """Whole words of the shorter side of each."""
    edges = columns.extent[passages.box] if len(columns.extent) else passages.box
    shorter: NDArray[np.int64] = np.minimum(edges[:, 1] - edges[:, 0], edges[:, 3] - edges[:, 2])
    return shorter // WORD if len(columns.extent) else shorter


def kinds(
    equal: NDArray[np.bool_], is_summary: NDArray[np.bool_], in_runs: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Numbers in `KINDS`, given which are the same words, which summaries, and shares in runs."""
    edited = np.where(in_runs >= _IN_RUNS_EDITED, 1, 2)
    return np.where(equal, 0, np.where(is_summary, 3, edited)).astype(np.uint8)


def matches(found: MatchColumns, ids: Sequence[ArticleId]) -> list[Match]:
    """An object for each match, in their order; `ids` are the articles' in the table's order."""
    return [match for some in _parts(found) for match in _objects(some, ids)]


def _parts(found: MatchColumns) -> Iterator[MatchColumns]:
    """The matches, some thousand at a time: as Python's numbers they take many times as much."""
    for first in range(0, len(found.left), _OBJECTS_AT_ONCE):
        columns: list[NDArray[Any]] = [c[first : first + _OBJECTS_AT_ONCE] for c in found]
        yield MatchColumns(*columns)


def _objects(found: MatchColumns, ids: Sequence[ArticleId]) -> list[Match]:
    rows = zip(*(column.tolist() for column in found), strict=True)
    return [
        Match(
            left_article=ids[left],
            right_article=ids[right],
            left=Span(l0, l1),
            right=Span(r0, r1),
            kind=KINDS[kind],
            similarity=similarity,
            words=count,
            certainty="certain" if is_certain else "possible",
        )
        for left, right, l0, l1, r0, r1, kind, similarity, count, is_certain in rows
    ]


def _equal(box: NDArray[np.int64], key: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which boxes hold the same tokens on both sides."""
    equal: NDArray[np.bool_] = box[:, 1] - box[:, 0] == box[:, 3] - box[:, 2]
    equal &= key[box[:, 0]] == key[box[:, 2]]
    for n in np.flatnonzero(equal).tolist():
        a0, a1, b0, b1 = box[n].tolist()
        equal[n] = (key[a0:a1] == key[b0:b1]).all()
    return equal


def _similarity(equal: NDArray[np.bool_], matched: NDArray[np.float64]) -> NDArray[np.float64]:
    # Rounded by Python: numpy's multiplication moves a value on the edge.
    rounded = np.array([round(share, 4) for share in matched.tolist()], np.float64)
    return np.where(equal, 1.0, np.clip(rounded, 0.0001, 0.9999))


def _spans(
    article: NDArray[np.int64],
    tokens: NDArray[np.int64],
    columns: Columns,
    *,
    texts: Sequence[str],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """From the first tokens' starts past the last ones' ends and their closing punctuation."""
    first, last = tokens[:, 0], tokens[:, 1]
    start, end = columns.start[first], columns.end[last - 1]
    is_last = last == columns.tokens[article + 1]
    closes = is_last | (columns.boundary[last] >= 1)
    following = columns.start[np.where(is_last, 0, last)].tolist()
    for n in np.flatnonzero(closes).tolist():
        text, at = texts[article[n]], int(end[n])
        limit = len(text) if is_last[n] else following[n]
        while at < limit and text[at] in _CLOSERS:
            at += 1
        end[n] = at
    return start, end
