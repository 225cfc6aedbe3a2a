"""A forest laid out in layers, sources before what was taken from them.

The layout is that of Sugiyama and others, by fast-sugiyama.  It keeps the order in
which siblings are given, so that who comes first stands first, and no two edges cross.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# A source far down among many copies is pulled up to so many rows below the first of
# them: on a narrow page it would be out of sight.
_LOWEST = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its layer from 0, and its row, at least 1 from the next one."""

    layer: int
    row: float


def forest(nodes: Sequence[str], arrows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The source of each derivative among `nodes`: one at most, and no way back to itself.

    The first arrow of a derivative counts.  The library ends the whole process on a loop,
    so that none may reach it, whatever a report holds.

    >>> forest("abc", [("a", "b"), ("c", "b"), ("b", "a"), ("c", "c")])
    {'b': 'a'}
    """
    root = {node: node for node in nodes}
    sources: dict[str, str] = {}
    for source, derivative in arrows:
        if source not in root or derivative not in root or derivative in sources:
            continue
        top = _root(root, source)
        if top != derivative:
            root[derivative] = top
            sources[derivative] = source
    return sources


def _root(root: dict[str, str], node: str) -> str:
    while root[node] != node:
        root[node] = root[root[node]]
        node = root[node]
    return node


def placed(nodes: Sequence[str], sources: Mapping[str, str]) -> dict[str, Place]:
    """The places of the nodes that have a source or a derivative; siblings in the order of `nodes`.

    Trees stand one below the other, in the order of their roots.
    """
    children: defaultdict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node in sources:
            children[sources[node]].append(node)
    places: dict[str, Place] = {}
    below = 0.0
    for node in nodes:
        if node in children and node not in sources:
            tree = _pulled_up(_tree(node, children), children)
            places |= {n: Place(p.layer, p.row + below) for n, p in tree.items()}
            below += 1.0 + max(place.row for place in tree.values())
    return places


def _tree(root: str, children: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    from fast_sugiyama import from_edges

    order = list(_walk(root, children))
    number = {node: n for n, node in enumerate(order)}
    # The library goes through the edges of a node from the last to the first.
    edges = [
        (number[node], number[child])
        for node in order
        for child in reversed(children.get(node, ()))
    ]
    layouts = from_edges(edges, vertex_spacing=1, dummy_vertices=False, ranking_type="up")
    at = {order[int(n)]: (float(x), float(y)) for n, (x, y) in layouts.flatten_positions()}
    left, top = min(x for x, _ in at.values()), max(y for _, y in at.values())
    return {node: Place(round(top - at[node][1]), at[node][0] - left) for node in order}


def _walk(root: str, children: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A tree's nodes, each before its children and these before the next sibling."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children.get(node, ())))


def _pulled_up(
    tree: Mapping[str, Place], children: Mapping[str, Sequence[str]]
) -> dict[str, Place]:
    """The places with no source far below its first derivative; still a row apart."""
    rows: defaultdict[int, float] = defaultdict(lambda: -1.0)
    found: dict[str, Place] = {}
    for node, place in tree.items():
        first = min((tree[child].row for child in children.get(node, ())), default=place.row)
        # Whoever stands above has not moved down, so neither does this one.
        row = max(min(place.row, first + _LOWEST), rows[place.layer] + 1.0)
        rows[place.layer] = row
        found[node] = Place(place.layer, row)
    return found
