"""Side by side and the article page, as a reader scrolls, jumps, types and prints."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Browser
from report_samples import hostile_report, seed_report
from small_reports import LEFT, RIGHT, joined

from reuse.model import Report, Span
from reuse.report.folder import write_html
from reuse.report.pages.links import article_file, pair_file, passage_anchor

if TYPE_CHECKING:
    from selenium.webdriver.remote.webelement import WebElement

PASSAGES = 6


def _said(number: int) -> str:
    """Five lines of words that stand nowhere else."""
    words = [f"w{number}{n}" for n in range(200)]
    return "\n".join(" ".join(words[n : n + 40]) for n in range(0, 200, 40))


def long_report() -> Report:
    """Six passages; one article has more between them, a line of the third moved."""
    texts, spans = ["", ""], []
    for number in range(PASSAGES):
        both = []
        for side in (0, 1):
            filler = 40 if side == number % 2 else 2
            texts[side] += f"Only here {side} {number}.\n" * filler
            said = _said(number) if number < PASSAGES - 1 else "so short that it stays below"
            if side and number == 2:
                lines = said.split("\n")
                said = "\n".join([*lines[1:], lines[0]])
            both.append(Span(len(texts[side]), len(texts[side]) + len(said)))
            texts[side] += f"{said}\n"
        spans.append(both)
    return joined(texts[0], texts[1], spans)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = write_html(long_report(), tmp_path_factory.mktemp("sides") / "out")
    return index.parent / pair_file(LEFT, RIGHT)


def place(passage: int) -> str:
    return f"#{passage_anchor(LEFT, RIGHT, passage=passage)}"


_REST = """
const done = arguments[0];
let still = 0, last = NaN;
const look = () => {
  still = scrollY === last ? still + 1 : 0;
  last = scrollY;
  if (still < 40) requestAnimationFrame(look); else done();
};
look();
"""


def come_to_rest(browser: Browser) -> None:
    """Goes on when the page has stood still for forty frames."""
    browser.driver.execute_async_script(_REST)


def until(said: Callable[[], object], *, seconds: float = 8) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if said():
            return True
        time.sleep(0.05)
    return False


def at(browser: Browser) -> str:
    return browser.one(".where .at").text


def is_at(browser: Browser, passage: int) -> bool:
    """Whether head and URL both name a passage."""
    url = browser.driver.current_url.endswith(place(passage))
    return url and at(browser) == f"Passage {passage} of {PASSAGES}"


def click(browser: Browser, element: WebElement) -> None:
    """A click where the element is, after the page has come to rest there."""
    browser.run("arguments[0].scrollIntoView({behavior: 'instant', block: 'center'})", element)
    element.click()


def test_both_sides_of_a_passage_begin_at_the_same_height(browser: Browser, page: Path) -> None:
    browser.open(page)

    tops = browser.run(
        "return [...document.querySelectorAll('.row.passage')].map(row => "
        "[...row.querySelectorAll('.text')].map(t => t.getBoundingClientRect().top))"
    )

    assert len(tops) >= PASSAGES
    assert all(left == right for left, right in tops)


@pytest.mark.parametrize("offset", [0, 900, 2500, 4000])
def test_both_sides_scroll_in_step(browser: Browser, page: Path, offset: int) -> None:
    browser.open(page)

    browser.run("window.scrollTo({top: arguments[0], behavior: 'instant'})", offset)
    apart = browser.run(
        "return [...document.querySelectorAll('.row.passage')].map(row => "
        "row.children[0].getBoundingClientRect().top - row.children[1].getBoundingClientRect().top)"
    )

    assert set(apart) == {0}


def test_a_short_stretch_stays_in_view_beside_a_long_one(browser: Browser, page: Path) -> None:
    browser.open(page)
    row = "document.querySelector('.cell.brief').parentElement"

    browser.run(
        f"window.scrollTo({{top: {row}.getBoundingClientRect().top + scrollY + 300, "
        "behavior: 'instant'})"
    )

    text, head = browser.run(
        "return [document.querySelector('.cell.brief .text'), document.querySelector('.names')]"
        ".map(e => e.getBoundingClientRect()).map(b => [b.top, b.bottom])"
    )
    assert head[1] <= text[0] < head[1] + 60


def test_links_lead_to_the_next_and_the_previous_passage(browser: Browser, page: Path) -> None:
    browser.open(page)

    click(browser, browser.one(".where [data-step='1']"))
    assert until(lambda: is_at(browser, 1))
    click(browser, browser.one(".where [data-step='1']"))
    assert until(lambda: is_at(browser, 2))
    click(browser, browser.one(".where [data-step='-1']"))
    assert until(lambda: is_at(browser, 1))


def test_keys_lead_on_and_back_and_move_the_focus(browser: Browser, page: Path) -> None:
    browser.open(page)

    browser.press("n")
    assert until(lambda: is_at(browser, 1))
    browser.press("j", "n")
    assert until(lambda: is_at(browser, 3))
    browser.press("p")
    assert until(lambda: is_at(browser, 2))
    assert browser.run("return document.activeElement.id") == place(2)[1:]
    assert browser.complaints() == []


def test_a_key_writes_its_passage_into_the_url_at_once(browser: Browser, page: Path) -> None:
    browser.before_every_page("window.setTimeout = () => 0;")
    browser.open(page)

    browser.press("n")

    assert is_at(browser, 1)


def test_keys_can_be_switched_off(browser: Browser, page: Path) -> None:
    browser.open(page)
    click(browser, browser.one(".keys input"))

    browser.press("n")

    # A key that does something writes the address at once (the test above).
    assert "#" not in browser.run("return location.href")
    assert at(browser) == f"Before passage 1 of {PASSAGES}"
    browser.open(page)
    assert not browser.one(".keys input").is_selected()
    click(browser, browser.one(".keys input"))


def test_keys_do_nothing_while_one_types_and_with_a_modifier(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run(
        "const i = document.createElement('input'); i.id = 'typed';"
        "document.querySelector('main').prepend(i); i.focus()"
    )

    browser.press("n", "p", "n")
    browser.run(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'n', ctrlKey: true, bubbles: true}))"
    )

    assert browser.run("return document.querySelector('#typed').value") == "npn"
    assert "#" not in browser.run("return location.href")
    assert at(browser) == f"Before passage 1 of {PASSAGES}"


@pytest.mark.parametrize("passage", [3, PASSAGES])
def test_a_link_to_a_passage_opens_there_and_stays(
    browser: Browser, page: Path, passage: int
) -> None:
    browser.open(page, place=place(passage))
    come_to_rest(browser)

    assert is_at(browser, passage)
    section, head = browser.run(
        "return [document.querySelector(arguments[0]), document.querySelector('.names')]"
        ".map(e => e.getBoundingClientRect()).map(b => [b.top, b.bottom])",
        place(passage),
    )
    assert head[1] <= section[0] < browser.run("return innerHeight")


def test_scrolling_on_writes_the_passage_into_the_url(browser: Browser, page: Path) -> None:
    browser.open(page, place=place(1))
    come_to_rest(browser)
    length = browser.run("return history.length")

    browser.run(
        "const s = document.querySelector(arguments[0]);"
        "window.scrollBy({top: s.getBoundingClientRect().top - 60, behavior: 'instant'})",
        place(4),
    )

    assert until(lambda: is_at(browser, 4))
    assert browser.run("return history.length") == length
    current = browser.all(".strip [aria-current]")
    assert {part.get_attribute("data-passage") for part in current} == {"4"}


def test_the_strip_shows_which_part_is_in_the_window(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('.where').scrollIntoView({behavior: 'instant'})")
    parts = browser.all(".strip-here")
    assert until(lambda: all(part.get_attribute("x") for part in parts))
    before = [float(part.get_attribute("x")[:-1]) for part in parts]

    browser.run("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")

    def moved() -> bool:
        now = [float(part.get_attribute("x")[:-1]) for part in parts]
        return all(b > a for a, b in zip(before, now, strict=True))

    assert until(moved)


def test_a_part_of_the_strip_leads_to_its_passage(browser: Browser, page: Path) -> None:
    browser.open(page)

    click(browser, browser.all(".strip")[1].find_elements("css selector", "a")[2])

    assert until(lambda: is_at(browser, 3))


def test_moved_words_lead_to_each_other(browser: Browser, page: Path) -> None:
    browser.open(page)

    tags = browser.all(".moved > .tag")

    assert tags
    for tag in tags:
        there = browser.one(tag.get_attribute("href")[tag.get_attribute("href").index("#") :])
        back = there.get_attribute("href")
        assert back.endswith("#" + tag.get_attribute("id"))


def test_without_scripts_links_lead_on_and_everything_is_there(
    browser: Browser, page: Path
) -> None:
    browser.without_scripts()
    browser.open(page, place=place(2))

    assert at(browser) == f"{PASSAGES} shared passages"
    assert len(browser.all(".row.passage")) >= PASSAGES
    assert len(browser.all(".turn a")) == 2 * PASSAGES - 2
    assert browser.one(".where a:not([hidden])").get_attribute("href").endswith(place(1))


@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("is_dark", [False, True])
def test_axe_finds_nothing_and_nothing_is_cut(
    browser: Browser, page: Path, width: int, is_dark: bool
) -> None:
    browser.wide(width)
    if is_dark:
        browser.dark()
    for file in (page, page.parents[1] / article_file(LEFT)):
        browser.open(file)
        assert browser.complaints() == []
        assert browser.violations() == []
        assert browser.run("return document.scrollingElement.scrollWidth") <= width


def test_narrow_windows_stack_the_two_sides(browser: Browser, page: Path) -> None:
    browser.wide(360)
    browser.open(page)

    left, right = browser.run(
        "return [...document.querySelector('.row.passage').children]"
        ".map(c => c.getBoundingClientRect()).map(b => [b.left, b.bottom, b.top])"
    )

    assert left[0] == right[0]
    assert left[1] <= right[2]


@pytest.mark.parametrize("make", [seed_report, hostile_report])
def test_mosaics_and_pairs_of_any_report_have_no_violation(
    browser: Browser, tmp_path: Path, make: Callable[[], Report]
) -> None:
    report = make()
    out = write_html(report, tmp_path / "out").parent
    match = report.matches[0]

    for file in (
        article_file(report.articles[0].id),
        pair_file(match.left_article, match.right_article),
    ):
        browser.open(out / file)
        assert browser.complaints() == []
        assert browser.violations() == []


def test_a_tile_of_the_mosaic_leads_to_its_row(browser: Browser, tmp_path: Path) -> None:
    report = seed_report()
    out = write_html(report, tmp_path / "out").parent
    browser.open(out / article_file(report.articles[2].id))

    tile = browser.all(".mosaic a")[0]
    click(browser, tile)

    row = browser.one("tr:target th")
    assert row.text.startswith("Passage 3")
    assert tile.get_attribute("textContent").startswith("Passage 3, ")


def test_a_pair_prints_in_two_columns(browser: Browser, page: Path) -> None:
    browser.open(page)

    assert browser.on_paper().startswith(b"%PDF-")
