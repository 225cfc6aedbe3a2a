"""Witnesses gathered and exponents, worked by hand."""

from __future__ import annotations

import pytest
from clones import Witness
from cost import Cost
from growth import Size, exponents, gathered


def test_the_best_family_counts_and_a_single_witness_does_not() -> None:
    truth = [Witness(0, name, 10, 20) for name in "abcd"] + [Witness(1, n, 0, 8) for n in "ef"]
    spans = {
        "a": [(5, 10, 20)],
        "b": [(5, 0, 15)],
        "c": [(6, 10, 20)],
        "d": [(5, 16, 30)],  # covers less than half
        "e": [(7, 0, 8)],
    }
    assert gathered(truth, spans) == pytest.approx(2 / 6)


def test_work_that_grows_with_the_square_has_exponent_two() -> None:
    sizes = [Size(n, 0, 0, Cost(n * n / 1e6, 0, 0), 0, 0, 0, 1.0) for n in (1_000, 10_000, 100_000)]
    assert exponents(sizes) == pytest.approx([2, 2])
