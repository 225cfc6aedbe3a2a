"""The page where an editor checks a draft: paste, check, fix, copy; and when that goes wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Browser
from desks import COPY, OWN, PASSAGE, WIRE
from report_samples import HOSTILE
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from served import HERE, Served, served

import reuse
from reuse.model import Article, ArticleId

CREDIT = "According to Coast Wire:"
TOKEN = "a-token-of-the-newsroom"
WRITING = """
import itertools, sys, reuse
from reuse.model import Article, ArticleId
with reuse.open_archive(sys.argv[1]) as archive:
    for n in itertools.count():
        words = " ".join(f"w{n}x{word}" for word in range(200))
        archive.add([Article(ArticleId(f"more-{n}"), words, "more")])
"""
DROP = """
const [name, words, type, more] = arguments, held = new DataTransfer();
held.items.add(new File([words], name, {type}));
if (more) held.items.add(new File([words], more, {type}));
for (const kind of ["dragover", "drop"]) {
  document.body.dispatchEvent(
    new DragEvent(kind, {dataTransfer: held, bubbles: true, cancelable: true}));
}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        server.said("worker ready")
        yield server


def until(browser: Browser, holds: Callable[[], object]) -> None:
    WebDriverWait(browser.driver, 60, poll_frequency=0.05).until(lambda _: holds())


def visit(browser: Browser, server: Served) -> None:
    browser.driver.get("about:blank")
    browser.complaints()
    browser.driver.get_log("performance")
    browser.driver.get(server.address)


def check(browser: Browser, words: str) -> None:
    """Put a draft into the field, and press Check."""
    browser.run("document.getElementById('text').value = arguments[0]", words)
    browser.one("#check").click()


def chord(browser: Browser, held: str, key: str) -> None:
    """A key while another is held."""
    ActionChains(browser.driver, duration=0).key_down(held).send_keys(key).key_up(held).perform()


def headline(browser: Browser) -> str:
    until(browser, lambda: browser.all("#result h1"))
    return browser.one("#result h1").text


def wrong(browser: Browser) -> str:
    until(browser, lambda: browser.one("#wrong").text)
    return browser.one("#wrong").text


def test_paste_check_fix_copy(browser: Browser, server: Served) -> None:
    visit(browser, server)
    check(browser, COPY)
    assert headline(browser) == "Not ready: 1 passage of the draft needs a credit."
    copy = browser.one(".credit-line + .copy")
    copy.click()
    said = browser.one(".copy + .how")
    until(browser, lambda: said.text)
    line = browser.run("return getSelection().toString().trim()")
    assert line == CREDIT

    browser.one("#change").click()
    mended = COPY.replace(PASSAGE, f"{line} “{PASSAGE}”")
    assert browser.one("#text").get_attribute("value") == COPY
    check(browser, mended)
    assert headline(browser) != "Not ready: 1 passage of the draft needs a credit."
    assert not browser.all("#result .finding-fail")
    assert browser.complaints() == []
    # The browser's own picture of a calendar is a data URL.
    asked = {url for url in browser.requests() if not url.startswith("data:")}
    assert asked == {server.address, f"{server.address}check"}


