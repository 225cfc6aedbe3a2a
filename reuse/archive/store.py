"""The file of an archive: an SQLite database in WAL mode.

Readers go on while one process writes, a transaction is kept whole or not at all, and what
is committed stays after any crash.  Freed pages are overwritten (`secure_delete`), so that
what was removed is nowhere in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from reuse.archive.connecting import connected, log_of
from reuse.archive.sums import keep_sum
from reuse.archive.told import told
from reuse.errors import ArchiveDamaged, ArchiveError, ArchiveMissing

APPLICATION = 0x52655573  # "ReUs", in the file's header: tells an archive from other databases
SCHEMA = 1
_BUSY_SECONDS = 60.0
_AGAIN_SECONDS = 0.02

_NOT_ERASED = (
    "removed, and no longer found; but somebody reads what was there before, "
    "so that its text stays in the log beside the file until the archive is written again"
)


class Store:
    """A connection to an archive's file; `write` and `read` are its transactions."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, place: Path | None = None
    ) -> None:
        self.path = path
        self._place = (place or path).absolute()
        self._file = _identity(self._place)
        self._connection = connection
        self._is_closed = False
        self.execute = connection.execute
        self.executemany = connection.executemany

    @contextmanager
    def told(self) -> Iterator[None]:
        """Let SQLite's errors be told as what they mean for the archive."""
        with told(self.path):
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """A transaction that writes: kept when the block ends, undone when it raises.

        Raises:
            ArchiveError: there is another file now where this one was opened, or none.
        """
        with self.told():
            self._begin("IMMEDIATE")
            try:
                yield
                keep_sum(self)
                self.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[None]:
        """A transaction that sees one state of the archive, whoever writes meanwhile.

        Raises:
            ArchiveError: there is another file now where this one was opened, or none.
        """
        with self.told():
            self._begin("DEFERRED")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self.execute("ROLLBACK")

    def _begin(self, kind: str) -> None:
        if self._is_closed:
            raise ValueError(f"{self.path}: the archive was closed")
        if self._connection.in_transaction:
            raise RuntimeError(f"{self.path}: is asked while it answers; ask one after the other")
        if _identity(self._place) != self._file:
            raise ArchiveError(f"{self.path}: removed or replaced since it was opened")
        self.execute(f"BEGIN {kind}")

    def state(self) -> tuple[int, int]:
        """What differs when anybody has written, this process or another; in a transaction."""
        return self.version(), self._connection.total_changes

    def version(self) -> int:
        """A number that another process changes when it writes."""
        return int(self.execute("PRAGMA data_version").fetchone()[0])

    def settle(self) -> None:
        """Give back pages that are free, and move what is in the log into the one file.

        Where others are in the way it stays, and the next one to write does it: a server that
        always answers somebody would keep a writer, and all others, for a minute; and what was
        asked for is kept already.
        """
        with self.told(), self._at_once():
            # NOTE: `execute` makes one step of a statement without columns, which frees one page.
            with _unless_busy():
                self._connection.executescript("PRAGMA incremental_vacuum")
            self._move()

    def erase(self) -> None:
        """Leave nothing in the log of what was removed; waits for those who read now.

        Raises:
            ArchiveError: somebody went on reading what was there before.
        """
        with self.told():
            waited = 0.0
            while not self._moved():
                if waited > _BUSY_SECONDS:
                    raise ArchiveError(f"{self.path}: {_NOT_ERASED}")
                sleep(_AGAIN_SECONDS)
                waited += _AGAIN_SECONDS

    def _moved(self) -> bool:
        """Empty the log if nobody is in the way; whether it is empty."""
        with self._at_once():
            return self._move()

    def _move(self) -> bool:
        return not self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Do something at once or not at all: who waits there lets no other write."""
        self.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000:.0f}")

    def check(self) -> list[str]:
        """What SQLite finds wrong in its own structure; empty if nothing is."""
        with self.told():
            found = [row[0] for row in self.execute("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    def file_bytes(self) -> int:
        """The size of the file, and of the log beside it while somebody writes.

        Raises:
            ArchiveError: the file is gone.
        """
        try:
            size = self.path.stat().st_size
        except OSError as error:
            raise ArchiveError(f"{self.path}: cannot be read: {error.strerror}") from error
        with suppress(FileNotFoundError):  # whoever wrote may have moved it meanwhile
            size += log_of(self.path).stat().st_size
        return size

    def close(self) -> None:
        """Let go of the file."""
        self._is_closed = True
        self._connection.close()


@contextmanager
def _unless_busy() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another that has its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_there(path: Path) -> bool:
    """Whether there is something under the name of an archive.

    Raises:
        ArchiveError: nobody can say, as a folder on the way may not be entered.
    """
    with _reached(path):
        return path.exists()


@contextmanager
def _reached(path: Path) -> Iterator[None]:
    """Let what the system says of the file or the way to it be told as `ArchiveError`."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be opened: {error.strerror or error}") from error


def open_store(path: Path, *, write: bool) -> Store:
    """The file of an archive that exists.

    Raises:
        ArchiveMissing: there is none.
        ArchiveDamaged: it is no archive, or broken.
        ArchiveError: it cannot be opened.
    """
    if not is_there(path):
        raise ArchiveMissing(f"{path}: no such archive; `reuse archive add {path} PATH` makes one")
    with _reached(path):
        if not path.is_file():
            raise ArchiveDamaged(f"{path}: not an archive (not a file)")
        if not path.stat().st_size:
            raise ArchiveDamaged(f"{path}: not an archive (the file is empty)")
    with told(path), _reached(path):
        connection = connected(path, write=write, busy_seconds=_BUSY_SECONDS)
        store = Store(path, connection)
        try:
            _check_kind(store)
            _prepare(store, write=write)
        except BaseException:
            connection.close()
            raise
    return store


def _check_kind(store: Store) -> None:
    kind = store.execute("PRAGMA application_id").fetchone()[0]
    if kind != APPLICATION:
        raise ArchiveDamaged(f"{store.path}: not an archive of reuse (another SQLite database)")
    schema = store.execute("PRAGMA user_version").fetchone()[0]
    if schema != SCHEMA:
        raise ArchiveError(
            f"{store.path}: has schema {schema}, and this version reads schema {SCHEMA}; "
            "make it anew with `reuse archive add`"
        )


def _prepare(store: Store, *, write: bool) -> None:
    # Not mapped: a file that somebody cuts would end the process, not the question.
    store.execute("PRAGMA mmap_size = 0")
    store.execute("PRAGMA cell_size_check = ON")
    store.execute("PRAGMA trusted_schema = OFF")
    if write:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = FULL")
        store.execute("PRAGMA secure_delete = ON")
    else:
        store.execute("PRAGMA query_only = ON")
