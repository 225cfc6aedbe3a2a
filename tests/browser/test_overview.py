"""The overview in a browser: filter, sort, search, and what the address keeps."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from browsing import Browser
from made_report import made_report
from pages import Pages
from report_samples import HOSTILE, hostile_report

from reuse.model import Report
from reuse.report import folder
from reuse.report.folder import write_html

_Value = TypeVar("_Value")
ROWS = "#families tbody tr"


def overview_only(report: Report, place: Path) -> Path:
    """The report without the pages of families, articles and pairs, which take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        whole = folder._pages
        patch.setattr(
            folder,
            "_pages",
            lambda site, rows: (
                p for p in whole(site, rows) if "-" not in p.file[-24:-5] or "list-" in p.file
            ),
        )
        return write_html(report, place)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return overview_only(made_report(450, seed=2), tmp_path_factory.mktemp("large") / "report")


def until(ask: Callable[[], _Value], wanted: Callable[[_Value], bool]) -> _Value:
    """The first answer that is as wanted; scripts wait for keys and files, so we ask again."""
    end = time.monotonic() + 10
    while not wanted(answer := ask()):
        assert time.monotonic() < end, answer
    return answer


def said(browser: Browser) -> str:
    return str(browser.one(".filters output").text)


def choose(browser: Browser, name: str, value: str) -> None:
    browser.run(
        "const field = document.querySelector(`.filters [name=${arguments[0]}]`);"
        "field.value = arguments[1];"
        "field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));",
        name,
        value,
    )


def place(browser: Browser) -> str:
    return str(browser.run("return decodeURIComponent(location.hash)"))


def numbers(browser: Browser) -> list[int]:
    found = browser.run(
        "return [...document.querySelectorAll('#families .nature')].map((e) => e.textContent)"
    )
    return [int(hit[1]) for text in found if (hit := re.match(r"Passage ([\d]+)", text))]


def column(browser: Browser, label: str) -> list[str]:
    return list(
        browser.run(
            f"return [...document.querySelectorAll('{ROWS} [data-label=\"{label}\"]')]"
            ".map((cell) => cell.textContent)"
        )
    )


def test_axe_finds_nothing_in_light_dark_and_small(browser: Browser, coast: Pages) -> None:
    for prepare in (lambda: None, browser.dark, lambda: browser.wide(360)):
        prepare()
        browser.open(coast.overview)
        assert browser.violations() == []
        assert browser.complaints() == []
    assert browser.run("return document.scrollingElement.scrollWidth") <= 360


def test_a_search_keeps_the_rows_with_its_words_and_stands_in_the_address(
    browser: Browser, coast: Pages
) -> None:
    browser.open(coast.overview)
    every = len(browser.all(ROWS))

    choose(browser, "q", "Velmora  FLOODWATER")

    until(lambda: said(browser), lambda text: not text.startswith(f"{every} of"))
    openings = [text.lower() for text in column(browser, "Passage")]
    assert openings
    assert all("velmora" in text and "floodwater" in text for text in openings)
    until(lambda: place(browser), lambda text: text == "#?q=Velmora  FLOODWATER")
    assert said(browser) == f"{len(openings)} of {every} shown"


