"""Files that appear only when they are whole, and errors that name what was asked for."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reuse.errors import UsageError


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, in UTF-8 with plain line ends."""
    # Lone surrogates never come this far (escapes.pieces); this only keeps a bug readable.
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.write(text)


def beside(target: Path) -> Path:
    """A free name in the same folder, from which a whole file or folder takes its place."""
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.partial")


def write_whole(file: Path, text: str) -> None:
    """Write a file that appears only when it is whole, in place of any there was.

    Raises:
        UsageError: the file cannot be written there.
    """
    target = file.resolve()
    with told(file):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = beside(target)
        try:
            write_new(partial, text)
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
