"""Texts with plain words: every word where it was, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Span
from reuse.text.tokens import tokenize
from reuse.text.undisguised import undisguised

WORD = "spokesman"


def plain(text: str) -> str:
    found = undisguised([text])[0]
    return text if found is None else found.text


@pytest.mark.parametrize(
    ("disguised", "expected"),
    [
        ("the s p o k e s m a n said", "the spokesman         said"),
        ("the govern-\nment said", "the government   said"),
        ("the govern- \t\r\nment said", "the government      said"),
        ("R\x02eute\x7frs", "Reuters  "),
        ("Reuters`s isn´t", "Reuters's isn't"),
        ("R\u200beuters re\u00adports", "Reuters  reports "),
        ("Thеn hе sаid: tһe аррӏе of Rоme", "Then he said: the apple of Rome"),
        ("The ΝАТΟ, іո tհе Ӏdlib օffеոsіvе", "The NATO, in the Idlib offensive"),
        ("The p̵l̵á̵ne of the cafe", "The plane    of the cafe"),
        ("это пр\u0061во н\u0061 вод\u0079", "это право на воду"),
        ("éо Ａ", "éo A"),
        ("cafe\u0301 𝐛𝐨𝐥𝐝 ＦＵＬＬ", "café  bold FULL"),
        ("שָׁלוֹם", "שלום   "),
        ("नमस्\u200dते", "नमस्ते "),
    ],
)
def test_words_are_plain_and_stand_where_they_stood(disguised: str, expected: str) -> None:
    assert plain(disguised) == expected


@pytest.mark.parametrize(
    "text",
    ["It isn’t – “so” – naïve.", "Путин и CNN, сор", "北京 is here", "oﬃce", "a b c", "x - y", ""],
)
def test_plain_texts_are_left_alone(text: str) -> None:
    assert undisguised([text]) == [None]


@given(st.text(alphabet=" abо.-\n\u200bé\u0301\u0651Жﬁ字Ａ\u00ad'x", max_size=60))
def test_a_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)


SAID = ["told", "tоld", "so\u200bme", "govern-\nment", "Ａｒｍｙ", "ﬁrst", "é\u0301té", "право",
        "пр\u0061во", "s p a c e d", "字字", "re\u00adports", "isn’t", "5"]  # fmt: skip


@given(st.lists(st.sampled_from(SAID), max_size=9))
def test_words_stay_where_they_were_and_a_second_time_changes_nothing(said: list[str]) -> None:
    text = ", ".join(said)
    once = plain(text)
    assert tokenize([once]).start.tolist() == tokenize([text]).start.tolist()
    assert plain(once) == once


@given(
    st.lists(st.sampled_from(["a tаle", "plain", "s p a c e d", "of-\nten", "", "é"]), max_size=9)
)
def test_a_batch_gives_what_its_texts_give_alone(texts: list[str]) -> None:
    assert undisguised(texts) == [undisguised([text])[0] for text in texts]


def test_a_span_that_ends_with_a_plain_word_ends_with_it_as_it_was_written() -> None:
    found = undisguised(["the s p o k e s m a n said"])[0]
    assert found is not None
    assert found.whole(Span(0, 13)) == Span(0, 21)
    assert found.whole(Span(4, 13)) == Span(4, 21)
    assert found.whole(Span(0, 3)) == Span(0, 3)
    assert found.whole(Span(0, 26)) == Span(0, 26)
    assert found.whole(Span(0, 6)) == Span(0, 6)
    assert found.whole(Span(14, 20)) == Span(14, 20)
