"""Candidate to Matches: which words two articles share, exactly.

The recipe: clusters of alike sentences and equal grams, borders by
log-likelihood ratio, acceptance in two tiers that is safe for two independent
reports of one event.  `Aligner` prepares a whole table of articles once; its
kernels run interpreted for a handful of pairs and compiled for more.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.align.kernels.jit import is_compiled, note_compiled
from reuse.align.kernels.types import Pairs as Pairs
from reuse.align.kernels.types import Parameters
from reuse.align.names import written_as_names
from reuse.align.prepare import prepare
from reuse.model import ArticleId, Kind, Match, Span
from reuse.settings import AlignSettings
from reuse.text.columns import TokenTable

# Interpreted, the kernels align some 25,000 tokens of article pairs a second.  Loading them
# compiled takes more than a second, compiling them on the first use up to a minute.
INTERPRETED_TOKENS = 40_000
INTERPRETED_TOKENS_UNCOMPILED = 400_000
_SENTENCE_PAIRS_PER_TOKEN = 10

_IN_RUNS_EDITED = 0.4
NO_BOXES = np.zeros((0, 4), np.int64)
_CLOSERS = frozenset(".!?…,;:\"'”’»)]}。！？」』")


class Aligner:
    """Aligns pairs of one table's articles.

    Args:
        table: the articles' tokens.
        ids, texts: the articles, in the table's order.
        min_words: shortest verbatim run reported, always found.
        settings: the stage's settings.
        nats: what each token says in the collection, as in `Candidates`; None if unknown.
    """

    def __init__(
        self,
        table: TokenTable,
        ids: tuple[ArticleId, ...],
        *,
        texts: tuple[str, ...],
        min_words: int,
        settings: AlignSettings,
        nats: NDArray[np.uint8] | None = None,
    ) -> None:
        names = written_as_names(table, texts) if nats is None else None
        self._columns = prepare(table, nats, names=names)
        # What a collection shows to be a copy may be shorter, if it is edited.
        self._least_words = min_words if nats is None else -(-2 * min_words // 3)
        self._ids = ids
        self._texts = texts
        self._min_words = min_words
        self._parameters = parameters(settings)
        self._certain = settings.certain_evidence
        self._kernels = ""

    def work(self, pairs: Pairs) -> int:
        """The work of aligning the pairs, in interpreted steps worth one token each."""
        tokens, sentences = np.diff(self._columns.tokens), np.diff(self._columns.sentences)
        squares = sentences[pairs.left] * sentences[pairs.right] // _SENTENCE_PAIRS_PER_TOKEN
        return int((tokens[pairs.left] + tokens[pairs.right] + squares).sum())

    def load(self, work: int) -> bool:
        """Choose the kernels for a job of that much `work`, all pairs together.

        Returns:
            Whether the first pair will take long, because it compiles them.
        """
        were_compiled = is_compiled()
        most = INTERPRETED_TOKENS if were_compiled else INTERPRETED_TOKENS_UNCOMPILED
        self._kernels = "kernels" if work <= most else "compiled"
        return work > most and not were_compiled

    def align(
        self,
        left: int,
        right: int,
        known: NDArray[np.int64] = NO_BOXES,
        regions: NDArray[np.int64] = NO_BOXES,
    ) -> tuple[Match, ...]:
        """The matches of two articles, as of `align_pairs`.

        Args:
            left, right: article numbers.
            known: int64 (k, 4), verbatim runs in token numbers of the table (left start,
                left end, right start, right end); each is covered by some match.
            regions: int64 (k, 4), further places to look at.
        """
        none = np.zeros(1, np.int64)
        pair = Pairs(
            none + left,
            none + right,
            known,
            np.array([0, len(known)]),
            regions,
            np.array([0, len(regions)]),
        )
        return self.align_pairs(pair)[0]

    def align_pairs(self, pairs: Pairs) -> list[tuple[Match, ...]]:
        """The matches of each pair by left spans, at least `min_words` long on either side.

        Edited passages that the collection shows to be copies may be a third shorter.
        """
        if not self._kernels:
            raise ValueError("load the kernels first")
        # NOTE: by name, so that an aligner can be sent to a worker process.
        kernels: Any = import_module(f"reuse.align.{self._kernels}.batch")
        rows, at, torn = kernels.align_batch(
            self._columns, pairs, self._min_words, self._parameters
        )
        if self._kernels == "compiled":
            note_compiled()
        found = []
        for n, (begin, end) in enumerate(zip(at[:-1].tolist(), at[1:].tolist(), strict=True)):
            left, right = int(pairs.left[n]), int(pairs.right[n])
            mine = rows[begin:end]
            if torn[n]:
                pair = pairs.chosen(n, n + 1)
                mine = kernels.mended_one(
                    self._columns, pair, mine, self._min_words, self._parameters
                )
            found.append(self._matches(left, right, mine))
        return found

    def _matches(self, left: int, right: int, rows: NDArray[np.float64]) -> tuple[Match, ...]:
        words = np.minimum(rows[:, 1] - rows[:, 0], rows[:, 3] - rows[:, 2])
        found = [self._match(left, right, row) for row in rows[words >= self._least_words].tolist()]
        kept = [m for m in found if m.words >= self._min_words or m.kind != "verbatim"]
        return tuple(sorted(kept, key=lambda m: (m.left, m.right)))

    def _match(self, left: int, right: int, row: Sequence[float]) -> Match:
        tokens, key = self._columns.tokens, self._columns.key
        evidence, in_runs, matched, is_summary = row[4:]
        a0, a1 = (int(tokens[left]) + int(value) for value in row[:2])
        b0, b1 = (int(tokens[right]) + int(value) for value in row[2:4])
        equal = a1 - a0 == b1 - b0 and bool((key[a0:a1] == key[b0:b1]).all())
        return Match(
            left_article=self._ids[left],
            right_article=self._ids[right],
            left=self._span(left, a0, a1),
            right=self._span(right, b0, b1),
            kind=_kind(equal, bool(is_summary), in_runs),
            similarity=1.0 if equal else min(max(round(matched, 4), 0.0001), 0.9999),
            words=min(a1 - a0, b1 - b0),
            certainty="certain" if evidence >= self._certain else "possible",
        )

    def _span(self, article: int, first: int, last: int) -> Span:
        """From the first token's start past the last one's end and its closing punctuation."""
        columns, text = self._columns, self._texts[article]
        start, end = int(columns.start[first]), int(columns.end[last - 1])
        is_last = last == columns.tokens[article + 1]
        limit = len(text) if is_last else int(columns.start[last])
        closers = _CLOSERS if is_last or columns.boundary[last] >= 1 else frozenset()
        while end < limit and text[end] in closers:
            end += 1
        return Span(start, end)


def parameters(settings: AlignSettings) -> Parameters:
    """The settings as the kernels take them."""
    # Another type of number would be another signature, and compile everything again.
    usual = AlignSettings()
    names = Parameters._fields
    return Parameters(**{n: type(getattr(usual, n))(getattr(settings, n)) for n in names})


def _kind(equal: bool, is_summary: bool, in_runs: float) -> Kind:
    if equal:
        return "verbatim"
    if is_summary:
        return "summary"
    return "edited" if in_runs >= _IN_RUNS_EDITED else "paraphrase"
