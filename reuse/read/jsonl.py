"""JSON lines, one record per line, and JSON files that hold a list of records or one.

Lines are streamed; a malformed one is skipped and the rest goes on, up to a
thousand in a row: such a file holds something else.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from reuse.model import Skipped
from reuse.read import charset, foreign
from reuse.read.document import Document, Source, too_large
from reuse.read.lines import UNDECODABLE, lines, read_at_most
from reuse.read.record import Record, documents
from reuse.settings import ReadSettings

SUFFIXES: tuple[str, ...] = (".jsonl", ".ndjson", ".json")

_MAX_BAD_IN_A_ROW = 1_000


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The articles of a file of records."""
    found = _list_of(source, settings) if source.kind == ".json" else records(source, settings)
    return documents(found, source, settings=settings)


def records(source: Source, settings: ReadSettings) -> Iterator[Record | Skipped]:
    """One record per line that is not blank."""
    bad = 0
    for line in lines(source, settings):
        if isinstance(line, Skipped):
            yield line
            continue
        if not line.text or line.text.isspace():
            continue
        value = parse(line.text)
        if isinstance(value, dict):
            bad = 0
            yield Record(line.number, value)
            continue
        bad += 1
        reason = value if isinstance(value, str) else "a record must be an object, {...}"
        yield Skipped(f"{source.shown}:{line.number}", f"malformed JSON line: {reason}")
        if bad == _MAX_BAD_IN_A_ROW:
            rest = f"{source.shown}:{line.number + 1}"
            yield Skipped(rest, f"{bad:,} malformed lines in a row: the rest is not read")
            return


def parse(text: str) -> dict[str, object] | list[object] | str | None:
    """The object or list that `text` is; what is wrong with it as a string; None for the rest."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return f"{error.msg} at character {error.pos + 1}"
    except RecursionError:
        return "nested too deeply"
    except ValueError:  # an integer of thousands of digits
        return "a number is too long"
    return value if isinstance(value, dict | list) else None


def kind_of(data: bytes) -> str:
    """The suffix that nameless input would have: records when it begins with one, else text."""
    text = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text.startswith(b"{"):
        return ".txt"
    for part, kind in ((text.split(b"\n", 1)[0], ".jsonl"), (text, ".json")):
        if isinstance(parse(part.decode("utf-8", "replace")), dict):
            return kind
    return ".txt"


def _list_of(source: Source, settings: ReadSettings) -> Iterator[Record | Skipped]:
    """The records of a JSON document, numbered from 1; of JSON lines when it is those."""
    with source.open() as stream:
        data = read_at_most(stream, settings.max_file_bytes + 1)
    if len(data) > settings.max_file_bytes:
        yield too_large(source.shown, "max_file_bytes", settings.max_file_bytes)
        return
    if not charset.mark_of(data)[0] and charset.is_binary(data):
        yield Skipped(source.shown, foreign.of_binary(data, source.kind))
        return
    text = charset.decode(data)
    if text is None:
        yield Skipped(source.shown, UNDECODABLE)
        return
    value = parse(text) if text.strip() else []
    if isinstance(value, str) and value.startswith("Extra data"):
        yield from records(source, settings)
    elif isinstance(value, dict):
        yield Record(1, value)
    elif isinstance(value, list):
        yield from _items(value, source)
    else:
        yield Skipped(source.shown, f"malformed JSON: {value or 'neither a list nor a record'}")


def _items(values: list[object], source: Source) -> Iterator[Record | Skipped]:
    for number, value in enumerate(values, start=1):
        if isinstance(value, dict):
            yield Record(number, value)
        else:
            yield Skipped(f"{source.shown}:{number}", "a record must be an object, {...}")
