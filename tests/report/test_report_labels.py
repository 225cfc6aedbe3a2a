"""Two that are not the same never have one label on the overview."""

from __future__ import annotations

from small_reports import article, family, place, report_of, traced, untraced

from reuse.model import ArticleId, Credit
from reuse.report.pages.overview.flow import flows_between
from reuse.report.pages.overview.labels import label_of
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.site import Site, site_of

TITLE = "Ferry service halted"


def two_of_one_title() -> Site:
    articles = [article(name, title=TITLE, minute=n) for n, name in enumerate("ab")]
    carried = family("f001", (place(name, credit=Credit("none")) for name in "ab"))
    return site_of(report_of(articles, [traced(carried, "a", takers=["b"])]))


def test_articles_without_an_outlet_under_one_title_are_two() -> None:
    site = two_of_one_title()
    view = overview_view(site, rows_of(site))
    (flow,) = flows_between(site).between

    assert (flow.source, flow.taker) == (f"“{TITLE}” (a)", f"“{TITLE}” (b)")
    assert view.flow is not None
    assert view.flow.within == 0
    assert rows_of(site).news[0].origin_name == flow.source
    assert rows_of(site).news[0].outlets == (flow.source, flow.taker)


def test_articles_of_one_outlet_under_two_titles_are_one() -> None:
    articles = [article(name, title=name, outlet="O") for name in "ab"]
    carried = family("f001", (place(name, credit=Credit("none")) for name in "ab"))
    found = flows_between(site_of(report_of(articles, [traced(carried, "a", takers=["b"])])))

    assert (found.between, found.within) == ((), 1)


def test_names_that_differ_only_where_they_are_cut_keep_labels_of_their_own() -> None:
    names = [*"abcd"]
    outlets = ["x" * 300 + "1", "x" * 300 + "2", "x" * 60 + "…", "x" * 60 + "… (2)"]
    articles = [article(n, outlet=o) for n, o in zip(names, outlets, strict=True)]
    carried = family("f001", (place(name, credit=None) for name in names))
    site = site_of(report_of(articles, [untraced(carried)]))

    labels = {label_of(site, ArticleId(name)) for name in names}

    assert len(labels) == 4


def test_an_outlet_called_like_a_title_is_not_that_article() -> None:
    articles = [article("a", title=TITLE), article("b", outlet=f"“{TITLE}”")]
    carried = family("f001", (place(name, credit=None) for name in "ab"))
    site = site_of(report_of(articles, [untraced(carried)]))

    assert label_of(site, "a") == f"“{TITLE}” (a)"
    assert label_of(site, "b") == f"“{TITLE}”"


def test_an_article_called_like_an_outlet_is_not_drawn_as_one_from_outside() -> None:
    names = ["b", "outlet:B"]
    carried = family("f001", (place(name, credit=Credit("none")) for name in names))
    one = traced(carried, "outlet:B", takers=["b"])
    found = flows_between(site_of(report_of([article("b"), article("outlet:B")], [one])))

    assert [flow.source for flow in found.between] == ["outlet:B"]
    assert found.outside == frozenset()
