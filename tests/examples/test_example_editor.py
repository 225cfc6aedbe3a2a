"""The plugin in an editor: JavaScript in Chromium, PHP behind it, and `reuse serve` behind that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from browsing import Browser
from canned import EMPTY, Canned
from newsroom import CREDIT, OTHER_CREDIT, OTHER_PASSAGE, OWN, PASSAGE, TOKEN
from report_samples import HOSTILE
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from served import Served
from wordpress import AUTHOR, running_site, site_of

pytestmark = [pytest.mark.browser, pytest.mark.php]

FAILS = "Not ready: 1 passage needs a credit."
NOT_HELD = "Publishing is not held back."

Block = list[Any]


def paragraph(content: str) -> Block:
    return ["core/paragraph", {"content": content}]


COPIED = [paragraph(OWN), paragraph(PASSAGE)]


@pytest.fixture(scope="module")
def lenient(service: Served) -> Iterator[str]:
    """A site that holds nothing back."""
    url = service.address.rstrip("/")
    with running_site(site_of({"url": url, "outlet": "The Lamp", "token": TOKEN})) as site:
        yield site


@pytest.fixture(scope="module")
def strict(service: Served) -> Iterator[str]:
    """A site that holds back, as an editor sees it."""
    url = service.address.rstrip("/")
    with running_site(site_of({"url": url, "lock": True, "token": TOKEN})) as site:
        yield site


HTML_BLOCK: Block = ["core/html", {"content": f"<p>{OWN}</p>"}]


@contextmanager
def answering(canned: Canned, content: object) -> Iterator[str]:
    """A site whose service answers with that."""
    with running_site(site_of({"url": canned.answer("some", content), "lock": True})) as site:
        yield site


def until(browser: Browser, holds: Callable[[], object]) -> None:
    WebDriverWait(browser.driver, 60, poll_frequency=0.05).until(lambda _: holds())


def edit(browser: Browser, site: str, blocks: list[Block], *, title: str = "Rain") -> None:
    """Open a post in the editor."""
    browser.driver.get("about:blank")
    browser.complaints()
    browser.driver.get_log("performance")
    browser.driver.get(f"{site}/editor.html")
    until(browser, lambda: browser.all("#publish"))
    browser.run("standIn.open(...arguments)", title, blocks)


def publish(browser: Browser) -> str:
    """Press Publish, and wait for what the panel says of the draft."""
    browser.one("#publish").click()
    return said(browser)


def said(browser: Browser) -> str:
    """The headline, when nothing is being checked any more."""
    until(browser, lambda: browser.all(".reuse-check.is-done, .reuse-check.is-failed"))
    return browser.one(".reuse-check-headline").text


def press(browser: Browser, label: str) -> None:
    """The first button whose words begin so."""
    next(b for b in browser.all(".reuse-check button") if b.text.startswith(label)).click()


def contents(browser: Browser) -> list[str]:
    return list(browser.run("return standIn.contents()"))


def is_locked(browser: Browser) -> bool:
    return bool(browser.run("return standIn.state.locks.length > 0"))


def asked(browser: Browser) -> dict[str, Any]:
    """The last request of the editor."""
    return dict(browser.run("return standIn.asked.at(-1)"))


def saved(browser: Browser) -> int:
    browser.one("#confirm").click()
    return int(browser.run("return standIn.state.saved"))


def test_publish_shows_what_was_published_before(browser: Browser, lenient: str) -> None:
    edit(browser, lenient, COPIED)
    assert publish(browser) == FAILS
    (finding,) = browser.all(".reuse-check-finding")
    assert finding.find_element("css selector", "h3").text == "1. Needs a credit"
    assert finding.find_element("css selector", "blockquote").text == PASSAGE
    assert "First written by Coast Wire" in finding.text
    assert "Reservoir runs <low>" in finding.text
    assert finding.find_element("css selector", "a").get_attribute("href") == (
        "https://wire.example/reservoir"
    )
    assert browser.one(".reuse-check-credit").text == CREDIT
    assert asked(browser) == {
        "post": 5,
        "title": "Rain",
        "text": f"{OWN}\n\n{PASSAGE}",
        "published": "2026-11-22T10:00:00",
    }
    assert browser.complaints() == []
    assert all(url.startswith((lenient, "data:")) for url in browser.requests())


def test_insert_credit_mends_the_block(browser: Browser, strict: str) -> None:
    content = f"Short. <strong>{PASSAGE[:30]}</strong>{PASSAGE[30:]}"
    edit(browser, strict, [paragraph(OWN), paragraph(content)])
    assert publish(browser) == FAILS
    assert is_locked(browser)
    press(browser, "Insert credit")
    until(browser, lambda: browser.one(".reuse-check-headline").text.startswith("Nothing needs"))
    mended = f"Short. {CREDIT} <strong>{PASSAGE[:30]}</strong>{PASSAGE[30:]}"
    assert contents(browser) == [OWN, mended]
    assert not is_locked(browser)
    assert saved(browser) == 1
    assert browser.complaints() == []


def test_the_focus_stays_when_a_button_goes(browser: Browser, lenient: str) -> None:
    edit(browser, lenient, COPIED)
    publish(browser)
    press(browser, "Insert credit")
    until(browser, lambda: contents(browser)[1].startswith(CREDIT))
    until(browser, lambda: not browser.all(".reuse-check-finding.is-fail"))
    said(browser)
    assert "reuse-check-headline" in browser.run("return document.activeElement.className")
    assert browser.one(".reuse-check-said").text == "The credit is inserted."


def test_each_credit_goes_to_its_own_block(browser: Browser, lenient: str) -> None:
    items: Block = ["core/list", {}, [["core/list-item", {"content": OTHER_PASSAGE}]]]
    edit(browser, lenient, [paragraph("😀 𝔘nicode first."), items, *COPIED])
    assert publish(browser) == "Not ready: 2 passages need a credit."
    press(browser, "Insert credit")
    until(browser, lambda: said(browser) == FAILS)
    press(browser, "Insert credit")
    until(browser, lambda: said(browser).startswith("Nothing needs a credit"))
    assert contents(browser) == [
        "😀 𝔘nicode first.",
        "",
        f"{OTHER_CREDIT} {OTHER_PASSAGE}",
        OWN,
        f"{CREDIT} {PASSAGE}",
    ]


@pytest.mark.parametrize(
    "block",
    [
        ["core/freeform", {"content": f"<p>Before.</p><p>{PASSAGE}</p>"}],
        ["core/html", {"content": f"<script>x()</script><div>{PASSAGE}</div>"}],
        ["core/table", {"body": [{"cells": [{"content": "A"}, {"content": PASSAGE}]}]}],
    ],
    ids=lambda block: block[0],
)
def test_a_block_without_rich_text_gets_a_paragraph_before(
    browser: Browser, lenient: str, block: Block
) -> None:
    edit(browser, lenient, [paragraph(OWN), block])
    assert publish(browser) == FAILS
    assert "x()" not in asked(browser)["text"]
    press(browser, "Insert credit")
    until(browser, lambda: len(contents(browser)) == 3)
    assert contents(browser)[1] == CREDIT
    assert contents(browser)[2] == block[1].get("content", "")


def test_what_a_template_shows_around_the_post_is_not_sent(browser: Browser, lenient: str) -> None:
    around: Block = ["core/post-content", {}, COPIED]
    edit(browser, lenient, [paragraph("The Lamp, since 1889"), around])
    assert publish(browser) == FAILS
    assert asked(browser)["text"] == f"{OWN}\n\n{PASSAGE}"
    press(browser, "Insert credit")
    until(browser, lambda: contents(browser)[-1] == f"{CREDIT} {PASSAGE}")


def test_a_credit_stands_before_a_quotation_block_not_in_it(browser: Browser, lenient: str) -> None:
    edit(browser, lenient, [paragraph(OWN), ["core/quote", {}, [paragraph(PASSAGE)]]])
    assert publish(browser) == FAILS
    press(browser, "Insert credit")
    until(browser, lambda: len(contents(browser)) == 4)
    assert contents(browser) == [OWN, CREDIT, "", PASSAGE]
    until(browser, lambda: said(browser).startswith("Nothing to do"))


def test_a_quotation_block_is_sent_as_a_quotation(browser: Browser, lenient: str) -> None:
    quote: Block = ["core/quote", {"citation": "Coast Wire"}, [paragraph(PASSAGE)]]
    edit(browser, lenient, [paragraph("As Coast Wire reported:"), quote])
    assert publish(browser).startswith("Nothing to do")
    assert f"\n\n“{PASSAGE}”\n\nCoast Wire" in asked(browser)["text"]
    assert browser.one("details summary").text == "1 passage passes"


def test_a_link_is_sent_with_its_block(browser: Browser, lenient: str) -> None:
    link = '<a href="https://wire.example/reservoir">a report</a>'
    edit(browser, lenient, [paragraph(f"The town waits, says {link} of today."), *COPIED[1:]])
    assert publish(browser).startswith("Nothing needs a credit")
    assert "of today.\nhttps://wire.example/reservoir\n\n" in asked(browser)["text"]


def test_copy_takes_the_credit_line(browser: Browser, lenient: str) -> None:
    edit(browser, lenient, COPIED)
    publish(browser)
    browser.run(
        "Object.defineProperty(navigator, 'clipboard', {value:"
        " {writeText: async (words) => { window.copied = words; }}, configurable: true})"
    )
    press(browser, "Copy credit line")
    until(browser, lambda: browser.one(".reuse-check-said").text == "The credit line is copied.")
    assert browser.run("return window.copied") == CREDIT
    browser.run(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})"
    )
    press(browser, "Copy credit line")
    until(browser, lambda: "copy it with the keyboard" in browser.one(".reuse-check-said").text)
    assert browser.run("return getSelection().toString().trim()") == CREDIT


def test_show_selects_the_block(browser: Browser, lenient: str) -> None:
    edit(browser, lenient, COPIED)
    publish(browser)
    press(browser, "Show in the text")
    assert browser.one("main .selected").text == PASSAGE


def test_nothing_is_held_back_where_the_site_does_not_say_so(
    browser: Browser, lenient: str
) -> None:
    edit(browser, lenient, COPIED)
    assert publish(browser) == FAILS
    assert not browser.all(".reuse-check-release")
    assert saved(browser) == 1


def test_publishing_waits_for_the_check_and_the_draft_can_be_saved_after(
    browser: Browser, strict: str
) -> None:
    edit(browser, strict, COPIED)
    browser.run("standIn.held = new Promise((go) => { standIn.go = go; })")
    browser.one("#publish").click()
    until(browser, lambda: is_locked(browser))
    assert browser.one(".reuse-check-headline").text == "Checking the draft."
    assert browser.all(".reuse-check progress[aria-label]")
    browser.run("standIn.go()")
    assert said(browser) == FAILS
    assert saved(browser) == 0
    browser.one("#cancel").click()
    until(browser, lambda: not is_locked(browser))


def test_an_editor_goes_on_with_a_reason(browser: Browser, strict: str) -> None:
    edit(browser, strict, COPIED)
    publish(browser)
    press(browser, "Go on with this reason")
    until(browser, lambda: browser.one(".reuse-check-said").text == "Type a reason first.")
    assert is_locked(browser)
    browser.one(".reuse-check-release textarea").send_keys("A licence by telephone.")
    press(browser, "Go on with this reason")
    until(browser, lambda: not is_locked(browser))
    assert asked(browser)["reason"] == "A licence by telephone."
    assert "you go on with a reason" in said(browser)
    # Another passage is another reason.
    browser.run("standIn.open('Rain', arguments[0])", [*COPIED, paragraph(OTHER_PASSAGE)])
    until(browser, lambda: said(browser) == "Not ready: 2 passages need a credit.")
    assert is_locked(browser)


def test_an_author_cannot_go_on_alone(browser: Browser, service: Served) -> None:
    url = service.address.rstrip("/")
    site = site_of({"url": url, "lock": True, "token": TOKEN}, can=AUTHOR)
    with running_site(site) as address:
        edit(browser, address, COPIED)
        assert publish(browser) == FAILS
        assert "An editor can go on with a reason." in browser.one(".reuse-check").text
        assert not browser.all(".reuse-check-release")
        assert is_locked(browser)


def test_a_draft_that_changes_is_checked_again(browser: Browser, strict: str) -> None:
    edit(browser, strict, [paragraph(OWN)])
    assert publish(browser).startswith("Nothing of this draft stands in the 2 articles")
    assert not is_locked(browser)
    browser.run("standIn.open('Rain', arguments[0])", COPIED)
    until(browser, lambda: is_locked(browser))
    until(browser, lambda: said(browser) == FAILS)
    assert is_locked(browser)


def test_an_answer_that_comes_late_is_left_alone(browser: Browser, strict: str) -> None:
    edit(browser, strict, COPIED)
    browser.run("standIn.held = new Promise((go) => { standIn.go = go; })")
    browser.one("#publish").click()
    until(browser, lambda: browser.all(".reuse-check.is-checking"))
    browser.one("#cancel").click()
    browser.run("standIn.held = null; standIn.open('Rain', arguments[0])", [paragraph(OWN)])
    new = publish(browser)
    assert new.startswith("Nothing of this draft")
    browser.run("standIn.go()")
    until(browser, lambda: browser.run("return standIn.answered") == 2)
    assert browser.one(".reuse-check-headline").text == new


@pytest.mark.parametrize(
    ("path", "why"),
    [("", "cannot be reached"), ("/413", "too large"), ("/503", "Try again in 7 seconds.")],
)
def test_a_draft_that_was_not_checked_is_told_and_not_held_back(
    browser: Browser, canned: Canned, path: str, why: str
) -> None:
    url = f"{canned.address}{path}" if path else "http://127.0.0.1:9"
    with running_site(site_of({"url": url, "lock": True})) as site:
        edit(browser, site, COPIED)
        headline = publish(browser)
        assert headline.startswith("This draft was not checked.")
        assert why in headline
        assert headline.endswith(NOT_HELD)
        assert browser.violations() == []
        assert saved(browser) == 1


def test_a_site_that_is_gone_is_told(browser: Browser, canned: Canned) -> None:
    with running_site(site_of({"url": f"{canned.address}/pass", "lock": True})) as site:
        edit(browser, site, COPIED)
    headline = publish(browser)
    assert headline == f"This draft was not checked. You are probably offline. {NOT_HELD}"
    assert not is_locked(browser)


def test_a_draft_without_words_is_told(browser: Browser, strict: str) -> None:
    edit(browser, strict, [])
    assert "There are no words to check yet." in publish(browser)
    assert not is_locked(browser)


def test_the_sidebar_checks_at_any_time(browser: Browser, strict: str) -> None:
    edit(browser, strict, COPIED)
    browser.run("standIn.change({preChecks: false})")
    browser.one("#open-sidebar").click()
    until(browser, lambda: browser.all("#sidebar .reuse-check"))
    assert "switched off in your preferences" in browser.one("#sidebar").text
    assert browser.one(".reuse-check-headline").text == "The draft has not been checked yet."
    press(browser, "Check this draft")
    until(browser, lambda: browser.all(".reuse-check.is-done"))
    assert said(browser) == FAILS
    assert not is_locked(browser)
    browser.run("standIn.open('Rain', arguments[0])", [paragraph(OWN)])
    until(browser, lambda: "has changed since it was checked" in browser.one("#sidebar").text)
    press(browser, "Check again")
    until(browser, lambda: said(browser).startswith("Nothing of this draft"))


def test_keys_are_enough(browser: Browser, strict: str) -> None:
    edit(browser, strict, COPIED)
    publish(browser)
    for _ in range(30):
        if browser.run("return document.activeElement.textContent").startswith("Insert credit"):
            break
        browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    until(browser, lambda: contents(browser)[1] == f"{CREDIT} {PASSAGE}")


@pytest.mark.parametrize("width", [1200, 360])
def test_axe_finds_no_fault(browser: Browser, strict: str, width: int) -> None:
    browser.wide(width)
    edit(browser, strict, [*COPIED, paragraph(f"“{OTHER_PASSAGE}” says Harbour Post.")])
    assert publish(browser) == FAILS
    assert browser.violations() == []
    for details in browser.all("details summary"):
        details.click()
    assert browser.violations() == []
    assert browser.run("return document.scrollingElement.scrollWidth - innerWidth") <= 0
    small = browser.run(
        "return [...document.querySelectorAll('.reuse-check button, .reuse-check summary')]"
        ".filter((at) => at.getBoundingClientRect().height < 24).map((at) => at.textContent)"
    )
    assert small == []


@pytest.mark.parametrize("block", [paragraph(OWN), HTML_BLOCK], ids=lambda block: block[0])
def test_hostile_words_are_only_words(browser: Browser, canned: Canned, block: Block) -> None:
    browser.before_every_page("window.alert = () => { window.alerted = true; };")
    words = HOSTILE.replace("\ud800", "")  # which the driver does not take
    finding = {
        "fingerprint": "0123",
        "decision": "fail",
        "reason": words,
        "start": 0,
        "end": len(OWN),
        "text": OWN,
        "certainty": "possible",
        "origin": {"outlet": words, "confidence": "certain"},
        "also_in": {"article": "a", "url": "javascript:alert(1)"},
        "fix": {
            "steps": [{"kind": "credit", "words": words}],
            "credit": f"According to <img src=x onerror=alert(1)> {words}:",
            "credit_at": 0,
        },
    }
    known = [{"id": "a", "title": words, "outlet": words, "published": words}]
    verdict = {**EMPTY, "decision": "fail", "findings": [finding], "report": {"articles": known}}
    with answering(canned, verdict) as site:
        edit(browser, site, [block], title=words)
        assert publish(browser) == FAILS
        assert "<script>alert(1)</script>" in browser.one(".reuse-check").text
        assert not browser.all(".reuse-check a, .reuse-check img, .reuse-check script")
        press(browser, "Insert credit")
        until(browser, lambda: contents(browser)[0].startswith("According to &lt;img"))
        until(browser, lambda: browser.run("return standIn.answered") == 2)
        assert not browser.all("main img, main script")
        assert browser.run("return window.alerted === undefined")
        assert browser.complaints() == []


def test_a_finding_of_another_text_is_not_inserted(browser: Browser, canned: Canned) -> None:
    finding = {
        "decision": "fail",
        "start": 3,
        "end": 9,
        "text": "words that are not there",
        "fix": {"credit": CREDIT, "credit_at": 3},
    }
    with answering(canned, {**EMPTY, "decision": "fail", "findings": [finding]}) as site:
        edit(browser, site, [paragraph(OWN)])
        assert publish(browser) == FAILS
        labels = [
            button.text.partition("(")[0].strip() for button in browser.all(".reuse-check button")
        ]
        assert labels == ["Copy credit line", "Go on with this reason", "Check again"]
