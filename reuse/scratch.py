"""Where large columns live while a job runs: in memory, or in files that are mapped.

A file is numpy's own memory map, or raw rows that are written and read in order; the
system's page cache is the buffer.  No result depends on where its columns live.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.errors import JudgementError

_N = TypeVar("_N", bound=np.generic)

# Sorting, splitting and linking a key takes its 8 bytes several times over.
_BYTES_PER_KEY = 160
_LEAST_KEYS = 1_000_000


class Column(Protocol[_N]):
    """A column that grows at its end."""

    def add(self, part: NDArray[_N], /) -> None:
        """Append to the column."""

    def done(self) -> NDArray[_N]:
        """The whole column, which can grow no more."""


class Buckets(Protocol):
    """Rows of 64 bits that come in any order and leave bucket by bucket."""

    def add(self, number: int, rows: NDArray[Any], /) -> None:
        """Append to a bucket."""

    def take(self, number: int, /) -> NDArray[np.uint64]:
        """All that was added to a bucket, in order, which is then empty."""


class Scratch(Protocol):
    """Makes columns for whoever computes them.

    `batch` is the number of 64-bit keys to sort at once, None for all.
    """

    batch: int | None

    def empty(self, count: int, dtype: type[_N]) -> NDArray[_N]:
        """A column of that many entries, which hold anything."""

    def column(self, dtype: type[_N]) -> Column[_N]:
        """A column without entries."""

    def buckets(self, number: int) -> Buckets:
        """That many empty buckets."""

    def rest(self) -> None:
        """Give back the memory of what need not be in it; call it between steps."""


def joined(scratch: Scratch, parts: Iterable[NDArray[_N]], dtype: type[_N]) -> NDArray[_N]:
    """The parts one after the other; they are asked for once."""
    column = scratch.column(dtype)
    for part in parts:
        column.add(part)
    return column.done()


class _ListedColumn(Generic[_N]):
    def __init__(self, dtype: type[_N]) -> None:
        self._dtype = dtype
        self._parts: list[NDArray[_N]] = []

    def add(self, part: NDArray[_N], /) -> None:
        self._parts.append(part)

    def done(self) -> NDArray[_N]:
        parts, self._parts = self._parts, []  # not there twice while the column is in use
        return _concatenated(parts, self._dtype)


class _ListedBuckets:
    def __init__(self, number: int) -> None:
        self._parts: list[list[NDArray[np.uint64]]] = [[] for _ in range(number)]

    def add(self, number: int, rows: NDArray[Any], /) -> None:
        self._parts[number].append(rows.view(np.uint64))

    def take(self, number: int, /) -> NDArray[np.uint64]:
        parts, self._parts[number] = self._parts[number], []
        return _concatenated(parts, np.uint64)


class Memory:
    """Columns are plain arrays."""

    batch: int | None = None

    def empty(self, count: int, dtype: type[_N]) -> NDArray[_N]:
        """See `Scratch`."""
        return np.empty(count, dtype)

    def column(self, dtype: type[_N]) -> Column[_N]:
        """See `Scratch`."""
        return _ListedColumn(dtype)

    def buckets(self, number: int) -> Buckets:
        """See `Scratch`."""
        return _ListedBuckets(number)

    def rest(self) -> None:
        """Nothing: there is no other place for it."""


class _FiledBuckets:
    def __init__(self, files: Sequence[IO[bytes]], folder: Path) -> None:
        self._files, self._folder = files, folder

    def add(self, number: int, rows: NDArray[Any], /) -> None:
        rest = np.ascontiguousarray(rows).data.cast("B")
        with room(self._folder):
            while rest:  # a file without a buffer takes what fits on the disk, and says how much
                rest = rest[self._files[number].write(rest) :]

    def take(self, number: int, /) -> NDArray[np.uint64]:
        with self._files[number] as file:
            file.seek(0)
            return np.fromfile(file, np.uint64)


class _Maps:
    """The mapped files that are in use."""

    def __init__(self) -> None:
        self._living: list[weakref.ref[mmap.mmap]] = []

    def mapped(self, file: IO[bytes], count: int, dtype: type[_N]) -> NDArray[_N]:
        """So many entries of a file as an array that outlives it."""
        if not count:  # an empty file cannot be mapped
            return np.empty(0, dtype)
        kept = mmap.mmap(file.fileno(), count * np.dtype(dtype).itemsize)
        self._living.append(weakref.ref(kept))
        return np.frombuffer(kept, dtype)

    def rest(self) -> None:
        """Let the system take back their pages."""
        if not hasattr(mmap, "MADV_DONTNEED"):  # Windows, where it does so alone
            return
        maps = [(reference, reference()) for reference in self._living]
        self._living = [reference for reference, kept in maps if kept is not None]
        for _, kept in maps:
            if kept is not None:
                kept.madvise(mmap.MADV_DONTNEED)


class _FiledColumn(Generic[_N]):
    def __init__(self, dtype: type[_N], file: IO[bytes], *, folder: Path, maps: _Maps) -> None:
        self._dtype, self._file, self._count = dtype, file, 0
        self._folder, self._maps = folder, maps

    def add(self, part: NDArray[_N], /) -> None:
        self._count += len(part)
        with room(self._folder):
            self._file.write(np.ascontiguousarray(part, self._dtype).data.cast("B"))

    def done(self) -> NDArray[_N]:
        with room(self._folder), self._file as file:
            file.flush()
            return self._maps.mapped(file, self._count, self._dtype)


class Files:
    """Columns are files of a folder, without a name, so that they end with the process.

    Args:
        folder: an existing one, on a disk with room for some 60 bytes a word.
        memory: bytes that the sorting of keys may take, roughly.

    Raises:
        JudgementError: by any of its columns, when there is no room in the folder.
    """

    batch: int | None

    def __init__(self, folder: Path, *, memory: int) -> None:
        self._folder = folder
        self.batch = max(_LEAST_KEYS, memory // _BYTES_PER_KEY)
        self._maps = _Maps()
        self._files = ExitStack()

    def close(self) -> None:
        """Give up columns and buckets that nobody finished."""
        with suppress(OSError):  # what is given up need not be written
            self._files.close()

    def _file(self, *, buffering: int = -1) -> IO[bytes]:
        with room(self._folder):
            return self._files.enter_context(
                tempfile.TemporaryFile(dir=self._folder, buffering=buffering)
            )

    def empty(self, count: int, dtype: type[_N]) -> NDArray[_N]:
        """See `Scratch`."""
        with room(self._folder), tempfile.TemporaryFile(dir=self._folder) as file:
            _reserve(file, count * np.dtype(dtype).itemsize)
            return self._maps.mapped(file, count, dtype)

    def column(self, dtype: type[_N]) -> Column[_N]:
        """See `Scratch`."""
        return _FiledColumn(dtype, self._file(), folder=self._folder, maps=self._maps)

    def buckets(self, number: int) -> Buckets:
        """See `Scratch`."""
        return _FiledBuckets([self._file(buffering=0) for _ in range(number)], self._folder)

    def rest(self) -> None:
        """See `Scratch`."""
        self._maps.rest()
        _trim()


@contextmanager
def room(folder: Path, what: str = "columns") -> Iterator[None]:
    """Name the folder where a file of it could not be made or written.

    Raises:
        JudgementError: that happened.
    """
    try:
        yield
    except OSError as error:
        raise JudgementError(
            f"the {what} of this collection do not fit in the memory and cannot be kept in "
            f"{folder}: {error.strerror}; name a folder with room by --work, or allow more --memory"
        ) from error


def temporary_folder() -> Path:
    """Where files stand that nobody asked to keep.

    Raises:
        JudgementError: there is no folder with room.
    """
    try:
        return Path(tempfile.gettempdir())
    except OSError as error:
        raise JudgementError(f"{error.strerror}; name a folder with room by --work") from error


def _trim() -> None:
    """Give back what was freed between columns that are still in use, where the library can.

    glibc keeps arrays of up to 32 MB in its heap: of a million articles, gigabytes.
    """
    with suppress(OSError, AttributeError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _reserve(file: IO[bytes], size: int) -> None:
    """Make a file of that many bytes.

    Where the system can, with the room on the disk: a write to a map that finds none kills
    the process.
    """
    if size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file.fileno(), 0, size)
            return
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.EOPNOTSUPP}:  # this file system cannot
                raise
    os.truncate(file.fileno(), size)


def _concatenated(parts: Sequence[NDArray[_N]], dtype: type[_N]) -> NDArray[_N]:
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.zeros(0, dtype)
