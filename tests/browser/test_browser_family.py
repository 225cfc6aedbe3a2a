"""From a line of the drawing to its evidence, and from a box to its article's entry."""

from __future__ import annotations

from io import BytesIO

import pytest
from browsing import Browser
from pages import Pages
from pypdf import PdfReader

_OPEN = "return [...document.querySelectorAll('details.ledger[open]')].length"
_IN_VIEW = """
const box = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  .getBoundingClientRect();
return box.height > 20 && box.top >= 0 && box.top < innerHeight;
"""


@pytest.fixture(params=["with scripts", "without scripts"])
def lineage(request: pytest.FixtureRequest, browser: Browser, coast: Pages) -> Browser:
    """The page of a passage with five steps, whose evidence is folded."""
    if request.param == "without scripts":
        browser.without_scripts()
    browser.open(coast.family("wire-1", "Floodwater"))
    return browser


def test_a_line_opens_its_evidence_for_the_keyboard(lineage: Browser) -> None:
    assert lineage.run(_OPEN) == 0

    lineage.run("document.querySelectorAll('.edge a')[3].focus()")
    lineage.press("\ue007")

    assert lineage.run(_OPEN) == 1
    assert lineage.run(_IN_VIEW)


def test_a_box_leads_to_the_entry_of_its_number(lineage: Browser) -> None:
    box = lineage.all(".box a")[2]
    number = box.text.split()[0]

    lineage.run("arguments[0].focus()", box)
    lineage.press("\ue007")

    entry = lineage.run("return document.getElementById(location.hash.slice(1)).innerText")
    assert entry.split()[0] == number
    assert lineage.run(_IN_VIEW)


def test_every_line_says_from_where_to_where_and_how_sure(lineage: Browser) -> None:
    names = [line.accessible_name for line in lineage.all(".edge a")]

    assert len(names) == 5
    assert all(" → " in name and ": the evidence" in name for name in names)
    assert names[0].startswith("Reuters (wire-1) → Lakeside Tribune (tribune-1), certain")


def test_all_evidence_is_on_paper(lineage: Browser) -> None:
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(lineage.on_paper())).pages)

    assert "".join(said.split()).count("Whatwasfound") == 5


def test_no_text_of_the_drawing_leaves_its_box(browser: Browser, coast: Pages) -> None:
    for family in coast.report.families:
        browser.open(coast.family(family.witnesses[0].article))
        out = browser.run(
            """
            return [...document.querySelectorAll(".box")].flatMap((box) => {
              const edge = box.querySelector("rect").getBoundingClientRect().right;
              return [...box.querySelectorAll("text")]
                .filter((text) => text.getBoundingClientRect().right > edge)
                .map((text) => text.textContent);
            });
            """
        )
        assert out == []
