"""The row on Spark: the same verbs inside Arrow batches, joined by hashes.

Two doors.  This one serves `reuse scan --engine spark`: articles come from this process and
the matches return to it, for a report is made here.  The other one, `python -m
reuse.engine.spark`, reads and writes files of the cluster and collects nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.engine import Means
from reuse.engine.local.journal import claim, scan_key
from reuse.model import Article, Findings, Match, Progress, Span
from reuse.settings import Settings
from reuse.text.units import words_within

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Row


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Runs on a local Spark with as many cores as jobs, or on the session that is there."""

    means: Means

    def find_matches(
        self, articles: Sequence[Article], settings: Settings, *, progress: Progress
    ) -> Findings:
        """Every match between two different articles of the collection.

        Raises:
            MissingExtra: there is no pyspark, pyarrow or Java.
            JudgementError: Spark failed.
        """
        from reuse.engine.spark.session import judging, open_session

        progress("spark: starting", 0, 1)
        spark = open_session(self.means.jobs)
        from reuse.engine.spark.plan import Plan

        progress("spark: starting", 1, 1)
        ordered = sorted(articles, key=lambda article: article.id)
        with self._work(ordered, settings) as work, judging():
            plan = Plan(spark, settings, work, progress)
            found = plan.run(spark.createDataFrame(_as_arrow(ordered)))
            # NOTE: both grow with the collection, as do the articles that stand in this process
            # and the report that is made of them; the other door has nothing of this kind.
            matches = found.matches.toArrow().to_pylist()
            lengths = found.articles.selectExpr("id", "length(a) / 8 AS tokens", _SIZES).collect()
        words = {article.id: 0 for article in ordered}
        words.update({ordered[int(row["id"])].id: _words(row) for row in lengths})
        ordered_matches = sorted(
            (_match(row, ordered) for row in matches),
            key=lambda m: (m.left_article, m.right_article, m.left, m.right),
        )
        return Findings(tuple(ordered_matches), words, found.notes)

    @contextmanager
    def _work(self, articles: Sequence[Article], settings: Settings) -> Iterator[str]:
        """The folder for what is done: one that was asked for is kept."""
        if self.means.work is None:
            with tempfile.TemporaryDirectory(prefix="reuse-spark-") as folder:
                yield folder
            return
        folder = str(self.means.work)
        claim(Path(folder), scan_key(articles, settings))
        yield str(Path(folder, "spark").resolve())


def open_engine(means: Means) -> SparkEngine:
    """This engine with that many cores, unless a session is there already."""
    return SparkEngine(means)


# The fourth column of an article's layout, where it has one: see `numbering`.
_SIZES = "substring(d, int(length(a) / 2 * 3) + 1) AS sizes"


def _words(row: Row) -> int:
    import numpy as np

    tokens, sizes = int(row["tokens"]), np.frombuffer(row["sizes"], np.int32).astype(np.uint8)
    return int(words_within(sizes, np.array([0, tokens]))[0])


def _as_arrow(ordered: Sequence[Article]) -> pa.Table:
    """The articles, each under its place in the order of ids: an id may be any string."""
    import pyarrow as pa

    width = len(str(len(ordered)))
    return pa.table(
        {
            "id": pa.array([f"{i:0{width}}" for i in range(len(ordered))], pa.string()),
            "text": pa.array(
                [a.text.encode("utf-8", "surrogatepass") for a in ordered], pa.binary()
            ),
            "language": pa.array([a.language for a in ordered], pa.string()),
        }
    )


def _match(row: dict[str, object], ordered: Sequence[Article]) -> Match:
    values = dict(row)
    for side in ("left", "right"):
        values[f"{side}_article"] = ordered[int(str(values[f"{side}_article"]))].id
        values[side] = Span(values.pop(f"{side}_start"), values.pop(f"{side}_end"))  # type: ignore[arg-type]  # as written by aligning._table
    return Match(**values)  # type: ignore[arg-type]
