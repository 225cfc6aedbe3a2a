"""What is put into an archive and taken from it: steps, each in a transaction of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reuse.archive import contents, index
from reuse.archive.manifest import Manifest
from reuse.archive.postings import MOST_ARTICLES, Postings, posted
from reuse.archive.records import digest, unshown
from reuse.archive.store import Store
from reuse.archive.words import forget_words, keep_words
from reuse.errors import ArchiveError
from reuse.model import Article, ArticleId
from reuse.settings import Settings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

# Articles that are added in one transaction: those of about so many code points.
_STEP_CODE_POINTS = 4_000_000
_STEP_ARTICLES = 20_000


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did: articles that are new, replaced an older text, or were there already."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0

    def plus(self, other: Added) -> Added:
        """Both together."""
        return Added(
            self.new + other.new, self.replaced + other.replaced, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to the file of an archive, inside transactions that the caller opens."""

    store: Store
    manifest: Manifest
    settings: Settings

    def add(self, articles: Sequence[Article], *, versions: bool) -> Added:
        """Keep articles; those that are there with equal content are left as they are."""
        latest: dict[ArticleId, Article] = {}
        for article in map(placed, articles):
            name = self._name(article, latest)
            latest[name] = article if name == article.id else replace(article, id=name)
        fresh, replaced = [], 0
        for article in latest.values():
            row = contents.row_of(self.store, article.id)
            if row is not None and row.digest == digest(article):
                continue
            if row is not None:
                replaced += 1
                self._supersede(article.id, row, versions=versions)
            fresh.append(article)
        self._insert(fresh)
        return Added(len(fresh) - replaced, replaced, len(articles) - len(fresh))

    def _name(self, article: Article, latest: Mapping[ArticleId, Article]) -> ArticleId:
        """The id of an article: of two files that are named alike in two folders each has one."""
        if not is_named_by_path(article):
            return article.id
        name, number = article.id, 1
        while not self._is_free_for(name, article, latest):
            number += 1
            name = ArticleId(f"{article.id}~{number}")
        return name

    def _is_free_for(
        self, name: ArticleId, article: Article, latest: Mapping[ArticleId, Article]
    ) -> bool:
        """Whether nothing has an id, or the same file, or the same text."""
        if name in latest:
            return latest[name].source == article.source
        row = contents.row_of(self.store, name)
        if row is None or row.digest == digest(replace(article, id=name)):
            return True
        ((_, held),) = contents.articles_of(self.store, [row.number])
        return held.source == (article.source if self.manifest.has_text else unshown(article))

    def _supersede(self, article_id: ArticleId, row: contents.Row, *, versions: bool) -> None:
        if not versions:
            self.forget(row)
            return
        number = 1
        while contents.row_of(self.store, ArticleId(f"{article_id}@{number}")):
            number += 1
        contents.rename(self.store, row.number, ArticleId(f"{article_id}@{number}"))

    def _insert(self, articles: Sequence[Article]) -> None:
        if not articles:
            return
        first = contents.next_number(self.store)
        if first + len(articles) > MOST_ARTICLES:
            raise ArchiveError(
                f"{self.store.path}: full: it holds {MOST_ARTICLES:,} articles at most"
            )
        table = tokens_of(articles, self.settings)
        words = np.diff(table.offsets)
        numbers = np.arange(first, first + len(articles))
        index.write_segment(self.store, [self.postings(table, numbers)])
        contents.insert(
            self.store,
            numbers.tolist(),
            articles,
            words=words.tolist(),
            has_text=self.manifest.has_text,
        )
        if self.manifest.has_text:
            keep_words(self.store, numbers.tolist(), table)
        size = contents.size_of(self.store)
        contents.keep_size(self.store, size.plus(len(articles), int(words.sum())))

    def remove(self, article_id: ArticleId) -> bool:
        """Take an article out with its former versions; gives whether it was there."""
        row = contents.row_of(self.store, article_id)
        if row is None:
            return False
        number = 0
        while row is not None:
            self.forget(row)
            number += 1
            row = contents.row_of(self.store, ArticleId(f"{article_id}@{number}"))
        return True

    def postings(self, table: TokenTable, numbers: NDArray[np.int64]) -> Postings:
        """The postings of the articles of a table, which have those numbers."""
        prints = self.manifest.scheme().of(table)
        hashes = np.concatenate((prints.grams, prints.bands))
        at = np.concatenate((prints.gram_at, prints.band_at))
        return posted(hashes, numbers[np.searchsorted(table.offsets, at, side="right") - 1])

    def forget(self, row: contents.Row) -> None:
        """Take an article out, with all that was kept of it."""
        segments = index.segments(self.store)
        if self.manifest.has_text:
            ((_, article),) = contents.articles_of(self.store, [row.number])
            number = np.array([row.number], np.int64)
            index.without(
                self.store, segments, self.postings(tokens_of([article], self.settings), number)
            )
        else:
            index.without_article(self.store, segments, row.number)
        contents.delete(self.store, row.number)
        forget_words(self.store, row.number)
        size = contents.size_of(self.store)
        contents.keep_size(self.store, size.plus(-1, -row.words))


def placed(article: Article) -> Article:
    """An article that was read from a file, with where that is on this machine."""
    if not is_named_by_path(article):
        return article
    return replace(article, source=os.path.abspath(article.source))


def is_named_by_path(article: Article) -> bool:
    """Whether the id is the end of the path that the article was read from."""
    path = f"/{article.source.replace(os.sep, '/')}"
    return path.endswith(f"/{article.id}") and os.path.isfile(article.source)


def tokens_of(articles: Sequence[Article], settings: Settings) -> TokenTable:
    """The tokens of articles, each in its language or in that of the settings."""
    return tokenize(
        [article.text for article in articles],
        [article.language or settings.language for article in articles],
    )


def steps(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in parts that are kept whole, each before the next one begins."""
    step: list[Article] = []
    size = 0
    for article in articles:
        step.append(article)
        size += len(article.text)
        if size >= _STEP_CODE_POINTS or len(step) >= _STEP_ARTICLES:
            yield step
            step, size = [], 0
    if step:
        yield step
