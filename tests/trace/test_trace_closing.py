"""What a credit after quoted words closes, and what it leaves alone."""

from __future__ import annotations

import time

import pytest
from one_reading import read_credits
from trace_samples import FILLER, PASSAGE, SETTINGS, article, at

from reuse.trace.credits import Claim

FIRST = "The ferry sank at noon, and nobody who was aboard has been found."
LAST = "The coast guard gave up the search when the night fell."


def claims(text: str) -> tuple[Claim, ...]:
    return read_credits(article("a", text), settings=SETTINGS).claims


def cover(text: str, words: str) -> float:
    """How surely the credits of `text` cover `words`."""
    return max((c.cover(at(text, words)) for c in claims(text)), default=0.0)


@pytest.mark.parametrize(
    "closing",
    ["(RT)", "[RT]", "(RT).", "Source: RT.", "source: RT", "([RT](https://example.org/a))", "— RT"],
)
@pytest.mark.parametrize("marks", ["“”", '""'])
def test_quotation_is_credited_by_what_closes_it(closing: str, marks: str) -> None:
    text = f"{FILLER}\n\n{marks[0]}{FIRST} {LAST}{marks[1]} {closing}\n\n{PASSAGE}"
    assert cover(text, FIRST) == cover(text, LAST) == 1.0
    assert cover(text, FILLER) == cover(text, PASSAGE) == 0.0


def test_bracket_reaches_no_words_after_it() -> None:
    text = f"{FILLER} “{FIRST}” (RT) {LAST}"
    assert cover(text, FIRST) == 1.0
    assert cover(text, LAST) == cover(text, FILLER) == 0.0


@pytest.mark.parametrize(
    "closing",
    [
        "\n>\n> — RT",
        "\n> — RT",
        "\n— RT",
        "\n\n— RT",
        "\n\n-- RT, Nov. 24, 2015",
        "\n> Source: RT",
        "\n> — *RT*",
        "\n> (RT)",
        "\n> — Jane Roe, RT",
        "\n> — [RT](https://example.org/a)",
        " (RT)",
        " — RT",
    ],
)
def test_block_quotation_is_credited_by_what_closes_it(closing: str) -> None:
    text = f"{FILLER}\n\n> {FIRST}\n>\n> {LAST}{closing}\n\n{PASSAGE}"
    assert cover(text, FIRST) == cover(text, LAST) == 1.0
    assert cover(text, FILLER) == cover(text, PASSAGE) == 0.0


def test_line_under_a_quotation_credits_it() -> None:
    text = f"{FILLER}\n\n{PASSAGE} “{FIRST} {LAST}”\n— RT\n\n{FILLER}"
    assert cover(text, FIRST) == cover(text, LAST) == 1.0
    assert cover(text, PASSAGE) == 0.0


def test_block_quotation_ends_at_an_empty_line_and_at_another_credit() -> None:
    text = f"> {FIRST}\n\n> {LAST}\n> — RT"
    assert (cover(text, FIRST), cover(text, LAST)) == (0.0, 1.0)
    text = f"> {FIRST}\n> — Reuters\n> {LAST}\n> — RT"
    found = {c.outlet.name: c for c in claims(text)}
    assert found["RT"].cover(at(text, FIRST)) == found["Reuters"].cover(at(text, LAST)) == 0.0
    assert found["RT"].cover(at(text, LAST)) == found["Reuters"].cover(at(text, FIRST)) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} (RT)",
        f"{FIRST} Source: RT.",
        f"{FIRST}\n\n— RT",
        f"{FIRST}\n- RT\n- CNN",
        "He likes “60 Minutes” (CBS News).",
        f"“{FIRST}” he said, and left for the studio of the network (RT).",
        f"“{FIRST}” (Photo: RT)",
        f"“{FIRST}” (AP Photo/RT)",
        "— RT",
        "> — RT",
        ">\n> (RT)",
    ],
)
def test_what_closes_no_quotation_credits_nothing(text: str) -> None:
    assert claims(f"{text}\n\n{FILLER}") == ()


def test_block_of_many_credits_costs_no_more_than_its_length() -> None:
    """Ten times the lines may cost some ten times as much; a square law would cost a hundred."""
    small, large = (_seconds("> It sank.\n> — RT\n" * number) for number in (200, 2000))
    assert large < 40 * max(small, 0.02)


def _seconds(text: str) -> float:
    begun = time.process_time()
    claims(text)
    return time.process_time() - begun
