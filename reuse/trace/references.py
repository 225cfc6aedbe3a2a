"""Names that a passage uses as known, though nothing before it in the article says who that is.

"Rudskoi said" at the head of a passage points to a text that has "Sergei Rudskoi" above it.
"""

from __future__ import annotations

import re

from reuse.model import Span

_HEAD = 300
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = re.compile(
    rf"(?<=[^\W\d_A-Z] ){_CAPITAL}[^\W\d_]{{2,20}}(?![\w’'-]| [A-Z])"
    rf"|(?<=[,;:] ){_CAPITAL}[^\W\d_]{{2,20}}(?![\w’'-]| [A-Z])"
    rf"|{_CAPITAL}[^\W\d_]{{2,20}}(?= said\b)"
)
_CAPITALISED = re.compile(rf"({_CAPITAL}[\w.’'-]*)[ \n]$")
_REACH = 30
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
# Capitalised where a sentence begins, and no part of a name.
_NO_FIRST_NAMES = frozenset(
    "The This That These Those Then There Their They Its His Her Our Your Who What When Where Why "
    "How And But For Nor Yet While With Within Without After Before Since Until From Into Over "
    "Under Between During Against About Also Only Even Both Each Every Some Many Most Several All "
    "Any One Two Three Not Now Today Yesterday Meanwhile However Although Because Last Next Its "
    "On In At As By To Of An If It He She We Or So A I".split()
)


def bare_names(text: str, passage: Span) -> tuple[str, ...]:
    """Single names at the head of a passage that stand nowhere before it, by position."""
    head = text[passage.start : min(passage.end, passage.start + _HEAD)]
    found = (name for name in _NAME.finditer(head) if not _follows_name(head, name.start()))
    names = dict.fromkeys(name.group() for name in found if name.group() not in _DATES)
    return tuple(name for name in names if text.find(name, 0, passage.start) < 0)


def _follows_name(text: str, at: int) -> bool:
    before = _CAPITALISED.search(text, max(0, at - _REACH), at)
    return before is not None and before[1] not in _NO_FIRST_NAMES | _DATES


def introduces(text: str, passage: Span, name: str) -> bool:
    """Whether a longer form of `name` stands before the passage."""
    at = text.find(name, 0, passage.start)
    while at >= 0:
        if _follows_name(text, at):
            return True
        at = text.find(name, at + 1, passage.start)
    return False
