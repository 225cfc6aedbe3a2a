"""Where passages may lie: sentences alike, and stems in the same order, in clusters.

A cluster is a pair of token ranges, one row of (left start, left end, right
start, right end); it is a place to look at, not yet a finding.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from .equals import first_equal
from .jit import kernel, leaf
from .runs import put_in_order
from .types import Pair, Parameters, Runs, Sentences

SEED_GRAM = 4
# A sentence like more than this many of the other article is a line that both repeat; its
# square of seeds would say nothing.  Verbatim repetitions are found as runs.
MOST_ALIKE = 64
MOST_DEPTH = 6


@kernel
def _norms(side: Sentences, idf: NDArray[np.float64]) -> NDArray[np.float64]:
    norms = np.zeros(len(side.row) - 1, dtype=np.float64)
    _fill_norms(side, idf, norms)
    return norms


@leaf
def _fill_norms(side: Sentences, idf: NDArray[np.float64], norms: NDArray[np.float64]) -> None:
    for s in range(len(norms)):
        total = 0.0
        for z in range(side.row[s], side.row[s + 1]):
            value = side.row_count[z] * idf[side.row_term[z]]
            total += value * value
        norms[s] = sqrt(total)


@kernel
def sentence_seeds(pair: Pair, p: Parameters) -> NDArray[np.int32]:
    """Pairs of sentences alike by tf-idf cosine and by Dice, int32 (n, 2), in order."""
    norms = _norms(pair.left, pair.left_idf), _norms(pair.right, pair.right_idf)
    sentences = len(norms[1])
    dot = np.zeros(sentences, dtype=np.float64)
    shared = np.zeros(sentences, dtype=np.int64)
    touched = np.zeros(sentences, dtype=np.int64)
    seeds = np.zeros((64, 2), dtype=np.int32)
    count = 0
    first = first_equal(pair.left) if len(norms[0]) > MOST_ALIKE else np.arange(len(norms[0]))
    begins = np.zeros(len(first) + 1, dtype=np.int64)
    for s in range(len(first)):
        begins[s] = count
        if first[s] < s:
            seeds = _with_room(seeds, count, MOST_ALIKE)
            for n in range(begins[first[s]], begins[first[s] + 1]):
                seeds[count, 0], seeds[count, 1] = s, seeds[n, 1]
                count += 1
        else:
            reached = _reach(pair, s, dot, shared, touched)
            seeds = _with_room(seeds, count, reached)
            put_in_order(touched[:reached])
            sums = dot, shared, touched[:reached]
            found = _alike(pair, s, norms, sums, seeds[count:], p)
            count += found if found <= MOST_ALIKE else 0
        begins[s + 1] = count
    return seeds[:count]


@kernel
def _with_room(seeds: NDArray[np.int32], count: int, more: int) -> NDArray[np.int32]:
    """The array, or a larger copy that has room for so many more after the first `count`."""
    if count + more <= len(seeds):
        return seeds
    grown = np.zeros((2 * (count + more), 2), dtype=np.int32)
    grown[:count] = seeds[:count]
    return grown


@leaf
def _reach(
    pair: Pair,
    s: int,
    dot: NDArray[np.float64],
    shared: NDArray[np.int64],
    touched: NDArray[np.int64],
) -> int:
    """Add up what each sentence of the right shares with one of the left; how many share a term."""
    left, right, other_term = pair.left, pair.right, pair.other
    reached = 0
    for z in range(left.row[s], left.row[s + 1]):
        term = other_term[left.row_term[z]]
        if term < 0:
            continue
        factor = left.row_count[z] * pair.left_idf[left.row_term[z]] * pair.right_idf[term]
        for q in range(right.post[term], right.post[term + 1]):
            other = right.post_sentence[q]
            if shared[other] == 0:
                touched[reached] = other
                reached += 1
            shared[other] += 1
            dot[other] += factor * right.post_count[q]
    return reached


@leaf
def _alike(
    pair: Pair,
    s: int,
    norms: tuple[NDArray[np.float64], NDArray[np.float64]],
    sums: tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]],
    seeds: NDArray[np.int32],
    p: Parameters,
) -> int:
    """Fill in the seeds of one sentence and count them; empties the sums of `_reach`."""
    left, right = pair.left, pair.right
    dot, shared, touched = sums
    count = 0
    for n in range(len(touched)):
        other = touched[n]
        sizes = left.row[s + 1] - left.row[s] + right.row[other + 1] - right.row[other]
        norm = norms[0][s] * norms[1][other]
        alike = dot[other] > p.seed_cosine * norm and norm > 0.0
        if alike and 2.0 * shared[other] > p.seed_dice * sizes:
            seeds[count, 0], seeds[count, 1] = s, other
            count += 1
        shared[other] = 0
        dot[other] = 0.0
    return count


@kernel
def split(points: NDArray[np.int32], gap: int) -> NDArray[np.int32]:
    """Number of the cluster of each point, int32 (n).

    Points are cut where more than `gap` is skipped on the one axis, the parts
    then on the other, in turn until nothing is cut any more.
    """
    count = len(points)
    group = np.zeros(count, dtype=np.int32)
    groups = 1
    unchanged = 0
    for depth in range(2 * MOST_DEPTH):
        axis = depth % 2
        order = np.argsort(
            group.astype(np.int64) << 32 | points[:, axis].astype(np.int64), kind="mergesort"
        )
        renamed = np.zeros(count, dtype=np.int32)
        number = 0
        for n in range(1, count):
            a, b = order[n - 1], order[n]
            if group[a] != group[b] or points[b, axis] - points[a, axis] > gap + 1:
                number += 1
            renamed[b] = number
        group = renamed
        unchanged = unchanged + 1 if number + 1 == groups else 0
        groups = number + 1
        if unchanged >= 2:
            break
    return group


@kernel
def range_cosine(pair: Pair, box: NDArray[np.int64]) -> float:
    """Cosine of the summed tf-idf vectors of sentences `box[0]:box[1]` and `box[2]:box[3]`."""
    left, right = np.zeros(len(pair.left_idf)), np.zeros(len(pair.right_idf))
    return _cosine(pair, box, left, right)


@leaf
def _cosine(
    pair: Pair, box: NDArray[np.int64], a: NDArray[np.float64], b: NDArray[np.float64]
) -> float:
    """The cosine; `a` and `b` are 0 for each term of either side."""
    left, right, other_term = pair.left, pair.right, pair.other
    left_idf, right_idf = pair.left_idf, pair.right_idf
    for z in range(left.row[box[0]], left.row[box[1]]):
        a[left.row_term[z]] += left.row_count[z] * left_idf[left.row_term[z]]
    for z in range(right.row[box[2]], right.row[box[3]]):
        b[right.row_term[z]] += right.row_count[z] * right_idf[right.row_term[z]]
    # Summed in this order in both kinds of kernel; numpy's own sums pair the terms up.
    dot, left_square, right_square = 0.0, 0.0, 0.0
    for t in range(len(a)):
        left_square += a[t] * a[t]
        if other_term[t] >= 0:
            dot += a[t] * b[other_term[t]]
    for t in range(len(b)):
        right_square += b[t] * b[t]
    norm = sqrt(left_square * right_square)
    return dot / norm if norm > 0.0 else 0.0


@kernel
def _hulls(points: NDArray[np.int32], group: NDArray[np.int32]) -> NDArray[np.int64]:
    """Bounds of each cluster: (first, last + 1) on both axes, int64 (clusters, 4)."""
    groups = group.max() + 1 if len(group) else 0
    hulls = np.zeros((groups, 4), dtype=np.int64)
    hulls[:, 0] = hulls[:, 2] = 0x7FFFFFFF
    for n in range(len(points)):
        hull = hulls[group[n]]
        hull[0], hull[1] = min(hull[0], points[n, 0]), max(hull[1], points[n, 0] + 1)
        hull[2], hull[3] = min(hull[2], points[n, 1]), max(hull[3], points[n, 1] + 1)
    return hulls


@kernel
def sentence_clusters(pair: Pair, p: Parameters) -> NDArray[np.int64]:
    """Token ranges of clusters of sentence seeds, int64 (n, 4)."""
    seeds = sentence_seeds(pair, p)
    found = np.zeros((len(seeds), 4), dtype=np.int64)  # no more clusters than seeds
    count = 0
    group = split(seeds, p.gap_sentences)
    hulls = _hulls(seeds, group)
    for g in range(len(hulls)):
        hull = hulls[g]
        if range_cosine(pair, hull) > p.cluster_cosine:
            found[count] = hull
            count += 1
            continue
        mine = seeds[group == g]
        tighter = _hulls(mine, split(mine, 1))
        for h in range(len(tighter)):
            if range_cosine(pair, tighter[h]) > p.cluster_cosine:
                found[count] = tighter[h]
                count += 1
    left, right = pair.left.first, pair.right.first
    for n in range(count):
        box = found[n]
        box[0], box[1] = left[box[0]] - left[0], left[box[1]] - left[0]
        box[2], box[3] = right[box[2]] - right[0], right[box[3]] - right[0]
    return found[:count]


@kernel
def gram_clusters(runs: Runs, p: Parameters) -> NDArray[np.int64]:
    """Token ranges of clusters of equal 4-grams, at least two in each, int64 (n, 4)."""
    total = 0
    for r in range(len(runs.length)):
        total += max(0, runs.length[r] - SEED_GRAM + 1)
    points = np.zeros((total, 2), dtype=np.int32)
    count = 0
    for r in range(len(runs.length)):
        for step in range(runs.length[r] - SEED_GRAM + 1):
            points[count, 0] = runs.left[r] + step
            points[count, 1] = runs.right[r] + step
            count += 1
    group = split(points, p.gap_tokens)
    hulls = _hulls(points, group)
    sizes = np.zeros(len(hulls), dtype=np.int64)
    for n in range(count):
        sizes[group[n]] += 1
    found = hulls[sizes >= 2].copy()
    found[:, 1] += SEED_GRAM - 1
    found[:, 3] += SEED_GRAM - 1
    return found
