"""The articles of an archive: rows in, rows out; always inside a transaction of its store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from reuse.archive.records import digest, packed, unpacked, without_text
from reuse.archive.store import Store
from reuse.model import Article, ArticleId

# SQLite takes 32,766 numbers in one question.
_ASKED_AT_ONCE = 10_000
_UNDATED = float("inf")
_EVERYTHING = 1 << 62


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles an archive holds, and their words."""

    articles: int
    words: int

    def plus(self, articles: int, words: int) -> Size:
        """The size with so many more, or fewer."""
        return Size(self.articles + articles, self.words + words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a list shows it; `published` is ISO 8601."""

    id: str
    published: str | None
    outlet: str | None
    title: str | None
    url: str | None
    words: int


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of an archived article without unpacking it."""

    number: int
    digest: bytes
    words: int


def size_of(store: Store) -> Size:
    """The size as it is kept beside the articles."""
    entries = dict(
        store.execute("SELECT key, value FROM manifest WHERE key IN ('articles', 'words')")
    )
    return Size(int(entries["articles"]), int(entries["words"]))


def keep_size(store: Store, size: Size) -> None:
    """Keep the size; in the transaction that changes it."""
    values = [("articles", str(size.articles)), ("words", str(size.words))]
    store.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", values)


def row_of(store: Store, article_id: ArticleId) -> Row | None:
    """The row of that id, if the archive has it."""
    asked = "SELECT number, digest, words FROM article WHERE id = ?"
    found = store.execute(asked, (_storable(article_id),)).fetchone()
    return Row(*found) if found else None


def next_number(store: Store) -> int:
    """A number that no article has."""
    return int(store.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()[0])


def insert(
    store: Store,
    numbers: Sequence[int],
    articles: Sequence[Article],
    *,
    words: Sequence[int],
    has_text: bool,
) -> None:
    """Keep new articles under those numbers."""

    def row(number: int, article: Article, count: int) -> tuple[object, ...]:
        when = article.published.moment.timestamp() if article.published else None
        kept = packed(article if has_text else without_text(article))
        return number, _storable(article.id), digest(article), when, count, kept

    store.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)", map(row, numbers, articles, words)
    )


def delete(store: Store, number: int) -> None:
    """Forget the article of that number."""
    store.execute("DELETE FROM article WHERE number = ?", (number,))


def rename(store: Store, number: int, article_id: ArticleId) -> None:
    """Give the article of that number another id."""
    store.execute("UPDATE article SET id = ? WHERE number = ?", (_storable(article_id), number))


def articles_of(store: Store, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
    """The articles of those numbers that there are, in any order.

    Raises:
        ValueError: a record is damaged.
    """
    for begin in range(0, len(numbers), _ASKED_AT_ONCE):
        asked = numbers[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        question = f"SELECT number, id, record FROM article WHERE number IN ({marks})"
        for number, article_id, record in store.execute(question, asked):
            yield number, _named(record, article_id)


def all_articles(store: Store) -> Iterator[tuple[int, Article]]:
    """Every article with its number, by number."""
    rows = store.execute("SELECT number, id, record FROM article ORDER BY number")
    for number, article_id, record in rows:
        yield number, _named(record, article_id)


def published(store: Store, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """When each was published, in seconds since 1970; infinite where nobody knows."""
    known: dict[int, float | None] = {}
    distinct = np.unique(numbers).tolist()
    for begin in range(0, len(distinct), _ASKED_AT_ONCE):
        asked = distinct[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        question = f"SELECT number, published FROM article WHERE number IN ({marks})"
        known.update(store.execute(question, asked))
    moments = (known.get(number) for number in numbers.tolist())
    return np.array([_UNDATED if when is None else when for when in moments], np.float64)


def sample(store: Store, *, words: int = _EVERYTHING, articles: int = _EVERYTHING) -> list[int]:
    """Numbers of articles, chosen by what they say, not by their order.

    Args:
        store: in a transaction.
        words: about how many words they have together, at most.
        articles: how many they are, at most.
    """
    asked = "SELECT number, words FROM article ORDER BY digest LIMIT ?"
    chosen, total = [], 0
    for number, count in store.execute(asked, (articles,)):
        chosen.append(number)
        total += count
        if total >= words:
            break
    return sorted(chosen)


def entries(store: Store) -> Iterator[Entry]:
    """What is known of each article, by number."""
    rows = store.execute("SELECT id, words, record FROM article ORDER BY number")
    for article_id, words, record in rows:
        article = _named(record, article_id)
        when = article.published.isoformat() if article.published else None
        yield Entry(article_id, when, article.outlet, article.title, article.url, words)


def date_range(store: Store) -> tuple[str | None, str | None]:
    """When the first and the last article was published, as days."""
    found = store.execute("SELECT min(published), max(published) FROM article").fetchone()
    return _day(found[0]), _day(found[1])


def _day(when: float | None) -> str | None:
    return None if when is None else datetime.fromtimestamp(when, UTC).date().isoformat()


def _named(record: bytes, article_id: str) -> Article:
    article = unpacked(record)
    stored = ArticleId(article_id)
    return article if _storable(article.id) == stored else replace(article, id=stored)


def _storable(article_id: str) -> str:
    """An id that SQLite can keep: half a surrogate pair is shown as what it is."""
    return article_id.encode("utf-8", "backslashreplace").decode("utf-8")
