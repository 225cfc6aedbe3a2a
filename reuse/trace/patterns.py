"""The grammar of attribution: data, one file a language, compiled when first used.

Every pattern is tried on a window around one name, at most 120 characters to
either side after runs of white space are made one.  The work for a text is thus
bounded by the number of names in it, whatever the text holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reuse.model import Span
from reuse.trace.outlets import UNLISTED, Outlet
from reuse.trace.triggers import Triggers

Form = Literal[
    "lead-in", "sentence", "told", "closing", "dateline", "by-line", "source", "assisted"
]
_FOLDER = Path(__file__).parent
_NAME = "\x00"
_EDGE = "\n"
_WINDOW = 120
_RAW_WINDOW = 130
_WIDE_WINDOW = 800
_GAP = "   "
_SHORT_NAME = 6
# A capital, "the", or the first label of a domain.
_NAME_BEGINS = r"(?=[^\W\da-z_]|[Tt]he |[A-Za-z0-9][A-Za-z0-9-]{0,40}\.)"
_TRIMMED = '\n —–―-_|•·,;"“”'


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to credit an outlet (keys as in credits.en.toml).

    `source`: the regular expression; `head`: that of what stands before the name, and of the
    sign that a name begins with; None when the pattern does not tell.
    """

    name: str
    form: Form
    strength: float
    source: str
    head: str | None
    kinds: tuple[str, ...]
    unlisted: Literal["no", "media", "any"]
    is_top: bool
    is_full: bool
    is_dated: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]

    @property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, compiled when first asked for: most never are."""
        return _compiled(self.source)

    def may_follow(self, line: str) -> bool:
        """Whether a line, made by `as_line`, has a place for a name in this pattern."""
        return self.head is None or _compiled(self.head).search(line) is not None

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
    triggers: Triggers
    open_triggers: Triggers
    media_words: frozenset[str]
    institution_words: frozenset[str]

    def sounds_like_media(self, words: Sequence[str]) -> bool:
        """Whether a name, as words, reads like a news outlet's."""
        is_named = any(word in self.media_words for word in words)
        # One word is too little: "Press reports say so".  "The Herald" is two.
        return is_named and len(words) > 1 and not self.is_institution(words)

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
        high = min(paragraph.end, high)
        before = _squeezed(text, low, name.start)
        after = _squeezed(text, name.end, high)
        before, after = before.last(_WINDOW), after.first(_WINDOW)
        starts = not before.signs or before.places[0] <= paragraph.start
        ends = not after.signs or after.places[-1] >= paragraph.end - 1
        first, last = (_EDGE if starts else ""), (_EDGE if ends else "")
        return cls(
            f"{first}{before.signs}{_NAME}{after.signs}{last}",
            (
                *[low][: len(first)],
                *before.places,
                name.start,
                *after.places,
                *[high][: len(last)],
            ),
        )

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


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """Text with every run of white space made one space, and where its signs stood."""

    signs: str
    places: Sequence[int]

    def last(self, most: int) -> _Squeezed:
        """The last signs, spaces before them left out."""
        signs = self.signs[-most:].lstrip(" ")
        return _Squeezed(signs, self.places[len(self.places) - len(signs) :])

    def first(self, most: int) -> _Squeezed:
        """The first signs, spaces after them left out."""
        signs = self.signs[:most].rstrip(" ")
        return _Squeezed(signs, self.places[: len(signs)])


def _squeezed(text: str, start: int, end: int) -> _Squeezed:
    raw = text[start:end]
    # The stops keep the spaces at both ends.
    signs = " ".join(f".{raw}.".split())[1:-1].replace(_NAME, " ")
    if len(signs) == len(raw):
        return _Squeezed(signs, range(start, end))
    places = [
        at for at in range(start, end) if not (at > start and text[at - 1 : at + 1].isspace())
    ]
    return _Squeezed(signs, places)


def as_line(paragraph: str) -> str:
    """A paragraph with single spaces and edges, as windows show it."""
    return f"{_EDGE}{' '.join(paragraph.split()).replace(_NAME, ' ')}{_EDGE}"


@cache
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
        triggers=Triggers.of(table["triggers"]),
        open_triggers=Triggers.of(table["open_triggers"]),
        media_words=frozenset(table["media_words"]),
        institution_words=frozenset(table["institution_words"]),
    )


@cache
def image_expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a bracket, and what makes a line, an image credit."""
    image = _table("en")["image"]
    return re.compile(image["bracket"]), re.compile(image["line"])


@cache
def anaphor_expression() -> re.Pattern[str]:
    """Words after a quotation that may stand for an outlet, and the space after them."""
    return re.compile(_table("en")["anaphor"]["text"])


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
        source=source.replace("@", _NAME),
        head=_head(source),
        kinds=tuple(row.get("kinds", ())),
        unlisted=row.get("unlisted", "no"),
        is_top=row.get("top", False),
        is_full=row.get("full", False),
        is_dated=row.get("dated", False),
        examples=tuple(row.get("examples", ())),
        counter=tuple(row.get("counter", ())),
    )


def _head(source: str) -> str | None:
    """The part of a pattern that stands before its only name, outside of any group."""
    part, _, rest = source.partition("@")
    plain = re.sub(r"\\.|\[[^\]]*\]", "", part)
    is_whole = plain.count("(") == plain.count(")") and "|" not in re.sub(r"\(.*\)", "", plain)
    if not part or "@" in rest or not is_whole:
        return None
    return part + _NAME_BEGINS


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)
