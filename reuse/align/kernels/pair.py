"""All passages of one pair of articles, from seeds to resolved borders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .accept import is_reuse, weigh_evidence
from .borders import refine, shed_ends
from .gaps import parted
from .jit import keep, kernel, leaf
from .resolve import clipped, cover, lies_in, merged
from .restore import restored
from .rows import COLUMNS, lasting, row_of, summary_rows, telling_rows, whole_row
from .runs import verbatim_runs
from .seeds import gram_clusters, sentence_clusters
from .short import lengthen
from .summary import summary_boxes
from .types import Boxes, Evidence, Pair, Parameters, Side, View
from .units import WORD, paced, parts_in, words_in
from .weights import lent_pair, lent_view, view, weigh

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
    parts = 0
    for n in range(box[0], box[1]):
        other = view.other[n]
        if other >= 0 and there[other] and view.rare[n]:
            there[other] = 0
            parts += parts_in(view.extent, n, n + 1)
    return parts >= WORD * least


@leaf
def _lies_in_some(box: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    """Whether both ranges of a box lie in those of one of the others."""
    held = False
    for k in range(len(others)):
        held = held or lies_in(box, others[k])
    return held


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
    covered = cover(clipped(boxes, p.overlap_share), exact, forward.extent, min_words)
    apart = clipped(covered, 1.0)
    shed_ends(forward, apart, min_words)
    parts = parted(forward, apart, min_words)
    if len(forward.nats) > 0:
        lengthen(forward, backward, parts, min_words, p)
    rows = telling_rows(forward, backward, parts, exact, p)
    if not p.summary:
        return rows
    summaries = summary_boxes(forward, backward, apart, p)
    if len(summaries) == 0:
        return rows
    inner = lasting(rows, exact, forward.extent, min_words, p)
    return summary_rows(forward, backward, summaries[0], inner)


@kernel
def exact_runs(
    left: Side, right: Side, pair: Pair, known: Boxes, min_words: int
) -> NDArray[np.int64]:
    """Every run of `min_words` equal tokens, those that the search knew first, int64 (n, 4)."""
    runs = verbatim_runs(pair.runs, left.key, right.key, left.extent, min_words)
    repeated = verbatim_runs(pair.repeated, left.key, right.key, left.extent, min_words)
    known_runs = known.exact
    long = np.zeros(len(known_runs), dtype=np.bool_)
    for n in range(len(known_runs)):
        parts = parts_in(left.extent, known_runs[n, 0], known_runs[n, 1])
        long[n] = parts >= WORD * min_words
    return np.concatenate((known_runs[long], runs, repeated))


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
    """Whether some exact run lies in no passage as a whole; a summary is no place for one."""
    for n in range(len(exact)):
        run, held = exact[n], False
        for k in range(len(rows)):
            row = rows[k]
            if (
                row[7] == 0.0
                and row[0] <= run[0]
                and run[1] <= row[1]
                and row[2] <= run[2]
                and run[3] <= row[3]
            ):
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
    p = paced(p, forward.pace)
    if words_in(left.extent, 0, len(left.key)) >= min_words and is_same_text(left, right):
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
    p = paced(p, views[0].pace)
    exact = exact_runs(left, right, pair, known, min_words)
    summary, rows = rows[rows[:, 7] != 0], rows[rows[:, 7] == 0]
    before = rows[:, :4].astype(np.int64)
    boxes = restored(before, exact, min_words, views, p)
    by_box = {tuple(box): row for box, row in zip(before.tolist(), rows, strict=True)}
    result = np.zeros((len(boxes), COLUMNS), dtype=np.float64)
    for n, box in enumerate(boxes):
        row = by_box.get(tuple(box.tolist()))
        result[n] = row_of(box, weigh_evidence(*views, box), False) if row is None else row
    # Where a run that a border had torn lies elsewhere, what was found was no summary.
    within = summary[:, :4].astype(np.int64)
    if all(_lies_in_some(box, within) for box in boxes):
        return np.concatenate((summary, result))
    return result
