"""Where the texts of a collection live: in memory, and beyond a bound in a file.

A text that stands in the file is read whenever it is asked for, and not kept.  Nothing else
tells such an article from one in memory: they are equal, and so is all that is made of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from array import array
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import IO, Any, overload

from reuse.model import Article
from reuse.scratch import room, temporary_folder

# Of the memory for all, for texts.  A collection with more of them has its columns in files, too.
_SHARE = 8
_AT_ONCE = 1 << 20


class Shelf:
    """Keeps texts: some in memory, and what comes then in a file without a name.

    The file ends with the last article that needs it, or with the process.

    Args:
        folder: where the file is made once it is needed; that for temporary files when None.
        memory: bytes that the whole job may take, of which a share is for texts.
    """

    def __init__(self, folder: Path | str | None = None, *, memory: int) -> None:
        self._folder, self._room = folder, memory // _SHARE
        self._file: IO[bytes] | None = None
        self._ends = array("q", [0])
        # NOTE: no buffer of the file's, which a process that forks would write once more.
        self._unwritten = bytearray()

    def put(self, article: Article) -> Article:
        """The same article; from the one on whose text memory has no room for, as it is filed.

        Raises:
            JudgementError: there is no room in the folder either.
        """
        size = held_bytes(article)
        if size <= self._room:
            self._room -= size
            return article
        self._room = 0  # for the next ones, too
        data = article.text.encode("utf-8", "surrogatepass")
        self._unwritten += data
        self._ends.append(self._ends[-1] + len(data))
        if len(self._unwritten) >= _AT_ONCE:
            self._write()
        return _filed(article, self, len(self._ends) - 2)

    def text(self, number: int) -> str:
        """One of the texts that are filed."""
        begin, end = self._ends[number], self._ends[number + 1]
        written = self._ends[-1] - len(self._unwritten)
        if self._file is None or begin >= written:
            data = bytes(self._unwritten[begin - written : end - written])
        else:
            data = _read(self._file, begin, end - begin)
        return data.decode("utf-8", "surrogatepass")

    def _write(self) -> None:
        folder = Path(self._folder) if self._folder is not None else temporary_folder()
        with room(folder, "texts"):
            if self._file is None:
                folder.mkdir(parents=True, exist_ok=True)
                # NOTE: open for as long as articles need it.
                self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            rest = memoryview(self._unwritten)
            while rest:  # a file without a buffer takes what fits on the disk, and says how much
                rest = rest[self._file.write(rest) :]
        self._unwritten = bytearray()


def held_bytes(article: Article) -> int:
    """The bytes that the text of an article takes in memory."""
    return 0 if isinstance(article, _Filed) else sys.getsizeof(article.text)


class Texts(Sequence[str]):
    """The texts of some articles, each read when it is asked for."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [article.text for article in self._articles[at]]
        return self._articles[at].text


class _Filed(Article):
    """An article whose text a shelf has; what is made of it is an ordinary one."""

    __slots__ = ("_number", "_shelf")
    _number: int
    _shelf: Shelf

    def __new__(cls, *values: Any, **named: Any) -> Article:  # type: ignore[misc]
        """As `replace` asks for it, which does not say whether the text is the same."""
        return Article(*values, **named)

    @property
    def text(self) -> str:
        """The text as it was read."""
        return self._shelf.text(self._number)

    def __eq__(self, other: object) -> bool:
        return other == replace(self)

    def __hash__(self) -> int:
        return hash(replace(self))

    def __repr__(self) -> str:
        return repr(replace(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return replace, (replace(self),)


_OTHERS = tuple(field.name for field in fields(Article) if field.name != "text")


def _filed(article: Article, shelf: Shelf, number: int) -> Article:
    made: _Filed = object.__new__(_Filed)
    for name in _OTHERS:
        object.__setattr__(made, name, getattr(article, name))
    object.__setattr__(made, "_number", number)
    object.__setattr__(made, "_shelf", shelf)
    return made


def _read(file: IO[bytes], at: int, size: int) -> bytes:
    """A part of a file; processes and threads that share it are not in each other's way."""
    if sys.platform != "win32":
        return os.pread(file.fileno(), size, at)
    file.seek(at)
    return file.read(size)
