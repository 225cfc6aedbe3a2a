"""Which words of an article an archive knows again: grams, and bands of sentences that say much."""

from __future__ import annotations

import numpy as np
import pytest

from reuse.archive.fingerprints import LEAST_STEMS, Scheme
from reuse.settings import FindSettings
from reuse.text.tokens import tokenize

SETTINGS = FindSettings()
SAID = "Volunteers counted harbour seals beside an abandoned lighthouse."
FUNCTION_WORDS = "It is what it is, and what they have been to us before was not that of you."


def bands(*sentences: str) -> list[int]:
    """At which tokens bands stand, each as often as it has some."""
    prints = Scheme(SETTINGS).of(tokenize([" ".join(sentences)], ["en"]))
    assert len(prints.bands) == len(prints.band_at)
    return sorted(prints.band_at.tolist())


def test_a_sentence_that_says_enough_has_its_bands_at_its_first_word() -> None:
    assert bands(SAID) == [0] * SETTINGS.bands
    assert bands(FUNCTION_WORDS, SAID) == [18] * SETTINGS.bands
    assert bands(SAID, SAID) == [0] * SETTINGS.bands + [8] * SETTINGS.bands


@pytest.mark.parametrize(("stems", "has_bands"), [(LEAST_STEMS - 1, False), (LEAST_STEMS, True)])
def test_function_words_and_words_said_again_say_nothing(stems: int, has_bands: bool) -> None:
    words = "harbour lighthouse volunteers seals badger".split()[:stems]
    said = f"It is the {' and of the '.join([*words, words[0], words[1]])}."
    assert bool(bands(said)) is has_bands


def test_bands_do_not_depend_on_the_order_of_words_and_grams_do() -> None:
    scheme = Scheme(SETTINGS)
    one, other = (
        scheme.of(tokenize([text], ["en"]))
        for text in (SAID, " ".join(reversed(SAID.rstrip(".").split())))
    )
    assert sorted(one.bands.tolist()) == sorted(other.bands.tolist())
    assert not set(one.grams.tolist()) & set(other.grams.tolist())


def test_every_gram_of_an_article_is_kept_and_none_goes_over_its_end() -> None:
    prints = Scheme(SETTINGS).of(tokenize([SAID, "Three words only.", SAID], ["en"] * 3))
    count = 8 - SETTINGS.edited_gram + 1
    assert prints.gram_at.tolist() == [*range(count), *range(11, 11 + count)]
    assert np.array_equal(prints.grams[:count], prints.grams[count:])


@pytest.mark.parametrize("start", range(6))
def test_without_texts_every_run_of_enough_words_has_a_fingerprint_of_its_own(start: int) -> None:
    words = [f"w{number}x" for number in range(60)]
    scheme = Scheme(SETTINGS, sampled_words=12, secret=7)
    whole = scheme.of(tokenize([" ".join(words)], ["en"]))
    part = scheme.of(tokenize([" ".join(words[start : start + 12])], ["en"]))
    assert set(part.grams.tolist()) & set(whole.grams.tolist())
    assert len(whole.grams) < 40
    assert len(whole.bands) == 0
