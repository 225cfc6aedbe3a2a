"""Names of outlets with words of attribution around them: clues to a credit.

Names first, grammar second: each name is looked at with the few words around it.
A pattern is tried only where the plain words that it needs are there (literals.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reuse.model import Span
from reuse.text.layout import Layout
from reuse.trace.anaphors import with_anaphors
from reuse.trace.literals import Screen, fold
from reuse.trace.mentions import Mention, unlisted_names
from reuse.trace.outlets import UNLISTED, Outlet
from reuse.trace.patterns import (
    Grammar,
    Pattern,
    Window,
    as_line,
    image_expressions,
)
from reuse.trace.possible import Hints, Possible, Rules
from reuse.trace.scope import LeadIn

_TOP_PARAGRAPHS = 12
_CAPTION_LIMIT = 400
_BRACKET_REACH = 160
# Names looked at per article, listed and unlisted each: no article of journalism has
# more, and a megabyte of nothing but names then costs a second.
_MAX_NAMES = 4000
_LINES = ("source", "assisted")
_BULLETS = ("•", "·")
_DASHES = ("-", "–", "—")
_AFTER_NAME = re.compile(
    r"(?<![ ,])[ ,]*+[|•—–]|\s{2}|\s(?:on|Published|Updated|Posted)\b|,? ?\d|,? ?[A-Z][a-z]+day\b"
)
_ROW = 12
_IN_A_ROW = re.compile(r" (?:and|&|und|sowie|et|y) (?:the |der |die |das |le |la |el )?")
_ROW_ENDS = (",", ".", ";", ":", ")", "\n", "")
_WORD = re.compile(r"[^\W\d_]\w*")
# Where a link of Markdown leads to, whose slashes divide no names.
_TARGET = re.compile(r"\]\([^\s()]{0,200}\)?")
_DATE = re.compile(
    r"(?:(?:Updated|Published|Posted|[A-Z][a-z]+day)\b.{0,20})?"
    r"(?:\d{1,2}[ .:/-]|[A-Z][a-z]{2,8}\.? \d)"
    r"|[A-Z]{3}[^\n]{0,40} [-–—]"
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A name with words of attribution around it, before its reach is known."""

    mention: Mention
    pattern: Pattern
    phrase: Span

    def outranks(self, other: Clue) -> bool:
        """Whether this is the better reading of the words around one name.

        A line of sources says more than the words in it: "With reporting by Reuters" is no
        "reporting by Reuters".
        """
        own, others = self.pattern, other.pattern
        for line, words, is_self in ((self, other, True), (other, self, False)):
            is_line = line.pattern.form in _LINES and words.pattern.form not in _LINES
            if is_line and line.phrase.contains(words.phrase):
                return is_self
        return own.strength > others.strength

    @property
    def lead_in(self) -> LeadIn:
        """Where the article hands the word to the outlet."""
        return LeadIn(self.phrase, self.mention.outlet.key)


def find_clues(
    layout: Layout, mentions: Sequence[Mention], possible: Possible, *, hints: Hints
) -> Iterator[Clue]:
    """The clues to the listed outlets of `mentions`, then those to unlisted ones."""
    before: Clue | None = None
    for mention in with_anaphors(layout, mentions)[:_MAX_NAMES]:
        clue = _best_clue(layout, mention, possible.listed)
        if clue is None and before is not None:
            clue = _joined(layout.text, before, mention)
        before = clue
        if clue is not None:
            yield clue
    taken = [(m.span.start, m.span.end) for m in mentions]
    last = -1
    for mention, near in islice(_unlisted(layout, possible, hints), _MAX_NAMES):
        if mention.span.start < last or _is_taken(taken, mention.span):
            continue
        clue = _best_clue(layout, mention, near)
        if clue is not None:
            last = mention.span.end
            yield clue


def _unlisted(layout: Layout, possible: Possible, hints: Hints) -> Iterator[tuple[Mention, Rules]]:
    """Unlisted names beside words of attribution, with the rules that may match there.

    Longest first at each place.
    """
    folded = fold(layout.text)
    some = possible.unlisted.passed(folded)
    if not some.rows:
        return
    for_any = Screen(tuple(row for row in some.rows if row[0][1].unlisted == "any"))
    is_mixed = len(for_any.rows) < len(some.rows)
    media = {layout.number(at) for at in hints.places(layout.text)} if is_mixed else set()
    for number in sorted(media.union(_telling(layout, for_any, folded))):
        words, span = layout.words(number), layout.span(number)
        near = some if number in media else for_any
        small = fold(words) if near.rows else ""
        near = _near(words, small, near) if near.rows else near
        known = [g for g in possible.grammars if any(rule[0] is g for rule, _ in near.rows)]
        if not _is_triggered(small, known):
            continue
        is_open = any(g.open_triggers.stand_in(small) for g in known)
        takes_any = is_open and any(rule[1].unlisted == "any" for rule, _ in near.rows)
        for mention in unlisted_names(layout.text, span):
            if not takes_any and not _has_media_word(mention.outlet, known):
                continue
            if is_open or any(_sounds_like_media(mention.outlet, g) for g in known):
                yield from ((ending, near) for ending in _endings(layout.text, mention))


def _telling(layout: Layout, possible: Rules, folded: str) -> Iterable[int]:
    """Numbers of the paragraphs that hold what one of some rules needs most."""
    places = possible.places(folded)
    return range(len(layout.starts)) if places is None else map(layout.number, places)


def _near(words: str, folded: str, possible: Rules) -> Rules:
    """The rules that may match around a name in a paragraph."""
    near = possible.passed(folded)
    line = as_line(words) if near.rows else ""
    return Screen(tuple(row for row in near.rows if row[0][1].may_follow(line)))


