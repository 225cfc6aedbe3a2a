"""Metadata of a web page: JSON-LD, then Open Graph and its kin, then htmldate, then trafilatura.

Where a date came from decides how far lineage may trust it, so each fact keeps
its basis.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reuse.model import Basis
from reuse.read.dates import timestamp
from reuse.read.document import Fact, FactField, language_tag, one_line, web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_NODES = 1_000
_MAX_JSON_CHARS = 1_000_000
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting")
# Names of `<meta>` elements, best first.
_META: tuple[tuple[FactField, tuple[str, ...]], ...] = (
    ("title", ("og:title", "twitter:title", "dc.title")),
    ("outlet", ("og:site_name", "dc.publisher", "publisher")),
    ("author", ("author", "article:author", "dc.creator", "parsely-author", "byl")),
    (
        "published",
        ("article:published_time", "og:published_time", "datepublished", "pubdate",
         "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date"),
    ),
    ("url", ("og:url", "twitter:url")),
)  # fmt: skip


def page_facts(tree: HtmlElement) -> Iterator[Fact]:
    """What a page says about its article, the most reliable statement of each field first."""
    facts = [*_json_ld(tree), *_meta(tree)]
    yield from facts
    known = {fact.field for fact in facts}
    base = next((str(fact.value) for fact in facts if fact.field == "url"), None)
    if "published" not in known:
        yield from _dated(tree, base)
    if not {"title", "author", "outlet"} <= known:
        yield from _extracted(tree, base)


def _fact(field: FactField, value: object, basis: Basis) -> Iterator[Fact]:
    usable = (
        timestamp(value)
        if field == "published"
        else web_address(value)
        if field == "url"
        else language_tag(value)
        if field == "language"
        else one_line(value)
    )
    # An address is no author: `article:author` often links to a profile.
    if usable and not (field == "author" and "://" in str(usable)):
        yield Fact(field, usable, basis)


def _json_ld(tree: HtmlElement) -> Iterator[Fact]:
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        for node in _article_nodes(script.text or ""):
            yield from _fact("title", node.get("headline"), "json-ld")
            yield from _fact("outlet", _name(node.get("publisher")), "json-ld")
            yield from _fact("author", _name(node.get("author")), "json-ld")
            yield from _fact("published", node.get("datePublished"), "json-ld")
            yield from _fact("url", node.get("url") or _id(node), "json-ld")
            yield from _fact("language", node.get("inLanguage"), "json-ld")


def _article_nodes(script: str) -> Iterator[Mapping[str, object]]:
    """The nodes of a JSON-LD block that are articles, in document order."""
    if len(script) > _MAX_JSON_CHARS:
        return
    try:
        value = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    pending, seen = [value], 0
    while pending and seen < _MAX_NODES:
        node = pending.pop(0)
        seen += 1
        if isinstance(node, list):
            pending[:0] = node[:_MAX_NODES]
        elif isinstance(node, dict):
            types = node.get("@type")
            types = types if isinstance(types, list) else [types]
            if any(isinstance(t, str) and t.endswith(_ARTICLE_TYPES) for t in types):
                yield node
            pending[:0] = [node.get("@graph"), node.get("mainEntity")]


def _name(value: object) -> object:
    """The name in a person, an organisation, a list of them, or a plain name."""
    if isinstance(value, list):
        return [name for name in map(_name, value[:20]) if isinstance(name, str)] or None
    return value.get("name") if isinstance(value, dict) else value


def _id(node: Mapping[str, object]) -> object:
    page = node.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page


def _meta(tree: HtmlElement) -> Iterator[Fact]:
    stated: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        stated.setdefault(name.strip().lower(), element.get("content") or "")
    for field, names in _META:
        for name in names:
            yield from _fact(field, stated.get(name), "meta")
    for link in tree.iterfind('.//link[@rel="canonical"]'):
        yield from _fact("url", link.get("href"), "meta")
    languages = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for language in (*languages, stated.get("og:locale"), stated.get("content-language")):
        yield from _fact("language", language, "meta")


def _dated(tree: HtmlElement, base: str | None) -> Iterator[Fact]:
    """The date that htmldate finds in the markup; it looks no further than the markup."""
    from htmldate import find_date

    # Fixed bounds: the default upper one is the clock.
    found = find_date(
        tree,
        extensive_search=False,
        original_date=True,
        url=base,
        min_date="1990-01-01",
        max_date="2100-12-31",
    )
    yield from _fact("published", found, "html")


def _extracted(tree: HtmlElement, base: str | None) -> Iterator[Fact]:
    from trafilatura.metadata import extract_metadata

    bounds = {"min_date": "1990-01-01", "max_date": "2100-12-31", "extensive_search": False}
    found = extract_metadata(tree, base, bounds, extensive=False)
    yield from _fact("title", found.title, "html")
    yield from _fact("author", found.author, "html")
    yield from _fact("outlet", found.sitename, "html")
