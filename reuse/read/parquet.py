"""Parquet files, a record a row: the columns that the settings name, streamed in small batches.

Columns of text are left as they are packed in the file until a value is asked for, so that a file
whose rows share one long text is not unfolded at once.  A file is read in a process apart first.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from reuse.model import Skipped
from reuse.read import apart
from reuse.read.document import Document, Source, needs_extra, over
from reuse.read.record import Record, documents
from reuse.read.telling import MOST_TOLD, summed
from reuse.settings import FieldNames, ReadSettings

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch, Schema
    from pyarrow.parquet import ParquetFile

SUFFIXES: tuple[str, ...] = (".parquet",)

_ROWS = 256


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The articles of a Parquet file."""
    if source.is_packed or source.size is None:
        yield Skipped(source.shown, "a Parquet file that is packed or a pipe: give it as a file")
        return
    try:
        from pyarrow import ArrowException
    except ImportError:
        yield Skipped(source.shown, needs_extra("parquet"))
        return
    try:
        with source.open() as stream:
            if apart.ask(__name__, stream, _told(settings)) is None:
                yield Skipped(source.shown, apart.BROKEN)
                return
        with source.open() as stream:
            yield from documents(_records(stream, source, settings), source, settings=settings)
    except MemoryError:
        yield Skipped(source.shown, "not readable as Parquet: it takes more memory than there is")
    # Of a damaged file pyarrow raises these, OSError among them, with its own words.
    except (ArrowException, OSError, ValueError, NotImplementedError):
        yield Skipped(source.shown, "not readable as Parquet: damaged, cut off, or of a rare kind")


def _told(settings: ReadSettings) -> str:
    return json.dumps(dataclasses.asdict(settings))


def _tried(told: str) -> bool | None:
    """Read standard input to its end, for nothing: some damage ends the process in pyarrow."""
    from pyarrow import ArrowException

    known = json.loads(told)
    settings = ReadSettings(**{**known, "fields": FieldNames(**known["fields"])})
    source = Source("", "", SUFFIXES[0], lambda: sys.stdin.buffer)
    # What it raises is told where the file is read again.
    with suppress(ArrowException, OSError, ValueError, NotImplementedError):
        try:
            for _ in _records(sys.stdin.buffer, source, settings):
                pass
        except MemoryError:
            return None
    return True


def _records(stream: Any, source: Source, settings: ReadSettings) -> Iterator[Record | Skipped]:
    """One record per row, numbered from 1; a value that is missing has no field."""
    from pyarrow.parquet import ParquetFile

    names = settings.fields
    wanted = [names.id, names.text, names.title, names.outlet, names.author, names.published,
              names.url, names.language]  # fmt: skip
    with ParquetFile(stream) as packed:
        schema = packed.schema_arrow
        if wrong := _refused(schema, packed, settings, wanted=wanted):
            yield Skipped(source.shown, wrong)
            return
        columns = [name for name in schema.names if name in wanted]
        reading = {name: _reader(schema.field(name).type) for name in columns}
        left = settings.max_file_bytes
        before, blank = 0, _Blank(names.text)
        for batch in _lazy(stream, packed, columns).iter_batches(_ROWS, columns=columns):
            for at in blank.others(batch, before):
                number = before + at + 1
                values = {name: value(batch.column(name)[at]) for name, value in reading.items()}
                left -= sum(len(v) for v in values.values() if isinstance(v, str))
                if left < 0:
                    wrong = over("max_file_bytes", settings.max_file_bytes)
                    yield Skipped(f"{source.shown}:{number}", f"unpacked {wrong}")
                    return
                yield Record(number, values)
            before += batch.num_rows
        if blank.left_out:
            first = Skipped(f"{source.shown}:{blank.first}", "empty")
            yield summed(first, blank.left_out - 1)


class _Blank:
    """Rows without a text beyond those that are told one by one: counted, and not looked at.

    Attributes:
        first: number of the first of them, from 1; `left_out`: how many there are.
    """

    def __init__(self, column: str) -> None:
        self.first = self.left_out = 0
        self._column = column
        self._told = 0

    def others(self, batch: RecordBatch, before: int) -> Iterable[int]:
        """The places of the rows of a batch that are looked at; so many rows stand before it."""
        if not _is_blank(batch.column(self._column)):
            return range(batch.num_rows)
        free = max(0, min(MOST_TOLD - self._told, batch.num_rows))
        self._told += free
        if free < batch.num_rows and not self.left_out:
            self.first = before + free + 1
        self.left_out += batch.num_rows - free
        return range(free)


def _is_blank(column: Any) -> bool:
    """Whether no row of a column of text has a sign, as far as that is told at once."""
    from pyarrow import DictionaryArray, compute

    if column.null_count == len(column):
        return True
    values = column.dictionary if isinstance(column, DictionaryArray) else column
    # NOTE: a dictionary comes with each batch, and may be that of the whole file.
    return len(values) <= _ROWS and not compute.max(compute.binary_length(values)).as_py()


def _reader(kind: DataType) -> Callable[[Any], object]:
    """What makes a value of a column one of Python."""
    from pyarrow import types

    return _time if types.is_temporal(kind) else methodcaller("as_py")


def _time(value: Any) -> object:
    """A time; None of one that Python has not: too far away, of a zone that nobody knows."""
    from pyarrow import timestamp, types

    with suppress(ArithmeticError, LookupError, ValueError):
        if types.is_timestamp(value.type):  # pandas only has nanoseconds, and no date needs them
            value = value.cast(timestamp("us", value.type.tz), safe=False)
        return value.as_py()
    return None


def _lazy(stream: Any, packed: ParquetFile, columns: list[str]) -> ParquetFile:
    """The file again, with columns of text as they are packed."""
    from pyarrow import types
    from pyarrow.parquet import ParquetFile

    texts = [
        name
        for name in columns
        if types.is_string(packed.schema_arrow.field(name).type)
        or types.is_large_string(packed.schema_arrow.field(name).type)
    ]
    return ParquetFile(stream, metadata=packed.metadata, read_dictionary=texts)


def _refused(
    schema: Schema, packed: ParquetFile, settings: ReadSettings, *, wanted: list[str]
) -> str | None:
    """Why a file is not read; None where it is."""
    from pyarrow import types

    text = settings.fields.text
    if text not in schema.names:
        return f'the records have no field "{text}"'
    if twice := next((name for name in wanted if schema.names.count(name) > 1), None):
        return f'the records have two fields "{twice}"'
    kind = schema.field(text).type
    inner = kind.value_type if types.is_dictionary(kind) else kind
    if not (types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner)):
        return f'column "{text}" is {kind}, not text'
    for at in range(packed.metadata.num_row_groups):
        group = packed.metadata.row_group(at)
        sizes = [
            group.column(i).total_uncompressed_size
            for i in range(group.num_columns)
            if group.column(i).path_in_schema == text
        ]
        if sum(sizes) > settings.max_file_bytes:
            return f"unpacked {over('max_file_bytes', settings.max_file_bytes)}"
    return None


if __name__ == "__main__":
    apart.answer(lambda: _tried(sys.argv[1]))
