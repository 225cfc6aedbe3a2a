"""Stems by language."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.text.stems import primary_language, stemmer
from reuse.text.tokens import tokenize
from reuse.text.units import WORD

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
        ("ru", "красный", "красного"),
        ("fr", "déclarées", "déclaré"),
        ("es", "decidió", "decidir"),
        ("pt", "falávamos", "falar"),
        ("tr", "gözlükler", "gözlük"),
        ("ar", "المدرسة", "مدرسة"),
    ],
)
def test_inflected_forms_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem_of(one, language) == stem_of(other, language)


@pytest.mark.parametrize("other", ["DÉCLARÉES", "de\u0301clare\u0301es", "Déclar\u00adées"])
def test_a_stem_does_not_depend_on_how_an_accent_is_written(other: str) -> None:
    assert stem_of("déclarées", "fr") == stem_of(other, "fr")


@given(st.lists(st.text(max_size=40), max_size=4))
@example(["p\u0430sse \ufb01n ½ İ \u0345ΑΣ ", "\u01c5 ﷺ ᾳ"])
def test_words_that_no_stemmer_knows_are_their_own_stems(texts: list[str]) -> None:
    table = tokenize(texts, ["xx"] * len(texts))
    is_word = table.size == WORD if len(table.size) else np.ones(len(table), bool)
    assert (table.stems[table.stem] == table.key)[is_word].all()


@given(st.lists(st.text("aeéèñюйÉ ’'ß", max_size=30), max_size=4))
def test_accents_change_stems_and_never_keys(texts: list[str]) -> None:
    plain = tokenize(texts)
    for language in ("fr", "de", "ru"):
        together = tokenize(texts, [language] * len(texts))
        assert together.key.tolist() == plain.key.tolist()
        alone = [tokenize([text], [language]) for text in texts]
        stems = [stem for table in alone for stem in table.stems[table.stem].tolist()]
        assert together.stems[together.stem].tolist() == stems


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


@pytest.mark.parametrize(
    ("language", "plain", "disguised"),
    [
        ("ru", "правами гражданами", "прaвaми гpaждaнaми"),
        ("el", "πολιτικούς", "πoλιτικoύς"),
        ("fr", "républicaines", "réрublicаinеs"),
        ("en", "governments", "gоvеrnmеnts"),
    ],
)
def test_words_with_letters_of_another_script_have_the_stem_of_the_word(
    language: str, plain: str, disguised: str
) -> None:
    one, other = tokenize([plain], [language]), tokenize([disguised], [language])
    assert one.stems[one.stem].tolist() == other.stems[other.stem].tolist()
