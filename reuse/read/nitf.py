"""NITF, the XML of news agencies for single articles.

The text is the dateline and the body, without pictures and their captions; headline, by-line,
dates and provider are facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING

from reuse.model import Skipped
from reuse.read.dates import timestamp
from reuse.read.document import Document, Fact, FactField, Source, language_tag, one_line
from reuse.read.visible import BLANK_LINE, Visible, visible
from reuse.read.xmltree import local

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements of NITF whose words stand as those of an element of HTML do.
_AS_HTML = {
    "hl1": "h1", "hl2": "h2", "block": "div", "body.content": "div", "body.end": "div",
    "tagline": "p", "note": "aside", "bq": "blockquote", "credit": "p",
    # Not words of the article: pictures with their captions, and what a by-line's author is.
    "media": "template", "byttl": "template",
}  # fmt: skip
_BY = re.compile(r"(?:by|von|par|por)\s+", re.IGNORECASE)
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def articles(root: _Element, source: Source) -> Iterator[Document | Skipped]:
    """The one article of a file in NITF."""
    identity = next((e.get("id-string") for e in root.iter() if local(e) == "doc-id"), None)
    facts = tuple(nitf_facts(root))
    body = nitf_body(root)
    yield Document(
        id=one_line(identity) or source.name,
        text=body.text,
        source=source.shown,
        facts=facts,
        links=body.links,
    )


def nitf_body(root: _Element) -> Visible:
    """The words of the body, after those of the dateline if they are not there as well."""
    dateline = next((e for e in root.iter() if local(e) == "dateline"), None)
    place = _words(dateline)
    holder = root.makeelement("div")
    holder.extend([e for e in root.iter() if local(e) in ("body.content", "body.end")])
    as_html(holder)
    found = visible(holder, None, between=BLANK_LINE)
    if not place or " ".join(found.text[: 2 * len(place)].split()).startswith(place):
        return found
    paragraph = holder.makeelement("p")
    paragraph.text = place
    holder.insert(0, paragraph)
    return visible(holder, None, between=BLANK_LINE)


def nitf_facts(root: _Element) -> Iterator[Fact]:
    """What an article in NITF says about itself."""
    found: dict[str, list[_Element]] = {}
    for element in root.iter():
        found.setdefault(local(element), []).append(element)

    def words(*names: str) -> Iterator[str]:
        return (text for name in names for e in found.get(name, ()) if (text := _words(e)))

    def stated(name: str, attribute: str) -> Iterator[str]:
        return (text for e in found.get(name, ()) if (text := one_line(e.get(attribute))))

    titles = words("hl1", "hedline", "title")
    yield from _first("title", titles)
    copyrights, papers = stated("doc.copyright", "holder"), stated("pubdata", "name")
    yield from _first("outlet", chain(words("distributor"), copyrights, papers))
    authors = (person for e in found.get("byline", ()) if (person := _author(e)))
    yield from _first("author", authors)
    moments = chain(
        stated("date.issue", "norm"), stated("date.release", "norm"),
        stated("pubdata", "date.publication"), stated("story.date", "norm"),
    )  # fmt: skip
    moment = next(filter(None, map(timestamp, moments)), None)
    if moment:
        yield Fact("published", moment, "record")
    for element in (root, *found.get("body.content", ()), *found.get("body", ())):
        language = language_tag(element.get(_XML_LANGUAGE) or element.get("lang"))
        if language:
            yield Fact("language", language, "record")
            break


def as_html(root: _Element) -> None:
    """Give the elements of a tree the names that HTML has for them, in no namespace."""
    for element in root.iter():
        name = local(element)
        element.tag = _AS_HTML.get(name, name)


def _first(field: FactField, values: Iterator[str]) -> Iterator[Fact]:
    value = next(values, None)
    if value:
        yield Fact(field, value, "record")


def _author(byline: _Element) -> str | None:
    """The persons that a by-line names, else its words without "By" and the line below."""
    people = [_words(e) for e in byline.iter() if local(e) == "person"]
    if any(people):
        return one_line(people)
    words = _words(byline)
    return _BY.sub("", words, count=1) if words and _BY.match(words) else words


def _words(element: _Element | None) -> str | None:
    """The words of an element in one line, without a by-line's second line."""
    if element is None:
        return None
    copy = deepcopy(element)
    copy.tail = None
    as_html(copy)
    return one_line(visible(copy, None).text)
