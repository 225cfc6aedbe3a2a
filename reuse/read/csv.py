"""Tables (.csv, .tsv) with a header row, one record per row, streamed.

A row that is too long or malformed costs that row only: where the next one
begins is found by counting quotation marks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain

from reuse.model import Skipped
from reuse.read.document import Document, Source, too_large
from reuse.read.lines import Line, lines
from reuse.read.record import Record, documents
from reuse.settings import FieldNames, ReadSettings

SUFFIXES: tuple[str, ...] = (".csv", ".tsv")

_DELIMITERS = ",;\t|"
_MOST_CHARS = 2**31 - 1  # csv.field_size_limit takes a C long


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The articles of a table."""
    return documents(records(source, settings), source, settings=settings)


def records(source: Source, settings: ReadSettings) -> Iterator[Record | Skipped]:
    """One record per row that is not blank; a cell that the row lacks has no field."""
    feed = _Feed(source, settings)
    header: list[str] = []
    for row in _rows(feed):
        if isinstance(row, Skipped):
            yield row
        elif not header:
            header = [name.strip() for name in row]
        elif any(row[len(header) :]):
            reason = f"malformed row: {len(row)} cells under {len(header)} columns"
            yield Skipped(feed.place, reason)
        else:
            yield Record(feed.first, dict(zip(header, row, strict=False)))


class _Unusable(Exception):
    """Raised through `csv.reader` by its lines: the present row cannot be read."""

    def __init__(self, skipped: Skipped) -> None:
        super().__init__(skipped.reason)
        self.skipped = skipped


class _Feed:
    """The lines given to `csv.reader`, which count what the present row has taken.

    Attributes:
        first: number of the line in which the row began.
        taken: lines of the row so far; `quotes`: quotation marks in them.
        ended: whether the file ended while the reader wanted more.
    """

    def __init__(self, source: Source, settings: ReadSettings) -> None:
        self.first = self.taken = self.quotes = 0
        self.ended = False
        self.limit = settings.max_article_bytes
        self.names = settings.fields
        self._size = 0
        self._shown = source.shown
        self._lines = lines(source, settings)

    @property
    def place(self) -> str:
        return f"{self._shown}:{self.first}"

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        if isinstance(line, Skipped):
            raise _Unusable(line)
        self.first = self.first or line.number
        self.taken += 1
        self.quotes += line.text.count('"')
        self._size += len(line.text)
        if self._size > self.limit:
            raise _Unusable(too_large(self.place, "max_article_bytes", self.limit))
        return line.text

    def begin_row(self) -> None:
        self.first = self.taken = self.quotes = self._size = 0

    def skip_row(self) -> None:
        """Pass over the lines that the present row still has: its marks come in pairs."""
        while self.quotes % 2:
            line = next(self._lines, None)
            if line is None:
                return
            self.quotes += line.text.count('"') if isinstance(line, Line) else 0

    def header(self) -> str:
        """The first line that can be read, which stays in the feed."""
        line = next(self._lines, None)
        if line is None:
            return ""
        self._lines = chain([line], self._lines)
        return line.text if isinstance(line, Line) else ""


def _rows(feed: _Feed) -> Iterator[list[str] | Skipped]:
    reader = csv.reader(feed, delimiter=_delimiter(feed.header(), feed.names))
    limit = min(feed.limit + 1, _MOST_CHARS)
    while True:
        feed.begin_row()
        before = csv.field_size_limit(limit)
        try:
            row = next(reader)
        except StopIteration:
            return
        except _Unusable as unusable:
            feed.skip_row()
            yield unusable.skipped
            continue
        except csv.Error as error:
            feed.skip_row()
            yield Skipped(feed.place, f"malformed row: {error}")
            continue
        finally:
            csv.field_size_limit(before)
        if feed.ended and feed.taken > 1 and feed.quotes % 2:
            yield Skipped(feed.place, "malformed row: a quotation mark in it is never closed")
        elif row:
            yield row


def _delimiter(header: str, names: FieldNames) -> str:
    """The character that makes the header name a text or a file, a comma if none does."""
    wanted = {names.text, names.id, "file", "filename"}
    for delimiter in _DELIMITERS:
        cells = {cell.strip().strip('"') for cell in header.split(delimiter)}
        if len(cells) > 1 and cells & wanted:
            return delimiter
    return ","
