"""What one article says about its sources: every credit, with its words and its reach.

Where a credit may stand is clues.py's answer, what it covers scope.py's.  Articles are
read together: their words are numbered once, and tell which patterns and names an
article may hold at all.  Most hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from reuse.model import Article, ArticleId, Span
from reuse.settings import TraceSettings
from reuse.text.addresses import host_of
from reuse.text.layout import Layout
from reuse.trace.clues import Captions, Clue, find_clues
from reuse.trace.corpus import Corpus
from reuse.trace.furniture import Furniture, expressions
from reuse.trace.layouts import Layouts
from reuse.trace.literals import Screen
from reuse.trace.mentions import Mention, find_mentions, may_hold_domain
from reuse.trace.outlets import Outlet
from reuse.trace.patterns import Form, grammars
from reuse.trace.possible import NO_RULES, Hints, Possible, by_kind, doubtful, passing
from reuse.trace.scope import Reach, Scopes
from reuse.trace.sieve import Heads, MediaWords, Sieve, batches, flags_of
from reuse.trace.spelling import may_be_foreign, spelling_of
from reuse.trace.words import Remembered, Vocabulary, Words

_LINK_STRENGTH = 0.7
# "Jane Doe, Associated Press", "Reuters Staff", "AP/AFP": who an author's field may name.
_BETWEEN = re.compile(r"[,;|/()]| and | of | for | with ")
_STAFF = re.compile(r"(?i:^by +| +staff| +reporters?| +news agency| +correspondent)")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """One credit: whom it names, in which words, and what it covers.

    `phrase` is None where no words of the text carry it: a hyperlink of the page, a by-line
    that the record states.  `form` is "link" for a hyperlink, whose `target` is the article
    of the corpus that it leads to, if any.
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
    """What one article says about itself and its sources.

    `is_spelt`: whether some of its words may be spelt unlike the others; `is_draft`: whether
    it is not published yet.
    """

    article: Article
    layouts: Layouts
    own: Outlet | None
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    furniture: Furniture
    is_spelt: bool = True
    is_draft: bool = False

    @property
    def layout(self) -> Layout:
        """The shape of the article."""
        return self.layouts.of(self.article)

    @property
    def label(self) -> str:
        """How texts name this article: its outlet where known, and its id."""
        return f"{self.article.id} ({self.own.name})" if self.own else str(self.article.id)


def read_all(
    articles: Sequence[Article], *, settings: TraceSettings, corpus: Corpus
) -> Iterator[tuple[Reading, Words]]:
    """The readings of `articles`, in their order, each with the article's words without case.

    The words of one call share a vocabulary.
    """
    vocabulary = Vocabulary()
    words = [vocabulary.read_of(article) for article in articles]
    reader = _Reader(corpus, settings, Layouts())
    media, heads = MediaWords.of(vocabulary), Heads.of(corpus.directory, vocabulary)
    sieve, folded = Sieve.of(_patterns(), vocabulary), vocabulary.folded()
    spelling = vocabulary.said(_spelt())
    left = iter(articles)
    for batch in batches(words):
        rows = zip(
            (held.renumbered(folded) for held in batch.articles),
            sieve.passing(batch),
            heads.places(batch),
            media.held(batch),
            flags_of(batch, spelling),
            strict=True,
        )
        for row in rows:
            found = _Found(*row)
            yield reader.read(next(left), found), found.words


@cache
def _spelt() -> Remembered:
    return Remembered(lambda words: np.fromiter(map(spelling_of, words), np.uint8, len(words)))


@cache
def _patterns() -> tuple[tuple[str, ...], ...]:
    """What matches nowhere in most articles: rules, lines of page furniture, releases."""
    return (
        *(tuple(rule[1].source for rule, _ in rows) for rows in by_kind()),
        tuple(expression.pattern for expression, _ in expressions("lines").rows),
        tuple(expression.pattern for expression, _ in expressions("release").rows),
    )


