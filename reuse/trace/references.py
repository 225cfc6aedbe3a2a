"""Names that a passage uses as known, though nothing before it in the article says who that is.

"Rudskoi said" at the head of a passage points to a text that has "Sergei Rudskoi" above it.
"""

from __future__ import annotations

import re

from reuse.model import Span

_HEAD = 300
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,20}(?![\w’'-]| [A-Z])|[A-Z][a-z]{2,20}(?= said\b)")
_CAPITALISED = re.compile(r"[A-Z][\w.’'-]*[ \n]$")
_REACH = 30
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)


def bare_names(text: str, passage: Span) -> tuple[str, ...]:
    """Single names at the head of a passage that stand nowhere before it, by position."""
    head = text[passage.start : min(passage.end, passage.start + _HEAD)]
    found = (name for name in _NAME.finditer(head) if not _follows_name(head, name.start()))
    names = dict.fromkeys(name.group() for name in found if name.group() not in _DATES)
    return tuple(name for name in names if text.find(name, 0, passage.start) < 0)


def _follows_name(text: str, at: int) -> bool:
    return _CAPITALISED.search(text, max(0, at - _REACH), at) is not None


def introduces(text: str, passage: Span, name: str) -> bool:
    """Whether a longer form of `name` stands before the passage."""
    at = text.find(name, 0, passage.start)
    while at >= 0:
        if _follows_name(text, at):
            return True
        at = text.find(name, at + 1, passage.start)
    return False
