"""Tokens: the vectorised pass against a plain regular expression, and what folds alike."""

from __future__ import annotations

import itertools
import re
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.text.columns import TokenTable
from reuse.text.normal import fold
from reuse.text.tokens import tokenize

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
EUROPEAN = st.text(
    st.one_of(
        st.sampled_from("abcdeXYZ éÉßø0189 .,;!?-–—'’\"“”\n\t_()"),
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
    ),
    max_size=200,
)


def spans(text: str) -> list[tuple[int, int]]:
    table = tokenize([text])
    return list(zip(table.start.tolist(), table.end.tolist(), strict=True))


def keys(text: str) -> list[int]:
    result: list[int] = tokenize([text]).key.tolist()
    return result


def words(table: TokenTable, text: str) -> list[str]:
    return [text[s:e] for s, e in zip(table.start.tolist(), table.end.tolist(), strict=True)]


def is_plain(text: str) -> bool:
    """No character that the expression reads otherwise on purpose (½, ª, ¨, soft hyphens)."""
    return all(
        unicodedata.category(c) not in ("No", "Cf", "Cc", "Sk", "Lm") or c in "\n\t" for c in text
    ) and not any(c in text for c in "ªº`´")


@given(EUROPEAN.filter(is_plain))
def test_tokens_are_those_of_the_reference_expression(text: str) -> None:
    assert spans(text) == [m.span() for m in WORD.finditer(text)]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_a_batch_gives_what_its_texts_give_alone(texts: list[str]) -> None:
    together = tokenize(texts)
    for number, text in enumerate(texts):
        alone = tokenize([text])
        mine = slice(together.offsets[number], together.offsets[number + 1])
        assert together.key[mine].tolist() == alone.key.tolist()
        assert together.start[mine].tolist() == alone.start.tolist()
        assert together.end[mine].tolist() == alone.end.tolist()
        stems = together.stems[together.stem[mine]]
        assert stems.tolist() == alone.stems[alone.stem].tolist()
        assert together.boundary[mine].tolist() == alone.boundary[:-1].tolist()


@given(st.text(max_size=200))
@example("㍿ ㏠ ½")
def test_spans_are_ordered_inside_the_text_and_never_empty(text: str) -> None:
    edges = [edge for span in spans(text) for edge in span]
    assert all(0 <= a <= b <= len(text) for a, b in itertools.pairwise(edges))
    assert all(start < end for start, end in spans(text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the rebels' usage isn't", "the rebels’ usage isn’t"),
        ("“Quoted” text—here", '"Quoted" text - here'),
        ("ﬁrst oﬃce", "first office"),
        ("ＦＵＬＬ width", "full WIDTH"),
        ("Cafe\u0301", "CAFÉ"),
        ("Cafe\u0301", "cafe"),
        ("zero\u200bwidth so\u00adft", "zerowidth soft"),
        ("no\u00a0break", "no break"),
        ("p\u0430ssport \u0441opy", "passport copy"),  # Cyrillic а, с
        ("٣٤ ३", "34 3"),
        ("STRASSE straße", "strasse STRASSE"),
    ],
)
def test_typography_is_not_text(left: str, right: str) -> None:
    assert keys(left) == keys(right)


def test_cyrillic_words_stay_cyrillic() -> None:
    assert keys("сор") != keys("cop")
    assert keys("СОР") == keys("сор")


def test_different_words_and_orders_differ() -> None:
    samples = ["ab", "ba", "abc", "a", "b", "aa", "aaa", "ab1", "1ab", "it's", "its"]
    assert len({keys(word)[0] for word in samples}) == len(samples)


def test_a_token_holds_its_trailing_marks_and_invisible_characters() -> None:
    text = "caf\u0065\u0301\u200b bar"
    assert words(tokenize([text]), text) == ["cafe\u0301\u200b", "bar"]


def test_unspaced_scripts_give_a_token_per_character() -> None:
    text = "東京は大きい。Tokyo 2020"
    assert words(tokenize([text]), text) == [*"東京は大きい", "Tokyo", "2020"]


def test_a_lone_surrogate_and_nul_do_no_harm() -> None:
    assert len(keys("one \ud800 two \x00 three")) == 3


def test_keys_do_not_change_between_versions() -> None:
    assert [hex(key) for key in keys("Rebels’ café 800")] == [
        "0x57b81e7e8b61dd35",
        "0x5a0bf4ff8ed3b21a",
        "0x91a51b161a44c25e",
    ]


def test_empty_input_gives_empty_columns() -> None:
    table = tokenize([])
    assert (len(table), table.articles, table.sentences.tolist()) == (0, 0, [0])
    assert tokenize(["", " \n"]).offsets.tolist() == [0, 0, 0]


def test_fold_is_idempotent_on_a_sample_of_all_planes() -> None:
    sample = "".join(chr(c) for c in range(0x20, 0x30000, 7) if not 0xD800 <= c < 0xE000)
    once = fold(sample)
    assert fold(once) == once


def test_the_table_is_that_of_this_unicode_version() -> None:
    from reuse.text import normal

    if unicodedata.unidata_version != "14.0.0":
        pytest.skip("the shipped table was made with Unicode 14")
    entries, first, expansions = normal.table()
    built = normal.build()
    rebuilt = built["pages"][built["index"]].reshape(-1) + np.arange(0x110000, dtype=np.uint32)
    assert np.array_equal(entries, rebuilt)
    assert np.array_equal(first, built["first"])
    assert np.array_equal(expansions, built["expansions"])
