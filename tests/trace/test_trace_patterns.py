"""Every pattern of every language recognises its examples, and nothing in its counter-examples."""

from __future__ import annotations

import re
import string
import time
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]  # not in typeshed
from typing import Any

import pytest
from one_reading import read_credits
from trace_samples import FILLER, SETTINGS, article

from reuse.model import Span
from reuse.text.layout import Layout
from reuse.trace.clues import Clue, find_clues
from reuse.trace.credits import Claim, Reading
from reuse.trace.furniture import expressions
from reuse.trace.literals import Screen, needs
from reuse.trace.mentions import find_mentions
from reuse.trace.outlets import Outlet, directory
from reuse.trace.patterns import Pattern, Window, grammar, image_expressions
from reuse.trace.possible import Doubtful, Hints, Possible

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
ALL = [
    pytest.param(language, pattern, id=f"{language}-{pattern.name}")
    for language in LANGUAGES
    for pattern in grammar(language).patterns
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
    "CNN was sued by the former employee, and Fox News fired the anchor.",
    "Shares of The New York Times rose 4 percent; BBC Radio 4 will broadcast the play.",
    "She worked for Reuters before she joined the bank.",
    "From staff and wire reports",
    "According to police, he told lawmakers that it was over.",
    "Reuters journalists were jailed for seven years.",
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
    layout = Layout(text)
    paragraph = layout.span(layout.number(name.start))
    window = Window.around(text, name, paragraph=paragraph)
    assert pattern.expression.search(window.subject)


@pytest.mark.parametrize(("language", "pattern", "example"), EXAMPLES)
def test_example_is_credited_by_its_own_pattern(
    language: str, pattern: Pattern, example: str
) -> None:
    marked = _MARKED.search(example)
    assert marked
    text = example.replace("[[", "").replace("]]", "")
    named = Span(marked.start(), marked.start() + len(marked.group(1)))
    assert any(c.phrase.overlap(named) for c in _clues(language, pattern, text))
    assert any(c.phrase and c.phrase.overlap(named) for c in _claims(language, text))


def _clues(language: str, pattern: Pattern, line: str) -> list[Clue]:
    """What one pattern by itself finds in a line, as the first of an article."""
    layout = Layout(f"{line}\n\n{FILLER}")
    rule = (grammar(language), pattern)
    screen = Screen.of([rule], pattern=lambda r: r[1].expression.pattern)
    possible = Possible((rule[0],), screen, Doubtful.of(screen.rows))
    mentions = find_mentions(layout.text, directory(), own=None)
    media = sorted(rule[0].media_words)
    return list(find_clues(layout, mentions, possible, hints=Hints(media, True)))


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


SOURCES = [
    *(
        pytest.param(p.expression.pattern, id=f"{language}-{p.name}")
        for language in LANGUAGES
        for p in grammar(language).patterns
    ),
    *(
        pytest.param(expression.pattern, id=f"{kind}-{number}")
        for kind in ("lines", "release")
        for number, (expression, _) in enumerate(expressions(kind).rows)
    ),
    *(pytest.param(e.pattern, id=f"image-{n}") for n, e in enumerate(image_expressions())),
]
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _inner(argument: Any) -> Iterator[list[Any]]:
    """The parts of one operation of a parsed expression that are expressions themselves."""
    if isinstance(argument, _parser.SubPattern):
        yield list(argument)
    elif isinstance(argument, (list, tuple)):
        for part in argument:
            yield from _inner(part)


@pytest.mark.parametrize("source", SOURCES)
def test_no_repetition_without_end_stands_in_or_beside_another(source: str) -> None:
    """Two of them over the same signs would be a square law, or worse."""
    assert not _unbounded_inside(list(_parser.parse(source)), is_inside=False)
    assert _most_unbounded(list(_parser.parse(source))) <= 1


def _unbounded_inside(parsed: list[Any], *, is_inside: bool) -> bool:
    for operation, argument in parsed:
        repeats = operation in _REPEATS
        is_endless = repeats and argument[1] is _constants.MAXREPEAT
        if is_endless and is_inside:
            return True
        within = is_inside or (repeats and int(argument[1]) > 1)
        if any(_unbounded_inside(part, is_inside=within) for part in _inner(argument)):
            return True
    return False


def _most_unbounded(parsed: list[Any]) -> int:
    """The most repetitions without end on any one way through an expression."""
    found = 0
    for operation, argument in parsed:
        if operation is _constants.BRANCH:
            found += max(_most_unbounded(list(branch)) for branch in argument[1])
            continue
        if operation in _REPEATS and argument[1] is _constants.MAXREPEAT:
            found += 1
        found += sum(_most_unbounded(part) for part in _inner(argument))
    return found


@pytest.mark.parametrize(("language", "pattern"), ALL)
def test_window_of_repeats_is_searched_in_no_time(language: str, pattern: Pattern) -> None:
    """A window has some 240 signs: at most some thousand steps each, were nothing repeated.

    The least of three tries is far below the bound on any machine (a millisecond or less);
    a pattern that tries all ways to divide a window takes seconds.
    """
    words = [word for clause in needs(pattern.expression.pattern) for word in clause]
    pieces = {*words, "A ", "Aa, ", "the ", "a-", "/a", "1 ", " and ", ", ", '"', "(", "A. "}
    for piece in sorted({*pieces, *(f"{word.capitalize()} " for word in words)}):
        half = (piece * 120)[:120]
        for subject in (f"{half}\x00{half}", f"\n{half}\x00{half}\n"):
            assert min(_searched(pattern, subject) for _ in range(3)) < 0.05


def _searched(pattern: Pattern, subject: str) -> float:
    begun = time.process_time()
    pattern.expression.search(subject)
    return time.process_time() - begun


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
