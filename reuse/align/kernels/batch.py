"""Many pairs of one table in one call, since calling a compiled kernel costs as much as a pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import kernel, leaf, lent
from .pair import align_quickly, mended
from .rows import COLUMNS
from .types import Boxes, Columns, Grams, Pairs, Parameters, Sentences, Side


@kernel
def side(columns: Columns, article: int) -> Side:
    """One article's columns, its numbers counted from 0."""
    t0, t1 = columns.tokens[article], columns.tokens[article + 1]
    s0, s1 = columns.sentences[article], columns.sentences[article + 1]
    v0, v1 = columns.terms[article], columns.terms[article + 1]
    g0, g1 = columns.grams[article], columns.grams[article + 1]
    return Side(
        columns.start[t0:t1],
        columns.end[t0:t1],
        columns.key[t0:t1],
        columns.term[t0:t1],
        columns.boundary[t0 : t1 + 1],
        columns.nats[t0:t1] if len(columns.nats) else columns.nats[0:0],
        columns.name[t0:t1] if len(columns.name) else columns.name[0:0],
        columns.stem[v0:v1],
        columns.common[v0:v1],
        Sentences(
            columns.first[s0 : s1 + 1],
            columns.row[s0 : s1 + 1],
            columns.row_term,
            columns.row_count,
            columns.post[v0 : v1 + 1],
            columns.post_sentence,
            columns.post_count,
        ),
        Grams(columns.gram[g0:g1], columns.gram_at[g0:g1]),
        columns.extent[t0 : t1 + 1] if len(columns.extent) else columns.extent[0:0],
    )


@kernel
def _lent_columns(columns: Columns) -> Columns:
    return Columns(
        lent(columns.tokens),
        lent(columns.start),
        lent(columns.end),
        lent(columns.key),
        lent(columns.boundary),
        lent(columns.nats),
        lent(columns.name),
        lent(columns.term),
        lent(columns.first),
        lent(columns.row),
        lent(columns.row_term),
        lent(columns.row_count),
        lent(columns.terms),
        lent(columns.stem),
        lent(columns.common),
        lent(columns.post),
        lent(columns.post_sentence),
        lent(columns.post_count),
        lent(columns.sentences),
        lent(columns.grams),
        lent(columns.gram),
        lent(columns.gram_at),
        lent(columns.extent),
    )


@leaf
def comes_first(left: Side, right: Side) -> bool:
    """Whether the left goes first by content alone, so that exchanging articles mirrors rows."""
    if len(left.key) != len(right.key):
        return len(left.key) < len(right.key)
    for n in range(len(left.key)):
        if left.key[n] != right.key[n]:
            return bool(left.key[n] < right.key[n])
    return True


@kernel
def turned(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The boxes with their sides exchanged."""
    result = np.zeros((len(boxes), 4), dtype=np.int64)
    result[:, :2] = boxes[:, 2:]
    result[:, 2:] = boxes[:, :2]
    return result


@kernel
def in_order(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The boxes by where they begin and then end, so that it matters not who found them first."""
    if len(boxes) < 2:
        return boxes
    by_end = boxes[np.argsort(boxes[:, 1] << 32 | boxes[:, 3], kind="mergesort")]
    return by_end[np.argsort(by_end[:, 0] << 32 | by_end[:, 2], kind="mergesort")]


@kernel
def local(boxes: NDArray[np.int64], left: int, right: int) -> NDArray[np.int64]:
    """The boxes with the tokens of either article counted from 0, given where they begin."""
    result = np.zeros((len(boxes), 4), dtype=np.int64)
    result[:, :2] = boxes[:, :2] - left
    result[:, 2:] = boxes[:, 2:] - right
    return result


@kernel
def turned_rows(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows with their sides exchanged."""
    result = rows.copy()
    result[:, :2] = rows[:, 2:4]
    result[:, 2:4] = rows[:, :2]
    return result


@kernel
def _boxes(columns: Columns, pairs: Pairs, number: int) -> Boxes:
    """Where the search says that a pair meets, the tokens of either article counted from 0."""
    i, j = columns.tokens[pairs.left[number]], columns.tokens[pairs.right[number]]
    exact = pairs.exact[pairs.exact_at[number] : pairs.exact_at[number + 1]]
    regions = pairs.regions[pairs.regions_at[number] : pairs.regions_at[number + 1]]
    return Boxes(in_order(local(exact, i, j)), in_order(local(regions, i, j)))


@kernel
def _turned_boxes(boxes: Boxes) -> Boxes:
    """The boxes with their sides exchanged, in order again."""
    return Boxes(in_order(turned(boxes.exact)), in_order(turned(boxes.regions)))


@kernel
def align_batch(
    columns: Columns, pairs: Pairs, min_words: int, p: Parameters
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """The rows of all pairs, slices of them by pair (k + 1), and which pairs tear a run.

    Rows are as of `align_quickly`, their tokens counted from 0 in either article.  The sides are
    refined in turn; one that depends on the texts alone goes first.
    """
    count = len(pairs.left)
    rows = np.zeros((2 * count + 1, COLUMNS), dtype=np.float64)
    at = np.zeros(count + 1, dtype=np.int64)
    torn = np.zeros(count, dtype=np.bool_)
    filled = 0
    lent_columns = _lent_columns(columns)  # the caller keeps them
    for n in range(count):
        left, right = side(lent_columns, pairs.left[n]), side(lent_columns, pairs.right[n])
        boxes = _boxes(columns, pairs, n)
        if comes_first(left, right):
            found, torn[n] = align_quickly(left, right, boxes, min_words, p)
        else:
            found, torn[n] = align_quickly(right, left, _turned_boxes(boxes), min_words, p)
            found = turned_rows(found)
        while filled + len(found) > len(rows):
            grown = np.zeros((2 * len(rows), COLUMNS), dtype=np.float64)
            grown[:filled] = rows[:filled]
            rows = grown
        rows[filled : filled + len(found)] = found
        filled += len(found)
        at[n + 1] = filled
    return rows[:filled], at, torn


def mended_one(
    columns: Columns, pair: Pairs, rows: NDArray[np.float64], min_words: int, p: Parameters
) -> NDArray[np.float64]:
    """The rows of a batch of one pair, no exact run torn."""
    left, right = side(columns, pair.left[0]), side(columns, pair.right[0])
    boxes = _boxes(columns, pair, 0)
    if comes_first(left, right):
        return mended((left, right), boxes, min_words, rows, p)
    theirs_first = mended((right, left), _turned_boxes(boxes), min_words, turned_rows(rows), p)
    return turned_rows(theirs_first)
