"""What the pictures of the overview count and put together."""

from __future__ import annotations

import re

import pytest
from small_reports import article, family, place, report_of, traced

from reuse.model import Credit, Report
from reuse.report.pages.overview.ribbons import MOST_OUTLETS, flow_view
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.overview.timeline import MOST_LINES, TimelineView, timeline_view
from reuse.report.pages.site import site_of


def taken_by(takers: int) -> Report:
    """One passage of an outlet that so many others took."""
    names = [f"t{n:02}" for n in range(takers)]
    places = [place("a", credit=None), *(place(name, credit=Credit("none")) for name in names)]
    articles = [article("a", outlet="A"), *(article(name, outlet=name) for name in names)]
    return report_of(articles, [traced(family("f001", places), "a", takers=names)])


def drawn(takers: int) -> list[str]:
    view = flow_view(site_of(taken_by(takers)))
    assert view is not None
    return sorted(outlet.name for outlet in view.outlets if not outlet.is_source)


@pytest.mark.parametrize("takers", [MOST_OUTLETS, MOST_OUTLETS + 1])
def test_one_outlet_alone_is_never_called_others(takers: int) -> None:
    assert drawn(takers) == [f"t{n:02}" for n in range(takers)]


def test_all_but_the_largest_outlets_are_put_together() -> None:
    assert drawn(MOST_OUTLETS + 2) == ["other outlets", *(f"t{n:02}" for n in range(MOST_OUTLETS))]


def timeline() -> TimelineView:
    """Every passage has three copies, one an hour; each hour another passage appears."""
    articles, families = [], []
    for n in range(MOST_LINES + 1):
        names = [f"{n:02}{side}" for side in "abc"]
        articles += [article(name, minute=60 * (n + k)) for k, name in enumerate(names)]
        places = [place(name, credit=Credit("none")) for name in names]
        families.append(traced(family(f"f{n + 1:03}", places), names[0], takers=names[1:]))
    site = site_of(report_of(articles, families))
    view = timeline_view(site, rows_of(site).news)
    assert view is not None
    return view


def test_a_passage_that_appears_is_no_copy_of_itself() -> None:
    said = [bar.said for bar in timeline().bars]
    told = [re.search(r"([\d,]+) passages? appeared, ([\d,]+) further cop", one) for one in said]

    appeared = sum(int(found[1]) for found in told if found)
    copied = sum(int(found[2]) for found in told if found)
    assert (appeared, copied) == (MOST_LINES + 1, 2 * (MOST_LINES + 1))
