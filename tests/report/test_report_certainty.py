from __future__ import annotations

import csv
import io
from dataclasses import replace

from report_samples import hostile_report, seed_report

from reuse.model import Certainty, Match, Report, Witness
from reuse.report import render
from reuse.report.certainty import POSSIBLE, standings
from reuse.report.formats.text import summary
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.site import site_of


def joined(*links: tuple[int, int, Certainty], witnesses: int = 4) -> Report:
    """One family whose witnesses are joined by the given matches and no others."""
    report = hostile_report(witnesses=witnesses, long_word=1)
    members = report.families[0].witnesses
    return replace(
        report, matches=tuple(_match(members[a], members[b], certainty=c) for a, b, c in links)
    )


def _match(one: Witness, other: Witness, *, certainty: Certainty) -> Match:
    return Match(
        one.article, other.article, one.span, other.span,
        kind="edited", similarity=0.9, words=9, certainty=certainty,
    )  # fmt: skip


def possible(report: Report) -> list[int]:
    members = report.families[0].witnesses
    standing = standings(report)[report.families[0].id]
    return [members.index(w) for w in sorted(standing.possible, key=lambda w: w.article)]


def test_a_witness_that_only_a_possible_match_reaches_is_possible() -> None:
    report = joined((0, 1, "certain"), (1, 2, "certain"), (2, 3, "possible"))

    assert possible(report) == [3]
    assert not standings(report)[report.families[0].id].is_possible


def test_one_certain_match_is_enough_beside_possible_ones() -> None:
    report = joined((0, 1, "possible"), (0, 2, "certain"), (1, 2, "certain"), (2, 3, "certain"))

    assert possible(report) == []


def test_two_groups_that_a_possible_match_joins_are_not_one() -> None:
    report = joined(
        (0, 1, "certain"), (0, 2, "certain"), (2, 3, "possible"), (3, 4, "certain"), witnesses=5
    )

    assert possible(report) == [3, 4]


def test_a_family_of_possible_matches_says_so_everywhere() -> None:
    report = joined((0, 1, "possible"), (1, 2, "possible"), (2, 3, "possible"))
    site = site_of(report)

    assert site.entries[0].standing.is_possible
    assert f"? {POSSIBLE} only" in summary(report, width=400)
    assert overview_view(site, rows_of(site)).families[0].is_possible
    assert family_view(site, site.entries[0]).is_possible
    assert "No certain match holds these articles together" in render(report, "html")
    rows = list(csv.DictReader(io.StringIO(render(report, "csv"))))
    assert {row["family_certainty"] for row in rows} == {POSSIBLE}


def test_a_possible_witness_says_so_everywhere() -> None:
    report = joined((0, 1, "certain"), (1, 2, "certain"), (2, 3, "possible"))
    site = site_of(report)

    text = summary(report, width=10_000)

    assert [POSSIBLE in line for line in text.splitlines() if line.startswith("   - ")] == [
        False, False, False, True,
    ]  # fmt: skip
    view = family_view(site, site.entries[0])
    assert [w.places[0].is_possible for w in view.witnesses] == [False, False, False, True]
    assert sum(g.possible for g in overview_view(site, rows_of(site)).families[0].groups) == 1
    rows = list(csv.DictReader(io.StringIO(render(report, "csv"))))
    assert [row["witness_certainty"] for row in rows] == ["certain match"] * 3 + [POSSIBLE]
    assert {row["family_certainty"] for row in rows} == {"certain match"}


def test_certain_families_carry_no_such_mark() -> None:
    report = seed_report()

    assert POSSIBLE not in summary(report, width=200)
    assert 'class="possible"' not in render(report, "html")
