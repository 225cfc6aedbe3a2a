"""A batch is read in chunks, whose size nobody can tell from the tokens."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reuse.text import stems, tokens
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

TEXTS = [
    "One item of this\nTwo items of that. Gen. Smith met Mr. Jones.",
    "",
    "\nfirst of all lines\nTwo items of that\nThree items of more",
    "hard wrapped text that goes\non and on, in Été and (more)\n\n  until the end",
    "東京は大きい。Tokyo 2020",
    "word " * 130,
    "déclarées и вертолеты p\u0430ss",
]


def assert_equal(left: TokenTable, right: TokenTable) -> None:
    for column in fields(TokenTable):
        mine, theirs = getattr(left, column.name), getattr(right, column.name)
        assert mine.dtype == theirs.dtype, column.name
        assert mine.tolist() == theirs.tolist(), column.name


@pytest.mark.parametrize("size", [1, 40, 200])
@pytest.mark.parametrize("languages", [(), ["en", "de", "fr", "fr", "xx", None, "ru"]])
def test_chunks_of_any_size_give_the_same_columns(
    size: int, languages: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tokenize(TEXTS, languages)
    monkeypatch.setattr(tokens, "_CHUNK_CODE_POINTS", size)
    assert_equal(tokenize(TEXTS, languages), whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abcdef ", max_size=80), min_size=1, max_size=4))
def test_words_that_share_a_place_keep_their_stems(
    monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    whole = tokenize(texts, ["xx"] * len(texts))
    with monkeypatch.context() as patch:
        patch.setattr(stems, "_PLACE_SHIFT", np.uint64(63))  # two places in all
        two = stems._Places()
        patch.setattr(stems, "_places", lambda: two)
        for _ in range(2):
            assert_equal(tokenize(texts, ["xx"] * len(texts)), whole)


def test_an_article_is_read_alike_in_every_place() -> None:
    text = "\nfirst of all lines\nTwo items of that\nThree items of more"
    table = tokenize([text, text])
    first, second = np.split(table.boundary[:-1], table.offsets[1:2])
    assert first.tolist() == second.tolist()


def test_words_that_name_their_language_keep_their_stems() -> None:
    names = ["da", "de", "fr", "xx"]
    table = tokenize(names, names)
    assert table.stems[table.stem].tolist() == table.key.tolist()


def test_a_process_that_met_too_many_words_forgets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tokenize(TEXTS)
    monkeypatch.setattr(stems, "_MOST_KNOWN", 3)
    monkeypatch.setattr(stems, "_stems_met", {})
    nowhere = stems._Places()
    monkeypatch.setattr(nowhere, "keep", lambda *columns: None)
    monkeypatch.setattr(stems, "_places", lambda: nowhere)
    assert_equal(tokenize(TEXTS), whole)
    assert_equal(tokenize(["one"]), tokenize(["one"]))
    assert len(stems._stems_met["en"]) == 1


@pytest.mark.parametrize("company", ["Co", "C\u043e", "C\u200bo", "ＣＯ"])
def test_an_abbreviation_ends_no_sentence_however_it_is_written(company: str) -> None:
    assert tokenize([f"Then he met {company}. Jones was there"]).sentences.tolist() == [0, 7]


def test_long_gaps_are_read_to_their_end() -> None:
    table = tokenize(["one two three -- \t (Four five six .  ) Seven eight nine"])
    assert table.sentences.tolist() == [0, 6, 9]
    assert table.boundary.tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0, 1]
