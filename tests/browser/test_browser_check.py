"""The page of a verdict: quiet, self-contained, without fault, readable without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Browser
from passages import PASSAGE
from report_samples import HOSTILE

import reuse
from reuse.model import Article, ArticleId
from reuse.report.check.html import write_verdict_file

SEEDS = sorted((Path(__file__).parents[2] / "seeds").iterdir())
HEBREW = "\u05e2\u05d9\u05e8\u05d9\u05d9\u05d4 \u05d7\u05d3\u05e9\u05d4 "


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft with findings of each decision, its sources linked."""
    speech = "“We have never seen the water stand so low in all the years that we have worked here”"
    draft = f"{SEEDS[2].read_text('utf-8')}\n\n{speech}, the mayor said.\n\n{HEBREW * 20}"
    texts = [path.read_text("utf-8") for path in SEEDS[:2]]
    against = [
        Article(ArticleId("blaze"), texts[0], "wire/blaze.txt", outlet="Blaze Media"),
        Article(ArticleId("rt"), texts[1], "wire/rt", outlet="RT", url="https://rt.example/1"),
        Article(ArticleId("npr"), f"{speech}, she said.", "wire/npr.txt", outlet="NPR"),
    ]
    verdict = reuse.check(draft, against)
    assert {f.ruling.decision for f in verdict.findings} == {"fail", "warn", "tell"}
    return write_verdict_file(verdict, tmp_path_factory.mktemp("check") / "check.html")


@pytest.fixture(scope="module")
def hostile_check(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draft, wire = (
        Article(ArticleId(n), f"{HOSTILE}\n{n} {HOSTILE} {PASSAGE}\n{HOSTILE}", HOSTILE, outlet=o)
        for n, o in (("draft", None), ("wire", HOSTILE))
    )
    file = tmp_path_factory.mktemp("hostile") / "check.html"
    return write_verdict_file(reuse.check(draft, [wire]), file)


def test_the_page_asks_for_nothing_and_says_nothing(browser: Browser, checked: Path) -> None:
    browser.open(checked)
    assert browser.complaints() == []
    assert browser.requests() == {checked.as_uri()}


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("is_dark", [False, True])
def test_axe_finds_no_fault(browser: Browser, checked: Path, width: int, is_dark: bool) -> None:
    browser.wide(width)
    if is_dark:
        browser.dark()
    browser.open(checked)
    assert browser.violations() == []
    assert browser.run("return document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_cards_stand_beside_their_words_and_below_them_where_it_is_narrow(
    browser: Browser, checked: Path
) -> None:
    places = """
    const mark = document.getElementById("mark-1").getBoundingClientRect();
    const card = document.getElementById("finding-1").getBoundingClientRect();
    return [mark.top, mark.right, card.top, card.left];
    """
    browser.open(checked)
    mark_top, mark_right, card_top, card_left = browser.run(places)
    assert card_left > mark_right
    assert abs(card_top - mark_top) < 100

    browser.wide(360)
    browser.open(checked)
    mark_top, _, card_top, _ = browser.run(places)
    assert card_top > mark_top


def test_a_click_selects_the_credit_that_it_copies(browser: Browser, checked: Path) -> None:
    browser.open(checked)
    browser.run("arguments[0].click()", browser.one(".credit-line + .copy"))
    assert browser.run("return getSelection().toString().trim()") == "According to Reuters:"


def test_without_scripts_all_advice_is_there_and_no_button(browser: Browser, checked: Path) -> None:
    browser.without_scripts()
    browser.open(checked)
    assert browser.all(".copy") == []
    assert [line.text for line in browser.all(".credit-line")] == [
        "According to Reuters:",
        "According to RT:",
    ]


def test_on_paper_every_card_follows_its_words(browser: Browser, checked: Path) -> None:
    browser.print()
    browser.open(checked)
    numbers = browser.run("""
        return [...document.querySelectorAll(".found .tag, .finding h3 .number-tag")]
          .map((tag) => tag.textContent.match(/[0-9]+/)[0]);
    """)
    assert numbers == [n for number in sorted(set(numbers), key=int) for n in (number, number)]
    assert browser.on_paper().startswith(b"%PDF")


def test_hostile_text_does_nothing(browser: Browser, hostile_check: Path) -> None:
    browser.before_every_page("window.alert = () => { window.alerted = true; };")
    browser.open(hostile_check)
    assert browser.complaints() == []
    assert browser.run("return window.alerted === undefined")
    assert "<script>alert(1)</script>" in browser.one("main").text
