"""How the file of an archive is opened, by those who may write and by those who may not.

SQLite's readers need an index of the log beside the file, and make it where there is none.  To
do without one is right only where nobody at all can write: a reader would not see what others
add, and take a file that changes under it for a damaged one.

What a reader makes beside the file is the reader's own, with the rights of the file: one who
may not write to the file would lock out those who may, and still do when it is gone.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
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
    if not write and _would_lock_out(file) and not _is_on_read_only_system(file):
        raise ArchiveError(f"{path}: {_NO_INDEX}")
    # Whoever may write tidies up when the last one goes, a reader cannot.
    modes = ("mode=rw",) if write else ("mode=rw", "mode=ro")
    for mode in modes:
        connection = _connection(f"{file.as_uri()}?{mode}", busy_seconds)
        try:
            _tried(connection)
            _share(file)
            return connection
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


def unwritable_beside(path: Path) -> Path | None:
    """What of another user stands beside an archive that could be written without it."""
    file = path.resolve()
    if not _may_write(file):
        return None
    return next((b for b in _beside(file) if b.exists() and not _may_write(b)), None)


def _beside(file: Path) -> tuple[Path, Path]:
    return log_of(file), file.with_name(f"{file.name}-shm")


def _may_write(file: Path) -> bool:
    return os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _would_lock_out(file: Path) -> bool:
    """Whether a reader would make what those who may write could not write to."""
    if os.name != "posix" or _may_write(file) or file.stat().st_uid == os.geteuid():
        return False
    return not all(beside.exists() for beside in _beside(file))


def _share(file: Path) -> None:
    """Let the group of an archive write to what this user has made beside it, as to the file."""
    if os.name != "posix":
        return
    group = file.stat().st_gid
    for beside in _beside(file):
        with suppress(OSError):  # it is gone, or this user is not of that group
            made = beside.stat()
            if made.st_uid == os.geteuid() and made.st_gid != group:
                os.chown(beside, -1, group)


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
