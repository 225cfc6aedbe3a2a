"""Passages that stand several times: the same from either side, and none lost."""

from __future__ import annotations

from random import Random

import pytest
from invented import prose, vocabulary, words

import reuse
from reuse.model import Match

SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprst" for vowel in "aeiou"]
COMMON = "the of and in to a for on with said was by".split()


def invented(seed: int) -> tuple[Random, list[str]]:
    random = Random(seed)
    rare = ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(300)]
    return random, rare


def text(random: Random, rare: list[str], count: int) -> list[str]:
    return [random.choice(COMMON if random.random() < 0.4 else rare) for _ in range(count)]


def edited(random: Random, passage: list[str], rare: list[str]) -> list[str]:
    result = list(passage)
    for _ in range(random.randint(1, 3)):
        result[random.randrange(len(result))] = random.choice(rare)
    return result


def repeating(seed: int) -> tuple[str, str, str]:
    """Two texts, and a run of 12 to 16 words of both, which stands there edited, too."""
    random, rare = invented(seed)
    passage = text(random, rare, random.randint(12, 16))
    left = [*text(random, rare, 40), *passage, *text(random, rare, 40)]
    left += [*edited(random, passage, rare), *text(random, rare, 20)]
    parts = [passage, edited(random, passage, rare), edited(random, passage, rare), passage]
    random.shuffle(parts)
    right = text(random, rare, 30)
    for part in parts:
        right += [*part, *text(random, rare, random.randint(5, 60))]
    return " ".join(left), " ".join(right), " ".join(passage)


def facts(matches: tuple[Match, ...], *, is_turned: bool) -> set[tuple[object, ...]]:
    sides = ((m.right, m.left) if is_turned else (m.left, m.right) for m in matches)
    return {
        (*side, m.kind, m.certainty, m.words, m.similarity)
        for side, m in zip(sides, matches, strict=True)
    }


@pytest.mark.parametrize("seed", [*range(8), 139])
def test_exchanging_the_texts_mirrors_what_the_search_and_the_aligner_find(seed: int) -> None:
    left, right, _ = repeating(seed)
    forward, backward = reuse.compare(left, right), reuse.compare(right, left)
    assert forward
    assert facts(forward, is_turned=False) == facts(backward, is_turned=True)


@pytest.mark.parametrize("seed", [*range(100, 104), 223, 454, 918])
def test_a_run_beside_its_edited_copies_is_marked(seed: int) -> None:
    left, right, passage = repeating(seed)
    begin, end = left.index(passage), left.index(passage) + len(passage)
    spans = [m.left for m in reuse.compare(left, right)]
    # Its first or last word may belong to another copy.
    assert sum(max(0, min(end, s.end) - max(begin, s.start)) for s in spans) >= 0.9 * (end - begin)


@pytest.mark.parametrize("times", [8, 9, 20])
def test_a_line_that_both_texts_repeat_is_found_nearly_every_time(times: int) -> None:
    line = " ".join(words(Random(1), 12, vocabulary(2)))
    texts = []
    for part in (0, 1):
        random, here = Random(part), vocabulary(part)
        gaps = [prose(random, words(random, 30, here)) for _ in range(times)]
        texts.append(" ".join(f"{gap} {line.capitalize()}." for gap in gaps))
    assert sum(m.words >= 12 for m in reuse.compare(*texts)) >= 0.75 * times
