"""What else could answer: SQLite's full-text search, asked for the passages of a draft.

A draft is asked for in phrases of `GRAM` words, one after another from every `STEP`-th word;
an article that holds one is a hit.  It finds verbatim runs of `GRAM` + `STEP` - 1 words and
says nothing of where they are, who was first, or who is credited.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from check_drafts import Draft
from serve import percentile

GRAM, STEP = 8, 5
_WORD = re.compile(r"[^\W_]+")


def full_text(articles: Path, drafts: Sequence[Draft], *, folder: Path) -> dict[str, Any]:
    """What indexing and asking cost, and the share of the planted passages that it meets."""
    database = folder / "full-text.sqlite"
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        began = time.process_time()
        number = _index(connection, articles)
        rate = number / (time.process_time() - began)
        rows = [_asked(connection, draft) for draft in drafts]
    planted = [met for _, found in rows for met in found]
    times = [spent for spent, _ in rows]
    return {
        "articles a CPU second": round(rate),
        "bytes an article": database.stat().st_size // max(1, number),
        "CPU ms, p50 p95 p99": [round(percentile(times, share)) for share in (50, 95, 99)],
        "of the planted met": f"{sum(planted)} of {len(planted)}",
    }


def _index(connection: sqlite3.Connection, articles: Path) -> int:
    connection.execute("CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, text)")
    with articles.open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        found = connection.executemany(
            "INSERT INTO article VALUES (?, ?)", ((r["id"], r["text"]) for r in records)
        )
    connection.commit()
    return found.rowcount


def _asked(connection: sqlite3.Connection, draft: Draft) -> tuple[float, list[bool]]:
    """CPU milliseconds, and whether the source of each planted passage is among the hits."""
    began = time.process_time()
    ids: set[str] = set()
    for phrase in _phrases(draft.text):
        asked = "SELECT id FROM article WHERE article MATCH ? LIMIT 1000"
        ids.update(row[0] for row in connection.execute(asked, (f'"{phrase}"',)))
    spent = 1000 * (time.process_time() - began)
    return spent, [passage.source in ids for passage in draft.passages]


def _phrases(text: str) -> Iterator[str]:
    words = _WORD.findall(text)
    for at in range(0, max(1, len(words) - GRAM + 1), STEP):
        yield " ".join(words[at : at + GRAM])
