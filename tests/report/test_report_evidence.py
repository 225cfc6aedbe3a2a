from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from small_reports import UNKNOWN

from reuse.errors import UsageError
from reuse.model import (
    Article,
    ArticleId,
    Credit,
    Family,
    FamilyId,
    Lineage,
    Match,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.report import folder
from reuse.report.folder import check_folder, write_html
from reuse.report.pack import render
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.links import family_file
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.site import Bounds, site_of


def test_a_deleted_word_on_a_page_keeps_the_space_beside_it(report: Report, tmp_path: Path) -> None:
    index = write_html(report, tmp_path / "out")
    page = (index.parent / family_file(report.families[2].id)).read_text("utf-8")

    shown = re.search(r"in a(<del>.*?</del>)(.{11})", page)

    assert shown is not None
    assert shown[1] == "<del> nearby</del>"
    assert shown[2] == " government"


def silent(report: Report) -> str:
    site = site_of(report)
    return overview_view(site, rows_of(site)).totals[3].figure


def test_the_headline_counts_articles_that_do_not_name_a_known_origin(report: Report) -> None:
    site = site_of(report)
    view = overview_view(site, rows_of(site))

    total = view.totals[3]
    assert (total.figure, total.noun) == ("1", "article does not name a known origin")
    assert (view.unnamed or "").startswith("1 article carries copied text or wire copy")


def test_the_headline_leaves_out_quotations_and_unknown_origins(report: Report) -> None:
    quoted = tuple(replace(f, nature="quotation") for f in report.families)
    without = tuple(replace(lineage, origin=UNKNOWN) for lineage in report.lineages)

    assert silent(replace(report, families=quoted)) == "0"
    assert silent(replace(report, lineages=without)) == "0"


def test_the_headline_leaves_out_the_origin_itself(report: Report) -> None:
    second = report.families[1]
    bare = tuple(replace(w, credit=Credit("none")) for w in second.witnesses)
    families = (report.families[0], replace(second, witnesses=bare), report.families[2])

    assert silent(replace(report, families=families)) == "1"


def test_an_article_page_lists_a_family_once(report: Report) -> None:
    text = report.article(NEWS).text
    second = report.families[1]
    again = Witness(NEWS, Span(len(text) - 20, len(text)), Credit("none"))
    families = (
        report.families[0],
        replace(second, witnesses=(*second.witnesses, again)),
        report.families[2],
    )
    site = site_of(replace(report, families=families))

    view = article_view(site, site.articles[NEWS])

    assert [s.number for s in view.shares] == [1, 2, 3]
    assert view.shares[1].words == "32 words, in 2 places here"
    assert [o.card.id for o in view.shares[1].others] == [RT]


def two_texts(left: str, right: str) -> Report:
    articles = tuple(Article(ArticleId(n), t, n) for n, t in (("l", left), ("r", right)))
    spans = [Span(0, len(a.text)) for a in articles]
    witnesses = tuple(Witness(a.id, s) for a, s in zip(articles, spans, strict=True))
    match = Match(
        articles[0].id, articles[1].id, *spans,
        kind="paraphrase", similarity=0.5, words=9, certainty="certain",
    )  # fmt: skip
    return Report(
        "1", {}, articles, (), (match,),
        (Family(FamilyId("f1"), witnesses, "copied", 9),),
        (Lineage(FamilyId("f1"), UNKNOWN, ()),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("right", "is_diff"),
    [("one two three four zeta eta", True), ("one alpha beta gamma zeta eta", False)],
)
def test_a_copy_in_quite_other_words_is_shown_without_a_difference(
    right: str, is_diff: bool
) -> None:
    site = site_of(two_texts("one two three four five six", right))

    (copy,) = family_view(site, site.entries[0]).witnesses[1].places

    assert (copy.changes is not None) == is_diff
    assert copy.own_words == (None if is_diff else right)
    assert ("shown in its own words" in render(site.report)) != is_diff


def test_two_articles_in_one_file_stand_side_by_side_first() -> None:
    two, three = render(two_texts("one two three", "one two three")), render(seed_report())

    assert two.index('class="row heads"') < two.index('id="overview"')
    assert three.index('id="overview"') < three.index('class="row heads"')
    assert two.count("<h1") == 1
    assert two.count("Passage 1 of 1</h") == 1


def test_pages_of_pairs_are_bounded_in_the_order_of_families(
    report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = site_of(report, bounds=Bounds(most_pairs=1))

    assert list(site.pairs) == [(BLAZE, NEWS)]
    assert site.unpaged == 1
    assert "1 more pair would have one but for that bound" in (
        overview_view(site, rows_of(site)).bound or ""
    )
    assert "1 pair without a page" in (family_view(site, site.entries[1]).pair_note or "")
    monkeypatch.setattr(folder, "site_of", lambda report: site_of(report, bounds=site.bounds))
    assert len(list((write_html(report, tmp_path / "o").parent / "pairs").iterdir())) == 1


def test_a_drawing_orders_articles_by_time_and_shows_headline_and_date() -> None:
    report = hostile_report(witnesses=3, long_word=1)
    days = [3, None, 1]
    articles = tuple(
        replace(
            a,
            outlet=f"Outlet {n}",
            title=f"Headline {n}",
            published=Timestamp(datetime(2020, 1, day, tzinfo=UTC), "day") if day else None,
        )
        for n, (a, day) in enumerate(zip(report.articles, days, strict=True))
    )
    site = site_of(replace(report, articles=articles))

    boxes = family_view(site, site.entries[0]).drawing.boxes
    _, *copies = sorted(boxes, key=lambda box: (box.x, box.y))

    assert [[line.text for line in box.lines[:3]] for box in copies] == [
        ["Outlet 2", "Headline 2", "1 January 2020"],
        ["Outlet 0", "Headline 0", "3 January 2020"],
        ["Outlet 1", "Headline 1", "date not stated"],
    ]
    assert [box.number for box in copies] == ["1", "2", "3"]


def test_a_folder_that_can_hold_a_report_passes_and_is_not_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "deep" / "out")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_hold_a_report_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("years of work")

    with pytest.raises(UsageError, match="a file of that name"):
        check_folder(tmp_path / "file")
    with pytest.raises(UsageError, match="cannot write"):
        check_folder(tmp_path / "file" / "below")
    with pytest.raises(UsageError, match="not a report"):
        check_folder(tmp_path / "full")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UsageError, match="no permission"):
        check_folder(tmp_path / "deep" / "out")
