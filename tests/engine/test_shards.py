"""Shards of a large table: every pair once, and each aligned as in the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_corpus import made_articles

from reuse.align import Pairs
from reuse.engine.local.pairs import article_pairs, renumbered, shards
from reuse.find import find
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

Numbers = list[int]


def pairs_of(left: Numbers, right: Numbers) -> Pairs:
    none = np.zeros(len(left) + 1, np.int64)
    places = np.zeros((0, 4), np.int64)
    return Pairs(np.array(left, np.int64), np.array(right, np.int64), places, none, places, none)


@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40),
    tokens=st.integers(1, 400),
)
@settings(max_examples=100, deadline=None)
def test_shards_hold_every_pair_once_and_not_many_tokens(
    pairs: list[tuple[int, int]], tokens: int
) -> None:
    pairs.sort()
    sizes = np.arange(10, 110, 10)
    given = pairs_of([a for a, _ in pairs], [b for _, b in pairs])
    found = list(shards(given, sizes, tokens=tokens))
    assert [n for begin, end in found for n in range(begin, end)] == list(range(len(pairs)))
    for begin, end in found:
        articles = {a for a, _ in pairs[begin:end]}
        cost = sum(sizes[a] for a in articles) + sum(sizes[b] for _, b in pairs[begin:end])
        assert end == begin + 1 or cost <= tokens + sizes[pairs[begin][0]]


def texts_of(table: TokenTable, pairs: Pairs) -> list[tuple[Numbers, ...]]:
    """The keys of both sides of every place."""
    return [
        (table.key[a:b].tolist(), table.key[c:d].tolist())
        for a, b, c, d in np.concatenate((pairs.exact, pairs.regions)).tolist()
    ]


@pytest.mark.parametrize("begin", [0, 7, 20])
def test_a_shard_has_the_same_words_at_the_same_places(begin: int) -> None:
    texts = [article.text for article in made_articles(60, seed=5)]
    table = tokenize(texts)
    candidates = find(table, min_words=12, settings=FindSettings())
    pairs = article_pairs(candidates).chosen(begin, begin + 12)
    articles = np.unique(np.concatenate((pairs.left, pairs.right)))
    small = table.chosen(articles)
    moved = renumbered(pairs, articles, before=table.offsets[articles], after=small.offsets[:-1])
    assert len(pairs.exact) + len(pairs.regions) >= 12
    assert texts_of(small, moved) == texts_of(table, pairs)
    assert articles[moved.left].tolist() == pairs.left.tolist()
    assert articles[moved.right].tolist() == pairs.right.tolist()

    again = tokenize([texts[number] for number in articles.tolist()])
    for name in ("offsets", "start", "end", "key", "boundary", "sentences"):
        assert np.array_equal(getattr(small, name), getattr(again, name)), name
    assert np.array_equal(small.stems[small.stem], again.stems[again.stem])
