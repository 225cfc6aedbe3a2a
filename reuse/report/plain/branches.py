"""A lineage as trees with few nodes: who took the passage from whom, the nearest first.

A wire story can have hundreds of witnesses; a list shows those that are fewest steps from
a root, earliest first, and counts the rest.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reuse.model import OUTLET_PREFIX, ArticleId, Derivation, Family, Lineage
from reuse.report.wording import is_known


@dataclass(frozen=True, slots=True)
class Branch:
    """A node (see `Evidence`) and what was taken from it; a root was taken by no `step`."""

    node: str
    step: Derivation | None
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Branches:
    """The trees of a family, witnesses that no step reaches, and how many are not listed."""

    trees: tuple[Branch, ...]
    unplaced: tuple[ArticleId, ...]
    hidden: int


def branches(
    family: Family, lineage: Lineage, *, most: int, order: Callable[[str], Any]
) -> Branches:
    """At most `most` articles of a family, below their sources, siblings in the order of a key.

    Each is listed once, even where steps should run in a circle.
    """
    below = _below(lineage, order=order)
    witnesses = sorted({witness.article for witness in family.witnesses}, key=order)
    roots = _roots(lineage, {str(article) for article in witnesses}, below=below)
    reached = _nearest(roots, below)
    articles = [node for node in reached if not node.startswith(OUTLET_PREFIX)]
    shown = _with_sources(articles[:most], reached)
    unplaced = [article for article in witnesses if article not in reached]
    free = max(0, most - len(articles))
    trees = (_branch(root, None, below=below, shown=shown) for root in roots if root in shown)
    hidden = max(0, len(articles) - most) + max(0, len(unplaced) - free)
    return Branches(tuple(trees), tuple(unplaced[:free]), hidden)


def _below(lineage: Lineage, *, order: Callable[[str], Any]) -> dict[str, list[Derivation]]:
    """The steps from each node, where every node is reached by one step only."""
    first: dict[str, Derivation] = {}
    for step in lineage.derivations:
        first.setdefault(step.derivative, step)
    found: defaultdict[str, list[Derivation]] = defaultdict(list)
    for step in sorted(first.values(), key=lambda s: order(s.derivative)):
        found[step.source].append(step)
    return dict(found)


def _roots(
    lineage: Lineage, witnesses: set[str], *, below: Mapping[str, list[Derivation]]
) -> list[str]:
    derived = {step.derivative for steps in below.values() for step in steps}
    roots = [source for source in below if source not in derived]
    origin = lineage.origin
    node = str(origin.article or f"{OUTLET_PREFIX}{origin.outlet}")
    if is_known(origin) and node not in derived and (node in below or node in witnesses):
        roots = [node, *(root for root in roots if root != node)]
    return roots


def _nearest(roots: list[str], below: Mapping[str, list[Derivation]]) -> dict[str, str | None]:
    """Every node that is reached from a root with its source, the nearest first."""
    reached: dict[str, str | None] = dict.fromkeys(roots)
    coming = deque(roots)
    while coming:
        for step in below.get(coming.popleft(), ()):
            if step.derivative not in reached:
                reached[step.derivative] = step.source
                coming.append(step.derivative)
    return reached


def _with_sources(nodes: list[str], reached: Mapping[str, str | None]) -> set[str]:
    shown: set[str] = set()
    for node in nodes:
        at: str | None = node
        while at is not None and at not in shown:
            shown.add(at)
            at = reached[at]
    return shown


def _branch(
    node: str,
    step: Derivation | None,
    *,
    below: Mapping[str, list[Derivation]],
    shown: set[str],
) -> Branch:
    # No deeper than there are nodes in `shown`: each is reached by one step from a root.
    steps = (s for s in below.get(node, ()) if s.derivative in shown)
    return Branch(
        node, step, tuple(_branch(s.derivative, s, below=below, shown=shown) for s in steps)
    )
