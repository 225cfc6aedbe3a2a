from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq
from report_samples import BLAZE, NEWS, seed_report

from reuse.model import Article, ArticleId, Span
from reuse.report.pages.sides.passages import Passage, level_chain
from reuse.report.segments import (
    Mark,
    compared,
    differences,
    inline,
    marked,
)
from reuse.report.words import index_words, two_words
from reuse.text import patience
from reuse.text.patience import equal_runs

WORDS = st.lists(st.sampled_from(["a", "b", "Rebels'", "rebels’", "—", "\n\n", "800", "é"]))
TEXTS = st.one_of(st.text(max_size=80), WORDS.map(" ".join))
KEYS = st.lists(st.integers(0, 5), max_size=60)


@given(left=TEXTS, right=TEXTS)
def test_differences_in_order_are_both_passages(left: str, right: str) -> None:
    found = differences(left, right)

    assert "".join(d.left for d in found) == left
    assert "".join(d.right for d in found) == right


@given(left=TEXTS, right=TEXTS)
def test_a_change_is_empty_on_the_side_that_lacks_it(left: str, right: str) -> None:
    for found in differences(left, right):
        sides = {"inserted": (False, True), "deleted": (True, False), "replaced": (True, True)}
        if found.change != "equal":
            assert (bool(found.left), bool(found.right)) == sides[found.change]


@given(text=TEXTS)
def test_a_text_has_no_change_against_itself(text: str) -> None:
    assert {d.change for d in differences(text, text)} <= {"equal"}


def test_quotes_dashes_and_case_count_as_equal() -> None:
    found = differences("The rebels' usage - in “AUTUMN”", 'the Rebels’ usage – in "autumn"')

    assert [d.change for d in found] == ["equal"]


def test_seed_passages_are_equal_but_for_typography() -> None:
    report = seed_report()
    match = next(m for m in report.matches if (m.left_article, m.right_article) == (BLAZE, NEWS))
    left, right = report.article(BLAZE).text, report.article(NEWS).text

    found = differences(match.left.of(left), match.right.of(right))

    assert [d.change for d in found] == ["equal"]


def test_changed_words_are_named_without_the_space_around_them() -> None:
    found = differences("who the helicopter was operated", "if the helicopter was being operated")

    assert [(d.change, d.left, d.right) for d in found if d.change != "equal"] == [
        ("replaced", "who", "if"),
        ("inserted", "", "being"),
    ]


@given(left=KEYS, right=KEYS)
def test_equal_runs_are_a_longest_common_subsequence(left: list[int], right: list[int]) -> None:
    runs = equal_runs(left, right)

    assert sum(r.length for r in runs) == LCSseq.similarity(left, right)
    for run in runs:
        assert left[run.left : run.left + run.length] == right[run.right : run.right + run.length]


@given(left=st.lists(st.integers(0, 40), max_size=60), right=st.lists(st.integers(0, 40)))
def test_long_sequences_cut_at_unique_tokens_still_give_ordered_equal_runs(
    left: list[int], right: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "SUBSEQUENCE_CELLS", 10)
        patch.setattr(patience, "SCRIPT_CELLS", 30)
        runs = equal_runs(left, right)

    at = (0, 0)
    for run in runs:
        assert (run.left, run.right) >= at
        assert run.left >= at[0]
        assert run.right >= at[1]
        assert left[run.left : run.left + run.length] == right[run.right : run.right + run.length]
        at = (run.left + run.length, run.right + run.length)


def test_long_passages_are_compared_word_by_word_though_each_word_stands_in_them_twice() -> None:
    words = [f"w{n % 6_000}" for n in range(12_000)]
    left = " ".join(words)
    right = " ".join([*words[:5_000], "changed", *words[5_001:]])

    found = differences(left, right)

    assert [(d.left, d.right) for d in found if d.change != "equal"] == [("w5000", "changed")]


