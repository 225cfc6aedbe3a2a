"""The PAN measures against cases worked by hand."""

from __future__ import annotations

from math import log2

import pytest
from pan_measures import Reuse, granularity, macro, micro, plagdet

CASE = Reuse(0, 100, 0, 100)
OTHER = Reuse(200, 240, 300, 360)


def test_an_exact_detection_is_perfect() -> None:
    both = {"p": [CASE, OTHER]}
    for measures in (macro(both, both), micro(both, both)):
        assert (measures.precision, measures.recall, measures.plagdet) == (1, 1, 1)


def test_half_a_case_found_is_half_the_recall_and_full_precision() -> None:
    found = {"p": [Reuse(0, 50, 50, 100)]}
    measures = macro({"p": [CASE]}, found)
    assert (measures.precision, measures.recall, measures.granularity) == (1, 0.5, 1)
    assert measures.plagdet == pytest.approx(2 * 0.5 / 1.5)


def test_macro_counts_cases_alike_and_micro_counts_characters() -> None:
    found = {"p": [OTHER]}
    assert macro({"p": [CASE, OTHER]}, found).recall == 0.5
    assert micro({"p": [CASE, OTHER]}, found).recall == 100 / 300


def test_two_detections_of_one_case_cost_granularity() -> None:
    found = {"p": [Reuse(0, 40, 0, 40), Reuse(60, 100, 60, 100)]}
    cases = {"p": [CASE]}
    assert granularity(cases, found) == 2
    assert macro(cases, found).plagdet == pytest.approx(2 * 0.8 / 1.8 / log2(3))


def test_a_detection_must_overlap_on_both_sides() -> None:
    found = {"p": [Reuse(0, 100, 500, 600)]}
    assert macro({"p": [CASE]}, found).recall == 0
    assert macro({"p": [CASE]}, found).precision == 0
    assert micro({"p": [CASE]}, found).recall == 0


def test_overlapping_detections_count_their_characters_once() -> None:
    found = {"p": [Reuse(0, 60, 0, 60), Reuse(40, 100, 40, 100)]}
    assert macro({"p": [CASE]}, found).recall == 1
    assert micro({"p": [CASE]}, found).precision == 1


def test_a_detection_in_another_pair_is_a_false_one() -> None:
    measures = macro({"p": [CASE], "q": []}, {"p": [CASE], "q": [CASE]})
    assert (measures.precision, measures.recall) == (0.5, 1)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert macro({"p": []}, {"p": []}).plagdet == 1
    assert macro({"p": []}, {"p": [CASE]}).plagdet == 0
    assert plagdet(0, 0, 1) == 0
