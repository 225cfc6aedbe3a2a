"""Passages as rows of numbers: where each lies, what speaks for it, and which of them are told."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .accept import weigh_evidence
from .jit import kernel
from .prose import says_enough
from .resolve import clipped, cover, lies_in, meets_some, widen
from .types import Evidence, Parameters, View

# a0, a1, b0, b1, near_verbatim, in_runs, matched, is a summary
COLUMNS = 8


@kernel
def row_of(box: NDArray[np.int64], evidence: Evidence, summary: bool) -> NDArray[np.float64]:
    """A passage and what is told of it, float64 (COLUMNS)."""
    row = np.zeros(COLUMNS, dtype=np.float64)
    row[:4] = box
    row[4], row[5], row[6] = evidence.near_verbatim, evidence.in_runs, evidence.matched
    row[7] = 1.0 if summary else 0.0
    return row


@kernel
def telling_rows(
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
            rows[filled] = row_of(boxes[n], weigh_evidence(forward, backward, boxes[n]), False)
            filled += 1
    return rows[:filled]


@kernel
def whole_row(forward: View, backward: View) -> NDArray[np.float64]:
    """The one passage of two articles of equal words, float64 (1, COLUMNS)."""
    box = np.array([0, len(forward.term), 0, len(backward.term)], dtype=np.int64)
    rows = np.zeros((1, COLUMNS), dtype=np.float64)
    rows[0] = row_of(box, weigh_evidence(forward, backward, box), False)
    return rows


@kernel
def lasting(
    rows: NDArray[np.float64],
    exact: NDArray[np.int64],
    extent: NDArray[np.int64],
    min_words: int,
    p: Parameters,
) -> NDArray[np.int64]:
    """The passages that a summary around them does not stand for, int64 (n, 4).

    Those that are certain alone, and of doubtful ones the exact runs: a summary says already
    that the words around these are reworded.
    """
    certain = np.zeros((len(rows), 4), dtype=np.int64)
    runs = np.zeros((len(exact), 4), dtype=np.int64)
    is_held = np.zeros(len(exact), dtype=np.bool_)
    count = 0
    for n in range(len(rows)):
        box = rows[n, :4].astype(np.int64)
        if rows[n, 4] >= p.certain_evidence:
            certain[count] = box
            count += 1
            continue
        for k in range(len(exact)):
            is_held[k] |= lies_in(exact[k], box)
    held = 0
    for k in range(len(exact)):
        if is_held[k]:
            runs[held] = exact[k]
            held += 1
    return clipped(cover(certain[:count], runs[:held], extent, min_words), 1.0)


@kernel
def summary_rows(
    forward: View, backward: View, box: NDArray[np.int64], inner: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The rows of a summary, widened to hold the passages in it, and of these."""
    rows = np.zeros((len(inner) + 1, COLUMNS), dtype=np.float64)
    for n in range(len(inner)):
        widen(box, inner[n])
        rows[n + 1] = row_of(inner[n], weigh_evidence(forward, backward, inner[n]), False)
    rows[0] = row_of(box, weigh_evidence(forward, backward, box), True)
    return rows
