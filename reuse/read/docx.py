"""Word documents (.docx), by mammoth: the text as it would print, with its links.

Headings, lists, tables, text boxes, footnotes (at the end); insertions count and deletions do not;
comments, headers, footers and hidden words are not the text.  What is unpacked is bounded before
any of it is, and mammoth is given nothing else: a part may have any name.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from reuse.model import Skipped
from reuse.read import foreign
from reuse.read.document import Document, FactField, Source, needs_extra
from reuse.read.html import words_of
from reuse.read.lines import whole_bytes
from reuse.read.properties import property_facts
from reuse.read.visible import Visible
from reuse.read.wordml import Readied, hiding_styles, readied
from reuse.read.xmltree import local, refused, tree_of
from reuse.settings import ReadSettings

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES: tuple[str, ...] = (".docx", ".docm")

# mammoth needs some seconds and 150 MB for so many.
_MAX_TAGS = 300_000
# Word writes some tens of attributes to a tag, and some namespaces to a part and to a drawing.
_MAX_ATTRIBUTES = 1_000
_MAX_NAMESPACES = 30_000
_SWOLLEN = re.compile(
    rb"<[^\s<>/]++(?>\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}" % (_MAX_ATTRIBUTES + 1)
)
_PROPERTIES = "docProps/core.xml"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_NEW = "encrypted, or of Word before 2007 (.doc): save it as .docx without a password"
# The parts of OpenDocument, spreadsheets and slides.
_OTHERS = frozenset(("content.xml", "xl/workbook.xml", "ppt/presentation.xml"))
_NOT_WORD = "not readable as a Word document"
# Marks that mammoth puts at a note's place ("[1]") and behind the note, whose names it begins so.
_NAMES = "reuse-"
_NOTE = re.compile(
    rf'<a href="#{_NAMES}(?:foot|end)note-[^"]*"(?: id="[^"]*")?>'
    r"(?:\[\d+\]|\N{UPWARDS ARROW})</a>"
)
# What zipfile and mammoth raise on documents that are none.
_ERRORS = (
    BadZipFile, zlib.error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    AssertionError, RuntimeError, SyntaxError, OSError, EOFError, NotImplementedError,
)  # fmt: skip


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The one article of a Word document."""
    data = whole_bytes(source, settings)
    if isinstance(data, Skipped):
        yield data
        return
    if not data:
        return
    wrong = _NOT_NEW if data.startswith(_OLD) else _other(data)
    if wrong:
        yield Skipped(source.shown, wrong)
        return
    for made in _documents(data, source, settings.max_article_bytes):
        yield Skipped(source.shown, made) if isinstance(made, str) else made


def _other(data: bytes) -> str | None:
    """What a file is whose name alone is that of a Word document; None of a zip file."""
    return None if data.startswith(b"PK") else foreign.of_begin(data)


def _documents(data: bytes, source: Source, limit: int) -> Iterator[Document | str]:
    """The document in a file; why there is none, or not all of it, as a string."""
    from xml.parsers.expat import ExpatError

    try:
        import mammoth
    except ImportError:
        yield needs_extra("docx")
        return
    try:
        with ZipFile(BytesIO(data)) as package:
            if wrong := _refused(package, limit):
                yield wrong
                return
            properties = dict(_properties(package))
            held, parts = _held(package)
        made = mammoth.convert_to_html(
            held,
            id_prefix=_NAMES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            include_embedded_style_map=False,
        )
        markup: str = made.value
    except (ExpatError, *_ERRORS) as error:
        yield f"{_NOT_WORD}: {_told(error)}"
        return
    words = words_of(_NOTE.sub("", markup), None)
    if not isinstance(words, Visible):
        yield words
        return
    unread = sorted(frozenset[str]().union(*(part.unread for part in parts)))
    if words.text or not unread:
        facts = tuple(property_facts(words.text, properties))
        hidden = sum(part.hidden_words for part in parts)
        yield Document(source.name, words.text, source.shown, facts, words.links, left_out=hidden)
    if unread:
        how = "read in part" if words.text else "not read"
        yield f"{how}: it holds {' and '.join(unread)}; put the words into the text itself"


def _told(error: Exception) -> str:
    """What is wrong with a file, in words of those who have it."""
    from xml.parsers.expat import ExpatError

    if isinstance(error, BadZipFile | EOFError | zlib.error):
        return "no whole zip file, as every .docx is; it may be damaged or cut off"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, ExpatError):
        return f"malformed XML: {error}"
    return "it is not made as Word makes them"


def _refused(package: ZipFile, limit: int) -> str | None:
    """Why a package is not read; None for a document within the bounds."""
    parts = _parts(package)
    # NOTE: zipfile gives no more of a part than the size that it states.
    if sum(part.file_size for part in parts) > limit:
        return f"unpacked larger than max_article_bytes ({limit:,} bytes)"
    if any(part.flag_bits & 1 for part in parts):
        return "encrypted"
    tags = namespaces = 0
    for part in parts:
        data = package.read(part)
        tags += data.count(b"<")
        namespaces += data.count(b"xmlns")
        if wrong := _too_much(data, tags=tags, namespaces=namespaces):
            return wrong
        # NOTE: Word writes UTF-8 only, and words in another charset would not be looked at.
        if wrong := "not in UTF-8" if b"\0" in data else refused(data):
            return f"{_NOT_WORD}: {wrong}"
    if any(part.filename in _OTHERS for part in parts):
        return f"{_NOT_WORD}: another kind of document, save it as .docx"
    return None if parts else f"{_NOT_WORD}: no part of one in it"


def _too_much(data: bytes, *, tags: int, namespaces: int) -> str | None:
    """What a part has too much of, with those before it; it would take minutes to read."""
    if tags > _MAX_TAGS:
        return f"more than {_MAX_TAGS:,} tags"
    if namespaces > _MAX_NAMESPACES:
        return f"more than {_MAX_NAMESPACES:,} namespaces"
    return f"a tag has more than {_MAX_ATTRIBUTES:,} attributes" if _has_swollen_tag(data) else None


def _has_swollen_tag(data: bytes) -> bool:
    """Whether a tag has so many attributes that looking through them takes seconds."""
    return data.count(b"=") > _MAX_ATTRIBUTES and _SWOLLEN.search(data) is not None


def _parts(package: ZipFile) -> list[ZipInfo]:
    """What may hold words; no pictures."""
    return [i for i in package.infolist() if i.filename.lower().endswith((".xml", ".rels"))]


def _held(package: ZipFile) -> tuple[BytesIO, list[Readied]]:
    """A package of the parts that were looked at, and of no other, as mammoth reads all of them."""
    parts = {part.filename: package.read(part) for part in _parts(package)}
    styles = hiding_styles(parts.values())
    made = {name: readied(data, styles) for name, data in parts.items()}
    held = BytesIO()
    with ZipFile(held, "w") as copy:
        for name, part in made.items():
            copy.writestr(name, part.data)
    held.seek(0)
    return held, list(made.values())


def _properties(package: ZipFile) -> Iterator[tuple[FactField, object]]:
    """What the core properties state."""
    if _PROPERTIES not in package.namelist():
        return
    root = tree_of(package.read(_PROPERTIES).decode("utf-8", "replace"))
    if isinstance(root, str):
        return
    stated: dict[str, _Element] = {local(element): element for element in root}
    names: tuple[tuple[str, FactField], ...] = (
        ("title", "title"),
        ("creator", "author"),
        ("language", "language"),
    )
    for name, field in names:
        if name in stated:
            yield field, stated[name].text
