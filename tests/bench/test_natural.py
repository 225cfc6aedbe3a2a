"""The brute force, against a slower one."""

from __future__ import annotations

from itertools import combinations

import natural
import pytest
from hypothesis import given
from hypothesis import strategies as st
from natural import GRAM, grams, natural_copies

TEXTS = st.lists(
    st.lists(st.sampled_from("abc"), max_size=25).map(" ".join), min_size=1, max_size=8
)


def sets_of(texts: list[str]) -> list[set[tuple[str, ...]]]:
    words = [text.split() for text in texts]
    return [{tuple(w[i : i + GRAM]) for i in range(len(w) - GRAM + 1)} for w in words]


@given(TEXTS)
def test_the_pairs_are_those_of_sets_in_a_double_loop(texts: list[str]) -> None:
    sets = sets_of(texts)
    expected = [
        (i, j)
        for i, j in combinations(range(len(texts)), 2)
        if len(sets[i] & sets[j]) >= 0.5 * min(len(sets[i]), len(sets[j])) > 0
    ]
    assert [p for _, pairs in natural_copies(grams(texts)) for p in pairs] == expected


@given(TEXTS)
def test_sharing_is_sharing_of_sets(texts: list[str]) -> None:
    sets, table = sets_of(texts), grams(texts)
    for i, j in combinations(range(len(texts)), 2):
        assert table.share((i, j)) == bool(sets[i] & sets[j])


def test_small_blocks_give_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a b c d e f g h i"] * 5 + ["x y z"] + ["b c d e f g h i j"] * 3
    whole = [p for _, pairs in natural_copies(grams(texts)) for p in pairs]
    monkeypatch.setattr(natural, "_BLOCK_PAIRS", 3)
    blocks = list(natural_copies(grams(texts)))
    assert len(blocks) > 3
    assert [p for _, pairs in blocks for p in pairs] == whole
    assert blocks[-1][0] == len(texts)
