"""Trees of descent over weighted steps: how likely each root and each step is, and the best one.

Weights are likelihoods, one for each possible step from a source to a derivative.  All trees
from a root are summed by the matrix-tree theorem (Tutte 1948; for roots and steps together
Koo, Globerson, Carreras and Collins, EMNLP 2007), the best is found by contracting rings
(Chu and Liu 1965; Edmonds 1967).  Matrices are small: a family's few possible sources.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]


def log_tree_sum(steps: Weights, root: int) -> float:
    """The log of the sum, over all trees from `root`, of the products of their steps' weights.

    `steps[u, v]` is the weight of the step from u to v, above zero; shape (n, n), the
    diagonal unused.
    """
    if len(steps) < 3:
        return float(np.log(steps[root, 1 - root])) if len(steps) > 1 else 0.0
    return float(np.linalg.slogdet(_reduced(steps, root))[1])


def step_shares(steps: Weights, root: int) -> Weights:
    """How much of `tree_sum` is of trees with each step; shape (n, n), a column sums to 1.

    The column of the root is zero.
    """
    size = len(steps)
    shares = np.zeros((size, size))
    others = [node for node in range(size) if node != root]
    if not others:
        return shares
    inverse = np.linalg.inv(_reduced(steps, root))
    diagonal = np.diagonal(inverse)
    held = steps[np.ix_(others, others)]
    inner = held * (diagonal[None, :] - inverse.T)
    np.fill_diagonal(inner, 0.0)
    shares[np.ix_(others, others)] = inner
    shares[root, others] = steps[root, others] * diagonal
    return np.clip(shares, 0.0, 1.0)


def _reduced(steps: Weights, root: int) -> Weights:
    """The Laplacian without the row and column of the root; rows are derivatives."""
    weights = steps.copy()
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=0)) - weights
    return np.delete(np.delete(laplacian, root, axis=0), root, axis=1)


def best_tree(steps: Weights, root: int) -> tuple[int, ...]:
    """The source of each node in the likeliest tree from `root`; the root's own is itself.

    Of equal trees the one whose sources have the lower numbers.  Weights are above zero.
    """
    size = len(steps)
    scores = np.log(np.maximum(steps, np.finfo(float).tiny))
    np.fill_diagonal(scores, -np.inf)
    sources = _contracted(scores, root)
    return tuple(root if node == root else sources[node] for node in range(size))


def _contracted(scores: Weights, root: int) -> list[int]:
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
