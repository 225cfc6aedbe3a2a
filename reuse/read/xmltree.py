"""XML as a tree, of bounded size and with nothing fetched: no DTD, no entity of its own making.

The prologue is looked at first (as defusedxml does): what declares entities is refused before
anything is expanded.  Names of characters that HTML has (`&nbsp;`) are those characters, as feeds
use them without declaring them.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from reuse.model import Skipped
from reuse.read import charset
from reuse.read.document import Source, one_line
from reuse.read.lines import UNDECODABLE, load_bytes
from reuse.settings import ReadSettings

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_TAGS = 1_000_000
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")


class _Begun(Exception):
    """Raised by the prologue's parser where the root element begins."""


class _Declares(Exception):
    """Raised by the prologue's parser where declarations of its own begin."""


def load_tree(source: Source, settings: ReadSettings) -> _Element | Skipped:
    """The root element of an XML file, without comments and processing instructions."""
    data = load_bytes(source, settings)
    if isinstance(data, Skipped):
        return data
    text = charset.decode(data, declared=charset.declared(data))
    if text is None:
        return Skipped(source.shown, UNDECODABLE)
    root = tree_of(text) if text.strip() else "empty"
    return Skipped(source.shown, root) if isinstance(root, str) else root


def tree_of(text: str) -> _Element | str:
    """The root element of an XML text, or why there is none."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    if text.count("<") > _MAX_TAGS:
        return f"more than {_MAX_TAGS:,} tags"
    data = _NAMED.sub(_character, text).encode("utf-8", "replace")
    if wrong := refused(data):
        return wrong
    parser = XMLParser(
        encoding="utf-8", no_network=True, load_dtd=False, resolve_entities=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return fromstring(data, parser)
    except (XMLSyntaxError, ValueError) as error:
        return f"malformed XML: {one_line(str(error)) or 'no reason is known'}"


def refused(data: bytes) -> str | None:
    """Why the prologue of an XML text in UTF-8 is refused; None where it may be parsed."""

    def begun(_name: str, _attributes: dict[str, str]) -> None:
        raise _Begun

    def declared(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise _Declares

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = begun
    # An address of a DTD is not followed; what stands in the file itself could be a bomb.
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except _Declares:
        return "XML with a DTD of its own (<!DOCTYPE ... [ ... ]>), which is not read"
    except _Begun:
        return None
    except expat.ExpatError as error:
        return f"malformed XML: {error}"
    return "malformed XML: no element found"


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _character(match: re.Match[str]) -> str:
    """The character of a name that HTML has and XML has not; those of markup stay names."""
    signs: Any = html5.get(match[1])
    return signs if signs and not set(signs) & set("<>&\"'") else match[0]
