"""An outlet that goes on to be called "it" or "the paper" after a quotation."""

from __future__ import annotations

import pytest
from one_reading import read_credits
from trace_samples import FILLER, SETTINGS, article, at

QUOTED = "The ferry sank at noon, and nobody who was aboard has been found"


def credited(text: str) -> list[str]:
    """Which outlets the quoted words are credited to."""
    claims = read_credits(article("a", text), settings=SETTINGS).claims
    return [c.outlet.name for c in claims if c.cover(at(text, QUOTED)) == 1.0]


@pytest.mark.parametrize(
    "line",
    [
        f"RT was on the scene. “{QUOTED},” it reported.",
        f"RT was on the scene. “{QUOTED}.” it earlier reported.",
        f'RT was on the scene. "Alas. {QUOTED}," the broadcaster said.',
        f"RT was on the scene.\n\n“{QUOTED},” it wrote. {FILLER}",
    ],
)
def test_pronoun_after_a_quotation_stands_for_the_outlet_before_it(line: str) -> None:
    assert credited(f"{FILLER}\n\n{line}") == ["RT"]


@pytest.mark.parametrize(
    "line",
    [
        f"The ministry has a share in RT. “{QUOTED},” it reported.",
        f"RT was there. The ministry was, too. “{QUOTED},” it reported.",
        f"RT was on the scene. “{QUOTED},” it said.",
        f"RT was on the scene. “{QUOTED},” he said. It reported nothing.",
        f"RT was on the scene, and “{QUOTED},” it reported.",
        f"“{QUOTED},” it reported. RT was on the scene.",
        f"“{QUOTED},” it reported.",
    ],
)
def test_pronoun_that_may_be_another_stands_for_nobody(line: str) -> None:
    assert credited(f"{line}\n\n{FILLER}") == []


def test_pronoun_reaches_its_sentence_and_its_quotation_only() -> None:
    text = f"RT was on the scene. “{QUOTED},” it reported. {FILLER}"
    (claim,) = read_credits(article("a", text), settings=SETTINGS).claims
    assert claim.cover(at(text, FILLER)) == claim.cover(at(text, "RT was on the scene.")) == 0.0
    assert claim.phrase is not None
    assert claim.phrase.of(text) == "it reported"
