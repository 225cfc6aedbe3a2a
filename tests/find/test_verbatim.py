"""The guarantee, against brute force."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from token_tables import table_of

from reuse.find import VERBATIM, find
from reuse.find.collection import collection
from reuse.find.grams import Groups, gram_hashes, verified
from reuse.find.verbatim import fingerprints, winnowing
from reuse.settings import FindSettings

Article = list[int]
Run = tuple[int, int, int, int, int]

SHORT_ARTICLES = st.lists(st.integers(0, 2), max_size=40)
DEFAULT = FindSettings()
# Every group is larger than this, so every link is a chain's.
CHAINS = FindSettings(verbatim_group=2, repeats_per_article=1)


def maximal_runs_by_brute_force(articles: list[Article], least: int) -> set[Run]:
    """Articles, starts in each and length of every maximal common run."""
    runs = set()
    for a, left in enumerate(articles):
        for b in range(a + 1, len(articles)):
            right = articles[b]
            for i in range(len(left)):
                for j in range(len(right)):
                    if i and j and left[i - 1] == right[j - 1]:
                        continue
                    n = 0
                    while i + n < len(left) and j + n < len(right) and left[i + n] == right[j + n]:
                        n += 1
                    if n >= least:
                        runs.add((a, b, i, j, n))
    return runs


def verbatim_rows(articles: list[Article], least: int, chosen: FindSettings) -> set[Run]:
    table = table_of(articles)
    found = find(table, min_words=least, settings=chosen)
    rows = np.flatnonzero(found.source & VERBATIM)
    return {
        (
            int(found.left[r]),
            int(found.right[r]),
            int(found.left_start[r] - table.offsets[found.left[r]]),
            int(found.right_start[r] - table.offsets[found.right[r]]),
            int(found.left_end[r] - found.left_start[r]),
        )
        for r in rows
    }


def component_of(article: int, runs: set[Run]) -> set[int]:
    """Articles that the runs join to `article`, directly or through others."""
    joined = {article}
    while more := {x for a, b, *_ in runs if {a, b} & joined for x in (a, b)} - joined:
        joined |= more
    return joined


@pytest.mark.parametrize("chosen", [DEFAULT, CHAINS], ids=["pairs", "chains"])
@given(articles=st.lists(SHORT_ARTICLES, min_size=2, max_size=5), least=st.integers(4, 14))
@settings(max_examples=150, deadline=None)
def test_articles_that_share_a_long_enough_run_are_linked(
    articles: list[Article], least: int, chosen: FindSettings
) -> None:
    expected = maximal_runs_by_brute_force(articles, least)
    found = verbatim_rows(articles, least, chosen)

    assert found <= expected
    assert all(b in component_of(a, found) for a, b, *_ in expected)


@given(
    passage=st.lists(st.integers(0, 50), min_size=12, max_size=30, unique=True),
    at=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    seed=st.integers(0, 1000),
)
@settings(max_examples=100, deadline=None)
def test_runs_are_exact_where_nothing_repeats(
    passage: Article, at: tuple[int, int], seed: int
) -> None:
    draw = random.Random(seed)
    left, right = ([100 * side + draw.randrange(60) + 100 for _ in range(40)] for side in (1, 2))
    left[at[0] : at[0]] = passage
    right[at[1] : at[1]] = passage

    found = verbatim_rows([left, right], 12, DEFAULT)

    assert found == maximal_runs_by_brute_force([left, right], 12)
    assert found == {(0, 1, *at, len(passage))}


def test_a_passage_in_forty_articles_keeps_them_in_one_component() -> None:
    draw = random.Random(5)
    passage = [draw.randrange(10**6) for _ in range(12)]
    articles = [
        [draw.randrange(10**6) for _ in range(30)] + passage + [draw.randrange(10**6)]
        for _ in range(40)
    ]
    found = verbatim_rows(articles, 12, DEFAULT)

    assert component_of(0, found) == set(range(40))
    # Of the 780 pairs; grams at the passage's edge, kept by few articles, add some.
    assert len(found) <= 200


def test_chains_do_not_break_at_articles_that_share_only_the_gram() -> None:
    # Every article holds the same 8 words; only the first and last share 12.
    draw = random.Random(7)
    gram = list(range(8))
    articles = [
        [draw.randrange(100, 10**6) for _ in range(20)]
        + gram
        + [draw.randrange(100, 10**6) for _ in range(20)]
        for _ in range(40)
    ]
    for at in (0, 39):
        articles[at][18:20] = [80, 81]
        articles[at][28:30] = [82, 83]

    assert {(a, b) for a, b, *_ in verbatim_rows(articles, 12, DEFAULT)} == {(0, 39)}


def test_runs_never_cross_the_end_of_an_article() -> None:
    words = list(range(24))
    assert verbatim_rows([words[:10], words[10:], words], 12, DEFAULT) == {(1, 2, 0, 10, 14)}


def test_grams_that_touch_across_the_end_of_an_article_are_not_one_run() -> None:
    articles = [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0], [0, 0, 1, 0]]
    found = verbatim_rows(articles, 4, DEFAULT)
    assert found <= maximal_runs_by_brute_force(articles, 4)


def test_one_word_a_hundred_thousand_times_stays_linear() -> None:
    table = table_of([[1] * 100_000, [1] * 90_000, [2] * 20])
    found = find(table, min_words=12, settings=DEFAULT)

    assert found.pairs == 1
    assert len(found) < 50
    assert any("were not searched" in note for note in found.notes)


def test_an_article_is_never_linked_to_itself() -> None:
    assert not verbatim_rows([list(range(15)) * 3, []], 12, DEFAULT)


@pytest.mark.parametrize("least", range(4, 60))
def test_gram_and_window_cover_exactly_the_shortest_run(least: int) -> None:
    k, w = winnowing(least)
    assert k + w - 1 == least
    assert k >= 1
    assert w >= 1


def test_tables_without_tokens_or_articles_give_nothing() -> None:
    for articles in ([], [[]], [[], [1]], [[1, 2], [1, 2]]):
        assert len(find(table_of(articles), min_words=12, settings=DEFAULT)) == 0


def test_winnowing_keeps_a_third_of_the_grams() -> None:
    draw = random.Random(3)
    tokens = collection(table_of([[draw.randrange(10**6) for _ in range(9000)]]))
    hashes = gram_hashes(tokens.key, 8)
    kept = np.unique(fingerprints(hashes, tokens.offsets, min_words=12).kept)
    assert 0.31 < len(kept) / len(hashes) < 0.36


def test_members_of_a_group_that_hold_other_tokens_are_split_off() -> None:
    key = table_of([[1, 2, 3, 1, 2, 9, 1, 2, 3, 1, 2, 9]]).key
    mixed = Groups(np.array([0, 3, 6, 9, 1, 7]), np.array([0, 4, 6]))

    split = verified(mixed, key, 3)

    assert split.at.tolist() == [0, 6, 3, 9, 1, 7] or split.at.tolist() == [3, 9, 0, 6, 1, 7]
    assert split.starts.tolist() == [0, 2, 4, 6]
