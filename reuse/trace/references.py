"""Names that a passage uses as known, though nothing before it in the article says who that is.

"Rudskoi said" at the head of a passage points to a text that has "Sergei Rudskoi" above it.
English only: where every noun has a capital, or other words do, capitals name nobody.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reuse.model import Span

_HEAD = 300
_MOST_READ = 100_000
_LEAST, _MOST = 3, 20
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ENGLISH = " the "
_HE = '"he"'
_PRONOUN = re.compile(r"[\"“]?(?:He|She)\b")
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
# Capitalised where a sentence begins, and no part of a name.
_NO_NAMES = _DATES | frozenset(
    "The This That These Those Then There Their They Its His Her Our Your Who What When Where Why "
    "How And But For Nor Yet While With Within Without After Before Since Until From Into Over "
    "Under Between During Against About Also Only Even Both Each Every Some Many Most Several All "
    "Any One Two Three Not Now Today Yesterday Meanwhile However Although Because Last Next "
    "On In At As By To Of An If It He She We Or So A I".split()
)


def bare_names(text: str, passage: Span, *, language: str | None) -> tuple[str, ...]:
    """Single names at the head of a passage that stand nowhere before it, by position.

    A name stands between words in small letters, or before "said".  A passage that begins
    with "he" or "she" where no name stands before it has the name "he".
    """
    is_english = language == "en" if language else _ENGLISH in text[: 4 * _HEAD]
    if not is_english:
        return ()
    if _PRONOUN.match(text, passage.start) and not _names_before(text, passage):
        return (_HE,)
    end = min(passage.end, passage.start + _HEAD)
    words = list(_WORD.finditer(text, passage.start, end))
    found: dict[str, None] = {}
    for at, word in enumerate(words[:-1]):
        name, follows = word.group(), words[at + 1]
        is_inside = at > 0 and text[words[at - 1].end() : word.start()] in (" ", ", ")
        before = words[at - 1].group() if is_inside else ""
        is_alone = before[:1].islower() or follows.group() == "said"
        is_joined = text[word.end() : follows.start()] == " " and follows.group()[0].isupper()
        if is_alone and _is_name(name) and not is_joined and not _is_name(before):
            found[name] = None
    return tuple(name for name in found if text.find(name, 0, passage.start) < 0)


def introduced(text: str, passage: Span) -> frozenset[str]:
    """The last words of all longer names that stand before a passage; "he" if one is near."""
    near = {_HE} if _names_before(text, passage) else set()
    start = max(0, passage.start - _MOST_READ)
    words = _WORD.finditer(text, start, passage.start)
    return frozenset(near).union(
        second.group()
        for first, second in pairwise(words)
        if _is_name(second.group())
        and first.group()[0].isupper()
        and first.group() not in _NO_NAMES
        and text[first.end() : second.start()] in (" ", "\n", ". ")
    )


def _names_before(text: str, passage: Span) -> bool:
    """Whether somebody's name stands shortly before a passage."""
    words = _WORD.finditer(text, max(0, passage.start - _HEAD), passage.start)
    return any(
        _is_name(second.group()) and first.group()[0].isupper() and first.group() not in _NO_NAMES
        for first, second in pairwise(words)
        if text[first.end() : second.start()] == " "
    )


def _is_name(word: str) -> bool:
    is_long = _LEAST <= len(word) <= _MOST
    return is_long and word[0].isupper() and word[1:].islower() and word not in _NO_NAMES
