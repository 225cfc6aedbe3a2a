"""A report of many families: bounded pages, the rest on pages of its own and in data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from made_report import made_report
from report_samples import HOSTILE, hostile_report
from report_variants import empty
from small_reports import UNKNOWN

from reuse.model import (
    Article,
    ArticleId,
    Credit,
    Family,
    FamilyId,
    Lineage,
    Report,
    Skipped,
    Span,
    Witness,
)
from reuse.report.pages.links import FolderLinks
from reuse.report.pages.overview.datafiles import RowData, data_files, owners_of
from reuse.report.pages.overview.lists import ListPage, list_pages
from reuse.report.pages.overview.tablerows import MOST_ROWS, Rows, rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.site import Site, site_of
from reuse.report.templates import environment


@pytest.fixture(scope="module")
def site() -> Site:
    return site_of(made_report(900, seed=7))


@pytest.fixture(scope="module")
def rows(site: Site) -> Rows:
    return rows_of(site)


def page(file: str, template: str, view: object) -> str:
    links = FolderLinks("../" if "/" in file else "")
    return environment().get_template(template).render(links=links, top=1, view=view)


def test_a_made_report_is_the_same_for_the_same_seed() -> None:
    assert made_report(20, seed=1) == made_report(20, seed=1) != made_report(20, seed=2)


def test_the_first_page_stays_under_one_megabyte(site: Site, rows: Rows) -> None:
    text = page("index.html", "overview.html", overview_view(site, rows))

    assert len(text.encode()) < 800_000
    assert text.count("<tr role") < 1_000
    assert f"{MOST_ROWS} of {len(rows.news):,} passages are above" in text
    assert 'data-files="assets/overview-names.js assets/overview-1.js "' in text
    assert "families-data" not in text


def test_every_row_stands_on_the_first_page_or_on_one_after_it(site: Site, rows: Rows) -> None:
    texts = [page("index.html", "overview.html", overview_view(site, rows))]
    texts += [page(p.file, "list.html", p.view()) for p in list_pages(site, rows)]

    numbers = [int(n) for text in texts for n in re.findall(r'class="nature">Passage (\d+),', text)]
    articles = {
        a for text in texts for a in re.findall(r"articles/(made-\d+-[0-9a-f]+)\.html", text)
    }
    assert sorted(numbers) == list(range(1, 901))
    assert len(articles) == len(site.shares)
    assert max(len(text) for text in texts) < 1_000_000


def little_news(*, boilerplate: int, news: int) -> Report:
    """So many passages of each sort, every one in two articles of its own."""
    articles = [
        Article(ArticleId(f"{side}{n:03}"), "a legal line", "made", outlet=f"{side}{n}")
        for n in range(boilerplate + news)
        for side in "ab"
    ]
    families = tuple(
        Family(
            FamilyId(f"f{n:03}"),
            tuple(
                Witness(ArticleId(f"{side}{n:03}"), Span(0, 12), Credit("none")) for side in "ab"
            ),
            "copied" if n < news else "boilerplate",
            3,
        )
        for n in range(boilerplate + news)
    )
    lineages = tuple(Lineage(family.id, UNKNOWN, ()) for family in families)
    articles.sort(key=lambda article: article.id)
    return replace(
        empty(made_report(1, seed=1)),
        articles=tuple(articles),
        families=families,
        lineages=lineages,
        words={article.id: 3 for article in articles},
    )


def test_much_boilerplate_beside_little_news_is_listed_too() -> None:
    site = site_of(little_news(boilerplate=300, news=10))
    rows = rows_of(site)
    further = list(list_pages(site, rows))
    first = page("index.html", "overview.html", overview_view(site, rows))
    texts = [first, *(page(p.file, "list.html", p.view()) for p in further)]

    numbers = [int(n) for text in texts for n in re.findall(r'class="nature">Passage (\d+),', text)]
    articles = [
        n for text in texts for n in re.findall(r"<th [^>]*>.{0,80}articles/([ab]\d+)-", text)
    ]
    assert sorted(numbers) == list(range(1, 311))
    assert len(set(articles)) == 620
    assert [p.file for p in further] == ["families/boilerplate-2.html", "articles/beside-2.html"]
    assert all(f'rel="next" href="{p.file}"' in first for p in further)


def turns(pages: list[ListPage]) -> Iterator[tuple[str, str, str | None]]:
    for found in pages:
        view = found.view()
        yield found.file, view.previous, view.following


def test_further_pages_lead_to_one_another_and_back(site: Site, rows: Rows) -> None:
    for kind in ("families", "articles"):
        pages = [p for p in list_pages(site, rows) if p.view().kind == kind]
        found = list(turns(pages))
        assert len(found) > 1
        assert found[0][1] == "index.html"
        assert found[-1][2] is None
        assert [f[2] for f in found[:-1]] == [f[0] for f in found[1:]]
        assert [f[1] for f in found[1:]] == [f[0] for f in found[:-1]]
        text = page(pages[0].file, "list.html", pages[0].view())
        assert f'<link rel="next" href="../{found[1][0]}">' in text


def test_thousands_of_skipped_inputs_are_bounded(report: Report) -> None:
    skipped = tuple(Skipped(f"{n:05d}.bin", "not text") for n in range(1_000))
    site = site_of(replace(report, skipped=skipped))
    rows = rows_of(site)

    first = page("index.html", "overview.html", overview_view(site, rows))
    pages = [page(p.file, "list.html", p.view()) for p in list_pages(site, rows)]

    assert first.count(".bin</bdi>") == MOST_ROWS
    assert "200 of 1,000 skipped inputs are above" in first
    assert sum(text.count(".bin</bdi>") for text in pages) == 800


def test_data_files_are_json_that_one_statement_takes(site: Site, rows: Rows) -> None:
    files = dict(data_files(site, rows))
    form = re.compile(r'\(globalThis\.reuseData \?\?= \{\}\)\["([^"]+)"\] = (.*);\n', re.DOTALL)
    data = {}
    for name, text in files.items():
        found = form.fullmatch(text)
        assert found is not None, name
        data[found[1]] = json.loads(found[2])

    names, made = data["names"], data["overview-1.js"]
    assert [row[0] for row in made] == [row.number for row in rows.all]
    assert [len(row[9]) for row in made] == [len(row.articles) for row in rows.all]
    assert all(
        0 <= flow[n] < len(names["outlets"]) for row in made for flow in row[11] for n in (0, 1)
    )
    assert len(files["overview-1.js"]) < 600 * len(made)


def test_data_files_hold_hostile_text_as_text_that_cannot_run() -> None:
    site = site_of(hostile_report(witnesses=3, long_word=10))
    rows = rows_of(site)
    data = RowData(rows, owners_of(site, rows), FolderLinks(""))

    texts = [data.in_page(), *(text for _, text in data.files())]

    for text in texts:
        assert not re.search("[<>\x00-\x09\x0b-\x1f\u2028\u2029\u202a-\u202e\ud800-\udfff]", text)
    said = json.loads(texts[0])["rows"][0][2]
    assert said.startswith("<script>alert(1)</script> {{ 7*7 }}")
    assert "\\u202e" in said
    assert HOSTILE not in said


def test_a_small_report_needs_no_data_file(report: Report) -> None:
    site = site_of(report)
    rows = rows_of(site)

    assert not list(data_files(site, rows))
    assert not list(list_pages(site, rows))
    text = page("index.html", "overview.html", overview_view(site, rows))
    data = re.search(r'id="families-data">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert [row[0] for row in json.loads(data[1])["rows"]] == [row.number for row in rows.all]
