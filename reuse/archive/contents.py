"""The articles of an archive: rows in, rows out; always inside a transaction of its store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.archive.damage import Damage, damage
from reuse.archive.records import digest, packed, unpacked, without_text
from reuse.archive.store import Store
from reuse.archive.sums import SUM_BYTES, record_sum, row_sums, same_rows
from reuse.model import Article, ArticleId

# SQLite takes 32,766 numbers in one question.
_ASKED_AT_ONCE = 10_000
_READ_AT_ONCE = 1_000
_NUMBER = re.compile("[1-9][0-9]*")
_UNDATED = float("inf")
_RECORD = "number, published, words, sum, id, digest, record"
_EVERYTHING = 1 << 62
ROW = "an article is missing, or its row does not add up"


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles an archive holds, and their words."""

    articles: int
    words: int

    def plus(self, articles: int, words: int) -> Size:
        """The size with so many more, or fewer."""
        return Size(self.articles + articles, self.words + words)


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of an archived article without unpacking it."""

    number: int
    digest: bytes
    words: int


def size_of(store: Store) -> Size:
    """The size as it is kept beside the articles.

    Raises:
        Damage: it is not there.
    """
    entries = dict.fromkeys(("articles", "words"), "missing") | dict(
        store.execute("SELECT key, value FROM manifest WHERE key IN ('articles', 'words')")
    )
    with damage("how many articles it holds"):
        return Size(int(entries["articles"]), int(entries["words"]))


def keep_size(store: Store, size: Size) -> None:
    """Keep the size; in the transaction that changes it."""
    values = [("articles", str(size.articles)), ("words", str(size.words))]
    store.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", values)


def row_of(store: Store, article_id: ArticleId) -> Row | None:
    """The row of that id, if the archive has it.

    Raises:
        Damage: it is damaged.
    """
    stored = _storable(article_id)
    at = store.execute("SELECT number FROM article WHERE id = ?", (stored,)).fetchone()
    if at is None:
        return None
    # Asked by number: else SQLite would take the id from the index, whatever the row says.
    asked = "SELECT number, published, words, sum, id, digest FROM article WHERE number = ?"
    found = store.execute(asked, at).fetchone()
    if found is None or found[4] != stored or not same_rows([found[:4]]):
        raise Damage(ROW)
    number, _, words, _, _, digest_ = found
    return Row(number, digest_, words)


def versions_of(store: Store, article_id: ArticleId) -> list[Row]:
    """The rows of an article's former versions; not of another that came under such an id.

    Raises:
        Damage: one is damaged.
    """
    before = f"{_storable(article_id)}@"
    # In the order of ids: the sign after "@" is "A".
    asked = "SELECT id FROM article WHERE id > ? AND id < ?"
    ids = [name for (name,) in store.execute(asked, (before, f"{before[:-1]}A"))]
    found = (row_of(store, name) for name in ids if _NUMBER.fullmatch(name[len(before) :]))
    rows = {row.number: row for row in found if row is not None}
    own = _recorded_ids(store, list(rows))
    return [row for number, row in rows.items() if own[number] == before[:-1]]


def _recorded_ids(store: Store, numbers: Sequence[int]) -> dict[int, str]:
    """The ids under which articles came, whatever they are called now."""
    asked = f"SELECT {_RECORD} FROM article WHERE number = ?"
    rows = (store.execute(asked, (number,)).fetchone() for number in numbers)
    return {row[0]: _storable(_record_of(row).id) for row in rows}


def next_number(store: Store) -> int:
    """A number that no article has."""
    return int(store.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()[0])


def insert(
    store: Store,
    numbers: Sequence[int],
    articles: Mapping[ArticleId, Article],
    *,
    words: Sequence[int],
    has_text: bool,
) -> None:
    """Keep new articles under those numbers and their ids of now."""

    when = [a.published.moment.timestamp() if a.published else None for a in articles.values()]
    sums = row_sums(numbers, when, words).tolist()

    def rows() -> Iterator[tuple[object, ...]]:
        for at, (article_id, article) in enumerate(articles.items()):
            name, content = _storable(article_id), digest(article)
            data = packed(article if has_text else without_text(article))
            total = record_sum(data, numbers[at], article_id=name, digest=content)
            yield numbers[at], name, content, when[at], words[at], sums[at], total + data

    store.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", rows())


def delete(store: Store, numbers: Sequence[int]) -> None:
    """Forget the articles of those numbers."""
    store.executemany("DELETE FROM article WHERE number = ?", ((number,) for number in numbers))


def rename(store: Store, number: int, article_id: ArticleId) -> None:
    """Give the article of that number another id: it stays a version of what its record names.

    Raises:
        Damage: its row is damaged.
    """
    asked = f"SELECT {_RECORD} FROM article WHERE number = ?"
    row = store.execute(asked, (number,)).fetchone()
    *_, content, record = row
    _record_of(row)
    name, data = _storable(article_id), record[SUM_BYTES:]
    total = record_sum(data, number, article_id=name, digest=content)
    store.execute(
        "UPDATE article SET id = ?, record = ? WHERE number = ?", (name, total + data, number)
    )


def articles_of(store: Store, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
    """The articles of those distinct numbers, in any order.

    Raises:
        Damage: one is missing or damaged.
    """
    for begin in range(0, len(numbers), _ASKED_AT_ONCE):
        asked = numbers[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        question = f"SELECT {_RECORD} FROM article WHERE number IN ({marks})"
        rows = store.execute(question, asked).fetchall()
        if len(rows) != len(asked):
            raise Damage("an article is missing")
        yield from _read(rows)


def all_articles(store: Store) -> Iterator[tuple[int, Article]]:
    """Every article with its number, by number.

    Raises:
        Damage: one is damaged.
    """
    rows = store.execute(f"SELECT {_RECORD} FROM article ORDER BY number")
    while some := rows.fetchmany(_READ_AT_ONCE):
        yield from _read(some)


def articles_above(store: Store, number: int, *, most: int) -> Iterator[tuple[int, Article, int]]:
    """The articles above a number: their numbers, which ascend, themselves, and their words.

    Raises:
        Damage: one is damaged.
    """
    asked = f"SELECT {_RECORD} FROM article WHERE number > ? ORDER BY number LIMIT ?"
    rows = store.execute(asked, (number, most)).fetchall()
    for (own, article), row in zip(_read(rows), rows, strict=True):
        if own <= number:  # a page stands in the place of another
            raise Damage(ROW)
        number = own
        yield own, article, row[2]


def published(store: Store, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """When each was published, in seconds since 1970; infinite where nobody knows.

    Raises:
        Damage: an article is missing or damaged.
    """
    known: dict[int, float | None] = {}
    distinct = np.unique(numbers).tolist()
    for begin in range(0, len(distinct), _ASKED_AT_ONCE):
        asked = distinct[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        question = f"SELECT number, published, words, sum FROM article WHERE number IN ({marks})"
        rows = store.execute(question, asked).fetchall()
        if len(rows) != len(asked) or not same_rows(rows):
            raise Damage(ROW)
        known.update(row[:2] for row in rows)
    moments = (known[number] for number in numbers.tolist())
    return np.array([_UNDATED if when is None else when for when in moments], np.float64)


def sample(store: Store, *, words: int = _EVERYTHING, articles: int = _EVERYTHING) -> list[int]:
    """Numbers of articles, chosen by what they say, not by their order.

    Args:
        store: in a transaction.
        words: about how many words they have together, at most.
        articles: how many they are, at most.

    Raises:
        Damage: the row of one is damaged.
    """
    asked = "SELECT number, words FROM article ORDER BY digest LIMIT ?"
    chosen, total = [], 0
    for number, count in store.execute(asked, (articles,)):
        if not isinstance(count, int):
            raise Damage(ROW)
        chosen.append(number)
        total += count
        if total >= words:
            break
    return sorted(chosen)


def _read(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, Article]]:
    """Number and article of each row of `_RECORD`."""
    if not same_rows([row[:4] for row in rows]):
        raise Damage(ROW)
    for row in rows:
        number, *_, stored, _, _ = row
        article = _record_of(row)
        if _storable(article.id) != stored:
            article = replace(article, id=ArticleId(stored))
        yield number, article


def _record_of(row: Sequence[Any]) -> Article:
    """The article of a row of `_RECORD` as it came, maybe under another id.

    Raises:
        Damage: the row is damaged.
    """
    number, *_, stored, content, record = row
    if not isinstance(record, bytes):
        raise Damage(ROW)
    total, data = record[:SUM_BYTES], record[SUM_BYTES:]
    if record_sum(data, number, article_id=stored, digest=content) != total:
        raise Damage("an article's record does not add up")
    with damage("an article's record"):
        return unpacked(data)


def _storable(article_id: str) -> str:
    """An id that SQLite can keep: half a surrogate pair is shown as what it is."""
    return article_id.encode("utf-8", "backslashreplace").decode("utf-8")
