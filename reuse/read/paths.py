"""Paths to sources: folders walked in sorted order, each file once, links never in circles.

What a path names is found by looking at the file system only; no content is
read here.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

from reuse.errors import InputMissing
from reuse.model import REPORT_MARKER, WORK_MARKER, Skipped
from reuse.read.document import UNSAFE, Source, whole
from reuse.read.jsonl import kind_of
from reuse.read.lines import read_at_most
from reuse.read.packed import kind_of_name, open_packed

STDIN = "-"
_OPENED = re.compile(r"/dev/(?:stdin$|fd/\d)|/proc/(?:self|\d+)/fd/\d")


def present(paths: Sequence[str | Path]) -> tuple[str, ...]:
    """The paths as strings, sorted by where they are, standard input last.

    Raises:
        InputMissing: nothing exists under one of them.
    """
    given = {os.fspath(path) for path in paths}
    for path in sorted(given - {STDIN}):
        if not _exists(path):
            raise InputMissing(f"no such file or folder: {printable(path)!r}")
    order = sorted(given - {STDIN}, key=lambda path: (os.path.abspath(path), path))
    return (*order, *given & {STDIN})


def sources(paths: Sequence[str], *, max_file_bytes: int) -> Iterator[Source | Skipped]:
    """Every input under `paths`, which are sorted; what can be no input as `Skipped`."""
    seen = _Seen(max_file_bytes)
    for path in paths:
        if path == STDIN:
            yield _standard_input(max_file_bytes)
        elif os.path.isdir(path):
            yield from _walk(path, seen)
        else:
            found = _Entry(os.path.basename(path), path, is_given=True)
            yield from _source(found, seen)


def printable(path: str) -> str:
    """A path as messages and reports show it: no control characters, no stray bytes."""
    return UNSAFE.sub("\ufffd", whole(path))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name met on the way: relative to its root with `/`, and as the system knows it."""

    name: str
    path: str
    is_given: bool = False


@dataclass(slots=True)
class _Seen:
    """Real path of every file so far, with the path that led to it, and how large one may be."""

    max_file_bytes: int
    files: dict[str, str] = field(default_factory=dict)
    _folder: tuple[str, str] = ("", "")  # the last one that was looked up, and its real path

    def twin(self, path: str) -> str | None:
        """The path that led to the same file before; None, and remembered, when new."""
        real = self._real(path)
        if real in self.files:
            return self.files[real]
        self.files[real] = path
        return None

    def _real(self, path: str) -> str:
        """The real path of a file; that of its folder is looked up once for all that it holds."""
        folder, name = os.path.split(path)
        if os.path.islink(path) or name in ("", os.curdir, os.pardir):
            return os.path.realpath(path)
        if self._folder[0] != folder or not folder:
            self._folder = folder, os.path.realpath(folder)
        return os.path.join(self._folder[1], name)


def _exists(path: str) -> bool:
    try:
        return bool(path) and os.path.lexists(path)
    except ValueError:  # a NUL in the path
        return False


def _walk(root: str, seen: _Seen) -> Iterator[Source | Skipped]:
    """The files of a folder, depth first, names sorted; an explicit stack bounds recursion."""
    folders: dict[str, str] = {}
    stack = [_Entry("", root)]
    while stack:
        entry = stack.pop()
        if not os.path.isdir(entry.path):
            yield from _source(entry, seen)
            continue
        real = os.path.realpath(entry.path)
        if real in folders:
            reason = f"link to a folder that is read as {printable(folders[real])}"
            yield Skipped(printable(entry.path), reason)
            continue
        folders[real] = entry.path
        try:
            names = sorted(os.listdir(entry.path), reverse=True)
        except OSError as error:
            yield Skipped(printable(entry.path), f"folder cannot be read: {error.strerror}")
            continue
        # An earlier report of ours, full of the articles' own words, or what a scan has done.
        if REPORT_MARKER in names or WORK_MARKER in names:
            continue
        prefix = f"{entry.name}/" if entry.name else ""
        stack += [
            _Entry(prefix + name, os.path.join(entry.path, name))
            for name in names
            if not name.startswith(".")
        ]


def _source(entry: _Entry, seen: _Seen) -> Iterator[Source | Skipped]:
    """The source of one file; nothing when the same path was met before."""
    shown = printable(entry.path)
    try:
        status = os.stat(entry.path)
    except OSError as error:
        is_link = os.path.islink(entry.path) and isinstance(error, FileNotFoundError)
        reason = "link to a file that does not exist" if is_link else str(error.strerror)
        yield Skipped(shown, f"cannot be read: {reason}")
        return
    is_file = stat.S_ISREG(status.st_mode)
    # A pipe that a shell opened (`<(...)`, /dev/stdin) is wanted.  Nobody may ever write to another
    # one, and a device may never end.
    if not is_file and not (entry.is_given and is_opened(entry.path)):
        reason = "a named pipe, and not a file; give it as standard input, `- < PIPE`"
        is_pipe = entry.is_given and stat.S_ISFIFO(status.st_mode)
        yield Skipped(shown, reason if is_pipe else "not a regular file")
        return
    twin = seen.twin(entry.path)
    if twin is None:
        kind, packing = kind_of_name(entry.path)
        opened = partial(open_packed, entry.path, packing, seen.max_file_bytes)
        yield Source(
            name=entry.name,
            shown=shown,
            kind=kind,
            open=opened if packing else partial(open_file, entry.path),
            folder=_folder(os.path.dirname(entry.path)),
            size=status.st_size if is_file else None,
            is_given=entry.is_given,
            is_packed=bool(packing),
        )
    elif os.path.abspath(twin) != os.path.abspath(entry.path):
        yield Skipped(shown, f"the same file as {printable(twin)}")


@lru_cache(maxsize=1)  # the files of a folder come one after the other
def _folder(path: str) -> Path:
    return Path(path)


def is_opened(path: str) -> bool:
    """Whether a path names what this process has open already: /dev/stdin, /dev/fd/63."""
    return bool(_OPENED.match(os.path.abspath(path)))


def open_file(path: str) -> BinaryIO:
    """The bytes of a file."""
    return open(path, "rb")


def _standard_input(max_file_bytes: int) -> Source:
    """Standard input, read once and whole; as records when it begins with one."""
    data = read_at_most(sys.stdin.buffer, max_file_bytes + 1)
    return Source(
        name="stdin",
        shown="stdin",
        kind=kind_of(data),
        open=partial(io.BytesIO, data),
        size=len(data),
        is_given=True,
    )
