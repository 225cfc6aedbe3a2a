"""A new file of an archive: its tables, and the manifest that says how it is made."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex

from reuse.archive.store import APPLICATION, SCHEMA, Store
from reuse.archive.tables import TABLES
from reuse.archive.told import told
from reuse.errors import ArchiveError

_PAGE_BYTES = 8192


def make_store(path: Path, manifest: Mapping[str, str]) -> None:
    """A new file with its tables and its manifest, unless there is one already.

    It is made under another name and then linked, so that no half-made archive is ever seen,
    and that of two who make one both have the same.

    Raises:
        ArchiveError: it cannot be made.
    """
    # Threads of one process may make it at once, as processes may.
    partial = path.with_name(f".{path.name}.{os.getpid()}-{token_hex(4)}.partial")
    try:
        with told(path):
            _make(Store(path, _fresh(partial), place=partial), manifest)
        # SQLite syncs the folder with the log, before the first article is acknowledged.
        os.link(partial, path)
    except FileExistsError:
        return
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be made: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _fresh(path: Path) -> sqlite3.Connection:
    path.touch(exist_ok=False)
    return sqlite3.connect(path, isolation_level=None)


def _make(store: Store, manifest: Mapping[str, str]) -> None:
    try:
        store.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        store.execute("PRAGMA auto_vacuum = INCREMENTAL")
        store.execute(f"PRAGMA application_id = {APPLICATION}")
        store.execute(f"PRAGMA user_version = {SCHEMA}")
        with store.write():
            for table in TABLES:
                store.execute(table)
            store.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
    finally:
        store.close()
