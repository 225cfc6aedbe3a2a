"""Where an article is in the files of the working folder, as machines name places.

Lines and columns of a finding are those of its file where the text stands in it as it is.  Of
a page, whose text was taken out of its markup, only the file is known, and of a record its line.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reuse.model import Article, Span
from reuse.verdict import Lines

ROOT = "%SRCROOT%"
_STDIN = "stdin"
# How `reuse.read` names a record; the number is that of a line, but for a list in JSON.
_RECORD = re.compile(r"(stdin|.+\.(?:jsonl|ndjson|csv|tsv|json)):([0-9]{1,9})", re.I | re.S)


def artifact_location(source: str) -> dict[str, Any]:
    """The file of a source: by its path from the working folder where it lies in that."""
    file = _record(source)[0]
    if file == _STDIN:
        return {"uri": _STDIN, "description": {"text": "standard input"}}
    path = Path(os.path.abspath(file.encode("utf-8", "replace").decode()))
    here = Path.cwd()
    if path == here or here not in path.parents:
        return {"uri": path.as_uri()}
    inside = path.relative_to(here).as_posix()
    return {"uri": quote(inside, safe="/"), "uriBaseId": ROOT}


def region(article: Article, span: Span, lines: Lines) -> dict[str, Any]:
    """A stretch of an article in its file; the place to begin at where that is all one knows."""
    if article.first_line is None:
        line = _record(article.source)[1]
        return {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 1}
    return {**between(span.start, span.end, lines), "snippet": {"text": span.of(article.text)}}


def between(start: int, end: int, lines: Lines) -> dict[str, int]:
    """The lines and columns of two places, which may be one; the end column is the one after."""
    first, last = lines.position(start), lines.position(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _record(source: str) -> tuple[str, int]:
    """The file of a source, and the line at which its record begins there."""
    found = _RECORD.fullmatch(source)
    if found is None:
        return source, 1
    return found[1], 1 if found[1].lower().endswith(".json") else max(1, int(found[2]))
