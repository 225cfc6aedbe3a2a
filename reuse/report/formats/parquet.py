"""The report as Parquet: one row per witness, typed, with its derivation and its matches nested.

Columns that CSV has, too, have the same names; docs/formats.md tells what each holds.  Text is
that of the articles, unaltered but for what UTF-8 cannot carry.  The file is written a row
group at a time.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from reuse.errors import MissingExtra
from reuse.extras import command
from reuse.model import Change, Evidence, Report, Span, Timestamp
from reuse.report.escapes import without_surrogates
from reuse.report.research.witnesses import Meeting, Place, Row, rows

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise MissingExtra(f"parquet needs pyarrow: {command('research')}") from error

SCHEMA = "reuse.witnesses/1"

_TEXT = pa.string()
_KEY = pa.dictionary(pa.int32(), pa.string())  # few different values: a category, a factor
_NUMBER = pa.int32()  # an article is shorter than 2**31
_EVIDENCE = pa.struct(
    [("kind", _TEXT), ("detail", _TEXT), ("favours", _TEXT), ("odds", pa.float64())]
)
_CHANGE = pa.struct(
    [("kind", _TEXT), ("before", _TEXT), ("after", _TEXT),
     ("source_start", _NUMBER), ("source_end", _NUMBER),
     ("derivative_start", _NUMBER), ("derivative_end", _NUMBER)]
)  # fmt: skip
_STEP = pa.struct(
    [("source", _TEXT), ("source_outlet", _TEXT), ("confidence", _TEXT),
     ("evidence", pa.list_(_EVIDENCE)), ("changes", pa.list_(_CHANGE))]
)  # fmt: skip

_MATCH = pa.struct(
    [("article", _TEXT), ("start", _NUMBER), ("end", _NUMBER),
     ("own_start", _NUMBER), ("own_end", _NUMBER), ("kind", _TEXT),
     ("similarity", pa.float64()), ("words", _NUMBER), ("certainty", _TEXT)]
)  # fmt: skip

_COLUMNS: tuple[tuple[str, pa.DataType, Callable[[Row], object]], ...] = (
    ("family", _KEY, lambda r: r.place.family.id),
    ("nature", _KEY, lambda r: r.place.family.nature),
    ("family_words", _NUMBER, lambda r: r.place.family.words),
    ("family_witnesses", _NUMBER, lambda r: len(r.place.family.witnesses)),
    ("family_certainty", _KEY, lambda r: r.place.family_certainty),
    ("origin_outlet", _KEY, lambda r: r.place.lineage.origin.outlet),
    ("origin_article", _KEY, lambda r: r.place.lineage.origin.article),
    ("origin_in_corpus", pa.bool_(), lambda r: r.place.lineage.origin.in_corpus),
    ("origin_confidence", _KEY, lambda r: r.place.lineage.origin.confidence),
    ("origin_basis", pa.list_(_TEXT), lambda r: r.place.lineage.origin.basis),
    ("article", _KEY, lambda r: r.place.article.id),
    ("outlet", _KEY, lambda r: r.place.article.outlet),
    ("title", _TEXT, lambda r: r.place.article.title),
    ("author", _KEY, lambda r: r.place.article.author),
    ("published", pa.timestamp("us", tz="UTC"), lambda r: _moment(r.place.article.published)),
    ("published_precision", _KEY, lambda r: _precision(r.place.article.published)),
    ("published_has_zone", pa.bool_(), lambda r: _has_zone(r.place.article.published)),
    ("url", _TEXT, lambda r: r.place.article.url),
    ("language", _KEY, lambda r: r.place.article.language),
    ("start", _NUMBER, lambda r: r.place.witness.span.start),
    ("end", _NUMBER, lambda r: r.place.witness.span.end),
    ("witness_words", _NUMBER, lambda r: r.words),
    ("witness_certainty", _KEY, lambda r: r.place.certainty),
    ("passage", _TEXT, lambda r: r.place.passage),
    ("credit_status", _KEY, lambda r: _of_credit(r, "status")),
    ("credit_outlet", _KEY, lambda r: _of_credit(r, "outlet")),
    ("credit_phrase", _TEXT, lambda r: _phrase(r.place)),
    ("credit_start", _NUMBER, lambda r: _start(_of_credit(r, "phrase"))),
    ("credit_end", _NUMBER, lambda r: _end(_of_credit(r, "phrase"))),
    ("derivations", pa.list_(_STEP), lambda r: _steps(r.place)),
    ("matches", pa.list_(_MATCH), lambda r: [_match(met) for met in r.place.meetings]),
)


def pieces(report: Report) -> Iterator[bytes]:
    """The bytes of the file, a row group at a time."""
    schema = schema_of(report)
    held = io.BytesIO()
    # Arrow counts for itself what it wrote, so that what is held can be given away.
    with pq.ParquetWriter(held, schema, compression="zstd") as writer:
        for some in rows(report):
            writer.write_batch(_batch(some, schema))
            yield _taken(held)
    yield _taken(held)


def schema_of(report: Report) -> pa.Schema:
    """The columns of the file, and what is said of the file as a whole."""
    about = {
        "reuse.schema": SCHEMA,
        "reuse.version": report.version,
        "reuse.settings": json.dumps(report.settings, sort_keys=True),
    }
    return pa.schema([(name, kind) for name, kind, _ in _COLUMNS], metadata=about)


def _taken(held: io.BytesIO) -> bytes:
    taken = held.getvalue()
    held.seek(0)
    held.truncate()
    return taken


def _batch(some: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = (
        pa.array([_carried(told(row)) for row in some], type=kind) for _, kind, told in _COLUMNS
    )
    return pa.RecordBatch.from_arrays(list(columns), schema=schema)


def _carried(value: Any) -> Any:
    """A value with no text that UTF-8 cannot carry."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list | tuple):
        return [_carried(item) for item in value]
    if isinstance(value, dict):
        return {key: _carried(item) for key, item in value.items()}
    return value


def _moment(published: Timestamp | None) -> datetime | None:
    return published.moment if published else None


def _precision(published: Timestamp | None) -> str | None:
    return published.precision if published else None


def _has_zone(published: Timestamp | None) -> bool | None:
    return published.has_zone if published else None


def _of_credit(row: Row, name: str) -> Any:
    return getattr(row.place.witness.credit, name, None)


def _phrase(place: Place) -> str | None:
    credit = place.witness.credit
    return credit.phrase.of(place.article.text) if credit and credit.phrase else None


def _start(span: Span | None) -> int | None:
    return span.start if span else None


def _end(span: Span | None) -> int | None:
    return span.end if span else None


def _steps(place: Place) -> list[dict[str, object]]:
    step = place.step
    if step is None:
        return []
    return [
        {
            "source": step.source,
            "source_outlet": place.source_outlet,
            "confidence": step.confidence,
            "evidence": [_evidence(entry) for entry in step.evidence],
            "changes": [_change(change) for change in step.changes],
        }
    ]


def _evidence(entry: Evidence) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _EVIDENCE.names}


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind, "before": change.before, "after": change.after,
        "source_start": _start(change.source), "source_end": _end(change.source),
        "derivative_start": _start(change.derivative), "derivative_end": _end(change.derivative),
    }  # fmt: skip


def _match(met: Meeting) -> dict[str, object]:
    match = met.match
    return {
        "article": met.article, "start": met.span.start, "end": met.span.end,
        "own_start": met.own.start, "own_end": met.own.end, "kind": match.kind,
        "similarity": match.similarity, "words": match.words, "certainty": match.certainty,
    }  # fmt: skip
