"""The papers of the coast hold what they were written to hold; golden: `coast.txt`."""

from __future__ import annotations

from typing import get_args

from coast import COAST, coast_report, told

from reuse.model import Article, CreditStatus, Nature


def test_the_coast_has_the_families_it_was_written_for() -> None:
    assert told(coast_report()) == COAST.with_suffix(".txt").read_text("utf-8")


def test_the_coast_shows_every_nature_and_every_credit() -> None:
    report = coast_report()
    natures = {family.nature for family in report.families}
    assert natures == set(get_args(Nature))
    statuses = {w.credit.status for f in report.families for w in f.witnesses if w.credit}
    assert statuses == set(get_args(CreditStatus))


def test_the_coast_has_passages_moved_and_one_article_made_of_four() -> None:
    spans: dict[str, dict[str, int]] = {}
    sources: dict[str, set[str]] = {}
    report = coast_report()
    for family, lineage in zip(report.families, report.lineages, strict=True):
        for witness in family.witnesses:
            spans.setdefault(witness.article, {})[family.id] = witness.span.start
            if lineage.origin.article not in (None, witness.article):
                sources.setdefault(witness.article, set()).add(str(lineage.origin.article))
    common = spans["courier-3"].keys() & spans["tribune-3"].keys()
    orders = [sorted(common, key=spans[a].__getitem__) for a in ("courier-3", "tribune-3")]
    assert len(common) == 3
    assert orders[0] != orders[1]
    assert sources["lantern-4"] == {"wire-1", "harbour-1", "harbour-2", "release-1"}


def test_the_coast_is_dated_in_every_way_and_written_in_five_languages() -> None:
    articles = coast_report().articles
    precisions = {a.published.precision for a in articles if a.published}
    assert {"year", "month", "day", "second"} <= precisions
    assert any(a.published is None for a in articles)
    assert {"ar", "he", "de", "ja"} <= {a.language for a in articles}
    assert max(map(_longest_paragraph, articles)) > 200


def _longest_paragraph(article: Article) -> int:
    return max(len(paragraph.split()) for paragraph in article.text.split("\n\n"))