def test_keys_are_enough(browser: Browser, server: Served) -> None:
    def focused() -> str:
        return str(
            browser.run("return document.activeElement.id || document.activeElement.textContent")
        )

    def tab_to(place: str) -> None:
        for _ in range(30):
            if focused() == place:
                return
            browser.press(Keys.TAB)
        raise AssertionError(f"no way to {place} by the keyboard")

    visit(browser, server)
    browser.press(Keys.TAB)
    assert focused() == "Skip to the content"
    tab_to("text")
    browser.press(COPY.replace("\n", Keys.ENTER))
    tab_to("outlet")
    browser.press("The Lamp")
    tab_to("check")
    browser.press(Keys.ENTER)
    until(browser, lambda: focused() == "overview-title")
    tab_to("Copy the credit")
    browser.press(Keys.ENTER)
    assert browser.run("return getSelection().toString().trim()") == CREDIT
    browser.run("document.getElementById('overview-title').focus()")
    for _ in range(10):
        if focused() == "change":
            break
        chord(browser, Keys.SHIFT, Keys.TAB)
    browser.press(Keys.ENTER)
    assert focused() == "text"
    chord(browser, Keys.CONTROL, Keys.ENTER)
    until(browser, lambda: focused() == "overview-title")


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("is_dark", [False, True])
def test_axe_finds_no_fault(browser: Browser, server: Served, width: int, is_dark: bool) -> None:
    browser.wide(width)
    if is_dark:
        browser.dark()
    visit(browser, server)
    beyond = "return document.scrollingElement.scrollWidth - innerWidth"
    assert browser.violations() == []
    assert browser.run(beyond) <= 0
    browser.one("#check").click()
    assert "There is no draft yet" in wrong(browser)
    assert browser.violations() == []
    check(browser, COPY)
    headline(browser)
    assert browser.violations() == []
    assert browser.run(beyond) <= 0
    assert browser.complaints() == []


@pytest.mark.parametrize(
    ("name", "words", "media_type"),
    [
        ("story.txt", COPY, "text/plain"),
        ("story.MD", f"---\ntitle: Rain\n---\n{COPY}", "text/markdown"),
        ("story.html", f"<html><body><article><p>{COPY}</p></article></body></html>", ""),
    ],
)
@pytest.mark.parametrize("way", ["drop", "choose"])
def test_files_are_checked(
    browser: Browser, server: Served, tmp_path: Path, *, name: str, words: str,
    media_type: str, way: str,
) -> None:  # fmt: skip
    visit(browser, server)
    if way == "drop":
        browser.run(DROP, name, words, media_type)
    else:
        (tmp_path / name).write_text(words, "utf-8")
        browser.one("#file").send_keys(str(tmp_path / name))
    until(browser, lambda: "Press Check" in browser.one("#said").text)
    assert name in browser.one("#said").text
    browser.one("#check").click()
    assert headline(browser) == "Not ready: 1 passage of the draft needs a credit."


def test_of_two_files_the_first_is_taken_and_that_is_said(browser: Browser, server: Served) -> None:
    visit(browser, server)
    browser.run(DROP, "one.txt", COPY, "text/plain", "two.txt")
    until(browser, lambda: "Press Check" in browser.one("#said").text)
    assert "text of one.txt" in browser.one("#said").text
    assert browser.one("#said").text.endswith("One draft at a time: the first file was taken.")
    browser.run(DROP, "one.txt", COPY, "text/plain")
    until(browser, lambda: "One draft" not in browser.one("#said").text)


def test_a_file_that_cannot_be_checked_is_told(browser: Browser, server: Served) -> None:
    visit(browser, server)
    browser.run(DROP, "story.docx", "PK", "")
    assert "Only .txt, .md and .html" in wrong(browser)
    browser.run(DROP, "story.txt", "x" * 20_001, "")
    until(browser, lambda: "too large: up to 20,000 bytes" in wrong(browser))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("x" * 20_001, "The draft is too large: up to 20,000 bytes can be checked."),
        ("please fail", "The check failed (status 500, request "),
        ("please judge nothing", "no article to compare with"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    browser: Browser, server: Served, draft: str, said: str
) -> None:
    visit(browser, server)
    check(browser, draft)
    assert said in wrong(browser)
    assert browser.one("#text").get_attribute("value") == draft
    check(browser, OWN)
    assert headline(browser).startswith("Nothing in the draft stands in the one article")
    assert browser.one("#wrong").text == ""


