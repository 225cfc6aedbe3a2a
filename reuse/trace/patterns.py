"""The grammar of attribution: data, one file a language, compiled when first used.

Every pattern is tried on a window around one name, at most 120 characters to
either side after runs of white space are made one.  The work for a text is thus
bounded by the number of names in it, whatever the text holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reuse.model import Span
from reuse.trace.outlets import UNLISTED, Outlet

Form = Literal["lead-in", "sentence", "told", "dateline", "by-line", "source", "assisted"]
_FOLDER = Path(__file__).parent
_NAME = "\x00"
_EDGE = "\n"
_WINDOW = 120
_RAW_WINDOW = 130
_WIDE_WINDOW = 800
_GAP = "   "
_SHORT_NAME = 6
_TRIMMED = '\n —–―-_|•·,;"“”'


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to credit an outlet (keys as in credits.en.toml)."""

    name: str
    form: Form
    strength: float
    expression: re.Pattern[str]
    kinds: tuple[str, ...]
    unlisted: Literal["no", "media", "any"]
    is_top: bool
    is_full: bool
    is_dated: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]

    def admits(self, outlet: Outlet, *, written: str, is_top: bool) -> bool:
        """Whether this pattern is meant for such a name at such a place."""
        if self.is_top and not is_top:
            return False
        if self.is_full and len(written) < _SHORT_NAME:
            return False
        if outlet.kind == UNLISTED:
            return self.unlisted != "no"
        return not self.kinds or outlet.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that is known about credits in one language."""

    language: str
    patterns: tuple[Pattern, ...]
    triggers: re.Pattern[str]
    open_triggers: re.Pattern[str]
    media_words: frozenset[str]
    institution_words: frozenset[str]

    def sounds_like_media(self, words: Sequence[str]) -> bool:
        """Whether a name, as words, reads like a news outlet's."""
        return any(word in self.media_words for word in words) and not self.is_institution(words)

    def is_institution(self, words: Sequence[str]) -> bool:
        """Whether a name, as words, reads like an office, a company or an army."""
        return any(word in self.institution_words for word in words)


@dataclass(frozen=True, slots=True)
class Window:
    """The words around one name, ready for patterns, and the way back to the text."""

    subject: str
    origins: tuple[int, ...]

    @classmethod
    def around(cls, text: str, name: Span, *, paragraph: Span) -> Window:
        """The window around `name`, never past the edges of its paragraph."""
        near = _RAW_WINDOW
        if _GAP in text[max(0, name.start - near) : name.end + near]:
            near = _WIDE_WINDOW
        low, high = max(paragraph.start, name.start - near), name.end + near
        before = list(_squeezed(text, low, name.start))[-_WINDOW:]
        after = list(_squeezed(text, name.end, min(paragraph.end, high)))[:_WINDOW]
        while before and before[0][0] == " ":
            del before[0]
        while after and after[-1][0] == " ":
            del after[-1]
        starts = not before or before[0][1] <= paragraph.start
        ends = not after or after[-1][1] >= paragraph.end - 1
        first = [(_EDGE, low)] if starts else []
        last = [(_EDGE, high)] if ends else []
        parts = [*first, *before, (_NAME, name.start), *after, *last]
        return cls("".join(c for c, _ in parts), tuple(at for _, at in parts))

    def phrase(self, match: re.Match[str], name: Span) -> Span:
        """The words of the text that the pattern matched, white space and brackets aside."""
        start, end = name.start, name.end
        matched = self.subject[match.start() : match.end()]
        first = match.start() + len(matched) - len(matched.lstrip(_TRIMMED))
        last = match.end() - len(matched) + len(matched.rstrip(_TRIMMED))
        for at in range(first, last):
            if self.subject[at] not in (_EDGE, _NAME, " "):
                start = min(start, self.origins[at])
                end = max(end, self.origins[at] + 1)
        return Span(start, end)


def _squeezed(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    was_space = False
    for at in range(start, end):
        character = text[at]
        is_space = character.isspace()
        if not (is_space and was_space):
            yield (" " if is_space else character.replace(_NAME, " ")), at
        was_space = is_space


def grammars(language: str | None) -> tuple[Grammar, ...]:
    """The grammars for a text: its language and English, or all when it is unknown."""
    known = _languages()
    if language is None:
        return tuple(grammar(code) for code in known)
    code = language[:2].lower()
    return tuple(grammar(c) for c in dict.fromkeys((code, "en")) if c in known)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of one language that has a file."""
    table = _table(language)
    fragments = dict(table.get("fragments", {}))
    return Grammar(
        language=language,
        patterns=tuple(_pattern(row, fragments) for row in table["pattern"]),
        triggers=re.compile(table["triggers"]),
        open_triggers=re.compile(table["open_triggers"]),
        media_words=frozenset(table["media_words"]),
        institution_words=frozenset(table["institution_words"]),
    )


@cache
def image_expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a bracket, and what makes a line, an image credit."""
    image = _table("en")["image"]
    return re.compile(image["bracket"]), re.compile(image["line"])


@cache
def _languages() -> tuple[str, ...]:
    found = sorted(path.name.split(".")[1] for path in _FOLDER.glob("credits.*.toml"))
    return ("en", *(code for code in found if code != "en"))


@cache
def _table(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"credits.{language}.toml").read_text("utf-8"))


def _pattern(row: Mapping[str, Any], fragments: Mapping[str, str]) -> Pattern:
    source = row["text"]
    for _ in range(2):
        for name, fragment in fragments.items():
            source = source.replace(f"{{{name}}}", fragment)
    return Pattern(
        name=row["name"],
        form=row["form"],
        strength=row["strength"],
        expression=re.compile(source.replace("@", _NAME)),
        kinds=tuple(row.get("kinds", ())),
        unlisted=row.get("unlisted", "no"),
        is_top=row.get("top", False),
        is_full=row.get("full", False),
        is_dated=row.get("dated", False),
        examples=tuple(row.get("examples", ())),
        counter=tuple(row.get("counter", ())),
    )
