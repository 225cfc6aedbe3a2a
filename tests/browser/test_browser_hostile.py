"""Hostile text is text: no script runs, no dialog opens, no element comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsing import Browser
from pages import KINDS, Pages, written

import reuse

_COUNT = """
window.called = [];
for (const name of ["alert", "confirm", "prompt", "open", "print", "eval"])
  window[name] = (...words) => window.called.push([name, ...words]);
window.addEventListener("error", (event) => window.called.push(["error", event.message]));
"""
# The kinds of elements of a page, each with the attributes that it has somewhere.
_MARKUP = """
const found = new Set();
for (const node of document.querySelectorAll("*"))
  for (const name of ["", ...node.getAttributeNames()])
    found.add(`${node.localName} ${name}`.trim());
return [...found].sort();
"""
_ACTIVE = """
return [...document.querySelectorAll("*")].flatMap((node) => node.getAttributeNames()
  .filter((name) => name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(
    ["href", "src", "action", "xlink:href"].includes(name) ? node.getAttribute(name) : ""))
  .map((name) => `${node.localName} ${name}`));
"""
_RAW = r"return document.documentElement.textContent.match(/[\0\x1b\u202e\u2066-\u2069]/g)"
SHARED = (
    "<script>alert('x')</script> <img src=x onerror=alert(1)> The council {{ 7*7 }} voted ]]> "
    "on Tuesday \u202eto close the old harbour\u202c baths for good \x00 after ninety years "
    "{% raw %} and --> to sell the tiles </style></title><svg onload=alert(2)> one by one."
)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """What a scan makes of two hostile records, one with a word of a million letters."""
    folder = tmp_path_factory.mktemp("scanned")
    records = (
        {
            "id": f'"><script>alert({number})</script>',
            "outlet": f"</td><b onclick=alert(1)>Paper {number}",
            "title": "{{ 7*7 }}</h1><iframe srcdoc='<script>alert(3)</script>'>",
            "url": "javascript:alert(4)",
            "author": "\u202erohtua",
            "language": 'en" onload="alert(5)',
            "text": f"Number {number} begins alone.\n\n{SHARED}\n\n{'x' * number * 500_000} ends.",
        }
        for number in (1, 2)
    )
    corpus = folder / "hostile.jsonl"
    corpus.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return written(reuse.scan([corpus]), folder / "report")


def all_pages(pages: Pages) -> list[Path]:
    return [pages.single, *sorted(pages.folder.rglob("*.html"))]


@pytest.mark.parametrize("made", ["hostile", "scanned"])
def test_hostile_text_starts_nothing(
    browser: Browser, made: str, request: pytest.FixtureRequest
) -> None:
    pages: Pages = request.getfixturevalue(made)
    assert len(pages.report.families) == 1
    browser.before_every_page(_COUNT)
    for page in all_pages(pages):
        browser.open(page)
        assert browser.run("return window.called") == []
        assert browser.run(_ACTIVE) == []
        assert browser.complaints() == []
        assert all(url.startswith("file:") for url in browser.requests())


@pytest.mark.parametrize("made", ["hostile", "scanned"])
def test_hostile_text_makes_no_element_that_other_text_does_not(
    browser: Browser, coast: Pages, made: str, request: pytest.FixtureRequest
) -> None:
    pages: Pages = request.getfixturevalue(made)
    usual: set[str] = set()
    for kind in ("one file", "overview", "family with changes", "pair", "article"):
        browser.open(KINDS[kind](coast))
        usual |= set(browser.run(_MARKUP))
    for page in all_pages(pages):
        browser.open(page)
        assert set(browser.run(_MARKUP)) - usual <= {"span title"}


@pytest.mark.parametrize("made", ["hostile", "scanned"])
def test_hostile_text_can_be_read(
    browser: Browser, made: str, request: pytest.FixtureRequest
) -> None:
    pages: Pages = request.getfixturevalue(made)
    for page in all_pages(pages):
        browser.open(page)
        said = browser.run("return document.body.textContent")
        assert "<script>alert(" in said
        assert "{{ 7*7 }}" in said
        assert browser.run(_RAW) is None
    browser.open(pages.single)
    said = browser.run("return document.body.innerText")
    assert "]]>" in said
    assert "U+0000" in said
    assert "U+202E" in said


def test_a_filter_for_hostile_words_and_a_sort_start_nothing(
    browser: Browser, scanned: Pages
) -> None:
    browser.before_every_page(_COUNT)
    browser.open(scanned.overview)
    for button in browser.all("th button"):
        button.click()
    for field in browser.all("input[type=search]"):
        field.send_keys("<script>alert(6)</script>")
    assert browser.run("return window.called") == []


def test_a_word_of_a_million_letters_stays_within_a_narrow_page(
    browser: Browser, hostile: Pages, scanned: Pages
) -> None:
    browser.wide(360)
    for page in (*all_pages(hostile), *all_pages(scanned)):
        browser.open(page)
        assert browser.run("return document.scrollingElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_on_hostile_pages(browser: Browser, scanned: Pages) -> None:
    for page in all_pages(scanned):
        browser.open(page)
        assert browser.violations() == []
