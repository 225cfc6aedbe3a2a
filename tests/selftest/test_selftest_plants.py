"""What is planted, and the comparison of every word with every other that it is held against."""

from __future__ import annotations

import random
from collections import deque
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Article, ArticleId, Span
from reuse.proof import Asked
from reuse.selftest.invented import WRITINGS, invented
from reuse.selftest.material import Material, words_of
from reuse.selftest.oracle import Run, shared_runs
from reuse.selftest.plants import CONTROLS, Plant, Planter, everything_asked

LATIN = invented(WRITINGS["Latin"], 12, seed=1, name="Latin", words=200)
SHORT = st.lists(st.sampled_from(["aa", "bb", "cc"]), max_size=14)


def article(text: str, name: str = "a") -> Article:
    return Article(ArticleId(name), text, name)


def runs_by_brute_force(left: list[str], right: list[str], least: int) -> set[Run]:
    found = set()
    for i, j in product(range(len(left)), range(len(right))):
        if i and j and left[i - 1] == right[j - 1]:
            continue
        length = 0
        while (
            i + length < len(left)
            and j + length < len(right)
            and left[i + length] == right[j + length]
        ):
            length += 1
        if length >= least:
            found.add(Run(i, j, length))
    return found


@given(SHORT, SHORT, st.integers(1, 5))
def test_the_runs_are_all_that_two_articles_share(
    left: list[str], right: list[str], least: int
) -> None:
    one, other = words_of([article(" ".join(left)), article(" ".join(right))])
    found = shared_runs(one, other, least=least)
    assert len(found) == len(set(found))
    assert set(found) == runs_by_brute_force(left, right, least)


def plants_of(asked: list[Asked], articles: list[Article], *, seed: int = 1) -> list[Plant]:
    material = Material(articles, min_words=12)
    planter = Planter(material, lambda one, other: True, seed=seed)
    return [plant for plants in planter.rounds(deque(asked)) for plant in plants]


@pytest.mark.parametrize("script", WRITINGS)
@pytest.mark.parametrize("aligned", [True, False])
def test_the_words_of_a_passage_stand_whole_in_the_copy(script: str, aligned: bool) -> None:
    articles = invented(WRITINGS[script], 8, seed=2, name=script, words=150)
    plants = plants_of([Asked("verbatim", 20, aligned=aligned)] * 6, articles)
    assert len(plants) == 6 or (script == "Thai" and plants)  # few letters, few runs of their own
    for plant in plants:
        source, host = articles[plant.source], articles[plant.copy]
        copy = plant.article(host)
        assert plant.text == plant.span.of(source.text) == plant.planted.of(copy.text)
        assert copy.text.replace(f"{plant.text} ", "", 1) == host.text
        assert shared_runs(*words_of([source, copy]), least=20)


def test_an_aligned_passage_begins_a_sentence_and_is_put_before_one() -> None:
    for plant in plants_of([Asked("verbatim", 20, aligned=True)] * 6, LATIN):
        before = LATIN[plant.source].text[: plant.span.start].rstrip(" \n“")
        assert not before or before[-1] in ".”"
        ahead = LATIN[plant.copy].text[: plant.at].rstrip()
        assert not ahead or ahead[-1] in ".”"


@pytest.mark.parametrize(("percent", "least"), [(5, 1), (10, 5), (30, 15)])
def test_so_many_words_are_edited(percent: int, least: int) -> None:
    for plant in plants_of([Asked("edited", 50, percent)] * 4, LATIN):
        written, source = plant.text.split(), plant.span.of(LATIN[plant.source].text).split()
        kept = sum(word in source for word in written)
        assert written != source
        assert 50 - 2 * max(1, round(percent / 2)) <= kept <= 50 + least
        assert abs(len(written) - 50) <= round(percent / 2)


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_shares_no_eight_words_with_its_article(name: str) -> None:
    plants = plants_of([Asked("control", 50, name=name)] * 4, LATIN)
    assert len(plants) == 4
    for plant in plants:
        copy = plant.article(LATIN[plant.copy])
        assert not shared_runs(*words_of([LATIN[plant.source], copy]), least=8)
        assert len(plant.text.split()) == 50


def test_an_article_gives_one_passage_of_a_round_or_takes_one() -> None:
    planter = Planter(Material(LATIN, min_words=12), lambda one, other: True, seed=1)
    for plants in planter.rounds(everything_asked(30, min_words=12)):
        numbers = [number for plant in plants for number in (plant.source, plant.copy)]
        assert len(numbers) == len(set(numbers))


def test_a_passage_that_stands_elsewhere_is_not_planted() -> None:
    twins = [article(LATIN[0].text, name) for name in "abcd"]
    assert plants_of([Asked("verbatim", 20)] * 4, twins) == []


def test_no_more_is_asked_of_short_articles_than_they_have() -> None:
    short = [article(a.text[:120], a.id) for a in LATIN]
    plants = plants_of([Asked("verbatim", 12), Asked("verbatim", 100)] * 3, short)
    assert {plant.asked.words for plant in plants} <= {12}


def test_what_has_a_place_in_the_text_is_not_kept() -> None:
    host = article("One two three.")
    plant = Plant(Asked("verbatim", 2), 0, 1, Span(0, 3), "four five", 4)
    assert plant.article(host).text == "One four five two three."
    assert plant.planted.of(plant.article(host).text) == "four five"


def test_few_plants_are_of_every_kind() -> None:
    ways = [asked.way for asked in everything_asked(14, min_words=12)]
    assert set(ways) == {"verbatim", "edited", "disguised", "control"}
    assert {asked.words for asked in everything_asked(200, min_words=40)} == {40, 50, 100, 20}
    assert len({asked.name for asked in everything_asked(200, min_words=12)}) == 18


def test_another_word_is_said_about_as_often() -> None:
    text = " ".join(f"w{n} " * (60 - n) for n in range(60))
    material = Material([article(text)], min_words=12)
    draw = random.Random(1)
    drawn = {material.like(0, 0, draw) for _ in range(200)}
    assert drawn == {f"w{n}" for n in range(1, 9)}
    middle = text.split().index("w30")
    assert {int(material.like(0, middle, draw)[1:]) for _ in range(400)} == {
        *range(20, 30),
        *range(31, 46),
    }


@pytest.mark.parametrize("script", WRITINGS)
def test_invented_articles_are_equal_for_equal_seeds(script: str) -> None:
    one = invented(WRITINGS[script], 3, seed=1, name=script)
    assert invented(WRITINGS[script], 3, seed=1, name=script) == one
    assert invented(WRITINGS[script], 3, seed=2, name=script) != one
    assert invented(WRITINGS[script], 2, seed=1, name=script) == one[:2]
