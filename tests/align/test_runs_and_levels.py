"""Runs against every pair of positions, and match levels as the promises they make."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import Seen, box, seen

from reuse.align.kernels.levels import MOST_OCCURRENCES, match_levels
from reuse.align.kernels.runs import (
    FEW as FEW_TO_SORT,
)
from reuse.align.kernels.runs import (
    MOST_MEETINGS,
    maximal_runs,
    meetings,
    mirrored,
    put_in_order,
    verbatim_runs,
)
from reuse.align.kernels.types import Runs

FEW = st.lists(st.sampled_from("ash birch cedar date elm fig".split()), max_size=25)
SOME = st.lists(st.sampled_from("ash birch cedar date elm fig gum holly iris jute".split()))


def runs_of(left: list[str], right: list[str], least: int) -> list[tuple[int, int, int]]:
    """Maximal runs of equal words, by brute force."""
    found = []
    for i in range(len(left)):
        for j in range(len(right)):
            k = 0
            while i + k < len(left) and j + k < len(right) and left[i + k] == right[j + k]:
                k += 1
            if k >= least and not (i and j and left[i - 1] == right[j - 1]):
                found.append((i, j, k))
    return found


@pytest.mark.parametrize("size", [0, 1, 2, FEW_TO_SORT, FEW_TO_SORT + 1, 3 * FEW_TO_SORT])
def test_few_and_many_numbers_are_put_in_order(size: int) -> None:
    for draw in map(Random, range(20)):
        values = np.array(draw.choices(range(-size, size + 1), k=size), np.int64)
        expected = sorted(values.tolist())
        put_in_order(values)
        assert values.tolist() == expected


def rows(runs: Runs) -> list[tuple[int, int, int]]:
    ends = [left + length for left, length in zip(runs.left, runs.length, strict=True)]
    assert runs.reach.tolist() == [max(ends[: n + 1]) for n in range(len(ends))]
    columns = (runs.left.tolist(), runs.right.tolist(), runs.length.tolist())
    return list(zip(*columns, strict=True))


@given(SOME, SOME)
@settings(max_examples=60, deadline=None)
def test_runs_are_all_maximal_runs_of_three_words_in_order(
    left: list[str], right: list[str]
) -> None:
    pair = seen(" ".join(left), " ".join(right))
    assert rows(pair.forward.runs) == runs_of(left, right, 3)
    assert rows(mirrored(pair.forward.runs)) == runs_of(right, left, 3)


@given(SOME, st.integers(3, 6), st.data())
@settings(max_examples=40, deadline=None)
def test_verbatim_runs_are_cut_where_only_the_stem_is_equal(
    left: list[str], least: int, data: st.DataObject
) -> None:
    right = [data.draw(st.sampled_from([word, f"{word}s"])) for word in left]
    pair = seen(" ".join(left), " ".join(right))
    found = verbatim_runs(pair.forward.runs, pair.left.key, pair.right.key, pair.left.extent, least)
    assert sorted((a, c, b - a) for a, b, c, _ in found.tolist()) == runs_of(left, right, least)


@pytest.mark.parametrize(
    ("here", "there", "is_few"),
    [(MOST_MEETINGS, 1, True), (MOST_MEETINGS + 1, 1, False), (8, 8, True), (9, 8, False)],
)
def test_what_is_repeated_often_meets_its_like_in_order(
    here: int, there: int, is_few: bool
) -> None:
    left, right = (
        "".join(f"ash birch cedar {side}{n} " for n in range(times))
        for side, times in (("x", here), ("y", there))
    )
    pair = seen(left, right)
    few, often = meetings(pair.left.grams, pair.right.grams)
    in_order = [4 * n << 32 | 4 * n for n in range(min(here, there))]
    assert (len(few), often.tolist()) == ((here * there, []) if is_few else (0, in_order))


def test_a_line_that_both_hold_often_is_a_run_apart_from_others() -> None:
    line = "ash birch cedar date "
    left = "".join(f"{line}x{n} " for n in range(9)) + f"{line}elm fig gum"
    right = "".join(f"{line}y{n} " for n in range(9)) + f"{line}elm fig gum"
    pair = seen(left, right)
    assert rows(pair.forward.runs) == [(45, 45, 7)]
    assert rows(pair.pair.repeated) == [*((5 * n, 5 * n, 4) for n in range(9)), (45, 45, 7)]


def test_trigrams_that_only_their_hashes_make_equal_are_no_run() -> None:
    other = np.array([0, 1, 5, 3, 4, 5], dtype=np.int32)
    theirs = np.array([0, 1, 2, 3, 4, 5], dtype=np.int32)
    found = np.array([0, 3 << 32 | 3], dtype=np.int64)
    assert rows(maximal_runs(found, other, theirs)) == [(3, 3, 3)]


@given(FEW, FEW, st.data())
@settings(max_examples=80, deadline=None)
def test_every_word_is_matched_once_as_often_as_both_sides_hold_it(
    left: list[str], right: list[str], data: st.DataObject
) -> None:
    a0, b0 = (data.draw(st.integers(0, len(side))) for side in (left, right))
    a1, b1 = (data.draw(st.integers(n, len(side))) for n, side in ((a0, left), (b0, right)))
    levels, there = match_levels(seen(" ".join(left), " ".join(right)).forward, box(a0, a1, b0, b1))
    matched = [(a0 + n, int(y)) for n, y in enumerate(there) if y >= 0]
    assert [n for n in range(a1 - a0) if levels[n] > 0] == [x - a0 for x, _ in matched]
    assert all(left[x] == right[y] and b0 <= y < b1 for x, y in matched)
    assert len({y for _, y in matched}) == len(matched)
    expected = Counter(left[a0:a1]) & Counter(right[b0:b1])
    assert Counter(left[x] for x, _ in matched) == expected
    where = dict(matched)
    for n, level in enumerate(levels.tolist()):
        x = a0 + n
        if level == 3:  # inside a run of three
            assert any(
                all(levels[m - a0] == 3 and where[m] - m == where[x] - x for m in range(s, s + 3))
                for s in range(max(a0, x - 2), min(x, a1 - 3) + 1)
            )
        if level == 2:  # beside a match on both sides
            near = [m for m in range(x - 2, x + 3) if m != x and m in where]
            assert any(levels[m - a0] >= 2 and 0 < abs(where[m] - where[x]) <= 2 for m in near)


def levels_of(pair: Seen) -> list[int]:
    whole = box(0, len(pair.left.key), 0, len(pair.right.key))
    return match_levels(pair.forward, whole)[0].tolist()


@pytest.mark.parametrize(
    ("left", "right", "levels"),
    [
        ("ash birch cedar", "ash birch cedar", "333"),
        ("ash birch", "ash birch", "22"),
        ("ash birch", "birch ash", "22"),
        ("ash birch", "birch y ash", "22"),
        ("ash birch x ash cedar", "birch ash cedar", "22001"),
        ("ash birch", "birch y z ash", "11"),
        ("ash x birch", "ash birch", "202"),
        ("ash birch", "ash y birch", "22"),
        ("ash birch", "ash y z birch", "11"),
        ("ash x w birch", "ash birch", "1001"),
        ("ash", "ash", "1"),
        ("ash birch cedar date", "ash birch cedar y date", "3332"),
        ("ash birch cedar date", "date ash birch cedar", "3332"),
        ("date ash birch cedar", "ash birch cedar y z date", "1333"),
        ("elm date ash birch cedar", "elm date ash birch cedar date elm", "33333"),
        ("ash birch cedar x ash birch cedar date", "ash birch cedar date", "00003333"),
        ("ash birch date elm fig", "birch ash fig elm date", "22222"),
        ("elm ash birch cedar x", "ash birch cedar y elm ash", "13330"),
        ("fig date ash birch cedar", "fig y date ash birch cedar", "23333"),
    ],
)
def test_levels_by_hand(left: str, right: str, levels: str) -> None:
    assert levels_of(seen(left, right)) == [int(level) for level in levels]


@pytest.mark.parametrize(
    ("left", "right", "part", "levels"),
    [  # the longest run inside the box chooses first
        (
            "cedar date elm fig x ash birch cedar date elm fig",
            "ash birch cedar date elm fig",
            (0, 8, 0, 6),
            "33330220",
        ),
        (
            "ash birch cedar date elm fig x cedar date elm fig",
            "ash birch cedar date elm fig",
            (3, 11, 0, 6),
            "00003333",
        ),
    ],
)
def test_runs_count_as_far_as_they_lie_in_the_box(
    left: str, right: str, part: tuple[int, int, int, int], levels: str
) -> None:
    found = match_levels(seen(left, right).forward, box(*part))[0].tolist()
    assert found == [int(level) for level in levels]


@pytest.mark.parametrize(("others", "level"), [(MOST_OCCURRENCES - 1, 2), (MOST_OCCURRENCES, 1)])
def test_a_pair_is_sought_at_the_first_occurrences_only(others: int, level: int) -> None:
    right = "".join(f"ash x{n} y{n} " for n in range(others)) + "ash birch"
    assert levels_of(seen("ash birch", right)) == [level, level]


def test_a_view_with_its_runs_taken_away_matches_words_in_pairs_only() -> None:
    pair = seen("ash birch cedar", "ash birch cedar")
    nothing = np.zeros(0, dtype=np.int32)
    view = pair.forward._replace(runs=pair.forward.runs._replace(left=nothing))
    assert match_levels(view, box(0, 3, 0, 3))[0].tolist() == [2, 2, 2]
