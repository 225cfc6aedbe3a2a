"""What kind of sharing a family is, and how it is told from the others."""

from __future__ import annotations

from trace_samples import FILLER, PASSAGE, article, traced

from reuse.model import Article

QUOTED = '"' + PASSAGE + '"'


def plain(name: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{PASSAGE}\n\n{FILLER}", **fields)


def crediting(name: str, line: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{line}\n\n{PASSAGE}", **fields)


def test_speech_quoted_by_all_is_quotation_and_nobodys() -> None:
    said = f"{QUOTED} the minister said.\n\n{FILLER}"
    family, lineage = traced(
        article("a", said, outlet="BBC"), article("b", said, outlet="CNN", published=None)
    )
    assert family.nature == "quotation"
    assert lineage.origin.confidence == "unknown"
    assert lineage.derivations == ()


def test_copies_of_one_outlet_or_owner_are_self() -> None:
    family, _ = traced(plain("a", outlet="miamiherald.com"), plain("b", outlet="sacbee.com"))
    assert family.nature == "self"


def test_two_pages_of_a_portal_are_no_house() -> None:
    family, _ = traced(plain("a", outlet="MSN"), plain("b", outlet="MSN"))
    assert family.nature == "copied"


def test_comment_form_is_boilerplate() -> None:
    form = (
        "Your email address will not be published.\nThis site uses Akismet to reduce spam. "
        "Learn how your comment data is processed."
    )
    left, right = (article(n, f"{FILLER}\n\n{form}") for n in "ab")
    family, lineage = traced(left, right, passage=form)
    assert family.nature == "boilerplate"
    assert lineage.origin.confidence == "unknown"
    assert "known form" in lineage.origin.basis[0]


def test_caption_above_its_credit_is_boilerplate() -> None:
    caption = "Boats lie in the harbour of Fairview on Sunday, July 15, 2018, as a storm goes by."
    left, right = (
        article(n, f"{FILLER}\n\n{caption}\nPhoto: Mel Roe, AP\n\n{FILLER}") for n in "ab"
    )
    family, lineage = traced(left, right, passage=caption)
    assert family.nature == "boilerplate"
    assert "caption" in lineage.origin.basis[0]


def test_line_under_every_article_of_an_outlet_is_boilerplate() -> None:
    line = "Our reporters walk the streets of this town so that you need not do it yourself at all."
    pages = [
        article(n, f"{FILLER}\n\nStory {n}{n * 200}.\n\n{line}", outlet="The Daily X")
        for n in "abc"
    ]
    family, _ = traced(*pages, passage=line)
    assert family.nature == "boilerplate"


def test_press_release_wire_makes_a_press_release() -> None:
    line = "NEW YORK, July 15, 2018 /PRNewswire/ -- It begins."
    family, _ = traced(crediting("a", line), crediting("b", line))
    assert family.nature == "press-release"


def test_news_above_a_picture_is_news() -> None:
    pages = (article(n, f"{FILLER}\n\n{PASSAGE}\nPhoto: Mel Roe, AP\n\n{FILLER}") for n in "ab")
    family, _ = traced(*pages)
    assert family.nature == "copied"
