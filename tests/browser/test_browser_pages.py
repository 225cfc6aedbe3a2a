"""Every page type opens from disk, asks for nothing else, and has no fault that axe-core finds."""

from __future__ import annotations

import pytest
from browsing import Browser
from pages import KINDS, Pages

# What sticks out to the right, unless it is hidden or what holds it can be scrolled.  A few
# pixels are the padding of a mark at the end of a line.
_STICKS_OUT = """
const isHeld = (node) => {
  for (let up = node; up && up !== document.body; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX !== "visible" || style.clipPath !== "none") return true;
  }
  return false;
};
const edge = document.documentElement.clientWidth + 6;
return [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width > 0 && box.right > edge && !isHeld(node);
}).map((node) => node.outerHTML.slice(0, 120));
"""
_UNREACHED = """
return [...document.querySelectorAll("body *")].filter((node) =>
  ["auto", "scroll"].includes(getComputedStyle(node).overflowX)
  && node.scrollWidth > node.clientWidth && node.tabIndex < 0
).map((node) => node.outerHTML.slice(0, 120));
"""
_WIDER = "return Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"
_GROUND_AND_INK = """
const style = getComputedStyle(document.documentElement);
return [style.backgroundColor, style.color].map(
  (colour) => colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
"""

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_a_page_opens_from_disk_asks_for_nothing_else_and_says_nothing_to_the_console(
    browser: Browser, coast: Pages, kind: str
) -> None:
    page = KINDS[kind](coast)
    browser.open(page)
    assert browser.complaints() == []
    assert {url.partition("#")[0] for url in browser.requests()} <= {
        file.as_uri() for file in (page, *coast.folder.rglob("assets/*"))
    }
    assert browser.one("h1").text


def test_the_seeds_open_from_disk(browser: Browser, seeds: Pages) -> None:
    for page in (seeds.single, *sorted(seeds.folder.rglob("*.html"))):
        browser.open(page)
        assert browser.complaints() == []
        assert all(url.startswith("file:") for url in browser.requests())
        assert browser.violations() == []


@every_kind
def test_axe_finds_nothing(browser: Browser, coast: Pages, kind: str) -> None:
    browser.open(KINDS[kind](coast))
    assert browser.violations() == []


@every_kind
def test_dark_pages_are_dark_and_axe_finds_nothing(
    browser: Browser, coast: Pages, kind: str
) -> None:
    browser.open(KINDS[kind](coast))
    light = browser.run(_GROUND_AND_INK)
    browser.dark()
    dark = browser.run(_GROUND_AND_INK)
    assert light[0] > light[1]
    assert dark[0] < dark[1]
    assert browser.violations() == []


@every_kind
def test_a_narrow_page_needs_no_sideways_scrolling_and_axe_finds_nothing(
    browser: Browser, coast: Pages, kind: str
) -> None:
    browser.wide(360)
    browser.open(KINDS[kind](coast))
    assert browser.run(_WIDER) == 0
    assert browser.run(_STICKS_OUT) == []
    assert browser.run(_UNREACHED) == []
    assert browser.violations() == []


@every_kind
def test_nothing_sticks_out_of_a_printed_page(browser: Browser, coast: Pages, kind: str) -> None:
    browser.open(KINDS[kind](coast))
    browser.print()
    assert browser.run(_WIDER) == 0
    assert browser.run(_STICKS_OUT) == []


def test_every_page_of_the_coast_is_without_fault(browser: Browser, coast: Pages) -> None:
    faults = {}
    for page in (coast.single, *sorted(coast.folder.rglob("*.html"))):
        browser.open(page)
        faults[page.name] = browser.violations()
    assert {name: found for name, found in faults.items() if found} == {}
