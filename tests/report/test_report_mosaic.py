from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import NEWS, RT, seed_report
from report_variants import without_derivations
from test_report_pages import contrast

from reuse.model import Report, Span
from reuse.report.pack import render
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.mosaic import OWN, Cover, pieces, words_by_owner
from reuse.report.pages.sides.strip import bar_of
from reuse.report.pages.site import site_of
from reuse.report.templates import folder

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda s: Span(s[0], sum(s)))
COVERS = st.lists(st.builds(Cover, SPANS, st.integers(0, 5)), max_size=12)
STARTS = st.sets(st.integers(0, 110)).map(sorted)


@given(covers=COVERS, starts=STARTS)
def test_pieces_hold_every_word_once_and_give_it_to_the_shortest_passage(
    covers: list[Cover], starts: list[int]
) -> None:
    found = pieces(covers, starts)

    assert sum(words_by_owner(found).values()) == len(starts)
    assert all(one.last == other.first for one, other in pairwise(found))
    for piece in found:
        for start in starts[piece.first : piece.last]:
            over = [c for c in covers if c.span.start <= start < c.span.end]
            best = min(over, key=lambda c: (len(c.span), c.owner), default=None)
            assert piece.owner == (best.owner if best else OWN)


@pytest.mark.parametrize("article", [NEWS, RT])
def test_shares_are_all_words_of_the_article(report: Report, article: object) -> None:
    site = site_of(report)
    view = article_view(site, site.articles[article])  # type: ignore[index]  # an id, see above

    said = [int(s.words.split()[0]) for s in view.sums]
    words = site.index.of(article, Span(0, len(site.articles[article].text)))  # type: ignore[arg-type,index]  # as above
    assert sum(said) == len(words)


def test_an_article_says_what_is_its_own_and_what_others_took_from_it(report: Report) -> None:
    site = site_of(report)

    origin, copy = (article_view(site, site.articles[a]) for a in (RT, NEWS))
    assert [s.source for s in origin.sums] == ["own", "here", "elsewhere"]
    assert [(s.number, s.source, s.takers) for s in origin.shares] == [
        (2, "here", 1),
        (3, "elsewhere", 0),
    ]
    assert "here" not in [s.source for s in copy.sums]
    assert copy.shares[1].others[0].is_source


@pytest.mark.parametrize("nature", ["boilerplate", "quotation"])
def test_boilerplate_and_quotations_are_apart_and_not_counted_as_taken(
    report: Report, nature: str
) -> None:
    families = tuple(replace(f, nature=nature) for f in report.families)
    site = site_of(replace(report, families=families))

    view = article_view(site, site.articles[NEWS])

    assert [s.source for s in view.sums] == ["own", "apart"]
    assert all("hue-none" in share.paint for share in view.shares)


def test_words_of_unknown_origin_are_not_said_to_come_from_elsewhere(report: Report) -> None:
    site = site_of(without_derivations(report))

    assert [s.source for s in article_view(site, site.articles[NEWS]).sums] == ["own", "unknown"]


def test_tiles_cover_the_bar_and_name_passages(report: Report) -> None:
    site = site_of(report)

    view = article_view(site, site.articles[NEWS])

    assert [tile.share for tile in view.tiles] == [None, 2, None, 0, None, 1, None]
    assert [tile.bar.number for tile in view.tiles] == [0, 3, 0, 1, 0, 2, 0]
    assert sum(float(tile.bar.length) for tile in view.tiles) == pytest.approx(100, abs=0.1)


def test_a_strip_of_a_text_from_the_right_begins_at_the_right() -> None:
    left = bar_of(1, Span(0, 10), within=100, from_right=False)
    right = bar_of(1, Span(0, 10), within=100, from_right=True)

    assert (left.start, left.length) == ("0", "10")
    assert (right.start, right.length) == ("90", "10")


def test_every_passage_of_an_article_has_its_number_beside_its_colour() -> None:
    page = render(seed_report())

    for number in (1, 2, 3):
        assert f'class="shared hue-{number - 1} line-0"><a class="tag"' in page
        assert f">passage {number}</a>" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", ["article", "pair"])
def test_colours_of_passages_and_moved_words_have_enough_contrast(scheme: str, sheet: str) -> None:
    blocks = [
        re.findall(
            r":root \{(.*?)\}", folder().joinpath(f"{name}.css").read_text("utf-8"), re.DOTALL
        )
        for name in ("report", sheet)
    ]
    last = 2 if scheme == "dark" else 1
    style = "".join(block for both in blocks for block in both[:last])
    named = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", style))

    grounds = [name for name in named if re.fullmatch(r"hue-\d|moved", name)]
    assert len(grounds) == {"article": 8, "pair": 1}[sheet]
    for ground in grounds:
        assert contrast(named["ink"], named[ground]) >= 7
        for beside in (ground, "paper", "raised"):
            assert contrast(named[f"{ground}-line"], named[beside]) >= 3
