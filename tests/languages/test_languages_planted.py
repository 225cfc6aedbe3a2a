"""Every run of `min_words` words is found in every script, wherever it stands."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts import LANGUAGES, LETTERS, UNSPACED

import reuse
from reuse.text.tokens import tokenize
from reuse.text.units import WORD, extents

_MIN_WORDS = 12


def babble(language: str, chance: random.Random, *, characters: int) -> str:
    """Words of random letters, two at least; without spaces in the scripts that have none."""
    letters = "".join(chance.choices(LETTERS[language], k=characters))
    if language in UNSPACED:
        return letters
    words = []
    while letters:
        size = chance.randint(2, 6)
        words.append(letters[:size] if len(letters) > size + 1 else letters)
        letters = letters[len(words[-1]) :]
    return " ".join(words)


def words_of(text: str) -> float:
    """How many words a text has, parts of one included."""
    table = tokenize([text])
    return int(extents(table.size, tokens=len(table))[-1]) / WORD


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    seed=st.integers(0, 2**32), size=st.integers(40, 160), places=st.tuples(*[st.booleans()] * 4)
)
@settings(max_examples=25, deadline=None)
def test_a_run_of_enough_words_lies_in_one_match(
    language: str, seed: int, size: int, places: tuple[bool, ...]
) -> None:
    chance = random.Random(seed)
    run = babble(language, chance, characters=size)
    joint = "" if language in UNSPACED else " "
    around = [babble(language, chance, characters=60) if some else "" for some in places]
    texts = [joint.join((around[n], run, around[n + 1])).strip() for n in (0, 2)]
    found = [
        match
        for match in reuse.compare(*texts)
        if run in match.left.of(texts[0]) and run in match.right.of(texts[1])
    ]
    assert found or words_of(run) < _MIN_WORDS


@pytest.mark.parametrize(("language", "characters"), [("zh", 20), ("th", 38)])
def test_the_least_run_of_characters_is_twelve_words(language: str, characters: int) -> None:
    chance = random.Random(1)
    run = babble(language, chance, characters=characters)
    texts = [babble(language, chance, characters=80) + part for part in (run, run[1:])]
    other = babble(language, chance, characters=80)
    [match] = reuse.compare(texts[0], run + other)
    assert match.words == _MIN_WORDS
    assert reuse.compare(texts[1], run[1:] + other) == ()
