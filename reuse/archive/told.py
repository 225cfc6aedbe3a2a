"""What SQLite's errors mean for an archive, and what of it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reuse.archive.connecting import unwritable_beside
from reuse.archive.damage import Damage
from reuse.errors import ArchiveDamaged, ArchiveError

_REPAIR = "`reuse archive verify` says more; restore a copy or make it anew"
_ANOTHERS = (
    "beside it is another user's, and cannot be written; end the process of that user that "
    "reads the archive, or get the right to write to it"
)
_MEANINGS = {
    "SQLITE_FULL": "the disk is full; nothing of this step was kept, all before it is",
    "SQLITE_READONLY": "the file or its folder cannot be written",
    "SQLITE_BUSY": "another process is writing to it; try again later",
    "SQLITE_LOCKED": "another process is writing to it; try again later",
    "SQLITE_PROTOCOL": "another process is writing to it; try again later",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_PERM": "no permission",
    "SQLITE_IOERR": "the disk fails to read or write",
    "SQLITE_NOMEM": "out of memory",
    "SQLITE_TOOBIG": "an article is too large to be kept",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Let errors of SQLite, and of content that does not add up, be told as `ArchiveError`.

    Errors of ours are let through as they are: a wrong call is no damage.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.NotSupportedError):
        raise
    except sqlite3.Error as error:
        raise _meaning(path, error) from error
    except UnicodeDecodeError as error:
        # Python's, of a name in SQLite's message: nothing else is decoded here without a sum.
        raise ArchiveDamaged(f"{path}: damaged: its schema is not text; {_REPAIR}") from error
    except Damage as error:
        raise ArchiveDamaged(f"{path}: damaged: {error}; {_REPAIR}") from error


def _meaning(path: Path, error: sqlite3.Error) -> ArchiveError:
    name = getattr(error, "sqlite_errorname", "") or ""
    kind = next((told for code, told in _MEANINGS.items() if name.startswith(code)), None)
    beside = unwritable_beside(path) if name.startswith("SQLITE_READONLY") else None
    if beside is not None:
        return ArchiveError(f"{path}: {beside.name} {_ANOTHERS}")
    if kind is not None:
        return ArchiveError(f"{path}: {kind}")
    if name.startswith("SQLITE_NOTADB"):
        return ArchiveDamaged(f"{path}: not an archive of reuse")
    return ArchiveDamaged(f"{path}: damaged: {error}; {_REPAIR}")