def _is_triggered(folded: str, known: Sequence[Grammar]) -> bool:
    return any(g.triggers.stand_in(folded) for g in known) or (
        bool(known) and folded.endswith(_BULLETS)
    )


def _has_media_word(outlet: Outlet, known: Sequence[Grammar]) -> bool:
    """Whether a name, or a part of it, may sound like a news outlet."""
    if "." in outlet.name:
        return True
    words = _WORD.findall(outlet.name)
    return any(not g.media_words.isdisjoint(words) for g in known)


def _endings(text: str, mention: Mention) -> Iterator[Mention]:
    """The name, and the name without its first words ("As The Daily Sentinel")."""
    for word in _WORD.finditer(text, mention.span.start, mention.span.end):
        if word.group()[0].isupper() or word.start() == mention.span.start:
            span = Span(word.start(), mention.span.end)
            yield Mention(span, Outlet(span.of(text)))


def _is_taken(taken: Sequence[tuple[int, int]], span: Span) -> bool:
    at = bisect_left(taken, (span.end, 0))
    return at > 0 and taken[at - 1][1] > span.start


def _best_clue(layout: Layout, mention: Mention, near: Rules) -> Clue | None:
    number = layout.number(mention.span.start)
    paragraph = layout.span(number)
    if mention.span.end > paragraph.end:
        return None
    window = Window.around(layout.text, mention.span, paragraph=paragraph)
    written = mention.span.of(layout.text)
    best: Clue | None = None
    for grammar, pattern in near.passing(fold(window.subject)):
        is_line = pattern.form in _LINES
        if best is not None and pattern.strength <= best.pattern.strength and not is_line:
            continue
        if not pattern.admits(
            mention.outlet, written=written, is_top=number < _TOP_PARAGRAPHS
        ) or not _sounds_right(mention.outlet, pattern, grammar):
            continue
        if pattern.is_dated and not _is_dated(layout, number):
            continue
        match = pattern.expression.search(window.subject)
        if match is not None:
            phrase = window.phrase(match, mention.span)
            if pattern.form == "by-line":
                phrase = _without_date(layout.text, phrase, name=mention.span)
            clue = Clue(mention, pattern, phrase)
            best = clue if best is None or clue.outranks(best) else best
    if best is not None and is_image_credit(layout, mention.span):
        return None
    return best


def _joined(text: str, before: Clue, mention: Mention) -> Clue | None:
    """The clue to a name that stands in one row with one that is credited: "X and Y"."""
    last, end = before.mention.span.end, mention.span.end
    if mention.span.start - last > _ROW or not _IN_A_ROW.fullmatch(text[last : mention.span.start]):
        return None
    # "According to Reuters and CNN anchors ..." is of one of them.
    if text[end : end + 1] not in _ROW_ENDS:
        return None
    return Clue(mention, before.pattern, before.phrase.hull(mention.span))


def _without_date(text: str, phrase: Span, *, name: Span) -> Span:
    """A by-line without the date, or the beginning of one, that follows the name."""
    date = _AFTER_NAME.search(text, name.end, phrase.end)
    return Span(phrase.start, max(name.end, date.start())) if date else phrase


def _is_dated(layout: Layout, number: int) -> bool:
    """Whether a date or a dateline follows the paragraph."""
    if number + 1 >= len(layout.starts):
        return False
    after = layout.span(number + 1)
    return _DATE.match(layout.text, after.start, min(after.end, after.start + 60)) is not None


def _sounds_right(outlet: Outlet, pattern: Pattern, grammar: Grammar) -> bool:
    """Whether an unlisted name may be an outlet where `pattern` matched."""
    if outlet.kind != UNLISTED or _sounds_like_media(outlet, grammar):
        return True
    words = _WORD.findall(outlet.name)
    return pattern.unlisted == "any" and not grammar.is_institution(words)


def _sounds_like_media(outlet: Outlet, grammar: Grammar) -> bool:
    return "." in outlet.name or grammar.sounds_like_media(_WORD.findall(outlet.name))


def is_image_credit(layout: Layout, span: Span) -> bool:
    """Whether the name at `span` credits a picture: "(AP Photo/…)", "Photo: Jorge Silva, AP"."""
    bracket, _ = image_expressions()
    paragraph = layout.span(layout.number(span.start))
    before = layout.text[max(paragraph.start, span.start - _BRACKET_REACH) : span.start]
    after = layout.text[span.end : min(paragraph.end, span.end + _BRACKET_REACH)]
    for opening, closing in ("()", "[]"):
        start, end = before.rfind(opening), after.find(closing)
        if start > before.rfind(closing) and end >= 0:
            inside = _TARGET.sub("]", before[start + 1 :] + " " + after[:end])
            # "BERLIN (dpa/mit) –" is a dateline, whatever its bracket holds.
            if after[end + 1 :].lstrip().startswith(_DASHES):
                return False
            # A press-release wire brackets itself in slashes: "/PRNewswire/".
            return bracket.search(inside) is not None and inside.strip(" /") != ""
    return is_caption(layout.text, paragraph)


def is_caption(text: str, paragraph: Span) -> bool:
    """Whether a paragraph as a whole is a picture's caption or credit."""
    if len(paragraph) > _CAPTION_LIMIT:
        return False
    bracket, line = image_expressions()
    words = paragraph.of(text)
    if words.startswith(("(", "[")) and words.endswith((")", "]")):
        return bracket.search(words) is not None
    return line.search(words) is not None


@dataclass(frozen=True, slots=True)
class Captions(Container[int]):
    """The numbers of the paragraphs that are captions; each is looked at when asked for."""

    layout: Layout

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and is_caption(self.layout.text, self.layout.span(number))
