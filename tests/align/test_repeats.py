"""A passage that stands more than once in an article: each occurrence is reported once."""

from __future__ import annotations

from random import Random

from aligning import align, token_ranges
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import prose, vocabulary, words

LEFT, RIGHT, SHARED = vocabulary(4), vocabulary(5), vocabulary(6)
PASSAGE_WORDS = 20
APART = 60

counts = st.integers(1, 3)
seeds = st.integers(0, 2**32)


def with_passage(random: Random, passage: list[str], times: int, others: list[str]) -> str:
    text = words(random, APART, others)
    for _ in range(times):
        text += [*passage, *words(random, APART, others)]
    return prose(random, text)


def occurrence(span: tuple[int, int], times: int) -> int:
    """Which occurrence of the passage a range of tokens holds, and hardly more than it."""
    (number,) = (
        n
        for n in range(times)
        if span[0] <= APART + n * (PASSAGE_WORDS + APART)
        and APART + n * (PASSAGE_WORDS + APART) + PASSAGE_WORDS <= span[1]
    )
    assert span[1] - span[0] < PASSAGE_WORDS + APART
    return number


@given(seeds, counts, counts)
@settings(max_examples=12, deadline=None)
def test_a_passage_is_found_as_often_as_both_articles_hold_it(
    seed: int, left_times: int, right_times: int
) -> None:
    random = Random(seed)
    passage = words(random, PASSAGE_WORDS, SHARED)
    left = with_passage(random, passage, left_times, LEFT)
    right = with_passage(random, passage, right_times, RIGHT)
    matches = align(left, right)
    lefts = token_ranges(left, [m.left for m in matches])
    rights = token_ranges(right, [m.right for m in matches])
    held = [
        (occurrence(a, left_times), occurrence(b, right_times))
        for a, b in zip(lefts, rights, strict=True)
    ]
    both = min(left_times, right_times)
    assert len({a for a, _ in held}) == len({b for _, b in held}) == len(matches) == both


@given(seeds, st.sampled_from([0, 1, 5]))
@settings(max_examples=10, deadline=None)
def test_every_word_of_a_passage_that_both_hold_twice_in_a_row_is_marked(
    seed: int, between: int
) -> None:
    random = Random(seed)
    passage = words(random, PASSAGE_WORDS, SHARED)
    left, right = (
        [*words(random, APART, others), *passage, *words(random, between, others), *passage]
        for others in (LEFT, RIGHT)
    )
    texts = prose(random, [*left, "moon"]), prose(random, [*right, "sun"])
    matches = align(*texts)
    for side, text in zip(("left", "right"), texts, strict=True):
        marked = {
            token
            for first, last in token_ranges(text, [getattr(m, side) for m in matches])
            for token in range(first, last)
        }
        for begin in (APART, APART + PASSAGE_WORDS + between):
            assert marked >= {*range(begin, begin + PASSAGE_WORDS)}
