"""What another person needs to verify a report: hashes of the texts, offsets, and the data.

An article's text is what was read from its source; offsets count its code
points from 0, and an end is the place after the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reuse.model import ArticleId
from reuse.report.digests import text_digest
from reuse.report.formats.json import pieces
from reuse.report.naming import Name, name_of
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import count


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text: its length in code points and the SHA-256 of its UTF-8."""

    article: ArticleId
    name: Name
    source: str
    length: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One witness: where its words stand, and their SHA-256."""

    number: int
    article: ArticleId
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """The last section of a report in one file; `data` is the report as JSON."""

    texts: tuple[TextRow, ...]
    places: tuple[PlaceRow, ...]
    data: str


def proof_view(site: Site) -> ProofView:
    """Everything that the section shows."""
    return ProofView(
        texts=tuple(_texts(site)),
        places=tuple(place for entry in site.entries for place in _places(site, entry)),
        data="".join(pieces(site.report)),
    )


def _texts(site: Site) -> Iterator[TextRow]:
    for article_id in site.shares:
        article = site.articles[article_id]
        length = count(len(article.text), "code point")
        digest = text_digest(article.text)
        yield TextRow(article_id, name_of(article), article.source, length, digest)


def _places(site: Site, entry: Entry) -> Iterator[PlaceRow]:
    for witness in entry.family.witnesses:
        span = witness.span
        digest = text_digest(span.of(site.articles[witness.article].text))
        yield PlaceRow(entry.number, witness.article, span.start, span.end, digest)
