"""What each word says in the collection: worked by hand, and when there is enough to tell."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from numpy.typing import NDArray
from token_tables import table_of

from reuse.find import TELLING_PER_ARTICLE, find
from reuse.find.rarity import PARTS_PER_NAT, Rarity
from reuse.settings import FindSettings

Article = list[int]


def tenths(articles: list[Article]) -> list[list[list[int]]]:
    """The tenths of every token, by article in the order given."""
    table = table_of(articles)
    rows = find(table, min_words=12, settings=FindSettings(telling_tokens=1)).nats
    assert rows.dtype == np.uint8
    assert rows.shape == (len(table), 3)
    return [part.tolist() for part in np.split(rows, table.offsets[1:-1])]


def test_tenths_by_hand() -> None:
    # Six words, each twice; the words after one and two of their own come twice, too.
    p1 = 2 / 6
    p2 = (2 - 1 + 5 * p1) / (2 - 1 + 5)
    p3 = (2 - 1 + 3 * p2) / (2 - 1 + 3)
    alone, after_one, after_two = -log(p1), -log(p2), -log(p3)
    expected = [
        [round(10 * nats) for nats in row]
        for row in (
            (alone, -log(p1), -log(p1)),
            (alone, after_one, after_one),
            (alone, after_one, after_two),
        )
    ]
    assert expected == [[11, 11, 11], [11, 8, 8], [11, 8, 5]]
    assert tenths([[1, 2, 3], [1, 2, 3]]) == [expected, expected]


def test_a_word_that_is_common_says_less() -> None:
    # "1" four times in eight, once after "5"; "7" once.
    (first, *_), (seven, *_), _ = tenths([[1, 1, 5, 1], [7], [6, 8, 1]])
    assert first == [round(10 * log(2))] * 3
    assert seven == [round(10 * log(8))] * 3


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1)])
def test_tenths_stand_in_the_order_of_the_table(order: tuple[int, ...]) -> None:
    articles = [[1, 2, 3, 4], [9, 9, 8], [1, 2, 3, 9, 9, 7, 7, 5], [6]]
    given, turned = tenths(articles), tenths([articles[number] for number in order])
    assert turned == [given[number] for number in order]
    assert len({str(rows[:1]) for rows in given}) > 1


def test_tenths_stop_at_what_a_byte_holds() -> None:
    alone = np.array([0.34, 99.0, -50.0], np.float32)
    sums = (np.array([0.0, 26.0, 26.26, 26.0]) * PARTS_PER_NAT).astype(np.int64)
    weights = Rarity(alone, np.array([25.5, 25.7, -1.0], np.float32), sums)
    assert weights.in_tenths().tolist() == [[3, 255, 255], [255, 255, 3], [0, 0, 0]]


def nats_of(lengths: list[int], telling_tokens: int) -> NDArray[np.uint8]:
    words = iter(range(10**6))
    articles = [[next(words) for _ in range(length)] for length in lengths]
    settings = FindSettings(telling_tokens=telling_tokens)
    return find(table_of(articles), min_words=12, settings=settings).nats


@pytest.mark.parametrize(("telling_tokens", "tells"), [(60, True), (61, False)])
def test_only_a_large_collection_tells_what_its_words_are_worth(
    telling_tokens: int, tells: bool
) -> None:
    assert nats_of([10, 20, 30], telling_tokens).shape == (60 if tells else 0, 3)


def test_one_long_article_makes_no_collection() -> None:
    long, most = 3 * TELLING_PER_ARTICLE, TELLING_PER_ARTICLE
    assert len(nats_of([long, 50], most + 51)) == 0
    assert len(nats_of([long, 50], most + 50)) == long + 50
    assert len(nats_of([most, most, most], 3 * most)) == 3 * most


def test_the_search_hands_on_the_tenths_of_its_own_weights() -> None:
    articles = [[1, 2, 3], [7], [1, 2, 3]]
    found = find(table_of(articles), min_words=12, settings=FindSettings(telling_tokens=7))
    assert found.nats.tolist() == [row for rows in tenths(articles) for row in rows]
    assert any("how common their words are" in note for note in found.notes)
    small = find(table_of(articles), min_words=12, settings=FindSettings(telling_tokens=8))
    assert small.notes == ()
