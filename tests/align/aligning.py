"""What the aligner's tests share: aligning texts directly, without the search."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from reuse.align import Aligner
from reuse.model import ArticleId, Match, Span
from reuse.settings import AlignSettings
from reuse.text.tokens import tokenize

Run = tuple[int, int, int]
COMPILED = 10**9


def align(
    left: str, right: str, *, min_words: int = 12, known: Sequence[Run] = (), tokens: int = 0
) -> tuple[Match, ...]:
    """The matches of two texts.

    `known` are runs in token numbers of each text (left start, right start, length), as the
    search would give them; `tokens` pretends a job of that size, to choose the kernels.
    """
    table = tokenize([left, right])
    aligner = Aligner(
        table,
        (ArticleId("a"), ArticleId("b")),
        texts=(left, right),
        min_words=min_words,
        settings=AlignSettings(),
    )
    aligner.load(tokens)
    shift = int(table.offsets[1])
    rows = [(i, i + n, shift + j, shift + j + n) for i, j, n in known]
    return aligner.align(0, 1, np.array(rows, dtype=np.int64).reshape(-1, 4))


def token_ranges(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The half-open range of tokens that lie in each span of a text."""
    table = tokenize([text])
    starts = [int(np.searchsorted(table.start, span.start)) for span in spans]
    ends = [int(np.searchsorted(table.end, span.end, side="right")) for span in spans]
    return list(zip(starts, ends, strict=True))


def lie_apart(matches: Sequence[Match]) -> bool:
    """Whether no two matches overlap on either side, or all others lie in one summary."""
    others = [m for m in matches if m.kind != "summary"]
    for side in ("left", "right"):
        spans = sorted(getattr(m, side) for m in others)
        if any(a.end > b.start for a, b in itertools.pairwise(spans)):
            return False
    summaries = [m for m in matches if m.kind == "summary"]
    return len(summaries) <= 1 and all(
        s.left.contains(m.left) and s.right.contains(m.right) for s in summaries for m in others
    )
