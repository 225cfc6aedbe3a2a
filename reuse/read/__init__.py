"""Paths to articles: one file per kind of input, found by its suffix.

Text is kept exactly as decoded; metadata comes from the record, the page, a
sidecar or the text itself, and says which.  What cannot be read is a `Skipped`
value, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reuse.model import Article, Skipped
from reuse.read import foreign, plain
from reuse.read.document import Document, Fact, Source, assemble, too_large
from reuse.read.identity import Identities
from reuse.read.kinds import readers
from reuse.read.lines import UNDECODABLE
from reuse.read.packed import Unpackable
from reuse.read.paths import present, sources
from reuse.read.record import facts_of
from reuse.read.sidecar import Sidecars
from reuse.read.stated import stated_facts
from reuse.read.telling import bounded
from reuse.settings import FieldNames, ReadSettings
from reuse.text.languages import language_of

__all__ = ["read", "read_content", "read_drafts"]

_DRAFT = "draft"


def read(
    paths: Sequence[str | Path], *, settings: ReadSettings | None = None
) -> Iterator[Article | Skipped]:
    """Every article under `paths`, and a `Skipped` for each input that gives none.

    Articles come one at a time, sorted by path and then as their file has them;
    the order in which paths are given changes nothing.  Ids are unique.

    Args:
        paths: files, folders (read recursively, hidden names left out), `-` for
            standard input.

    Raises:
        InputMissing: a path does not exist; raised by the call, before any reading.
    """
    settings = settings or ReadSettings()
    return _articles(sources(present(paths), max_file_bytes=settings.max_file_bytes), settings)


def read_drafts(
    paths: Sequence[str | Path], *, settings: ReadSettings | None = None
) -> Iterator[Article | Skipped]:
    """As `read`, of drafts: of a page all words are read that may be seen, and no part of them."""
    settings = settings or ReadSettings()
    found = sources(present(paths), max_file_bytes=settings.max_file_bytes)
    drafts = (s if isinstance(s, Skipped) else replace(s, is_draft=True) for s in found)
    return _articles(drafts, settings)


def read_content(
    data: bytes,
    kind: str,
    *,
    fields: Mapping[str, object],
    settings: ReadSettings | None = None,
) -> Article | Skipped:
    """The one draft that bytes are which came by another way than in a file.

    Args:
        kind: the suffix of files of its kind, whose reader reads it: `.txt`, `.md`, `.html`.
        fields: what is known of it beside (`title`, `outlet`, ...), believed before what it says.
    """
    settings = settings or ReadSettings()
    size = len(data)
    source = Source(
        _DRAFT, _DRAFT, kind, lambda: BytesIO(data), size=size, is_given=True, is_draft=True
    )
    document = next(_documents(source, Sidecars(settings), settings=settings))
    if isinstance(document, Document):
        known = facts_of(fields, "record", names=FieldNames())
        document = document._replace(facts=(*known, *document.facts))
    return _article(document, Identities())


def _articles(
    found: Iterable[Source | Skipped], settings: ReadSettings
) -> Iterator[Article | Skipped]:
    identities, sidecars = Identities(), Sidecars(settings)
    for source in found:
        if isinstance(source, Skipped):
            yield source
            continue
        documents = _documents(source, sidecars, settings=settings)
        yield from bounded(_article(document, identities) for document in documents)
        yield from bounded(sidecars.drain())


def _article(document: Document | Skipped, identities: Identities) -> Article | Skipped:
    if isinstance(document, Skipped):
        return document
    if not document.text or document.text.isspace():
        return Skipped(document.source, "empty")
    article_id = identities.settle(document)
    if isinstance(article_id, Skipped):
        return article_id
    known = {fact.field for fact in document.facts}
    stated = (*stated_facts(document.text, known), *_language(document.text, known))
    return assemble(document, article_id, stated=stated)


def _language(text: str, known: Set[str]) -> Iterator[Fact]:
    """The language of a text whose record says none, if the text is long enough to tell."""
    language = None if "language" in known else language_of(text)
    if language:
        yield Fact("language", language, "text")


def _documents(
    source: Source, sidecars: Sidecars, *, settings: ReadSettings
) -> Iterator[Document | Skipped]:
    """The documents of one source; whatever is wrong with it as a value."""
    if sidecars.holds(source):
        if source.is_given:
            yield Skipped(source.shown, "metadata of other files only: its records have no text")
        return
    reader = readers().get(source.kind, plain if source.is_given else None)
    if reader is None:
        yield Skipped(source.shown, foreign.of_name(source.kind))
        return
    if source.size is not None and source.size > settings.max_file_bytes:
        yield too_large(source.shown, "max_file_bytes", settings.max_file_bytes)
        return
    count = 0
    try:
        for document in reader.read_file(source, settings):
            count += 1
            yield _settled(document, source, sidecars)
    except Unpackable as error:
        yield Skipped(source.shown, str(error))
    except OSError as error:
        yield Skipped(source.shown, f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        yield Skipped(source.shown, UNDECODABLE)
    else:
        if not count:
            yield Skipped(source.shown, "empty")


def _settled(
    document: Document | Skipped, source: Source, sidecars: Sidecars
) -> Document | Skipped:
    """The document with what is known of its file: a packed one has no lines to point at."""
    if isinstance(document, Skipped):
        return document
    if source.is_packed:
        document = document._replace(first_line=None)
    return sidecars.enrich(document, source)
