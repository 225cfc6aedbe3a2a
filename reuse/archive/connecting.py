"""How the file of an archive is opened, by those who may write and by those who may not.

SQLite's readers need an index of the log beside the file, and make it where there is none.  To
do without one is right only where nobody at all can write: a reader would not see what others
add, and take a file that changes under it for a damaged one.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from reuse.errors import ArchiveError

_NO_INDEX = (
    "cannot be read here: readers too must be allowed to write to the file and its folder, "
    "where the index of its log is kept; or copy the archive to a read-only file system"
)


def connected(path: Path, *, write: bool, busy_seconds: float) -> sqlite3.Connection:
    """A connection to the file of an archive, which may be a link.

    Raises:
        sqlite3.Error: it cannot be opened.
        ArchiveError: it cannot be read without writing beside it, which is not allowed.
    """
    file = path.resolve()
    # Whoever may write tidies up when the last one goes, a reader cannot.
    modes = ("mode=rw",) if write else ("mode=rw", "mode=ro")
    for mode in modes:
        connection = _connection(f"{file.as_uri()}?{mode}", busy_seconds)
        try:
            return _tried(connection)
        except sqlite3.OperationalError as error:
            failure = error
    if write or not _is_about_files(failure):
        raise failure
    if not _is_on_read_only_system(file) or log_of(file).exists():
        raise ArchiveError(f"{path}: {_NO_INDEX}") from failure
    return _tried(_connection(f"{file.as_uri()}?mode=ro&immutable=1", busy_seconds))


def log_of(path: Path) -> Path:
    """The log of an archive: beside its file, not beside a link to it."""
    file = path.resolve()
    return file.with_name(f"{file.name}-wal")


def _tried(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(uri: str, busy_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )


def _is_about_files(error: sqlite3.OperationalError) -> bool:
    name = getattr(error, "sqlite_errorname", "")
    return str(name).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))


def _is_on_read_only_system(file: Path) -> bool:
    """Whether nobody can write to a file, because of how its file system is mounted."""
    return hasattr(os, "statvfs") and bool(os.statvfs(file).f_flag & os.ST_RDONLY)
