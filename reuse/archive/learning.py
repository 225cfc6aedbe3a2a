"""Counts what articles say, and takes out exactly what some of them said.

Of the occurrences of one gram the first eight count (`reuse.find.edited`), whichever articles
they stand in.  The words, pairs and triples that begin where the gram begins are the gram's own
first ones: so their counts are sums over grams of the lesser of eight and the gram's
occurrences, and what an article adds to them follows from its own grams and their counts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reuse.archive.counts import Learnt
from reuse.find import TELLING_PER_ARTICLE
from reuse.find.background import Background, Tally, background
from reuse.find.edited import COUNTED_OCCURRENCES
from reuse.find.grams import Hashes, gram_hashes, whole
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable

_LONGEST_TALLIED = 3

_Times = NDArray[np.int64]


class NotCounted(Exception):
    """The words to take out are not those that were counted: all must be counted anew."""


def learnt_of(table: TokenTable, settings: FindSettings) -> Learnt:
    """What the articles of a table say of words; they are numbered as they stand there."""
    telling = _telling(table)
    tells = telling >= settings.telling_tokens
    grams, times = np.unique(_grams(table, settings), return_counts=True)
    often = times > 1
    return Learnt(
        background(table, settings, tokens=len(table), tells=tells),
        Tally(grams[often], times[often].astype(np.uint32)),
        np.arange(table.articles),
        telling,
        table.articles - 1,
    )


def without(learnt: Learnt, table: TokenTable, settings: FindSettings) -> Learnt:
    """What was counted, less all of what the articles of a table said, which were counted.

    `numbers`, `last` and the words of the whole archive stay as they are.

    Raises:
        NotCounted: it does not hold them.
    """
    if settings.edited_gram < _LONGEST_TALLIED:
        raise NotCounted
    grams, times = np.unique(_grams(table, settings), return_counts=True)
    weights = _weights(learnt.grams, table, settings)
    known = learnt.background
    one, two, three = (
        _less(tally, *_weighed(table, weights, n)) for n, tally in enumerate(known.tallies, 1)
    )
    telling = learnt.telling - _telling(table)
    left = Background(
        (one, two, three),
        _less(known.stems, *np.unique(table.stems[table.stem], return_counts=True)),
        known.sampled - len(table),
        known.counted - int(weights.sum()),
        known.tokens,
        telling >= settings.telling_tokens,
    )
    return replace(
        learnt, background=left, grams=_less(learnt.grams, grams, times), telling=telling
    )


def _telling(table: TokenTable) -> int:
    """How many words help to tell whether a collection is large enough."""
    return int(np.minimum(np.diff(table.offsets), TELLING_PER_ARTICLE).sum())


def _grams(table: TokenTable, settings: FindSettings) -> Hashes:
    k = settings.edited_gram
    return gram_hashes(table.key, k)[np.flatnonzero(whole(table.offsets, k))]


def _weights(grams: Tally, table: TokenTable, settings: FindSettings) -> _Times:
    """By how much the count of what begins at each token falls: all of a gram at its first."""
    weights = np.ones(len(table), np.int64)
    at = np.flatnonzero(whole(table.offsets, settings.edited_gram))
    weights[at] = 0
    hashes, first, times = np.unique(_grams(table, settings), return_index=True, return_counts=True)
    before = grams.of(hashes).astype(np.int64)
    counted = np.minimum(before, COUNTED_OCCURRENCES)
    weights[at[first]] = counted - np.clip(before - times, 0, COUNTED_OCCURRENCES)
    return weights


def _weighed(table: TokenTable, weights: _Times, n: int) -> tuple[Hashes, _Times]:
    """The distinct runs of so many words, and the sums of their weights."""
    at = np.flatnonzero(whole(table.offsets, n))
    hashes, which = np.unique(gram_hashes(table.key, n)[at], return_inverse=True)
    sums = np.bincount(which, weights[at], len(hashes)).astype(np.int64)
    return hashes, sums


def _less(tally: Tally, hashes: Hashes, times: _Times) -> Tally:
    """A tally without so many of some distinct hashes; what is left once is not tallied."""
    at = np.searchsorted(tally.hashes, hashes)
    there = at < len(tally.hashes)
    there[there] = tally.hashes[at[there]] == hashes[there]
    counts = tally.counts.astype(np.int64)
    counts[at[there]] -= times[there]
    if (times[~there] > 1).any() or (counts < 0).any():
        raise NotCounted
    kept = counts > 1
    return Tally(tally.hashes[kept], counts[kept].astype(np.uint32))
