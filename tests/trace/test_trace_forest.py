"""Sums over trees, shares of steps and the best tree, against counting all trees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import log, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.trace.forest import Logs, best_tree, log_tree_sum, step_shares

SIZES = st.integers(2, 5)


@st.composite
def weighted(draw: st.DrawFn) -> Logs:
    size = draw(SIZES)
    values = draw(
        st.lists(
            st.sampled_from((1e-40, 1e-7, 0.03, 0.1, 0.5, 2.0)),
            min_size=size * size,
            max_size=size * size,
        )
    )
    return np.log(np.array(values)).reshape(size, size)


def trees(size: int, root: int) -> Iterator[tuple[int, ...]]:
    """Every choice of sources that leads each node back to the root."""
    for chosen in product(range(size), repeat=size):
        if chosen[root] == root and all(_leads(chosen, node, root) for node in range(size)):
            yield chosen


def _leads(sources: tuple[int, ...], node: int, root: int) -> bool:
    for _ in sources:
        if node == root:
            return True
        node = sources[node]
    return node == root


def weight(steps: Logs, tree: tuple[int, ...], root: int) -> float:
    return prod(float(np.exp(steps[u, v])) for v, u in enumerate(tree) if v != root)


@given(weighted(), st.integers(0, 4))
def test_sum_is_that_over_all_trees(steps: Logs, number: int) -> None:
    root = number % len(steps)
    expected = sum(weight(steps, tree, root) for tree in trees(len(steps), root))
    assert log_tree_sum(steps, root) == pytest.approx(log(expected), abs=1e-6)


@given(weighted(), st.integers(0, 4))
def test_share_of_a_step_is_that_of_the_trees_with_it(steps: Logs, number: int) -> None:
    size, root = len(steps), number % len(steps)
    best = best_tree(steps, root)
    found = step_shares(steps, root, best)
    everyone = list(trees(size, root))
    whole = sum(weight(steps, tree, root) for tree in everyone)
    for v, u in enumerate(best):
        held = sum(weight(steps, tree, root) for tree in everyone if v == root or tree[v] == u)
        assert found[v] == pytest.approx(held / whole, abs=1e-6)


@given(weighted(), st.integers(0, 4))
def test_no_tree_is_likelier_than_the_best(steps: Logs, number: int) -> None:
    root = number % len(steps)
    tree = best_tree(steps, root)
    assert tree in set(trees(len(steps), root))
    best = max(weight(steps, other, root) for other in trees(len(steps), root))
    assert weight(steps, tree, root) == pytest.approx(best, rel=1e-9)


def test_ring_of_close_copies_is_opened_where_it_costs_least() -> None:
    steps = np.full((3, 3), 0.01)
    steps[1, 2] = steps[2, 1] = 0.9
    steps[0, 2] = 0.1
    assert best_tree(np.log(steps), 0) == (0, 2, 0)


def test_ring_far_from_the_root_keeps_the_odds_of_the_way_in() -> None:
    steps = np.full((4, 4), -200.0)
    steps[1, 2] = steps[2, 3] = steps[3, 1] = 0.0
    steps[0, 1] = -40.0
    assert log_tree_sum(steps, 0) == pytest.approx(-40.0, abs=1e-9)
    assert step_shares(steps, 0, best_tree(steps, 0))[1:] == pytest.approx((1.0, 1.0, 1.0))
