"""Metadata of text files in an `articles.csv` or `articles.jsonl` beside them.

Such a table is a sidecar when its records name a file and have no text; with
text it is a corpus like any other.  A file name in it is only compared, never
opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reuse.model import Skipped
from reuse.read import csv, jsonl
from reuse.read.document import Document, Fact, Source, one_line, own_id
from reuse.read.paths import open_file, printable
from reuse.read.record import Record, facts_of
from reuse.settings import ReadSettings

_NAMES = {"articles.csv": csv.records, "articles.jsonl": jsonl.records}
_KEYS = ("file", "filename")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a sidecar says about one file."""

    id: str | None
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class _Folder:
    """The sidecars of one folder: their paths, and their entries by file name."""

    paths: set[str] = field(default_factory=set)
    entries: dict[str, _Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Sidecars:
    """The sidecars of the folders in which the walk now is, read when first needed."""

    settings: ReadSettings
    problems: list[Skipped] = field(default_factory=list)
    _open: dict[Path, _Folder] = field(default_factory=dict)

    def holds(self, source: Source) -> bool:
        """Whether `source` is itself a sidecar and no source of articles."""
        folder = self._of(source)
        return folder is not None and _base(source) in folder.paths

    def enrich(self, document: Document, source: Source) -> Document:
        """A document that is a whole file, with what its sidecar says about it put first."""
        folder = self._of(source)
        if folder is None or document.source != source.shown:
            return document
        entry = folder.entries.get(_base(source))
        if entry is None:
            return document
        return document._replace(id=entry.id or document.id, facts=(*entry.facts, *document.facts))

    def drain(self) -> Iterator[Skipped]:
        """What could not be read in the sidecars opened since the last call."""
        yield from self.problems
        self.problems = []

    def _of(self, source: Source) -> _Folder | None:
        if source.folder is None:
            return None
        if source.folder not in self._open:
            here = {source.folder, *source.folder.parents}
            self._open = {path: held for path, held in self._open.items() if path in here}
            self._open[source.folder] = self._load(source.folder)
        return self._open[source.folder]

    def _load(self, path: Path) -> _Folder:
        folder = _Folder()
        for name, records in _NAMES.items():
            table = path / name
            if not table.is_file() or table.stat().st_size > self.settings.max_file_bytes:
                continue
            shown = printable(str(table))
            source = Source(name, shown, table.suffix, partial(open_file, str(table)))
            try:
                self._add(folder, name, records(source, self.settings))
            except (OSError, UnicodeDecodeError):
                folder.paths.discard(name)  # it is met again as a file of its own, which says so
        return folder

    def _add(self, folder: _Folder, name: str, records: Iterator[Record | Skipped]) -> None:
        names = self.settings.fields
        problems: list[Skipped] = []
        for record in records:
            if isinstance(record, Skipped):
                problems.append(record)
                continue
            key = self._key(record)
            if names.text in record.fields or (key is None and name not in folder.paths):
                return  # a corpus: it is read, and judged, as one
            folder.paths.add(name)
            file = one_line(record.fields.get(key)) if key else None
            if file is not None and key is not None:
                given = own_id(record.fields.get(names.id)) if key != names.id else None
                facts = tuple(facts_of(record.fields, "sidecar", names=names))
                folder.entries.setdefault(file, _Entry(given, facts))
        if name in folder.paths:
            self.problems += problems

    def _key(self, record: Record) -> str | None:
        keys = (*_KEYS, self.settings.fields.id)
        return next((key for key in keys if key in record.fields), None)


def _base(source: Source) -> str:
    return os.path.basename(source.name)
