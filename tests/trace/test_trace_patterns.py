"""Every pattern of every language recognises its examples, and nothing in its counter-examples."""

from __future__ import annotations

import re
import string
import time

import pytest
from one_reading import read_credits
from trace_samples import FILLER, SETTINGS, article

from reuse.model import Span
from reuse.trace.credits import Claim, Reading
from reuse.trace.layout import Layout
from reuse.trace.outlets import Outlet
from reuse.trace.patterns import Pattern, Window, grammar

LANGUAGES = ("en", "de", "fr", "es")
_MARKED = re.compile(r"\[\[(.+?)\]\]")

EXAMPLES = [
    pytest.param(language, pattern, example, id=f"{language}-{pattern.name}-{number}")
    for language in LANGUAGES
    for pattern in grammar(language).patterns
    for number, example in enumerate(pattern.examples)
]
COUNTER = [
    pytest.param(language, example, id=f"{language}-{pattern.name}-{number}")
    for language in LANGUAGES
    for pattern in grammar(language).patterns
    for number, example in enumerate(pattern.counter)
]
NO_CREDITS = [
    "According to the Syrian Observatory for Human Rights, militants struck the helicopter.",
    "The Russian General Staff confirmed that one of the helicopters was damaged.",
    "Two helicopters were participating, the Russian General Staff added.",
    "(AP Photo/RIA-Novosti, Mikhail Metzel, Presidential Press Service)",
    "A Syrian military helicopter was also downed earlier in the week [AFP/Getty]",
    "Photo: Markus Schreiber, AP",
    "President Trump arrives in Helsinki. (Jorge Silva/Pool Photo via AP, File)",
    "Timo Jaakonaho / AP",
    "Still of video purporting to show crash site of Su-24 jet near the border / RT",
    "Jane Roe told reporters that the bridge is closed.",
    "He spent an independent hour in the sun and read the times of the trains.",
]


def _reading(language: str, line: str) -> Reading:
    return read_credits(article("a", f"{line}\n\n{FILLER}", language=language), settings=SETTINGS)


def _claims(language: str, line: str) -> tuple[Claim, ...]:
    return _reading(language, line).claims


def test_every_pattern_has_an_example() -> None:
    patterns = [p for language in LANGUAGES for p in grammar(language).patterns]
    assert [p.name for p in patterns if not p.examples] == []


@pytest.mark.parametrize(("language", "pattern", "example"), EXAMPLES)
def test_pattern_matches_its_example(language: str, pattern: Pattern, example: str) -> None:
    marked = _MARKED.search(example)
    assert marked
    text = example.replace("[[", "").replace("]]", "")
    name = Span(marked.start(), marked.start() + len(marked.group(1)))
    paragraph = Layout(text).paragraphs[0].span
    window = Window.around(text, name, paragraph=paragraph)
    assert pattern.expression.search(window.subject)


@pytest.mark.parametrize(("language", "pattern", "example"), EXAMPLES)
def test_example_is_read_as_a_credit(language: str, pattern: Pattern, example: str) -> None:
    marked = _MARKED.search(example)
    assert marked
    claims = _claims(language, example.replace("[[", "").replace("]]", ""))
    named = Span(marked.start(), marked.start() + len(marked.group(1)))
    assert any(c.phrase and c.phrase.overlap(named) for c in claims)


@pytest.mark.parametrize(("language", "line"), COUNTER)
def test_counter_example_is_no_credit(language: str, line: str) -> None:
    assert _claims(language, line) == ()


@pytest.mark.parametrize("line", NO_CREDITS)
def test_persons_institutions_and_pictures_are_no_credits(line: str) -> None:
    assert _claims("en", line) == ()


def test_unlisted_name_in_a_credit_phrase_is_an_unlisted_outlet() -> None:
    (claim,) = _claims("en", "The Daily Sentinel reported: the bridge is closed.")
    assert claim.outlet == Outlet("The Daily Sentinel")
    assert claim.outlet.kind == "unlisted"


def test_phrase_is_the_words_of_the_credit_without_the_colon() -> None:
    line = "The Telegraph reports: In what appears to be a separate incident, rebels fired."
    (claim,) = _claims("en", line)
    assert claim.phrase
    assert claim.phrase.of(line) == "The Telegraph reports"


def test_short_name_means_the_outlet_named_in_full() -> None:
    text = "The New York Times first heard of it. The Times reported that the bridge is closed."
    assert [c.outlet.name for c in _claims("en", text)] == ["The New York Times"]


def test_short_name_alone_means_the_outlet_of_that_name() -> None:
    text = "The Times reported that the bridge is closed."
    assert [c.outlet.country for c in _claims("en", text)] == ["GB"]


@pytest.mark.parametrize(
    "line",
    [
        "The rt and ap and pa of it.",
        "The guardian of the house reported it.",
        "Time and again, the times were hard in the USA today.",
    ],
)
def test_words_in_small_letters_name_no_outlet(line: str) -> None:
    assert [m.outlet.name for m in _reading("en", line).mentions if m.outlet.name != "Time"] == []


def test_reading_without_a_language_knows_all_grammars() -> None:
    reading = read_credits(
        article("a", f"Quelle: dpa\n\n{FILLER}", language=None), settings=SETTINGS
    )
    assert [c.outlet.key for c in reading.claims] == ["deutsche presse agentur"]


HOSTILE = {
    "names": "Reuters " * 125_000,
    "capitals": "Aa " * 333_000,
    "datelines": "(" * 500_000 + "AP" + ")" * 500_000,
    "by-lines": "By A, " * 160_000 + "Associated Press",
    "quotes": '"' * 1_000_000,
    "spaces": "The Telegraph" + " " * 1_000_000 + "reports:",
    "triggers": "reported by The The The via " * 36_000,
    "domains": "a-b." * 250_000 + "com",
    "stops": "A. " * 333_000,
    "zeros": "\x00Reuters\x00 reports:" * 50_000,
    "letters": string.ascii_uppercase * 40_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    """Ten times the text may cost some ten times as much; a square law would cost a hundred."""
    whole = _seconds(HOSTILE[name][:200_000])
    if whole > 1:
        assert whole < 40 * _seconds(HOSTILE[name][:20_000])


def test_hostile_megabyte_is_read_in_seconds() -> None:
    piece = 1_000_000 // len(HOSTILE)
    assert _seconds("\n".join(text[:piece] for text in HOSTILE.values())) < 60


def _seconds(text: str) -> float:
    begun = time.process_time()
    read_credits(article("a", text), settings=SETTINGS)
    return time.process_time() - begun
