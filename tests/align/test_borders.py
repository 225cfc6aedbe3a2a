"""Borders: the best segment against every segment, and the ratios by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import box, boxes, changed, seen

from reuse.align.kernels.borders import (
    best_segment,
    even_ends,
    level_ratios,
    refine_side,
    shed_ends,
)

NO_LEVELS = np.zeros(0, dtype=np.int32)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_segment_that_meets_the_core_is_better_than_the_best(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    gain = np.array(data.draw(st.lists(st.integers(-4, 4), min_size=size, max_size=size)), float)
    bonus = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=size + 1, max_size=size + 1)), float
    )
    core0 = data.draw(st.integers(0, size - 1))
    core1 = data.draw(st.integers(core0 + 1, size))
    sums = {
        (s, e): gain[s:e].sum() + bonus[s] + bonus[e]
        for s in range(core1)
        for e in range(max(s, core0) + 1, size + 1)
    }
    begin, end, score = best_segment(gain, bonus, core0, core1)
    assert score == max(sums.values()) == sums[begin, end]


def test_without_tokens_the_ratios_are_those_of_the_priors() -> None:
    ratios = level_ratios(NO_LEVELS, np.zeros(0), 0, box(0, 0))
    expected = [0.9 * log((2.5 / 10) / (32.8 / 40)), 0.9 * log((1 / 10) / (4.4 / 40))]
    expected += [log((2.2 / 10) / (2.4 / 40)), 2.5]
    assert ratios == pytest.approx(expected)


def test_tokens_count_with_their_weight_inside_or_outside_the_core() -> None:
    levels = np.array([1, 2, 1, 3], dtype=np.int32)
    weight = np.array([0.0, 0.0, 3.0, 5.0, 1.0, 4.0])
    ratios = level_ratios(levels, weight, 2, box(3, 5))
    assert ratios[1] == pytest.approx(0.9 * log((2 / 16) / (7.4 / 47)))
    assert ratios[2] == pytest.approx(min(2.5, log((7.2 / 16) / (2.4 / 47))))
    assert ratios[3] == pytest.approx(log((4.3 / 16) / (4.4 / 47)))


def test_ratios_are_clipped_and_an_unmatched_token_always_costs() -> None:
    levels = np.array([0] * 9 + [3] * 9, dtype=np.int32)
    ratios = level_ratios(levels, np.full(18, 99.0), 0, box(0, 9))
    assert ratios[0] == pytest.approx(-0.1)
    assert ratios[3] == -2.5


TEXT = (
    "Nine wolves were counted near Harlow. Rangers filmed them from a helicopter above the "
    "frozen lake while snow fell thickly. Nobody was bitten."
)
OTHER = (
    "Beer will cost more. Rangers filmed them from a helicopter above the frozen lake while "
    "snow fell thickly. Brewers blame malt."
)


@pytest.mark.parametrize("core", [(10, 14), (6, 8), (6, 20), (3, 12), (0, 23)])
def test_a_side_moves_to_the_sentence_that_is_copied_from_any_core(core: tuple[int, int]) -> None:
    found = box(*core, 4, 18)
    score = refine_side(seen(TEXT, OTHER).forward, found, changed())
    assert found.tolist() == [6, 20, 4, 18]
    assert score > 60


def test_a_boundary_earns_its_bonus_at_both_ends() -> None:
    pair = seen(TEXT, OTHER)
    scores = [
        refine_side(pair.forward, box(6, 20, 4, 18), changed(boundary_bonus=bonus))
        for bonus in (20.0, 30.0)
    ]
    assert scores[1] - scores[0] == pytest.approx(20)


def test_an_end_that_ran_on_to_a_sentence_border_alone_is_taken_back() -> None:
    left = "Then Harlow wolves ate every goose in Morven. Quiet returned."
    right = "A paper says wolves ate every goose on Tuesday."
    forward = seen(left, right).forward
    found = box(0, 8, 3, 7)
    even_ends(forward, found)
    assert found.tolist() == [2, 6, 3, 7]


def test_an_end_stays_where_the_other_side_ends_as_well_or_its_match_is_elsewhere() -> None:
    left, right = "Wolves ate every goose. Quiet came.", "Harlow wolves ate every goose. Rain fell."
    forward = seen(left, right).forward
    for kept in (box(0, 4, 0, 5), box(0, 4, 1, 5), box(0, 5, 1, 6)):
        found = kept.copy()
        even_ends(forward, found)
        assert found.tolist() == kept.tolist()


def test_ends_at_sentence_borders_on_both_sides_stay_there() -> None:
    long, short = "Harlow wolves ate every goose today. Quiet came.", "Wolves ate every goose. Hm."
    for texts, kept in (((long, short), box(0, 6, 0, 4)), ((short, long), box(0, 4, 0, 6))):
        found = kept.copy()
        even_ends(seen(*texts).forward, found)
        assert found.tolist() == kept.tolist()


COPIED = " ".join(f"copied{n}" for n in range(200))


def test_a_border_moves_forty_tokens_and_a_fifth_of_the_passage_at_most() -> None:
    pair = seen(COPIED, COPIED)
    found = box(90, 110, 0, 200)
    refine_side(pair.forward, found, changed())
    assert found.tolist() == [90 - 44, 110 + 44, 0, 200]


def test_the_counterpart_is_looked_at_twelve_tokens_and_a_fifth_around_it() -> None:
    pair = seen(COPIED, COPIED)
    found = box(90, 110, 90, 110)
    refine_side(pair.forward, found, changed())
    assert found.tolist() == [90 - 16, 110 + 16, 90, 110]


@pytest.mark.parametrize(
    ("left", "right", "tight"),
    [
        ("x1 x2 x3 RR SS TT y1 y2 y3", "v1 v2 v3 RR SS TT w1 w2 w3", (3, 6, 3, 6)),
        ("x1 x2 RR SS TT y1 y2 y3", "v1 v2 v3 RR SS TT w1 w2", (0, 8, 0, 8)),
        ("x1 x2 x3 RR SS TT", "v1 v2 v3 RR SS TT w1 w2 w3", (3, 6, 3, 9)),
        ("RR SS TT UU VV WW XX ZZ y1 y2", "RR SS TT UU VV WW XX ZZ w1 w2 w3", (0, 10, 0, 11)),
        ("x1 x2 RR SS TT UU VV WW XX ZZ", "v1 v2 v3 RR SS TT UU VV WW XX ZZ", (0, 10, 0, 11)),
        ("RR SS TT y1 y2 y3", "v1 v2 v3 RR SS TT w1 w2 w3", (0, 3, 0, 6)),
        ("x1 x2 x3 RR SS y1 y2 y3", "v1 v2 v3 RR SS w1 w2 w3", (0, 8, 0, 8)),
        ("QQ x2 x3 RR SS TT", "v1 v2 v3 RR SS TT QQ", (0, 6, 0, 7)),
        ("the x2 x3 x4 RR SS TT", "v1 v2 v3 RR SS TT the", (4, 7, 3, 7)),
    ],
)
def test_ends_that_neither_side_matches_are_shed_beside_a_run(
    left: str, right: str, tight: tuple[int, int, int, int]
) -> None:
    found = boxes((0, len(left.split()), 0, len(right.split())))
    shed_ends(seen(left, right).forward, found, 3)
    assert found.tolist() == [list(tight)]


def test_no_passage_is_shed_below_min_words() -> None:
    found = boxes((0, 9, 0, 9))
    forward = seen("x1 x2 x3 R S T y1 y2 y3", "v1 v2 v3 R S T w1 w2 w3").forward
    shed_ends(forward, found, 4)
    assert found.tolist() == [[0, 9, 0, 9]]
