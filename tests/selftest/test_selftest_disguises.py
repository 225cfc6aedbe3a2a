"""Disguises: what they change, and that a reader's words stay."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.selftest.disguises import DISGUISES
from reuse.selftest.invented import WRITINGS, invented

SENTENCE = (
    "The officer’s “first” flight still can't land at office five, and the stack of 12 boxes "
    "was finally fitted below the staircase beside an old telescope."
)
PLAIN = "zero-width characters, soft hyphens, variation selectors, format controls".split(", ")


@pytest.mark.parametrize("name", [n for n in DISGUISES if n != "vowel marks"])
@given(seed=st.integers(0, 50))
def test_the_places_that_changed_are_all_that_changed(name: str, seed: int) -> None:
    disguised = DISGUISES[name](SENTENCE, random.Random(seed))
    assert disguised.changed
    rest, at = "", 0
    for span in disguised.changed:
        assert span.start >= at
        rest += disguised.text[at : span.start]
        at = span.end
    kept = iter(SENTENCE)
    assert all(character in kept for character in rest + disguised.text[at:])


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_put_between_letters_is_not_seen(name: str) -> None:
    disguised = DISGUISES[name](SENTENCE, random.Random(3)).text
    shown = [c for c in disguised if unicodedata.category(c) not in ("Cf", "Mn")]
    assert "".join(shown) == SENTENCE


@pytest.mark.parametrize("name", ["full-width forms", "ligatures", "styled letters"])
def test_forms_of_letters_are_what_unicode_calls_compatible(name: str) -> None:
    disguised = DISGUISES[name](SENTENCE, random.Random(3)).text
    assert disguised != SENTENCE
    assert unicodedata.normalize("NFKC", disguised) == SENTENCE


@pytest.mark.parametrize("seed", range(20))
def test_case_and_spaces_leave_the_letters(seed: int) -> None:
    disguised = DISGUISES["case"](SENTENCE, random.Random(seed)).text
    assert disguised != SENTENCE
    assert disguised.casefold() == SENTENCE.casefold()
    spaced = DISGUISES["odd spaces"](SENTENCE, random.Random(seed)).text
    assert spaced.split() == SENTENCE.split()
    letters = DISGUISES["spaced-out letters"](SENTENCE, random.Random(seed)).text
    assert "".join(letters.split()) == "".join(SENTENCE.split())


@pytest.mark.parametrize("seed", range(20))
def test_lines_are_broken_inside_long_words(seed: int) -> None:
    broken = DISGUISES["hyphens at line ends"](SENTENCE, random.Random(seed)).text
    assert broken.count("\n") >= 1
    for line in broken.split("\n")[:-1]:
        assert line[-1] in "-\u2010\u00ad"
    assert "".join(line[:-1] for line in f"{broken}-".split("\n")) == SENTENCE


def test_words_that_are_spaced_out_among_others_stand_apart() -> None:
    for seed in range(40):
        text = DISGUISES["spaced-out letters"](SENTENCE, random.Random(seed)).text
        if "   " not in text.replace("\u00a0", " ").replace("\u2009", " ").replace("\u200a", " "):
            assert "c a n" not in text  # a letter by itself beside another word


@pytest.mark.parametrize(("script", "name", "applies"), [
    ("Chinese", "case", False),
    ("Chinese", "hyphens at line ends", False),
    ("Latin", "vowel marks", False),
    ("Arabic", "vowel marks", True),
    ("Hebrew", "vowel marks", True),
    ("Arabic", "ligatures", True),
    ("Cyrillic", "look-alike letters", True),
    ("Thai", "zero-width characters", True),
])  # fmt: skip
def test_a_disguise_that_a_script_does_not_have_changes_nothing(
    script: str, name: str, applies: bool
) -> None:
    text = invented(WRITINGS[script], 1, seed=1, name=script)[0].text
    disguised = DISGUISES[name](text, random.Random(1))
    assert bool(disguised.changed) is applies
    assert (disguised.text != text) is applies


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize("text", ["", " ", "…", "12", "a", "\U0001f600"])
def test_next_to_nothing_is_disguised_without_harm(name: str, text: str) -> None:
    disguised = DISGUISES[name](text, random.Random(1))
    assert all(span.end <= len(disguised.text) for span in disguised.changed)
