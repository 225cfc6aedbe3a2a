"""Which parts of an edited match really say the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model import ArticleId, Span
from reuse.trace import anchors
from reuse.trace.anchors import Anchors, Stretch
from reuse.trace.words import read_words

FIRST = "The bridge over the northern river was closed on Monday after engineers found two cracks"
OTHER = "Nobody in the council hall had expected that the price of bread would be the main theme"
LAST = "traffic will be turned away for at least three weeks and ferries run twice as often"


LEFT, RIGHT = ArticleId("left"), ArticleId("right")


def stretches(left: str, right: str, *, spans: tuple[Span, Span]) -> tuple[Stretch, ...]:
    one, other = spans
    found = Anchors(read_words({LEFT: left, RIGHT: right}))
    return found.stretches([((LEFT, one.start, one.end), (RIGHT, other.start, other.end))])[0]


def parts(left: str, right: str) -> list[tuple[str, str]]:
    found = stretches(left, right, spans=(Span(0, len(left)), Span(0, len(right))))
    return [(Span(*s.left).of(left), Span(*s.right).of(right)) for s in found]


def test_equal_texts_are_one_stretch() -> None:
    assert parts(FIRST, FIRST) == [(FIRST, FIRST)]


def test_sentence_of_one_side_only_breaks_the_match() -> None:
    left, right = f"{FIRST}. {OTHER}. {LAST}", f"{FIRST}. {LAST}"
    assert parts(left, right) == [(FIRST, FIRST), (LAST, LAST)]


def test_few_changed_words_do_not_break_it() -> None:
    changed = FIRST.replace("northern", "wide southern")
    assert parts(FIRST, changed) == [(FIRST, changed)]


def test_words_said_twice_on_both_sides_do_not_break_it() -> None:
    twice = f"{FIRST}. {OTHER}. {LAST}. {OTHER}. {FIRST[::-1]}"
    assert parts(twice, twice) == [(twice, twice)]


@pytest.mark.parametrize("of_last", [1, 3, 5])
def test_a_stretch_goes_on_as_far_as_the_words_are_equal(of_last: int) -> None:
    """Though its last and first words stand twice, and one side goes on, or began before."""
    again = " ".join(FIRST.split()[-2 - of_last :])
    end = f"{LAST} and {again}"
    assert parts(f"{FIRST}. {OTHER}. {end}", f"{end}. {OTHER[::-1]} {again}")[-1] == (end, end)
    start = f"{again} and {LAST}"
    shown = parts(f"{again} {OTHER[::-1]}. {start}", f"{start}. {OTHER}. {FIRST}")
    assert shown[0] == (start, start)


def test_no_common_words_give_nothing() -> None:
    assert parts(FIRST, OTHER) == []


@given(st.text(alphabet="ab \n.", max_size=80), st.text(alphabet="ab \n.", max_size=80))
def test_stretches_rise_on_both_sides_and_lie_inside(left: str, right: str) -> None:
    left, right = f"x{left}", f"x{right}"
    found = stretches(left, right, spans=(Span(0, len(left)), Span(0, len(right))))
    for one, after in pairwise(found):
        assert one.left[1] <= after.left[0]
        assert one.right[1] <= after.right[0]
    assert all(s.left[1] <= len(left) and s.right[1] <= len(right) for s in found)


@given(st.text(alphabet="ab \n.é’", max_size=80), st.integers(0, 30), st.integers(1, 60))
def test_stretches_of_a_part_are_those_of_the_part_alone(text: str, start: int, size: int) -> None:
    """Wherever a span cuts: before a word, or in the middle of one."""
    text = f"{FIRST} {text} {LAST}"
    span = Span(start, len(text) - size)
    alone = Span(0, len(span))
    moved = [
        ((s.left[0] + start, s.left[1] + start), s.right, s.words)
        for s in stretches(span.of(text), text, spans=(alone, Span(0, len(text))))
    ]
    found = stretches(text, text, spans=(span, Span(0, len(text))))
    assert [(s.left, s.right, s.words) for s in found] == moved


WORDY = st.lists(st.sampled_from("a b c d e f g h i j k l é".split()), max_size=60).map(" ".join)


@given(st.lists(st.tuples(WORDY, WORDY), max_size=5))
def test_matches_looked_at_together_say_what_each_says_alone(pairs: list[tuple[str, str]]) -> None:
    texts = {ArticleId(f"{n}{s}"): f"x {t}" for n, p in enumerate(pairs) for s, t in enumerate(p)}
    spots = [(article, 0, len(text)) for article, text in texts.items()]
    sides = list(zip(spots[::2], spots[1::2], strict=True))

    together = Anchors(read_words(texts)).stretches(sides)

    alone = [Anchors(read_words(texts)).stretches([pair])[0] for pair in sides]
    assert together == alone


def test_batch_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "_CHARACTERS_AT_ONCE", 1)
    texts = {LEFT: f"{FIRST}. {OTHER}. {LAST}", RIGHT: f"{FIRST}. {LAST}"}
    pair = (LEFT, 0, len(texts[LEFT])), (RIGHT, 0, len(texts[RIGHT]))

    of_texts = Anchors(read_words(texts))

    assert [len(found) for found in of_texts.stretches([pair] * 3)] == [2, 2, 2]
    assert len(list(of_texts._batches([pair] * 3))) == 3


def test_bounds_of_words_are_kept_for_some_articles_only(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {ArticleId(f"a{n}"): f"{FIRST} {n}" for n in range(6)}
    spots = [(article, 0, len(text)) for article, text in texts.items()]
    sides = list(pairwise(spots))
    expected = Anchors(read_words(texts)).stretches(sides)
    monkeypatch.setattr(anchors, "_CHARACTERS_AT_ONCE", 1)
    monkeypatch.setattr(anchors, "_WORDS_KEPT", 50)
    bounded = Anchors(read_words(texts))

    assert bounded.stretches(sides) == expected
    assert len(bounded._bounds) < len(texts)


@pytest.mark.parametrize("between", [" ", f". {OTHER}. "])
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_sentence_that_one_side_repeats_is_shown_once_and_joined_to_its_neighbour(
    between: str, order: str
) -> None:
    twice = f"{FIRST}{between}{FIRST}"
    long, short = (
        (f"{twice}. {LAST}", f"{FIRST}. {LAST}") if order == "after" else
        (f"{LAST}. {twice}", f"{LAST}. {FIRST}")
    )  # fmt: skip
    assert parts(long, short) == [(short, short)]
    assert parts(short, long) == [(short, short)]


@given(st.integers(1, 5), st.integers(6, 20), st.integers(0, 3))
def test_words_of_one_side_are_shown_however_often_the_other_says_them(
    times: int, words: int, more: int
) -> None:
    said = " ".join(f"w{n}" for n in range(words))
    long = f"{OTHER}. " + " ".join([f"{said}." + " so" * more] * times) + f" {LAST}"
    short = f"{said}. {LAST}"
    shown = {at for s in stretches(short, long, spans=(Span(0, len(short)), Span(0, len(long))))
             for at in range(*s.left)}  # fmt: skip
    assert shown >= set(range(len(said)))


def test_what_is_said_in_too_many_places_is_left_alone() -> None:
    said = " ".join(f"w{n}" for n in range(8))
    long = f"{OTHER} {' '.join([said] * 40)} {LAST}"
    assert parts(f"{said} {LAST}", long)[-1][0].endswith(LAST)
