"""PDF files, by PDFium: the text in the order in which the file has it, line by line.

PDFium was chosen for its speed and because browsers feed it whatever the web has (pypdf and
pdfminer.six are pure Python, and take seven to ten times as long).  Paragraphs are told by the
space between lines; lines that stand at the edge of three pages and more are left out, and so are
numbers of pages, so that a sentence goes on over the page's end.  What was typed into forms and
onto pages stands at the end; notes in the margin are not the text.
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
from reuse.read.document import Document, FactField, Source, needs_extra, over, whole
from reuse.read.lines import whole_bytes
from reuse.read.properties import property_facts
from reuse.settings import ReadSettings

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

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
_LONGEST_NUMBER = 100
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:。][\"'”’»)\]]*$")
_UNSEEN = 1 << 1 | 1 << 5  # hidden, and not for the screen
_FILLED = range(4, 7)  # fields whose value is words: a choice, a list, a text
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
    for made in _documents(data, source, settings.max_article_bytes):
        yield Skipped(source.shown, made) if isinstance(made, str) else made


def _documents(data: bytes, source: Source, limit: int) -> Iterator[Document | str]:
    """The document in a file; why there is none, or not all of it, as a string."""
    try:
        import_module("pypdfium2")
    except ImportError:
        yield needs_extra("pdf")
        return
    told = apart.ask(__name__, data, str(limit))
    if not isinstance(told, dict):
        yield apart.BROKEN if told is None else str(told)
        return
    pages = [[_Line(*line) for line in page] for page in told["pages"]]
    text = "\n\n".join(filter(None, (_joined(_without_running_lines(pages)), *told["typed"])))
    if text.strip():
        facts = tuple(property_facts(text, _named(told["properties"])))
        yield Document(source.name, text, source.shown, facts)
    elif not told["is_form"]:
        yield "no text in it: its pages are pictures perhaps"
    if told["is_form"]:
        yield "its form is of a kind (XFA) that is not read: print it into a PDF"


def _told(data: bytes, limit: int) -> dict[str, object] | str:
    """What a file's pages, forms and properties hold; why there is nothing as a string."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FORMTYPE_XFA_FULL

    try:
        with PdfDocument(data) as document:
            document.init_forms()
            if len(document) > _MAX_PAGES:
                return f"more than {_MAX_PAGES:,} pages"
            pages: list[list[_Line]] = []
            typed: dict[str, str] = {}
            size = 0
            for page in document:
                pages.append(list(_lines(page)))
                typed.update(_typed(page))
                size += sum(len(line.words) for line in pages[-1])
                if size + sum(map(len, typed.values())) > limit:
                    return over("max_article_bytes", limit)
                page.close()
            is_form = document.get_formtype() == FORMTYPE_XFA_FULL
            properties = document.get_metadata_dict()
    except PdfiumError as error:
        code: int | None = getattr(error, "err_code", None)
        return _REASONS.get(code or 0, "not readable as a PDF")
    return {"pages": pages, "typed": [*typed.values()], "is_form": is_form,
            "properties": properties}  # fmt: skip


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


def _typed(page: PdfPage) -> Iterator[tuple[str, str]]:
    """What was typed into the fields of a page, by their names, and onto it, by the words."""
    import pypdfium2.raw as pdfium

    form = page.formenv
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            pass
        elif kind == pdfium.FPDF_ANNOT_FREETEXT:
            words = _string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
            yield f"typed: {words}", words
        elif kind == pdfium.FPDF_ANNOT_WIDGET and form:
            flags = pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation)
            field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
            is_text = field == pdfium.FPDF_FORMFIELD_TEXTFIELD
            if field in _FILLED and not (is_text and flags & pdfium.FPDF_FORMFLAG_TEXT_PASSWORD):
                name = _string(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
                value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
                yield f"field: {name}", value
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(function: Any, *arguments: Any) -> str:
    """What a function of PDFium writes into a buffer, as text of whole lines."""
    from ctypes import POINTER, cast, create_string_buffer

    from pypdfium2.raw import FPDF_WCHAR

    size = function(*arguments, None, 0)
    held = create_string_buffer(max(size, 2))
    function(*arguments, cast(held, POINTER(FPDF_WCHAR)), size)
    words = held.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").replace("\0", "")
    return whole("\n".join(words.splitlines())).strip()


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
            or (len(pages) > 1 and _is_page_number(page[at].words.strip()))
        }  # fmt: skip
        kept.append([line for at, line in enumerate(page) if at not in left_out])
    return kept


def _is_page_number(words: str) -> bool:
    return len(words) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(words) is not None


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
