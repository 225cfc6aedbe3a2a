"""The part of a report that concerns the drafts in it, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import OTHER, PASSAGE, article

import reuse
from reuse.check.part import alone, concerning, covered, without_fellows
from reuse.check.united import united
from reuse.model import Article, ArticleId, Match, Span
from reuse.verdict import Verdict

A, B, C, D, E = (ArticleId(name) for name in "abcde")
DRAFT, OTHER_DRAFT = ArticleId("x"), ArticleId("y")
SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 12)
)


def match(
    left: ArticleId, right: ArticleId, start: int, end: int, *, at: int | None = None
) -> Match:
    """Words at a place of the left article that stand at `at` in the right one."""
    begin = start if at is None else at
    right_span = Span(begin, begin + end - start)
    return Match(left, right, Span(start, end), right_span, "verbatim", 1.0, 9, "certain")


@given(SPANS, st.lists(SPANS, max_size=6))
def test_code_points_that_several_spans_cover_count_once(span: Span, others: list[Span]) -> None:
    marked = {at for other in others for at in range(other.start, other.end)}
    assert covered(span, others) == len(marked & set(range(span.start, span.end)))


def test_who_carries_words_of_a_draft_on_is_followed_to_the_end() -> None:
    chain = (
        match(A, DRAFT, 0, 50),
        match(A, B, 10, 40, at=100),
        match(B, C, 100, 130, at=200),
        match(C, D, 210, 225, at=0),
    )
    elsewhere = (match(B, D, 300, 340), match(A, E, 60, 90), match(D, E, 500, 530))
    for order in (chain + elsewhere, (elsewhere + chain)[::-1]):
        assert set(concerning(order, frozenset([DRAFT]))) == set(chain)


@pytest.mark.parametrize(("length", "is_kept"), [(49, True), (50, False)])
def test_what_two_drafts_share_is_kept_where_half_of_it_is_published_nowhere_else(
    length: int, is_kept: bool
) -> None:
    fellows = match(DRAFT, OTHER_DRAFT, 0, 100)
    published = (match(A, DRAFT, 0, length), match(A, OTHER_DRAFT, 0, length))
    drafts = {DRAFT, OTHER_DRAFT}
    assert (fellows in without_fellows((fellows, *published), drafts)) is is_kept
    # Needed by one of the two is needed.
    assert fellows in without_fellows((fellows, published[0]), drafts)
    assert fellows in without_fellows((fellows, published[1]), drafts)


def test_what_joins_a_draft_with_nobody_but_another_draft_names_that_one() -> None:
    matches = (match(A, B, 0, 20), match(A, DRAFT, 0, 20), match(B, OTHER_DRAFT, 0, 20))
    drafts = frozenset([DRAFT, OTHER_DRAFT])
    kept, joined = alone(matches, DRAFT, drafts=drafts, apart=())
    assert (kept, joined) == (matches[:2], {DRAFT})
    kept, joined = alone(matches, DRAFT, drafts=drafts, apart=[A])
    assert (kept, joined) == ((), {DRAFT})
    fellow = (*matches, match(DRAFT, OTHER_DRAFT, 0, 20))
    assert alone(fellow, DRAFT, drafts=drafts, apart=()) == (fellow, drafts)


WIRE = [
    article("water", PASSAGE, outlet="The Mill Herald"),
    article("mice", OTHER, outlet="The Signal"),
    article("geese", "Forty geese crossed."),
]


def checked(*drafts: str) -> Verdict:
    return reuse.check(
        [Article(ArticleId(f"d{n}"), d, f"d{n}") for n, d in enumerate(drafts)], WIRE
    )


def test_a_report_on_a_draft_holds_nothing_of_articles_that_share_nothing() -> None:
    report = checked(f"Good morning. {PASSAGE}").report
    assert [found.id for found in report.articles] == ["d0", "water"]
    assert report.words.keys() == {"d0", "water"}


def test_reports_on_several_drafts_are_one_that_is_ordered_and_complete() -> None:
    both = checked(f"Good morning. {PASSAGE}", f"Good night. {OTHER} {PASSAGE}").report
    assert [found.id for found in both.articles] == ["d0", "d1", "mice", "water"]
    assert both.words.keys() == {"d0", "d1", "mice", "water"}
    places = [(m.left_article, m.right_article, m.left, m.right) for m in both.matches]
    assert places == sorted(places)
    assert len({family.id for family in both.families}) == len(both.families) == 3
    assert [lineage.family for lineage in both.lineages] == [family.id for family in both.families]


def test_a_note_on_any_draft_is_told_once() -> None:
    one = checked(PASSAGE).report
    notes = [("a", "b"), ("b", "c"), ()]
    assert united([replace(one, notes=said) for said in notes]).notes == ("a", "b", "c")
