"""A batch of pairs gives what each pair gives by itself, whichever article is named first."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest
from invented import prose, vocabulary, words
from numpy.typing import NDArray
from test_resolving import A, B, C, X
from views import align_pair, boxes, changed

from reuse.align import NO_BOXES, Aligner, Pairs
from reuse.align.kernels.batch import (
    align_batch,
    comes_first,
    mended_one,
    side,
    turned,
    turned_rows,
)
from reuse.align.kernels.pair import align_quickly
from reuse.align.kernels.types import Boxes, Columns
from reuse.align.prepare import prepare
from reuse.model import ArticleId
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize

P = changed()
NONE = Boxes(boxes(), boxes())
D = "Chestnuts ripen late this year says our retired forester with mild regret today."
# Refined one way round and the other, these two differ.
SKEWED = (f"{A} {A} {X}", f"{X} {A} {X} {X}")
# One passage of the quick way holds half of the run that the other article ends with.
TORN = (f"{C} {C}", f"{C} {D} {B} {X} {C}")
TEXTS = (*SKEWED, *TORN, "Snow fell.", "", f"{X} {B} {C}")


def columns_of(texts: tuple[str, ...]) -> Columns:
    return prepare(tokenize(texts))


def paired(rows: list[tuple[int, int]], exact: dict[int, list[tuple[int, int, int, int]]]) -> Pairs:
    """These pairs, with exact runs by number of the pair, in the table's token numbers."""
    left, right = np.array(rows, dtype=np.int64).T
    held = [exact.get(n, []) for n in range(len(rows))]
    at = np.cumsum([0, *map(len, held)])
    nowhere = np.zeros(len(rows) + 1, np.int64)
    return Pairs(left, right, boxes(*itertools.chain(*held)), at, NO_BOXES, nowhere)


def alone(columns: Columns, left: int, right: int, known: Boxes = NONE) -> NDArray[np.float64]:
    return align_pair(side(columns, left), side(columns, right), known, 12, P)


def align_one(columns: Columns, pairs: Pairs, number: int) -> NDArray[np.float64]:
    """The rows of one pair of a batch, mended if need be."""
    pair = pairs.chosen(number, number + 1)
    rows, _, torn = align_batch(columns, pair, 12, P)
    return mended_one(columns, pair, rows, 12, P) if torn[0] else rows


def test_a_batch_gives_each_pair_its_own_rows() -> None:
    columns = columns_of(TEXTS)
    numbers = list(itertools.permutations(range(len(TEXTS)), 2))
    rows, at, torn = align_batch(columns, paired(numbers, {}), 12, P)
    assert (at[0], at[-1], len(torn)) == (0, len(rows), len(numbers))
    for n, (i, j) in enumerate(numbers):
        left, right = side(columns, i), side(columns, j)
        if comes_first(left, right):
            expected, tears = align_quickly(left, right, NONE, 12, P)
        else:
            expected, tears = align_quickly(right, left, NONE, 12, P)
            expected = turned_rows(expected)
        assert rows[at[n] : at[n + 1]].tolist() == expected.tolist()
        assert torn[n] == tears
        if not tears and comes_first(left, right):
            assert expected.tolist() == alone(columns, i, j).tolist()


@pytest.mark.parametrize("texts", [SKEWED, TORN])
def test_the_content_says_which_side_goes_first(texts: tuple[str, str]) -> None:
    columns = columns_of(texts)
    assert comes_first(side(columns, 0), side(columns, 1))
    assert not comes_first(side(columns, 1), side(columns, 0))
    pairs = paired([(0, 1), (1, 0)], {})
    one, two = (align_one(columns, pairs, n) for n in (0, 1))
    assert one.tolist() == alone(columns, 0, 1).tolist()
    assert two.tolist() == turned_rows(one).tolist()
    rows, at, _ = align_batch(columns, pairs, 12, P)
    assert rows[at[1] :].tolist() == turned_rows(rows[: at[1]]).tolist()


def test_exchanging_the_sides_of_these_would_change_their_rows() -> None:
    columns = columns_of(SKEWED)
    assert alone(columns, 1, 0).tolist() != turned_rows(alone(columns, 0, 1)).tolist()


def test_the_shorter_goes_first_and_of_equal_lengths_the_lower_first_difference() -> None:
    columns = columns_of(("One two three.", "One two.", "One four three.", "One two three!"))
    one, short, other, same = (side(columns, n) for n in range(4))
    assert comes_first(short, one)
    assert not comes_first(one, short)
    assert comes_first(one, other) == bool(one.key[1] < other.key[1])
    assert comes_first(other, one) == bool(other.key[1] < one.key[1])
    assert comes_first(one, same)
    assert comes_first(same, one)


def test_what_the_search_knew_is_given_in_token_numbers_of_the_table() -> None:
    # A run that nobody but the search sees; the sides of the second pair are exchanged.
    columns = columns_of(("Snow fell.", f"Rain came. {X} {D}", A))
    i, j = int(columns.tokens[1]), int(columns.tokens[2])
    run = (i + 16, i + 28, j, j + 12)
    pairs = paired([(0, 1), (1, 2), (2, 1)], {1: [run], 2: [(*run[2:], *run[:2])]})
    rows, at, _ = align_batch(columns, pairs, 12, P)
    assert at.tolist() == [0, 0, 1, 2]
    assert rows[:, :4].tolist() == [[16, 28, 0, 12], [0, 12, 16, 28]]
    assert align_one(columns, pairs, 1)[:, :4].tolist() == [[16, 28, 0, 12]]


def test_more_passages_than_a_batch_makes_room_for() -> None:
    parts = [
        prose(Random(k), words(Random(k), 15, vocabulary(2)[k * 50 : k * 50 + 50]))
        for k in range(8)
    ]
    gaps = [
        [prose(Random(k), words(Random(k), 60, vocabulary(p))) for k in range(8)] for p in (0, 1)
    ]
    left, right = (
        " ".join(itertools.chain(*zip(order, gap, strict=True)))
        for order, gap in zip((parts, parts[::-1]), gaps, strict=True)
    )
    columns = columns_of((left, right))
    rows, at, _ = align_batch(columns, paired([(0, 1), (0, 1)], {}), 12, P)
    assert at.tolist() == [0, 8, 16]
    assert (
        rows[:8].tolist()
        == rows[8:].tolist()
        == align_one(columns, paired([(0, 1)], {}), 0).tolist()
    )


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_torn_run_goes_the_mended_way(is_turned: bool) -> None:
    texts = TORN[::-1] if is_turned else TORN
    columns = columns_of(texts)
    pairs = paired([(0, 1)], {})
    rows, _, torn = align_batch(columns, pairs, 12, P)
    mended = align_one(columns, pairs, 0)
    assert torn.tolist() == [True]
    assert sorted(mended.tolist()) != sorted(rows.tolist())
    many = Aligner(
        tokenize(texts),
        (ArticleId("a"), ArticleId("b")),
        texts=texts,
        min_words=12,
        settings=AlignSettings(),
    )
    many.load(0)
    found = [(m.left.of(texts[0]), m.right.of(texts[1])) for m in many.align(0, 1)]
    assert found == [(C, C), (C, C)]


def test_sides_are_exchanged_by_box_and_by_row() -> None:
    assert turned(boxes((1, 2, 3, 4), (5, 6, 7, 8))).tolist() == [[3, 4, 1, 2], [7, 8, 5, 6]]
    row = np.arange(8.0).reshape(1, 8)
    assert turned_rows(row).tolist() == [[2, 3, 0, 1, 4, 5, 6, 7]]
