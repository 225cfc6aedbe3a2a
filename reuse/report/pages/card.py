"""What a page says about one article, and about one end of a derivation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reuse.model import Article, ArticleId, Provenance
from reuse.report.moments import Moment, moment_of
from reuse.report.naming import Name, language_of, mentions, name_of
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import BASIS, count, node_outlet

_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """An article's head: who, what, when, and where each of these came from.

    `url` is set only when a browser may follow it, `language` only when it can
    stand in a `lang` attribute.
    """

    id: ArticleId
    label: str  # the id, or what tells the article from others of its name
    name: Name
    has_outlet: bool
    title: str | None
    published: Moment | None
    author: str | None
    url: str | None
    language: str | None
    words: str | None
    sources: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The title, else the id or what stands for it."""
        return self.title or self.label

    @property
    def subtitle(self) -> str | None:
        """The title where the name does not say it."""
        return self.title if self.title and self.title not in self.name.main else None


@dataclass(frozen=True, slots=True)
class Node:
    """One end of a derivation; `article` is None for an outlet outside the corpus."""

    name: Name
    article: ArticleId | None


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a sentence of the ledger: text, or an article, or a moment."""

    text: str
    node: Node | None
    moment: Moment | None


def card_of(site: Site, article: Article) -> Card:
    """The card of one article of the report."""
    if article.id not in site.cards:
        site.cards[article.id] = _card(site, article)
    return site.cards[article.id]


def _card(site: Site, article: Article) -> Card:
    words = site.words(article.id)
    return Card(
        id=article.id,
        label=article.label or article.id,
        name=name_of(article),
        has_outlet=bool(article.outlet),
        title=article.title,
        published=moment_of(article.published),
        author=article.author,
        url=article.url if article.url and _WEB.match(article.url) else None,
        language=language_of(article),
        words=None if words is None else count(words, "word"),
        sources=tuple(_sources(article)),
    )


def node_of(site: Site, node: str) -> Node:
    """What to write for an article id or `outlet:NAME`."""
    article = site.articles.get(ArticleId(node))
    if article is None:
        return Node(Name(node_outlet(node), ""), None)
    return Node(name_of(article), article.id)


def said_of(site: Site, entry: Entry, *, sentence: str) -> tuple[Said, ...]:
    """A sentence of an entry's ledger, with the articles that it names by their id."""
    return tuple(
        Said(
            text=mention.text,
            node=node_of(site, mention.article) if mention.article is not None else None,
            moment=mention.moment,
        )
        for mention in mentions(sentence, entry.ids)
    )


def _sources(article: Article) -> Iterator[str]:
    """Where each field comes from: `author, title from the record`, then those with their words."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    quoted = []
    for entry in article.provenance:
        words = _words_of(article, entry)
        if words:
            quoted.append(f"{entry.field} from {BASIS[entry.basis]}: “{words}”")
        else:
            fields[BASIS[entry.basis]].append(entry.field)
    yield from (
        f"{', '.join(dict.fromkeys(names))} from {basis}" for basis, names in fields.items()
    )
    yield from quoted


def _words_of(article: Article, provenance: Provenance) -> str:
    """The words of the text that state a field; a headline is there to read already."""
    if provenance.span is None or (provenance.field, provenance.basis) == ("title", "headline"):
        return ""
    return provenance.span.of(article.text)[:120].strip()
