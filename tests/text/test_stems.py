"""Stems by language."""

from __future__ import annotations

import pytest

from reuse.text.stems import primary_language, stemmer
from reuse.text.tokens import tokenize

ENGLISH = (
    "helicopters helicopter rebels reported reporting reports destroyed destroying usage "
    "offensives vehicles confirmed supplied supplying reportedly countries strikes generously"
).split()


def stem_of(word: str, language: str) -> int:
    table = tokenize([word], [language])
    return int(table.stems[table.stem[0]])


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "helicopters", "helicopter"),
        ("en-GB", "reported", "reports"),
        ("de", "Hubschraubern", "Hubschrauber"),
        ("fr", "continuer", "continue"),
        ("ru", "вертолеты", "вертолета"),
        ("ar", "المدرسة", "مدرسة"),
    ],
)
def test_inflected_forms_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem_of(one, language) == stem_of(other, language)


def test_the_language_chooses_the_stemmer() -> None:
    assert stem_of("reports", "en") != stem_of("reports", "xx")


def test_both_snowball_libraries_agree() -> None:
    from nltk.stem.snowball import SnowballStemmer

    nltk = SnowballStemmer("english")
    assert stemmer("en")(ENGLISH) == [nltk.stem(word) for word in ENGLISH]


def test_a_batch_of_several_languages_keeps_them_apart() -> None:
    table = tokenize(["reports", "reports", "reports"], ["en", "xx", None])
    stems = table.stems[table.stem]
    assert stems[0] == stems[2] != stems[1]


def test_primary_language_of_a_tag() -> None:
    assert [primary_language(tag) for tag in ("pt_BR", "EN", None, "")] == ["pt", "en", "en", "en"]
