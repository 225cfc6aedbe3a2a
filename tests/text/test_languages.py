"""Which language a text is in, by samples written for this test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reuse.model import Article, ArticleId, Provenance
from reuse.read import read_content
from reuse.text.languages import language_of, languages_of

LINES = Path(__file__).with_name("languages.txt").read_text("utf-8").splitlines()
SAMPLES = [tuple(line.split("\t")) for line in LINES]
GERMAN = dict(SAMPLES)["de"]
ENGLISH = (
    "The council said on Tuesday that it would close the old bridge, which had been damaged when "
    "a ship struck it in March, and that the repairs would last until the end of the year."
)


@pytest.mark.parametrize(("language", "text"), SAMPLES)
def test_two_sentences_tell_their_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "Berlin", "北京", "Shr 45 cts vs 58 cts\nNet 1.1 mln", "12 34 " * 40]
)
def test_what_is_too_short_or_no_prose_has_none(text: str) -> None:
    assert language_of(text) is None


def test_texts_in_two_languages_have_none() -> None:
    assert language_of(GERMAN + " " + dict(SAMPLES)["fr"]) is None


@pytest.mark.parametrize("strange", ["\x00", "\x7f", "\ud800", "\ue000", "\ufdd0", "\u202e"])
def test_what_no_text_should_hold_does_no_harm(strange: str) -> None:
    assert language_of(strange.join(GERMAN.split(" "))) in ("de", None)
    assert language_of(GERMAN + strange) == "de"


def test_plain_english_loads_no_library() -> None:
    asked = f"import sys; from reuse.text.languages import language_of as f; print(f({ENGLISH!r}))"
    loaded = "; sys.exit('pycld2' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked + loaded], check=True)


def test_a_read_article_has_its_language_and_says_where_from() -> None:
    found = read_content(GERMAN.encode(), ".txt", fields={})
    stated = read_content(GERMAN.encode(), ".txt", fields={"language": "de-AT"})
    assert isinstance(found, Article)
    assert isinstance(stated, Article)
    assert (found.language, found.basis("language")) == ("de", Provenance("language", "text"))
    assert stated.basis("language") == Provenance("language", "record")


def test_an_article_is_read_in_the_language_it_states_then_its_own_then_the_default() -> None:
    articles = [
        Article(ArticleId("a"), GERMAN, "a", language="nl"),
        Article(ArticleId("b"), GERMAN, "b"),
        Article(ArticleId("c"), "Berlin", "c"),
    ]
    assert languages_of(articles, default="fr") == ["nl", "de", "fr"]
