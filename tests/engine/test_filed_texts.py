"""A scan whose texts live in a file is, byte for byte, that of a scan in memory."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_corpus import made_articles

from reuse import shelf
from reuse.engine import LEAST_MEMORY, Means, local
from reuse.engine.local import workers
from reuse.model import Article, Report
from reuse.report import FORMATS, render_pieces
from reuse.scan import scan
from reuse.shelf import held_bytes
from reuse.trace import layouts


def written(articles: list[Article], path: Path) -> Path:
    """A file of records with some of them."""
    records = ({"id": a.id, "text": a.text, "language": a.language} for a in articles)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def rendered(report: Report) -> dict[str, list[str | bytes]]:
    """The report in every format that tells of it."""
    return {name: list(render_pieces(report, name)) for name in FORMATS if name != "parquet"}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), jobs=st.sampled_from((1, 2)))
def test_every_format_is_byte_equal(tmp_path: Path, seed: int, jobs: int) -> None:
    source = written(made_articles(40, seed=seed), tmp_path / "articles.jsonl")
    expected = scan([source])
    assert expected.families
    with pytest.MonkeyPatch.context() as patch:
        # The thresholds, which a small collection does not reach.
        patch.setattr(shelf, "_SHARE", 1 << 40)
        patch.setattr(shelf, "_AT_ONCE", 4_000)
        patch.setattr(layouts, "_CHARACTERS_KEPT", 4_000)
        patch.setattr(local, "_BYTES_PER_CODE_POINT", 1 << 20)
        if sys.platform == "linux":
            patch.setattr(workers, "_LEAST_TOKENS_PER_JOB", 1)
        report = scan([source], means=Means(jobs, LEAST_MEMORY, tmp_path / f"{seed}-{jobs}"))
    assert sum(map(held_bytes, report.articles)) == 0
    assert report == expected
    assert rendered(report) == rendered(expected)


def test_articles_that_were_given_keep_their_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_SHARE", 1 << 40)
    articles = sorted(made_articles(10, seed=1), key=lambda article: article.id)
    report = scan(articles)
    assert all(kept is given for kept, given in zip(report.articles, articles, strict=True))


def test_few_layouts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "_CHARACTERS_KEPT", 2_000)
    held, most = layouts.Layouts(), 0
    for article in made_articles(40, seed=2):
        assert held.of(article).text == article.text
        assert held.of(article) is held.of(article)
        most = max(most, sum(len(layout.text) for layout in held.kept.values()))
    assert 0 < most <= 2_000
