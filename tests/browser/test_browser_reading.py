"""What a reader does with a report: look for a passage, follow it, do so without a mouse."""

from __future__ import annotations

from typing import Any

from browsing import Browser
from pages import KINDS, Pages
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

# What the keyboard must reach: everything that can be used and is shown.
_USABLE = """
const shown = (node) => node.checkVisibility({visibilityProperty: true})
  && !node.closest("[inert]");
return [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter((node) => shown(node) && !node.disabled && node.tabIndex >= 0).length;
"""
_FOCUSED = """
const node = document.activeElement;
if (node === document.body) return null;
const box = node.getBoundingClientRect();
window.met = window.met || new Set();
window.met.add(node);
const look = () => [node.parentElement, node, ...node.querySelectorAll("*")].map((part) => {
  const style = getComputedStyle(part);
  return ["outlineStyle", "outlineWidth", "stroke", "strokeWidth", "boxShadow"].map(
    (name) => style[name]).join();
}).join(";");
const focused = look();
node.blur();
const blurred = look();
node.focus({preventScroll: true, focusVisible: true});
return {
  met: window.met.size,
  name: node.outerHTML.slice(0, 120),
  isMarked: focused !== blurred,
  isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
};
"""
_FAMILY = "a[href*='families/']"
_PLACE = "return location.pathname.split('/').slice(-2).join('/')"


def family_table(browser: Browser) -> WebElement:
    """The table of the overview that leads to the families."""
    return browser.one("#families")


def rows(browser: Browser) -> list[WebElement]:
    """The rows of that table that are shown."""
    found = family_table(browser).find_elements("css selector", "tbody tr")
    return [row for row in found if row.is_displayed()]


def column(browser: Browser, head: str) -> list[str]:
    """The cells of that table below a heading, as text."""
    heads = [h.text.split("\n")[0].strip(" ↕↑↓") for h in heads_of(browser)]
    at = heads.index(head)
    return [row.find_elements("css selector", "th, td")[at].text for row in rows(browser)]


def heads_of(browser: Browser) -> list[WebElement]:
    return family_table(browser).find_elements("css selector", "thead th")


def press_head(browser: Browser, head: str) -> str | None:
    """Press the button of a column; how the column says it is sorted."""
    button = next(
        button
        for button in family_table(browser).find_elements("css selector", "thead button")
        if button.text.startswith(head)
    )
    button.click()
    return button.find_element("xpath", "ancestor::th").get_attribute("aria-sort")


def test_the_filter_leaves_the_rows_that_have_the_words_and_counts_them(
    browser: Browser, coast: Pages
) -> None:
    browser.open(coast.overview)
    everything = len(rows(browser))
    field = browser.one("input[type=search]")
    assert field.accessible_name
    field.send_keys("floodwater")
    assert 0 < len(rows(browser)) < everything
    assert all("floodwater" in row.text.lower() for row in rows(browser))
    told = [node.text for node in browser.all("output, [role=status]") if node.text]
    assert any(str(len(rows(browser))) in text for text in told)
    field.clear()
    field.send_keys(" ", Keys.BACKSPACE)
    assert len(rows(browser)) == everything


def test_a_column_sorts_up_and_down_and_says_so(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    sorts = {press_head(browser, "Words"): numbers(browser) for _ in range(2)}
    assert sorts["ascending"] == sorted(sorts["ascending"])
    assert sorts["descending"] == sorted(sorts["ascending"], reverse=True)


def numbers(browser: Browser) -> list[int]:
    return [int(text.replace(",", "")) for text in column(browser, "Words")]


def test_a_passage_opens_from_the_table_and_leads_back(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    link = next(a for a in browser.all(_FAMILY) if "Floodwater" in a.text)
    link.click()
    assert browser.run(_PLACE) == str(
        coast.family("wire-1", "Floodwater").relative_to(coast.folder)
    )
    assert "Floodwater" in browser.one("main").text
    browser.one("a[href*='pairs/']").click()
    assert browser.run(_PLACE).startswith("pairs/")
    browser.one("main a[href*='articles/']").click()
    assert browser.run(_PLACE).startswith("articles/")
    browser.one("header a[href$='index.html']").click()
    assert browser.run(_PLACE).endswith("/index.html")


def walk(browser: Browser) -> list[dict[str, Any]]:
    """Everything that Tab comes to, once around the page."""
    met: list[dict[str, Any]] = []
    while True:
        browser.press(Keys.TAB)
        now = browser.run(_FOCUSED)
        if now is None or (met and now["met"] == met[-1]["met"]):
            return met
        met.append(now)


def test_tab_reaches_all_that_can_be_used_and_shows_where_it_is(
    browser: Browser, coast: Pages
) -> None:
    for kind in ("overview", "family", "pair", "article"):
        browser.open(KINDS[kind](coast))
        usable = browser.run(_USABLE)
        met = walk(browser)
        assert len(met) == usable, kind
        assert [stop["name"] for stop in met if not stop["isMarked"]] == []
        assert [stop["name"] for stop in met if not stop["isInView"]] == []


def test_the_first_stop_skips_to_the_content(browser: Browser, coast: Pages) -> None:
    for kind in ("overview", "family", "pair", "article", "one file"):
        browser.open(KINDS[kind](coast))
        browser.press(Keys.TAB)
        assert "Skip" in browser.run("return document.activeElement.textContent")
        browser.press(Keys.ENTER)
        assert browser.run("return document.activeElement === document.querySelector('main')")


def test_sorting_and_filtering_need_no_mouse(browser: Browser, coast: Pages) -> None:
    browser.open(coast.overview)
    browser.run("arguments[0].focus()", browser.one("input[type=search]"))
    browser.press(*"ferry")
    assert rows(browser)
    assert all("ferry" in row.text.lower() for row in rows(browser))
    button = family_table(browser).find_element("css selector", "th button")
    while browser.run("return document.activeElement !== arguments[0]", button):
        browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    assert family_table(browser).find_elements("css selector", "th[aria-sort]")


def test_aligned_passages_stand_at_the_same_height(browser: Browser, coast: Pages) -> None:
    browser.open(coast.pair("ledger-1", "wire-1"))
    tops = browser.run(
        """return [...document.querySelectorAll(".row.passage")].map((row) =>
          [...row.children].map((cell) => cell.getBoundingClientRect().top))"""
    )
    assert tops
    assert all(abs(left - right) <= 2 for left, right in tops)


def test_foreign_scripts_run_their_own_way(browser: Browser, coast: Pages) -> None:
    browser.open(coast.article("hebrew-1"))
    text = browser.one(".text")
    assert text.get_attribute("lang") == "he"
    assert text.value_of_css_property("direction") == "rtl"
    assert browser.one("h1").value_of_css_property("direction") == "rtl"
    browser.open(coast.pair("arabic-1", "arabic-2"))
    ways = {node.value_of_css_property("direction") for node in browser.all(".text[lang=ar]")}
    assert ways == {"rtl"}
    browser.open(coast.article("german-1"))
    assert browser.one(".text").get_attribute("lang") == "de"
    assert browser.one(".text").value_of_css_property("direction") == "ltr"
