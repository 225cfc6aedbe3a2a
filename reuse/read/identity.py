"""Ids: unique in a run, printable, bounded, and the same in whatever order paths are given.

The order of the documents decides who keeps an id, and that order is sorted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b, sha256

from reuse.model import OUTLET_PREFIX, ArticleId, Skipped
from reuse.read.document import UNSAFE, Document, whole

MAX_ID_CHARS = 200

_BASE_CHARS = MAX_ID_CHARS - 20  # leaves room for "~" and a number
_HASH_CHARS = 16


def printable_id(wanted: str) -> str:
    """`wanted` with characters that must not be in an id replaced, cut with a hash if long.

    >>> printable_id("a\\tb")
    'a\ufffdb'
    """
    name = wanted.strip() if wanted.isascii() and wanted.isprintable() else _without_unsafe(wanted)
    name = name or "unnamed"
    if name.startswith(OUTLET_PREFIX):  # else it would read as an outlet in the report
        name = name.replace(":", "_", 1)
    if len(name) <= _BASE_CHARS:
        return name
    digest = sha256(name.encode()).hexdigest()[:_HASH_CHARS]
    return f"{name[: _BASE_CHARS - _HASH_CHARS - 1]}~{digest}"


def _without_unsafe(wanted: str) -> str:
    return UNSAFE.sub("\ufffd", whole(wanted)).strip()


@dataclass(slots=True)
class Identities:
    """The ids given so far, and what has been read under them."""

    _taken: set[str] = field(default_factory=set)
    _last: dict[str, int] = field(default_factory=dict)
    _content: dict[bytes, str] = field(default_factory=dict)

    def settle(self, document: Document) -> ArticleId | Skipped:
        """The document's id in this run; `Skipped` when the same id came with the same text."""
        wanted = printable_id(document.id)
        content = _digest(wanted, document.text)
        if content in self._content:
            first = self._content[content]
            return Skipped(document.source, f'same id "{wanted}" and same text as {first}')
        self._content[content] = document.source
        return ArticleId(self._unique(wanted))

    def _unique(self, wanted: str) -> str:
        name, number = wanted, self._last.get(wanted, 1)
        while name in self._taken:  # amortised one step: the number is remembered
            number += 1
            name = f"{wanted}~{number}"
        if number > 1:
            self._last[wanted] = number
        self._taken.add(name)
        return name


def _digest(wanted: str, text: str) -> bytes:
    return blake2b(f"{wanted}\0{text}".encode(), digest_size=16).digest()
