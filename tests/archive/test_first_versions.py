"""Of very many articles with one passage the first published is looked at, edited or not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from fault_articles import made_articles, prose, words
from hypothesis import given
from hypothesis import strategies as st

from reuse.archive import open_archive
from reuse.archive.neighbours import Runs, covering
from reuse.check import check
from reuse.model import Article, ArticleId, Timestamp

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
CARRIERS = 40
DICE = random.Random(11)
PASSAGE = words(45, dice=DICE)


def dated(article: Article, hours: int | None) -> Article:
    when = None if hours is None else Timestamp(BEGAN + timedelta(hours=hours), "minute")
    return replace(article, published=when)


def with_passage(article: Article, passage: Sequence[str]) -> Article:
    said = article.text.split()
    return replace(article, text=" ".join([*said[:30], *passage, *said[30:]]))


def edited(places: Sequence[int]) -> list[str]:
    said = list(PASSAGE)
    for place in places:
        said[place] = f"other{place}"
    return said


def wire(first: Article) -> list[Article]:
    """Articles with the passage, and others; the first version comes into the archive last."""
    made = made_articles(CARRIERS + 100, seed=5, length=60)
    carriers = [with_passage(a, PASSAGE) for a in made[:CARRIERS]]
    many = [dated(a, 10 + hours) for hours, a in enumerate([*carriers, *made[CARRIERS:]])]
    return [*many, first]


@pytest.mark.parametrize("has_text", [True, False])
@pytest.mark.parametrize("places", [(9, 22, 35), (14,), ()])
def test_a_first_version_with_other_words_is_among_the_neighbours(
    tmp_path: Path, places: tuple[int, ...], has_text: bool
) -> None:
    other = made_articles(1, seed=77, name="first", length=60)[0]
    first = dated(replace(with_passage(other, edited(places)), outlet="The Lamp"), 0)
    said = [*words(40, dice=DICE), *PASSAGE]
    draft = Article(ArticleId("draft"), prose(said, dice=DICE), "draft")
    with open_archive(tmp_path / "a.reuse", has_text=has_text) as archive:
        archive.add(wire(first))
        near = archive.near([draft])
        assert first.id in {article.id for article in near.articles}
        assert CARRIERS // 3 < near.left_out <= CARRIERS + 1 - 16
        if has_text:
            late = dated(draft, 1_000)
            (finding,) = check(late, archive).findings
            said = " ".join((finding.origin.article or "", *finding.origin.basis))
            assert first.id in said  # the origin, or named as what speaks against another one


def runs_of(rows: Sequence[tuple[int, int, int]]) -> Runs:
    articles, start, end = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    return Runs(articles, start, end, (end - start).astype(np.float32))


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(0, 40), st.integers(4, 30)), min_size=17),
    st.integers(0, 3),
)
def test_the_first_with_twelve_words_in_a_row_is_always_chosen(
    rows: list[tuple[int, int, int]], undated: int
) -> None:
    runs = runs_of(sorted({(a, begin, begin + size) for a, begin, size in rows}))

    def published(numbers: np.ndarray) -> np.ndarray:
        return np.where(numbers % 4 < undated, np.inf, -numbers.astype(np.float64))

    chosen = set(covering(runs, 100, published).tolist())
    long = runs.chosen(runs.end - runs.start >= 12)
    when = published(long.articles)
    for word in range(70):
        here = (long.start <= word) & (word < long.end) & np.isfinite(when)
        if here.any():
            assert int(long.articles[here][np.argmin(when[here])]) in chosen
