"""Candidate to Matches: which words two articles share, exactly.

The recipe: clusters of alike sentences and equal grams, borders by
log-likelihood ratio, acceptance in two tiers that is safe for two independent
reports of one event.  `Aligner` prepares a whole table of articles once; its
kernels run interpreted for a handful of pairs and compiled for more.
"""

from __future__ import annotations

import itertools
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.align.found import MatchColumns as MatchColumns
from reuse.align.found import Passages, match_columns, matches, words
from reuse.align.found import joined as joined
from reuse.align.kernels.jit import is_compiled, note_compiled
from reuse.align.kernels.types import Pairs as Pairs
from reuse.align.kernels.types import Parameters
from reuse.align.names import written_as_names
from reuse.align.prepare import prepare
from reuse.compiled import is_warm
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings
from reuse.text.columns import TokenTable

# Interpreted, the kernels align some 25,000 to 40,000 tokens of article pairs a second.  Loading
# them compiled takes .7 seconds, compiling them on the first use up to a minute.
INTERPRETED_TOKENS = 24_000
INTERPRETED_TOKENS_UNCOMPILED = 400_000
_SENTENCE_PAIRS_PER_TOKEN = 10

NO_BOXES = np.zeros((0, 4), np.int64)


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
        if is_warm():
            most = 0
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
        found, at = self.align_columns(pairs)
        objects = self.matches(found)
        return [tuple(objects[begin:end]) for begin, end in itertools.pairwise(at.tolist())]

    def align_columns(self, pairs: Pairs) -> tuple[MatchColumns, NDArray[np.int64]]:
        """The matches of `align_pairs` as columns, and slices of them by pair, (pairs + 1).

        The columns are numbers only; those of several batches are `joined`, and become objects
        by `matches` of any aligner of the same table.
        """
        passages = self._passages(pairs)
        found, pair = match_columns(
            passages.chosen(words(passages, self._columns) >= self._least_words),
            self._columns,
            texts=self._texts,
            certain_evidence=self._certain,
        )
        kept = (found.words >= self._min_words) | (found.kind != 0)
        at = np.searchsorted(pair[kept], np.arange(len(pairs.left) + 1))
        return found.chosen(kept), at

    def matches(self, found: MatchColumns) -> list[Match]:
        """The objects of matches given as columns, in their order."""
        return matches(found, self._ids)

    def _passages(self, pairs: Pairs) -> Passages:
        if not self._kernels:
            raise ValueError("load the kernels first")
        # NOTE: by name, so that an aligner can be sent to a worker process.
        kernels: Any = import_module(f"reuse.align.{self._kernels}.batch")
        rows, at, torn = kernels.align_batch(
            self._columns, pairs, self._min_words, self._parameters
        )
        if self._kernels == "compiled":
            note_compiled()
        sizes = np.diff(at)
        if torn.any():
            parts = np.split(rows, at[1:-1])
            for n in np.flatnonzero(torn).tolist():
                parts[n] = kernels.mended_one(
                    self._columns,
                    pairs.chosen(n, n + 1),
                    parts[n],
                    self._min_words,
                    self._parameters,
                )
            rows, sizes = np.concatenate(parts), np.array([len(part) for part in parts])
        number = np.repeat(np.arange(len(sizes)), sizes)
        left, right = pairs.left[number], pairs.right[number]
        begins = self._columns.tokens[np.stack((left, left, right, right), axis=1)]
        return Passages(number, left, right, rows[:, :4].astype(np.int64) + begins, rows[:, 4:])


def parameters(settings: AlignSettings) -> Parameters:
    """The settings as the kernels take them."""
    # Another type of number would be another signature, and compile everything again.
    usual = AlignSettings()
    names = Parameters._fields
    return Parameters(**{n: type(getattr(usual, n))(getattr(settings, n)) for n in names})
