"""In a collection that tells what is common: phrases are dropped, shorter copies are found."""

from __future__ import annotations

from math import log
from random import Random

import numpy as np
import pytest
from invented import prose, vocabulary, words
from numpy.typing import NDArray
from views import box, changed, seen

from reuse.align import Aligner
from reuse.align.kernels.accept import (
    PHRASE_TOKENS,
    WORD_FOR_WORD,
    around,
    collection_odds,
    is_reuse,
    surprise,
    weigh_evidence,
)
from reuse.align.kernels.types import Evidence, View
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize

COMMON, RARE = (30, 15, 10), (120, 90, 80)  # tenths of a nat: alone, after one, after two
Tenths = tuple[int, int, int]
SHARED = vocabulary(2)[:40]
AROUND = 60


def edited(size: int, *changed_at: int) -> tuple[str, str]:
    """A sentence and a copy with these words changed, else the one in the middle."""
    one = SHARED[:size]
    places = changed_at or (size // 2,)
    two = [SHARED[-1 - n] if n in places else word for n, word in enumerate(one)]
    return f"{' '.join(one).capitalize()}.", f"{' '.join(two).capitalize()}."


def equal(size: int) -> tuple[str, str]:
    return edited(size)[0], edited(size)[0]


def matches(
    passages: tuple[str, str], tenths: Tenths | None, *, searched: tuple[int, int] = (0, 99)
) -> list[Match]:
    """Of two articles that share nothing else, after one that is longer than both.

    Args:
        tenths: of the passages' tokens; all others are rare. None: no collection is known.
        searched: the words of the passages that the search tells, first and end.
    """
    texts = [prose(Random(9), words(Random(9), 4 * AROUND, vocabulary(7)))]
    for part, passage in enumerate(passages):
        sides = (words(Random(k), AROUND, vocabulary(part)) for k in (part, part + 10))
        before, after = (prose(Random(part), side) for side in sides)
        texts.append(f"{before} {passage} {after}")
    table = tokenize(texts)
    nats = np.full((len(table), 3), RARE, np.uint8)
    region = []
    for number, passage in enumerate(passages, 1):
        begin, size = int(table.offsets[number]) + AROUND, len(passage.split())
        nats[begin : begin + size] = tenths or RARE
        region += [begin + min(place, size) for place in searched]
    many = Aligner(
        table,
        tuple(ArticleId(f"article-{n}") for n in range(3)),
        texts=tuple(texts),
        min_words=12,
        settings=AlignSettings(),
        nats=None if tenths is None else nats,
    )
    many.load(0)
    return list(many.align(1, 2, regions=np.array([region])))


PHRASE = edited(13, 4, 8)


@pytest.mark.parametrize(("phrase", "size"), [(PHRASE, 13), (edited(9), 9)])
def test_a_common_phrase_is_dropped_and_as_many_rare_words_are_not(
    phrase: tuple[str, str], size: int
) -> None:
    assert matches(phrase, COMMON) == []
    assert [(m.words, m.kind) for m in matches(phrase, RARE)] == [(size, "edited")]


def test_without_a_collection_a_phrase_counts_by_itself() -> None:
    assert [m.words for m in matches(PHRASE, None)] == [13]


def test_in_a_collection_only_what_the_search_saw_opens_a_pair() -> None:
    assert [m.words for m in matches(PHRASE, RARE, searched=(0, 13))] == [13]
    assert matches(PHRASE, RARE, searched=(0, 2)) == []
    assert [m.words for m in matches(PHRASE, None, searched=(0, 2))] == [13]


@pytest.mark.parametrize(("size", "count"), [(7, 0), (8, 1), (11, 1)])
def test_a_collection_lets_edited_passages_be_a_third_shorter(size: int, count: int) -> None:
    assert [m.words for m in matches(edited(size), RARE)] == [size] * count
    assert matches(edited(size), None) == []


@pytest.mark.parametrize(("size", "count"), [(8, 0), (11, 0), (12, 1)])
def test_an_equal_run_is_never_shorter_than_asked_for(size: int, count: int) -> None:
    for tenths in (RARE, None):
        assert [m.kind for m in matches(equal(size), tenths)] == ["verbatim"] * count


def test_a_long_equal_run_of_common_words_is_reported_all_the_same() -> None:
    assert [m.kind for m in matches(equal(12), COMMON)] == ["verbatim"]


# By itself a copy, and unremarkable in its collection.
COPY = Evidence(
    20.0, 6, 0.8, 0.1, 14.0, 90, 0.5, 0.9, PHRASE_TOKENS - 1, 1.0, 1.0, 1.0, 1.0, 0.9, 0.9
)
SURE = Evidence(0.0, 3, 0.5, 0.5, 9.0, 50, 0.2, 0.5, 4, 60.0, 90.0, 90.0, 9.0, 0.0, 0.0)
P = changed()


def test_the_collection_odds_are_the_published_regression() -> None:
    found = Evidence(20.0, 0, 0.0, 0.3, 14.0, 0, 0.0, 0.8, 0, 30.0, 45.0, 63.0, 6.0, 0.2, 0.1)
    expected = -20.27 + 2.72 * log(30) + 0.209 * 45 + 1.92 * log(64) + 0.519 * 6 + 0.013 * 20
    expected += 1.85 * 0.8 - 4.59 * 0.3 - 0.307 * log(14) - 17.0 * 0.2 - 24.4 * 0.1
    assert collection_odds(found) == pytest.approx(expected)
    no_run = expected - 2.72 * log(30)
    assert collection_odds(found._replace(best_run=0.0)) == pytest.approx(no_run)


def test_a_copy_by_itself_needs_the_collection_only_where_it_is_known() -> None:
    assert is_reuse(COPY, 0.0, False, P)
    assert not is_reuse(COPY, 0.0, True, P)
    assert not is_reuse(SURE, 0.0, False, P)
    assert is_reuse(SURE, 0.0, True, P)


def test_a_run_too_long_for_a_phrase_needs_no_collection() -> None:
    assert is_reuse(COPY._replace(longest=PHRASE_TOKENS), 0.0, True, P)
    too_short = COPY._replace(longest=PHRASE_TOKENS, characters=59)
    assert not is_reuse(too_short, 0.0, True, P)


def test_a_certain_copy_word_for_word_needs_no_collection() -> None:
    certain = COPY._replace(near_verbatim=P.certain_evidence, in_runs=WORD_FOR_WORD)
    assert is_reuse(certain, 0.0, True, P)
    assert not is_reuse(certain._replace(in_runs=WORD_FOR_WORD - 0.01), 0.0, True, P)
    assert not is_reuse(certain._replace(near_verbatim=P.certain_evidence - 1), 0.0, True, P)


def test_the_limit_of_the_odds_is_a_setting() -> None:
    odds = collection_odds(SURE)
    assert is_reuse(SURE, 0.0, True, changed(collection_odds=odds))
    assert not is_reuse(SURE, 0.0, True, changed(collection_odds=odds + 0.01))


def told(view: View, tenths: list[Tenths]) -> View:
    return view._replace(nats=np.array(tenths, np.uint8))


def as_matches(places: list[int]) -> NDArray[np.int32]:
    """Matches with the counterpart's tokens at these places, -1 where there is none."""
    return np.array([[int(place >= 0) for place in places], places], np.int32)


LINE = "One two three four five six seven eight nine ten."
TEN = [(10 * (n + 10), 10 * n, n) for n in range(10)]


def test_surprise_by_hand() -> None:
    view = told(seen(LINE, LINE).forward, TEN)
    # Runs 1 to 3 and 5 to 6; 7 goes on elsewhere, 8 and 9 there.
    found = surprise(view, box(0, 10, 0, 10), *as_matches([-1, 4, 5, 6, -1, 1, 2, 9, 7, 8]))
    runs = [11 + 2 + 0.3, 15 + 6, 17, 18 + 9]
    mean = sum(10 + n for n in (1, 2, 3, 5, 6, 7, 8, 9)) / 8
    long = sum(runs) - runs[2]
    assert found == pytest.approx((3, runs[3], runs[3] + runs[1], long, mean))


def test_surprise_counts_tokens_from_where_the_passage_begins() -> None:
    view = told(seen(LINE, LINE).forward, TEN)
    found = surprise(view, box(6, 9, 0, 10), *as_matches([3, 4, 5]))
    assert found == pytest.approx((3, 16 + 7 + 0.8, 16 + 7 + 0.8, 16 + 7 + 0.8, 17))
    nothing = surprise(view, box(6, 9, 0, 10), *as_matches([-1, -1, -1]))
    assert nothing == (0, 0.0, 0.0, 0.0, 0.0)


def test_without_a_collection_runs_have_a_length_and_no_nats() -> None:
    found = surprise(seen(LINE, LINE).forward, box(0, 4, 0, 4), *as_matches([0, 1, -1, 3]))
    assert found == (2, 0.0, 0.0, 0.0, 0.0)


def test_around_is_what_the_rest_of_the_article_shares() -> None:
    left = "Wolves ate geese near Harlow while snow fell."
    view = seen(left, "Wolves ate geese. Harlow mourns snow.").forward
    size = len(view.term)
    assert around(view, box(0, 3, 0, 3)) == (0.0, 0.0)
    shared = view.other >= 0
    rare = view.rare
    weight = np.where(rare, view.weight, 0.0)
    totals = np.array([weight.sum(), weight[shared].sum(), 5.0, 3.0])
    tenths = [(75, 0, 0)] + [(76, 0, 0)] * 5 + [(75, 0, 0)] * (size - 6)
    view = told(view, tenths)._replace(totals=totals)
    # Uncommon outside: tokens 3 to 5, of which Harlow is shared.
    topic, uncommon = around(view, box(0, 3, 0, 3))
    outside, both = weight[3:].sum(), weight[3:][shared[3:]].sum()
    assert topic == pytest.approx((both + 0.35 * 30) / (outside + 30))
    assert uncommon == pytest.approx((1 + 0.3 * 8) / (3 + 8))


def test_two_sides_give_the_weaker_surprise_and_the_mean_of_the_topic() -> None:
    pair = seen("Wolves ate geese near Harlow.", "Wolves ate geese.")
    forward = told(pair.forward, [RARE] * 5)._replace(totals=np.zeros(4))
    backward = told(pair.backward, [COMMON] * 3)._replace(totals=np.zeros(4))
    both = weigh_evidence(forward, backward, box(0, 3, 0, 3))
    low = 3 + 1.5 + 1
    assert both.longest == 3
    assert (both.best_run, both.two_runs, both.mean_nats) == pytest.approx((low, low, 3))
    assert both.all_runs == pytest.approx(low)
    topics = [around(forward, box(0, 3, 0, 3)), around(backward, box(0, 3, 0, 3))]
    assert both.topic == pytest.approx((topics[0][0] + topics[1][0]) / 2)
    assert both.uncommon == pytest.approx(min(topics[0][1], topics[1][1]))
    assert topics[0] != topics[1]
