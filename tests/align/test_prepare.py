"""Prepared columns, against an oracle in plain Python and whatever the size of the blocks."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reuse.align.kernels.types import Columns
from reuse.align.prepare import prepare
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

room = import_module("reuse.align.prepare")  # the package calls the function by this name
TEXTS = st.lists(st.text("aab  c.\nThe", max_size=120), max_size=6)


def oracle(table: TokenTable) -> dict[str, list[int]]:
    """Terms by article, in the order of their stems, cells by term and by sentence."""
    sentence_of = np.repeat(np.arange(len(table.sentences) - 1), np.diff(table.sentences))
    article_of = np.repeat(np.arange(table.articles), np.diff(table.offsets))
    places: dict[tuple[int, int], list[int]] = {}
    for token in range(len(table)):
        places.setdefault((int(article_of[token]), int(table.stem[token])), []).append(token)
    terms = sorted(places)
    cells = {
        (number, sentence): sum(int(sentence_of[token]) == sentence for token in places[term])
        for number, term in enumerate(terms)
        for sentence in sorted({int(sentence_of[token]) for token in places[term]})
    }
    first = [sum(a < n for a, _ in terms) for n in range(table.articles + 1)]
    rows = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    return {
        "stem": [stem for _, stem in terms],
        "terms": first,
        "post": [sum(term < n for term, _ in cells) for n in range(len(terms) + 1)],
        "post_sentence": [
            sentence - int(sentence_of[table.offsets[terms[term][0]]]) for term, sentence in cells
        ],
        "post_count": list(cells.values()),
        "row": [sum(s < n for _, s in cells) for n in range(len(table.sentences))],
        "row_term": [term - first[terms[term][0]] for term, _ in rows],
        "row_count": [cells[cell] for cell in rows],
    }


def assert_equal(left: Columns, right: Columns) -> None:
    for name, mine, theirs in zip(Columns._fields, left, right, strict=True):
        assert mine.dtype == theirs.dtype, name
        assert mine.tolist() == theirs.tolist(), name


@given(TEXTS)
def test_the_columns_are_those_of_the_oracle(texts: list[str]) -> None:
    table = tokenize(texts)
    columns = prepare(table)
    for name, expected in oracle(table).items():
        assert getattr(columns, name).tolist() == expected, name
    term = columns.term + np.repeat(columns.terms[:-1], np.diff(table.offsets))
    assert table.stem.tolist() == columns.stem[term].tolist()


@given(TEXTS)
def test_grams_ascend_inside_their_article_and_equal_ones_by_place(texts: list[str]) -> None:
    table = tokenize(texts)
    columns = prepare(table)
    stems = table.stem.tolist()
    for n in range(table.articles):
        mine = slice(columns.grams[n], columns.grams[n + 1])
        gram, at = columns.gram[mine].tolist(), columns.gram_at[mine].tolist()
        assert sorted(zip(gram, at, strict=True)) == list(zip(gram, at, strict=True))
        begin, end = table.offsets[n : n + 2].tolist()
        assert sorted(at) == list(range(end - begin - 2))
        mine_stems = stems[begin:end]
        assert len(set(gram)) == len({tuple(mine_stems[token : token + 3]) for token in at})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.integers(1, 30))
def test_blocks_of_any_size_give_the_same_columns(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], size: int
) -> None:
    table = tokenize(texts)
    whole = prepare(table)
    with monkeypatch.context() as patch:
        patch.setattr(room, "BLOCK_TOKENS", size)
        assert_equal(prepare(table), whole)


def test_grams_that_share_their_high_bits_are_ordered_all_the_same() -> None:
    hashes = np.array([5, 3, 4, 3, 2, 1 << 63, 1], dtype=np.uint64)
    article = np.array([0, 0, 0, 0, 1, 1, 1])
    assert room._order(hashes, article).tolist() == [1, 3, 2, 0, 6, 4, 5]


def test_a_table_without_tokens_is_prepared() -> None:
    assert [len(c) for c in (prepare(tokenize([])).post, prepare(tokenize(["", ""])).terms)] == [
        1,
        3,
    ]
