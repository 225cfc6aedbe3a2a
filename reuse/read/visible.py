"""All words of a page, as an editor's draft has them: nothing is taken for a margin of it.

An article of a collection is what trafilatura finds in its page; a draft is checked as a whole.
Lines end where a browser would end them, as far as markup tells that without its styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from reuse.model import Link, Span
from reuse.read.document import MAX_LINKS, web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Nobody's words: code, and what stands in `<head>`.
_CODE = frozenset(("script", "style", "head"))
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)\b")
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu
    nav noscript ol optgroup option p pre search section select summary table tbody td template
    text textarea tfoot th thead title tr ul""".split()
)
_PARAGRAPHS = frozenset("blockquote h1 h2 h3 h4 h5 h6 p pre".split())
# In a line, and apart from the words around them.
_APART = frozenset("audio button canvas embed iframe img input object svg video".split())
_AS_TYPED = frozenset(("pre", "textarea", "listing", "plaintext", "xmp"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NONE, _SPACE, LINE, BLANK_LINE = range(4)
_GAPS = ("", " ", "\n", "\n\n")


class Visible(NamedTuple):
    """The text of a page, its links, and how many words of it stand in hidden elements."""

    text: str
    links: tuple[Link, ...] = ()
    hidden_words: int = 0


def visible(tree: HtmlElement, base: str | None, *, between: int = LINE) -> Visible:
    """What a reader of the page may see, templates and what its markup hides aside.

    Args:
        base: the address that relative links start from.
        between: what stands between paragraphs, `LINE` or `BLANK_LINE`.
    """
    seen = _Words(between)
    hidden = 0
    for element in _walk(tree, seen):
        hidden += sum(len(words.split()) for words in _texts(element))
    text = "".join(seen.parts)
    return Visible(text, tuple(islice(_links(text, seen.links, base=base), MAX_LINKS)), hidden)


def _walk(tree: HtmlElement, seen: _Words) -> Iterator[HtmlElement]:
    """Write down the words of a tree; gives each element that is hidden.

    Without recursion: the depth of a page is its author's choice.
    """
    from lxml.etree import iterwalk

    inside: Any = None  # the outermost element that is not seen
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start" and inside is None:
            if element.tag in _CODE or _is_hidden(element):
                inside = element
                if element.tag not in _CODE:
                    yield element
            else:
                seen.opened(element)
        elif event == "end" and inside is None:
            seen.closed(element)
        elif event == "end" and inside is element:
            inside = None
            seen.around(element.tag)
        if event != "start" and inside is None and element is not tree:
            seen.say(element.tail)


def _is_hidden(element: HtmlElement) -> bool:
    is_styled = _HIDING.search((element.get("style") or "").lower())
    return element.tag == "template" or "hidden" in element.attrib or is_styled is not None


def _texts(element: HtmlElement) -> Iterator[str]:
    """The pieces of text in an element, code aside."""
    for inner in element.iter():
        if isinstance(inner.tag, str) and inner.tag not in _CODE and inner.text:
            yield inner.text
        if inner is not element and inner.tail:
            yield inner.tail


def _gap_around(tag: str) -> int:
    if tag in _BLOCKS:
        return LINE
    # Of an element of the page's own making nothing is known.
    return _SPACE if tag in _APART or "-" in tag else _NONE


@dataclass(slots=True)
class _Words:
    """A text that grows; a gap is written once words come after it."""

    between: int
    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)  # where the links that are open begin
    length: int = 0
    gap: int = _NONE
    as_typed: int = 0

    def opened(self, element: HtmlElement) -> None:
        """Begin an element, with the words before what it holds."""
        self.around(element.tag)
        if element.tag == "br":
            self._end_line()
        self.as_typed += element.tag in _AS_TYPED
        if element.tag == "a":
            self.begun.append(self.length)
        self.say(element.text)

    def closed(self, element: HtmlElement) -> None:
        """End an element."""
        self.as_typed -= element.tag in _AS_TYPED
        self.around(element.tag)
        if element.tag == "a":
            self.links.append((element.get("href", ""), self.begun.pop(), self.length))

    def around(self, tag: str) -> None:
        """What stands before and after an element is as far from it as its name says."""
        self.apart(self.between if tag in _PARAGRAPHS else _gap_around(tag))

    def apart(self, gap: int) -> None:
        """What follows stands at least so far from what was said."""
        self.gap = max(self.gap, gap)

    def say(self, piece: str | None) -> None:
        """Add the words of a piece of text."""
        for number, line in enumerate((piece or "").split("\n") if self.as_typed else [piece]):
            if number:
                self._end_line()
            self._say_line(line or "")

    def _say_line(self, piece: str) -> None:
        spaced = _SPACES.sub(" ", piece)
        self.apart(_SPACE if spaced.startswith(" ") else _NONE)
        words = spaced.strip(" ")
        if not words:
            return
        before = _GAPS[self.gap] if self.parts else ""
        self.parts += (before, words)
        self.length += len(before) + len(words)
        self.gap = _SPACE if spaced.endswith(" ") else _NONE

    def _end_line(self) -> None:
        self.gap = LINE if self.gap < LINE else BLANK_LINE


def _links(text: str, found: list[tuple[str, int, int]], *, base: str | None) -> Iterator[Link]:
    """The absolute links, each with its words, if it has any."""
    for target, start, end in found:
        try:
            # An address that cannot be taken apart leads nowhere.
            url = web_address(urljoin(base or "", target.strip()))
        except ValueError:
            continue
        words = len(text[start:end].lstrip(" \n"))
        if url:
            yield Link(url, Span(end - words, end)) if words else Link(url)
