"""Which archived articles may share words with a draft: what `reuse.find` does, by look-up.

A gram of the draft that an article has, too, is a seed; neighbouring ones are a run, and a run
is worth what its words say (`reuse.find.scorer`).  Articles with a run that the search would
walk on from are neighbours, and those whose sentences agree in a band.  Nothing is decided
here that the row decides afterwards on the texts: recall comes first.

Grams that very many articles have are not read; a run goes on over them, so that what they
would add is never missed.  Where a whole window of `min_words` words has only such grams one
of them is read after all: a verbatim run always has a gram that was looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.archive.earliest import earliest
from reuse.archive.fingerprints import Fingerprints
from reuse.archive.index import Hits
from reuse.find.asking import Asking
from reuse.find.grams import Flags, Hashes, Positions
from reuse.find.scorer import HOPE
from reuse.text.columns import TokenTable

LookUp = Callable[[Hashes, int], Hits]
# When articles were published, as numbers that ascend with time; unknown is last.
Published = Callable[[NDArray[np.int64]], NDArray[np.float64]]

# Articles that are read for each stretch of a draft, the best ones; as many as a group of
# runs gives all its pairs (`FindSettings.verbatim_group`).
_PER_WORD = 16
_PER_SENTENCE = 4
# Articles with the same words whose dates are looked at to find the first published.
_DATED = 128
# A gram that fills more chunks of a segment is common: some eight thousand articles.
_MOST_CHUNKS = 32
_MOST_BAND_CHUNKS = 4
_MOST_BAND_ARTICLES = 64
# Of 37 articles a draft that agree in one band alone none shares a passage, and the pairs of
# PAN 2013 are found as well without them (.990 of random, .976 of translated ones).
_LEAST_BANDS = 2
_EVERYTHING = 1 << 40


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of drafts that articles may have, too: token ranges, and nats at most."""

    articles: NDArray[np.int64]
    start: Positions
    end: Positions
    nats: NDArray[np.float32]

    def chosen(self, which: Flags | NDArray[np.int64]) -> Runs:
        """The runs that a mask or a list of rows names."""
        return Runs(self.articles[which], self.start[which], self.end[which], self.nats[which])


@dataclass(frozen=True, slots=True)
class Question:
    """Drafts whose neighbours are asked for: their tokens, and what their words are worth.

    `is_weighed` is false where the archive is too small to know what is common.
    """

    table: TokenTable
    prints: Fingerprints
    gram: int
    min_words: int
    asking: Asking
    is_weighed: bool

    @property
    def least_nats(self) -> float:
        """What a run must be worth to be walked on from; nothing if nobody knows."""
        return self.asking.least_nats - HOPE if self.is_weighed else 0.0

    def worth(self, start: Positions, end: Positions) -> NDArray[np.float32]:
        """Nats of token ranges, as the search would weigh them; their words if it cannot."""
        if not self.is_weighed:
            return (end - start).astype(np.float32)
        return self.asking.rarity.of_runs(start, end)


@dataclass(frozen=True, slots=True)
class Near:
    """The numbers of the articles to look at, ascending.

    `with_runs` have words of the drafts in a row; `alike` may have reworded sentences of them,
    some of the former among these.  `left_out` counts those that share only words of the drafts
    that `_PER_WORD` articles share which are looked at; the first published of those with a
    passage always are.
    """

    with_runs: NDArray[np.int64]
    alike: NDArray[np.int64]
    left_out: int


def neighbours(question: Question, look_up: LookUp, published: Published) -> Near:
    """The articles that may share words with the drafts."""
    runs = gram_runs(question, look_up)
    long = runs.end - runs.start >= question.min_words
    runs = runs.chosen(long | (runs.nats >= question.least_nats))
    chosen = covering(runs, len(question.table), published)
    alike = _alike(question.prints, look_up, chosen)
    return Near(chosen, alike, len(np.setdiff1d(runs.articles, np.union1d(chosen, alike))))


def gram_runs(question: Question, look_up: LookUp) -> Runs:
    """Every stretch of the drafts whose grams an article has, as far as they were read."""
    prints = question.prints
    hits = look_up(prints.grams, _MOST_CHUNKS)
    unread = _long_stretches(prints.gram_at, hits.common, question.min_words - question.gram + 1)
    if len(unread):
        hits = _with_all(hits, unread, look_up(prints.grams[unread], _EVERYTHING))
    low, high = _reach(prints.gram_at, hits.common)
    order = np.lexsort((hits.which, hits.articles))
    which, articles = hits.which[order], hits.articles[order]
    opens = np.ones(len(which), np.bool_)
    opens[1:] = (articles[1:] != articles[:-1]) | (low[which[1:]] > which[:-1] + 1)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(which)) - 1 if len(first) else first
    start = prints.gram_at[low[which[first]]]
    end = prints.gram_at[high[which[last]]] + question.gram
    return Runs(articles[first], start, end, question.worth(start, end))


def sampled_runs(question: Question, look_up: LookUp) -> Runs:
    """Every stretch of the drafts whose sampled grams follow each other in an article's, too.

    A stretch ends where a sampled gram is not the article's.  Every run of `min_words` equal
    words has one, and its stretch lies in it or goes beyond it.
    """
    prints = question.prints
    hits = look_up(prints.grams, _EVERYTHING)
    order = np.lexsort((hits.which, hits.articles))
    which, articles = hits.which[order], hits.articles[order]
    owner = np.searchsorted(question.table.offsets, prints.gram_at, side="right")
    opens = np.ones(len(which), np.bool_)
    opens[1:] = (articles[1:] != articles[:-1]) | (np.diff(which) != 1)
    opens[1:] |= owner[which[1:]] != owner[which[:-1]]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(which)) - 1 if len(first) else first
    start, end = prints.gram_at[which[first]], prints.gram_at[which[last]] + question.gram
    return Runs(articles[first], start, end, (end - start).astype(np.float32))


