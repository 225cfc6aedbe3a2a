"""The directory of outlets, publication times and spelling."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest
from one_reading import read_credits
from trace_samples import FILLER, SETTINGS, article, moment

from reuse.model import Span, Timestamp
from reuse.trace.outlets import Outlet, directory, name_words
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
        ("Time", "Time"),
        ("valor.globo.com", "Valor Econômico"),
        ("newyork.cbslocal.com", "WCBS"),
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


ROWS: list[dict[str, Any]] = tomllib.loads(
    files("reuse.trace").joinpath("outlets.toml").read_text("utf-8")
)["outlets"]
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def full_names(row: dict[str, Any]) -> set[str]:
    """The names that mean this outlet wherever they stand, as they are compared."""
    found = set()
    for label in (row["name"], *row.get("aliases", ())):
        words = name_words(label)
        found.add(" ".join(words[1:] if len(words) > 1 and words[0] == "the" else words))
    return found


def repeated(things: Iterable[str]) -> list[str]:
    return [thing for thing, count in Counter(things).items() if count > 1]


def test_five_hundred_outlets_are_listed_each_once() -> None:
    assert len(ROWS) >= 500
    assert repeated(name for row in ROWS for name in full_names(row)) == []
    assert repeated(domain for row in ROWS for domain in row.get("domains", ())) == []
    for row in ROWS:
        assert repeated((row["name"], *row.get("aliases", ()))) == []


def test_listed_outlets_are_well_formed() -> None:
    known = {"name", "aliases", "short", "domains", "country", "language", "kind", "owner"}
    for row in ROWS:
        assert set(row) <= known
        assert row["kind"] in KINDS
        assert re.fullmatch("[A-Z]{2}", row["country"])
        assert re.fullmatch("[a-z]{2}", row["language"])
        assert all(_HOST.fullmatch(domain) for domain in row.get("domains", ()))
        assert all(name_words(name) for name in (row["name"], *row.get("aliases", ())))
        assert not set(row.get("short", ())) & set(row.get("aliases", ()))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Time said nothing of it, and nature reports the ABC of it.", []),
        ("The people in focus read Science by the metro, and Nature said so.", []),
        ("According to Time magazine, the bridge is closed.", ["Time"]),
        ("In the journal Science they wrote of it.", ["Science"]),
        ("Time.com was down. Time said why.", ["Time", "Time"]),
    ],
)
def test_common_word_names_an_outlet_only_beside_words_that_say_so(
    line: str, names: list[str]
) -> None:
    reading = read_credits(article("a", f"{line}\n\n{FILLER}"), settings=SETTINGS)
    assert [mention.outlet.name for mention in reading.mentions] == names


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
