"""Web pages: an article's text by trafilatura, a draft's whole, with links tied to their words.

Pages are hostile: no network is used, what makes the parsers slow is refused
by name, and their own messages stay off standard error.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeVar

from reuse.model import REPORT_GENERATOR, Link, Skipped, Span
from reuse.read import charset
from reuse.read.document import MAX_LINKS, Document, Source, web_address
from reuse.read.lines import UNDECODABLE, load_bytes
from reuse.read.page import page_facts
from reuse.read.visible import BLANK_LINE, Visible, visible
from reuse.settings import ReadSettings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_T = TypeVar("_T")

SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

_OURS = f'<meta name="generator" content="{REPORT_GENERATOR}">'
_HEAD = 4_000
_MAX_ELEMENTS = 50_000
_MAX_ATTRIBUTES = 2_000
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer")
_XML_DECLARATION = re.compile(r"\s{0,1000}<\?xml[^>]{0,1000}>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {
    name: re.compile(end, re.IGNORECASE)
    for name, end in (("script", "</script"), ("style", "</style"), ("", "-->"))
}
_GAVE_UP = re.compile(r"XML_PARSE_HUGE|\bexcessive depth\b", re.IGNORECASE)
# Possessive, so that no character is looked at twice.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)""")
# What lxml, trafilatura and htmldate raise on pages that are none.
_PARSER_ERRORS = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RuntimeError, SyntaxError,
)  # fmt: skip


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The one article of a page."""
    data = load_bytes(source, settings)
    yield data if isinstance(data, Skipped) else page_document(data, source)


def page_document(data: bytes, source: Source, *, charset_named: str = "") -> Document | Skipped:
    """The document of a page that is `data`.

    Args:
        charset_named: what its server says of its charset, which counts before what it says itself.
    """
    declared = charset.named(charset_named) or charset.declared(data)
    page = charset.decode(data, declared=declared)
    if page is None:
        return Skipped(source.shown, UNDECODABLE)
    made = _guarded(lambda: _document(page, source))
    return Skipped(source.shown, made) if isinstance(made, str) else made


def words_of(markup: str, base: str | None) -> Visible | str:
    """All words of a piece of a page, paragraphs apart, and its links; or why it is not readable.

    Args:
        base: the address that relative links start from.
    """

    def words() -> Visible | str:
        tree = _tree_of(markup)
        return tree if isinstance(tree, str) else visible(tree, base, between=BLANK_LINE)

    return _guarded(words) if markup.strip() else Visible("")


def _guarded(make: Callable[[], _T]) -> _T | str:
    """What `make` gives; what the parsers raise and warn about ends here, as a reason."""
    from lxml.etree import LxmlError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return make()
    except RecursionError:
        return "not readable as a page: nested too deeply"
    except (LxmlError, *_PARSER_ERRORS):
        return "not readable as a page: its markup is broken"


def _tree_of(page: str) -> HtmlElement | str:
    """The tree of a page; why it is refused as a string."""
    _quiet()
    declaration = _XML_DECLARATION.match(page)
    page = page[declaration.end() :] if declaration else page
    if not page.strip():
        return "empty"
    if _OURS in page[:_HEAD]:
        return "a report that this program wrote, not an article"
    if _has_swollen_tag(page):
        return f"a tag has more than {_MAX_ATTRIBUTES:,} attributes"
    return _parsed(page)


def _document(page: str, source: Source) -> Document | Skipped:
    tree = _tree_of(page)
    if isinstance(tree, str):
        return Skipped(source.shown, tree)
    # What looks for facts may take a page apart.
    facts = tuple(page_facts(deepcopy(tree) if source.is_draft else tree))
    base = next((str(f.value) for f in facts if f.field == "url"), None)
    text, links, left_out = visible(tree, base) if source.is_draft else _article(tree, base)
    if not text:
        return Skipped(source.shown, "no article text found in the page")
    return Document(source.name, text, source.shown, facts, links, left_out=left_out)


def _parsed(page: str) -> HtmlElement | str:
    """The tree of a page that has all of its words; or why there is none."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser()
    tree = document_fromstring(page, parser=parser)
    # NOTE: what stands in more than 255 elements is lost to libxml2, and all that follows it.
    if any(_GAVE_UP.search(error.message) for error in parser.error_log):
        return "elements nested too deeply: the words in them would be lost"
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        return f"more than {_MAX_ELEMENTS:,} elements"
    return tree


def _article(tree: HtmlElement, base: str | None) -> Visible:
    """The text of the article in a page, and the links whose words are in it."""
    from lxml.etree import strip_tags
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    found: Any = bare_extraction(
        tree, url=base, fast=True, include_comments=False, include_links=True
    )
    if found is None:
        return Visible("")
    targets = [
        (element.get("target"), " ".join("".join(element.itertext()).split()))
        for element in found.body.iter("ref")
    ]
    strip_tags(found.body, "ref")
    text = xmltotxt(found.body, include_formatting=False)
    return Visible(text, tuple(_links(text, targets[:MAX_LINKS])))


def _links(text: str, targets: list[tuple[str | None, str]]) -> Iterator[Link]:
    """The absolute links, each at the first place of its words after the one before."""
    at = 0
    for target, words in targets:
        url = web_address(target)
        found = text.find(words, at) if url and words else -1
        if url and found >= 0:
            at = found + len(words)
            yield Link(url, Span(found, at))
        elif url:
            yield Link(url)


def _quiet() -> None:
    """Keep the parsers' log lines off standard error; a caller's own handlers still get them."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _has_swollen_tag(page: str) -> bool:
    """Whether a tag has so many attributes that lxml, cubic in them, would not come back."""
    if not any(len(tag[0]) > 2 * _MAX_ATTRIBUTES for tag in _TAG.finditer(page)):
        return False
    markup = _without_scripts(page)
    return any(
        len(_VALUE.sub(" = ", tag[0]).replace("/", " ").split()) > 2 * _MAX_ATTRIBUTES
        for tag in _TAG.finditer(markup)
        if len(tag[0]) > 2 * _MAX_ATTRIBUTES
    )


def _without_scripts(page: str) -> str:
    """The page without scripts, styles and comments, in which `<` opens no tag."""
    parts: list[str] = []
    at = 0
    while match := _SCRIPT.search(page, at):
        parts.append(page[at : match.start()])
        end = _ENDS[(match[1] or "").lower()].search(page, match.end())
        at = end.end() if end else len(page)
    parts.append(page[at:])
    return " ".join(parts)
