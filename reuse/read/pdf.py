"""PDF files, by PDFium: the text in the order in which the file has it, line by line.

PDFium was chosen for its speed and because browsers feed it whatever the web has (pypdf and
pdfminer.six are pure Python, and take seven to ten times as long).  Paragraphs are told by the
space between lines; lines that stand at the edge of three pages and more are left out, and so are
numbers of pages, so that a sentence goes on over the page's end.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reuse.model import Skipped
from reuse.read import apart
from reuse.read.document import Document, FactField, Source, needs_extra, whole
from reuse.read.lines import whole_bytes
from reuse.read.properties import property_facts
from reuse.settings import ReadSettings

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SUFFIXES: tuple[str, ...] = (".pdf",)

_MAX_PAGES = 2_000
# What PDFium has for the hyphen at a line's end, and for that end.
_HYPHENS = (0x02, 0xFFFE)
_LINE_ENDS = (0x0A, *_HYPHENS)
_EDGE_LINES = 2
_RUNNING_PAGES = 3
_APART = 1.25  # of the usual distance of lines
_RARELY = 4
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:。][\"'”’»)\]]*$")
_REASONS = {
    4: "encrypted: it opens with a password only",
    5: "encrypted in a way that is not supported",
}


class _Line(NamedTuple):
    """A line of a page: its words, and where its box begins and ends above the page's foot."""

    words: str
    bottom: float
    top: float


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The one article of a PDF file."""
    data = whole_bytes(source, settings)
    if isinstance(data, Skipped):
        yield data
        return
    if not data:
        return
    made = _document(data, source, settings.max_article_bytes)
    yield Skipped(source.shown, made) if isinstance(made, str) else made


def _document(data: bytes, source: Source, limit: int) -> Document | str:
    """The document in a file; why there is none as a string."""
    try:
        import_module("pypdfium2")
    except ImportError:
        return needs_extra("pdf")
    told = apart.ask(__name__, data, str(limit))
    if not isinstance(told, dict):
        return apart.BROKEN if told is None else str(told)
    pages = [[_Line(*line) for line in page] for page in told["pages"]]
    text = _joined(_without_running_lines(pages))
    if not text.strip():
        return "no text in it: its pages are pictures perhaps"
    facts = tuple(property_facts(text, _named(told["properties"])))
    return Document(source.name, text, source.shown, facts)


def _told(data: bytes, limit: int) -> dict[str, object] | str:
    """The lines of a file's pages and its properties; why there are none as a string."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                return f"more than {_MAX_PAGES:,} pages"
            pages = _pages(document, limit)
            properties = document.get_metadata_dict()
    except PdfiumError as error:
        code: int | None = getattr(error, "err_code", None)
        return _REASONS.get(code or 0, "not readable as a PDF")
    return pages if isinstance(pages, str) else {"pages": pages, "properties": properties}


def _pages(document: PdfDocument, limit: int) -> list[list[_Line]] | str:
    """The lines of every page."""
    pages: list[list[_Line]] = []
    size = 0
    for page in document:
        lines = list(_lines(page))
        size += sum(len(line.words) for line in lines)
        if size > limit:
            return f"larger than max_article_bytes ({limit:,} bytes)"
        pages.append(lines)
        page.close()
    return pages


def _lines(page: PdfPage) -> Iterator[_Line]:
    import pypdfium2.raw as pdfium

    held: Any = page.get_textpage()
    signs = [pdfium.FPDFText_GetUnicode(held, i) for i in range(held.count_chars())]
    begin = 0
    ends = [i + 1 for i, sign in enumerate(signs) if sign in _LINE_ENDS]
    for end in (*ends, len(signs)):
        words = _words(signs[begin:end])
        if words.strip():
            _, bottom, _, top = held.get_charbox(begin, loose=True)
            yield _Line(words, bottom, top)
        begin = end
    held.close()


def _words(signs: Sequence[int]) -> str:
    """A line as text, without its end."""
    units = "".join("-" if sign in _HYPHENS else chr(min(sign, 0x10FFFF)) for sign in signs)
    if not units.isascii():  # signs beyond the first plane come as two
        units = whole(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    return units.replace("\0", "").rstrip()


def _without_running_lines(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the lines that many have at the same edge, and without their numbers."""
    seen = Counter(
        key for page in pages for key in {_key(page, at) for at in _edges(page)}
    )  # fmt: skip
    kept: list[list[_Line]] = []
    for page in pages:
        left_out = {
            at for at in _edges(page)
            if seen[_key(page, at)] >= _RUNNING_PAGES
            or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(page[at].words.strip()))
        }  # fmt: skip
        kept.append([line for at, line in enumerate(page) if at not in left_out])
    return kept


def _edges(page: list[_Line]) -> set[int]:
    """The places of the first and the last lines of a page that has more than these."""
    if len(page) <= 2 * _EDGE_LINES:
        return set()
    return {*range(_EDGE_LINES), *range(len(page) - _EDGE_LINES, len(page))}


def _key(page: list[_Line], at: int) -> tuple[bool, str]:
    """What a line at an edge has in common with those of other pages: all but its figures."""
    return at < _EDGE_LINES, _FIGURES.sub("#", " ".join(page[at].words.split()))


def _joined(pages: list[list[_Line]]) -> str:
    """The text: lines end with a line feed, paragraphs with two."""
    parts: list[str] = []
    for page in pages:
        usual = _usual_distance(page)
        before: _Line | None = None
        for line in page:
            if parts:
                parts.append(_between(before, line, usual=usual, words=parts[-1]))
            parts.append(line.words)
            before = line
    return "".join(parts)


def _between(before: _Line | None, line: _Line, *, usual: float, words: str) -> str:
    """What stands between two lines; `before` is None where a page begins."""
    if before is None or line.top > before.top + usual:  # another page, another column
        return "\n\n" if _ENDED.search(words.rstrip()) else "\n"
    is_apart = before.bottom - line.bottom > _APART * usual
    is_larger = abs((line.top - line.bottom) - (before.top - before.bottom)) > 0.2 * usual
    return "\n\n" if is_apart or is_larger else "\n"


def _usual_distance(page: list[_Line]) -> float:
    """How far apart the lines of a paragraph are on a page, from foot to foot."""
    distances = [
        round(one.bottom - two.bottom, 1) for one, two in pairwise(page) if one.bottom > two.bottom
    ]
    counts = Counter(distances)
    # The least of those that are common: paragraphs of one line are more apart.
    often = max(counts.values(), default=0) / _RARELY
    return min((d for d, n in counts.items() if n >= often), default=0.0)


def _named(properties: dict[str, str]) -> dict[FactField, object]:
    """The properties of a file by the names of facts."""
    return {"title": properties.get("Title"), "author": properties.get("Author")}


if __name__ == "__main__":
    apart.answer(lambda: _told(sys.stdin.buffer.read(), int(sys.argv[1])))
