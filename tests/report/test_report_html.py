from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from coast import coast_report
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report

from reuse.errors import UsageError
from reuse.model import Report
from reuse.report import folder
from reuse.report.folder import MARKER, write_html
from reuse.report.pack import render, write_html_file
from reuse.report.pages.links import ASSETS, article_file, family_file, pair_file
from reuse.report.templates import assets, environment

OWN_ELEMENTS = frozenset(
    re.findall(
        "[a-z0-9]+",
        "a article bdi blockquote body button caption circle cite clippath dd defs del details "
        "div dl dt figcaption figure footer g h1 h2 h3 h4 head header html i input ins label li "
        "line link main mark marker meta nav ol option output p path pattern rect script section "
        "select span strong style summary svg table template tbody td text th thead "
        "time title tr ul",
    )
)


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.headings: list[int] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._in: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in = tag
        self.elements.add(tag)
        self.attributes.update(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.hrefs += [values["href"] or ""] if "href" in values else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in == "script" else self.words).append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in = None


def pages(index: Path) -> dict[Path, Page]:
    return {f: Page(f.read_text("utf-8")) for f in index.parent.rglob("*.html")}


def test_the_folder_has_a_page_for_every_family_pair_and_article(
    report: Report, tmp_path: Path
) -> None:
    index = write_html(report, tmp_path / "out")

    names = {p.relative_to(tmp_path / "out").as_posix() for p in pages(index)}
    assert index == tmp_path / "out" / "index.html"
    assert names == {
        "index.html",
        *(family_file(family.id) for family in report.families),
        *(article_file(article.id) for article in report.articles),
        pair_file(BLAZE, NEWS),
        pair_file(RT, NEWS),
    }
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def compared_report() -> Report:
    return replace(seed_report(), families=(), lineages=())


@pytest.mark.parametrize("make", [seed_report, hostile_report, compared_report, coast_report])
def test_every_link_leads_to_a_page_and_a_place_on_it(make: object, tmp_path: Path) -> None:
    index = write_html(make(), tmp_path / "out")  # type: ignore[operator]  # one of two makers

    found = pages(index)
    for file, page in found.items():
        assert len(page.ids) == len(set(page.ids))
        for href in page.hrefs:
            if href.startswith("https://"):  # the address of an article
                continue
            path, _, place = unquote(href).partition("#")
            if place.startswith("?"):  # what the table of the overview shall show
                place = ""
            target = (file.parent / path).resolve() if path else file
            assert target in found or target.parent == index.parent / ASSETS, href
            assert target.is_file()
            assert not place or place in found[target].ids, href


def test_one_file_holds_everything_and_links_only_to_itself(report: Report, tmp_path: Path) -> None:
    file = write_html_file(report, tmp_path / "deep" / "FILE.html")

    page = Page(file.read_text("utf-8"))
    assert file.read_text("utf-8") == render(report)
    assert all(h.startswith("#?") or (h[:1] == "#" and h[1:] in page.ids) for h in page.hrefs)
    assert len(page.ids) == len(set(page.ids))
    assert [p.name for p in file.parent.iterdir()] == ["FILE.html"]


@pytest.mark.parametrize("make", [seed_report, hostile_report, coast_report])
def test_headings_start_at_one_and_skip_no_level(make: object, tmp_path: Path) -> None:
    report = make()  # type: ignore[operator]  # one of two makers
    single = Page(write_html_file(report, tmp_path / "x.html").read_text("utf-8"))

    for page in [single, *pages(write_html(report, tmp_path / "out")).values()]:
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        levels = zip(page.headings, page.headings[1:], strict=False)
        assert all(b <= a + 1 for a, b in levels)


def test_hostile_text_is_only_ever_text(hostile: Report, tmp_path: Path) -> None:
    for page in pages(write_html(hostile, tmp_path / "out")).values():
        said = "".join(page.words)
        assert page.elements <= OWN_ELEMENTS
        assert not {a for a in page.attributes if a.startswith("on")}
        assert not "".join(page.scripts).strip() or json.loads("".join(page.scripts))["names"]
        assert "<" not in "".join(page.scripts)
        assert "{{ 7*7 }}" in said
        assert "49" not in said
        assert not re.search("[\x00\x1b\u202a-\u202e\ud800-\udfff]", said)
        assert "U+202E" in said
        assert not any("javascript:" in href for href in page.hrefs)


def test_pages_ask_for_nothing_from_outside(report: Report, tmp_path: Path) -> None:
    for file in pages(write_html(report, tmp_path / "out")):
        text = file.read_text("utf-8")

        assert not re.search(r"""(src|href)=["']?(https?:)?//|url\((?!#)|@import""", text)


def test_the_policy_allows_exactly_our_style_and_script(report: Report) -> None:
    text = render(report)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    for element in ("style", "script"):
        inside = re.findall(f"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert len(inside) == 1
        assert f"{element}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert " style=" not in text


def test_a_folder_shares_one_style_and_one_script(report: Report, tmp_path: Path) -> None:
    index = write_html(report, tmp_path / "out")

    shared = index.parent / ASSETS
    assert {p.name: p.read_text("utf-8") for p in shared.iterdir()} == assets()
    for file in pages(index):
        text = file.read_text("utf-8")
        up = "../" * (file.parent != index.parent)
        assert f'href="{up}{ASSETS}/report.css"' in text
        assert f'src="{up}{ASSETS}/report.js"' in text
        assert "<style" not in text
        assert "script-src &#39;self&#39; file:;" in text


def test_an_undefined_name_in_a_template_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_a_report_replaces_the_report_before_it(report: Report, tmp_path: Path) -> None:
    write_html(hostile_report(), tmp_path / "out")
    write_html(report, tmp_path / "out")

    fresh = write_html(report, tmp_path / "fresh").parent
    files = {p.relative_to(fresh): p.read_bytes() for p in fresh.rglob("*") if p.is_file()}
    again = tmp_path / "out"
    assert files == {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}


def test_an_empty_folder_is_taken(report: Report, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert write_html(report, tmp_path / "out").is_file()


def test_a_folder_that_is_no_report_is_left_alone(report: Report, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")

    with pytest.raises(UsageError, match="not a report"):
        write_html(report, tmp_path)

    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_report_folder_with_somebody_elses_file_is_left_alone(
    report: Report, tmp_path: Path
) -> None:
    write_html(report, tmp_path / "out")
    (tmp_path / "out" / "pairs" / "notes.html").write_text("mine")

    with pytest.raises(UsageError, match=r"pairs/notes\.html"):
        write_html(report, tmp_path / "out")

    assert (tmp_path / "out" / "pairs" / "notes.html").read_text() == "mine"


def test_a_failure_half_way_leaves_the_old_report_and_no_rest(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_html(report, tmp_path / "out")
    before = (tmp_path / "out" / "index.html").read_bytes()

    def broken(site: object, pair: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(folder, "pair_view", broken)
    with pytest.raises(ZeroDivisionError):
        write_html(hostile_report(), tmp_path / "out")

    assert (tmp_path / "out" / "index.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_a_usage_error(report: Report, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(UsageError, match="a file of that name"):
        write_html(report, tmp_path / "out")
    with pytest.raises(UsageError, match="out"):
        write_html(report, tmp_path / "out" / "below")
    with pytest.raises(UsageError, match="is a folder"):
        write_html_file(report, tmp_path)


def test_the_marker_lists_every_file(report: Report, tmp_path: Path) -> None:
    out = write_html(report, tmp_path / "out").parent

    listed = set((out / MARKER).read_text("utf-8").splitlines())
    assert listed == {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
