"""Where the keys of a TOML text stand: `tomllib` gives values, and no lines of them.

(tomlkit has none either: its issue 55.)  The text is one that `tomllib` has read, so that this
needs to know only where keys, strings and brackets begin and end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from reuse.verdict import Lines

KeyPath = tuple[str | int, ...]

# Nothing of these is tried twice at a place: linear, whatever the text is.
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACES = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:'{0,2})'''
    r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+\'""",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]++")


def key_lines(text: str) -> Mapping[KeyPath, int]:
    r"""The line, from 1, on which each key and each item of an array begins; up to the first
    place that is no TOML.

    >>> key_lines("[a]\nb.c = 1\n[[d]]\n[[d]]\ne = [{f = 2}]")[("d", 1, "e", 0, "f")]
    5
    """
    scan = _Scan(text, Lines.of(text))
    with suppress(_Lost, RecursionError):
        scan.document()
    return scan.found


class _Lost(Exception):
    """What stands here is none of what was looked for."""


@dataclass(slots=True)
class _Scan:
    """A text, how far it is read, and what was met."""

    text: str
    lines: Lines
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict)
    tables: dict[KeyPath, int] = field(default_factory=dict)

    def document(self) -> None:
        here: KeyPath = ()
        while self._skipped(_BLANK) < len(self.text):
            if self._has("[["):
                here = self._table(is_item=True)
            elif self._has("["):
                here = self._table(is_item=False)
            else:
                self._pair(here)

    def _table(self, *, is_item: bool) -> KeyPath:
        """The path that a header opens; an item of an array of tables has its number in it."""
        begin = self.at
        *parents, last = self._keys()
        if not self._has("]]" if is_item else "]"):
            raise _Lost
        here: KeyPath = ()
        for key in parents:
            here = (*here, key)
            self._met(here, begin)
            here = (*here, self.tables[here]) if here in self.tables else here
        here = (*here, last)
        self._met(here, begin)
        if is_item:
            self.tables[here] = self.tables.get(here, -1) + 1
            here = (*here, self.tables[here])
            self._met(here, begin)
        return here

    def _pair(self, here: KeyPath) -> None:
        begin = self._skipped(_BLANK)
        for key in self._keys():
            here = (*here, key)
            self._met(here, begin)
        if not self._has("="):
            raise _Lost
        self._value(here)

    def _value(self, here: KeyPath) -> None:
        self._skipped(_BLANK)
        if self._has("["):
            for number, _ in enumerate(self._items("]")):
                self._met((*here, number), self.at)
                self._value((*here, number))
        elif self._has("{"):
            for _ in self._items("}"):
                self._pair(here)
        elif self.text.startswith(('"', "'"), self.at):
            self._matched(_STRING)
        else:
            self._matched(_BARE)

    def _items(self, end: str) -> Iterator[None]:
        """Once for each item up to the bracket, at its place."""
        while True:
            self._skipped(_BLANK)
            if self._has(end):
                return
            if not self._has(","):
                yield

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._has("."):
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skipped(_SPACES)
        written = self._matched(_KEY)
        self._skipped(_SPACES)
        if written[0] not in "\"'":
            return written
        try:
            return str(tomllib.loads(f"k = {written}")["k"])
        except tomllib.TOMLDecodeError as error:
            raise _Lost from error

    def _has(self, sign: str) -> bool:
        """Whether a sign stands here; it is passed then."""
        is_here = self.text.startswith(sign, self.at)
        self.at += len(sign) * is_here
        return is_here

    def _matched(self, pattern: re.Pattern[str]) -> str:
        hit = pattern.match(self.text, self.at)
        if hit is None:
            raise _Lost
        self.at = hit.end()
        return hit[0]

    def _skipped(self, pattern: re.Pattern[str]) -> int:
        self._matched(pattern)
        return self.at

    def _met(self, path: KeyPath, at: int) -> None:
        self.found.setdefault(path, self.lines.position(at).line)
