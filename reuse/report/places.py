"""Files that appear only when they are whole, and errors that name what was asked for."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from reuse.errors import UsageError

# Between making a file or folder and holding it.
_JUST_BEGUN_SECONDS = 60


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, in UTF-8 with plain line ends."""
    # Lone surrogates never come this far (escapes.pieces); this only keeps a bug readable.
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.write(text)


def beside(target: Path) -> Path:
    """A free name in the same folder, from which a whole file or folder takes its place."""
    return target.with_name(f"{_begin(target)}{secrets.token_hex(8)}.partial")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep others from tidying away a file or folder that is being worked on."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # a system whose folders cannot be opened has no such locks either
        yield
        return
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def tidy(target: Path) -> None:
    """Remove what programs that were killed left beside `target` while they wrote it.

    What somebody writes now is held, or was begun a moment ago.
    """
    for path in sorted(target.parent.glob(f"{_begin(target)}*.partial")):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime < _JUST_BEGUN_SECONDS:
                continue
            handle = os.open(path, os.O_RDONLY)
            try:
                if _lock(handle):
                    _remove(path)
            finally:
                os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)  # follows no link
    else:
        path.unlink()


def _begin(target: Path) -> str:
    """How the names of what takes the place of `target` begin; short, whatever its own name is."""
    return f".reuse-{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def _lock(handle: int) -> bool:
    """Take an open file or folder for this process; False where another one has it."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def write_whole(file: Path, text: str) -> None:
    """Write a file that appears only when it is whole, in place of any there was.

    Raises:
        UsageError: the file cannot be written there.
    """
    with told(file):
        file.resolve().parent.mkdir(parents=True, exist_ok=True)
        with whole(file) as out:
            out.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def whole(file: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its place and its rights when all is written.

    A device or a pipe is written as it is, and so is a file in a folder that takes no other.
    """
    target = file.resolve()
    is_special = file.exists() and not file.is_file()
    if is_special or not os.access(target.parent, os.W_OK | os.X_OK):
        with file.open("wb") as out:
            yield out
        return
    partial = beside(target)
    try:
        with partial.open("xb") as out, held(partial):
            yield out
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)
        tidy(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error of the system into one that names `path`.

    Raises:
        UsageError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write the report to {path}: {error.strerror}") from error
