"""The report as JSON, schema `reuse.report/1` of the contract.

Key order is fixed and lists keep the report's order, so that equal reports are
equal bytes.  Text stays readable UTF-8; what UTF-8 cannot carry is escaped.
The text is made in pieces: a report of a million articles never is one string.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reuse.model import Report
from reuse.report.escapes import without_surrogates
from reuse.report.jsonrows import Rows
from reuse.report.jsontext import indented

SCHEMA = "reuse.report/1"
_ROWS_AT_ONCE = 256


def render(report: Report) -> str:
    """The same as `to_json`: what `reuse.report.render` asks of a format."""
    return to_json(report)


def to_json(report: Report) -> str:
    """The report as indented JSON that ends in a newline; always encodable as UTF-8."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The text of `to_json`, a few hundred rows at a time."""
    # A lone surrogate can only stand inside a JSON string, where its escape means the same.
    return map(without_surrogates, _pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    rows = Rows(report)
    tool = {"name": "reuse", "version": report.version}
    yield f'{{\n  "schema": {_text(SCHEMA)},\n  "tool": {_text(tool)}'
    yield f',\n  "settings": {_text(report.settings)}'
    yield from _list("articles", rows.articles())
    skipped = [{"source": s.source, "reason": s.reason} for s in report.skipped]
    yield f',\n  "skipped": {_text(skipped)}'
    yield from _list("matches", rows.matches())
    yield from _list("families", rows.families())
    yield from _list("disguises", rows.disguises())
    yield f',\n  "notes": {_text(report.notes)}\n}}\n'


def _text(value: object) -> str:
    return indented(value, "\n  ")


def _list(name: str, rows: Iterator[str]) -> Iterator[str]:
    """A member of the report that is a list, some rows a piece."""
    before = f',\n  "{name}": ['
    first = "".join(islice(rows, 1))
    if not first:
        yield f"{before}]"
        return
    yield before + first
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield f",{','.join(some)}"
    yield "\n  ]"