class _Found(NamedTuple):
    """What the words of an article tell, and those words without case.

    `passing`: which of `_patterns` may match in it; `heads`: see `find_mentions`; `media`:
    the words of media that it holds; `spelling`: see `spelling_of`.
    """

    words: Words
    passing: Sequence[Sequence[int]]
    heads: Sequence[tuple[int, int]] | None
    media: Sequence[str]
    spelling: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one article after the other."""

    corpus: Corpus
    settings: TraceSettings
    layouts: Layouts

    def read(self, article: Article, found: _Found) -> Reading:
        """The reading of one article."""
        *numbers, lines, release = found.passing
        layout = self.layouts.of(article)
        text = layout.text
        own = self.corpus.own_outlet(article)
        hints = Hints(found.media, may_hold_domain(text))
        mentions: tuple[Mention, ...] = ()
        if hints.has_domain or found.heads is None or found.heads:
            directory = self.corpus.directory
            mentions = find_mentions(text, directory, own=own, heads=found.heads)
        claims: tuple[Claim, ...] = ()
        can_sound = bool(hints.media) or hints.has_domain
        unlisted = doubtful(article.language, tuple(numbers[: 2 if can_sound else 1]))
        if mentions or unlisted.rules.rows:
            listed = passing(article.language, tuple(numbers)) if mentions else NO_RULES
            possible = Possible(grammars(article.language), listed, unlisted)
            clues = find_clues(layout, mentions, possible, hints=hints)
            claims = self._claims(tuple(clues), layout, own)
        claims += _authored(article, layout, own, told=claims, corpus=self.corpus)
        if article.links:
            claims += tuple(_links(article, layout, own, corpus=self.corpus))
        furniture = Furniture(_only("lines", lines), _only("release", release))
        is_spelt = may_be_foreign(found.spelling, own)
        return Reading(article, self.layouts, own, claims, mentions, furniture, is_spelt)

    def _claims(
        self, found: Sequence[Clue], layout: Layout, own: Outlet | None
    ) -> tuple[Claim, ...]:
        if not found:
            return ()
        lead_ins = tuple(c.lead_in for c in found if c.pattern.form == "lead-in")
        datelines = tuple(c.phrase for c in found if c.pattern.form == "dateline")
        scopes = Scopes(layout, lead_ins, datelines, Captions(layout), self.settings)
        claims = (_claim(clue, scopes, own) for clue in found)
        return tuple(claim for claim in claims if claim is not None)


@lru_cache(maxsize=1 << 10)
def _only(kind: str, numbers: Sequence[int]) -> Screen[re.Pattern[str]]:
    """The patterns of these numbers, of one table of page furniture."""
    return expressions(kind).only(numbers)


def _claim(clue: Clue, scopes: Scopes, own: Outlet | None) -> Claim | None:
    outlet, pattern = clue.mention.outlet, clue.pattern
    is_own = own is not None and own.key == outlet.key
    # "CNN has learned" on CNN, or a copyright line, says nothing about one passage.
    if is_own and pattern.form not in ("dateline", "by-line"):
        return None
    reach = scopes.reach(clue.phrase, pattern.form)
    if not reach:
        return None
    return Claim(outlet, clue.phrase, pattern.form, pattern.strength, reach, is_own)


def _authored(
    article: Article, layout: Layout, own: Outlet | None, *, told: Sequence[Claim], corpus: Corpus
) -> tuple[Claim, ...]:
    """The other agencies that a record names as the author, and the text does not."""
    if not article.author or not layout.text:
        return ()
    names = (_STAFF.sub("", part.strip()) for part in _BETWEEN.split(article.author[:_LONGEST]))
    found = {o.key: o for o in map(corpus.directory.resolve, filter(None, names)) if o.is_agency}
    known = {claim.outlet.key for claim in told if claim.form in ("by-line", "dateline")}
    reach = (Reach(Span(0, len(layout.text)), 1.0),)
    return tuple(
        Claim(outlet, None, "by-line", 1.0, reach)
        for key, outlet in sorted(found.items())
        if key not in known and (own is None or own.key != key)
    )


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
