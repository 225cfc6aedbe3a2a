"""An article has one credit for a passage, the same wherever it is told."""

from __future__ import annotations

import pytest
from small_reports import WORDS, article, family, place, report_of, traced

from reuse.model import ArticleId, Credit, CreditStatus, Report
from reuse.report.pages.lineage.family import family_view, origin_view
from reuse.report.pages.overview.flow import flows_between
from reuse.report.pages.overview.tablerows import rows_of, statuses_of
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.pair import pair_view
from reuse.report.pages.site import site_of
from reuse.report.research.graph import graph_of
from reuse.report.wording import BY_CREDIT, CREDIT, unnamed_origins

TWICE = f"A says: {WORDS}.\n\n{WORDS}"
FIRST, SECOND = TWICE.index(WORDS), TWICE.rindex(WORDS)
CREDITED, SILENT = Credit("credited", "A"), Credit("none")


def carried_twice(first: Credit | None, second: Credit | None) -> Report:
    """B has the passage of A at two places, each with its own credit."""
    places = (
        place("a", credit=None),
        place("b", FIRST, FIRST + len(WORDS), credit=first),
        place("b", SECOND, SECOND + len(WORDS), credit=second),
    )
    articles = (article("a", outlet="A", minute=0), article("b", TWICE, outlet="B", minute=99))
    return report_of(articles, [traced(family("f001", places), "a", takers=["b"], outlet="A")])


BOTH_ORDERS = pytest.mark.parametrize(
    "places", [(CREDITED, SILENT), (SILENT, CREDITED)], ids=["credited first", "credited last"]
)


@BOTH_ORDERS
def test_an_article_that_credits_one_of_its_places_credits_the_passage_everywhere(
    places: tuple[Credit, Credit],
) -> None:
    report = carried_twice(*places)
    site = site_of(report)
    row, view = rows_of(site).news[0], family_view(site, site.entries[0])
    pair = pair_view(site, (ArticleId("a"), ArticleId("b")))

    assert [group.status for group in row.groups] == ["origin", "credited"]
    assert not row.is_unnamed
    assert not unnamed_origins(report)
    assert [flow.standing for flow in flows_between(site).between] == ["credited"]
    assert (view.witnesses[1].status, view.witnesses[1].credit) == ("credited", "credited")
    assert [line.text for line in view.drawing.boxes[1].lines][-1] == "credited"
    assert "as the copy says" in "".join(said.text for said in view.verdict)
    assert [head.credits for head in pair.heads] == [("the origin", "credited")] * len(pair.heads)
    told = [edge.credit for edge in graph_of(report).edges() if edge.relation == "derivation"]
    assert told == ["credited"]


@BOTH_ORDERS
def test_each_place_of_an_article_keeps_its_own_credit(places: tuple[Credit, Credit]) -> None:
    site = site_of(carried_twice(*places))

    found = family_view(site, site.entries[0]).witnesses[1].places

    assert [place.credit for place in found] == [CREDIT[credit.status] for credit in places]


@pytest.mark.parametrize("worse", range(1, len(BY_CREDIT)))
def test_of_two_credits_the_one_that_names_the_origin_better_counts(worse: int) -> None:
    def credit(status: CreditStatus | None) -> Credit | None:
        return Credit(status, None if status == "none" else "A") if status else None

    pair = credit(BY_CREDIT[worse]), credit(BY_CREDIT[worse - 1])
    for one, other in (pair, pair[::-1]):
        site = site_of(carried_twice(one, other))
        assert statuses_of(site.entries[0])[ArticleId("b")] == (BY_CREDIT[worse - 1] or "unjudged")


def test_what_the_pages_of_many_articles_say_of_a_family_is_found_once() -> None:
    names = [f"a{n:02}" for n in range(20)]
    places = [place(name, credit=SILENT) for name in names]
    one = traced(family("f001", reversed(places)), "a05", takers=[n for n in names if n != "a05"])
    site = site_of(report_of([article(name, outlet=name) for name in names], [one]))
    entry = site.entries[0]

    (share,) = article_view(site, site.articles[ArticleId("a10")]).shares

    assert entry.carriers == tuple(names)
    assert (entry.takers["a05"], entry.sources["a10"]) == (19, {"a05"})
    assert share.origin is origin_view(site, entry)
    assert [other.card.id for other in share.others] == [
        "a05",
        *names[:5],
        *names[6:10],
        *names[11:13],
    ]
    assert len(share.others) + share.others_more == 19
