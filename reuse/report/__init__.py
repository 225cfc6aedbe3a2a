"""A report as text: one file of `formats` per output format.

A new format is one new module there with `render(report: Report) -> str`; its file
name is the format's name.  One whose text may be long also has
`pieces(report) -> Iterator[str]`, the same text bit by bit; a format of `BINARY` has
pieces of bytes and no text.  What formats of one kind share stands in a package beside
it: `pages` (HTML), `plain` and `console` (terminals), `research`; `check` shows verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, cast

from reuse.report import formats

if TYPE_CHECKING:
    from reuse.model import Report

BINARY = frozenset({"parquet"})
FORMATS = tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def render(report: Report, format_name: str) -> str:
    """The whole report in one of `FORMATS` that is text, ending in a newline.

    Raises:
        ValueError: there is no such format, or it is binary.
        MissingExtra: the format needs a package that is not installed.
    """
    if format_name in BINARY:
        raise ValueError(f"{format_name} is binary: ask render_pieces for its bytes")
    return cast("Callable[[Report], str]", _module(format_name).render)(report)


def render_pieces(report: Report, format_name: str) -> Iterator[str | bytes]:
    """A report in pieces, of which none is large where the format allows it.

    They are the text of `render`, or bytes for a format of `BINARY`.

    Raises:
        ValueError: there is no such format.
        MissingExtra: the format needs a package that is not installed.
    """
    module = _module(format_name)
    if hasattr(module, "pieces"):
        return cast("Callable[[Report], Iterator[str | bytes]]", module.pieces)(report)
    return iter((render(report, format_name),))


def require(format_name: str) -> None:
    """Nothing, where the format can be written: asked before the work that it is to show.

    Raises:
        ValueError: there is no such format.
        MissingExtra: the format needs a package that is not installed.
    """
    _module(format_name)


def _module(format_name: str) -> ModuleType:
    if format_name not in FORMATS:
        raise ValueError(f"no format {format_name!r} (known: {', '.join(FORMATS)})")
    return import_module(f"{formats.__name__}.{format_name}")
