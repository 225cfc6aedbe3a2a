"""Articles as records: what an archive keeps of each, packed."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from reuse.model import Article, ArticleId, Link, Provenance, Span, Timestamp

_LEVEL = 6


def packed(article: Article) -> bytes:
    """All that is known of an article, compressed."""
    # Half of a surrogate pair, which JSON can hold and UTF-8 cannot, stays what it is.
    content = json.dumps(_fields(article), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(content.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(data: bytes) -> Article:
    """The article that was packed."""
    return _article(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


def digest(article: Article) -> bytes:
    """What names an article's content: its text and all that is known but where it was read."""
    content = json.dumps(_fields(replace(article, source="")), ensure_ascii=False)
    return sha256(content.encode("utf-8", "surrogatepass")).digest()


def without_text(article: Article) -> Article:
    """What may be shown of an article that is not to be shown: no words of it."""
    return replace(
        article,
        text="",
        source=unshown(article),
        title=None,
        author=None,
        links=(),
        provenance=(),
    )


def unshown(article: Article) -> str:
    """What stands for where an article was read that is not to be shown."""
    return sha256(article.source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fields(article: Article) -> dict[str, Any]:
    when = article.published
    found = {
        "id": article.id,
        "text": article.text,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": when and [when.moment.isoformat(), when.precision, when.has_zone],
        "url": article.url,
        "language": article.language,
        "links": [[link.url, *_ends(link.span)] for link in article.links],
        "provenance": [[p.field, p.basis, *_ends(p.span)] for p in article.provenance],
    }
    return {name: value for name, value in found.items() if value is not None and value != []}


def _ends(span: Span | None) -> list[int]:
    return [] if span is None else [span.start, span.end]


def _article(found: dict[str, Any]) -> Article:
    when = found.get("published")
    links = [Link(url, Span(*ends) if ends else None) for url, *ends in found.get("links", ())]
    stated = [
        Provenance(name, basis, Span(*ends) if ends else None)
        for name, basis, *ends in found.get("provenance", ())
    ]
    return Article(
        id=ArticleId(found["id"]),
        text=found["text"],
        source=found.get("source", ""),
        title=found.get("title"),
        outlet=found.get("outlet"),
        author=found.get("author"),
        published=Timestamp(datetime.fromisoformat(when[0]), *when[1:]) if when else None,
        url=found.get("url"),
        language=found.get("language"),
        links=tuple(links),
        provenance=tuple(stated),
    )
