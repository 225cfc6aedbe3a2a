"""Disguised words of a passage: told with their places in every output."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import reuse
from reuse.model import Article, ArticleId, Disguise, Span
from reuse.report import render
from reuse.report.check.sarif import render as sarif
from reuse.report.check.terminal import render as check_text
from reuse.report.console.pages import compare_page
from reuse.report.disguised import disguise_marks, disguises_in, spelled
from reuse.report.formats.text import comparison
from reuse.report.pages.links import FolderLinks
from reuse.report.pages.sides.article import ArticleView, article_view
from reuse.report.pages.sides.pair import PairView, pair_view
from reuse.report.pages.site import site_of
from reuse.report.templates import environment
from reuse.text.disguised_letters import main_script

PASSAGE = (
    "The harbour master said the ferry had left its berth at dawn with forty passengers "
    "on board and no pilot at the helm."
)
HIDDEN = PASSAGE.replace("harbour", "h\u0430rb\u043eur").replace("pilot", "pi\u200blot")
HIDDEN = HIDDEN.replace("passengers", "passen\u00adgers")
WIRE = Article(ArticleId("wire"), f"Fog lay on the quay. {PASSAGE}", "wire.txt")
COPY = Article(ArticleId("copy"), f"{HIDDEN} Nobody was hurt.", "copy.txt")


def test_json_names_every_word_and_says_what_is_typography() -> None:
    report = reuse.scan([WIRE, COPY])
    assert len(report.families) == 1
    rows = json.loads(reuse.to_json(report))["disguises"]
    assert [(r["article"], r["kind"], r["typographic"]) for r in rows] == [
        ("copy", "look-alike", False),
        ("copy", "soft-hyphen", True),
        ("copy", "zero-width", False),
    ]
    assert all(COPY.text[r["start"] : r["end"]] == r["text"] for r in rows)
    assert rows[0]["text"] == "h\u0430rb\u043eur"


def test_a_summary_tells_what_is_no_typography() -> None:
    said = " ".join(render(reuse.scan([WIRE, COPY]), "text").split())
    assert "disguised: 1 word has letters of another script (“h[U+0430]rb[U+043E]ur”)" in said
    assert "1 has invisible characters in it (“pi[U+200B]lot”)" in said
    assert "soft hyphen" not in said


def test_a_check_tells_both_with_the_place_of_the_first() -> None:
    verdict = reuse.check(COPY.text, [WIRE])
    said = " ".join(check_text(verdict).split())
    assert "Disguised: 1 word has letters of another script" in said
    assert "; first at 1:5" in said
    assert "Typography: 1 word has soft hyphens (“passen[U+00AD]gers”); first at 1:73" in said
    assert "Disguised: 1 word has letters of another script" in sarif(verdict)


def test_a_comparison_tells_in_which_of_the_two_words_are_disguised() -> None:
    report = reuse.scan([WIRE, COPY])
    plain = comparison(WIRE, COPY, report, width=80)
    screen = compare_page(WIRE, COPY, report, width=80, color=False)
    for said in (" ".join(plain.split()), " ".join(screen.split())):
        assert "Disguised in copy: 1 word has letters of another script" in said
        assert "Disguised in wire" not in said


def test_a_page_of_two_articles_tells_on_which_side_words_are_disguised() -> None:
    site = site_of(reuse.scan([WIRE, COPY]))
    (head,) = pair_view(site, next(iter(site.pairs))).heads
    (said,) = head.disguised
    assert said.startswith(("Left, disguised: 1 word has", "Right, disguised: 1 word has"))


def test_an_honest_copy_is_told_nothing_of() -> None:
    honest = Article(ArticleId("copy"), f"{PASSAGE} Nobody was hurt.", "copy.txt")
    report = reuse.scan([WIRE, honest])
    assert report.disguises == ()
    assert "isguised" not in render(report, "text")


@pytest.mark.parametrize("name", ["a", "b", "bb", "c", "d"])
@pytest.mark.parametrize("span", [Span(0, 4), Span(3, 9), Span(4, 5), Span(11, 20)])
def test_a_stretch_has_the_disguised_words_that_it_shares_a_letter_with(
    name: str, span: Span
) -> None:
    places = [Span(0, 30), Span(0, 4), Span(5, 9), Span(9, 12), Span(20, 30)]
    found = sorted(
        Disguise(ArticleId(article), place, "case", False) for article in "bbc" for place in places
    )
    report = replace(reuse.scan([WIRE, COPY]), disguises=tuple(found))
    shared = [d for d in found if d.article == name and d.span.overlap(span)]
    assert list(disguises_in(report, ArticleId(name), span)) == shared


def pages(copy: str) -> tuple[str, str]:
    """The page of the pair and the one of the copy, of a report on the wire and a copy of it."""
    report = reuse.scan([WIRE, replace(COPY, text=copy)])
    site = site_of(report)
    pair = pair_view(site, (ArticleId("copy"), ArticleId("wire")))
    article = article_view(site, site.articles[ArticleId("copy")])
    return _rendered("pair", pair), _rendered("article", article)


def _rendered(name: str, view: PairView | ArticleView) -> str:
    template = environment().get_template(f"{name}.html")
    return template.render(links=FolderLinks("../"), top=1, view=view)


def test_disguised_words_are_marked_where_they_stand() -> None:
    spaced = HIDDEN.replace("forty", "f o r t y")
    for page in pages(spaced):
        assert (
            '<span class="odd disguised" title="has letters of another script: '
            'h[U+0430]rb[U+043E]ur">h\u0430rb\u043eur</span>'
        ) in page
        assert 'title="has invisible characters in it: pi[U+200B]lot">' in page
        # In one piece, where the column has room.
        assert 'class="odd spaced" title="is s p a c e d out: f o r t y">f o r t y</span>' in page
        # Typography is none of it.
        assert page.count('<span class="odd ') == 3
        assert '<span class="odd">disguised</span> hides' in page


def test_a_page_without_disguised_words_does_not_speak_of_them() -> None:
    for page in pages(PASSAGE):
        assert 'class="odd' not in page


def test_a_disguised_word_cannot_break_out_of_its_mark() -> None:
    hostile = PASSAGE.replace("harbour", "h\u0430rb\u202e\u043eur").replace("pilot", "pi\u200blot")
    found = Disguise(ArticleId("copy"), Span(0, 14), "look-alike", False)
    report = reuse.scan([WIRE, replace(COPY, text=hostile)])
    article = replace(COPY, text='"><script>\u202e' + hostile)
    (mark,) = disguise_marks(replace(report, disguises=(found,)), article)
    assert "\u202e" not in mark.ref
    said = environment().from_string('<i title="{{ m.ref }}">').render(m=mark)
    assert said.count('"') == 2
    assert "<script" not in said


def test_in_a_word_of_two_scripts_the_letters_are_told_that_are_not_the_texts() -> None:
    latin = "The harbour master said that the ferry had left its berth at dawn."
    cyrillic = "Начальник порта сказал, что паром ушёл на рассвете."
    assert spelled("v\u0456d\u0435\u043e", main_script(latin)) == "v[U+0456]d[U+0435][U+043E]"
    assert spelled("пop\u0442a", main_script(cyrillic)) == "п[U+006F][U+0070]\u0442[U+0061]"
    # A word without a letter of the text's script is one of its own.
    assert spelled("по\u200bрт", main_script(latin)) == "по[U+200B]рт"

    mostly = PASSAGE.translate(str.maketrans("aeopcxyi", "аеорсхуі"))
    text = check_text(reuse.check(replace(COPY, text=f"{mostly} Nobody was hurt."), [WIRE]))
    assert "have letters of another script (“Th[U+0435]”)" in " ".join(text.split())