@pytest.mark.parametrize("repeated", [1, 2])
def test_what_is_too_long_for_one_script_is_cut(repeated: int) -> None:
    keys = list(range(120)) * repeated
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "SCRIPT_CELLS", 1_000)
        runs = equal_runs(keys, [*keys[:40], -1, *keys[41:]])

    assert [(run.left, run.length) for run in runs] == [(0, 40), (41, len(keys) - 41)]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda s: Span(s[0], s[0] + s[1]))
MARKS = st.lists(st.builds(Mark, SPANS, st.sampled_from(["credit", "passage"]), st.just("x")))


@given(text=st.text(min_size=1, max_size=40), marks=MARKS)
def test_marked_segments_are_the_text_and_know_their_marks(text: str, marks: list[Mark]) -> None:
    segments = marked(text, marks)

    assert "".join(s.text for s in segments) == text
    for segment in segments:
        covering = [m for m in marks if m.span.start <= segment.start and m.span.end >= segment.end]
        assert sorted(map(repr, segment.marks)) == sorted(map(repr, covering))
        assert all(m in covering or m.span.overlap(Span(segment.start, segment.end)) == 0
                   for m in marks)  # fmt: skip


def passage(left: int, right: int, words: int = 10) -> Passage:
    return Passage(Span(left, left + 5), Span(right, right + 5), words, None, None, None)


def test_the_heaviest_passages_in_the_same_order_stand_level() -> None:
    first, second, moved = passage(0, 20), passage(10, 30), passage(20, 0, words=15)

    assert level_chain([moved, second, first]) == (first, second)
    assert level_chain([passage(0, 20, words=3), moved]) == (moved,)


def test_passages_that_overlap_on_one_side_never_both_stand_level() -> None:
    assert len(level_chain([passage(0, 0), passage(3, 10)])) == 1
    assert level_chain([]) == ()


SPACED = st.lists(st.sampled_from(["a", "red", "hat.", "“so”", "(it)", "b-c", "800", "é,"]))


@given(left=SPACED.map(" ".join), right=SPACED.map(" ".join))
def test_inline_text_without_the_deleted_words_is_the_right_passage(left: str, right: str) -> None:
    parts = inline(differences(left, right))

    assert "".join(p.text for p in parts if p.change != "deleted") == right


@given(left=SPACED.map(" ".join), right=SPACED.map(" ".join))
def test_inline_text_never_runs_two_words_together(left: str, right: str) -> None:
    parts = inline(differences(left, right))

    apart = [word for part in parts for word in re.findall(r"\w+", part.text)]
    assert re.findall(r"\w+", "".join(p.text for p in parts)) == apart


def test_a_deleted_word_keeps_one_space_on_either_side() -> None:
    shown = "".join(
        p.text for p in inline(differences("in a nearby government", "in a government"))
    )

    assert shown == "in a nearby government"


def test_a_comparison_counts_equal_words_of_the_longer_side() -> None:
    found = compared(*two_words("one two three four", "one three", languages=()))

    assert (found.equal_words, found.words) == (2, 4)


def test_words_of_an_index_are_those_of_the_passage_alone() -> None:
    report = seed_report()
    index = index_words(report.articles)

    for match in report.matches:
        left, right = (
            index.of(article, span)
            for article, span in (
                (match.left_article, match.left),
                (match.right_article, match.right),
            )
        )
        texts = left.text, right.text
        assert compared(left, right).changes == differences(*texts)


def test_a_word_that_a_span_cuts_is_compared_by_what_is_left_of_it() -> None:
    articles = [Article(ArticleId(n), t, n) for n, t in (("l", "cut rebels"), ("r", "rebels cut"))]
    index = index_words(articles)

    left, right = index.of(ArticleId("l"), Span(4, 7)), index.of(ArticleId("r"), Span(0, 6))

    assert [(d.change, d.left, d.right) for d in compared(left, right).changes] == [
        ("replaced", "reb", "rebels")
    ]
