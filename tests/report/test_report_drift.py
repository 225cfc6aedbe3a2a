"""What the copies changed, in each output."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import HOSTILE, NEWS, RT, hostile_report

from reuse.model import Change, Derivation, Report, Span
from reuse.report.folder import write_html
from reuse.report.formats.json import to_json
from reuse.report.formats.text import summary
from reuse.report.naming import name_of
from reuse.report.pack import render
from reuse.report.pages.lineage.drift import MOST_LISTED, drift_of
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.links import family_file
from reuse.report.pages.site import site_of


def with_changes(report: Report, number: int, changes: tuple[Change, ...]) -> Report:
    """A report whose family of that number has one derivation, between its first witnesses."""
    source, derivative = (str(w.article) for w in report.families[number].witnesses[:2])
    step = Derivation(source, derivative, "certain", (), changes)
    lineages = list(report.lineages)
    lineages[number] = replace(lineages[number], derivations=(step,))
    return replace(report, lineages=tuple(lineages))


def test_json_gives_the_words_and_the_places_of_a_change(report: Report) -> None:
    (step,) = json.loads(to_json(report))["families"][1]["derivations"]

    assert step["changes"] == [
        {
            "kind": "hedge",
            "before": "it is yet unclear",
            "after": "",
            "source": {"start": 10, "end": 20},
            "derivative": None,
        },
        {
            "kind": "name",
            "before": "Syria",
            "after": "Russia",
            "source": {"start": 30, "end": 35},
            "derivative": {"start": 40, "end": 46},
        },
    ]
    assert list(step["changes"][0]) == ["kind", "before", "after", "source", "derivative"]


def test_the_page_of_a_family_lists_its_changes_in_words(report: Report, tmp_path: Path) -> None:
    folder = write_html(report, tmp_path / "out").parent
    pages = [(folder / family_file(f.id)).read_text("utf-8") for f in report.families]

    changed = re.search(r">What it changed</p>.*?</ol>", pages[1], re.DOTALL)
    assert changed is not None
    words = " ".join(re.sub(r"<[^>]+>", "", changed[0]).split())
    assert "words of doubt it is yet unclear left out name Syria → became Russia" in words
    assert not any("What it changed" in pages[n] for n in (0, 2))


def test_changes_stand_at_the_article_that_made_them(report: Report) -> None:
    site = site_of(report)

    source, copy = family_view(site, site.entries[1]).witnesses

    assert (source.card.id, source.drift) == (RT, None)
    assert copy.card.id == NEWS
    assert copy.source is not None
    assert copy.source.article == RT
    assert copy.drift == drift_of(report.lineages[1].derivations[0])
    assert [beside.is_source for beside in copy.beside] == [True]


def test_many_changes_are_cut_and_the_page_says_how_many(report: Report) -> None:
    many = tuple(Change("number", Span(n, n + 1), None, str(n), "") for n in range(MOST_LISTED + 7))
    changed = with_changes(report, 0, many)

    drift = drift_of(changed.lineages[0].derivations[0])

    assert drift is not None
    assert len(drift.changes) == MOST_LISTED
    assert drift.more == "7 more changes"
    assert "7 more changes, not listed here" in render(changed)


def test_hostile_words_of_a_change_are_only_text() -> None:
    change = Change("quotation", Span(0, 9), Span(0, 9), HOSTILE, HOSTILE * 50)
    report = with_changes(hostile_report(), 0, (change,))

    page = render(report)

    assert "What it changed" in page
    assert "<script>alert" not in page
    assert "\x1b" not in summary(report, width=80)
    assert json.loads(to_json(report))["families"][0]["derivations"][0]["changes"]


def test_the_summary_has_one_line_of_changes_a_copy(report: Report) -> None:
    lines = [line.strip() for line in summary(report, width=400).splitlines()]

    assert [line for line in lines if line.startswith("Changed")] == [
        f"Changed in {next(n for n in _names(report) if NEWS in n)}: words of doubt "
        "“it is yet unclear” left out; name “Syria” → “Russia”"
    ]


def _names(report: Report) -> list[str]:
    return [str(name_of(report.article(name))) for name in (RT, NEWS)]


@pytest.mark.parametrize("number", [4, 40])
def test_the_summary_counts_the_changes_it_leaves_out(report: Report, number: int) -> None:
    many = tuple(Change("number", Span(n, n + 1), None, str(n), "") for n in range(number))

    text = summary(with_changes(report, 1, many), width=400)

    more = number - 3
    assert f"; and {more} more change{'s' if more > 1 else ''}\n" in text
