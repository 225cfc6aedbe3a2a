"""Texts made to cost much: counted steps grow no faster than the text."""

from __future__ import annotations

import pytest
from planted import PASSAGE

import reuse
from reuse.trace import sieve


class _Counted(frozenset[str]):
    """First words of names, that count what they are asked."""

    asked = 0

    def __contains__(self, word: object) -> bool:
        type(self).asked += len(str(word))
        return super().__contains__(word)


@pytest.mark.parametrize("letters", [10_000, 20_000])
def test_only_the_end_of_a_word_of_many_capitals_may_be_a_name(letters: int) -> None:
    """Each capital's rest of the word was folded: 1 MB of AaAa took more than two minutes."""
    _Counted.asked = 0
    sieve._flag("Aa" * (letters // 2), _Counted({"herald"}))
    assert _Counted.asked < 2 * letters


@pytest.mark.parametrize(
    ("word", "is_odd"),
    [("OlsenHerald", True), ("x" * 10_000 + "Herald", True), ("Olsenherald", False)],
)
def test_a_name_at_the_end_of_a_word_is_seen(word: str, is_odd: bool) -> None:
    assert sieve._flag(word, frozenset({"herald"})) == (sieve._ODD if is_odd else 0)


def test_the_longest_name_that_lost_its_space_is_seen() -> None:
    longest = "H" + "e" * (sieve.LONGEST_GLUED - 1)
    assert sieve._flag(f"Olsen{longest}", frozenset({longest.lower()})) == sieve._ODD


def test_a_sentence_of_many_letters_of_another_size_is_cut_inside_itself() -> None:
    """Its last pieces began after its end, and a check ended with an error of ours."""
    thai = "\u0e02\u0e48\u0e32\u0e27" * 80_000
    assert reuse.compare(f"{thai}\n\n{PASSAGE}\n\n{thai}\n", PASSAGE)
