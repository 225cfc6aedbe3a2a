"""Feeds: RSS 0.9 to 2.0 and Atom; every entry is an article.

Its text is the full content where the feed has it (`content:encoded`, `content`), else the summary.
An address of media or of a person is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from reuse.model import Skipped
from reuse.read.dates import timestamp
from reuse.read.document import Document, Fact, Source, language_tag, one_line, web_address
from reuse.read.html import words_of
from reuse.read.visible import Visible

if TYPE_CHECKING:
    from lxml.etree import _Element

# Namespaces whose elements are those of a feed, and what their names begin with here.
_PREFIXES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS = ("content:encoded", "content", "description", "summary")
# When it was published, best first; an Atom entry may state nothing but its last change.
_DATES = ("pubDate", "published", "issued", "dc:date", "updated", "modified")
_MAIL_AND_NAME = re.compile(r"\S{1,200}@\S{1,200}\s{1,10}\((?P<name>[^()]{1,200})\)")


class _Entry(NamedTuple):
    """The first child of each name, and all links and authors."""

    first: dict[str, _Element]
    links: list[_Element]
    authors: list[_Element]


def entries(root: _Element, source: Source) -> Iterator[Document | Skipped]:
    """The entries of a feed, in its order."""
    children = list(_named(root))
    channel = next((child for name, child in children if name == "channel"), root)
    own = children if channel is root else [*_named(channel), *children]
    about, language = _entry(channel), _language(channel) or _language(root)
    found = [child for name, child in own if name in ("item", "entry")]
    for number, item in enumerate(found, start=1):
        place = f"{source.shown}:{number}"
        entry = _entry(item)
        url = next(_addresses(entry), None)
        content = _content(entry, url)
        if isinstance(content, str):
            yield Skipped(place, content)
            continue
        yield Document(
            id=_words(entry.first.get("guid")) or _words(entry.first.get("id"))
            or url or f"{source.name}:{number}",
            text=content.text,
            source=place,
            facts=tuple(_facts(entry, about, url=url, language=_language(item) or language)),
            links=content.links,
        )  # fmt: skip
    if not found:
        yield Skipped(source.shown, "a feed without entries")


def _named(parent: _Element) -> Iterator[tuple[str, _Element]]:
    """The children of an element that are a feed's, each with its name."""
    for child in parent:
        namespace, _, name = str(child.tag).rpartition("}")
        prefix = _PREFIXES.get(namespace.removeprefix("{"))
        if prefix is not None:
            yield prefix + name, child


def _entry(element: _Element) -> _Entry:
    entry = _Entry({}, [], [])
    for name, child in _named(element):
        entry.first.setdefault(name, child)
        if name == "link":
            entry.links.append(child)
        elif name in ("author", "dc:creator"):
            entry.authors.append(child)
    return entry


def _words(element: _Element | None) -> str | None:
    """The text of an element, as one line."""
    return None if element is None else one_line("".join(element.itertext()))


def _title(element: _Element | None) -> str | None:
    """A title, which may be text or markup."""
    words = _words(element)
    if words and ("<" in words or "&" in words):
        found = words_of(words, None)
        return one_line(unescape(words) if isinstance(found, str) else found.text)
    return words


def _addresses(entry: _Entry) -> Iterator[str]:
    """Where the article is, as the entry says it."""
    for link in entry.links:
        if link.get("rel", "alternate") == "alternate":
            address = web_address(link.get("href") or "".join(link.itertext()))
            if address:
                yield address
    guid = entry.first.get("guid")
    if guid is not None and guid.get("isPermaLink") != "false":
        address = web_address("".join(guid.itertext()))
        if address:
            yield address


def _content(entry: _Entry, url: str | None) -> Visible | str:
    """The words of an entry: of its longest kind of text that has some."""
    for name in _TEXTS:
        element = entry.first.get(name)
        if element is None:
            continue
        found = words_of(_markup(element), url) if _is_markup(element) else _plain(element)
        if isinstance(found, str) or found.text.strip():
            return found
    return Visible("")


def _is_markup(element: _Element) -> bool:
    if len(element) or element.get("type") in ("html", "text/html", "xhtml"):
        return True
    text = element.text or ""
    return element.get("type") is None and ("<" in text or "&" in text)


def _plain(element: _Element) -> Visible:
    return Visible((element.text or "").strip())


def _markup(element: _Element) -> str:
    """The HTML in an element, whether it is escaped or elements of its own."""
    from lxml.etree import tostring

    if not len(element):
        return element.text or ""
    return "".join(
        (
            element.text or "",
            *(tostring(child, encoding="unicode", method="html") for child in element),
        )
    )


def _facts(
    entry: _Entry, about: _Entry, *, url: str | None, language: str | None
) -> Iterator[Fact]:
    if title := _title(entry.first.get("title")):
        yield Fact("title", title, "record")
    # What another feed published says so: `source`.
    if outlet := _outlet(entry.first.get("source")) or _title(about.first.get("title")):
        yield Fact("outlet", outlet, "record")
    if author := one_line([_person(author) for author in entry.authors or about.authors]):
        yield Fact("author", author, "record")
    for name in _DATES:
        if name in entry.first and (moment := timestamp(_words(entry.first[name]))):
            yield Fact("published", moment, "record")
            break
    if url:
        yield Fact("url", url, "record")
    if language:
        yield Fact("language", language, "record")


def _outlet(element: _Element | None) -> str | None:
    """The feed that an entry was taken from."""
    if element is None:
        return None
    titles = [child for name, child in _named(element) if name == "title"]
    return _title(titles[0]) if titles else _title(element)


def _person(element: _Element) -> str | None:
    """A name: Atom's child of that name, RSS's after its mail address; no address alone."""
    names = [child for name, child in _named(element) if name == "name"]
    words = _words(names[0] if names else element)
    match = _MAIL_AND_NAME.fullmatch(words or "")
    name = match["name"] if match else words
    return None if name and "@" in name else name


def _language(element: _Element) -> str | None:
    stated = [child for name, child in _named(element) if name in ("language", "dc:language")]
    own = language_tag(element.get(_XML_LANGUAGE))
    return own or language_tag(_words(stated[0]) if stated else None)
