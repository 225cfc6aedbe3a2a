"""Runs too short to be reported grow over changed words, where a collection shows a copy."""

from __future__ import annotations

from itertools import starmap

import numpy as np
import pytest
from invented import vocabulary
from views import boxes, changed, seen

from reuse.align.kernels.short import CHANGED_TOKENS, lengthen
from reuse.align.kernels.types import Parameters, View

RARE = (120, 90, 80)  # tenths of a nat: alone, after one, after two
WORDS = vocabulary(2)
RUN = WORDS[:10]
SURE, UNSURE = changed(collection_odds=-1000.0), changed(collection_odds=1000.0)


def told(left: str, right: str) -> tuple[View, View]:
    """The views of two texts of rare words, as if each had many more that are its own."""
    pair, apart = seen(left, right), np.array([1000.0, 0.0, 1000.0, 0.0])
    return (
        pair.forward._replace(nats=np.full((len(pair.left.term), 3), RARE, np.uint8), totals=apart),
        pair.backward._replace(
            nats=np.full((len(pair.right.term), 3), RARE, np.uint8), totals=apart
        ),
    )


def lengthened(
    before: tuple[str, str],
    after: tuple[str, str],
    other: tuple[int, int, int, int] = (900, 901, 900, 901),
    *,
    p: Parameters = SURE,
) -> list[int]:
    """How the box of a run of ten words moves beside another one, for a minimum of 12."""
    sides = zip(before, after, strict=True)
    left, right = starmap(lambda one, two: f"{one} {' '.join(RUN)} {two}", sides)
    begins = [len(side.split()) for side in before]
    run = begins[0], begins[0] + 10, begins[1], begins[1] + 10
    found = boxes(run, other)
    lengthen(*told(left, right), found, 12, p)
    assert found[1].tolist() == list(other)
    moved: list[int] = (found[0] - boxes(run)[0]).tolist()
    return moved


A, B, C, D, E, F, G = WORDS[20:27]


@pytest.mark.parametrize(
    ("after", "grown"),
    [
        ((f"{A} {B}", f"{C} {B}"), (2, 2)),  # replaced
        ((f"{A} {B}", B), (2, 1)),  # dropped
        ((B, f"{A} {B}"), (1, 2)),  # put in
        ((f"{A} {B} {C} {D}", f"{E} {F} {C} {D}"), (4, 4)),
        ((f"{A} {B} {C}", f"{D} {E} {F}"), (0, 0)),
        ((f"{A} {B} {C} {G}", f"{D} {E} {F} {G}"), (0, 0)),  # too many
        (("", ""), (0, 0)),
    ],
)
def test_words_after_changed_ones_belong_to_the_passage(
    after: tuple[str, str], grown: tuple[int, int]
) -> None:
    assert lengthened(("", ""), after) == [0, grown[0], 0, grown[1]]
    mirrored = [" ".join(reversed(side.split())) for side in after]
    assert lengthened((mirrored[0], mirrored[1]), ("", "")) == [-grown[0], 0, -grown[1], 0]


def test_the_limit_of_changed_words_is_for_either_side() -> None:
    assert CHANGED_TOKENS == 2
    assert lengthened(("", ""), (f"{A} {B} {G}", f"{C} {D} {G}")) == [0, 3, 0, 3]
    assert lengthened(("", ""), (G, f"{A} {B} {C} {G}")) == [0, 0, 0, 0]


def test_what_the_collection_does_not_show_to_be_a_copy_stays() -> None:
    assert lengthened(("", ""), (f"{A} {B}", f"{C} {B}"), p=UNSURE) == [0, 0, 0, 0]


def test_a_run_does_not_grow_into_another_passage() -> None:
    texts = f"{A} {B} {C}", f"{D} {B} {C}"
    assert lengthened(("", ""), texts, (11, 13, 40, 42)) == [0, 0, 0, 0]
    assert lengthened(("", ""), texts, (13, 14, 13, 14)) == [0, 3, 0, 3]


def test_only_runs_of_two_thirds_of_the_least_words_and_less_than_them_grow() -> None:
    views = told(" ".join([*WORDS[:12], A, B]), " ".join([*WORDS[:12], C, B]))
    for size, least, grown in ((12, 13, 14), (12, 12, 12), (12, 18, 14), (12, 19, 12)):
        found = boxes((0, size, 0, size))
        lengthen(*views, found, least, SURE)
        assert found.tolist() == [[0, grown, 0, grown]]
