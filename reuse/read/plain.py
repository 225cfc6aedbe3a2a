"""Plain text: the article is the file, character by character."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.model import Skipped
from reuse.read.document import Document, Source
from reuse.read.lines import load_text
from reuse.settings import ReadSettings

SUFFIXES: tuple[str, ...] = (".txt", ".text")


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The one article of a text file."""
    text = load_text(source, settings)
    if isinstance(text, Skipped):
        yield text
        return
    yield Document(id=source.name, text=text, source=source.shown, first_line=1)
