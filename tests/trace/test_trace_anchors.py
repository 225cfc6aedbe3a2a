"""Which parts of an edited match really say the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import ArticleId, Span
from reuse.trace.anchors import Anchors, Stretch
from reuse.trace.words import read_words

FIRST = "The bridge over the northern river was closed on Monday after engineers found two cracks"
OTHER = "Nobody in the council hall had expected that the price of bread would be the main theme"
LAST = "traffic will be turned away for at least three weeks and ferries run twice as often"


LEFT, RIGHT = ArticleId("left"), ArticleId("right")


def stretches(left: str, right: str, *, spans: tuple[Span, Span]) -> tuple[Stretch, ...]:
    return Anchors(read_words({LEFT: left, RIGHT: right})).stretches(LEFT, RIGHT, spans=spans)


def parts(left: str, right: str) -> list[tuple[str, str]]:
    found = stretches(left, right, spans=(Span(0, len(left)), Span(0, len(right))))
    return [(s.left.of(left), s.right.of(right)) for s in found]


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


def test_no_common_words_give_nothing() -> None:
    assert parts(FIRST, OTHER) == []


@given(st.text(alphabet="ab \n.", max_size=80), st.text(alphabet="ab \n.", max_size=80))
def test_stretches_rise_on_both_sides_and_lie_inside(left: str, right: str) -> None:
    left, right = f"x{left}", f"x{right}"
    found = stretches(left, right, spans=(Span(0, len(left)), Span(0, len(right))))
    for one, after in pairwise(found):
        assert one.left.end <= after.left.start
        assert one.right.end <= after.right.start
    assert all(s.left.end <= len(left) and s.right.end <= len(right) for s in found)


@given(st.text(alphabet="ab \n.é’", max_size=80), st.integers(0, 30), st.integers(1, 60))
def test_stretches_of_a_part_are_those_of_the_part_alone(text: str, start: int, size: int) -> None:
    """Wherever a span cuts: before a word, or in the middle of one."""
    text = f"{FIRST} {text} {LAST}"
    span = Span(start, len(text) - size)
    alone = Span(0, len(span))
    moved = [
        (Span(s.left.start + start, s.left.end + start), s.right, s.words)
        for s in stretches(span.of(text), text, spans=(alone, Span(0, len(text))))
    ]
    found = stretches(text, text, spans=(span, Span(0, len(text))))
    assert [(s.left, s.right, s.words) for s in found] == moved
