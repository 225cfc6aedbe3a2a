"""An archive of somebody else holds rows: no view, trigger or expression of theirs is run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from planted import PASSAGE

import reuse
from reuse.errors import ArchiveDamaged
from reuse.model import Article, ArticleId


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with reuse.open_archive(tmp_path / "a.reuse") as archive:
        archive.add([Article(ArticleId(f"{n}"), f"{PASSAGE} {n}", f"{n}.txt") for n in range(3)])
    return tmp_path / "a.reuse"


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article; END",
        "CREATE TRIGGER t BEFORE DELETE ON article BEGIN SELECT RAISE(IGNORE); END",
        "CREATE VIEW v AS SELECT * FROM article",
        "ALTER TABLE article RENAME TO hidden; CREATE VIEW article AS SELECT * FROM hidden LIMIT 1",
        "ALTER TABLE manifest RENAME TO hidden;"
        " CREATE VIEW manifest AS WITH RECURSIVE c(key, value) AS"
        " (SELECT 'a', 1 UNION ALL SELECT key || 'a', value + 1 FROM c) SELECT * FROM c",
        "ALTER TABLE segment RENAME TO hidden; CREATE VIEW segment AS SELECT * FROM hidden WHERE 0",
        "ALTER TABLE manifest RENAME TO hidden; CREATE TABLE manifest"
        " (key TEXT PRIMARY KEY, value AS (hex(zeroblob(400000000))))",
        "CREATE INDEX i ON article (words)",
        "DROP TABLE words",
    ],
)
def test_an_archive_of_a_hostile_schema_is_refused(kept: Path, schema: str) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.executescript(schema)
        connection.commit()
    for is_writing in (False, True):
        with pytest.raises(ArchiveDamaged, match="its tables are not those of an archive"):
            ask(kept, is_writing=is_writing)


def ask(file: Path, *, is_writing: bool) -> None:
    with reuse.open_archive(file, write=is_writing) as archive:
        reuse.check(PASSAGE, archive)
        list(archive.entries())
        archive.stats()
        if is_writing:
            archive.add([Article(ArticleId("new"), f"{PASSAGE} new", "new.txt")])
