"""A report as text: one file of this folder per output format.

A new format is one new module here with `render(report: Report) -> str`; its
file name is the format's name (`terminal` is asked for as `text`).  One whose text
may be long also has `pieces(report) -> Iterator[str]`, the same text bit by bit; a format
of `BINARY` has pieces of bytes and no text.  Modules that only serve the formats are named
in `_SERVE` below; `pages` is a package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from reuse.model import Report

_SERVE = frozenset(
    {"branches", "brevity", "certainty", "columns", "digests", "escapes", "graph", "graphparts",
     "jsonrows", "jsontext", "listing", "moments", "moves", "naming", "networks", "pack",
     "pairnote", "picking", "places", "segments", "sidebyside", "teirows", "templates",
     "witnesses", "wording", "words"}
)  # fmt: skip
_ASKED_AS = {"terminal": "text"}
BINARY = frozenset({"parquet"})


def _discover() -> dict[str, str]:
    names = sorted(m.name for m in iter_modules(__path__) if not m.ispkg and m.name not in _SERVE)
    return {_ASKED_AS.get(name, name): name for name in names}


_MODULES = _discover()
FORMATS = tuple(sorted(_MODULES))


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
    if format_name not in _MODULES:
        raise ValueError(f"no format {format_name!r} (known: {', '.join(FORMATS)})")
    return import_module(f"{__name__}.{_MODULES[format_name]}")
