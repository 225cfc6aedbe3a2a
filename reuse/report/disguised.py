"""Disguised words of a passage, in words: how many, in which way, and where the first is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from reuse.model import Article, ArticleId, Disguise, DisguiseKind, Report, Span
from reuse.report.escapes import in_line
from reuse.report.segments import Mark, Role
from reuse.text.disguised_letters import is_suspicious, main_script

# How a word of each kind is written, for one and for several.
_SAID: dict[DisguiseKind, tuple[str, str]] = {
    "look-alike": ("has letters of another script", "have letters of another script"),
    "zero-width": ("has invisible characters in it", "have invisible characters in them"),
    "variation-selector": ("has variation selectors in it", "have variation selectors in them"),
    "combining-marks": ("has marks on its letters", "have marks on their letters"),
    "styled-letters": ("is in letters of another form", "are in letters of another form"),
    "spaced-letters": ("is s p a c e d out", "are s p a c e d out"),
    "case": ("has capitals inside", "have capitals inside"),
    "soft-hyphen": ("has soft hyphens", "have soft hyphens"),
    "ligature": ("has ligatures", "have ligatures"),
    "line-hyphen": ("is broken at a line's end", "are broken at a line's end"),
    "quotes": ("has an odd apostrophe", "have odd apostrophes"),
    "capitals": ("is in capitals", "are in capitals"),
}
_LONGEST = 40
_HEAD = 2000  # characters of a text that tell its script


def disguises_in(report: Report, article: ArticleId, span: Span) -> tuple[Disguise, ...]:
    """The disguised words of an article that a stretch of it has."""
    found = report.disguises
    low = bisect_left(found, article, key=attrgetter("article"))
    place = (article, span.end)
    high = bisect_left(found, place, lo=low, key=lambda d: (d.article, d.span.start))
    return tuple(d for d in found[low:high] if d.span.overlap(span))


def disguise_marks(report: Report, article: Article) -> tuple[Mark, ...]:
    """The disguised words of an article, typography aside, each with all that is said of it."""
    found = disguises_in(report, article.id, Span(0, len(article.text))) if article.text else ()
    rows = groupby((d for d in found if not d.is_typographic), key=attrgetter("span"))
    home = main_script(article.text[:_HEAD])
    return tuple(_mark(span, [d.kind for d in row], article.text, home) for span, row in rows)


def _mark(span: Span, kinds: Sequence[DisguiseKind], text: str, home: str | None) -> Mark:
    said = ", ".join(_SAID[kind][0] for kind in kinds)
    role: Role = "spaced" if "spaced-letters" in kinds else "disguised"
    return Mark(span, role, f"{said}: {spelled(span.of(text), home)}")


def disguised_said(disguises: Iterable[Disguise], text: str) -> str:
    """What is no typography, the kind of most words first; nothing where there is none."""
    return _said([d for d in disguises if not d.is_typographic], text)


def typography_said(disguises: Iterable[Disguise], text: str) -> str:
    """What programs for setting text do by themselves."""
    return _said([d for d in disguises if d.is_typographic], text)


def _said(disguises: Sequence[Disguise], text: str) -> str:
    kinds = sorted({d.kind for d in disguises})
    rows = [[d for d in disguises if d.kind == kind] for kind in kinds]
    rows.sort(key=len, reverse=True)
    return ", ".join(_row(row, text, is_first=row is rows[0]) for row in rows)


def _row(row: Sequence[Disguise], text: str, *, is_first: bool) -> str:
    kind, number = row[0].kind, len(row)
    one, many = _SAID[kind]
    if kind == "capitals":
        return f"all {one if number == 1 else many}"
    noun = (" word" if number == 1 else " words") if is_first else ""
    word = spelled(row[0].span.of(text), main_script(text[:_HEAD]))
    return f"{number:,}{noun} {one if number == 1 else many} (“{word}”)"


def spelled(word: str, home: str | None = None) -> str:
    """A word in which every character that is not what it looks like is told by its code point.

    `home` is the script of its text: what is of another one is told.

    >>> spelled("c\\u043epy"), spelled("t\\u200bhe")
    ('c[U+043E]py', 't[U+200B]he')
    """
    shown = in_line("".join(_spelled(word[:_LONGEST], home)))
    return shown + ("…" if len(word) > _LONGEST else "")


def _spelled(word: str, home: str | None) -> Iterator[str]:
    for character in word:
        told = is_suspicious(character, word, home)
        yield f"[U+{ord(character):04X}]" if told else character
