"""What of a lineage is drawn: which nodes, and the one source of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reuse.model import OUTLET_PREFIX, ArticleId, Confidence, Derivation
from reuse.report.pages.lineage.layers import forest
from reuse.report.pages.site import Entry
from reuse.report.wording import is_known

MOST_NODES = 40
SURENESS: tuple[Confidence, ...] = ("certain", "probable", "possible", "unknown")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The nodes of a drawing, outlets outside the corpus first, then articles by number.

    `steps` has the derivation of each node that has a drawn source; `omitted` nodes
    did not fit (`MOST_NODES`).
    """

    nodes: tuple[str, ...]
    steps: Mapping[str, Derivation]
    omitted: int


def drawn(entry: Entry, numbers: Mapping[ArticleId, int]) -> Drawn:
    """What is drawn of a family: its origin, then sources, then copies, the earliest first."""
    nodes = _nodes(entry, numbers)
    place = {node: n for n, node in enumerate(nodes)}
    steps = sorted(
        entry.lineage.derivations,
        key=lambda d: (place[d.derivative], SURENESS.index(d.confidence), place[d.source]),
    )
    sources = forest(nodes, ((d.source, d.derivative) for d in steps))
    first = origin_node(entry)
    used = set(sources.values())
    wanted = sorted(nodes, key=lambda n: (n != first, n not in used, place[n]))
    kept = _kept(wanted, sources)
    by_ends = {(d.derivative, d.source): d for d in reversed(steps)}
    return Drawn(
        nodes=tuple(node for node in nodes if node in kept),
        steps={
            node: by_ends[node, sources[node]] for node in nodes if node in kept & sources.keys()
        },
        omitted=len(nodes) - len(kept),
    )


def origin_node(entry: Entry) -> str | None:
    """The node of a family's origin, where it is known."""
    origin = entry.lineage.origin
    if not is_known(origin):
        return None
    return origin.article or (f"{OUTLET_PREFIX}{origin.outlet}" if not origin.in_corpus else None)


def _nodes(entry: Entry, numbers: Mapping[ArticleId, int]) -> list[str]:
    ends = {end for d in entry.lineage.derivations for end in (d.source, d.derivative)}
    first = origin_node(entry)
    named = {*ends, *numbers, *([first] if first else [])}
    last = len(numbers) + 1

    def precedence(node: str) -> tuple[bool, int, str]:
        is_outlet = node.startswith(OUTLET_PREFIX) and node not in numbers
        return (
            node != first or not is_outlet,
            numbers.get(ArticleId(node), 0 if is_outlet else last),
            node,
        )

    return sorted(named, key=precedence)


def _kept(wanted: Iterable[str], sources: Mapping[str, str]) -> set[str]:
    """As many nodes as are drawn, none without all that it comes from."""
    kept: set[str] = set()
    for node in wanted:
        way = _way_up(node, sources, kept=kept)
        if len(kept) + len(way) <= MOST_NODES:
            kept.update(way)
    return kept


def _way_up(node: str, sources: Mapping[str, str], *, kept: set[str]) -> Sequence[str]:
    """A node and what it comes from, up to what is kept, or to more than there is room for."""
    way: list[str] = []
    at: str | None = node
    while at is not None and at not in kept and len(way) <= MOST_NODES:
        way.append(at)
        at = sources.get(at)
    return way
