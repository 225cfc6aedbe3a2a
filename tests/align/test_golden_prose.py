"""Golden cases: pairs of articles in `cases/`, their shared passages marked by hand.

A case opens with what it shows and one line for each passage (number, kind, certainty);
in both texts passage N stands between `⟦N:` and `⟧`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from aligning import align

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
MARK = re.compile(r"⟦(\d):|⟧")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and the words of each marked passage."""

    text: str
    passages: dict[str, tuple[int, int]]


def unmarked(marked: str) -> Marked:
    passages: dict[str, tuple[int, int]] = {}
    text, number, begin, done = "", "", 0, 0
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        done = mark.end()
        if mark[1]:
            number, begin = mark[1], len(text)
        else:
            passages[number] = (begin, len(text))
    return Marked(text + marked[done:], passages)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_marked_passages_are_found_and_nothing_else(case: Path) -> None:
    head, left_text, right_text = re.split(r"===== \w+\n", case.read_text("utf-8"))
    left, right = unmarked(left_text.strip()), unmarked(right_text.strip())
    expected = [
        (left.text[slice(*left.passages[number])], right.text[slice(*right.passages[number])], *how)
        for number, *how in (line.split() for line in head.splitlines()[1:])
    ]
    found = [
        (m.left.of(left.text), m.right.of(right.text), m.kind, m.certainty)
        for m in align(left.text, right.text)
    ]
    assert found == expected
