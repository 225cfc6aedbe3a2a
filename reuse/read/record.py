"""Records (JSON lines, CSV rows, sidecars, front matter) as documents and facts.

Field names come from the settings.  Values are data: no path in them is
followed, nothing in them is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from reuse.model import Basis, Skipped, Timestamp
from reuse.read.dates import timestamp
from reuse.read.document import (
    Document,
    Fact,
    FactField,
    Source,
    language_tag,
    one_line,
    own_id,
    too_large,
    web_address,
    whole,
)
from reuse.settings import FieldNames, ReadSettings


class Record(NamedTuple):
    """One record of a file: the number of the line it begins in, from 1, and its fields."""

    line: int
    fields: Mapping[str, object]


def documents(
    records: Iterable[Record | Skipped], source: Source, *, settings: ReadSettings
) -> Iterator[Document | Skipped]:
    """A document of every record that has a text; the others as `Skipped`."""
    for record in records:
        yield record if isinstance(record, Skipped) else _document(record, source, settings)


def facts_of(fields: Mapping[str, object], basis: Basis, *, names: FieldNames) -> Iterator[Fact]:
    """What the fields of a record say about its article, unusable values left out."""
    ways: tuple[tuple[FactField, str, Callable[[object], str | Timestamp | None]], ...] = (
        ("title", names.title, one_line),
        ("outlet", names.outlet, one_line),
        ("author", names.author, one_line),
        ("published", names.published, timestamp),
        ("url", names.url, web_address),
        ("language", names.language, language_tag),
    )
    for name, key, way in ways:
        given = fields.get(key)
        if given is not None and (value := way(given)):
            yield Fact(name, value, basis)


def _document(record: Record, source: Source, settings: ReadSettings) -> Document | Skipped:
    names = settings.fields
    place = f"{source.shown}:{record.line}"
    text = record.fields.get(names.text)
    if names.text not in record.fields:
        return Skipped(place, f'the record has no field "{names.text}"')
    if text is not None and not isinstance(text, str):
        return Skipped(place, f'field "{names.text}" is {type(text).__name__}, not text')
    if len(text or "") > settings.max_article_bytes:
        return too_large(place, "max_article_bytes", settings.max_article_bytes)
    return Document(
        id=own_id(record.fields.get(names.id)) or f"{source.name}:{record.line}",
        text=whole(text or ""),
        source=place,
        facts=tuple(facts_of(record.fields, "record", names=names)),
    )
