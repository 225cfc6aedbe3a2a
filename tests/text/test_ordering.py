"""Orders of hashes, against numpy's own stable sort."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.text.ordering import changes, distinct, hash_order, rough_order

# Low numbers differ in their low bits alone, which the packed sort loses.
HASHES = st.lists(
    st.one_of(
        st.integers(0, 2**64 - 1), st.integers(0, 9), st.sampled_from([5 << 60, (5 << 60) + 1])
    ),
    max_size=60,
)


@given(HASHES)
@example([])
@example([1, 0])
def test_hashes_are_ordered_as_by_a_stable_sort(values: list[int]) -> None:
    hashes = np.array(values, dtype=np.uint64)
    assert hash_order(hashes).tolist() == np.argsort(hashes, kind="stable").tolist()


@given(HASHES)
def test_distinct_hashes_are_those_of_unique(values: list[int]) -> None:
    hashes = np.array(values, dtype=np.uint64)
    found, first, number = distinct(hashes)
    expected = np.unique(hashes, return_index=True, return_inverse=True)
    for mine, theirs in zip((found, first, number), expected, strict=True):
        assert mine.tolist() == theirs.tolist()


def test_the_rough_order_keeps_places_apart_and_ties_in_place() -> None:
    order = rough_order(np.array([7 << 40, 1 << 40, 7 << 40, 3, 2], dtype=np.uint64))
    assert order.tolist() == [3, 4, 1, 0, 2]


def test_changes_begin_with_the_first() -> None:
    assert changes(np.array([4, 4, 5, 4])).tolist() == [True, False, True, True]
    assert changes(np.zeros(0, dtype=np.int64)).tolist() == []
