from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import NEWS, RT, hostile_report, seed_report
from small_reports import LEFT, RIGHT, article, family, joined, place, report_of, traced

from reuse.model import Lineage, Origin, Report, Span
from reuse.report.folder import write_html
from reuse.report.pack import render
from reuse.report.pages.lineage.drawing import Drawing
from reuse.report.pages.lineage.drawn import MOST_NODES
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.links import article_file, family_file, pair_file
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.pair import pair_view
from reuse.report.pages.site import Bounds, pairs_shown, site_of
from reuse.report.segments import Segment
from reuse.report.templates import folder


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON", "a" * 5000, "\ud800\x00", "日本", "", "..", "A/B\\C:d*e?"]
)
def test_file_names_are_short_plain_and_stay_in_their_folder(name: str) -> None:
    for file in (family_file(name), article_file(name), pair_file(name, name + "x")):
        assert re.fullmatch(r"(families|articles|pairs)/[a-z0-9][a-z0-9-]{0,70}\.html", file)


def test_names_that_differ_by_case_or_place_of_a_separator_get_other_files() -> None:
    assert family_file("Story").lower() != family_file("story").lower()
    assert pair_file("a", "bc") != pair_file("ab", "c")
    assert pair_file("a", "b") == pair_file("b", "a")


@pytest.mark.parametrize(("witnesses", "pairs"), [(2, 1), (8, 28), (9, 8), (40, 39)])
def test_pair_pages_of_a_large_family_are_bounded(witnesses: int, pairs: int) -> None:
    entry = site_of(hostile_report(witnesses=witnesses, long_word=1)).entries[0]

    assert len(pairs_shown(entry, Bounds())) == pairs


@pytest.mark.parametrize("origin", ["a00", "a05", "a11"])
def test_in_a_large_family_the_origin_is_seen_beside_every_other_article(origin: str) -> None:
    names = [f"a{n:02}" for n in range(12)]
    carried = family("f001", (place(name, credit=None) for name in names))
    report = report_of(map(article, names), [traced(carried, origin)])

    pairs = pairs_shown(site_of(report).entries[0], Bounds())

    assert len(pairs) == 11
    assert all(origin in pair for pair in pairs)


def test_a_bounded_family_says_which_pairs_it_shows(tmp_path: Path) -> None:
    report = hostile_report(witnesses=12, long_word=1)

    text = write_html(report, tmp_path / "o").parent / family_file(report.families[0].id)

    assert "11 of 66 pairs" in text.read_text("utf-8")


def test_a_pair_page_shows_both_articles_whole_and_passages_level(report: Report) -> None:
    view = pair_view(site_of(report), (RT, NEWS))

    for side, name in (("left", RT), ("right", NEWS)):
        shown = [p for row in view.rows for cells in row.cells for p in getattr(cells, side)]
        text = report.article(name).text
        assert all(isinstance(p, Segment) and text.startswith(p.text, p.start) for p in shown)
        assert "".join("".join(p.text for p in shown).split()) == "".join(text.split())
    passages = [row.cells[0] for row in view.rows if row.kind == "passage"]
    starts = [cells.right[0].text for cells in passages]  # type: ignore[union-attr]  # segments, checked above
    assert starts[0].startswith("to make an emergency landing")
    assert starts[1].startswith("It is yet unclear")


def test_passages_in_another_order_are_marked_and_aligned_at_the_end() -> None:
    one, two = "alpha beta gamma delta.", "one two three four five."
    spans = [(Span(0, 23), Span(25, 48)), (Span(24, 48), Span(0, 24))]
    report = joined(f"{one}\n{two}", f"{two}\n{one}", spans)

    view = pair_view(site_of(report), (LEFT, RIGHT))

    assert [row.number for row in view.moved] == [2]
    cells = [cells for row in view.rows for cells in row.cells]
    marked = [p.text for two in cells for p in two.left if p.marks]  # type: ignore[union-attr]  # short texts omit nothing
    assert marked == [one]
    assert "in another order" in render(report)


def test_matches_without_families_are_still_shown_side_by_side() -> None:
    text = render(replace(seed_report(), families=(), lineages=()))

    assert "Passage 2 of 2" in text
    assert "No passage was found" not in text


def drawing_of(report: Report) -> Drawing:
    site = site_of(report)
    return family_view(site, site.entries[0]).drawing


def test_an_origin_outside_the_corpus_is_drawn_as_such(report: Report) -> None:
    telegraph, *copies = drawing_of(report).boxes

    assert [line.text for line in telegraph.lines] == ["The Telegraph", "not among these articles"]
    assert (telegraph.number, [box.number for box in copies]) == ("", ["1", "2"])
    assert telegraph.is_outside
    assert telegraph.is_origin
    assert not any(box.is_outside for box in copies)
    assert all(box.x > telegraph.x for box in copies)


def test_no_arrow_is_drawn_where_the_direction_is_not_known(report: Report) -> None:
    unknown = Lineage(
        report.families[0].id, Origin(None, None, False, "unknown", ("Neither is dated.",)), ()
    )
    changed = replace(report, lineages=(unknown, *report.lineages[1:]))

    drawing = drawing_of(changed)

    assert drawing.edges == ()
    assert len(drawing.boxes) == 2
    assert "No arrow is drawn" in render(changed)


def test_a_drawing_of_many_says_how_many_it_leaves_out() -> None:
    report = hostile_report(witnesses=MOST_NODES + 7, long_word=1)

    drawing = drawing_of(report)

    assert len(drawing.boxes) == MOST_NODES
    assert drawing.omitted == 8
    assert "leaves out 8 of the articles" in render(report)


def test_a_long_text_without_marks_is_shortened_and_says_so(report: Report) -> None:
    blaze = report.articles[0]
    long = replace(blaze, text=blaze.text + " filler" * 50_000)
    site = site_of(replace(report, articles=(long, *report.articles[1:])))

    view = article_view(site, long)

    assert sum(len(p.text) for p in view.parts if isinstance(p, Segment)) < 20_000
    assert any(not isinstance(p, Segment) and p.characters > 300_000 for p in view.parts)


def colours(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_lines_have_enough_contrast(scheme: str) -> None:
    style = folder().joinpath("report.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    named = colours(blocks[0]) | (colours(blocks[1]) if scheme == "dark" else {})

    for ground in ("paper", "raised", "replaced", "inserted", "deleted", "credit"):
        assert contrast(named["ink"], named[ground]) >= 7
    for ground in ("paper", "raised"):
        assert contrast(named["muted"], named[ground]) >= 4.5
        assert contrast(named["accent"], named[ground]) >= 4.5
        assert contrast(named["strong-line"], named[ground]) >= 3
    for mark in ("replaced", "inserted", "deleted"):
        assert contrast(named[f"{mark}-line"], named[mark]) >= 3
