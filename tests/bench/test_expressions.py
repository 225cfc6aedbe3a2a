"""Texts of the bench on expressions are made against each; what was slow once stays mended."""

from __future__ import annotations

import re

from expressions import seconds_for, text_of, texts

from reuse.trace.closing import _LEADS_IN
from reuse.trace.mentions import _GLUED


def test_texts_are_made_of_the_parts_of_an_expression() -> None:
    made = set(texts(re.compile(r"(?:one|two)\s+three[x-z]")))
    assert {"one", "three", "one threex", "one three"} <= made
    assert text_of("\x01ab", 3) == "baaa\x02"
    assert text_of("ab", 5) == "ababa\x02"


def test_a_word_of_many_capitals_is_not_read_to_its_end_from_each() -> None:
    """Found by the bench: forty thousand characters took seconds, ten million days."""
    assert seconds_for(_GLUED, text_of("Aa", 40_000)) < 1
    assert [hit[0] for hit in _GLUED.finditer("by OlsenAssociated Press")] == ["Associated"]


def test_brackets_before_a_credit_are_read_once() -> None:
    """They stand before each of thousands of credits, up to four thousand of them."""
    assert seconds_for(_LEADS_IN, text_of("(", 40_000)) < 1
    assert _LEADS_IN.fullmatch("(Source: [")
    assert not _LEADS_IN.fullmatch("(Source: [-")
