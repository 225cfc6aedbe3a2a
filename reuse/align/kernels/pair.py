"""All passages of one pair of articles, from seeds to resolved borders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .accept import is_reuse, weigh_evidence
from .borders import refine, shed_ends
from .gaps import parted
from .jit import keep, kernel, leaf
from .prose import says_enough
from .resolve import clip, cover, meets_some, merged
from .restore import restored
from .runs import verbatim_runs
from .seeds import gram_clusters, sentence_clusters
from .short import lengthen
from .summary import summary_boxes
from .types import Boxes, Evidence, Pair, Parameters, Side, View
from .weights import lent_pair, lent_view, view, weigh

# a0, a1, b0, b1, near_verbatim, in_runs, matched, is a summary
COLUMNS = 8
# Where a collection tells what words are worth, fewer of them may be enough.
LEAST_RARE_STEMS = 3


NOTHING = Evidence(0.0, 0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@leaf
def _shares_rare_stems(view: View, box: NDArray[np.int64], least: int) -> bool:
    """Whether the two ranges have at least `least` distinct rare stems in common."""
    there = view.work.first
    for term in range(view.their_terms):
        there[term] = 0
    for n in range(box[2], box[3]):
        there[view.their_term[n]] = 1
    count = 0
    for n in range(box[0], box[1]):
        other = view.other[n]
        if other >= 0 and there[other] and view.rare[n]:
            there[other] = 0
            count += 1
    return count >= least


@leaf
def _lies_in_some(box: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    """Whether both ranges of a box lie in those of one of the others."""
    for k in range(len(others)):
        other = others[k]
        if other[0] <= box[0] and box[1] <= other[1] and other[2] <= box[2] and box[3] <= other[3]:
            return True
    return False


@kernel
def _proposals(
    clusters: NDArray[np.int64], forward: View, backward: View, p: Parameters
) -> NDArray[np.int64]:
    """The clusters refined and, where accepted, joined with their neighbours, strongest first."""
    scores = np.zeros(len(clusters), dtype=np.float64)
    accepted = np.zeros((len(clusters), 4), dtype=np.int64)
    evidence = [NOTHING for _ in range(0)]
    count = 0
    is_collection = len(forward.nats) > 0
    least = LEAST_RARE_STEMS if is_collection else p.rare_stems
    for n in range(len(clusters)):
        # A copy with a word changed here and there is one passage and hundreds of runs.
        if _lies_in_some(clusters[n], accepted[:count]):
            continue
        if not _shares_rare_stems(forward, clusters[n], least):
            continue
        score = refine(forward, backward, clusters[n], p)
        found = weigh_evidence(forward, backward, clusters[n])
        if is_reuse(found, score, is_collection, p):
            accepted[count] = clusters[n]
            scores[count] = score
            evidence.append(found)
            count += 1
    if count == 0:
        return accepted[:0]
    return merged(accepted[:count], scores[:count], evidence, p)


@kernel
def _row(box: NDArray[np.int64], evidence: Evidence, summary: bool) -> NDArray[np.float64]:
    row = np.zeros(COLUMNS, dtype=np.float64)
    row[:4] = box
    row[4], row[5], row[6] = evidence.near_verbatim, evidence.in_runs, evidence.matched
    row[7] = 1.0 if summary else 0.0
    return row


@kernel
def resolve(
    forward: View,
    backward: View,
    clusters: NDArray[np.int64],
    exact: NDArray[np.int64],
    min_words: int,
    p: Parameters,
) -> NDArray[np.float64]:
    """From clusters and exact runs to passages, float64 (n, COLUMNS)."""
    boxes = _proposals(np.concatenate((clusters, exact)), forward, backward, p)
    kept = np.zeros((len(boxes), 4), dtype=np.int64)
    count = 0
    for n in range(len(boxes)):
        if clip(boxes[n], kept[:count], p.overlap_share):
            kept[count] = boxes[n]
            count += 1
    covered = cover(kept[:count], exact, min_words)
    apart = np.zeros_like(covered)
    count = 0
    for n in range(len(covered)):
        if clip(covered[n], apart[:count], 1.0):
            apart[count] = covered[n]
            count += 1
    shed_ends(forward, apart[:count], min_words)
    if p.summary:
        summaries = summary_boxes(forward, backward, apart[:count], p)
        if len(summaries):
            return _summary_row(forward, backward, summaries[0])
    parts = parted(forward, apart[:count], min_words)
    if len(forward.nats) > 0:
        lengthen(forward, backward, parts, min_words, p)
    return _telling(forward, backward, parts, exact, p)


@kernel
def _summary_row(forward: View, backward: View, box: NDArray[np.int64]) -> NDArray[np.float64]:
    rows = np.zeros((1, COLUMNS), dtype=np.float64)
    rows[0] = _row(box, weigh_evidence(forward, backward, box), True)
    return rows


@kernel
def _telling(
    forward: View,
    backward: View,
    boxes: NDArray[np.int64],
    exact: NDArray[np.int64],
    p: Parameters,
) -> NDArray[np.float64]:
    """The rows of the passages that hold an exact run, much weight in common, or prose."""
    rows = np.zeros((len(boxes), COLUMNS), dtype=np.float64)
    filled = 0
    for n in range(len(boxes)):
        # The collection has told already what is common in it.
        if (
            len(forward.nats) > 0
            or meets_some(boxes[n], exact)
            or says_enough(forward, backward, boxes[n], p.prose_odds)
        ):
            rows[filled] = _row(boxes[n], weigh_evidence(forward, backward, boxes[n]), False)
            filled += 1
    return rows[:filled]


@kernel
def whole_row(forward: View, backward: View) -> NDArray[np.float64]:
    """The one passage of two articles of equal words, float64 (1, COLUMNS)."""
    box = np.array([0, len(forward.term), 0, len(backward.term)], dtype=np.int64)
    rows = np.zeros((1, COLUMNS), dtype=np.float64)
    rows[0] = _row(box, weigh_evidence(forward, backward, box), False)
    return rows


@kernel
def exact_runs(
    left: Side, right: Side, pair: Pair, known: Boxes, min_words: int
) -> NDArray[np.int64]:
    """Every run of `min_words` equal tokens, those that the search knew first, int64 (n, 4)."""
    runs = verbatim_runs(pair.runs, left.key, right.key, min_words)
    repeated = verbatim_runs(pair.repeated, left.key, right.key, min_words)
    return np.concatenate((known.exact, runs, repeated))


@leaf
def is_same_text(left: Side, right: Side) -> bool:
    """Whether two articles have the same tokens in the same order."""
    if len(left.key) != len(right.key):
        return False
    n = 0
    while n < len(left.key) and left.key[n] == right.key[n]:
        n += 1
    return n == len(left.key)


@kernel
def _is_torn(exact: NDArray[np.int64], rows: NDArray[np.float64]) -> bool:
    """Whether some exact run lies in no passage as a whole."""
    for n in range(len(exact)):
        run, held = exact[n], False
        for k in range(len(rows)):
            row = rows[k]
            if row[0] <= run[0] and run[1] <= row[1] and row[2] <= run[2] and run[3] <= row[3]:
                held = True
                break
        if not held:
            return True
    return False


@kernel
def align_quickly(
    left: Side, right: Side, known: Boxes, min_words: int, p: Parameters
) -> tuple[NDArray[np.float64], bool]:
    """The passages of a pair, and whether they tear an exact run, which `mended` mends.

    The rows are float64 (n, COLUMNS), spans apart from each other on each side.

    Args:
        left: one article.
        right: the other.
        known: what the search found.
        min_words: shortest run of equal tokens that is always reported.
        p: the recipe's numbers.
    """
    weighed = weigh(left, right)
    pair = lent_pair(weighed)
    forward = view(left, right, pair, False, p.least_weight)
    backward = view(right, left, pair, True, p.least_weight)
    views = lent_view(forward), lent_view(backward)
    sides = left, right
    if len(left.key) >= min_words and is_same_text(left, right):
        rows, is_torn = whole_row(*views), False
    else:
        rows, is_torn = _passages(sides, views, pair, known, min_words, p)
    keep(weighed)
    keep(forward)
    keep(backward)
    return rows, is_torn


@kernel
def _passages(
    sides: tuple[Side, Side],
    views: tuple[View, View],
    pair: Pair,
    known: Boxes,
    min_words: int,
    p: Parameters,
) -> tuple[NDArray[np.float64], bool]:
    """What `align_quickly` gives of two articles that are not equal."""
    left, right = sides
    forward, backward = views
    exact = exact_runs(left, right, pair, known, min_words)
    # The search weighed every word of the collection; where nothing comes of what it saw in a
    # pair, what else is alike there are the forms and phrases of that kind of article.
    is_inexact = len(forward.nats) > 0 and len(exact) == 0
    if is_inexact and len(_proposals(known.regions.copy(), forward, backward, p)) == 0:
        return np.zeros((0, COLUMNS), dtype=np.float64), False
    clusters = np.concatenate(
        (sentence_clusters(pair, p), gram_clusters(pair.runs, p), known.regions)
    )
    rows = resolve(forward, backward, clusters, exact, min_words, p)
    return rows, _is_torn(exact, rows)


def mended(
    sides: tuple[Side, Side],
    known: Boxes,
    min_words: int,
    rows: NDArray[np.float64],
    p: Parameters,
) -> NDArray[np.float64]:
    """The rows of `align_quickly`, their passages cut or grown so that no exact run is torn.

    Args:
        sides: the articles, in the same order as there.
        known: what the search found.
        min_words: shortest run of equal tokens that is always reported.
        rows: float64 (n, COLUMNS).
        p: the recipe's numbers.
    """
    left, right = sides
    pair = weigh(left, right)
    views = (
        view(left, right, pair, False, p.least_weight),
        view(right, left, pair, True, p.least_weight),
    )
    exact = exact_runs(left, right, pair, known, min_words)
    before = rows[:, :4].astype(np.int64)
    boxes = restored(before, exact, min_words, views, p)
    by_box = {tuple(box): row for box, row in zip(before.tolist(), rows, strict=True)}
    result = np.zeros((len(boxes), COLUMNS), dtype=np.float64)
    for n, box in enumerate(boxes):
        row = by_box.get(tuple(box.tolist()))
        result[n] = _row(box, weigh_evidence(*views, box), False) if row is None else row
    return result
