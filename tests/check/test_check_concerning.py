"""The part of what was found that concerns drafts: which matches, and at what cost."""

from __future__ import annotations

import random
import time

import pytest

from reuse.check.part import concerning, covered, without_fellows
from reuse.model import ArticleId, Match, Span

DRAFTS = frozenset(map(ArticleId, ("x", "y")))


def match_of(left: str, right: str, one: Span, other: Span) -> Match:
    return Match(ArticleId(left), ArticleId(right), one, other, "verbatim", 1.0, 9, "certain")


def some_matches(seed: int) -> list[Match]:
    dice = random.Random(seed)
    found = set()
    for _ in range(dice.randrange(14)):
        left, right = sorted(dice.sample("abcdxy", 2))
        spans = [
            Span(at, at + dice.randint(1, 12)) for at in (dice.randrange(40), dice.randrange(40))
        ]
        found.add(match_of(left, right, *spans))
    return sorted(found, key=lambda m: (m.left_article, m.right_article, m.left, m.right))


def met_one_by_one(matches: list[Match]) -> set[Match]:
    """As `concerning`, by its words: slow, and plain."""
    kept = {m for m in matches if {m.left_article, m.right_article} & DRAFTS}
    while True:
        sides = {
            side for m in kept for side in ((m.left_article, m.left), (m.right_article, m.right))
        }
        met = {
            m
            for m in matches
            for article, span in ((m.left_article, m.left), (m.right_article, m.right))
            if any(article == other and span.overlap(place) for other, place in sides)
        }
        if met <= kept:
            return kept
        kept |= met


@pytest.mark.parametrize("seed", range(60))
def test_a_match_is_kept_that_meets_a_draft_through_others(seed: int) -> None:
    matches = some_matches(seed)
    assert set(concerning(matches, DRAFTS)) == met_one_by_one(matches)


@pytest.mark.parametrize("seed", range(60))
def test_a_match_of_drafts_is_kept_where_articles_have_less_than_half_of_it(seed: int) -> None:
    matches = some_matches(seed)

    def is_needed(article: ArticleId, span: Span) -> bool:
        sides = (
            ((m.left_article, m.left), m.right_article) if m.left_article in DRAFTS else
            ((m.right_article, m.right), m.left_article)
            for m in matches
        )  # fmt: skip
        spans = [s for (a, s), other in sides if a == article and other not in DRAFTS]
        return covered(span, spans) < 0.5 * len(span)

    kept = set(without_fellows(matches, DRAFTS))
    for match in matches:
        if {match.left_article, match.right_article} == DRAFTS:
            ends = ((match.left_article, match.left), (match.right_article, match.right))
            assert (match in kept) == any(is_needed(*end) for end in ends)
        else:
            assert match in kept


def test_the_cost_grows_with_the_matches_alone() -> None:
    chain = [match_of("a0", "x", Span(0, 10), Span(0, 10))]
    for n in range(30_000):
        at = 5 * n
        chain.append(match_of(f"a{n}", f"a{n + 1}", Span(at, at + 10), Span(at + 5, at + 15)))
    fellows = [match_of("x", "y", Span(n, n + 9), Span(n, n + 9)) for n in range(0, 300_000, 10)]
    begun = time.process_time()

    assert concerning(chain, DRAFTS) == tuple(chain)
    assert without_fellows([*chain, *fellows], DRAFTS) == (*chain, *fellows)
    assert time.process_time() - begun < 10
