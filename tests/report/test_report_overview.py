"""The first page: rows, who took from whom, and when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from coast import coast_report
from made_report import made_report
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from report_variants import without_derivations

from reuse.model import Article, Precision, Provenance, Report, Timestamp
from reuse.report.pack import render
from reuse.report.pages.card import card_of
from reuse.report.pages.overview.axis import axis_of
from reuse.report.pages.overview.flow import flows_between
from reuse.report.pages.overview.labels import label_of
from reuse.report.pages.overview.ribbons import MOST_OUTLETS, MOST_RIBBONS, FlowView, flow_view
from reuse.report.pages.overview.tablerows import rows_of, statuses_of
from reuse.report.pages.overview.timeline import MOST_LINES, TimelineView, timeline_view
from reuse.report.pages.overview.view import articles_of, overview_view
from reuse.report.pages.site import site_of
from reuse.report.picking import picked


def flow(report: Report) -> FlowView:
    view = flow_view(site_of(report))
    assert view is not None
    return view


def timeline(report: Report) -> TimelineView | None:
    site = site_of(report)
    return timeline_view(site, rows_of(site).news)


def test_totals_agree_with_the_tables() -> None:
    site = site_of(coast_report())
    rows = rows_of(site)
    view = overview_view(site, rows)

    figures = [int(total.figure.replace(",", "")) for total in view.totals]
    assert rows.boilerplate
    assert figures[:3] == [
        len(view.families),
        sum(row.words for row in view.families),
        len(view.articles),
    ]
    assert figures[4] == len(view.skipped)
    assert all(row.passages for row in view.articles)


def headline(report: Report) -> str:
    site = site_of(report)
    return overview_view(site, rows_of(site)).headline


def test_the_heading_and_the_title_say_what_was_found(report: Report) -> None:
    none = replace(report, families=(), lineages=(), matches=())
    plates = tuple(replace(family, nature="boilerplate") for family in report.families)
    first = report.families[0].id

    said = "3 passages stand in more than one of 3 articles"
    assert headline(report) == said
    page = render(report)
    assert f"<title>{said}</title>" in page
    assert f'class="title-main">{said}</h1>' in page
    assert headline(none) == "No passage stands in more than one of 3 articles"
    assert headline(replace(report, families=plates)).startswith("No passage but boilerplate")
    assert headline(picked(report, [first])).startswith("1 passage stands in ")
    assert headline(replace(none, articles=report.articles[:2])) == (
        "No passage stands in both articles"
    )
    assert headline(replace(none, articles=report.articles[:1])).startswith("One article was")
    assert headline(replace(none, articles=())) == "No article was read"


@pytest.mark.parametrize("passage", [0, 2])
def test_a_part_of_a_report_says_so_before_what_it_shows(report: Report, passage: int) -> None:
    page = render(picked(report, [report.families[passage].id]))

    assert page.index("Only a part is shown") < page.index("<h2")
    assert page.count("<bdi>Only a part is shown") == 1


def test_an_article_with_boilerplate_only_stands_apart(report: Report) -> None:
    families = (replace(report.families[0], nature="boilerplate"), *report.families[1:])
    site = site_of(replace(report, families=families))

    carrying, beside = articles_of(site, rows_of(site))

    assert (carrying, beside) == ([RT, NEWS], [BLAZE])


def test_rows_begin_with_the_longest_whose_known_origin_an_article_does_not_name() -> None:
    rows = rows_of(site_of(made_report(60, seed=3))).news

    unnamed = [row.is_unnamed for row in rows]
    assert unnamed == sorted(unnamed, reverse=True)
    assert 0 < sum(unnamed) < len(rows)
    for wanted in (True, False):
        words = [row.words for row in rows if row.is_unnamed is wanted]
        assert words == sorted(words, reverse=True)


def test_every_article_of_a_row_is_in_one_group_by_what_it_says() -> None:
    site = site_of(made_report(40, seed=5))

    for row in rows_of(site).all:
        assert sum(group.number for group in row.groups) == len(row.articles)
        assert all(len(group.names) + group.more <= group.number for group in row.groups)
    entry = site_of(seed_report()).entries[1]
    assert statuses_of(entry) == {RT: "origin", NEWS: "none"}


def test_a_flow_counts_each_passage_once_however_many_copies_took_it() -> None:
    site = site_of(coast_report())
    found = flows_between(site)

    taken: dict[tuple[str, str], dict[int, int]] = {}
    for entry in (entry for entry in site.entries if not entry.is_boilerplate):
        for step in entry.lineage.derivations:
            pair = (label_of(site, step.source), label_of(site, step.derivative))
            taken.setdefault(pair, {})[entry.number] = entry.family.words
    standings = Counter((f.source, f.taker) for f in found.between)
    for flow in (f for f in found.between if standings[f.source, f.taker] == 1):
        words = taken[flow.source, flow.taker]
        assert (flow.passages, flow.words) == (len(words), sum(words.values()))
    # Two papers of one house took one passage of the wire: more steps than passages.
    assert any(f.passages < sum(f.confidences.values()) for f in found.between)


def test_credit_and_direction_are_told_apart_in_a_flow(report: Report) -> None:
    flows = {(f.source, f.taker): f for f in flow(report).rows}

    title = "“Syrian Rebels Destroy Russian Helicopter With US…”"
    assert {f[0] for f in flows} == {"The Telegraph", "RT", "Reuters"}
    assert flows["The Telegraph", "Blaze Media"].standing == "credited"
    assert flows["RT", title].standing == "bare"
    assert flows["Reuters", title].is_unsure
    assert not flows["Reuters", "RT"].is_unsure


def test_a_step_is_credited_by_naming_its_own_source_instead_of_the_origin() -> None:
    report = coast_report()
    flows = {(f.source, f.taker): f.standing for f in flows_between(site_of(report)).between}

    assert flows["Coast Herald", "The Eastern Post"] == "credited"
    silent = replace(
        report,
        lineages=tuple(
            replace(
                lineage, derivations=tuple(replace(d, evidence=()) for d in lineage.derivations)
            )
            for lineage in report.lineages
        ),
    )
    flows = {(f.source, f.taker): f.standing for f in flows_between(site_of(silent)).between}
    assert flows["Coast Herald", "The Eastern Post"] == "bare"


def test_what_owes_no_credit_is_a_flow_of_its_own() -> None:
    view = flow(coast_report())

    released = {f.standing for f in view.rows if f.source == "PR Newswire"}
    assert released == {"free"}
    assert [words for _, words in view.standings] == [
        "with a credit", "no credit expected", "without a credit",
    ]  # fmt: skip
    assert len(flow(seed_report()).standings) == 2


def test_only_an_origin_outside_the_corpus_is_drawn_dashed(report: Report) -> None:
    sources = [o for o in flow(report).outlets if o.is_source]

    assert {o.name: o.is_outside for o in sources} == {
        "The Telegraph": True, "Reuters": True, "RT": False,
    }  # fmt: skip
    assert not any(o.is_outside for o in flow(report).outlets if not o.is_source)


def test_nothing_is_drawn_where_no_direction_is_known(report: Report) -> None:
    unknown = without_derivations(report)

    assert flow_view(site_of(unknown)) is None
    assert "There is no picture" in render(unknown)


def test_ribbons_fill_their_bars_and_no_bar_covers_another() -> None:
    for report in (seed_report(), coast_report(), made_report(30, seed=2)):
        view = flow(report)
        for is_source in (True, False):
            bars = sorted((o.y, o.y + o.height) for o in view.outlets if o.is_source is is_source)
            assert all(a[1] <= b[0] + 0.2 for a, b in pairwise(bars))
            assert bars[0][0] >= 0
            assert bars[-1][1] <= view.height


def test_a_picture_of_many_outlets_is_bounded_and_says_what_it_leaves_out() -> None:
    view = flow(made_report(400, seed=1))

    for is_source in (True, False):
        names = [o.name for o in view.outlets if o.is_source is is_source]
        assert 1 < len(names) <= MOST_OUTLETS + 1
        assert names[-1] == "other outlets"
    assert len(view.ribbons) == MOST_RIBBONS
    assert "are not drawn" in (view.undrawn or "")
    assert view.rows_more > 0


def test_the_order_of_the_picture_lessens_crossings() -> None:
    view = flow(made_report(12, seed=8))
    at = {(o.is_source, o.name): o.y for o in view.outlets}
    ends = sorted(
        {(r.flow.source, r.flow.taker) for r in view.ribbons},
    )

    def crossings(place: dict[tuple[bool, str], float]) -> int:
        lines = [(place[True, a], place[False, b]) for a, b in ends]
        return sum(1 for a, b in lines for c, d in lines if a < c and b > d)

    ranked = {key: float(n) for n, key in enumerate(sorted(at))}
    assert crossings(at) < crossings(ranked)


def test_a_ribbon_leads_to_its_passages() -> None:
    for ribbon in flow(coast_report()).ribbons:
        wanted = parse_qs(ribbon.address.removeprefix("#?"))
        assert wanted == {"from": [ribbon.flow.source], "to": [ribbon.flow.taker]}


def test_a_report_without_dates_has_no_time_line(report: Report) -> None:
    assert timeline(report) is None
    assert "states a date" in render(report)


def dated(report: Report, *precisions: Precision) -> Report:
    stamps = [
        Timestamp(datetime(2024, 3, 1, tzinfo=UTC), precisions[0]),
        Timestamp(datetime(2024, 5, 1, 9, 30, tzinfo=UTC), precisions[1]),
        None,
    ]
    articles = tuple(
        replace(article, published=stamp)
        for article, stamp in zip(report.articles, stamps, strict=True)
    )
    return replace(report, articles=articles)


def test_a_date_known_to_the_month_is_drawn_as_that_month(report: Report) -> None:
    view = timeline(dated(report, "month", "minute"))
    assert view is not None

    widths = [mark.width for line in view.lines for mark in line.marks]
    assert len(view.lines) == 3
    assert widths[0] > 100
    assert widths[1:] == [0, 0]
    assert view.undated == "1 article of 3 states no date and is not drawn."


def test_the_origin_of_a_line_is_told_by_its_shape(report: Report) -> None:
    view = timeline(dated(report, "day", "day"))
    assert view is not None
    marks = [mark for line in view.lines for mark in line.marks]

    assert [m.is_origin for m in marks] == [False, True, False]


def with_dates(report: Report, *stamps: Timestamp) -> Report:
    both = zip(report.articles, stamps, strict=True)
    return replace(report, articles=tuple(replace(a, published=s) for a, s in both))


def test_a_copy_of_the_origins_day_is_neither_first_nor_drawn_before_it(report: Report) -> None:
    later = Timestamp(datetime(2025, 3, 4, tzinfo=UTC), "day")
    day = Timestamp(datetime(2024, 3, 4, tzinfo=UTC), "day")
    hour = Timestamp(datetime(2024, 3, 4, 6, 12, tzinfo=UTC), "minute")
    lineage = report.lineages[1]
    assert lineage.origin.article == RT
    found = with_dates(report, later, hour, day)

    view = timeline(found)
    assert view is not None
    line = next(line for line in view.lines if line.family == lineage.family)
    copy, origin = line.marks
    assert origin.is_origin
    assert origin.x < copy.x < origin.x + 20
    assert line.first.words == "4 March 2024, 06:12 UTC"
    assert line.first_outlet == "RT"
    assert line.last.words == "4 March 2024"
    row = next(row for row in rows_of(site_of(found)).news if row.id == lineage.family)
    assert row.first == line.first


def test_a_copy_of_the_day_before_the_origin_is_first(report: Report) -> None:
    day = Timestamp(datetime(2024, 3, 3, tzinfo=UTC), "day")
    hour = Timestamp(datetime(2024, 3, 4, 6, 12, tzinfo=UTC), "minute")
    view = timeline(with_dates(report, day, hour, day))
    assert view is not None

    line = next(line for line in view.lines if line.family == report.families[1].id)
    assert line.first.words == "3 March 2024"
    assert line.marks[0].x < line.marks[1].x


def test_bars_say_their_zone_and_have_a_scale_and_a_legend() -> None:
    report = made_report(120, seed=4)
    view = timeline(report)
    assert view is not None

    tallest = max(view.bars, key=lambda bar: bar.first_height + bar.copies_height)
    copies = sum(map(int, re.findall(r"(\d+) (?:pass|further)", tallest.said)))
    height = tallest.first_height + tallest.copies_height
    for level in view.levels:
        assert view.bars_height - level.y == pytest.approx(height * level.copies / copies, abs=0.2)
    assert 1 <= len(view.levels) <= 3
    page = render(report)
    assert "dated to each day, in UTC" in page
    assert page.count('<rect class="bar-copies" x="1"') == 1


def test_many_passages_become_bars_and_the_most_copied_keep_their_lines() -> None:
    report = made_report(120, seed=4)
    view = timeline(report)
    assert view is not None

    site = site_of(report)
    first = [row.first_at for row in rows_of(site).news if row.first_at is not None]
    rough = [stamp for stamp in first if stamp.precision == "month"]
    appeared = sum(
        int(found[1]) for bar in view.bars if (found := re.search(r"(\d+) pass", bar.said))
    )
    assert len(view.lines) == MOST_LINES
    assert view.lines_more == len(first) - MOST_LINES
    assert appeared == len(first) - len(rough)
    assert "less precise than the day" in (view.unbarred or "")
    assert max(len(line.marks) for line in view.lines) <= 100


@pytest.mark.parametrize("year", [1, 2024, 9999])
@pytest.mark.parametrize("precision", ["year", "month", "day", "minute"])
def test_an_axis_holds_any_date_that_the_calendar_has(year: int, precision: Precision) -> None:
    for other in (1, year, 9999):
        stamps = [Timestamp(datetime(y, 12, 31, 23, tzinfo=UTC), precision) for y in (year, other)]
        axis = axis_of(stamps, left=100, right=900)

        assert axis.start < axis.end
        assert all(100 <= axis.x(stamp.moment) <= 900 for stamp in stamps)
        assert len(axis.ticks) <= 8
        assert all(axis.floor(stamp.moment) <= stamp.moment for stamp in stamps)


def test_the_overview_does_not_depend_on_the_order_of_witnesses() -> None:
    report = coast_report()
    site, again = site_of(report), site_of(report)

    assert overview_view(site, rows_of(site)) == overview_view(again, rows_of(again))


def test_an_article_without_an_outlet_stands_for_itself() -> None:
    report = seed_report()
    bare = [replace(article, outlet=None, title=None) for article in report.articles]

    view = flow(replace(report, articles=tuple[Article, ...](bare)))

    assert {o.name for o in view.outlets if not o.is_source} == {BLAZE, NEWS, RT}


def test_hostile_names_are_visible_in_pictures() -> None:
    report = hostile_report(witnesses=3, long_word=5)
    articles = tuple(replace(a, outlet=f"{n} {a.outlet}") for n, a in enumerate(report.articles))
    view = flow(replace(report, articles=articles))

    for outlet in view.outlets:
        assert not re.search("[\x00-\x1f\u202a-\u202e\ud800-\udfff]", outlet.name + outlet.said)
        assert len(outlet.name) <= 40
        assert re.fullmatch(r"#\?(from|to)=[\w.~%-]*", outlet.address)


def test_a_group_of_one_article_has_no_number(report: Report) -> None:
    page = render(report)

    assert ">no credit found</span>" in page
    assert "1 no credit found" not in page


def test_what_was_read_in_one_place_is_told_together(report: Report) -> None:
    blaze, rt, _ = report.articles
    words = rt.provenance[0]
    stated = tuple(Provenance(field, "record") for field in ("author", "title", "date"))
    article = replace(blaze, provenance=(stated[0], Provenance("outlet", "meta"), *stated[1:]))

    assert card_of(site_of(report), article).sources == (
        "author, title, date from the record",
        "outlet from the page’s metadata",
    )
    quoted = replace(rt, provenance=(words, *stated))
    assert card_of(site_of(report), quoted).sources == (
        "author, title, date from the record",
        "outlet from its dateline: “(RT) —”",
    )


def test_a_row_misses_no_credit_where_none_is_expected() -> None:
    report = seed_report()
    families = (report.families[0], replace(report.families[1], nature="quotation"))
    site = site_of(replace(report, families=families, lineages=report.lineages[:2]))

    assert statuses_of(site_of(report).entries[1])[NEWS] == "none"
    assert statuses_of(site.entries[1])[NEWS] == "free"
    row = next(row for row in rows_of(site).news if row.id == "f2")
    assert [group.words for group in row.groups] == ["the origin", "no credit expected"]