def _reach(gram_at: Positions, common: Flags) -> tuple[Positions, Positions]:
    """How far a run with each gram may go on over common ones: the first and last gram."""
    number = np.arange(len(gram_at))
    hole = np.diff(gram_at) != 1
    stops = np.append(~common[:-1] | hole, True) if len(number) else np.zeros(0, np.bool_)
    low = np.maximum.accumulate(np.append(0, np.where(stops, number + 1, 0)))[:-1]
    stops = np.append(True, ~common[1:] | hole) if len(number) else stops
    ends = np.append(np.where(stops, number - 1, len(number)), len(number) - 1)
    high = np.minimum.accumulate(ends[::-1])[::-1][1:]
    return low, high


def _long_stretches(gram_at: Positions, common: Flags, length: int) -> Positions:
    """Common grams in rows of so many and more, of each `length` in a row the last one."""
    opens = np.ones(len(gram_at), np.bool_)
    opens[1:] = (common[1:] != common[:-1]) | (np.diff(gram_at) != 1)
    stretch = np.cumsum(opens) - 1
    sizes = np.bincount(stretch, minlength=1)
    rank = np.arange(len(gram_at)) - np.flatnonzero(opens)[stretch]
    return np.flatnonzero(common & (sizes[stretch] >= length) & (rank % length == length - 1))


def _with_all(hits: Hits, unread: Positions, more: Hits) -> Hits:
    common = hits.common.copy()
    common[unread] = False
    return Hits(
        np.concatenate((hits.which, unread[more.which])),
        np.concatenate((hits.articles, more.articles)),
        common,
    )


def covering(runs: Runs, tokens: int, published: Published) -> NDArray[np.int64]:
    """The articles of the best runs, until `_PER_WORD` of them cover each word; and the first ones.

    Of a passage that more have the first published are among them, also where they have less of it.
    """
    if len(runs.articles) <= _PER_WORD:
        return np.unique(runs.articles)
    # When they came says much of when they were published: of very many the first ones are asked.
    runs = _first_of_equal(runs.chosen(np.lexsort((runs.articles, runs.start, runs.end))), _DATED)
    when = published(runs.articles)
    first = earliest(runs, when, tokens=tokens)
    order = np.lexsort((runs.articles, when, runs.start, runs.end))
    kept = _rank_among_equal(runs.chosen(order)) < _PER_WORD
    runs, when = runs.chosen(order[kept]), when[order[kept]]
    runs = runs.chosen(np.lexsort((runs.articles, when, -np.rint(runs.nats))))
    best = np.fromiter(_picked(runs, np.zeros(tokens, np.int64)), np.int64)
    return np.union1d(best, first)


def _first_of_equal(runs: Runs, most: int) -> Runs:
    """Of sorted runs of the same words the first so many."""
    return runs.chosen(_rank_among_equal(runs) < most)


def _rank_among_equal(runs: Runs) -> NDArray[np.int64]:
    """The number of each of sorted runs among those of the same words."""
    opens = np.ones(len(runs.articles), np.bool_)
    opens[1:] = (np.diff(runs.start) != 0) | (np.diff(runs.end) != 0)
    first = np.flatnonzero(opens)
    sizes = np.diff(np.append(first, len(opens)))
    return np.arange(len(opens)) - np.repeat(first, sizes)


def _picked(runs: Runs, readers: NDArray[np.int64]) -> Iterator[int]:
    columns = (runs.articles, runs.start, runs.end)
    for article, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if readers[start:end].min() < _PER_WORD:
            readers[start:end] += 1
            yield article


def _alike(
    prints: Fingerprints, look_up: LookUp, with_runs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The articles whose sentences agree in most bands with each sentence of the drafts.

    Of those that share a run, too, all that agree in a band.
    """
    hits = look_up(prints.bands, _MOST_BAND_CHUNKS)
    sizes = np.bincount(hits.which, minlength=len(prints.bands))
    few = sizes[hits.which] <= _MOST_BAND_ARTICLES
    sentence, articles = prints.band_at[hits.which[few]], hits.articles[few]
    order = np.lexsort((articles, sentence))
    sentence, articles = sentence[order], articles[order]
    opens = np.ones(len(order), np.bool_)
    opens[1:] = (np.diff(sentence) != 0) | (np.diff(articles) != 0)
    first = np.flatnonzero(opens)
    bands = np.diff(np.append(first, len(order)))
    best = np.lexsort((articles[first], -bands, sentence[first]))
    sentence, articles = sentence[first][best], articles[first][best]
    opens = np.ones(len(best), np.bool_)
    opens[1:] = np.diff(sentence) != 0
    begin = np.flatnonzero(opens)
    rank = np.arange(len(best)) - np.repeat(begin, np.diff(np.append(begin, len(best))))
    kept = (rank < _PER_SENTENCE) & (bands[best] >= _LEAST_BANDS)
    kept |= np.isin(articles, with_runs)
    return np.unique(articles[kept])
