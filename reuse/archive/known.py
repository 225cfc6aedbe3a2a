"""What a reader keeps of an archive between questions, and what a writer keeps true.

That is its segments, and what it says of words: counted when the archive has doubled, and
always of articles that are still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reuse.archive import contents, index
from reuse.archive.counts import (
    Learnt,
    background_kept,
    forget_all,
    keep,
    keep_facts,
    learnt_kept,
    words_counted,
)
from reuse.archive.learning import NotCounted, learnt_of, without
from reuse.archive.store import Store
from reuse.archive.sums import manifest_of
from reuse.find.background import Background
from reuse.settings import FindSettings, Settings
from reuse.text.columns import TokenTable
from reuse.text.languages import languages_of
from reuse.text.tokens import tokenize

# What the words of an archive say is counted on so many of them at most, and anew whenever
# the archive has doubled, or a half of those that were counted is gone.
SAMPLED_WORDS = 5_000_000
_GROWTH = 2
# An archive of no more words is counted anew when an article goes, in less than a second: of
# few words those that came since the last count matter more.
_SMALL = 200_000


class Known:
    """The segments and the background of an archive, read again when somebody has written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._segments: tuple[index.Segment, ...] = ()
        self._background: Background | None = None

    def forget(self) -> None:
        """This process has written."""
        self._version = -1

    def segments(self) -> tuple[index.Segment, ...]:
        """Those of now; in a transaction that reads."""
        self._look()
        return self._segments

    def background(self) -> Background | None:
        """What the archive says of words, if it is large enough; in a transaction that reads."""
        self._look()
        return self._background

    def refresh(self, settings: Settings) -> None:
        """Count the words anew if they never were, or if the archive has grown enough.

        In a transaction that writes.
        """
        words = contents.size_of(self._store).words
        counted = words_counted(self._store)
        if words and (counted is None or words >= _GROWTH * counted):
            keep(self._store, _counted(self._store, settings, words=words))

    def _look(self) -> None:
        version = self._store.version()
        if version != self._version:
            manifest_of(self._store)
            self._segments = index.segments(self._store)
            self._background = background_kept(self._store)
            self._version = version


def unlearn(
    store: Store, numbers: Sequence[int], *, table: TokenTable, settings: FindSettings
) -> None:
    """Take what articles said out of the counts; in the transaction that has deleted them.

    Where that cannot be done, or little would be left, nothing is kept: the next `refresh`
    counts anew.

    Args:
        store: in a transaction that writes.
        numbers: the articles, ascending.
        table: their words, in this order.
        settings: those of the archive.
    """
    learnt = learnt_kept(store) if contents.size_of(store).words > _SMALL else None
    if learnt is None:
        forget_all(store)
        return
    gone = np.array(numbers, np.int64)
    inside = np.flatnonzero(np.isin(gone, learnt.numbers))
    try:
        left = without(learnt, table.chosen(inside), settings) if len(inside) else learnt
    except NotCounted:
        forget_all(store)
        return
    left = _without_numbers(left, gone, table=table, greatest=contents.next_number(store) - 1)
    whole = min(SAMPLED_WORDS, left.background.tokens)
    if _GROWTH * left.background.sampled < whole:
        forget_all(store)
    elif len(inside):
        keep(store, left)
    else:
        keep_facts(store, left)


def _without_numbers(
    learnt: Learnt, gone: np.ndarray, *, table: TokenTable, greatest: int
) -> Learnt:
    """What was counted without those numbers: they may be given to others now."""
    words = int(np.diff(table.offsets)[gone <= learnt.last].sum())
    known = replace(learnt.background, tokens=learnt.background.tokens - words)
    return replace(
        learnt,
        background=known,
        numbers=np.setdiff1d(learnt.numbers, gone),
        last=min(learnt.last, greatest),
    )


def _counted(store: Store, settings: Settings, *, words: int) -> Learnt:
    numbers = contents.sample(store, words=SAMPLED_WORDS)
    articles = [article for _, article in contents.articles_of(store, numbers)]
    languages = languages_of(articles, default=settings.language)
    table = tokenize([article.text for article in articles], languages)
    learnt = learnt_of(table, settings.find)
    return replace(
        learnt,
        background=replace(learnt.background, tokens=words),
        numbers=np.array(numbers, np.int64),
        last=contents.next_number(store) - 1,
    )
