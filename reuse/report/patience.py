"""Equal runs of two token sequences, for the word-level differences of a passage.

Short sequences get the longest common subsequence (rapidfuzz, bit-parallel).
Its time and memory grow with the product of both lengths, so long ones are
first cut at tokens that occur once in each, as in Bram Cohen's patience diff.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# 64 million cells are 8 MB of bit matrix and about 40 ms; passages beyond are rare.
MAX_CELLS = 64_000_000


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
    if len(left) * len(right) <= MAX_CELLS:
        yield from _common(left, right, at=Run(0, 0, 0))
        return
    last = Run(0, 0, 0)
    for anchor in [*_anchors(left, right), Run(len(left), len(right), 0)]:
        between_left = left[last.left : anchor.left]
        between_right = right[last.right : anchor.right]
        # A stretch that is still too long has no word in common that occurs once on
        # each side: it is shown as replaced, which is true if not the finest view.
        if len(between_left) * len(between_right) <= MAX_CELLS:
            yield from _common(between_left, between_right, at=last)
        if anchor.length:
            yield anchor
        last = Run(anchor.left + anchor.length, anchor.right + anchor.length, 0)


def _common(left: Sequence[int], right: Sequence[int], *, at: Run) -> Iterator[Run]:
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(left, right):
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
    return [Run(*meets[n], 1) for n in _longest_increasing([right for _, right in meets])]


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly increasing subsequence; O(n log n) (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [n]
    chain: list[int] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(n)
        n = before[n]
    return chain[::-1]


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
