"""Which module reads which kind of file: every module of this folder that has `SUFFIXES`.

A new kind is one new file with `SUFFIXES` and `read_file`; its heavy imports
belong inside `read_file`, so that a folder of text files never pays for them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from reuse.model import Skipped
from reuse.read.document import Document, Source
from reuse.settings import ReadSettings


class Reader(Protocol):
    """A module that reads one kind of file.

    `read_file` gives the source's documents in file order and a `Skipped` for
    each part it could not read.  It raises nothing but OSError and
    UnicodeDecodeError, never for what a file contains otherwise, and closes
    what it opens.
    """

    SUFFIXES: tuple[str, ...]

    def read_file(self, source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
        """The documents of `source`."""
        ...


@cache
def readers() -> dict[str, Reader]:
    """Every known suffix with its reader."""
    # NOTE: `import reuse.read` would name the public function of that name.
    room = import_module("reuse.read")
    modules = sorted(module.name for module in pkgutil.iter_modules(room.__path__))
    found: dict[str, Reader] = {}
    for name in modules:
        module = import_module(f"{room.__name__}.{name}")
        for suffix in getattr(module, "SUFFIXES", ()):
            found[suffix] = cast(Reader, module)
    return found