def test_a_header_sorts_and_says_so_with_the_keyboard_alone(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    browser.run("document.querySelector('#families [data-sort=words] button').focus()")

    browser.press("\ue007")
    until(lambda: place(browser), lambda text: text == "#?sort=-words")
    words = [int(text.replace(",", "")) for text in column(browser, "Words")]
    assert words == sorted(words, reverse=True)
    assert browser.one("#families [data-sort=words]").get_attribute("aria-sort") == "descending"

    browser.press("\ue007")
    until(lambda: place(browser), lambda text: text == "#?sort=words")
    words = [int(text.replace(",", "")) for text in column(browser, "Words")]
    assert words == sorted(words)


def test_what_has_no_date_comes_last_in_both_directions(browser: Browser, coast: Pages) -> None:
    for sort in ("date", "-date"):
        browser.open(coast.overview, place=f"#?sort={sort}")
        dates = until(lambda: column(browser, "First dated"), lambda found: found[-1] == "no date")
        assert "no date" not in dates[: -dates.count("no date")]


def test_an_address_brings_back_filter_search_and_order(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    every = numbers(browser)
    choose(browser, "nature", "wire")
    choose(browser, "credit", "none")
    choose(browser, "sort", "-articles")
    kept = until(lambda: numbers(browser), lambda found: 0 < len(found) < len(every))
    address = str(browser.run("return location.hash"))

    browser.open(coast.overview, place=address)

    until(lambda: numbers(browser), lambda found: found == kept)
    assert browser.run("return document.querySelector('.filters [name=nature]').value") == "wire"
    assert browser.run("return document.querySelector('.filters [name=sort]').value") == "-articles"

    browser.run("document.querySelector('[name=clear]').click()")
    until(lambda: numbers(browser), lambda found: found == every)
    assert place(browser) == ""


def test_a_ribbon_shows_its_passages_in_the_table(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    every = len(browser.all(ROWS))

    browser.run(
        "document.querySelector('.flow a[href*=from][href*=to]')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )

    until(lambda: len(browser.all(ROWS)), lambda rows: 0 < rows < every)
    assert place(browser).startswith("#?from=")
    assert "took from" in browser.one(".chosen").text
    browser.one(".chosen button").click()
    until(lambda: len(browser.all(ROWS)), lambda rows: rows == every)


def first_row(browser: Browser) -> float:
    """How far down the window the first row of the table begins, as a share of its height."""
    return float(
        browser.run(
            "return document.querySelector(arguments[0]).getBoundingClientRect().top / innerHeight",
            ROWS,
        )
    )


@pytest.mark.parametrize("size", [(1280, 757), (360, 740)])
@pytest.mark.parametrize("link", [".totals a", ".flow a[href*=from][href*=to]", ".flow a"])
def test_a_link_to_passages_leads_to_their_rows(
    browser: Browser, coast: Pages, link: str, size: tuple[int, int]
) -> None:
    browser.wide(size[0], height=size[1])
    browser.open(coast.overview)
    click = (
        "document.querySelector(arguments[0])"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )

    for _ in range(2):  # the second time it changes no address
        browser.run("window.scrollTo({top: 0, behavior: 'instant'})")
        browser.run(click, link)
        until(lambda: first_row(browser), lambda share: 0 < share < 0.75)
    assert browser.one(".tally output").is_displayed()


def test_no_filter_is_cut(browser: Browser, coast: Pages) -> None:
    """The words of a closed list fit, as far as the script of a page can measure them."""
    for width in (1280, 360):
        browser.wide(width)
        browser.open(coast.overview)
        cut = browser.run(
            "const pen = document.createElement('canvas').getContext('2d');"
            "return [...document.querySelectorAll('.filters select')].filter((field) => {"
            "  pen.font = getComputedStyle(field).font;"
            "  const words = field.selectedOptions[0].textContent.trim();"
            "  return pen.measureText(words).width + 28 > field.clientWidth;"
            "}).map((field) => field.name)"
        )
        assert cut == []


def test_boilerplate_is_filtered_in_by_its_nature(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    hidden = browser.run("return document.querySelectorAll('.boilerplate tbody tr').length")

    choose(browser, "nature", "boilerplate")

    until(lambda: said(browser), lambda text: "boilerplate" in text)
    assert len(browser.all(ROWS)) == hidden > 0


def test_rows_made_from_data_are_those_of_the_server(browser: Browser, large: Path) -> None:
    browser.open(large)
    script = "return [...document.querySelectorAll('#families tbody tr')].map((r) => r.outerHTML)"
    written = [re.sub(r">\s+<", "><", text) for text in browser.run(script)]
    # Rows that the page has are used as they are: without their numbers all are made anew.
    browser.run("document.querySelectorAll('tr[data-row]').forEach((r) => r.remove())")
    source = (large.parent / "assets" / "report.js").read_text("utf-8")
    browser.run("document.getElementById('families').tBodies[0].replaceChildren();" + source)

    choose(browser, "sort", "number")
    until(lambda: len(browser.all(ROWS)), lambda rows: rows == 200)
    choose(browser, "sort", "")
    made = until(
        lambda: [re.sub(r">\s+<", "><", text) for text in browser.run(script)],
        lambda found: len(found) == 200 and found[0][:40] == written[0][:40],
    )

    assert made == written


def test_search_and_sort_take_in_the_families_that_are_not_on_the_page(
    browser: Browser, large: Path
) -> None:
    browser.open(large)
    assert len(browser.all(ROWS)) == 200
    assert not any("overview-1.js" in url for url in browser.requests())

    choose(browser, "sort", "-number")

    found = until(lambda: numbers(browser), lambda rows: rows == sorted(rows, reverse=True))
    assert found[0] > 440
    assert len(found) == 200
    browser.run("document.querySelector('.more button').click()")
    until(lambda: len(browser.all(ROWS)), lambda rows: rows > 200)
    assert browser.complaints() == []


def test_an_id_is_found_wherever_it_stands(browser: Browser, large: Path) -> None:
    browser.open(large, place="#?q=made-000007")

    until(lambda: len(browser.all(ROWS)), lambda rows: 0 < rows < 20)


def test_missing_data_files_are_said(browser: Browser, large: Path, tmp_path: Path) -> None:
    text = large.read_text("utf-8").replace("overview-1.js", "overview-x.js")
    page = tmp_path / "index.html"
    page.write_text(text, "utf-8")
    (tmp_path / "assets").symlink_to(large.parent / "assets")

    browser.open(page, place="#?q=post")

    until(lambda: said(browser), lambda words: "could not be read" in words)
    assert len(browser.all(ROWS)) == 200


def test_everything_is_readable_without_scripts(
    browser: Browser, coast: Pages, large: Path
) -> None:
    browser.without_scripts()
    browser.open(coast.overview)
    assert not browser.all(".filters")
    assert browser.one("svg.flow").is_displayed()
    assert browser.one("details.boilerplate").is_displayed()

    browser.open(large)
    browser.one('a[href="families/list-2.html"]').click()
    assert len(browser.all("table.families tbody tr")) > 100


def test_a_list_page_has_no_fault(browser: Browser, large: Path) -> None:
    browser.open(large.parent / "families" / "list-2.html")

    assert browser.violations() == []


def test_on_paper_the_table_is_whole_and_the_filters_are_gone(
    browser: Browser, coast: Pages
) -> None:
    browser.open(coast.overview)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})

    assert not browser.one(".filters select").is_displayed()
    assert all(row.is_displayed() for row in browser.all(ROWS))
    assert browser.on_paper().startswith(b"%PDF-")


def test_hostile_text_in_data_files_is_only_text(browser: Browser, tmp_path: Path) -> None:
    report = hostile_report(witnesses=3, long_word=50)
    one, lineage = report.families[0], report.lineages[0]
    ids = [f"{HOSTILE}{n}" for n in range(230)]
    many = replace(
        report,
        families=tuple(replace(one, id=n) for n in sorted(ids)),  # type: ignore[arg-type]  # plain strings are ids here
        lineages=tuple(replace(lineage, family=n) for n in sorted(ids)),  # type: ignore[arg-type]  # as above
    )
    index = overview_only(many, tmp_path / "report")
    browser.open(index, place="#?sort=-number")

    until(lambda: numbers(browser)[:1], lambda found: found == [230])
    browser.run("document.querySelector('.more button').click()")
    until(lambda: len(browser.all(ROWS)), lambda rows: rows == 230)
    assert (
        browser.run("return document.querySelectorAll('#families script, #families img').length")
        == 0
    )
    assert "<script>alert(1)</script> {{ 7*7 }}" in column(browser, "Passage")[0]
    assert browser.complaints() == []


@pytest.mark.parametrize("sort", ["__proto__", "hasOwnProperty", "valueOf", "-toString"])
def test_an_address_that_no_page_wrote_breaks_nothing(
    browser: Browser, coast: Pages, sort: str
) -> None:
    browser.open(coast.overview, place=f"#?nature=wire&sort={sort}")

    until(lambda: said(browser), lambda text: "shown" in text)
    assert browser.complaints() == []
    assert 0 < len(browser.all(ROWS)) < 15
    browser.open(coast.overview, place="#%E0%A4%A")
    assert browser.complaints() == []


def caption_of(browser: Browser) -> str:
    return str(browser.one("#families caption").text)


def test_what_is_chosen_stands_over_the_table_on_paper_too(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview, place="#?nature=wire&q=bridge")

    caption = until(lambda: caption_of(browser), lambda text: "nature wire copy" in text)
    assert "with “bridge”" in caption
    assert re.match(r"\d+ of \d+ shown: ", caption)
