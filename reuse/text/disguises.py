"""Words that are written so that a comparison of characters would miss them, and how.

A reader sees the word all the same.  What programs for setting text do by themselves (soft
hyphens, ligatures, words broken at the end of a line, capitals throughout) is told apart: it is
typography.  What languages write anyway (joiners of Arabic and Indic letters, accents, stress
marks, a Latin name in a Russian text) is nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from reuse.model import DisguiseKind, Span
from reuse.text.disguised_letters import (
    hides_after,
    kinds_of,
    looks_like,
    main_script,
    script_of,
)
from reuse.text.telling import SPACED, is_ascii_telling, telling

TYPOGRAPHIC: frozenset[DisguiseKind] = frozenset(
    ("soft-hyphen", "ligature", "line-hyphen", "capitals", "quotes")
)
# Words of a passage in capitals from where on that is worth a word; and with capitals inside.
_CAPITAL_WORDS = 8
_ODD_WORDS, _ODD_SHARE, _NAMES_SHARE = 3, 0.2, 0.4
_MIXED_CASE = re.compile(r"[a-zà-ÿά-ώа-ѿ][A-ZÀ-ÞΆ-ΫЀ-Я]")
# Text in which Latin letters are full-width anyway.
_WIDE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_FULL_WIDTH = re.compile("[\uff21-\uff5a]")
_WORD = re.compile(r"[^\W\d_]+")


def disguises(text: str, span: Span) -> Iterator[tuple[Span, DisguiseKind]]:
    """The disguised words of a stretch of a text, each with how, in order.

    A word that is disguised in several ways is told once for each.  Capitals are told of the
    whole stretch, once.
    """
    part = span.of(text)
    if not part.isascii() or is_ascii_telling(part) or SPACED.search(part):
        for start, end, kinds in _words(part):
            place = Span(span.start + start, span.start + end)
            yield from ((place, kind) for kind in kinds)
    yield from _cases(part, span.start)


def _words(part: str) -> Iterator[tuple[int, int, tuple[DisguiseKind, ...]]]:
    from reuse.text.tokens import tokenize

    if not telling().search(part):
        return
    table = tokenize([part])
    places = list(zip(table.start.tolist(), table.end.tolist(), strict=True))
    found = [(a, b, kinds_of(part[a:b])) for a, b in places]
    mixed = any("look-alike" in kinds for _, _, kinds in found)
    home = main_script(part) if mixed else None
    starts = {start for start, _, _ in found}
    is_wide = bool(_WIDE.search(part))
    for start, end, kinds in found:
        told = {*kinds}
        if home and _is_foreign(part[start:end], home):
            told.add("look-alike")
        if is_wide and _FULL_WIDTH.search(part[start:end]):
            told.discard("styled-letters")
        if end in starts and (hidden := hides_after(part[start:end])):
            told.add(hidden)
        if told:
            yield start, end, tuple(sorted(told))


def _is_foreign(word: str, home: str) -> bool:
    """Whether every letter is of another script and looks like one of the script around it.

    Only beside words that mix scripts: by itself that is a foreign word.
    """
    scripts = {script_of(letter) for letter in word} - {None}
    if scripts == {"GREEK"} and len(word) == 1:  # of science
        return False
    return bool(scripts) and home not in scripts and looks_like(word, home)


def _cases(part: str, at: int) -> Iterator[tuple[Span, DisguiseKind]]:
    if part.isupper():
        yield from _throughout(part, at)
        return
    if not _MIXED_CASE.search(part):
        return
    words = [hit for hit in _WORD.finditer(part) if len(hit[0]) > 2]
    rises = [_rises(hit[0]) for hit in words]
    # One capital inside a word is in many names ("iPhone"); in every other word it is in none.
    least = 2 if sum(map(bool, rises)) < _NAMES_SHARE * len(words) else 1
    odd = [hit for hit, number in zip(words, rises, strict=True) if number >= least]
    if len(odd) >= max(_ODD_WORDS, _ODD_SHARE * len(words)):
        yield from ((Span(at + hit.start(), at + hit.end()), "case") for hit in odd)


def _throughout(part: str, at: int) -> Iterator[tuple[Span, DisguiseKind]]:
    """A stretch of some words in capitals."""
    words = [hit[0] for hit in _WORD.finditer(part) if len(hit[0]) > 1]
    # A script without capitals is in capitals where it has an acronym of another.
    if all(map(str.isupper, words)) and len(words) >= _CAPITAL_WORDS:
        yield Span(at, at + len(part)), "capitals"


def _rises(word: str) -> int:
    """How often a capital follows a small letter in a word: twice in "pReSident".

    Once after a first capital is a name ("McDonald") and counts as never.
    """
    cases = [letter.isupper() for letter in unicodedata.normalize("NFC", word)]
    rises = sum(not one and other for one, other in pairwise(cases))
    return 0 if rises == 1 and cases[0] else rises
