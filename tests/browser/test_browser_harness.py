"""The harness sees what it is there to see: each of its faults is found on a page that has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Browser

FAULTY = """<!doctype html><html><title>Faulty</title><style>p { color: #bbb; background: #fff }
@media (prefers-color-scheme: dark) { p { color: #000 } }</style>
<p id="said">written</p><p style="width: 700px">wide</p><img src="http://faulty.invalid/a.png">
<script>document.getElementById("said").textContent = "scripted"; console.error("faulty");
</script></html>"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, "utf-8")
    return page


def test_axe_finds_faults_of_language_contrast_and_alternatives(
    browser: Browser, faulty: Path
) -> None:
    browser.open(faulty)
    rules = {line.split(":")[0] for line in browser.violations()}
    assert {"html-has-lang", "color-contrast", "image-alt"} <= rules


def test_a_request_to_a_host_and_an_error_are_seen(browser: Browser, faulty: Path) -> None:
    browser.open(faulty)
    assert browser.requests() == {faulty.as_uri(), "http://faulty.invalid/a.png"}
    assert any("faulty" in line for line in browser.complaints())


def test_scripts_are_off_when_switched_off_and_on_again_after(
    browser: Browser, faulty: Path
) -> None:
    browser.without_scripts()
    browser.open(faulty)
    assert browser.one("#said").text == "written"
    browser.reset()
    browser.open(faulty)
    assert browser.one("#said").text == "scripted"


def test_dark_and_width_are_what_the_page_sees(browser: Browser, faulty: Path) -> None:
    browser.wide(360)
    browser.dark()
    browser.open(faulty)
    assert browser.run("return matchMedia('(prefers-color-scheme: dark)').matches")
    assert browser.run("return document.scrollingElement.scrollWidth") > 360
    browser.reset()
    assert not browser.run("return matchMedia('(prefers-color-scheme: dark)').matches")


def test_paper_is_a_pdf(browser: Browser, faulty: Path) -> None:
    browser.open(faulty)
    assert browser.on_paper().startswith(b"%PDF-")
