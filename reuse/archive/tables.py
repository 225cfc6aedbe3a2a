"""The tables of an archive, and whether a file has these and nothing else.

A file may come from somebody else.  A view in the place of a table, a trigger or a column that
is reckoned is a program of theirs, which SQLite would run when it is asked.
Reference: "Defense Against The Dark Arts" in SQLite's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.archive.damage import Damage

if TYPE_CHECKING:
    from reuse.archive.store import Store

TABLES = (
    "CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    published REAL,
    words INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    record BLOB NOT NULL
)""",
    "CREATE TABLE words (number INTEGER PRIMARY KEY, keys BLOB NOT NULL)",
    """CREATE TABLE segment (
    number INTEGER PRIMARY KEY,
    postings INTEGER NOT NULL,
    first BLOB NOT NULL
)""",
    "CREATE TABLE chunk (number INTEGER PRIMARY KEY, postings BLOB NOT NULL)",
    "CREATE TABLE background (name TEXT PRIMARY KEY, numbers BLOB NOT NULL)",
)


def check_tables(store: Store) -> None:
    """Refuse a file of other tables, before one of them is asked; in a transaction that reads.

    Raises:
        Damage: there is more or less in the file.
    """
    found = store.execute("SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    if sorted(map(str, found)) != sorted(str(("table", table)) for table in TABLES):
        raise Damage("its tables are not those of an archive")
