from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import NEWS, RT, seed_report
from small_reports import LEFT, RIGHT, article, family, joined, place, report_of, untraced

from reuse.model import (
    Family,
    FamilyId,
    Lineage,
    Origin,
    Report,
    Span,
    Witness,
)
from reuse.report.pack import render
from reuse.report.pages.excerpt import Part
from reuse.report.pages.sides.half import overlapping
from reuse.report.pages.sides.pair import PairView, pair_view
from reuse.report.pages.sides.passages import pair_layout, passages_of
from reuse.report.pages.sides.strip import MOST_LINKED
from reuse.report.pages.site import site_of
from reuse.report.segments import Mark, Segment

FIRST = "The pilots were shot down over the hills at dawn."
SECOND = "Nobody else was hurt, said the mayor of the town."


def viewed(report: Report) -> PairView:
    return pair_view(site_of(report), (LEFT, RIGHT))


def shown(view: PairView, side: str) -> list[Part]:
    rows = (cells for row in view.rows for cells in row.cells)
    return [part for cells in rows for part in getattr(cells, side)]


def marked(parts: Sequence[Part], role: str) -> list[str]:
    return [
        part.text
        for part in parts
        if isinstance(part, Segment) and any(mark.role == role for mark in part.marks)
    ]


def test_a_sentence_that_changed_places_is_marked_moved_on_both_sides_with_links() -> None:
    left, right = f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"
    report = joined(left, right, [(Span(0, len(left)), Span(0, len(right)))])

    view = viewed(report)

    assert view.moves == 1
    for side in ("left", "right"):
        assert "".join(marked(shown(view, side), "moved")) in (FIRST[:-1], SECOND[:-1])
        assert not marked(shown(view, side), "deleted")
        assert not marked(shown(view, side), "inserted")
    page = render(report)
    ends = re.findall(r'id="([^"]*-m1[lr])" href="#([^"]*)"', page)
    assert ends == [ends[0], ends[0][::-1]]


def test_words_that_a_copy_moved_out_of_the_passage_are_marked_at_both_places() -> None:
    run = "a party of soldiers from the north came to the village at night"
    left = f"{FIRST} {run}. {SECOND}"
    right = f"{FIRST} {SECOND}\n\nSomething else stands here, and then {run}."
    end = right.index("\n")

    view = viewed(joined(left, right, [(Span(0, len(left)), Span(0, end))]))

    assert marked(shown(view, "left"), "moved") == [run]
    assert marked(shown(view, "right"), "moved") == [run]


def test_a_long_passage_is_level_at_every_line_that_both_begin() -> None:
    lines = [f"Line {n} says so: {'some words and more ' * 20}" for n in range(6)]
    other = [*lines[:2], "Only here: " + "nothing of the kind " * 40, *lines[2:]]
    left, right = "\n".join(lines), "\n\n".join(other)

    view = viewed(joined(left, right, [(Span(0, len(left)), Span(0, len(right)))]))

    begins = [
        (cells.left[0].text[:6], cells.right[0].text[:6])  # type: ignore[union-attr]  # short texts omit nothing
        for cells in view.rows[0].cells
    ]
    assert begins == [(f"Line {n}",) * 2 for n in (0, 1, 3, 4, 5)]


def test_short_lines_are_not_cut_apart() -> None:
    text = "\n".join(f"Line {n} is a short one." for n in range(60))

    view = viewed(joined(text, text, [(Span(0, len(text)), Span(0, len(text)))]))

    lengths = [sum(len(p.text) for p in cells.left) for cells in view.rows[0].cells]  # type: ignore[union-attr]  # short texts omit nothing
    assert len(lengths) > 2
    assert all(length > 270 for length in lengths[:-1])


def nested() -> Report:
    """A passage, another inside of it, and one that comes again."""
    left = right = f"{FIRST} {SECOND}\n\n{FIRST}"
    whole, part, again = Span(0, 99), Span(0, len(FIRST)), Span(len(left) - 49, len(left))
    return joined(left, right, [(whole, whole), (part, part), (again, part)])


def test_a_passage_inside_another_is_named_in_its_head_and_not_shown_again() -> None:
    view = viewed(nested())

    assert [(h.number, h.inside, h.nested) for h in view.heads] == [
        (1, 1, (2,)),
        (2, 1, ()),
        (3, 0, ()),
    ]
    assert [row.number for row in view.rows if row.number] == [1]
    assert [row.number for row in view.moved] == [3]
    page = render(nested())
    for head in view.heads:
        assert page.count(f' id="{head.anchor}"') == 1


@pytest.mark.parametrize(("shared", "holder"), [(9, 1), (5, 0), (7, 0)])
def test_a_passage_is_inside_another_that_holds_nearly_all_of_it(shared: int, holder: int) -> None:
    words = " ".join("word" for _ in range(40))
    long, tenth = Span(0, 100), 5
    part = Span(100 - shared * tenth, 100 + (10 - shared) * tenth)

    layout = pair_layout(site_of(joined(words, words, [(long, long), (part, part)])), (LEFT, RIGHT))

    assert layout.inside == (1, holder)


