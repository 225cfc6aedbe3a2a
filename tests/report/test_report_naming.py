from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from report_samples import NEWS, RT, seed_report

from reuse.model import (
    Article,
    ArticleId,
    Evidence,
    Family,
    FamilyId,
    Lineage,
    Precision,
    Report,
    Timestamp,
)
from reuse.report.formats.text import comparison, summary
from reuse.report.moments import date_words, moment_in
from reuse.report.naming import ids_of, mentions, name_of, names_of, numbers_of, told
from reuse.report.pack import render
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.pair import pair_view
from reuse.report.pages.site import site_of

NEW_YORK = timezone(timedelta(hours=-4))
KOLKATA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("moment", "precision", "has_zone", "words"),
    [
        (datetime(2018, 7, 15, 7, 54, 9, tzinfo=NEW_YORK), "second", True,
         "15 July 2018, 07:54 UTC-4"),
        (datetime(2018, 7, 5, 7, 4, tzinfo=KOLKATA), "minute", True, "5 July 2018, 07:04 UTC+5:30"),
        (datetime(2018, 7, 5, 7, 4, tzinfo=UTC), "minute", False,
         "5 July 2018, 07:04 (zone not stated)"),
        (datetime(2018, 7, 5, tzinfo=UTC), "day", False, "5 July 2018"),
        (datetime(2018, 7, 1, tzinfo=UTC), "month", False, "July 2018"),
        (datetime(2018, 1, 1, tzinfo=UTC), "year", False, "2018"),
    ],
)  # fmt: skip
def test_dates_read_as_they_were_stated(
    moment: datetime, precision: Precision, has_zone: bool, words: str
) -> None:
    assert date_words(Timestamp(moment, precision, has_zone)) == words


def test_only_a_whole_iso_moment_is_read_as_one() -> None:
    found = moment_in("2018-06-01T19:03:02-04:00")

    assert found is not None
    assert found.words == "1 June 2018, 19:03 UTC-4"
    day = moment_in("2018-06-01")
    assert day is not None
    assert (day.words, day.iso) == ("1 June 2018", "2018-06-01")
    month = moment_in("2018-06")
    assert month is not None
    assert (month.words, month.iso) == ("June 2018", "2018-06")
    assert moment_in("2018-13") is None
    assert moment_in("2018") is None
    assert moment_in("2018-19-01") is None
    assert moment_in("2018-99-01T19:03") is None


def test_articles_of_one_outlet_have_distinct_names(report: Report) -> None:
    articles = tuple(replace(article, outlet="NPR") for article in report.articles)
    same = replace(report, articles=articles)

    assert len(set(map(str, names_of(articles).values()))) == 3
    shown = comparison(articles[1], articles[2], same, width=200)
    assert f"NPR ({RT})" in shown
    assert f"NPR ({NEWS})" in shown
    for text in (summary(same, width=400), _said(render(same))):
        assert f"NPR ({RT})" in text
        assert f"NPR ({NEWS})" in text


def test_an_article_without_an_outlet_goes_by_its_short_title() -> None:
    long = Article(ArticleId("a.txt"), "", "a.txt", title="Word after word " * 20)

    assert name_of(long).main.startswith("“Word after")
    assert len(name_of(long).main) < 60
    assert str(name_of(replace(long, title=None))) == "a.txt"


def _mentioned(said: str, *ids: str) -> list[str]:
    first: dict[str, tuple[ArticleId, ...]] = {}
    for name in ids:
        first[name.split()[0]] = (*first.get(name.split()[0], ()), ArticleId(name))
    found = tuple(mentions(said, first))
    assert "".join(m.text for m in found) == said
    return [m.article or m.text for m in found if m.article or m.moment]


@pytest.mark.parametrize(
    ("said", "ids", "found"),
    [
        ('npr-1 says "By npr-1 CNN" (by-line)', ["npr-1"], ["npr-1"]),
        ("published first: a-1 2018-06-01T19:03:02-04:00, a-12 2018-06-02T05:16:43-04:00",
         ["a-1", "a-12"], ["a-1", "2018-06-01T19:03:02-04:00", "a-12",
                           "2018-06-02T05:16:43-04:00"]),
        ("my dir/b.txt: it is so", ["my dir/b.txt"], ["my dir/b.txt"]),
        ("and 12 more witnesses say so", ["12"], []),
        ("12 of 14 articles", ["12", "14"], []),
        ("12 says so", ["12"], ["12"]),
        ("against it: the was published earlier than the rest", ["the"], ["the"]),
        ("a-1x and xa-1", ["a-1"], []),
    ],
)  # fmt: skip
def test_only_whole_ids_outside_quotation_marks_are_mentions(
    said: str, ids: list[str], found: list[str]
) -> None:
    assert _mentioned(said, *ids) == found


def _ledger_report() -> Report:
    """The seeds with an id and a moment in a basis and in an entry of the ledger."""
    report = seed_report()
    first, second, third = report.lineages
    stated = f"published first: {RT} 2018-07-15T07:54:00-04:00"
    step = replace(second.derivations[0], evidence=(Evidence("time", stated, RT),))
    origin = replace(second.origin, basis=(f'{RT}: "(RT)" (its own dateline)',))
    changed = replace(second, origin=origin, derivations=(step,))
    return replace(report, lineages=(first, changed, third))


def test_ids_in_the_ledger_are_the_names_that_witnesses_have() -> None:
    report = _ledger_report()

    for text in (summary(report, width=400), _said(render(report))):
        assert f'RT ({RT}): "(RT)" (its own dateline)' in text
        assert f"published first: RT ({RT}) 15 July 2018, 07:54 UTC-4" in text
    assert 'datetime="2018-07-15T07:54:00-04:00"' in render(report)


def test_a_told_sentence_keeps_what_it_does_not_know(report: Report) -> None:
    ids = ids_of(report.families[1], report.lineages[1])

    assert told("as ever; nobody says", ids, names={}) == "as ever; nobody says"


def _family(name: str) -> Family:
    return Family(FamilyId(name), (), "copied", 1)


def test_families_have_the_number_of_their_id_or_of_their_place() -> None:
    assert numbers_of([_family("f002"), _family("f010")]) == (2, 10)
    assert numbers_of([_family("f1"), _family("story")]) == (1, 2)
    assert numbers_of([_family("f1"), _family("f01")]) == (1, 2)
    assert numbers_of([]) == ()


def test_a_passage_has_one_number_in_every_place(report: Report) -> None:
    families = tuple(
        replace(family, id=FamilyId(f"f0{n}"), nature="boilerplate" if n == 3 else family.nature)
        for family, n in zip(report.families, (3, 5, 7), strict=True)
    )
    lineages = tuple(
        Lineage(f.id, lineage.origin, lineage.derivations)
        for f, lineage in zip(families, report.lineages, strict=True)
    )
    site = site_of(replace(report, families=families, lineages=lineages))

    text = summary(site.report, width=200)

    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == ["5", "7"]
    assert [row.number for row in rows_of(site).news] == [5, 7]
    assert [family_view(site, entry).number for entry in site.entries] == [3, 5, 7]
    assert [h.entry for h in pair_view(site, (RT, NEWS)).heads] == [7, 5]
    assert [s.number for s in article_view(site, site.articles[NEWS]).shares] == [3, 5, 7]


def _said(page: str) -> str:
    """The words of a page as a reader sees them, without its style and script."""
    import html

    body = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub("<[^>]*>", "", body)).split())
