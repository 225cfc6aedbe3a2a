"""What is asked of an archive for a check: the articles near some drafts, or what they share.

Where texts are kept the row decides on them.  Where they are not, fingerprints that follow
each other are all there is: a stretch of a draft whose sampled grams one article has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reuse.archive import contents, index
from reuse.archive.fingerprints import Scheme
from reuse.archive.known import Known
from reuse.archive.neighbours import (
    LookUp,
    Near,
    Question,
    covering,
    neighbours,
    sampled_runs,
)
from reuse.archive.store import Store
from reuse.archive.words import words_of
from reuse.archive.writing import tokens_of
from reuse.find.asking import asking, meeting_sentences, meeting_words
from reuse.find.background import Background
from reuse.model import Article, ArticleId, Span
from reuse.settings import Settings

# What stands for a letter that is not shown: a sign of no word.
_WITHHELD = "\N{LIGHT SHADE}"


@dataclass(frozen=True, slots=True, order=True)
class Shared:
    """Words of a draft, by its number, that an article without a text has, too.

    `place` is where they stand in what stands for the article's text.
    """

    draft: int
    span: Span
    article: ArticleId
    place: Span
    words: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The archived articles that may share words with drafts.

    `articles` are sorted by id; `left_out` counts those that share only what enough others
    share; `held` counts all articles of the archive, `background` is what they say of words.
    `shared` is None where the articles have texts to compare with; else `least_known` are the
    words that are known at least of a run of `min_words`.
    """

    articles: tuple[Article, ...]
    left_out: int
    held: int
    background: Background | None = None
    shared: tuple[Shared, ...] | None = None
    least_known: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks an archive, in a transaction that the caller opens."""

    store: Store
    known: Known
    scheme: Scheme
    settings: Settings

    def near(self, drafts: Sequence[Article]) -> Neighbours:
        """The articles that may share words with the drafts."""
        known = self.known.background()
        question = self._question(drafts, known)
        near = neighbours(question, self._look_up(), partial(contents.published, self.store))
        meeting = np.fromiter(self._with_runs(question, near), np.int64)
        found = [
            *(found for _, found in contents.articles_of(self.store, np.sort(meeting).tolist())),
            *self._alike(drafts, np.setdiff1d(near.alike, meeting), known),
        ]
        found.sort(key=lambda article: article.id)
        held = contents.size_of(self.store).articles
        return Neighbours(tuple(found), near.left_out, held, known)

    def _with_runs(self, question: Question, near: Near) -> Iterator[int]:
        """The articles that share words in a row, by their words."""
        rows = list(words_of(self.store, near.with_runs.tolist()))
        met = meeting_words(
            question.asking,
            [halves for _, halves in rows],
            min_words=self.settings.min_words,
            settings=self.settings.find,
        )
        return (rows[number][0] for number in met.tolist())

    def _alike(
        self, drafts: Sequence[Article], numbers: NDArray[np.int64], known: Background | None
    ) -> Iterator[Article]:
        """Those of some articles that have reworded sentences of the drafts, by their texts."""
        found = [article for _, article in contents.articles_of(self.store, numbers.tolist())]
        table = tokens_of([*drafts, *found], self.settings)
        met = meeting_sentences(table, len(drafts), self.settings.find, background=known)
        return (found[number] for number in met.tolist())

    def shared(self, drafts: Sequence[Article]) -> Neighbours:
        """What the drafts share with articles whose texts are not kept."""
        question = self._question(drafts, None)
        runs = sampled_runs(question, self._look_up())
        # A run of `min_words` is known but for some words at its ends.
        runs = runs.chosen(runs.end - runs.start >= self._least_known())
        numbers = covering(runs, len(question.table), partial(contents.published, self.store))
        left_out = len(np.setdiff1d(runs.articles, numbers))
        rows = dict(contents.articles_of(self.store, numbers.tolist()))
        table, articles, shared = question.table, [], []
        for number, article in sorted(rows.items(), key=lambda row: row[1].id):
            own = runs.chosen(runs.articles == number)
            text = ""
            for begin, end in sorted(zip(own.start.tolist(), own.end.tolist(), strict=True)):
                draft = int(np.searchsorted(table.offsets, begin, side="right")) - 1
                span = Span(int(table.start[begin]), int(table.end[end - 1]))
                place = Span(len(text), len(text) + len(span))
                shared.append(Shared(draft, span, article.id, place, end - begin))
                text += f"{_withheld(span.of(drafts[draft].text))}\n\n"
            articles.append(replace(article, text=text))
        held = contents.size_of(self.store).articles
        return Neighbours(
            tuple(articles),
            left_out,
            held,
            shared=tuple(sorted(shared)),
            least_known=self._least_known(),
        )

    def _least_known(self) -> int:
        """Words that are known at least of a run of `min_words`."""
        made_for = self.scheme.sampled_words or self.settings.min_words
        lost = made_for - self.scheme.gram
        return max(self.scheme.gram, self.settings.min_words - 2 * lost)

    def _question(self, drafts: Sequence[Article], known: Background | None) -> Question:
        table = tokens_of(drafts, self.settings)
        return Question(
            table,
            self.scheme.of(table),
            self.scheme.gram,
            self.settings.min_words,
            asking(table, self.settings.find, background=known),
            is_weighed=known is not None,
        )

    def _look_up(self) -> LookUp:
        segments = self.known.segments()

        def look_up(hashes: NDArray[np.uint64], most_chunks: int) -> index.Hits:
            return index.look_up(self.store, segments, hashes, most_chunks=most_chunks)

        return look_up


def _withheld(words: str) -> str:
    """What stands for words that are not shown: their shape."""
    return "".join(sign if sign.isspace() else _WITHHELD for sign in words)
