"""From overlapping proposals to passages apart, and runs that take their words back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import align_pair, box, boxes, changed, seen

from reuse.align.kernels.borders import refine, swap
from reuse.align.kernels.pair import _shares_rare_stems
from reuse.align.kernels.resolve import are_neighbours, clip, merged
from reuse.align.kernels.restore import granted_runs, restored
from reuse.align.kernels.rows import COLUMNS
from reuse.align.kernels.types import Boxes, Evidence

NO_EXTENT = np.zeros(0, np.int64)

PLAIN = Evidence(30.0, 9, 0.8, 0.1, 20.0, 120, 0.5, 0.8)


@pytest.mark.parametrize(
    ("other", "claim"),
    [
        ((90, 100, 90, 100), True),  # 30 tokens on, on both sides
        ((91, 100, 90, 100), False),
        ((90, 100, 91, 100), False),
        ((55, 70, 91, 100), False),
        ((55, 70, 70, 80), True),  # overlaps on one side
        ((70, 80, 59, 65), True),
        ((59, 70, 40, 50), True),
        ((40, 50, 40, 50), True),  # touches, in one order
        ((60, 70, 40, 50), False),  # touches, in another
        ((40, 50, 60, 70), False),
    ],
)
def test_neighbours_overlap_or_follow_in_the_same_order(
    other: tuple[int, int, int, int], claim: bool
) -> None:
    middle = box(50, 60, 50, 60)
    assert bool(are_neighbours(middle, box(*other), 30)) is claim
    assert bool(are_neighbours(box(*other), middle, 30)) is claim


def test_crossed_passages_are_no_neighbours_unless_they_overlap() -> None:
    assert not are_neighbours(box(0, 10, 20, 30), box(12, 20, 0, 18), 30)
    assert are_neighbours(box(0, 10, 20, 30), box(12, 20, 0, 21), 30)


def test_neighbours_are_joined_strongest_first() -> None:
    found = merged(
        boxes((0, 10, 0, 10), (100, 110, 100, 110), (20, 30, 20, 30)),
        np.array([1.0, 3.0, 2.0]),
        [PLAIN] * 3,
        changed(merge_gap_tokens=30),
    )
    assert found.tolist() == [[100, 110, 100, 110], [0, 30, 0, 30]]


WIDE = Evidence(32.0, 20, 0.3, 0.5, 80.0, 480, 0.2, 0.4)


@pytest.mark.parametrize("scores", [(60.0, 70.0), (70.0, 60.0)])
def test_a_diluted_passage_yields_to_the_one_inside_it(scores: tuple[float, float]) -> None:
    tight, wide = (30, 50, 30, 50), (0, 80, 0, 80)
    found = merged(boxes(tight, wide), np.array(scores), [PLAIN, WIDE], changed())
    assert found.tolist() == [list(tight)]


@pytest.mark.parametrize(
    ("cut", "taken", "expected"),
    [
        ((10, 20, 10, 20), [(0, 13, 90, 99)], (13, 20, 10, 20)),
        ((10, 20, 10, 20), [(17, 30, 90, 99)], (10, 17, 10, 20)),
        ((10, 20, 10, 20), [(90, 99, 10, 13)], (10, 20, 13, 20)),
        ((10, 20, 10, 20), [(90, 99, 17, 20)], (10, 20, 10, 17)),
        ((10, 20, 10, 20), [(0, 10, 20, 30)], (10, 20, 10, 20)),
        ((10, 20, 10, 20), [(0, 14, 90, 99)], None),  # more than 30 %
        ((10, 20, 10, 20), [(14, 16, 90, 99)], None),  # in the middle
        ((10, 20, 10, 20), [(0, 12, 90, 99), (18, 30, 99, 100)], None),
    ],
)
def test_a_box_is_cut_by_up_to_its_share(
    cut: tuple[int, int, int, int],
    taken: list[tuple[int, int, int, int]],
    expected: tuple[int, int, int, int] | None,
) -> None:
    found = box(*cut)
    assert clip(found, boxes(*taken), 0.3) is (expected is not None)
    assert expected is None or found.tolist() == list(expected)


def test_nothing_is_left_of_a_box_that_others_hold_whole() -> None:
    assert not clip(box(10, 20, 10, 20), boxes((0, 30, 90, 99)), 1.0)


RUN_LISTS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(4, 12)), min_size=1, max_size=6
)


@given(RUN_LISTS)
@settings(max_examples=100, deadline=None)
def test_granted_runs_share_no_word_and_the_longest_is_whole(
    runs: list[tuple[int, int, int]],
) -> None:
    exact = boxes(*[(i, i + n, j, j + n) for i, j, n in runs])
    granted = granted_runs(exact, boxes(), NO_EXTENT, 4).tolist()
    for side in (0, 2):
        words = [w for run in granted for w in range(run[side], run[side + 1])]
        assert len(words) == len(set(words))
    assert all(b - a == d - c >= 4 for a, b, c, d in granted)
    longest = max(range(len(runs)), key=lambda n: (runs[n][2], -n))
    assert granted[0] == exact[longest].tolist()
    for a, b, c, d in granted:
        assert any(i <= a and b <= i + n and a - i == c - j and d <= j + n for i, j, n in runs)


def test_words_go_to_the_run_that_a_box_holds_before_the_longer_one() -> None:
    exact = boxes((0, 20, 0, 20), (15, 30, 40, 55))
    assert granted_runs(exact, boxes(), NO_EXTENT, 5).tolist() == [[0, 20, 0, 20], [20, 30, 45, 55]]
    held = granted_runs(exact, boxes((15, 30, 40, 55)), NO_EXTENT, 5).tolist()
    assert held == [[15, 30, 40, 55], [0, 15, 0, 15]]


A = "Divers found a bell of the steamer Halcyon off Cape Loom on Sunday morning."  # 14
B = "Brass plates stamped in Bergen tell nothing about its drowned captain or crew."  # 13
C = "Insurance firms claim every wreck since no heir came forward for forty years."  # 13
X = "Ponies fetched low prices at autumn markets while circus lions roared beside old pits."  # 14


def placed(
    left: str, right: str, found: list[tuple[int, ...]], exact: list[tuple[int, ...]]
) -> list:
    pair = seen(left, right)
    views = pair.forward, pair.backward
    rows = boxes(*exact)  # type: ignore[arg-type]
    return sorted(restored(boxes(*found), rows, 12, views, changed()).tolist())  # type: ignore[arg-type]


def test_passages_that_hold_every_run_stay_the_same_object() -> None:
    pair = seen(A, A)
    found = boxes((0, 14, 0, 14))
    views = pair.forward, pair.backward
    assert restored(found, found.copy(), 12, views, changed()) is found


def test_a_run_takes_words_back_from_a_border_that_reached_too_far() -> None:
    left, right = f"{A} {B}", f"{B} {X} {A}"
    runs = [(0, 14, 27, 41), (14, 27, 0, 13)]
    found: list[tuple[int, ...]] = [(0, 16, 27, 41), (16, 27, 2, 13)]
    for some in (found, found[::-1]):
        assert placed(left, right, some, runs) == [[0, 14, 27, 41], [14, 27, 0, 13]]


@pytest.mark.parametrize("exchanged", [False, True])
def test_a_run_inside_a_passage_copied_from_elsewhere_cuts_it_in_two(exchanged: bool) -> None:
    left, right = f"{A} {B} {X} {C}", f"{A} {C} {B}"
    found = [(0, 27, 0, 40)]
    runs = [(0, 14, 0, 14), (14, 27, 27, 40), (41, 54, 14, 27)]
    expected = [[0, 14, 0, 14], [14, 27, 27, 40], [41, 54, 14, 27]]
    if exchanged:
        left, right = right, left
        found, runs = ([(*r[2:], *r[:2]) for r in rows] for rows in (found, runs))
        expected = sorted([*r[2:], *r[:2]] for r in expected)
    assert placed(left, right, found, runs) == expected


def test_the_edited_parts_of_a_cut_passage_keep_their_outer_borders() -> None:
    left = f"Yes. {A} {B} Sure. {X} {C}"
    right = f"Oh. {A} {C} {B} Well."
    found = [(0, 29, 0, 42)]
    runs = [(42, 55, 15, 28)]  # as if neither A nor B were long enough
    assert placed(left, right, found, runs) == [[0, 15, 0, 15], [15, 29, 28, 42], [42, 55, 15, 28]]


def test_parts_that_cross_leave_their_runs_alone() -> None:
    d = "Chestnuts ripen late this year says our retired forester with mild regret today."  # 13
    left, right = f"{A} {d} {B} {X} {C}", f"{A} {C} {B} {d}"
    # B and D around C on the right are each copied from both sides of a cut on the left.
    found = [(0, 40, 0, 14), (14, 40, 27, 53)]
    runs = [(0, 14, 0, 14), (14, 27, 40, 53), (27, 40, 27, 40), (54, 67, 14, 27)]
    assert [54, 67, 14, 27] in placed(left, right, found, runs)
    wide = placed(left, right, [(0, 40, 0, 53)], runs)
    assert wide == [[0, 14, 0, 14], [14, 40, 27, 53], [54, 67, 14, 27]]


@pytest.mark.parametrize(
    ("found", "left_over"),
    [
        ((4, 20, 0, 13), []),  # six words that nothing matches
        ((10, 28, 0, 13), [[14, 28, 0, 13]]),  # most of it
        ((0, 28, 13, 27), [[14, 28, 13, 27]]),  # half of it, but copied
    ],
)
def test_what_a_run_leaves_of_a_passage_stands_by_its_size_or_its_words(
    found: tuple[int, ...], left_over: list[list[int]]
) -> None:
    left, right = f"{A} {X}", f"{C} {X} {A}"
    assert placed(left, right, [found], [(0, 14, 27, 41)]) == [[0, 14, 27, 41], *left_over]


def test_a_passage_keeps_the_words_that_it_matches_with_an_edited_copy() -> None:
    changed_b = B.replace("captain", "skipper").replace("tell", "say")
    left, right = f"{A} {changed_b} {X} {B}", f"{A} {B}"
    found = [(0, 27, 0, 27)]
    assert placed(left, right, found, [(0, 14, 0, 14), (41, 54, 14, 27)]) == [[0, 27, 0, 27]]


def test_a_run_that_opens_a_passage_leaves_the_words_right_after_it() -> None:
    left, right = f"{A} Yes. {X}", f"{X} {C} {A}"
    assert placed(left, right, [(0, 29, 0, 14)], [(0, 14, 27, 41)]) == [
        [0, 14, 27, 41], [14, 29, 0, 14],
    ]  # fmt: skip


def test_a_cluster_is_looked_at_when_it_shares_enough_rare_stems() -> None:
    forward = seen("Wolves wolves ate the geese.", "The geese saw wolves.").forward
    whole = box(0, 5, 0, 4)
    assert _shares_rare_stems(forward, whole, 2)
    assert not _shares_rare_stems(forward, whole, 3)
    assert not _shares_rare_stems(forward, box(0, 2, 0, 4), 2)
    assert not _shares_rare_stems(forward, box(0, 5, 0, 3), 2)


def test_sides_of_a_box_are_exchanged_in_place() -> None:
    found = box(1, 2, 3, 4)
    swap(found)
    assert found.tolist() == [3, 4, 1, 2]


def test_refining_gives_the_weaker_score_and_stands_still() -> None:
    pair = seen(f"{X} {A} {B}", f"{A} {B} Rain.")
    found = box(20, 25, 5, 12)
    score = refine(pair.forward, pair.backward, found, changed())
    assert found.tolist() == [14, 41, 0, 27]
    again = found.copy()
    assert refine(pair.forward, pair.backward, again, changed()) == pytest.approx(score, rel=0.2)
    assert again.tolist() == found.tolist()


def rows_of(left: str, right: str, min_words: int = 12) -> np.ndarray:
    pair = seen(left, right)
    return align_pair(pair.left, pair.right, Boxes(boxes(), boxes()), min_words, changed())


def test_rows_say_how_a_passage_is_matched() -> None:
    (row,) = rows_of(f"{X} {A}", f"{A.replace('Sunday', 'Monday')} {C}")
    assert row[:4].tolist() == [14, 28, 0, 14]
    assert row[4] > 12
    assert row[5:].tolist() == pytest.approx([12 / 14, 13 / 14, 0], abs=0.08)
    assert len(row) == COLUMNS


def test_equal_articles_below_min_words_are_no_passage() -> None:
    text = "Wolves ate geese."
    assert len(rows_of(text, text, 4)) == 0
    assert rows_of(text, text, 3)[0, :4].tolist() == [0, 3, 0, 3]
