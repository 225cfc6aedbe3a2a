"""A passage that the published article says twice: copied once, it is found once."""

from __future__ import annotations

import random

import pytest

import reuse
from reuse.model import Article, ArticleId

WORDS = [f"{a}{b}" for a in ("har", "bo", "quay", "til", "mor") for b in "aeiousty"]
OURS = " ".join(f"ownword{n}" for n in range(20)) + "."


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words)) + "."


@pytest.mark.parametrize("seed", range(12))
def test_a_copied_sentence_that_its_source_repeats_is_found(seed: int) -> None:
    dice = random.Random(seed)
    said, tail = sentence(dice, dice.choice((12, 20, 30))), sentence(dice, 25)
    between = dice.choice(("\n\n", " ", f" {sentence(dice, 8)} "))
    lead, end = sentence(dice, 30), sentence(dice, 30)
    source = f"{lead}\n\n{said}{between}{said} {tail}\n\n{end}"
    copied = f"{said} {' '.join(tail.split()[: dice.choice((6, 9, 12))])}"
    draft = f"{OURS}\n\n{copied}\n\n{OURS.upper()}"

    found = reuse.check(draft, [Article(ArticleId("a"), source, "a")]).findings

    at = draft.index(copied)
    shown = {n for finding in found for n in range(finding.span.start, finding.span.end)}
    assert len(shown & set(range(at, at + len(copied)))) > 0.8 * len(copied)
    assert all(finding.ruling.decision == "fail" for finding in found)


@pytest.mark.parametrize("times", [2, 3, 5])
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_a_sentence_that_stands_in_its_source_again_and_again_fails_when_copied_once(
    times: int, between: str
) -> None:
    dice = random.Random(times)
    said = sentence(dice, 20)
    source = f"{sentence(dice, 40)}\n\n{between.join([said] * times)}\n\n{sentence(dice, 40)}"
    draft = f"{OURS}\n\n{said}\n\n{OURS.upper()}"
    assert reuse.check(draft, [Article(ArticleId("a"), source, "a")]).decision == "fail"
