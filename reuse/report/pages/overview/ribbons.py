"""The picture of who took from whom: outlets that were taken from left, takers right, ribbons.

A ribbon is as wide as its words are many; what is credited, what is not and what need not be
are three ribbons.  The order of the outlets is that of a layered layout (Sugiyama, Tagawa and Toda
1981) by a library, so that few ribbons cross.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from reuse.report.pages.lineage.fitting import fitted
from reuse.report.pages.overview.flow import (
    OTHERS,
    STANDING,
    Flow,
    Standing,
    by_words,
    flows_between,
    state,
)
from reuse.report.pages.site import Site
from reuse.report.wording import count

MOST_OUTLETS = 12
MOST_FLOWS = 100
# More ribbons than this are a tangle that nobody follows; the widest are drawn.
MOST_RIBBONS = 60
_WIDTH, _LABEL, _NODE, _GAP, _TOP = 1100, 300, 10, 10, 4
_SIZE = 14  # of the type, in pixels
_LEAST_NODE, _LEAST_RIBBON = 22.0, 2.0
_Side = Literal["source", "taker"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One bar of the picture, in pixels; `address` is empty for those put together."""

    name: str
    said: str
    address: str
    is_outside: bool
    is_source: bool
    x: float
    y: float
    height: float

    @property
    def label_x(self) -> float:
        """Where its name ends (a source) or begins."""
        return self.x - 8 if self.is_source else self.x + _NODE + 8


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One flow of the picture."""

    flow: Flow
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class FlowView:
    """The picture and the same in rows; `within` derivations stayed in one outlet."""

    width: int
    height: int
    node: int
    outlets: tuple[Outlet, ...]
    ribbons: tuple[Ribbon, ...]
    rows: tuple[Flow, ...]
    rows_more: int
    within: int
    undrawn: str | None
    has_outside: bool
    standings: tuple[tuple[Standing, str], ...]


def flow_view(site: Site) -> FlowView | None:
    """The picture of a report; None where no derivation joins two outlets."""
    found = flows_between(site)
    flows, outside = found.between, found.outside
    if not flows:
        return None
    every = _fewer(flows)
    drawn = sorted(every, key=by_words)[:MOST_RIBBONS]
    sources, takers = _ordered(drawn)
    scale = _scale(drawn, max(len(sources), len(takers)))
    heights = [_heights(drawn, "source", scale=scale), _heights(drawn, "taker", scale=scale)]
    tall = max(sum(high.values()) + _GAP * (len(high) - 1) for high in heights)
    tops = [
        _tops(names, high, tall=tall)
        for names, high in zip((sources, takers), heights, strict=True)
    ]
    return FlowView(
        width=_WIDTH,
        height=round(tall + 2 * _TOP),
        node=_NODE,
        outlets=(
            *_outlets(every, tops[0], heights=heights[0], outside=outside),
            *_outlets(every, tops[1], heights=heights[1], outside=None),
        ),
        ribbons=tuple(_ribbons(drawn, tops[0], tops[1], scale=scale)),
        rows=tuple(flows[:MOST_FLOWS]),
        rows_more=max(0, len(flows) - MOST_FLOWS),
        within=found.within,
        undrawn=_undrawn(every, drawn),
        has_outside=bool(outside & {flow.source for flow in drawn}),
        standings=_standings(drawn),
    )


def _standings(drawn: Iterable[Flow]) -> tuple[tuple[Standing, str], ...]:
    """What the legend tells: a credit and its lack always, the third where it is drawn."""
    shown: set[Standing] = {"credited", "bare", *(flow.standing for flow in drawn)}
    return tuple((standing, STANDING[standing]) for standing in STANDING if standing in shown)


def _undrawn(every: Sequence[Flow], drawn: Sequence[Flow]) -> str | None:
    number = len(every) - len(drawn)
    if not number:
        return None
    words = sum(flow.words for flow in every) - sum(flow.words for flow in drawn)
    verb = "is" if number == 1 else "are"
    return (
        f"{count(number, 'thinner ribbon')} with {count(words, 'word')} together {verb} not drawn."
    )


def _fewer(flows: Sequence[Flow]) -> list[Flow]:
    """The flows with all but the largest outlets of each side put together."""
    kept = {side: _largest(flows, side) for side in ("source", "taker")}
    found: dict[tuple[str, str, Standing], Flow] = {}
    for flow in flows:
        source = flow.source if flow.source in kept["source"] else ""
        taker = flow.taker if flow.taker in kept["taker"] else ""
        key = (source, taker, flow.standing)
        merged = found.setdefault(key, Flow(*key))
        merged.passages += flow.passages
        merged.words += flow.words
        merged.confidences.update(flow.confidences)
    return list(found.values())


def _largest(flows: Iterable[Flow], side: _Side) -> set[str]:
    words = _words(flows, side)
    ranked = sorted(words, key=lambda name: (-words[name], name))
    # One that would stand alone under "others" may as well stand under its name.
    return set(ranked if len(ranked) <= MOST_OUTLETS + 1 else ranked[:MOST_OUTLETS])


def _words(flows: Iterable[Flow], side: _Side) -> Counter[str]:
    words: Counter[str] = Counter()
    for flow in flows:
        words[_name(flow, side)] += flow.words
    return words


def _name(flow: Flow, side: _Side) -> str:
    return flow.source if side == "source" else flow.taker


def _ordered(flows: Sequence[Flow]) -> tuple[list[str], list[str]]:
    """Both sides from top to bottom with few crossings; what is connected stays together.

    The heaviest part comes first, those put together (the empty name) last.
    """
    from fast_sugiyama import from_edges

    sources = sorted({flow.source for flow in flows})
    takers = sorted({flow.taker for flow in flows})
    edges = sorted({(sources.index(f.source), len(sources) + takers.index(f.taker)) for f in flows})
    weight = _words(flows, "source")
    parts = []
    for positions, *_ in from_edges(edges):
        places = sorted((x, int(node)) for node, (x, _) in positions)
        left = [sources[node] for _, node in places if node < len(sources)]
        right = [takers[node - len(sources)] for _, node in places if node >= len(sources)]
        parts.append((left, right))
    parts.sort(key=lambda part: (-sum(weight[name] for name in part[0]), min(part[0])))
    both = ([name for part in parts for name in part[side]] for side in (0, 1))
    left, right = (sorted(names, key=lambda name: not name) for names in both)
    return left, right


def _scale(flows: Sequence[Flow], rows: int) -> float:
    """Pixels a word: a picture of one flow is small, that of many fits a window."""
    return min(420.0, 60.0 + 30.0 * rows) / max(1, sum(flow.words for flow in flows))


def _thick(flow: Flow, scale: float) -> float:
    return max(_LEAST_RIBBON, flow.words * scale)


def _heights(flows: Sequence[Flow], side: _Side, *, scale: float) -> dict[str, float]:
    heights: defaultdict[str, float] = defaultdict(float)
    for flow in flows:
        heights[_name(flow, side)] += _thick(flow, scale)
    return {name: max(_LEAST_NODE, height) for name, height in heights.items()}


def _tops(names: Sequence[str], heights: Mapping[str, float], *, tall: float) -> dict[str, float]:
    """The upper edge of every bar; the side with less is spread over the same height."""
    free = tall - sum(heights[name] for name in names)
    gap = min(free / max(1, len(names) - 1), 6.0 * _GAP)
    at = _TOP + (free - gap * (len(names) - 1)) / 2
    tops = {}
    for name in names:
        tops[name] = at
        at += heights[name] + gap
    return tops


def _outlets(
    flows: Sequence[Flow],
    tops: Mapping[str, float],
    *,
    heights: Mapping[str, float],
    outside: Set[str] | None,
) -> Iterator[Outlet]:
    """The bars of one side; `outside` is None for the takers, who are all in the corpus."""
    side: _Side = "taker" if outside is None else "source"
    words = _words(flows, side)
    for name, top in tops.items():
        is_outside = outside is not None and name in outside
        verb = "taken from it" if outside is not None else "taken by it"
        shown = name or OTHERS
        yield Outlet(
            name=fitted(shown, _LABEL - 12, size=_SIZE),
            said=f"{shown}{', not among these articles' if is_outside else ''}: "
            f"{count(words[name], 'word')} {verb}",
            address=state({"from" if outside is not None else "to": name}) if name else "",
            is_outside=is_outside,
            is_source=outside is not None,
            x=_LABEL if outside is not None else _WIDTH - _LABEL - _NODE,
            y=round(top, 1),
            height=round(heights[name], 1),
        )


def _ribbons(
    flows: Sequence[Flow],
    sources: Mapping[str, float],
    takers: Mapping[str, float],
    *,
    scale: float,
) -> Iterator[Ribbon]:
    """Each flow from its place at the source to its place at the taker; none cross at a bar."""
    left, right = dict(sources), dict(takers)
    begins: dict[int, float] = {}
    for flow in sorted(flows, key=lambda f: (sources[f.source], takers[f.taker], f.place)):
        begins[id(flow)] = left[flow.source]
        left[flow.source] += _thick(flow, scale)
    for flow in sorted(flows, key=lambda f: (takers[f.taker], sources[f.source], f.place)):
        path = _band(begins[id(flow)], right[flow.taker], thick=_thick(flow, scale))
        right[flow.taker] += _thick(flow, scale)
        named = flow.source and flow.taker
        yield Ribbon(flow, path, flow.address if named else "")


def _band(begin: float, end: float, *, thick: float) -> str:
    x0, x1 = _LABEL + _NODE, _WIDTH - _LABEL - _NODE
    middle = (x0 + x1) // 2
    a, b, c, d = (round(y, 1) for y in (begin, end, end + thick, begin + thick))
    return f"M{x0} {a}C{middle} {a} {middle} {b} {x1} {b}V{c}C{middle} {c} {middle} {d} {x0} {d}Z"
