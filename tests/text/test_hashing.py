"""Hashes of words, against the sum that defines them, one character after the other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.compiled import MANY_WORDS
from reuse.text.hashing import GOLDEN, hash_runs, hash_words

WHOLE = 2**64 - 1


def mix(value: int) -> int:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value ^= value >> 33
        value = value * factor & WHOLE
    return value ^ value >> 33


def defined(word: str) -> int:
    golden = int(GOLDEN)
    mixes = (mix((ord(c) | at << 21) + golden & WHOLE) for at, c in enumerate(word))
    return mix(sum(mixes) + golden & WHOLE)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), max_size=5))
def test_a_hash_is_the_sum_that_defines_it(words: list[str]) -> None:
    assert hash_words(words).tolist() == [defined(word) for word in words]


@pytest.mark.parametrize("word", ["\u07ff", "\u0800", "a" * 32, "a" * 33, "я" * 31 + "東" + "я"])
def test_what_is_looked_up_equals_what_is_computed(word: str) -> None:
    expected = [defined("x"), defined(word), defined("y")]
    assert hash_words(["x", word, "y"]).tolist() == expected
    codes = np.array([ord(c) for c in f"x{word}y"], np.uint32)
    first = np.array([0, 1, 1 + len(word)])
    assert hash_runs(codes, first, words=MANY_WORDS).tolist() == expected


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), min_size=1))
def test_compiled_hashes_are_the_same(words: list[str]) -> None:
    codes = np.array([ord(c) for c in "".join(words)], np.uint32)
    lengths = [len(word) for word in words]
    first = np.cumsum(lengths) - lengths
    assert hash_runs(codes, first, words=MANY_WORDS).tolist() == hash_runs(codes, first).tolist()


def test_an_empty_word_has_the_hash_zero() -> None:
    assert hash_words(["", "a", ""]).tolist() == [0, defined("a"), 0]
