"""Equal runs of two token sequences, for the word-level differences of a passage.

Short sequences get the longest common subsequence, whose memory grows with the
product of both lengths; longer ones an edit script of least cost, whose memory
does not (Levenshtein after Hirschberg 1975; both bit-parallel, by rapidfuzz).
Its time grows with the product all the same, so the longest are first cut at
tokens that occur once in each, as in Bram Cohen's patience diff.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

from reuse.text.rising import longest_rising

# 64 million cells are 8 MB of bit matrix and about 20 ms, 2 thousand million of an edit
# script some 4 MB and 0.3 s: 45,000 words a side.
SUBSEQUENCE_CELLS = 64_000_000
SCRIPT_CELLS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """`length` equal tokens, from `left` in one sequence and `right` in the other."""

    left: int
    right: int
    length: int


def equal_runs(left: Sequence[int], right: Sequence[int]) -> tuple[Run, ...]:
    """Runs of equal tokens in order, not overlapping and never touching on both sides.

    >>> equal_runs([1, 2, 3, 4], [1, 9, 4])
    (Run(left=0, right=0, length=1), Run(left=3, right=2, length=1))
    """
    return tuple(_joined(_runs(left, right)))


def _runs(left: Sequence[int], right: Sequence[int]) -> Iterator[Run]:
    if len(left) * len(right) <= SCRIPT_CELLS:
        yield from _common(left, right, at=Run(0, 0, 0))
        return
    last = Run(0, 0, 0)
    for anchor in [*_anchors(left, right), Run(len(left), len(right), 0)]:
        between_left = left[last.left : anchor.left]
        between_right = right[last.right : anchor.right]
        yield from _in_pieces(between_left, between_right, at=last)
        if anchor.length:
            yield anchor
        last = Run(anchor.left + anchor.length, anchor.right + anchor.length, 0)


def _in_pieces(left: Sequence[int], right: Sequence[int], *, at: Run) -> Iterator[Run]:
    """Equal runs of a stretch, cut evenly on both sides if it is too long for one script."""
    pieces = 1 + isqrt(max(0, len(left) * len(right) - 1) // SCRIPT_CELLS)
    cuts = [(n * len(left) // pieces, n * len(right) // pieces) for n in range(pieces + 1)]
    for (a, b), (c, d) in pairwise(cuts):
        yield from _common(left[a:c], right[b:d], at=Run(at.left + a, at.right + b, 0))


def _common(left: Sequence[int], right: Sequence[int], *, at: Run) -> Iterator[Run]:
    from rapidfuzz.distance import LCSseq, Levenshtein

    is_short = len(left) * len(right) <= SUBSEQUENCE_CELLS
    for code in (LCSseq if is_short else Levenshtein).opcodes(left, right):
        if code.tag == "equal":
            length = code.src_end - code.src_start
            yield Run(at.left + code.src_start, at.right + code.dest_start, length)


def _anchors(left: Sequence[int], right: Sequence[int]) -> list[Run]:
    """The longest chain of tokens that occur once on each side, in order on both."""
    once_right = {key: n for n, key in enumerate(right)}
    left_counts, right_counts = Counter(left), Counter(right)
    meets = [
        (n, once_right[key])
        for n, key in enumerate(left)
        if left_counts[key] == 1 and right_counts[key] == 1
    ]
    return [Run(*meets[n], 1) for n in longest_rising([right for _, right in meets])]


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held is None:
            held = run
        elif (held.left + held.length, held.right + held.length) == (run.left, run.right):
            held = Run(held.left, held.right, held.length + run.length)
        else:
            yield held
            held = run
    if held is not None:
        yield held
