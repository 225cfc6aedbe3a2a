"""Lines that an outlet puts under whatever it prints, learned from its articles."""

from __future__ import annotations

from collections.abc import Sequence

from trace_samples import SETTINGS, article, at, match

from reuse.model import Article, Family, Match
from reuse.trace import trace

LINE = "Our reporters walk the streets of this town so that you need not do it yourself at all."
THINGS = (
    "Two cracks were found in the bridge, and traffic is turned away until they are mended.",
    "The price of bread rose again in spring, say bakers, because flour costs so much more.",
    "A choir of forty voices sang in the market place, and nobody minded the pouring rain.",
    "Nine ferries stayed in port as the storm came in, with waves as high as the lighthouse.",
)


def page(name: str, thing: str, *, outlet: str, line: str = LINE, times: int = 4) -> Article:
    story = "\n\n".join(f"{thing} {number}" for number in range(times))
    return article(name, f"{story}\n\n{line}", outlet=outlet)


def pairs(pages: Sequence[Article], *passages: str) -> list[Match]:
    return [
        match(left, right, spans=(at(left.text, words), at(right.text, words)))
        for words in passages
        for number, left in enumerate(pages)
        for right in pages[number + 1 :]
        if words in left.text and words in right.text
    ]


def family_of(pages: Sequence[Article], *passages: str) -> Family:
    families, lineages = trace(pages, pairs(pages, *passages), settings=SETTINGS)
    held = [
        n
        for n, f in enumerate(families)
        if LINE
        in f.witnesses[0].span.of(next(p.text for p in pages if p.id == f.witnesses[0].article))
    ]
    family, lineage = families[held[0]], lineages[held[0]]
    if family.nature == "boilerplate":
        assert lineage.origin.basis[0]
        assert lineage.derivations == ()
    return family


def test_line_under_different_stories_of_one_outlet_is_boilerplate() -> None:
    pages = [page(n, thing, outlet="The Daily X") for n, thing in zip("abc", THINGS, strict=False)]
    assert family_of(pages, LINE).nature == "boilerplate"


def test_line_of_two_such_outlets_is_boilerplate() -> None:
    pages = [
        page(f"{n}{outlet[-1]}", thing, outlet=outlet)
        for outlet in ("The Daily X", "The Daily Y")
        for n, thing in zip("abc", THINGS, strict=False)
    ]
    assert family_of(pages, LINE).nature == "boilerplate"


def test_line_that_another_outlet_has_once_is_no_habit_of_all() -> None:
    pages = [page(n, thing, outlet="The Daily X") for n, thing in zip("abc", THINGS, strict=False)]
    pages.append(page("d", THINGS[3], outlet="The Daily Y"))
    assert family_of(pages, LINE).nature != "boilerplate"


def test_last_paragraph_of_three_versions_of_one_story_is_news() -> None:
    pages = [page(n, THINGS[0], outlet="The Daily X") for n in "abc"]
    story = pages[0].text.split("\n\n" + LINE)[0]
    assert family_of(pages, f"{story}\n\n{LINE}").nature == "self"
    assert family_of(pages, story, LINE).nature == "self"


def test_two_articles_teach_nothing() -> None:
    pages = [page(n, thing, outlet="The Daily X") for n, thing in zip("ab", THINGS, strict=False)]
    assert family_of(pages, LINE).nature == "self"


def test_articles_of_no_outlet_have_no_habits() -> None:
    pages = [page(n, thing, outlet="") for n, thing in zip("abcd", THINGS, strict=True)]
    assert family_of(pages, LINE).nature != "boilerplate"


def test_line_above_every_article_is_boilerplate_though_the_stories_are_one() -> None:
    other = "The council met at nine and spoke of nothing else but of the bridge, for hours."
    pages = [
        article(n, "\n\n".join((LINE, *[thing] * 3, other, thing)), outlet="The Daily X")
        for n, thing in zip("abc", THINGS, strict=False)
    ]
    assert family_of(pages, LINE, other).nature == "boilerplate"
