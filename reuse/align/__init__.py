"""Candidate to Matches: which words two articles share, exactly.

The recipe: clusters of alike sentences and equal grams, borders by
log-likelihood ratio, acceptance in two tiers that is safe for two independent
reports of one event.  `Aligner` prepares a whole table of articles once; its
kernels run interpreted for a handful of pairs and compiled for more.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.jit import is_compiled
from reuse.align.kernels.types import Parameters, Side
from reuse.align.prepare import Prepared, prepare
from reuse.model import ArticleId, Kind, Match, Span
from reuse.settings import AlignSettings
from reuse.text.columns import TokenTable

# Interpreted, the kernels align some 25,000 tokens of article pairs a second.  Loading them
# compiled takes more than a second, compiling them on the first use up to a minute.
INTERPRETED_TOKENS = 40_000
INTERPRETED_TOKENS_UNCOMPILED = 400_000
_SENTENCE_PAIRS_PER_TOKEN = 10

_IN_RUNS_EDITED = 0.4
_CLOSERS = frozenset(".!?…,;:\"'”’»)]}。！？」』")


class Aligner:
    """Aligns pairs of one table's articles."""

    def __init__(
        self,
        table: TokenTable,
        ids: tuple[ArticleId, ...],
        *,
        texts: tuple[str, ...],
        min_words: int,
        settings: AlignSettings,
    ) -> None:
        self._prepared: Prepared = prepare(table)
        self._ids = ids
        self._texts = texts
        self._min_words = min_words
        self._parameters = parameters(settings)
        self._certain = settings.certain_evidence
        self._kernels = ""
        self._sides: dict[int, Side] = {}

    def work(self, left: int, right: int) -> int:
        """The work of aligning two articles, in interpreted steps worth one token each."""
        sizes = self._prepared.table.offsets, self._prepared.sentence_offsets
        (a, b), (s, t) = ((int(o[left + 1] - o[left]), int(o[right + 1] - o[right])) for o in sizes)
        return a + b + s * t // _SENTENCE_PAIRS_PER_TOKEN

    def load(self, tokens: int) -> bool:
        """Choose the kernels for a job of that much `work`, all pairs together.

        Returns:
            Whether the first pair will take long, because it compiles them.
        """
        were_compiled = is_compiled()
        most = INTERPRETED_TOKENS if were_compiled else INTERPRETED_TOKENS_UNCOMPILED
        kind = "kernels" if tokens <= most else "compiled"
        self._kernels = f"reuse.align.{kind}.pair"
        return kind == "compiled" and not were_compiled

    def align(self, left: int, right: int, known: NDArray[np.int64]) -> tuple[Match, ...]:
        """The matches of two articles of at least `min_words` on either side, by left spans.

        Args:
            left: article number.
            right: another one.
            known: int64 (k, 4), verbatim runs in token numbers of the table (left start,
                left end, right start, right end); each is covered by some match.
        """
        if not self._kernels:
            raise ValueError("load the kernels first")
        offsets = self._prepared.table.offsets
        runs = known - np.array([offsets[left]] * 2 + [offsets[right]] * 2)
        # The sides are refined in turn; one that depends on the texts alone goes first, so
        # that exchanging the articles mirrors the result.
        if self._order(right) < self._order(left):
            rows = self._rows(right, left, runs[:, _MIRROR])
            rows = rows[:, [*_MIRROR, *range(4, rows.shape[1])]]
        else:
            rows = self._rows(left, right, runs)
        long_enough = np.minimum(rows[:, 1] - rows[:, 0], rows[:, 3] - rows[:, 2])
        found = [self._match(left, right, row) for row in rows[long_enough >= self._min_words]]
        return tuple(sorted(found, key=lambda m: (m.left, m.right)))

    def _rows(self, left: int, right: int, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        # NOTE: by name, so that an aligner can be sent to a worker process.
        pair: Any = import_module(self._kernels)
        rows: NDArray[np.float64] = pair.align_pair(
            self._side(left), self._side(right), runs, self._min_words, self._parameters
        )
        return rows

    def _order(self, article: int) -> tuple[int, bytes]:
        """Equal only for articles of equal tokens."""
        side = self._side(article)
        return len(side.key), side.key.tobytes()

    def _side(self, article: int) -> Side:
        if article not in self._sides:
            if len(self._sides) > _MOST_SIDES:
                self._sides.clear()
            self._sides[article] = self._prepared.side(article)
        return self._sides[article]

    def _match(self, left: int, right: int, row: NDArray[np.float64]) -> Match:
        a0, a1, b0, b1 = (int(value) for value in row[:4])
        mine, theirs = self._side(left), self._side(right)
        evidence, in_runs, matched, is_summary = (float(value) for value in row[4:8])
        equal = a1 - a0 == b1 - b0 and bool((mine.key[a0:a1] == theirs.key[b0:b1]).all())
        return Match(
            left_article=self._ids[left],
            right_article=self._ids[right],
            left=_span(mine, a0, a1, self._texts[left]),
            right=_span(theirs, b0, b1, self._texts[right]),
            kind=_kind(equal, bool(is_summary), in_runs),
            similarity=1.0 if equal else min(max(round(matched, 4), 0.0001), 0.9999),
            words=min(a1 - a0, b1 - b0),
            certainty="certain" if evidence >= self._certain else "possible",
        )


_MOST_SIDES = 4096
_MIRROR = [2, 3, 0, 1]


def parameters(settings: AlignSettings) -> Parameters:
    """The settings as the kernels take them."""
    names = set(Parameters._fields) & set(settings.__slots__)
    return Parameters(**{name: getattr(settings, name) for name in names})


def _kind(equal: bool, is_summary: bool, in_runs: float) -> Kind:
    if equal:
        return "verbatim"
    if is_summary:
        return "summary"
    return "edited" if in_runs >= _IN_RUNS_EDITED else "paraphrase"


def _span(side: Side, first: int, last: int, text: str) -> Span:
    """From the first token's start past the last one's end and its closing punctuation."""
    start, end = int(side.start[first]), int(side.end[last - 1])
    limit = int(side.start[last]) if last < len(side.start) else len(text)
    sentence_ends = side.boundary[last] >= 1
    closers = _CLOSERS if sentence_ends else frozenset()
    while end < limit and text[end] in closers:
        end += 1
    return Span(start, end)