def test_what_takes_too_long_and_a_server_that_is_gone_are_told(browser: Browser) -> None:
    with served(sys.executable, str(HERE / "served.py"), "1") as server:
        server.said("worker ready")
        visit(browser, server)
        check(browser, "please sleep")
        assert browser.one("#said").text == "Checking."
        assert browser.one("#bar").is_displayed()
        assert "took more than 1 second and was ended" in wrong(browser)
        server.end(signal.SIGTERM)
        check(browser, COPY)
        until(browser, lambda: "cannot be reached" in wrong(browser))


def test_stop_stops(browser: Browser, server: Served) -> None:
    visit(browser, server)
    check(browser, "please take a second")
    browser.one("#stop").click()
    until(browser, lambda: browser.one("#said").text == "Stopped.")
    assert not browser.one("#working").is_displayed()
    check(browser, OWN)
    headline(browser)


def test_a_token_is_asked_for_and_kept_nowhere(browser: Browser) -> None:
    with served(token=TOKEN) as server:
        server.said("worker ready")
        visit(browser, server)
        check(browser, COPY)
        assert "needs a token" in wrong(browser)
        browser.one("#token").send_keys("not-the-right-token")
        check(browser, COPY)
        until(browser, lambda: "not known" in wrong(browser))
        browser.one("#token").clear()
        browser.one("#token").send_keys(TOKEN)
        check(browser, COPY)
        assert headline(browser).startswith("Not ready")
        kept = "return localStorage.length + sessionStorage.length + document.cookie.length"
        assert browser.run(kept) == 0
        assert TOKEN not in "".join(server.lines)


def test_an_archive_may_be_written_meanwhile(browser: Browser, tmp_path: Path) -> None:
    archive = tmp_path / "newsroom.reuse"
    with reuse.open_archive(archive) as held:
        held.add([WIRE])
    writing = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(archive)], stdout=subprocess.PIPE
    )
    command = [sys.executable, "-m", "reuse", "serve", "--archive", str(archive), "--port", "0"]
    try:
        with served(*command) as server:
            server.said("worker ready")
            visit(browser, server)
            check(browser, OWN)
            assert "stands in" in headline(browser)
            for _ in range(3):
                browser.one("#change").click()
                check(browser, COPY)
                assert headline(browser) == "Not ready: 1 passage of the draft needs a credit."
            with reuse.open_archive(archive) as held:
                held.add([Article(ArticleId("geese"), OWN, "geese", outlet="The Goose")])
            browser.one("#change").click()
            check(browser, OWN)
            assert headline(browser).startswith("Not ready")
            assert "The Goose" in browser.one("#result").text
            assert writing.poll() is None
    finally:
        writing.kill()
        writing.communicate()
    assert browser.complaints() == []


def test_without_scripts_the_form_gives_the_page(browser: Browser, server: Served) -> None:
    browser.without_scripts()
    visit(browser, server)
    assert not browser.one("#file-field").is_displayed()
    browser.one("#text").send_keys(COPY.replace("\n", Keys.ENTER))
    browser.one("#check").click()
    until(browser, lambda: browser.driver.current_url.endswith("/check"))
    assert browser.one("h1").text == "Not ready: 1 passage of the draft needs a credit."
    assert [line.text for line in browser.all(".credit-line")] == [CREDIT]
    browser.driver.back()
    browser.one("#text").clear()
    browser.run("document.getElementById('text').value = arguments[0]", "x" * 20_001)
    browser.one("#check").click()
    until(browser, lambda: browser.one("h1").text == "The draft is too large")
    assert browser.complaints()[1:] == []  # Chromium tells the status of a page that is an error


def test_hostile_text_does_nothing(browser: Browser, server: Served) -> None:
    browser.before_every_page("window.alert = () => { window.alerted = true; };")
    visit(browser, server)
    hostile = HOSTILE.replace("\ud800", "")  # which the driver does not take
    check(browser, f"{hostile}\n{PASSAGE}\n{hostile}")
    headline(browser)
    assert browser.complaints() == []
    assert browser.run("return window.alerted === undefined")
    assert "<script>alert(1)</script>" in browser.one("#result").text
