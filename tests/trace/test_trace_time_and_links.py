"""Arrows and origins against the clock, links and outlets of the corpus, wrong credits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from trace_samples import (
    FILLER,
    PASSAGE,
    SETTINGS,
    arrows,
    article,
    at,
    carrying,
    moment,
    status,
    traced,
)

from reuse.model import Article, Link, Span, Timestamp
from reuse.trace import trace
from reuse.trace.times import first_of, is_earlier

EARLY, MIDDAY, LATE = (moment(f"2020-01-01T{hour}:00") for hour in ("06", "12", "20"))


def plain(name: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{PASSAGE}\n\n{FILLER}", **fields)


def crediting(name: str, line: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{line}\n\n{PASSAGE}", **fields)


def day(text: str) -> Timestamp:
    return moment(text, "day", has_zone=False)


def test_silent_witness_before_all_others_may_be_the_origin_that_nobody_names() -> None:
    _, lineage = traced(
        plain("a", outlet="BBC", published=MIDDAY),
        crediting("b", "The BBC reports:", published=LATE),
        plain("d", published=EARLY),
    )
    assert lineage.origin.confidence in ("unknown", "possible")
    assert lineage.origin.article in (None, "d")


def test_no_arrow_leads_from_an_article_to_an_earlier_one() -> None:
    _, lineage = traced(
        article("a", f"(BBC) — {FILLER}\n\n{PASSAGE}", outlet="BBC", published=MIDDAY),
        crediting("b", "The BBC reports:", published=LATE),
        crediting("c", "The BBC reports:", published=LATE),
        plain("d", published=EARLY),
    )
    assert lineage.origin.article == "a"
    assert arrows(lineage) == {"b": "a", "c": "a"}


def test_explicit_credit_to_a_later_article_is_possible_at_most() -> None:
    _, lineage = traced(
        plain("a", outlet="BBC", published=LATE),
        crediting("b", "The BBC reports:", published=EARLY),
    )
    (arrow,) = lineage.derivations
    assert (arrow.source, arrow.derivative, arrow.confidence) == ("a", "b", "possible")


def test_article_later_than_most_who_do_not_credit_it_is_no_origin() -> None:
    text = f"(CNN) — {FILLER}\n\n{PASSAGE}"
    _, lineage = traced(
        article("a", text, outlet="CNN", published=LATE),
        *(plain(name, published=EARLY) for name in "bcd"),
    )
    assert lineage.origin.confidence == "unknown"
    assert lineage.derivations == ()
    assert "CNN" in lineage.origin.basis[0]


def test_agency_credit_is_not_called_wrong_for_a_paper() -> None:
    family, lineage = traced(
        plain("a", outlet="CNN"),
        *(crediting(name, "CNN reports:", outlet=f"Paper {name}") for name in "bcd"),
        article("e", f"NEW YORK (AP) — {PASSAGE}", outlet="Paper e"),
    )
    assert lineage.origin.outlet == "CNN"
    assert status(family, "e") == "credited"


def test_wrong_credit_is_not_called_wrong_on_one_weak_voice() -> None:
    linking = article("a", f"{FILLER}\n\n{PASSAGE}", links=(Link("https://www.bbc.co.uk/1", None),))
    family, _ = traced(linking, plain("b", outlet="BBC News"), crediting("c", "Fox News reports:"))
    assert status(family, "c") == "credited"


@pytest.mark.parametrize("outlet", ["Foo", "Foo Daily"])
def test_outlet_of_an_article_is_known_in_credits(outlet: str) -> None:
    family, lineage = traced(
        plain("a", outlet=outlet), crediting("b", f"{outlet} reported on Monday:")
    )
    assert (lineage.origin.outlet, lineage.origin.article) == (outlet, "a")
    assert status(family, "b") == "credited"


def test_link_to_an_article_of_the_corpus_is_evidence() -> None:
    text = f"{FILLER}\n\n{PASSAGE}"
    family, lineage = traced(
        plain("a", outlet="Foo", url="https://foo.example/news/7"),
        article(
            "b", text, links=(Link("http://www.foo.example/news/7/#top", at(text, "schools")),)
        ),
    )
    assert (lineage.origin.outlet, lineage.origin.article) == ("Foo", "a")
    assert status(family, "b") == "linked"
    assert {e.kind for d in lineage.derivations for e in d.evidence} >= {"link"}


def test_link_to_another_page_of_an_unlisted_outlet_says_nothing() -> None:
    text = f"{FILLER}\n\n{PASSAGE}"
    _, lineage = traced(
        plain("a", outlet="Foo", url="https://foo.example/news/7"),
        article("b", text, links=(Link("https://foo.example/news/8", at(text, "schools")),)),
    )
    assert lineage.origin.confidence == "unknown"


def test_chain_of_agency_paper_and_link_is_a_chain() -> None:
    text = f"{FILLER}\n\n{PASSAGE}"
    _, lineage = traced(
        article("a", f"LONDON (Reuters) - {PASSAGE}", outlet="Foo", url="https://foo.example/7"),
        article("b", text, outlet="Bar", links=(Link("https://foo.example/7", at(text, "bread")),)),
    )
    assert lineage.origin.outlet == "Reuters"
    assert arrows(lineage) == {"a": "outlet:Reuters", "b": "a"}


def test_days_two_apart_tell_which_is_first() -> None:
    _, lineage = traced(
        plain("a", published=day("2020-03-07")), plain("b", published=day("2020-03-05"))
    )
    assert (lineage.origin.article, lineage.origin.confidence) == ("b", "possible")


def test_the_day_before_is_said_in_words_and_possible() -> None:
    _, lineage = traced(
        plain("a", published=day("2020-03-06")), plain("b", published=day("2020-03-05"))
    )
    assert (lineage.origin.article, lineage.origin.confidence) == ("b", "possible")
    (time,) = [e for d in lineage.derivations for e in d.evidence if e.kind == "time"]
    assert "the day before" in time.detail
    assert lineage.derivations[0].confidence == "possible"


def test_same_day_abstains_and_names_the_dates() -> None:
    _, lineage = traced(
        plain("a", published=day("2020-03-06")), plain("b", published=day("2020-03-06"))
    )
    assert lineage.origin.confidence == "unknown"
    assert "2020-03-06" in lineage.origin.basis[0]


def test_basis_names_the_origin_only_and_each_reason_once() -> None:
    by_line = article("c", f"By The New York Times\n\n{PASSAGE}")
    twice = article("a", f"GENEVA (AP) — {PASSAGE}\n\n{FILLER}\n\n{PASSAGE}")
    other = article("b", f"GENEVA (AP) — {PASSAGE}")
    matches = carrying((twice, other, by_line))
    start = twice.text.rindex(PASSAGE)
    second = replace(matches[0], left=Span(start, start + len(PASSAGE)))
    _, lineages = trace((twice, other, by_line), (*matches, second), settings=SETTINGS)
    basis = lineages[0].origin.basis
    assert lineages[0].origin.outlet == "Associated Press"
    assert len(basis) == len(set(basis))
    assert all("against it" in reason for reason in basis if "New York Times" in reason)


def test_doubtful_match_gives_a_possible_arrow_at_most() -> None:
    first, second = (article(n, f"GENEVA (AP) — {PASSAGE}") for n in "ab")
    third = article("c", f"GENEVA (AP) — {PASSAGE}")
    sure, *rest = carrying((first, second, third))
    doubtful = [replace(m, certainty="possible", kind="paraphrase") for m in rest]
    _, lineages = trace((first, second, third), (sure, *doubtful), settings=SETTINGS)
    confidence = {d.derivative: d.confidence for d in lineages[0].derivations}
    assert confidence == {"a": "certain", "b": "certain", "c": "possible"}


STAMPS = st.builds(
    lambda hours, precision, has_zone, zone: Timestamp(
        datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=zone))) + timedelta(hours=hours),
        precision,
        has_zone,
    ),
    st.integers(0, 100),
    st.sampled_from(("day", "minute", "year")),
    st.booleans(),
    st.sampled_from((-8, 0, 12)),
)


def day_in_zone(date: str, hours_east: int, *, has_zone: bool = True) -> Timestamp:
    zone = timezone(timedelta(hours=hours_east))
    return Timestamp(datetime.fromisoformat(date).replace(tzinfo=zone), "day", has_zone)


# The later of two days of the calendar may have begun earlier.
@example(
    moment("2020-01-01T00:00"),
    [day_in_zone("2020-01-01", -8), day_in_zone("2020-01-02", 12, has_zone=False)],
)
@given(STAMPS, st.lists(st.one_of(st.none(), STAMPS), max_size=8))
def test_earlier_than_the_first_is_earlier_than_all(
    time: Timestamp, others: list[Timestamp | None]
) -> None:
    expected = all(is_earlier(time, other) for other in others)
    assert all(is_earlier(time, other) for other in first_of(others)) == expected


def test_credit_stands_where_the_origin_is_unknown() -> None:
    family, lineage = traced(
        crediting("a", "The City Sun reports:", outlet="Bay News"),
        crediting("b", "The Bay News reports:", outlet="City Sun"),
    )
    assert lineage.origin.confidence == "unknown"
    assert [status(family, name) for name in "ab"] == ["credited", "credited"]


def test_credit_to_two_outlets_counts_for_both() -> None:
    line = "According to The Telegraph and The Guardian, it was so:"
    _, lineage = traced(
        crediting("a", line), crediting("b", "The Guardian reports:"), plain("c", outlet="CNN")
    )
    assert lineage.origin.outlet == "The Guardian"
    assert arrows(lineage)["a"] == "outlet:The Guardian"


def test_credited_article_that_a_doubtful_match_ties_may_be_the_origin() -> None:
    copies = [crediting(name, "The BBC reports:", outlet=f"Paper {name}") for name in "abc"]
    home = plain("d", outlet="BBC")
    matches = [
        replace(m, certainty="possible", kind="paraphrase") if m.right_article == "d" else m
        for m in carrying((*copies, home))
    ]
    families, lineages = trace((*copies, home), matches, settings=SETTINGS)
    assert lineages[0].origin.outlet == "BBC"
    assert [status(families[0], name) for name in "abc"] == ["credited"] * 3


def test_minutes_between_two_pages_tell_nothing() -> None:
    _, lineage = traced(
        plain("a", published=moment("2020-01-01T06:00")),
        plain("b", published=moment("2020-01-01T06:12")),
    )
    assert lineage.origin.confidence == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "According to The Guardian, The Telegraph was sued:",
        "According to The Guardian and The Telegraph reporters at the scene:",
    ],
)
def test_outlet_that_a_credit_speaks_of_is_not_credited(line: str) -> None:
    family, lineage = traced(crediting("a", line), crediting("b", "The Guardian reports:"))
    assert lineage.origin.outlet == "The Guardian"
    assert all("Telegraph" not in (w.credit.outlet or "") for w in family.witnesses if w.credit)
