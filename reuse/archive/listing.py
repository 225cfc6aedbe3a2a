"""What a list and the figures tell of the articles of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from reuse.archive.contents import ROW, articles_above, size_of
from reuse.archive.damage import Damage
from reuse.archive.store import Store
from reuse.archive.sums import same_rows
from reuse.model import Article

_LISTED_AT_ONCE = 1_000
_FIRST_DAY = datetime(1, 1, 1, tzinfo=UTC).timestamp()
_LAST_DAY = datetime(9999, 12, 31, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a list shows it; `published` is ISO 8601."""

    id: str
    published: str | None
    outlet: str | None
    title: str | None
    url: str | None
    words: int


def entries(store: Store) -> Iterator[Entry]:
    """What is known of each article, by number; in transactions of its own, one after the other.

    Nothing is held open while the caller has an entry in hand.

    Raises:
        ArchiveDamaged: one is damaged or, where nobody has written meanwhile, missing.
    """
    last, count, begun = 0, 0, None
    is_more = True
    while is_more:
        with store.read():
            state = store.state()
            begun = begun or state
            part = [
                (number, _entry(article, words))
                for number, article, words in articles_above(store, last, most=_LISTED_AT_ONCE)
            ]
            count += len(part)
            is_more = len(part) == _LISTED_AT_ONCE
            if not is_more and state == begun:
                _check_count(store, count)
        last = part[-1][0] if part else last
        yield from (entry for _, entry in part)


def _entry(article: Article, words: int) -> Entry:
    when = article.published.isoformat() if article.published else None
    return Entry(article.id, when, article.outlet, article.title, article.url, words)


def date_range(store: Store) -> tuple[str | None, str | None]:
    """When the first and the last article was published, as days.

    Raises:
        Damage: the row of one is damaged.
    """
    return _day(_end(store, "min")), _day(_end(store, "max"))


def _end(store: Store, which: Literal["min", "max"]) -> float | None:
    # SQLite gives the other columns of the row that has the least or the greatest.
    asked = f"SELECT number, {which}(published), words, sum, count(*) FROM article"
    *row, count = store.execute(asked).fetchone()
    _check_count(store, count)
    if count and not same_rows([row]):
        raise Damage(ROW)
    when: float | None = row[1]
    return when


def _check_count(store: Store, found: int) -> None:
    """Compare the number of articles that were found with the one that is kept."""
    held = size_of(store).articles
    if found != held:
        raise Damage(f"it should hold {held:,} articles and holds {found:,}")


def _day(when: float | None) -> str | None:
    if when is None:
        return None
    # In another zone the first and the last day of all may lie beyond them.
    return datetime.fromtimestamp(min(max(when, _FIRST_DAY), _LAST_DAY), UTC).date().isoformat()
