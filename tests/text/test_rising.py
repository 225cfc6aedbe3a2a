"""The longest rising subsequence, against every subsequence."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reuse.text.rising import longest_rising


def rises(values: tuple[int, ...]) -> bool:
    return all(a < b for a, b in pairwise(values))


@given(st.lists(st.integers(0, 9), max_size=9))
def test_none_that_rises_is_longer(values: list[int]) -> None:
    chosen = longest_rising(values)
    assert chosen == sorted(set(chosen))
    assert rises(tuple(values[n] for n in chosen))
    longer = combinations(values, len(chosen) + 1)
    assert not any(rises(some) for some in longer)
