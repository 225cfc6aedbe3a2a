"""NewsML-G2: one item, or a message of many; each text item is an article.

Content is read where it stands in the item (NITF, XHTML or plain text) and never fetched.  The
date is that of the version: of words that a later version adds, an earlier date would be untrue.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reuse.model import Skipped
from reuse.read.dates import timestamp
from reuse.read.document import Document, Fact, FactField, Source, language_tag, one_line
from reuse.read.nitf import as_html, nitf_body, nitf_facts
from reuse.read.visible import BLANK_LINE, Visible, visible
from reuse.read.xmltree import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATES = ("versionCreated", "contentCreated", "firstCreated")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ELSEWHERE = "its content stands elsewhere (remoteContent), and is not fetched"
_CANCELED = "stat:canceled"


def items(root: _Element, source: Source) -> Iterator[Document | Skipped]:
    """The text items of a message, in its order, or the one item that the file is.

    Items of pictures, sound and graphics are passed over, and so are packages.
    """
    if local(root) == "newsItem":
        yield _document(root, place=source.shown, name=source.name)
        return
    found = [e for e in root.iter() if local(e) == "newsItem"]
    count = 0
    for number, item in enumerate(found, start=1):
        if _is_text(item):
            count += 1
            place, name = f"{source.shown}:{number}", f"{source.name}:{number}"
            yield _document(item, place=place, name=name)
    if not count:
        yield Skipped(source.shown, "a message without an item of text")


def _is_text(item: _Element) -> bool:
    classes = [e.get("qcode", "") for e in item.iter() if local(e) == "itemClass"]
    return not classes or classes[0].endswith(":text") or classes[0].endswith(":composite")


def _document(item: _Element, *, place: str, name: str) -> Document | Skipped:
    status = next((e.get("qcode") for e in _all(item, "itemMeta", "pubStatus")), None)
    if status == _CANCELED:
        return Skipped(place, f"withdrawn by its provider ({_CANCELED})")
    facts = tuple(_facts(item))
    content = _content(item)
    if content is None:
        is_elsewhere = len(_all(item, "contentSet", "remoteContent")) > 0
        return Skipped(place, _ELSEWHERE if is_elsewhere else "empty")
    words, more = content
    return Document(
        id=one_line(item.get("guid")) or name,
        text=words.text,
        source=place,
        facts=(*facts, *more),
        links=words.links,
    )


def _content(item: _Element) -> tuple[Visible, tuple[Fact, ...]] | None:
    """The words of the first content that has some, and what it says of itself."""
    for holder in _all(item, "contentSet", "inlineXML"):
        for inner in holder:
            if local(inner) == "nitf":
                facts = tuple(nitf_facts(inner))
                return nitf_body(inner), facts
            as_html(inner)
            bodies = [e for e in inner.iter() if e.tag == "body"]
            return visible(bodies[0] if bodies else inner, None, between=BLANK_LINE), ()
    for data in _all(item, "contentSet", "inlineData"):
        if data.get("encoding") is None:  # else a picture or the like, as letters
            return Visible("".join(data.itertext()).strip("\r\n")), ()
    return None


def _facts(item: _Element) -> Iterator[Fact]:
    """What the item says about its content."""
    yield from _first("title", (_words(e) for e in _all(item, "contentMeta", "headline")))
    providers = [*_all(item, "itemMeta", "provider"), *_all(item, "contentMeta", "infoSource")]
    yield from _first("outlet", map(_name, providers))
    bylines = [_words(e) for e in _all(item, "contentMeta", "by")]
    creators = [_name(e) for e in _all(item, "contentMeta", "creator")]
    yield from _first("author", iter((one_line(bylines), one_line(creators))))
    dates = [e for name in _DATES for meta in ("itemMeta", "contentMeta")
             for e in _all(item, meta, name)]  # fmt: skip
    moment = next(filter(None, (timestamp(_words(e)) for e in dates)), None)
    if moment:
        yield Fact("published", moment, "record")
    languages = [e.get("tag") for e in _all(item, "contentMeta", "language")]
    contents = [e.get(_XML_LANGUAGE) for e in _all(item, "contentSet", "inlineXML")]
    yield from _first("language", map(language_tag, (*languages, *contents)))


def _all(item: _Element, part: str, name: str) -> list[_Element]:
    """The children of that name in a part of an item."""
    parts = [child for child in item if local(child) == part]
    return [child for parent in parts for child in parent if local(child) == name]


def _name(element: _Element) -> str | None:
    """What a provider or a person is called: in words, else by its code."""
    names = [_words(child) for child in element if local(child) == "name"]
    code = element.get("literal") or element.get("qcode", "").rpartition(":")[2]
    return next(filter(None, names), None) or one_line(code)


def _words(element: _Element) -> str | None:
    return one_line(" ".join("".join(element.itertext()).split()))


def _first(field: FactField, values: Iterator[str | None]) -> Iterator[Fact]:
    value = next(filter(None, values), None)
    if value:
        yield Fact(field, value, "record")
