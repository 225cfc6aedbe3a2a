"""How far a credit reaches, seen through what is credited and what is not."""

from __future__ import annotations

import pytest
from one_reading import read_credits
from trace_samples import FILLER, PASSAGE, SETTINGS, article, at

from reuse.model import Span
from reuse.text.layout import Layout, quotations

SECOND = "A second paragraph says that the ferry will run twice as often until the works end."
THIRD = "A third paragraph says that nobody knows who will pay for all of this in the end."
LATER = "Shops on both sides of the river fear for their trade, their owners told the council."


def cover(text: str, words: str) -> float:
    """How surely the first credit of `text` covers `words`."""
    claims = read_credits(article("a", text), settings=SETTINGS).claims
    assert claims
    return max(c.cover(at(text, words)) for c in claims)


def test_sentence_credit_covers_its_sentence_only() -> None:
    text = f"Reuters earlier reported that the ferry sank. {PASSAGE}\n\n{FILLER}"
    assert cover(text, "the ferry sank") == 1.0
    assert cover(text, PASSAGE) == 0.0


def test_sentence_goes_on_after_an_abbreviation() -> None:
    text = f"Reuters reported that Gen. Smith of the U.S. Army saw the ferry sink. {PASSAGE}"
    assert cover(text, "saw the ferry sink") == 1.0
    assert cover(text, PASSAGE) == 0.0


def test_colon_hands_the_word_to_the_paragraphs_after_it() -> None:
    text = f"As The Telegraph points out, it is serious:\n\n{PASSAGE}\n\n{SECOND}"
    assert cover(text, PASSAGE) == 1.0
    assert 0.5 < cover(text, SECOND) < 1.0


def test_block_fades_with_distance() -> None:
    text = "The Telegraph reports: It begins.\n\n" + "\n\n".join(
        f"Paragraph number {number} is about something." for number in range(12)
    )
    strengths = [cover(text, f"Paragraph number {number} is") for number in range(12)]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] > 0.5
    assert strengths[-1] == 0.0


def test_indented_block_ends_where_the_indent_ends() -> None:
    body = "\n\n".join(f"    {p}" for p in (PASSAGE, SECOND, THIRD))
    text = f"The Telegraph reports: It begins.\n\n{body}\n\n{LATER}"
    assert cover(text, THIRD) == 1.0
    assert cover(text, LATER) == 0.0


@pytest.mark.parametrize(
    "cue",
    [
        "The army has released what it says is footage:",
        "---",
        "(AP Photo/Jane Roe)",
        "The Guardian reports:",
    ],
)
def test_block_ends_where_the_voice_returns(cue: str) -> None:
    text = f"As The Telegraph points out:\n\n{PASSAGE}\n\n{cue}\n\n{LATER}"
    claims = read_credits(article("a", text), settings=SETTINGS).claims
    telegraph = next(c for c in claims if c.outlet.name == "The Telegraph")
    assert telegraph.cover(at(text, PASSAGE)) == 1.0
    assert telegraph.cover(at(text, LATER)) == 0.0


def test_quoted_block_ends_with_its_quotation() -> None:
    text = f"The Telegraph reports:\n\n“{PASSAGE}\n\n“{SECOND}”\n\n{LATER}"
    assert cover(text, SECOND) == 1.0
    assert cover(text, LATER) == 0.0


@pytest.mark.parametrize("line", ["LONDON (Reuters) - It rains.", "By Reuters", "Source: Reuters"])
def test_dateline_by_line_and_source_cover_the_article(line: str) -> None:
    text = f"{line}\n\n{PASSAGE}\n\n{SECOND}\n\n{LATER}"
    assert cover(text, LATER) == 1.0


def test_contribution_is_a_weak_credit() -> None:
    text = f"{PASSAGE}\n\nThe Associated Press contributed to this report."
    (claim,) = read_credits(article("a", text), settings=SETTINGS).claims
    assert claim.form == "assisted"
    assert claim.strength < 0.5


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "    The first line of it ends here and\ngoes on in the next and then\nends at last.\n"
        "    A second paragraph begins with\nan indent and has two lines.\n"
    )
    assert [text.count("\n", *_bounds(p.span)) for p in Layout(text).paragraphs] == [2, 1]


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no way" twice.', ['"no way"']),
        ("He said “no ‘real’ way” twice.", ["“no ‘real’ way”"]),
        ("Er sagte „nein“ und »ja«.", ["„nein“", "»ja«"]),
        ("Il a dit «non» hier.", ["«non»"]),
        ("“It goes on to the end", ["“It goes on to the end"]),
        ("no quotation", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, quoted: list[str]) -> None:
    assert [q.of(text) for q in quotations(text, Span(0, len(text)))] == quoted


FAR = "\n\n".join(
    f"Paragraph number {number} of the morning's notes is about the harbour." for number in range(9)
)


def test_dateline_far_down_covers_only_what_follows() -> None:
    text = f"{FAR}\n\nHELSINKI (AP) - {PASSAGE}\n\n{LATER}"
    assert cover(text, "Paragraph number 5 of") == 0.0
    assert cover(text, PASSAGE) == 1.0
    assert cover(text, LATER) == 1.0


def test_dateline_far_down_ends_at_the_next() -> None:
    text = f"{FAR}\n\nHELSINKI (AP) - {PASSAGE}\n\n{SECOND}\n\nPARIS (Reuters) - {LATER}"
    claims = read_credits(article("a", text), settings=SETTINGS).claims
    (first,) = [c for c in claims if c.outlet.name == "Associated Press"]
    assert first.cover(at(text, SECOND)) == 1.0
    assert first.cover(at(text, LATER)) == 0.0


@pytest.mark.parametrize("line", ["By The Associated Press", "Source: AP"])
def test_last_line_covers_the_article(line: str) -> None:
    assert cover(f"{FAR}\n\n{PASSAGE}\n\n{line}", PASSAGE) == 1.0


def test_credit_after_a_quotation_covers_all_its_sentences() -> None:
    text = f'{FILLER}\n\n"It rained all day. {PASSAGE}," The Guardian wrote. {FILLER}'
    assert cover(text, "It rained all day.") == 1.0
    assert cover(text, PASSAGE) == 1.0
    assert cover(text, "Nobody from the audience") == 0.0


def test_credit_after_a_sentence_covers_no_quotation_further_up() -> None:
    text = f'"{PASSAGE}" That was all. It had rained, The Guardian wrote.'
    assert cover(text, PASSAGE) == 0.0


def test_curly_mark_is_closed_by_a_straight_one() -> None:
    text = 'He said “I think so," and left. “Never" he said.'
    found = [span.of(text) for span in quotations(text, Span(0, len(text)))]
    assert found == ['“I think so,"', '“Never"']


def test_by_line_far_down_covers_the_headline_above_it() -> None:
    story = "\n\n".join([FILLER] * 6)
    text = f"{story}\n\nBridge over the river is closed\nBy Jane Roe, Associated Press\n\n{PASSAGE}"
    assert cover(text, "Bridge over the river is closed") == 1.0
    assert cover(text, "The council met") == 0.0