@given(
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8),
    start=st.integers(0, 40),
    length=st.integers(1, 12),
)
def test_every_mark_that_meets_a_stretch_is_found(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = [Mark(Span(a, a + n), "credit", str(k)) for k, (a, n) in enumerate(spans)]
    asked = Span(start, start + length)

    found = overlapping(marks).at(asked)

    assert all(mark in found for mark in marks if mark.span.overlap(asked))


SHARED = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(0, 30), st.integers(1, 12)),
    min_size=1,
    max_size=8,
)


@given(places=SHARED, matched=SHARED)
def test_a_match_belongs_to_the_family_that_it_shares_most_with(
    places: list[tuple[int, int, int, int]], matched: list[tuple[int, int, int, int]]
) -> None:
    spans = [(Span(a, a + n), Span(b, b + m)) for a, n, b, m in places]
    wanted = [(Span(a, a + n), Span(b, b + m)) for a, n, b, m in matched]
    families = [
        untraced(family(f"f{n:03}", [place("l", a.start, a.end, credit=None),
                                     place("r", b.start, b.end, credit=None)]))
        for n, (a, b) in enumerate(spans, 1)
    ]  # fmt: skip
    articles = [article(name, "x " * 30) for name in "lr"]
    matches = joined("x " * 30, "x " * 30, wanted).matches
    site = site_of(report_of(articles, families, matches=matches))

    found = {(p.left, p.right): p.entry for p in passages_of(site, (LEFT, RIGHT)) if p.kind}

    for left, right in wanted:
        common = [min(left.overlap(a), right.overlap(b)) for a, b in spans]
        best = common.index(max(common)) + 1 if any(common) else None
        entry = found[left, right]
        assert (entry.number if entry else None) == best


def test_passages_are_counted_on_the_page_and_families_named_by_their_link() -> None:
    report = seed_report()

    page = render(report)

    assert "Passage 2 of 2</h" in page
    assert "its lineage, no. 3 of the report" in page
    layout = pair_layout(site_of(report), (RT, NEWS))
    assert [layout.number(entry) for entry in site_of(report).entries] == [0, 2, 1]


def test_what_is_quoted_is_marked_and_does_not_make_a_long_text_whole() -> None:
    quotation = "“We shall not be moved,” he said. "
    left = f"{FIRST}\n{quotation * 5000}"
    report = joined(left, FIRST, [(Span(0, 49), Span(0, 49))])

    parts = shown(viewed(report), "left")

    assert marked(parts, "quoted")[0] == "“We shall not be moved,”"
    assert sum(len(p.text) for p in parts if isinstance(p, Segment)) < 10_000


@pytest.mark.parametrize("side", ["left", "right"])
def test_where_one_article_goes_on_alone_the_other_says_so(side: str) -> None:
    longer, shorter = f"{FIRST}\n{'more of it ' * 100}\n{SECOND}", f"{FIRST}\n{SECOND}"
    texts = (longer, shorter) if side == "left" else (shorter, longer)
    spans = [
        (Span(a := texts[0].index(s), a + 49), Span(b := texts[1].index(s), b + 49))
        for s in (FIRST, SECOND)
    ]

    row = viewed(joined(*texts, spans)).rows[1]

    assert (row.cells[0].brief, row.cells[0].alone) == (int(side == "left"), 300)


@pytest.mark.parametrize("passages", [2, MOST_LINKED + 1])
def test_a_strip_leads_to_passages_unless_they_are_too_many_to_hit(passages: int) -> None:
    lines = [f"{FIRST} {n}" for n in range(passages)]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    spans = [Span(s, s + len(line)) for s, line in zip(starts, lines, strict=True)]

    report = joined(text, text, [(span, span) for span in spans])

    page = render(report)
    assert page.count("strip-part") == 2 * passages + render(joined("a", "b", [])).count(
        "strip-part"
    )
    assert ('role="group" aria-label="Where in' in page) == (passages == 2)
    assert page.count(" of " + str(passages) + "</h") == passages


def test_a_page_of_many_passages_is_bounded_by_its_text_and_passages() -> None:
    words = [f"w{n % 977}x{n}" for n in range(30_000)]
    lines = [" ".join(words[n : n + 60]) for n in range(0, len(words), 60)]
    text = "\n".join(lines)
    starts = [n for n in range(len(text)) if not n or text[n - 1] == "\n"]
    spans = [Span(s, s + len(line)) for s, line in zip(starts, lines, strict=True)]

    page = render(joined(text, text, [(span, span) for span in spans]))

    assert len(page) < 3 * len(text) + 5_000 * len(spans) + 100_000


def test_articles_from_the_right_have_their_strip_from_the_right() -> None:
    text = f"{'שלום עולם ' * 6}\n\nEnglish too."
    view = viewed(joined(text, text, [(Span(0, 30), Span(0, 30))]))

    assert view.from_right == (True, True)
    assert float(view.left_bars[0].start) + float(view.left_bars[0].length) == 100


def test_a_credit_of_each_side_stands_in_the_list_of_passages() -> None:
    report = nested()
    text = report.articles[0].text
    family = Family(
        FamilyId("f1"),
        (Witness(LEFT, Span(0, len(text))), Witness(RIGHT, Span(0, len(text)))),
        "copied",
        20,
    )
    lineage = Lineage(family.id, Origin("l", LEFT, True, "certain", ()), ())

    view = viewed(replace(report, families=(family,), lineages=(lineage,)))

    assert view.heads[0].credits == ("the origin", "of the origin’s outlet")
