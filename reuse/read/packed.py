"""Packed files, `.gz` and `.zst`: a stream of what is inside, bounded while it is unpacked.

The suffix before the last decides the kind.  What was unpacked before damage is given first, so
that the records before it stand; the damage itself is an error that names it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, Protocol

from reuse.read.document import needs_extra, over

PACKINGS = (".gz", ".zst")

_PIECE_BYTES = 1 << 17


class Kind(NamedTuple):
    """What a file name says of its content: the suffix inside, and the packing around it or ""."""

    suffix: str
    packing: str


def kind_of_name(path: str) -> Kind:
    """The kind of a file, by its name.

    >>> kind_of_name("wire/a.JSONL.gz")
    Kind(suffix='.jsonl', packing='.gz')
    """
    stem, suffix = os.path.splitext(path)
    if (packing := suffix.lower()) in PACKINGS:
        return Kind(os.path.splitext(stem)[1].lower(), packing)
    return Kind(suffix.lower(), "")


class Unpackable(OSError):
    """A packed file is damaged, unpacks to more than is allowed, or cannot be unpacked here."""


class _Inside(Protocol):
    """A stream that unpacks another."""

    def read1(self, size: int, /) -> bytes:
        """Up to `size` bytes, by one read of what is below; none at the end."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


def open_packed(path: str, packing: str, limit: int) -> BinaryIO:
    """What is inside a packed file, as a stream of at most `limit` bytes.

    Raises:
        OSError: the file cannot be opened.
        Unpackable: by reading, too; its message says why.
    """
    return _Unpacked(*_OPENED[packing](path), limit)  # type: ignore[return-value]


class _Unpacked(io.RawIOBase):
    """Reads what is inside, and ends with an error where there is more than `limit` bytes of it."""

    def __init__(self, inside: _Inside, damages: tuple[type[Exception], ...], limit: int) -> None:
        self._inside, self._damages = inside, damages
        self._limit = self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._inside.read1(_PIECE_BYTES if size < 0 else min(size, _PIECE_BYTES))
        except self._damages as error:
            done = self._limit - self._left
            told = f"damaged or cut off after {done:,} bytes of what is in it"
            raise Unpackable(
                told if done else "damaged or cut off, or not packed as its name says"
            ) from error
        if len(data) > self._left:
            raise Unpackable(f"unpacked {over('max_file_bytes', self._limit)}")
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._inside.close()
        super().close()


def _open_gzip(path: str) -> tuple[_Inside, tuple[type[Exception], ...]]:
    import gzip
    import zlib

    return gzip.GzipFile(path, "rb"), (gzip.BadGzipFile, zlib.error, EOFError)


def _open_zstd(path: str) -> tuple[_Inside, tuple[type[Exception], ...]]:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        raise Unpackable(needs_extra("zst")) from error
    return zstd.ZstdFile(path, "rb"), (zstd.ZstdError, EOFError)


_OPENED: dict[str, Callable[[str], tuple[_Inside, tuple[type[Exception], ...]]]] = {
    ".gz": _open_gzip,
    ".zst": _open_zstd,
}
