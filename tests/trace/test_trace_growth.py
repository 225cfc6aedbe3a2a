"""The work of tracing grows with the links between articles, however large a family is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from trace_samples import FILLER, PASSAGE, SETTINGS, article, at, match

from reuse.model import Article, Match
from reuse.trace import trace
from reuse.trace.intervals import LinkIndex


def carriers(count: int, spread: int) -> list[Article]:
    """Articles that carry the passage, up to `spread` letters less of it, at different places."""
    return [
        article(f"a{n:05d}", f"{n} {FILLER[: n % 40]}\n\n{PASSAGE[: 170 - n % spread]}.\n\n{n}")
        for n in range(count)
    ]


def linked(articles: list[Article], pairs: Iterable[tuple[int, int]], spread: int) -> list[Match]:
    found = []
    for one, other in pairs:
        left, right = articles[one], articles[other]
        words = PASSAGE[: min(170 - one % spread, 170 - other % spread)]
        found.append(match(left, right, spans=(at(left.text, words), at(right.text, words))))
    return found


SHAPES = {
    "chain": lambda n: [(i, i + 1) for i in range(n - 1)],
    "star": lambda n: [(0, i) for i in range(1, n)],
    "band": lambda n: [(i, i + k) for k in (1, 2, 3, 4) for i in range(n - k)],
}


@pytest.mark.parametrize(("shape", "spread"), [("chain", 1), ("star", 90), ("band", 90)])
def test_twice_the_witnesses_are_twice_the_work(
    shape: str, spread: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []
    original = LinkIndex.at

    def counting(self: LinkIndex, *spot: object) -> list[object]:
        found = original(self, *spot)
        looked_at.append(1 + len(found))
        return found

    monkeypatch.setattr(LinkIndex, "at", counting)
    work = []
    for count in (200, 400, 800):
        articles = carriers(count, spread)
        matches = linked(articles, SHAPES[shape](count), spread)
        trace(articles, matches, settings=SETTINGS)
        work.append(sum(looked_at))
        looked_at.clear()

    assert work[2] - work[1] < 2.4 * (work[1] - work[0])
