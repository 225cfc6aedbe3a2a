"""Files that appear only when they are whole, and errors that name what was asked for."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reuse.errors import UsageError


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, in UTF-8 with plain line ends."""
    # Lone surrogates never come this far (escapes.pieces); this only keeps a bug readable.
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.write(text)


def beside(target: Path) -> Path:
    """A free name in the same folder, from which a whole file or folder takes its place."""
    return target.with_name(f".reuse-{secrets.token_hex(8)}.partial")


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
        with partial.open("xb") as out:
            yield out
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)
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
