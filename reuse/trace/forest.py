"""Trees of descent over weighted steps: how likely each root and each step is, and the best one.

Every possible step from a source to a derivative has log odds.  All trees from a root are
summed by the matrix-tree theorem (Tutte 1948; for trees of words Koo, Globerson, Carreras and
Collins, EMNLP 2007), the best is found by contracting rings (Chu and Liu 1965; Edmonds 1967).
Matrices are small: a family's few possible sources.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Logs = NDArray[np.float64]
_LEAST = -600.0


def log_tree_sum(logs: Logs, root: int) -> float:
    """The log of the sum, over all trees from `root`, of the products of their steps' odds.

    `logs[u, v]` are the log odds of the step from u to v; shape (n, n), the diagonal unused.
    Nodes are taken out one by one, each step around one added to the steps past it: nothing
    is subtracted, so that odds of any size keep their digits (Grassmann, Taksar and Heyman,
    Operations Research 1985).
    """
    size = len(logs)
    if size < 3:
        return float(logs[root, 1 - root]) if size > 1 else 0.0
    held = logs.copy()
    held.flat[:: size + 1] = -np.inf
    peaks = held.max(axis=0)
    weights = np.exp(np.maximum(held - peaks, _LEAST))
    order = [root, *(node for node in range(size) if node != root)]
    weights = weights[order][:, order]
    weights.flat[:: size + 1] = 0.0
    total = float(peaks.sum() - peaks[root])
    for last in range(size - 1, 0, -1):
        into = weights[:last, last]
        pivot = float(into.sum())
        if pivot <= 0:
            return -np.inf
        total += float(np.log(pivot))
        weights[:last, :last] += into[:, None] * (weights[last, :last] / pivot)[None, :]
    return total


def step_shares(logs: Logs, root: int, tree: Sequence[int]) -> tuple[float, ...]:
    """How much of the sum over all trees is of trees with each step of one tree.

    `tree` gives the source of each node, as `best_tree` does; that of the root is 1.
    """
    whole = log_tree_sum(logs, root)
    shares = []
    for node, source in enumerate(tree):
        without = logs.copy()
        without[source, node] = -np.inf
        is_only = node == root or not np.isfinite(np.delete(without[:, node], node)).any()
        rest = -np.inf if is_only else log_tree_sum(without, root)
        shares.append(1.0 - float(np.exp(min(0.0, rest - whole))))
    return tuple(shares)


def best_tree(logs: Logs, root: int) -> tuple[int, ...]:
    """The source of each node in the likeliest tree from `root`; the root's own is itself.

    Of equal trees one whose sources have low numbers.
    """
    size = len(logs)
    scores = logs.copy()
    np.fill_diagonal(scores, -np.inf)
    sources = _contracted(scores, root)
    return tuple(root if node == root else sources[node] for node in range(size))


def _contracted(scores: Logs, root: int) -> list[int]:
    """The best sources by score; a ring is made one node, solved, and opened again."""
    sources = [int(at) for at in scores.argmax(axis=0)]
    sources[root] = root
    ring = _ring(sources, root)
    if not ring:
        return sources
    size, inside = len(sources), set(ring)
    outside = [node for node in range(size) if node not in inside]
    held = np.array(ring)
    # Entering the ring at a node costs what its step within the ring was worth.
    entering = scores[:, held] - scores[[sources[v] for v in ring], held]
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[:-1, -1] = entering[outside].max(axis=1)
    smaller[-1, :-1] = scores[np.ix_(ring, outside)].max(axis=0)
    solved = _contracted(smaller, outside.index(root))
    opened = list(sources)
    for number, node in enumerate(outside):
        if node == root:
            continue
        source = solved[number]
        leaving = ring[int(scores[held, node].argmax())]
        opened[node] = leaving if source == len(outside) else outside[source]
    gate = outside[solved[-1]]
    opened[ring[int(entering[gate].argmax())]] = gate
    return opened


def _ring(sources: Sequence[int], root: int) -> list[int]:
    """Nodes that come from each other in a circle, sorted; none in a tree."""
    seen: set[int] = {root}
    for start in range(len(sources)):
        path: dict[int, None] = {}
        at = start
        while at not in seen and at not in path:
            path[at] = None
            at = sources[at]
        if at in path:
            walked = list(path)
            return sorted(walked[walked.index(at) :])
        seen.update(path)
    return []
