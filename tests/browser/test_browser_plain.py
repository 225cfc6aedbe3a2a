"""Without scripts, and on paper, a report says the same."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from browsing import Browser
from pages import KINDS, Pages
from pypdf import PdfReader

from reuse.model import Article, Family

# Its words, with what is folded away opened, but for what can be chosen.
_SAID = """
for (const node of document.querySelectorAll("details")) node.open = true;
for (const node of document.querySelectorAll("select")) node.remove();
return document.querySelector("main").innerText;
"""


def squeezed(text: str) -> str:
    """Text without white space, which a page and a PDF set as they like."""
    return "".join(text.split())


def articles_of(pages: Pages, family: Family) -> list[Article]:
    held = {witness.article for witness in family.witnesses}
    return [article for article in pages.report.articles if article.id in held]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_without_scripts_what_it_says_with_them(
    browser: Browser, coast: Pages, kind: str
) -> None:
    browser.open(KINDS[kind](coast))
    with_scripts = Counter(browser.run(_SAID).split())
    browser.without_scripts()
    browser.open(KINDS[kind](coast))
    without = Counter(browser.run(_SAID).split())
    # The words on a few controls are all that scripts add.
    assert (with_scripts - without).total() <= 40
    assert browser.all("main button, main input") == []


def test_every_witness_credit_and_piece_of_evidence_is_read_without_scripts(
    browser: Browser, coast: Pages
) -> None:
    browser.without_scripts()
    both = zip(coast.report.families, coast.report.lineages, strict=True)
    for family, lineage in both:
        first = family.witnesses[0]
        words = coast.text(first.article)[first.span.start : first.span.end]
        browser.open(coast.family(first.article, words))
        said = squeezed(browser.run(_SAID))
        for article in articles_of(coast, family):
            assert squeezed(article.outlet or article.id) in said
        for witness in family.witnesses:
            if witness.credit is not None and witness.credit.phrase is not None:
                span = witness.credit.phrase
                assert squeezed(coast.text(witness.article)[span.start : span.end]) in said
        kinds = {evidence.kind for step in lineage.derivations for evidence in step.evidence}
        assert all(kind.split("-")[0] in said.lower() for kind in kinds)


def test_links_work_without_scripts(browser: Browser, coast: Pages) -> None:
    browser.without_scripts()
    browser.open(coast.overview)
    for step in ("families", "pairs", "articles"):
        browser.one(f"main a[href*='{step}/']").click()
        assert f"/{step}/" in browser.driver.current_url
        assert browser.one("h1").text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_printed_with_its_heading_and_in_reasonable_length(
    browser: Browser, coast: Pages, kind: str
) -> None:
    browser.open(KINDS[kind](coast))
    heading = browser.one("h1").text
    paper = PdfReader(BytesIO(browser.on_paper()))
    assert len(paper.pages) <= (12 if kind != "one file" else 80)
    # A PDF may have other letters in another order where they run from right to left.
    if heading.isascii():
        assert squeezed(heading)[:20] in squeezed(paper.pages[0].extract_text())


@pytest.mark.parametrize(
    ("kind", "article"), [("family", "wire-1"), ("pair", "wire-1"), ("article", "harbour-1")]
)
def test_a_printed_passage_is_whole(
    browser: Browser, coast: Pages, kind: str, article: str
) -> None:
    browser.open(KINDS[kind](coast))
    paper = PdfReader(BytesIO(browser.on_paper()))
    printed = squeezed("".join(page.extract_text() for page in paper.pages))
    span = next(w.span for w in coast.passage(article).witnesses if w.article == article)
    words = coast.text(article)[span.start : span.end].split()
    assert [word for word in words if word not in printed] == []
