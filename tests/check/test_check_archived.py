"""A check against an archive that has far more articles than it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fault_articles import made_articles
from passages import PASSAGE

from reuse.archive import open_archive
from reuse.archive.neighbours import _PER_SENTENCE, _PER_WORD
from reuse.check import check
from reuse.model import Article, ArticleId, Timestamp
from reuse.settings import FindSettings, Settings
from reuse.verdict import Verdict

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
DRAFT = Article(ArticleId("draft"), f"Good morning. {PASSAGE} Goodbye.", "draft", language="en")


def copies(count: int) -> list[Article]:
    """Articles with the passage, the later the earlier they come, every third undated."""
    return [
        Article(
            ArticleId(f"copy{number:03}"),
            f"Number {number} has it. {PASSAGE} That is all of number {number}.",
            f"copy{number}",
            language="en",
            published=None
            if number % 3 == 0
            else Timestamp(BEGAN + timedelta(days=count - number), "day"),
        )
        for number in range(count)
    ]


def test_what_an_archive_says_of_words_weighs_the_few_articles_it_offers(tmp_path: Path) -> None:
    said = {}
    for telling in (500, 50_000):
        settings = Settings(find=FindSettings(telling_tokens=telling))
        with open_archive(tmp_path / f"{telling}.reuse", settings=settings) as archive:
            archive.add([*made_articles(20, seed=4), *copies(1)])
            verdict = check(DRAFT, archive, settings=settings)
        assert [article.id for article in verdict.report.articles] == ["copy000", "draft"]
        said[telling] = any("how common their words are" in n for n in verdict.report.notes)
    assert said == {500: True, 50_000: False}


def checked(folder: Path, count: int, *, has_text: bool = True) -> Verdict:
    with open_archive(folder / "a.reuse", has_text=has_text) as archive:
        archive.add(copies(count))
        return check(replace(DRAFT, published=Timestamp(BEGAN + timedelta(400), "day")), archive)


@pytest.mark.parametrize("has_text", [True, False])
def test_of_many_copies_the_first_published_are_shown_and_the_others_counted(
    tmp_path: Path, has_text: bool
) -> None:
    verdict = checked(tmp_path, 3 * _PER_WORD, has_text=has_text)
    assert verdict.compared == 3 * _PER_WORD
    dated = [number for number in range(3 * _PER_WORD) if number % 3]
    shown = [article.id for article in verdict.report.articles if article.id != "draft"]
    assert shown == [f"copy{number:03}" for number in dated[-_PER_WORD:]]
    (note,) = [note for note in verdict.notes if "more archived articles" in note]
    # Those that were looked at for a reworded sentence, in vain, are not among them.
    looked_at = _PER_SENTENCE if has_text else 0
    assert 2 * _PER_WORD - looked_at <= int(note.split()[0]) <= 2 * _PER_WORD


def test_nothing_is_said_of_articles_left_out_where_none_is(tmp_path: Path) -> None:
    verdict = checked(tmp_path, _PER_WORD)
    assert len(verdict.report.articles) == _PER_WORD + 1
    assert not [note for note in verdict.report.notes if "more archived" in note]
