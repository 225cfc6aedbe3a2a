"""Who had a passage first: the earliest of the many articles that may share it.

Of a passage that very many carry those are read that have most of it, and the first version need
not be one of them: whoever took it over may have changed it for all who followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reuse.find.grams import Positions

if TYPE_CHECKING:
    from reuse.archive.neighbours import Runs

# Articles that are read for each word because they are the first, beside those with most words.
_PER_WORD = 4
# Runs of one article with no more words between them belong together.
_GAP = 12
# Fewer words are a phrase that many articles have before the passage is written.
_LEAST_WORDS = 12


def earliest(runs: Runs, when: NDArray[np.float64], *, tokens: int) -> NDArray[np.int64]:
    """The articles that were published first of those with each passage, as it is or edited.

    Args:
        runs: what articles share with the drafts.
        when: the date of each run's article; infinite where nobody knows.
        tokens: words of the drafts.
    """
    order = np.lexsort((runs.start, runs.articles))
    articles, start, end = runs.articles[order], runs.start[order], runs.end[order]
    first, last, words = _stretches(articles, start, end)
    dates = when[order][first]
    by_date = np.lexsort((articles[first], dates))
    by_date = by_date[(words >= _LEAST_WORDS)[by_date] & np.isfinite(dates)[by_date]]
    columns = (articles[first][by_date], start[first][by_date], end[last][by_date])
    readers = np.zeros(tokens, np.int64)
    found = []
    for article, begin, stop in zip(*(column.tolist() for column in columns), strict=True):
        if readers[begin:stop].min() < _PER_WORD:
            readers[begin:stop] += 1
            found.append(article)
    return np.unique(np.array(found, np.int64))


def _stretches(
    articles: NDArray[np.int64], start: Positions, end: Positions
) -> tuple[Positions, Positions, NDArray[np.int64]]:
    """The first and the last of the runs that belong together, and how many words they share."""
    opens = np.ones(len(articles), np.bool_)
    opens[1:] = (articles[1:] != articles[:-1]) | (start[1:] > end[:-1] + _GAP)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(articles)) - 1
    return first, last, np.add.reduceat(end - start, first)
