"""Laws about passages whose place is known: found wherever they stand, and nothing torn."""

from __future__ import annotations

from random import Random

import pytest
from aligning import COMPILED, align, lie_apart, token_ranges
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import Planted, planted, prose, vocabulary, words

from reuse.model import Span

OTHER = vocabulary(3)


@given(planted())
@settings(max_examples=60, deadline=None)
def test_a_verbatim_run_lies_in_one_match_wherever_it_stands(texts: Planted) -> None:
    matches = [m for m in align(texts.left, texts.right) if m.kind != "summary"]
    lefts = token_ranges(texts.left, [m.left for m in matches])
    rights = token_ranges(texts.right, [m.right for m in matches])
    for i, j, length in texts.runs:
        assert any(
            a <= i and i + length <= b and c <= j and j + length <= d
            for (a, b), (c, d) in zip(lefts, rights, strict=True)
        )


@given(st.integers(6, 30), planted(least=30, distances=(60,)))
@settings(max_examples=15, deadline=None)
def test_min_words_says_how_short_a_run_may_be(min_words: int, texts: Planted) -> None:
    at = len(texts.right.split())
    run = " ".join(texts.left.split()[:min_words])
    right = f"{texts.right} {run}"
    assert any(
        a <= at and at + min_words <= b
        for a, b in token_ranges(
            right, [m.right for m in align(texts.left, right, min_words=min_words)]
        )
    )


@given(planted())
@settings(max_examples=20, deadline=None)
def test_planted_passages_lie_apart_and_mirror(texts: Planted) -> None:
    matches = align(texts.left, texts.right)
    assert lie_apart(matches)
    exchanged = align(texts.right, texts.left)
    assert {(m.left, m.right, m.kind, m.similarity) for m in matches} == {
        (m.right, m.left, m.kind, m.similarity) for m in exchanged
    }


@given(st.integers(0, 2**32), st.integers(12, 24), st.integers(3, 30))
@settings(max_examples=30, deadline=None)
def test_a_clause_that_two_sentences_share_is_marked_alone(
    seed: int, length: int, around: int
) -> None:
    random = Random(seed)
    clause = words(random, length, vocabulary(2))
    texts = []
    for part in (0, 1):
        here = vocabulary(part)
        sentence = [*random.choices(here, k=around), *clause, *random.choices(here, k=around)]
        before, after = (prose(random, words(random, 60, here)) for _ in range(2))
        texts.append(f"{before} {' '.join(sentence).capitalize()}. {after}")
    (match,) = align(*texts)
    for text, span in zip(texts, (match.left, match.right), strict=True):
        ((first, last),) = token_ranges(text, [span])
        assert first <= 60 + around
        assert last >= 60 + around + length
        assert last - first <= length + 6


@pytest.mark.slow
@given(planted())
@settings(max_examples=25, deadline=None)
def test_compiled_kernels_give_what_interpreted_ones_give(texts: Planted) -> None:
    assert align(texts.left, texts.right, tokens=COMPILED) == align(texts.left, texts.right)


@given(
    planted(least=24, distances=(120,)),
    st.integers(0, 2**32),
    st.sampled_from(["left", "right"]),
)
@settings(max_examples=25, deadline=None)
def test_unrelated_text_moves_no_border_by_more_than_a_sentence(
    texts: Planted, seed: int, side: str
) -> None:
    random = Random(seed)
    text = getattr(texts, side)
    before = align(texts.left, texts.right)
    spans = [getattr(m, side) for m in before]
    gaps = [i for i in range(len(text)) if text.startswith("\n\n", i)]
    # Inside a passage, too little to be found alone may be cut off.
    outside = [i for i in gaps if not any(s.start < i < s.end for s in spans)]
    at = random.choice([0, len(text), *outside])
    unrelated = prose(random, words(random, random.randint(10, 120), OTHER))
    inserted = f"{unrelated}\n\n" if at == 0 else f"\n\n{unrelated}"
    longer = text[:at] + inserted + text[at:]
    after = align(longer, texts.right) if side == "left" else align(texts.left, longer)
    for one, its in (("left", texts.left), ("right", texts.right)):
        moved = len(inserted) if one == side else 0
        old = [(m, *sentences(its, getattr(m, one), at, 0)) for m in before]
        new = [(m, *sentences(its, getattr(m, one), at, moved)) for m in after]
        # What is certain keeps its borders, and nothing certain is new.
        for m, begin, end in old:
            near = (abs(begin - b) <= 1 and abs(end - e) <= 1 for _, b, e in new)
            assert m.certainty == "possible" or any(near)
        for m, begin, end in new:
            within = (b - 1 <= begin and end <= e + 1 for _, b, e in old)
            assert m.certainty == "possible" or any(within)


def sentences(text: str, span: Span, at: int, inserted: int) -> tuple[int, int]:
    """How many sentences of `text` end before each end of a span of the text with more at `at`."""
    start, end = (
        text.count(".", 0, place if place <= at else max(at, place - inserted))
        for place in (span.start, span.end)
    )
    return start, end
