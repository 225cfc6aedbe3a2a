"""Words that lead to a credit: whatever their case, and cheaply looked for where there are none."""

from __future__ import annotations

import re

import pytest

from reuse.trace.literals import Screen, fold
from reuse.trace.patterns import grammars
from reuse.trace.triggers import Triggers


class _Untried:
    """An expression that nobody may search with."""

    def search(self, text: str) -> re.Match[str] | None:
        raise AssertionError(f"searched in {text[:20]!r}")


@pytest.mark.parametrize(
    ("language", "line", "is_trigger", "is_open"),
    [
        ("en", "REPORTED by the Herald", True, True),
        ("en", "It ran in the Herald", True, True),
        ("en", "Iranian newspapers", False, False),
        ("en", "noted in a piece by the Herald", True, True),
        ("de", "Veröffentlicht im Boten", True, True),
        ("de", "Der Bote", False, False),
        ("fr", "RÉVÈLE le Messager", True, False),
        ("es", "SEGÚN el Mensajero", True, False),
    ],
)
def test_a_trigger_is_found_in_any_case(
    language: str, line: str, is_trigger: bool, is_open: bool
) -> None:
    (grammar,) = [g for g in grammars(None) if g.language == language]
    assert grammar.triggers.stand_in(fold(line)) is is_trigger
    assert grammar.open_triggers.stand_in(fold(line)) is is_open


def test_a_plain_trigger_may_be_written_in_any_case_too() -> None:
    assert Triggers.of(["Hat Tip"]).stand_in(fold("a HAT TIP"))


def test_an_expression_is_not_tried_where_its_words_are_missing() -> None:
    """It took seconds of ten megabytes to try all at every letter."""
    untried = Screen.of([_Untried()], pattern=lambda _: r"\bran\b")
    triggers = Triggers(("told",), untried)  # type: ignore[arg-type]
    assert not triggers.stand_in("nothing here")
    assert triggers.stand_in("he told what ran")
    with pytest.raises(AssertionError, match="searched"):
        triggers.stand_in("it ran")


def test_most_triggers_are_plain_words() -> None:
    for grammar in grammars(None):
        for triggers in (grammar.triggers, grammar.open_triggers):
            assert len(triggers.others.rows) <= len(triggers.plain)
