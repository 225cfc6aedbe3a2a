"""What a pattern needs is read off the pattern, and no text that it matches is left out."""

from __future__ import annotations

import re
import sys

import pytest

from reuse.trace.furniture import expressions
from reuse.trace.literals import Screen, fold, needs
from reuse.trace.possible import rules


@pytest.mark.parametrize(
    ("pattern", "clauses"),
    [
        (r"\b[Aa]ccording to (?:a |the )?@", {("according",), ("to",)}),
        (r"(?:told|tells) (?:the )?@", {("tells", "told")}),
        (r"comments?\b", {("comment",)}),
        (r"colou{0,1}rs+x", {("colo",), ("rs",)}),
        (r"a(?!never)bc(?=there)(?<=before)", {("bc",), ("there",), ("before",)}),
        (r"one|", set()),
        (r"©|\(c\)", {("(c)", "©")}),
        (r"[•·]", {("·", "•")}),
        (r"[^x]\w\u00a0", set()),
        (r"(?i)ΣΑΣ", {("σασ",)}),
    ],
)
def test_needed_words_of_a_pattern(pattern: str, clauses: set[tuple[str, ...]]) -> None:
    assert set(needs(pattern)) == clauses


def test_unknown_syntax_needs_nothing_of_its_own() -> None:
    assert needs(r"(?#all of this is a comment)(?P<name>word)") == (("word",),)


def test_folded_text_has_every_letter_that_ignoring_case_takes_for_one_of_ascii() -> None:
    signs = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in "abcdefghijklmnopqrstuvwxyz":
        alike = re.findall(letter, signs, re.IGNORECASE)
        assert {fold(sign) for sign in alike} == {letter}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_example_passes_the_screen_of_its_pattern(language: str) -> None:
    for rule, _ in rules(language).rows:
        for example in rule[1].examples:
            text = fold(example.replace("[[", "").replace("]]", ""))
            assert rule in rules(language).passing(text), example


LINES = [
    "Leave a Reply",
    "12 comments",
    "Your EMAIL address will not be published.",
    "Sign up here for our daily newsletter",
    "Follow us on Twitter",
    "ALL RIGHTS RESERVED",
    "© 2018 The Daily Sentinel",
    "Tous droits réservés",
    "S’abonner",
    "Suscríbete",
    "ſubſcribe now",  # in the eyes of re.IGNORECASE that is an s
]


@pytest.mark.parametrize("line", LINES)
def test_known_line_passes_the_screen(line: str) -> None:
    assert any(p.search(line) for p in expressions("lines").passing(fold(line)))


def test_screen_keeps_the_order_of_what_passes() -> None:
    screen = Screen.of(["b", "aa", "ab?c"], pattern=lambda source: f"x{source}x")
    assert screen.passing("xaax xbx xax") == ["b", "aa"]
