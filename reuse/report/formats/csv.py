"""The report as CSV: one row per witness of a family, for a spreadsheet or a data frame.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula;
such a cell of foreign text gets an apostrophe in front.  Reference: OWASP,
"CSV Injection".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from reuse.model import Change, Evidence, Report, Span
from reuse.report.escapes import visible
from reuse.report.research.witnesses import Row, rows
from reuse.report.wording import CERTAINTY

_T = TypeVar("_T")
COLUMNS = (
    "family", "nature", "family_words",
    "origin_outlet", "origin_article", "origin_in_corpus", "origin_confidence",
    "article", "source", "outlet", "title", "author", "published", "url", "language",
    "start", "end", "credit_status", "credit_outlet", "credit_phrase", "passage",
    "family_certainty", "witness_certainty",
    "witness_words", "published_precision", "credit_start", "credit_end", "origin_basis",
    "derived_from", "derived_from_outlet", "derivation_confidence",
    "evidence", "changes", "change_list", "match_kinds", "similarity",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(report: Report) -> str:
    """A header line and one line per witness, in the order of the report."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The text of `render`, some thousand lines at a time."""
    yield lines([COLUMNS])
    for some in rows(report):
        yield lines(map(_cells, some))


def lines(cells: Iterable[Iterable[object]]) -> str:
    """Rows of cells as CSV, in which no cell is a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cell(c) for c in row] for row in cells)
    return out.getvalue()


def _cells(row: Row) -> tuple[object, ...]:
    return (*_of_passage(row), *_of_lineage(row))


def _of_passage(row: Row) -> tuple[object, ...]:
    place = row.place
    family, origin, article = place.family, place.lineage.origin, place.article
    span, credit = place.witness.span, place.witness.credit
    published = article.published.isoformat() if article.published else None
    phrase = credit.phrase.of(article.text) if credit and credit.phrase else None
    return (
        family.id, family.nature, family.words,
        origin.outlet, origin.article, str(origin.in_corpus).lower(), origin.confidence,
        article.id, article.source, article.outlet, article.title, article.author, published,
        article.url, article.language,
        span.start, span.end,
        credit.status if credit else None, credit.outlet if credit else None, phrase,
        place.passage, CERTAINTY[place.family_certainty], CERTAINTY[place.certainty],
    )  # fmt: skip


def _of_lineage(row: Row) -> tuple[object, ...]:
    place, step = row.place, row.place.step
    published, credit = place.article.published, place.witness.credit
    phrase = credit.phrase if credit else None
    return (
        row.words, published.precision if published else None,
        phrase.start if phrase else None, phrase.end if phrase else None,
        " ".join(place.lineage.origin.basis),
        step.source if step else None, place.source_outlet, step.confidence if step else None,
        _list(step.evidence, _evidence) if step else None,
        len(step.changes) if step else None,
        _list(step.changes, _change) if step else None,
        " ".join(sorted({met.match.kind for met in place.meetings})),
        max((met.match.similarity for met in place.meetings), default=None),
    )  # fmt: skip


def _list(entries: Iterable[_T], told: Callable[[_T], Mapping[str, object]]) -> str:
    """A JSON array of objects, whose texts hold no hostile character."""
    shown = ({k: visible(v) if isinstance(v, str) else v for k, v in told(entry).items()}
             for entry in entries)  # fmt: skip
    return json.dumps(list(shown), ensure_ascii=False, separators=(",", ":"))


def _evidence(entry: Evidence) -> Mapping[str, object]:
    return {"kind": entry.kind, "detail": entry.detail, "favours": entry.favours,
            "odds": entry.odds}  # fmt: skip


def _change(change: Change) -> Mapping[str, object]:
    return {"kind": change.kind, "before": change.before, "after": change.after,
            "source": _bounds(change.source), "derivative": _bounds(change.derivative)}  # fmt: skip


def _bounds(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = visible(str(value))
    # One more where there are some, so that to take one away gives back what was there.
    return f"'{text}" if text.lstrip(" \n'").startswith(_FORMULA) else text
