"""What is put into an archive and taken from it: steps, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reuse.archive import contents, index
from reuse.archive.known import unlearn
from reuse.archive.manifest import Manifest
from reuse.archive.places import Placed, placed
from reuse.archive.postings import MOST_ARTICLES, Postings, posted
from reuse.archive.records import digest, unshown
from reuse.archive.store import Store
from reuse.archive.words import forget_words, keep_words
from reuse.errors import ArchiveError
from reuse.model import Article, ArticleId
from reuse.settings import Settings
from reuse.text.columns import TokenTable
from reuse.text.languages import languages_of
from reuse.text.tokens import tokenize

# Articles that are added in one transaction: those of about so many code points.
_STEP_CODE_POINTS = 4_000_000
_STEP_ARTICLES = 20_000
_FORGOTTEN_AT_ONCE = 2_000


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
        """Keep articles; those that are there with equal content are left as they are.

        Of several with one id each counts as if it came alone, after those before it.
        """
        latest: dict[ArticleId, Article] = {}
        step = _Step(self.store, versions=versions)
        done = Added()
        for found in map(placed, articles):
            name = self._name(found, latest)
            article = replace(found.article, id=name)
            latest[name] = article
            done = done.plus(step.take(article))
        self._forget(step.gone)
        self._insert(step.fresh)
        return done

    def _name(self, found: Placed, latest: Mapping[ArticleId, Article]) -> ArticleId:
        """The id of an article: of two files that are named alike in two folders each has one."""
        if found.name is None:
            return found.article.id
        apart = found.apart()
        if apart in latest or contents.row_of(self.store, apart) is not None:
            return apart
        return found.name if self._is_free_for(found, latest) else apart

    def _is_free_for(self, found: Placed, latest: Mapping[ArticleId, Article]) -> bool:
        """Whether nothing has the name, or the same file, or the same text."""
        name, article = found.name or found.article.id, found.article
        content = digest(replace(article, id=name))
        if name in latest:
            is_same_file = found.is_found and latest[name].source == article.source
            return is_same_file or digest(latest[name]) == content
        row = contents.row_of(self.store, name)
        if row is None or row.digest == content:
            return True
        if not found.is_found:
            return False
        ((_, held),) = contents.articles_of(self.store, [row.number])
        return held.source == (article.source if self.manifest.has_text else unshown(article))

    def _insert(self, articles: Mapping[ArticleId, Article]) -> None:
        if not articles:
            return
        first = contents.next_number(self.store)
        if first + len(articles) > MOST_ARTICLES:
            raise ArchiveError(
                f"{self.store.path}: full: it holds {MOST_ARTICLES:,} articles at most"
            )
        table = tokens_of(list(articles.values()), self.settings)
        words = table.words
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

    def remove(self, ids: Iterable[ArticleId]) -> tuple[str, ...]:
        """Take articles out with their former versions; gives the ids that are not there."""
        missing: list[str] = []
        rows: dict[int, contents.Row] = {}
        for article_id in ids:
            row = contents.row_of(self.store, article_id)
            if row is None:
                missing.append(article_id)
            else:
                own = row, *contents.versions_of(self.store, article_id)
                rows |= {found.number: found for found in own}
        self._forget(sorted(rows.values(), key=lambda row: row.number))
        return tuple(missing)

    def postings(self, table: TokenTable, numbers: NDArray[np.int64]) -> Postings:
        """The postings of the articles of a table, which have those numbers."""
        prints = self.manifest.scheme().of(table)
        hashes = np.concatenate((prints.grams, prints.bands))
        at = np.concatenate((prints.gram_at, prints.band_at))
        return posted(hashes, numbers[np.searchsorted(table.offsets, at, side="right") - 1])

    def _forget(self, rows: Sequence[contents.Row]) -> None:
        """Take articles out, with all that was kept and learned of them."""
        for begin in range(0, len(rows), _FORGOTTEN_AT_ONCE):
            part = rows[begin : begin + _FORGOTTEN_AT_ONCE]
            numbers = sorted(row.number for row in part)
            if self.manifest.has_text:
                self._forget_texts(numbers)
            else:
                index.without_articles(self.store, numbers)
                contents.delete(self.store, numbers)
            size = contents.size_of(self.store)
            less = size.plus(-len(part), -sum(row.words for row in part))
            contents.keep_size(self.store, less)

    def _forget_texts(self, numbers: Sequence[int]) -> None:
        found = dict(contents.articles_of(self.store, numbers))
        table = tokens_of([found[number] for number in numbers], self.settings)
        own = self.postings(table, np.array(numbers, np.int64))
        if index.without(self.store, own) < len(own):
            # They were made in another way, as for articles of another language.
            index.without_articles(self.store, numbers)
        contents.delete(self.store, numbers)
        forget_words(self.store, numbers)
        unlearn(self.store, numbers, table=table, settings=self.settings.find)


class _Step:
    """What articles are to be kept and to go, as they come in one after the other.

    `fresh` are those to insert, by id, `gone` the rows to take out before.  A former version
    has another id here than its record, which tells it from what was added under such an id.
    """

    def __init__(self, store: Store, *, versions: bool) -> None:
        self._store = store
        self._versions = versions
        self.fresh: dict[ArticleId, Article] = {}
        self.gone: list[contents.Row] = []

    def take(self, article: Article) -> Added:
        """Take in an article; what becomes of it."""
        name = article.id
        former = self.fresh.get(name)
        row = contents.row_of(self._store, name) if former is None else None
        if former is None and row is None:
            self.fresh[name] = article
            return Added(new=1)
        held = row.digest if row is not None else former and digest(former)
        if held == digest(article):
            return Added(unchanged=1)
        if self._versions:
            self._keep_version(name, row)
        elif row is not None:
            self.gone.append(row)
        self.fresh[name] = article
        return Added(replaced=1)

    def _keep_version(self, name: ArticleId, row: contents.Row | None) -> None:
        """Give what has an id until now another one, with a number."""
        number = 1
        while self._has(own := ArticleId(f"{name}@{number}")):
            number += 1
        if row is not None:
            contents.rename(self._store, row.number, own)
        else:
            self.fresh[own] = self.fresh[name]

    def _has(self, name: ArticleId) -> bool:
        return name in self.fresh or contents.row_of(self._store, name) is not None


def tokens_of(articles: Sequence[Article], settings: Settings) -> TokenTable:
    """The tokens of articles, each in its language or in that of the settings."""
    return tokenize(
        [article.text for article in articles],
        languages_of(articles, default=settings.language),
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
