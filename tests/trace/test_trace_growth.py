"""The work of tracing grows with the links between articles, however large a family is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import FILLER, PASSAGE, SETTINGS, article, at, match

from reuse.model import Article, Derivation, Match
from reuse.trace import trace
from reuse.trace.direction import _without_rings
from reuse.trace.intervals import LinkIndex
from reuse.trace.outlets import Outlet
from reuse.trace.votes import _last_heirs

NAMES = st.sampled_from("abcdefgh")


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


class Counting(dict[str, Derivation]):
    """Counts how often something is looked up."""

    count = 0

    def __getitem__(self, key: str) -> Derivation:
        self.count += 1
        return super().__getitem__(key)


def arrows_of(sources: Mapping[str, str]) -> Counting:
    return Counting({k: Derivation(v, k, "possible", ()) for k, v in sources.items()})


def test_a_long_chain_of_credits_is_walked_once() -> None:
    arrows = arrows_of({f"{n:05d}": f"{n - 1:05d}" for n in range(3000, 0, -1)})

    assert len(_without_rings(arrows)) == 3000
    assert arrows.count < 3 * 3000


@given(st.dictionaries(NAMES, NAMES))
def test_every_ring_of_arrows_loses_one_and_nothing_else_is_lost(sources: dict[str, str]) -> None:
    kept = _without_rings(arrows_of(sources))

    rings = {min(ring) for key in sources if (ring := _ring_of(key, sources))}
    assert set(sources) - set(kept) == rings


def _ring_of(key: str, sources: Mapping[str, str]) -> list[str]:
    """The ring that a witness is in, by walking around it."""
    walked = [key]
    while (above := sources.get(walked[-1])) is not None and above not in walked:
        walked.append(above)
    return walked if above == key else []


@given(st.dictionaries(NAMES, NAMES))
def test_credit_is_handed_on_to_the_end_of_its_chain_but_never_around(
    credits: dict[str, str],
) -> None:
    found = _last_heirs({key: Outlet(name) for key, name in credits.items()})

    for key in credits:
        walked = [key]
        while walked[-1] in credits and credits[walked[-1]] not in walked:
            walked.append(credits[walked[-1]])
        is_circle = walked[-1] in credits
        end = found[key]
        assert (end.key if end else None) == (None if is_circle else walked[-1])
