"""What a large collection says of the words of a few articles that are compared without it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from token_tables import key_of, table_of

from reuse.find import _weights, find
from reuse.find.background import Background, Tally, background
from reuse.find.collection import collection
from reuse.find.edited import edited_seeds
from reuse.find.rarity import Counts, counted_grams
from reuse.settings import FindSettings

SETTINGS = FindSettings()
HASHES = st.integers(0, 40) | st.just((1 << 64) - 1)
ARTICLES = st.lists(st.lists(st.integers(0, 6), max_size=12), min_size=1, max_size=6)


def background_of(articles: list[list[int]], *, tells: bool = True) -> Background:
    words = sum(map(len, articles))
    return background(table_of(articles), SETTINGS, tokens=10 * words, tells=tells)


@given(st.dictionaries(HASHES, st.integers(2, 1_000)), st.lists(HASHES))
def test_a_tally_gives_each_count_and_1_of_what_it_does_not_know(
    said: dict[int, int], asked: list[int]
) -> None:
    hashes = sorted(said)
    tally = Tally(
        np.array(hashes, np.uint64), np.array([said[hash_] for hash_ in hashes], np.uint32)
    )
    got = tally.of(np.array(asked, np.uint64))
    assert got.tolist() == [said.get(hash_, 1) for hash_ in asked]


@given(ARTICLES)
@example([[1, 2, 3, 4, 5]] * 12 + [[1, 2, 6]])  # a phrase that is not counted again and again
def test_a_collection_says_of_its_own_articles_what_was_counted_in_it(
    articles: list[list[int]],
) -> None:
    known = background_of(articles)
    whole = collection(table_of(articles))
    counted = counted_grams(whole, edited_seeds(whole, SETTINGS).counted)
    alone = Counts(*(np.ones(len(whole), np.float32) for _ in range(3)), 1)
    raised = known.raised(whole.key, whole.offsets, alone)
    for got, expected in (
        (raised.ones, counted.ones), (raised.twos, counted.twos), (raised.threes, counted.threes)
    ):  # fmt: skip
        assert got.tolist() == expected.tolist()
    assert raised.total == max(1, counted.total)
    assert (known.sampled, known.tokens) == (len(whole), 10 * len(whole))


def test_what_a_few_articles_say_more_often_than_the_collection_counts() -> None:
    known = background_of([[1, 2, 3], [1, 2, 4], [1, 5]])
    table = table_of([[1, 2, 2, 2, 1]])
    few = Counts(
        np.array([2, 3, 3, 3, 2], np.float32),
        np.array([1, 2, 2, 1, 1], np.float32),
        np.ones(5, np.float32),
        total=100,
    )
    raised = known.raised(table.key, table.offsets, few)
    assert raised.ones.tolist() == [3, 3, 3, 3, 3]
    assert raised.twos.tolist() == [2, 2, 2, 1, 1]
    assert raised.threes.tolist() == [1, 1, 1, 1, 1]
    assert raised.total == 100
    assert few.ones.tolist() == [2, 3, 3, 3, 2]


def test_no_count_reaches_over_the_end_of_an_article() -> None:
    known = background_of([[1, 2], [1, 2], [2, 1], [2, 1]])
    table = table_of([[1, 2], [1, 2]])
    alone = Counts(*(np.ones(4, np.float32) for _ in range(3)), 4)
    assert known.raised(table.key, table.offsets, alone).twos.tolist() == [2, 1, 2, 1]


def test_stems_are_counted_by_their_hashes() -> None:
    known = background_of([[1, 2, 2], [1, 3]])
    asked = np.array([key_of(word) for word in (1, 2, 3, 4)], np.uint64)
    assert known.stems.of(asked).tolist() == [2, 2, 1, 1]


@pytest.mark.parametrize("tells", [True, False])
def test_only_a_collection_that_tells_what_is_common_says_it_of_a_few(tells: bool) -> None:
    known = background_of([[1, 2, 3]] * 3 + [[4, 5]], tells=tells)
    found = find(table_of([[1, 2], [4, 6]]), min_words=12, settings=SETTINGS, background=known)
    assert len(found.nats) == (4 if tells else 0)
    if tells:
        one, _, four, _ = found.nats[:, 0].tolist()
        assert one < four


def test_a_seed_must_be_worth_what_it_must_in_the_whole_collection() -> None:
    known = background_of([[1, 2, 3]] * 3)
    tokens = collection(table_of([[1, 2], [4, 6]]))
    seeds = edited_seeds(tokens, SETTINGS)
    weights = _weights(tokens, seeds, known, settings=SETTINGS, scratch=None)  # type: ignore[arg-type]
    assert weights.tokens == 90
