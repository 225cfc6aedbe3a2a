"""What one article says about its sources: every credit, with its words and its reach.

Names first, grammar second: each name of an outlet is looked at with the few
words around it (patterns.py); what the credit covers is scope.py's answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reuse.model import Article, ArticleId, Span
from reuse.settings import TraceSettings
from reuse.text.addresses import host_of
from reuse.trace.corpus import Corpus
from reuse.trace.layout import Layout
from reuse.trace.mentions import Mention, find_mentions, unlisted_names
from reuse.trace.outlets import UNLISTED, Outlet, directory
from reuse.trace.patterns import Form, Grammar, Pattern, Window, grammars, image_expressions
from reuse.trace.scope import LeadIn, Reach, Scopes

_TOP_PARAGRAPHS = 12
_CAPTION_LIMIT = 400
_BRACKET_REACH = 160
_LINK_STRENGTH = 0.5
# Names looked at per article, listed and unlisted each: no article of journalism has
# more, and a megabyte of nothing but names then costs a second.
_MAX_NAMES = 4000
_BULLETS = ("•", "·")
_DASHES = ("-", "–", "—")
_WORD = re.compile(r"[^\W\d_]\w*")
_DATE = re.compile(
    r"(?:(?:Updated|Published|Posted|[A-Z][a-z]+day)\b.{0,20})?"
    r"(?:\d{1,2}[ .:/-]|[A-Z][a-z]{2,8}\.? \d)"
    r"|[A-Z]{3}[^\n]{0,40} [-–—]"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One credit: whom it names, in which words, and what it covers.

    `form` is "link" for a hyperlink, whose `phrase` is None when no words carry it, and
    whose `target` is the article of the corpus that it leads to, if any.
    """

    outlet: Outlet
    phrase: Span | None
    form: Form | str
    strength: float
    reach: tuple[Reach, ...]
    is_own: bool = False
    target: ArticleId | None = None

    def cover(self, span: Span) -> float:
        """Mean strength of this credit over `span`, 0 outside its reach."""
        return sum(r.span.overlap(span) * r.strength for r in self.reach) / len(span)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says about itself and its sources."""

    article: Article
    layout: Layout
    own: Outlet | None
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]

    @property
    def label(self) -> str:
        """How texts name this article: its outlet where known, and its id."""
        return f"{self.article.id} ({self.own.name})" if self.own else str(self.article.id)


def read_credits(
    article: Article, *, settings: TraceSettings, corpus: Corpus | None = None
) -> Reading:
    """Every credit that `article` gives, by position; to `corpus` too, if it is given."""
    corpus = corpus or Corpus(directory())
    layout = Layout.of(article.text)
    own = corpus.own_outlet(article)
    mentions = find_mentions(article.text, corpus.directory, own=own)
    found = list(_clues(article, layout, mentions))
    lead_ins = tuple(c.lead_in for c in found if c.pattern.form == "lead-in")
    datelines = tuple(c.phrase for c in found if c.pattern.form == "dateline")
    scopes = Scopes(layout, lead_ins, datelines, _caption_numbers(layout), settings)
    claims = [claim for clue in found if (claim := _claim(clue, scopes, own)) is not None]
    claims += _links(article, layout, own, corpus=corpus)
    return Reading(article, layout, own, tuple(claims), mentions)


@dataclass(frozen=True, slots=True)
class _Clue:
    """A name with words of attribution around it, before its reach is known."""

    mention: Mention
    pattern: Pattern
    phrase: Span

    @property
    def lead_in(self) -> LeadIn:
        return LeadIn(self.phrase, self.mention.outlet.key)


def _clues(article: Article, layout: Layout, mentions: Sequence[Mention]) -> Iterator[_Clue]:
    known = grammars(article.language)
    for mention in mentions[:_MAX_NAMES]:
        clue = _best_clue(layout, mention, known)
        if clue is not None:
            yield clue
    taken = [(m.span.start, m.span.end) for m in mentions]
    last = -1
    for mention in islice(_unlisted(layout, known), _MAX_NAMES):
        if mention.span.start < last or _is_taken(taken, mention.span):
            continue
        clue = _best_clue(layout, mention, known)
        if clue is not None:
            last = mention.span.end
            yield clue


def _unlisted(layout: Layout, known: Sequence[Grammar]) -> Iterator[Mention]:
    """Unlisted names beside words of attribution; longest first at each place."""
    for paragraph in layout.paragraphs:
        words = paragraph.span.of(layout.text)
        if not (any(g.triggers.search(words) for g in known) or words.endswith(_BULLETS)):
            continue
        is_open = any(g.open_triggers.search(words) for g in known)
        for mention in unlisted_names(layout.text, paragraph.span):
            if is_open or any(_sounds_like_media(mention.outlet, g) for g in known):
                yield from _endings(layout.text, mention)


def _endings(text: str, mention: Mention) -> Iterator[Mention]:
    """The name, and the name without its first words ("As The Daily Sentinel")."""
    for word in _WORD.finditer(text, mention.span.start, mention.span.end):
        if word.group()[0].isupper() or word.start() == mention.span.start:
            span = Span(word.start(), mention.span.end)
            yield Mention(span, Outlet(span.of(text)))


def _is_taken(taken: Sequence[tuple[int, int]], span: Span) -> bool:
    at = bisect_left(taken, (span.end, 0))
    return at > 0 and taken[at - 1][1] > span.start


def _best_clue(layout: Layout, mention: Mention, known: Sequence[Grammar]) -> _Clue | None:
    number = layout.number(mention.span.start)
    paragraph = layout.paragraphs[number].span
    if mention.span.end > paragraph.end or is_image_credit(layout, mention.span):
        return None
    window = Window.around(layout.text, mention.span, paragraph=paragraph)
    written = mention.span.of(layout.text)
    best: _Clue | None = None
    for grammar in known:
        for pattern in grammar.patterns:
            if best is not None and pattern.strength <= best.pattern.strength:
                continue
            if not pattern.admits(
                mention.outlet, written=written, is_top=number < _TOP_PARAGRAPHS
            ) or not _sounds_right(mention.outlet, pattern, grammar):
                continue
            if pattern.is_dated and not _is_dated(layout, number):
                continue
            match = pattern.expression.search(window.subject)
            if match is not None:
                best = _Clue(mention, pattern, window.phrase(match, mention.span))
    return best


def _is_dated(layout: Layout, number: int) -> bool:
    """Whether a date or a dateline follows the paragraph."""
    if number + 1 >= len(layout.paragraphs):
        return False
    after = layout.paragraphs[number + 1].span
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
    paragraph = layout.paragraphs[layout.number(span.start)].span
    before = layout.text[max(paragraph.start, span.start - _BRACKET_REACH) : span.start]
    after = layout.text[span.end : min(paragraph.end, span.end + _BRACKET_REACH)]
    for opening, closing in ("()", "[]"):
        start, end = before.rfind(opening), after.find(closing)
        if start > before.rfind(closing) and end >= 0:
            inside = before[start + 1 :] + " " + after[:end]
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


def _caption_numbers(layout: Layout) -> frozenset[int]:
    return frozenset(n for n, p in enumerate(layout.paragraphs) if is_caption(layout.text, p.span))


def _claim(clue: _Clue, scopes: Scopes, own: Outlet | None) -> Claim | None:
    outlet, pattern = clue.mention.outlet, clue.pattern
    is_own = own is not None and own.key == outlet.key
    # "CNN has learned" on CNN, or a copyright line, says nothing about one passage.
    if is_own and pattern.form not in ("dateline", "by-line"):
        return None
    reach = scopes.reach(clue.phrase, pattern.form)
    return Claim(outlet, clue.phrase, pattern.form, pattern.strength, reach, is_own)


def _links(
    article: Article, layout: Layout, own: Outlet | None, *, corpus: Corpus
) -> Iterator[Claim]:
    for link in article.links:
        target, outlet = corpus.linked(link.url) or (
            None,
            corpus.directory.by_domain(host_of(link.url)),
        )
        if outlet is None or target == article.id or (own is not None and outlet.same_house(own)):
            continue
        reach: tuple[Reach, ...] = ()
        if link.span is not None and layout.paragraphs:
            reach = (Reach(layout.sentence(link.span), 1.0),)
        phrase = link.span if reach else None
        yield Claim(outlet, phrase, "link", _LINK_STRENGTH, reach, target=target)
