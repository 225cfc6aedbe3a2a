"""Spellings that are foreign to an article are found; no article that has any is passed over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Span
from reuse.trace.outlets import Outlet
from reuse.trace.spelling import foreign_spelling, may_be_foreign, spelling_of
from reuse.trace.words import words_of

WORDS = st.sampled_from(
    "programme program centre center_1 Center COLOUR2 per cent U.S. U é caféprogram the".split()
)
OUTLETS = st.sampled_from([None, Outlet("A", country="US"), Outlet("B", country="GB"), Outlet("C")])


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, max_size=6), OUTLETS)
def test_words_tell_every_article_that_holds_a_foreign_spelling(
    inside: list[str], outside: list[str], own: Outlet | None
) -> None:
    passage = " ".join(inside)
    text = f"{passage} {' '.join(outside)}"
    spelling = 0
    for word in words_of(text):
        spelling |= spelling_of(word)

    foreign = foreign_spelling(text, Span(0, len(passage)), own=own)

    assert foreign is None or may_be_foreign(spelling, own)


def test_article_of_one_spelling_in_its_own_country_is_passed_over() -> None:
    assert spelling_of("programme") == 1
    assert not may_be_foreign(1, Outlet("B", country="GB"))
    assert may_be_foreign(1, Outlet("A", country="US"))
