"""Copies in eleven languages: exact spans of what was planted, and nothing of what was not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from scripts import LANGUAGES, UNSPACED, news

import reuse
from reuse.model import Article, ArticleId, Match
from reuse.report.segments import compared
from reuse.report.words import index_words

# Vowel points that a careful writer adds.
_FATHA, _PATAH, _NUKTA = "\u064e", "\u05b7", "\u093c"


def copied(text: str, other: str) -> list[tuple[str, str, str]]:
    """Kind and both sides' words of each match."""
    return [(m.kind, m.left.of(text), m.right.of(other)) for m in reuse.compare(text, other)]


def pointed(text: str, point: str) -> str:
    return "".join(c + point if c.isalpha() else c for c in text)


def presented(text: str) -> str:
    """Arabic letters in the isolated forms of old encodings."""
    forms = {
        unicodedata.normalize("NFKC", chr(code)): chr(code)
        for code in range(0xFE80, 0xFEF5)
        if "ISOLATED" in unicodedata.name(chr(code), "")
    }
    return "".join(forms.get(c, c) for c in text)


def widened(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


VARIANTS: list[tuple[str, Callable[[str], str]]] = [
    *((language, lambda text: unicodedata.normalize("NFD", text)) for language in LANGUAGES),
    ("ar", lambda text: pointed(text, _FATHA)),
    ("ar", lambda text: text.replace("ا", "\u0640ا")),
    ("ar", presented),
    ("ar", lambda text: text.replace("ي", "ی").replace("ك", "ک").replace("ة", "ه")),
    ("ar", lambda text: text.replace("أ", "ا").replace("إ", "ا")),
    ("ur", lambda text: text.replace("ی", "ي").replace("ک", "ك").replace("ہ", "ه")),
    ("ur", lambda text: text.replace(" ", "\u200c ")),
    ("he", lambda text: pointed(text, _PATAH)),
    ("hi", lambda text: text.replace("\u095c", "\u0921" + _NUKTA)),
    ("th", lambda text: text.replace("ำ", "\u0e4d\u0e32")),
    ("th", lambda text: text.replace("การ", "\u200bการ")),
    ("ru", str.upper),
    ("el", str.upper),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_reports_of_one_kind_of_event_share_nothing(language: str) -> None:
    texts = news(language)
    assert copied(texts.report, texts.other) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_planted_paragraph_is_marked_from_its_first_to_its_last_sign(
    language: str, number: int
) -> None:
    texts = news(language)
    paragraph = texts.report.split("\n")[number]
    found = copied(texts.report, texts.around(paragraph))
    assert found == [("verbatim", paragraph, paragraph)]


@pytest.mark.parametrize(("language", "written"), VARIANTS)
def test_the_same_words_in_other_typography_are_the_same_words(
    language: str, written: Callable[[str], str]
) -> None:
    texts = news(language)
    paragraph = texts.report.split("\n")[1]
    found = copied(texts.report, texts.around(written(paragraph)))
    assert found == [("verbatim", paragraph, written(paragraph))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edited_paragraph_is_marked_as_a_whole(language: str) -> None:
    texts = news(language)
    paragraph = texts.report.split("\n")[0]
    edited = paragraph
    for part in range(1, 4):  # words of the paragraph about another event instead
        at, size = part * len(paragraph) // 4, 4 if language in UNSPACED else 9
        edited = edited[:at] + texts.other[at : at + size] + edited[at + size :]
    (kind, one, two), *more = copied(texts.report, texts.around(edited))
    assert (kind, one, two, more) == ("edited", paragraph, edited, [])


@pytest.mark.parametrize(
    ("language", "least"), [("zh", 20), ("ja", 24), ("ko", 12), ("th", 38), ("ar", 12), ("hi", 12)]
)
def test_a_run_is_reported_from_so_many_words_or_characters_on(language: str, least: int) -> None:
    texts = news(language)
    sentence = texts.report.split("\n")[0]
    units = _units(sentence, language)
    join = "" if language in UNSPACED else " "
    enough, short = join.join(units[:least]), join.join(units[: least * 3 // 4])
    [match] = reuse.compare(texts.around(enough), sentence)
    assert enough.startswith(match.left.of(texts.around(enough)).rstrip())
    assert match.words == 12
    assert reuse.compare(texts.around(short), sentence) == ()


def _units(text: str, language: str) -> list[str]:
    """The words of a text, or its characters with their marks and the punctuation after them."""
    if language not in UNSPACED:
        return text.split()
    units: list[str] = []
    for character in text:
        if character.isalnum() or not units:
            units.append(character)
        else:
            units[-1] += character
    return units


def test_a_collection_of_all_languages_gives_what_was_planted_and_nothing_else() -> None:
    articles, expected = [], set()
    for language in LANGUAGES:
        texts = news(language)
        planted = texts.around(texts.report.split("\n")[2])
        named = {"a": texts.report, "b": planted, "c": texts.other}
        articles += [Article(ArticleId(f"{language}-{n}"), t, n) for n, t in named.items()]
        expected.add((f"{language}-a", f"{language}-b"))
    report = reuse.scan(articles)
    assert {(m.left_article, m.right_article) for m in report.matches} == expected
    assert all(m.kind == "verbatim" and _is_whole(m, articles) for m in report.matches)


def _is_whole(match: Match, articles: list[Article]) -> bool:
    text = next(a.text for a in articles if a.id == match.left_article)
    return match.left.of(text) == text.split("\n")[2]


def test_characters_are_counted_in_words_wherever_words_are_told(tmp_path: Path) -> None:
    texts = news("zh")
    articles = [
        Article(ArticleId("a"), texts.report, "a"),
        Article(ArticleId("b"), texts.around(texts.report), "b"),
    ]
    report = reuse.scan(articles)
    characters = sum(map(str.isalnum, texts.report))
    words = round(characters * 3 / 5)
    [match] = report.matches
    assert (report.words[ArticleId("a")], match.words) == (words, characters * 3 // 5)
    index = index_words(articles)
    assert index.count(ArticleId("a"), [match.left]) == characters * 3 // 5
    sides = [index.of(m.id, s) for m, s in zip(articles, (match.left, match.right), strict=True)]
    told = compared(*sides)
    assert (told.equal_words, told.words) == (characters * 3 // 5,) * 2
    with reuse.open_archive(tmp_path / "news.reuse") as archive:
        archive.add(articles)
        assert archive.stats().words > 2 * words - 2


@pytest.mark.parametrize("language", UNSPACED)
def test_a_check_counts_words_as_a_scan_does_where_none_are_spaced(language: str) -> None:
    text = news(language)
    verdict = reuse.check(text.around(text.report), [Article(ArticleId("a"), text.report, "a")])
    (family,) = verdict.report.families
    assert [finding.words for finding in verdict.findings] == [family.words]
