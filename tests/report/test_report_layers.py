"""Laws of the drawing of a lineage, over any forest and any arrows at all."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from small_reports import UNKNOWN

from reuse.model import (
    Article,
    ArticleId,
    Derivation,
    Family,
    FamilyId,
    Lineage,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.report.pages.lineage.drawing import PAGE_WIDTH, Drawing
from reuse.report.pages.lineage.drawn import MOST_NODES
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.lineage.layers import forest, placed
from reuse.report.pages.site import site_of

WORDS = "the same words in every article"
START = datetime(2024, 5, 1, tzinfo=UTC)


def lineage_report(
    arrows: list[tuple[str, str]], days: list[int | None], origin: Origin | None = None
) -> Report:
    """Articles a00, a01, … published so many days after another, and steps between nodes."""
    articles = tuple(
        Article(
            ArticleId(f"a{n:02}"),
            WORDS,
            f"a{n:02}",
            outlet=f"Outlet {n}",
            published=None if day is None else Timestamp(START + timedelta(days=day), "day"),
        )
        for n, day in enumerate(days)
    )
    witnesses = tuple(Witness(a.id, Span(0, len(WORDS))) for a in articles)
    steps = tuple(Derivation(source, copy, "probable", ()) for source, copy in arrows)
    return Report(
        "1", {}, articles, (), (),
        (Family(FamilyId("f1"), witnesses, "copied", 6),),
        (Lineage(FamilyId("f1"), origin or UNKNOWN, steps),),
    )  # fmt: skip


def drawing_of(report: Report) -> Drawing:
    site = site_of(report)
    return family_view(site, site.entries[0]).drawing


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[int | None]]:
    number = draw(st.integers(1, 30))
    arrows = []
    for n in range(number):
        parent = draw(st.one_of(st.none(), st.integers(-1, n - 1)))
        if parent is not None:
            arrows.append((f"a{parent:02}" if parent >= 0 else "outlet:Wire", f"a{n:02}"))
    day = st.one_of(st.none(), st.integers(0, 9))
    return arrows, draw(st.lists(day, min_size=number, max_size=number))


@given(forests())
@settings(deadline=None)
def test_no_two_boxes_overlap_and_all_lie_in_the_drawing(
    made: tuple[list[tuple[str, str]], list[int | None]],
) -> None:
    drawing = drawing_of(lineage_report(*made))

    wide, high = drawing.box_width, drawing.box_height
    for one, other in combinations(drawing.boxes, 2):
        assert abs(one.x - other.x) >= wide or abs(one.y - other.y) >= high
    for box in drawing.boxes:
        assert 0 <= box.x <= drawing.width - wide
        assert 0 <= box.y <= drawing.height - high


@given(forests())
@settings(deadline=None)
def test_every_edge_runs_from_the_box_of_its_source_right_to_that_of_its_copy(
    made: tuple[list[tuple[str, str]], list[int | None]],
) -> None:
    drawing = drawing_of(lineage_report(*made))

    boxes = {str(box.node.article or "outlet:Wire"): box for box in drawing.boxes}
    ends = []
    for edge in drawing.edges:
        source, copy = (str(n.article or "outlet:Wire") for n in (edge.source, edge.derivative))
        ends.append((source, copy))
        right, middle = boxes[source].x + drawing.box_width, drawing.box_height // 2
        assert edge.curve.startswith(f"M{right} {boxes[source].y + middle}C")
        assert right < edge.leg_x < edge.end_x == boxes[copy].x
        assert edge.y == boxes[copy].y + middle
        assert edge.step == boxes[copy].number
    assert sorted(ends) == sorted(made[0])


@given(forests())
@settings(deadline=None)
def test_copies_of_one_source_stand_in_time_order_those_without_a_date_last(
    made: tuple[list[tuple[str, str]], list[int | None]],
) -> None:
    report = lineage_report(*made)
    drawing = drawing_of(report)

    copies: defaultdict[str, list[tuple[int, float, str]]] = defaultdict(list)
    for edge in drawing.edges:
        assert edge.derivative.article is not None
        published = report.article(edge.derivative.article).published
        time = published.moment.timestamp() if published else float("inf")
        copies[str(edge.source.name)].append((edge.y, time, edge.derivative.article))
    for found in copies.values():
        order = [(time, article) for _, time, article in sorted(found)]
        assert order == sorted(order)


@given(forests(), st.randoms())
@settings(deadline=None)
def test_the_order_of_steps_never_matters(
    made: tuple[list[tuple[str, str]], list[int | None]], chance: Random
) -> None:
    arrows, days = made
    shuffled = list(arrows)
    chance.shuffle(shuffled)

    assert drawing_of(lineage_report(arrows, days)) == drawing_of(lineage_report(shuffled, days))


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_any_arrows_at_all_leave_a_forest(arrows: list[tuple[str, str]]) -> None:
    sources = forest("abcdefgh", arrows)

    assert all((source, copy) in arrows for copy, source in sources.items())
    for node in sources:
        seen = {node}
        while node in sources:
            node = sources[node]  # noqa: PLW2901  # the walk up is the test
            assert node not in seen
            seen.add(node)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60), st.integers(1, 60))
@settings(deadline=None)
def test_rows_of_a_layer_are_at_least_one_apart_and_layers_are_steps_from_the_root(
    choices: list[int], width: int
) -> None:
    nodes = [str(n) for n in range(len(choices) + 1)]
    sources = {str(n): str(max(0, n - 1 - c % width)) for n, c in enumerate(choices, 1)}

    places = placed(nodes, sources)

    rows: defaultdict[int, list[float]] = defaultdict(list)
    for node, place in places.items():
        rows[place.layer].append(place.row)
        assert place.layer == (places[sources[node]].layer + 1 if node in sources else 0)
    for found in rows.values():
        assert all(after - before >= 1 for before, after in pairwise(sorted(found)))
        assert min(found) >= 0


def test_a_loop_in_a_report_is_drawn_without_it() -> None:
    arrows = [("a00", "a00"), ("a00", "a01"), ("a01", "a02"), ("a02", "a00")]

    drawing = drawing_of(lineage_report(arrows, [0, 1, 2]))

    assert [(e.source.article, e.derivative.article) for e in drawing.edges] == [
        ("a02", "a00"), ("a00", "a01"),
    ]  # fmt: skip


def test_up_to_five_layers_fit_into_the_page_and_more_scroll() -> None:
    for layers, reach in ((2, "part"), (3, "page"), (4, "page"), (5, "page"), (6, "beyond")):
        chain = [(f"a{n:02}", f"a{n + 1:02}") for n in range(layers - 1)]
        drawing = drawing_of(lineage_report(chain, list(range(layers))))
        assert drawing.reach == reach
        assert (drawing.width <= PAGE_WIDTH) == (layers <= 5)


def test_the_drawing_is_the_same_in_another_process() -> None:
    code = (
        "from reuse.report.pages.lineage.layers import placed\n"
        "nodes = [str(n) for n in range(40)]\n"
        "print(placed(nodes, {str(n): str(n // 3) for n in range(1, 40)}))"
    )
    one, other = (
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    )  # fmt: skip

    assert one
    assert one == other


def test_many_nodes_keep_the_origin_and_no_copy_without_its_source() -> None:
    days: list[int | None] = list(range(99, 0, -1))
    arrows = [("a00", f"a{n:02}") for n in range(1, 50)]
    arrows += [(f"a{n - 49:02}", f"a{n:02}") for n in range(50, 99)]
    origin = Origin("Outlet 0", ArticleId("a00"), True, "probable", ())

    drawing = drawing_of(lineage_report(arrows, days, origin))

    assert len(drawing.boxes) == MOST_NODES
    assert drawing.omitted == 99 - MOST_NODES
    assert drawing.boxes[0].node.article == "a00"
    assert drawing.boxes[0].is_origin
    assert len(drawing.edges) == MOST_NODES - 1


def test_articles_without_a_step_stand_apart_below_the_others() -> None:
    drawing = drawing_of(lineage_report([("a00", "a01")], [0, 1, 2, 3]))

    assert drawing.loose_y is not None
    tied, loose = drawing.boxes[:2], drawing.boxes[2:]
    assert max(box.y for box in tied) + drawing.box_height <= drawing.loose_y
    assert min(box.y for box in loose) > drawing.loose_y
    assert drawing_of(lineage_report([], [0, 1])).loose_y is None


def test_the_lines_of_a_box_lie_in_it_where_a_date_takes_two() -> None:
    report = lineage_report([], [0, 1, 2])
    moment = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    stated = Timestamp(moment, "minute", has_zone=False)
    articles = tuple(
        replace(a, published=stated, title="A title of some length") for a in report.articles
    )
    drawing = drawing_of(replace(report, articles=articles))

    for box in drawing.boxes:
        assert [line.text for line in box.lines][2:4] == [
            "23 November 2026",
            "23:59 (zone not stated)",
        ]
        assert box.lines[0].y >= 16
        assert box.lines[-1].y <= drawing.box_height - 8


def test_an_outlet_that_a_lineage_only_names_as_the_origin_is_drawn() -> None:
    outside = Origin("Wire", None, False, "probable", ())

    drawing = drawing_of(lineage_report([], [0, 1], outside))

    assert [box.is_outside for box in drawing.boxes] == [True, False, False]
    unknown = replace(outside, confidence="unknown")
    assert len(drawing_of(lineage_report([], [0, 1], unknown)).boxes) == 2


def test_a_late_root_is_drawn_with_what_came_of_it_however_early_that_is() -> None:
    arrows = [(f"a{n + 1:02}", f"a{n:02}") for n in range(49)]

    drawing = drawing_of(lineage_report(arrows, list(range(50))))

    assert [box.node.article for box in drawing.boxes] == [f"a{n:02}" for n in range(10, 50)]
    assert len(drawing.edges) == MOST_NODES - 1
