"""What a page says about one article, and about one end of a derivation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reuse.model import Article, ArticleId, Provenance
from reuse.report.pages.site import Site
from reuse.report.wording import BASIS, count, node_outlet

_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Card:
    """An article's head: who, what, when, and where each of these came from.

    `url` is set only when a browser may follow it, `language` only when it can
    stand in a `lang` attribute.
    """

    id: ArticleId
    name: str
    has_outlet: bool
    title: str | None
    published: str | None
    author: str | None
    url: str | None
    language: str | None
    words: str | None
    sources: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The title, else the id."""
        return self.title or self.id


@dataclass(frozen=True, slots=True)
class Node:
    """One end of a derivation; `article` is None for an outlet outside the corpus."""

    name: str
    note: str
    article: ArticleId | None


def card_of(site: Site, article: Article) -> Card:
    """The card of one article of the report."""
    words = site.words(article.id)
    return Card(
        id=article.id,
        name=article_name(article),
        has_outlet=bool(article.outlet),
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        author=article.author,
        url=article.url if article.url and _WEB.match(article.url) else None,
        language=language_of(article),
        words=None if words is None else count(words, "word"),
        sources=tuple(_source(article, p) for p in article.provenance),
    )


def article_name(article: Article) -> str:
    """The outlet, else the last part of the id: what a table has room for."""
    return article.outlet or article.id.rsplit("/", 1)[-1] or article.id


def language_of(article: Article) -> str | None:
    """The article's language when it has the form of a language tag."""
    language = article.language or ""
    return language if _LANGUAGE.fullmatch(language) else None


def node_of(site: Site, node: str) -> Node:
    """What to write for an article id or `outlet:NAME`."""
    article = site.articles.get(ArticleId(node))
    if article is None:
        return Node(node_outlet(node), "not in the corpus", None)
    return Node(article_name(article), ", ".join(_about(article)), article.id)


def _about(article: Article) -> Iterator[str]:
    if article.published:
        yield article.published.isoformat()
    if article.title:
        yield article.title


def _source(article: Article, provenance: Provenance) -> str:
    said = f"{provenance.field} from {BASIS[provenance.basis]}"
    words = provenance.span.of(article.text) if provenance.span else ""
    stated = (provenance.field, provenance.basis) != ("title", "headline")
    return f"{said}: “{words[:120].strip()}”" if words and stated else said
