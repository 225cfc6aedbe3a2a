"""Texts of the bench on expressions are made against each; what was slow once stays mended."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from bounds import BOUNDS
from expressions import Expression, cost, seconds_for, text_of, texts

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


@pytest.mark.parametrize("name", BOUNDS)
def test_expressions_with_a_bound_are_there_and_match_no_more(name: str) -> None:
    module, _, constant = name.rpartition(".")
    pattern = getattr(import_module(module), constant)
    if BOUNDS[name].is_anchored:
        tree = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
        most = tree.getwidth()[1]
        assert most <= BOUNDS[name].characters or most >= re._constants.MAXREPEAT  # type: ignore[attr-defined]


def test_what_grows_by_the_square_is_slow_and_what_grows_with_the_text_is_not() -> None:
    assert not cost(Expression(re.compile(r"a+b"), "here"), 10_000_000).is_fine
    assert cost(Expression(re.compile(r"(?<!a)a++b"), "here"), 10_000_000).is_fine
