"""Words as numbers, and what they rule out: never anything that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from one_reading import read_credits
from trace_samples import FILLER, SETTINGS, article

from reuse.text.normal import UNSPACED
from reuse.trace import sieve
from reuse.trace import words as words_room
from reuse.trace.corpus import Corpus
from reuse.trace.credits import read_all
from reuse.trace.mentions import find_mentions
from reuse.trace.outlets import directory
from reuse.trace.sieve import Batch, Heads, MediaWords, Sieve, batches
from reuse.trace.words import Remembered, Vocabulary, bounds_of, read_words, words_of

TEXTS = st.text(alphabet="ab_9 \n.’éß\u00a0\u2028\x1c中", max_size=40)
NAMES = st.lists(
    st.sampled_from(
        "The the Telegraph Reuters AP de Volkskrant dpa New York Times OlsenAssociated Press "
        "cnn.com taz Die Welt _Reuters Reuters_ of India Daily News . & - / 7".split()
    ),
    max_size=12,
)


# A letter of a script that does not space its words is one.
ONE = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in UNSPACED) + "]")
WORDS = re.compile(rf"(?={ONE.pattern})\w|(?:(?!{ONE.pattern})\w)+")


@example("9中文 und ไทย")
@given(TEXTS)
def test_words_are_runs_of_letters_digits_and_underscores(text: str) -> None:
    assert words_of(text) == WORDS.findall(text)


@example("9中文 und ไทย")
@given(TEXTS)
def test_bounds_are_where_the_words_stand(text: str) -> None:
    words = [list(m.span()) for m in WORDS.finditer(text)]
    assert [w.tolist() for w in bounds_of(["a é", text, "b"])] == [
        [[0, 1], [2, 3]],
        words,
        [[0, 1]],
    ]


def test_many_different_signs_change_nothing() -> None:
    text = "a".join(map(chr, range(0x2000, 0x2400)))
    assert words_of(text) == re.findall(r"\w+", text)


def test_words_that_differ_in_case_only_have_one_number() -> None:
    read = read_words({"left": "Straße STRASSE no", "right": "NO strasse"})
    left, right = (read[side].numbers.tolist() for side in ("left", "right"))
    assert left == [right[1], right[1], right[0]]


@example(["OlsenAssociated", "Press"], " ")
@example(["Reuters_Reuters"], " ")
@given(NAMES, st.sampled_from([" ", "\n", "’s ", ". "]))
def test_places_of_names_lose_no_mention(words: list[str], between: str) -> None:
    text = between.join(words)
    vocabulary = Vocabulary()
    read = vocabulary.read(text)
    (heads,) = Heads.of(directory(), vocabulary).places(Batch.of([read]))
    everywhere = find_mentions(text, directory(), own=None)
    assert find_mentions(text, directory(), own=None, heads=heads) == everywhere


@given(st.lists(st.sampled_from(["Told", "retold", "by", "THE", "bbc", "x"]), max_size=6))
def test_sieve_loses_no_match(words: list[str]) -> None:
    patterns = (r"told (?:by|the)\b", "(?i)the|bbc", "x")
    text = " ".join(words)
    vocabulary = Vocabulary()
    read = [vocabulary.read("bbc told"), vocabulary.read(text), vocabulary.read("")]
    (_, (passing,), _) = Sieve.of([patterns], vocabulary).passing(Batch.of(read))
    assert {n for n, p in enumerate(patterns) if re.search(p, text)} <= set(passing)


def test_sieve_leaves_out_what_has_no_such_word() -> None:
    vocabulary = Vocabulary()
    read = [vocabulary.read("nobody said so"), vocabulary.read("as was reported")]
    found = list(Sieve.of([["report"], ["said", "wrote"]], vocabulary).passing(Batch.of(read)))
    assert found == [((), (0,)), ((0,), ())]


def test_sieve_has_room_for_more_than_one_column_of_clauses() -> None:
    vocabulary = Vocabulary()
    read = [vocabulary.read(f"word{number}x") for number in range(200)]
    found = list(Sieve.of([[f"word{n}x" for n in range(200)]], vocabulary).passing(Batch.of(read)))
    assert found == [((number,),) for number in range(200)]


def test_media_words_are_found_behind_digits_and_underscores() -> None:
    vocabulary = Vocabulary()
    words = vocabulary.read("the 7News and _Herald but not newsletters")
    (held,) = MediaWords.of(vocabulary).held(Batch.of([words]))
    assert sorted(held) == ["7News", "_Herald"]


LINES = st.sampled_from(
    [
        "The Telegraph reports: It begins.",
        "As first reported by the Daily Sentinel, it ends.",
        "Source: Gotham Ledger",
        "hat tip Some Blog",
        "LONDON (Reuters) - It rains.",
        "(AP Photo/Jane Roe)",
        "Dies meldet die dpa.",
        "Nobody told The Evening Chronicle about it.",
        FILLER,
    ]
)


@settings(deadline=None)  # the first reading loads the grammars
@given(st.lists(st.lists(LINES, max_size=3), min_size=1, max_size=4))
def test_articles_read_together_say_what_they_say_alone(texts: list[list[str]]) -> None:
    articles = [article(f"a{n}", "\n\n".join(text)) for n, text in enumerate(texts)]
    together = read_all(articles, settings=SETTINGS, corpus=Corpus(directory()))
    for one, (reading, _) in zip(articles, together, strict=True):
        alone = read_credits(one, settings=SETTINGS)
        assert (reading.claims, reading.mentions) == (alone.claims, alone.mentions)


def test_numbers_stay_small() -> None:
    assert Vocabulary().read("one two one").numbers.dtype == np.int32


def test_vocabulary_holds_no_reference_to_itself() -> None:
    vocabulary = Vocabulary()
    vocabulary.read("one two")
    vocabulary.folded()
    assert vocabulary.numbers.default_factory is None


def test_batches_of_long_articles_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "_WORDS_AT_ONCE", 4)
    vocabulary = Vocabulary()
    articles = [vocabulary.read(text) for text in ("a b c d e f", "", "a b", "c d", "e f g")]

    found = [len(batch.articles) for batch in batches(articles)]

    assert (found, articles) == ([1, 3, 1], [])


def test_what_was_said_of_a_word_is_not_asked_again() -> None:
    asked: list[str] = []

    def lengths(words: Sequence[str]) -> NDArray[np.int64]:
        asked.extend(words)
        return np.array([len(word) for word in words], np.int64)

    said = Remembered(lengths)
    assert said.of(["a", "bcd"]).tolist() == [1, 3]
    assert said.of(["bcd", "ef", "a"]).tolist() == [3, 2, 1]
    assert said.of(["ef"]).tolist() == [2]
    assert asked == ["a", "bcd", "ef"]


def test_no_more_words_are_remembered_than_there_is_room_for() -> None:
    said = Remembered(lambda words: np.array([int(word) for word in words], np.int64))
    with patch.object(words_room, "_MOST_REMEMBERED", 10):
        for first in (0, 7, 14, 3):
            assert said.of([str(n) for n in range(first, first + 7)]).tolist() == [
                *range(first, first + 7)
            ]
            assert len(said._numbers) <= 10
        assert said.of([str(n) for n in range(30)]).tolist() == [*range(30)]
        assert len(said._numbers) <= 10
