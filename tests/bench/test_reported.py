"""What counts as found, against cases worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plants import Plant
from reported import Link, Meeting, Reported, cover, meet, of_links, read_report, summary, union

PLANT = Plant(7, 100, 200, 3, 0, 80, 12, 0, False)  # the copy has the lower number


def met(*links: Link, families: dict[int, list[tuple[int, int, int]]] | None = None) -> Meeting:
    reported = Reported(of_links(links).pairs, families or {})
    return meet([PLANT], reported)[0]


def test_the_exact_link_is_found_with_full_overlap() -> None:
    meeting = met(Link(7, 100, 200, 3, 0, 80))
    assert meeting.found
    assert meeting.overlap == 1


def test_half_of_both_sides_is_enough_and_less_is_not() -> None:
    assert met(Link(3, 0, 40, 7, 100, 150)).found
    assert not met(Link(3, 0, 39, 7, 100, 150)).found
    assert not met(Link(3, 0, 80, 7, 100, 149)).found


def test_links_add_up_without_counting_twice() -> None:
    assert met(Link(3, 0, 30, 7, 100, 140), Link(3, 20, 40, 7, 130, 150)).covered == 0.5


def test_a_link_that_misses_one_side_does_not_count() -> None:
    assert met(Link(3, 0, 80, 7, 300, 400)).covered == 0


def test_overlap_is_the_mean_over_both_sides_of_intersection_over_union() -> None:
    meeting = met(Link(3, 0, 80, 7, 100, 300))
    assert meeting.overlap == pytest.approx((1 + 0.5) / 2)


def test_a_plant_lies_in_one_family_only_if_the_same_one_covers_both_sides() -> None:
    assert met(families={3: [(1, 0, 80)], 7: [(1, 90, 160)]}).in_one_family
    assert not met(families={3: [(1, 0, 80)], 7: [(2, 90, 160)]}).in_one_family
    assert not met(families={3: [(1, 0, 80)], 7: [(1, 90, 140)]}).in_one_family


def test_links_within_one_article_are_no_pairs() -> None:
    assert not of_links([Link(3, 0, 9, 3, 10, 19)]).pairs


def test_spans_are_united_and_covered() -> None:
    assert union([(5, 9), (0, 2), (2, 3), (8, 12)]) == [(0, 3), (5, 12)]
    assert cover((0, 10), []) == 0


def test_a_report_is_read_into_links_families_and_labels(tmp_path: Path) -> None:
    left, right = ({"article": a, "start": 1, "end": 5} for a in "ba")
    match = {"left": left, "right": right, "kind": "edited", "certainty": "certain"}
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"matches": [match], "families": [{"witnesses": [left, right]}]}))
    reported = read_report(path, {"a": 0, "b": 1})
    assert reported.pairs == {(0, 1): [Link(0, 1, 5, 1, 1, 5)]}
    assert reported.labels == {(0, 1): {"edited, certain"}}
    assert reported.families == {0: [(0, 1, 5)], 1: [(0, 1, 5)]}


def test_the_summary_has_shares_by_cell_and_none_where_nothing_was_planted() -> None:
    row = summary(meet([PLANT], of_links([Link(7, 100, 200, 3, 0, 80)])))
    assert (row["found"], row["verbatim"], row["cells"]["12x0"]) == (1, 1, 1)
    assert row["cells"]["20x0"] is None
    assert row["aligned"] is None


def test_a_pair_is_held_by_a_link_or_by_a_family() -> None:
    reported = Reported(of_links([Link(1, 0, 5, 2, 0, 5)]).pairs, {2: [(9, 0, 5)], 3: [(9, 0, 5)]})
    assert reported.holds((1, 2))
    assert reported.holds((2, 3))
    assert not reported.holds((1, 3))
