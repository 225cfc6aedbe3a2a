"""The directory of outlets, publication times and spelling."""

from __future__ import annotations

import pytest
from trace_samples import moment

from reuse.model import Span, Timestamp
from reuse.trace.outlets import Outlet, directory
from reuse.trace.spelling import foreign_spelling
from reuse.trace.times import is_earlier

KINDS = {
    "agency",
    "newspaper",
    "broadcaster",
    "magazine",
    "digital",
    "press-release wire",
    "aggregator",
}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("AP", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("nytimes.com", "The New York Times"),
        ("https://www.nytimes.com/2018/07/15/world/x.html", "The New York Times"),
        ("yahoo.com/news", "Yahoo News"),
        ("news.google.com", "Google News"),
        ("feeds.cbsnews.com", "CBS News"),
        ("edition.cnn.com", "CNN"),
        ("BBC NEWS", "BBC"),
        ("el pais", "El País"),
        ("Telegraph", "The Telegraph"),
        ("Blaze Media", "Blaze Media"),
        ("The Daily Sentinel", "The Daily Sentinel"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_label_finds_its_outlet(label: str, name: str) -> None:
    assert directory().resolve(label).name == name


def test_every_listed_outlet_is_found_by_its_own_name_and_domain() -> None:
    outlets = set(directory().by_name.values())
    assert len(outlets) >= 300
    for outlet in outlets:
        assert outlet.kind in KINDS
        assert directory().resolve(outlet.name) == outlet
        for domain in outlet.domains:
            assert directory().by_domain(f"www.{domain}") == outlet


def test_papers_of_one_owner_are_one_house() -> None:
    find = directory().resolve
    assert find("miamiherald.com").same_house(find("sacbee.com"))
    assert not find("miamiherald.com").same_house(find("chron.com"))
    assert not Outlet("One").same_house(Outlet("Two"))


def day(text: str) -> Timestamp:
    """A calendar day as articles state it, without a zone."""
    return moment(text, "day", has_zone=False)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (moment("2020-01-01T10:00"), moment("2020-01-01T10:01"), True),
        (moment("2020-01-01T10:00"), moment("2020-01-01T10:00:30", "second"), False),
        (moment("2020-01-01T00:00", "day"), moment("2020-01-01T23:59"), False),
        (moment("2020-01-01T00:00", "day"), moment("2020-01-02T00:00", "day"), True),
        (moment("2020-01-01T00:00", "month"), moment("2020-01-20T00:00", "day"), False),
        (moment("2020-01-01T00:00", "month"), moment("2020-02-01T00:00", "month"), True),
        (moment("2020-01-01T10:00", has_zone=False), moment("2020-01-01T20:00"), False),
        (moment("2020-01-01T10:00", has_zone=False), moment("2020-01-02T01:00"), True),
        (moment("9999-01-01T00:00", "year", has_zone=False), moment("2020-01-01T00:00"), False),
        (None, moment("2020-01-01T10:00"), False),
        (day("2020-03-05"), day("2020-03-07"), True),
        (day("2020-03-05"), day("2020-03-06"), False),
        (day("2020-03-07"), day("2020-03-05"), False),
    ],
)
def test_only_what_cannot_overlap_is_earlier(left: object, right: object, expected: bool) -> None:
    assert is_earlier(left, right) is expected  # type: ignore[arg-type]  # parametrized


@pytest.mark.parametrize(
    ("rest", "country", "expected"),
    [
        ("The color was gray.", None, "British"),
        ("The U.S. envoy came.", None, "British"),
        ("Nothing tells.", "US", "British"),
        ("Nothing tells.", None, None),
        ("The colour was grey.", "US", None),
        ("The colour was gray.", "US", None),
    ],
)
def test_spelling_is_foreign_only_to_a_clear_habit(
    rest: str, country: str | None, expected: str | None
) -> None:
    passage = "It rose by 800 per cent."
    text = f"{passage} {rest}"
    own = Outlet("X", country=country)
    foreign = foreign_spelling(text, Span(0, len(passage)), own=own)
    assert (foreign.variety if foreign else None) == expected


def test_passage_of_mixed_spelling_is_no_evidence() -> None:
    passage = "It rose by 800 per cent in color."
    assert foreign_spelling(f"{passage} So gray.", Span(0, len(passage)), own=None) is None
