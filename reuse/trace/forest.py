"""Trees of descent over weighted steps: how likely each root and each step is, and the best one.

Every possible step from a source to a derivative has log odds.  All trees
from a root are summed by the matrix-tree theorem (Tutte 1948; for roots and steps together
Koo, Globerson, Carreras and Collins, EMNLP 2007), the best is found by contracting rings
(Chu and Liu 1965; Edmonds 1967).  Matrices are small: a family's few possible sources.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Logs = NDArray[np.float64]
# What is rarer than this beside the likeliest step to a node is lost to rounding anyway.
_LEAST = -25.0


def log_tree_sum(logs: Logs, root: int) -> float:
    """The log of the sum, over all trees from `root`, of the products of their steps' odds.

    `logs[u, v]` are the log odds of the step from u to v; shape (n, n), the diagonal unused.
    """
    if len(logs) < 3:
        return float(logs[root, 1 - root]) if len(logs) > 1 else 0.0
    weights, peaks = _weights(logs)
    size = float(np.linalg.slogdet(_reduced(weights, root))[1])
    return size + float(peaks.sum() - peaks[root])


def step_shares(logs: Logs, root: int) -> NDArray[np.float64]:
    """How much of the sum over all trees is of trees with each step; shape (n, n).

    A column sums to 1, that of the root is zero.
    """
    size = len(logs)
    shares = np.zeros((size, size))
    others = [node for node in range(size) if node != root]
    if not others:
        return shares
    weights, _ = _weights(logs)
    inverse = np.linalg.inv(_reduced(weights, root))
    diagonal = np.diagonal(inverse)
    inner = weights[np.ix_(others, others)] * (diagonal[None, :] - inverse.T)
    np.fill_diagonal(inner, 0.0)
    shares[np.ix_(others, others)] = inner
    shares[root, others] = weights[root, others] * diagonal
    return np.clip(shares, 0.0, 1.0)


def _weights(logs: Logs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The odds of steps beside the likeliest to the same node, and the log of that."""
    held = logs.copy()
    np.fill_diagonal(held, -np.inf)
    peaks = held.max(axis=0)
    weights = np.exp(np.maximum(held - peaks, _LEAST))
    np.fill_diagonal(weights, 0.0)
    return weights, peaks


def _reduced(weights: NDArray[np.float64], root: int) -> NDArray[np.float64]:
    """The Laplacian without the row and column of the root; columns are derivatives."""
    size = len(weights)
    laplacian = -weights
    laplacian.flat[:: size + 1] = weights.sum(axis=0)
    if root == size - 1:
        return laplacian[:-1, :-1]
    kept = [node for node in range(size) if node != root]
    found: NDArray[np.float64] = laplacian[kept][:, kept]
    return found


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
