"""What one article says about its sources: every credit, with its words and its reach.

Where a credit may stand is clues.py's answer, what it covers scope.py's.  Articles are
read together: their words are numbered once, and tell which patterns and names an
article may hold at all.  Most hold none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.model import Article, ArticleId, Span
from reuse.settings import TraceSettings
from reuse.text.addresses import host_of
from reuse.trace.clues import Clue, Hints, find_clues, is_caption, open_rules
from reuse.trace.corpus import Corpus
from reuse.trace.furniture import Furniture, expressions
from reuse.trace.layout import Layout
from reuse.trace.literals import Screen, fold
from reuse.trace.mentions import Mention, find_mentions, may_hold_domain
from reuse.trace.outlets import Outlet
from reuse.trace.patterns import Form
from reuse.trace.scope import Reach, Scopes
from reuse.trace.sieve import Heads, MediaWords, Sieve
from reuse.trace.words import Vocabulary, Words

_LINK_STRENGTH = 0.5


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
    """What one article says about itself and its sources.

    `words` are those of all articles read together, without case.
    """

    article: Article
    layout: Layout
    own: Outlet | None
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    furniture: Furniture
    words: Words

    @property
    def label(self) -> str:
        """How texts name this article: its outlet where known, and its id."""
        return f"{self.article.id} ({self.own.name})" if self.own else str(self.article.id)


def read_all(
    articles: Sequence[Article], *, settings: TraceSettings, corpus: Corpus
) -> Iterator[Reading]:
    """The readings of `articles`, in their order; those of one call share a vocabulary."""
    vocabulary = Vocabulary()
    words = [vocabulary.read(article.text) for article in articles]
    media = MediaWords.of(vocabulary)
    heads = Heads.of(corpus.directory, vocabulary)
    reader = _Reader(corpus, settings, heads, media, vocabulary.folded())
    sieve = Sieve.of(_patterns(), vocabulary)
    for article, held, passing in zip(articles, words, sieve.passing(words), strict=True):
        yield reader.read(article, held, passing=passing)


@cache
def _patterns() -> tuple[tuple[str, ...], ...]:
    """What matches nowhere in most articles: rules for unlisted names, lines, releases."""
    return (
        tuple(rule[1].expression.pattern for rule, _ in open_rules(None).rows),
        tuple(expression.pattern for expression, _ in expressions("lines").rows),
        tuple(expression.pattern for expression, _ in expressions("release").rows),
    )


@cache
def _order(language: str | None) -> tuple[int, ...]:
    """The numbers, among all open rules, of those for texts of one language."""
    numbers = {(g.language, p.name): at for at, ((g, p), _) in enumerate(open_rules(None).rows)}
    return tuple(numbers[g.language, p.name] for (g, p), _ in open_rules(language).rows)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one article after the other."""

    corpus: Corpus
    settings: TraceSettings
    heads: Heads
    media: MediaWords
    folded: NDArray[np.int32]

    def read(self, article: Article, words: Words, *, passing: Sequence[list[int]]) -> Reading:
        """The reading of one article; `passing`: which of `_patterns` may match in it."""
        rules, lines, release = passing
        has_domain = may_hold_domain(article.text)
        own = self.corpus.own_outlet(article)
        heads = self.heads.places(words)
        mentions: tuple[Mention, ...] = ()
        if has_domain or heads is None or heads:
            directory = self.corpus.directory
            mentions = find_mentions(article.text, directory, own=own, heads=heads)
        layout = Layout.of(article.text)
        hints = _hints(article, rules, media=self.media.held(words), has_domain=has_domain)
        claims: tuple[Claim, ...] = ()
        if mentions or hints.rules.rows:
            found = find_clues(layout, mentions, language=article.language, hints=hints)
            claims = self._claims(tuple(found), layout, own)
        claims += tuple(_links(article, layout, own, corpus=self.corpus))
        furniture = Furniture(
            layout, expressions("lines").only(lines), expressions("release").only(release)
        )
        without_case = words.renumbered(self.folded)
        return Reading(article, layout, own, claims, mentions, furniture, without_case)

    def _claims(
        self, found: Sequence[Clue], layout: Layout, own: Outlet | None
    ) -> tuple[Claim, ...]:
        if not found:
            return ()
        lead_ins = tuple(c.lead_in for c in found if c.pattern.form == "lead-in")
        datelines = tuple(c.phrase for c in found if c.pattern.form == "dateline")
        captions = frozenset(
            n for n, p in enumerate(layout.paragraphs) if is_caption(layout.text, p.span)
        )
        scopes = Scopes(layout, lead_ins, datelines, captions, self.settings)
        claims = (_claim(clue, scopes, own) for clue in found)
        return tuple(claim for claim in claims if claim is not None)


def _hints(
    article: Article, passing: Sequence[int], *, media: Sequence[str], has_domain: bool
) -> Hints:
    rows = open_rules(None).rows
    held = set(passing)
    found = (rows[number] for number in _order(article.language) if number in held)
    can_sound = bool(media) or has_domain
    possible = Screen(tuple(r for r in found if can_sound or r[0][1].unlisted == "any"))
    if possible.rows:
        possible = possible.passed(fold(article.text))
    return Hints(possible, media, has_domain)


def _claim(clue: Clue, scopes: Scopes, own: Outlet | None) -> Claim | None:
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
