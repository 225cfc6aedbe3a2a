"""What a text says about itself is read, with the words that say it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Timestamp
from reuse.read.imprint import is_agency
from reuse.read.stated import stated_facts

BODY = "The ministry said on Monday that the talks had failed and that more would follow. " * 3


def first(text: str, field: str) -> str | None:
    fact = next((f for f in stated_facts(text, set()) if f.field == field), None)
    if fact is None:
        return None
    return fact.value.isoformat() if isinstance(fact.value, Timestamp) else fact.value


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2024 Blaze Media LLC. All rights reserved.", "Blaze Media"),
        ("Copyright © 2018 The Washington Times, LLC.  Please read our policy.",
         "The Washington Times"),
        ("© 2015-2024 Guardian News & Media Limited or its affiliated companies.",
         "Guardian News & Media"),
        ("© 2019 Cable News Network, Inc., a Time Warner Company. All rights reserved.",
         "Cable News Network"),
        ("Copyright 2019 NPR. All rights reserved. Visit our website.", "NPR"),
        ("Axel Springer GmbH", None),
        ("© Der Spiegel GmbH 2020", "Der Spiegel"),
        ("(c) 2011 U.S. News & World Report, L.P.", "U.S. News & World Report"),
        ("© 2018 AP", None),
        ("© Copyright 2018 The Associated Press. All rights reserved.", None),
        ("© 2018 Agence France-Presse", None),
        ("© Sputnik / Alexei Filippov", None),
        ("© 2018. All rights reserved.", None),
    ],
)  # fmt: skip
def test_copyright_line_names_the_outlet(line, outlet):
    assert first(f"{BODY}\n\n{line}\n", "outlet") == outlet


@pytest.mark.parametrize(
    ("start", "outlet"),
    [
        ("(RT) — A video", "RT"),
        ("WASHINGTON (CNN)  — The top", "CNN"),
        ("LONDON (Reuters) - The", None),
        ("TURNBERRY, Scotland (AP) — President", None),
        ("BEIJING, July 15 (Xinhua) -- China", None),
        ("(AFP/Getty) - The", None),
        ("The Free Syrian Army (FSA) — considered", None),
        ("(Updated) — The", None),
        ("(see page 4) — The", None),
    ],
)
def test_dateline_names_an_outlet_but_no_agency(start, outlet):
    assert first(f"{start} {BODY}", "outlet") == outlet


def test_copyright_outweighs_a_dateline():
    text = f"(RT) — {BODY}\n© 2015 Anti Media LLC"
    assert first(text, "outlet") == "Anti Media"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JILL COLVIN and ZEKE MILLER, Associated Press", "JILL COLVIN, ZEKE MILLER"),
        ("By                 JILL COLVIN Associated Press", "JILL COLVIN"),
        ("By Ariane de Vogue, CNN Supreme Court Reporter", "Ariane de Vogue"),
        ("By Michael McFaul July 15 at 8:00 AM", "Michael McFaul"),
        ("By Reuters", None),
        ("By the numbers", None),
        ("By Monday", None),
    ],
)
def test_by_line_names_the_author(line, author):
    assert first(f"A headline of some words\n{line}\n{BODY}", "author") == author


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("14 February, 2020", "2020-02-14"),
        ("July 15, 2018", "2018-07-15"),
        ("Published: July 15, 2018", "2018-07-15"),
        ("Posted: 9:20 AM, July 15, 2018", "2018-07-15T09:20"),
        ("July 15, 2018 | 3 min read", "2018-07-15"),
        ("By Jane Doe, July 15, 2018", "2018-07-15"),
        ("Updated: July 15, 2018", None),
        ("© 2018 Blaze Media", None),
        ("July 2018", None),
        ("The attack of September 11, 2001 changed it", None),
    ],
)
def test_date_line_says_when(line, published):
    assert first(f"A headline of some words\n{line}\n{BODY}", "published") == published


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rebels destroy a helicopter\n\n" + BODY, "Rebels destroy a helicopter"),
        ("Rebels destroy a helicopter\nBy Reuters\n" + BODY, "Rebels destroy a helicopter"),
        ("# Rebels destroy a helicopter\n" + BODY, "Rebels destroy a helicopter"),
        ("Share\nRebels destroy it\nNBC News\nRebels destroy it\n" + BODY, "Rebels destroy it"),
        ("Rebels destroyed a helicopter.\n\n" + BODY, None),
        ("the end of a line that was\nwrapped at seventy columns or so, as\nmail is", None),
        ("Rebels destroy a helicopter", None),
        (BODY, None),
    ],
)
def test_title_is_a_line_that_reads_as_a_headline(text, title):
    assert first(text, "title") == title


def test_known_fields_are_not_read_again():
    text = f"Rebels destroy a helicopter\n\nBy Jane Doe\n\n{BODY}"
    assert {f.field for f in stated_facts(text, {"title"})} == {"author"}


def test_agencies_are_known_with_and_without_article():
    assert all(map(is_agency, ("AP", "The Associated Press", "AP Sports", "dpa", "RIA Novosti")))
    assert not any(map(is_agency, ("RT", "The Telegraph", "Apple News")))


@given(st.text(alphabet=st.sampled_from("© (c)copyright2018RT—-By#,.|\nJuly 15 \r\t\u2028"),
               max_size=300))  # fmt: skip
def test_spans_mark_words_of_the_text(text):
    for fact in stated_facts(text, set()):
        words = fact.span.of(text)
        assert words
        assert fact.field not in ("outlet", "title") or words.split() == fact.value.split()


@pytest.mark.parametrize(
    "unit",
    ["© ", "copyright ", "© 2018 ", "(A", "By A ", "By ", "July ", "1 ", "-", "A (B) ", "# ",
     "http://a", "Inc, ", "A\n", "a. "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(unit):
    begun = time.process_time()
    list(stated_facts(unit * (2_000_000 // len(unit)), set()))
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize("opening", ["by", "Par", "Por", "Von", "posted by", "Written by",
                                     "authored by"])  # fmt: skip
@pytest.mark.parametrize("spelled", [str, str.lower, str.upper, str.swapcase])
def test_a_by_line_may_open_in_any_spelling(opening, spelled):
    assert first(f"{spelled(opening)} Jane Doe\n\n{BODY}", "author") == "Jane Doe"
