"""A verdict as text: one file of this folder per output format, as in `reuse.report`.

Each has `render(verdict) -> str`; `terminal` is asked for as `text`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from reuse.verdict import Verdict

_MODULES = {
    "text": "terminal",
    "json": "json",
    "csv": "csv",
    "sarif": "sarif",
    "junit": "junit",
    "html": "html",
}
CHECK_FORMATS = tuple(_MODULES)


def render_verdict(verdict: Verdict, format_name: str) -> str:
    """The whole verdict in one of `CHECK_FORMATS`, ending in a newline.

    Raises:
        ValueError: there is no such format.
    """
    if format_name not in _MODULES:
        raise ValueError(f"no format {format_name!r} (known: {', '.join(CHECK_FORMATS)})")
    module = import_module(f"{__name__}.{_MODULES[format_name]}")
    return cast("Callable[[Verdict], str]", module.render)(verdict)
