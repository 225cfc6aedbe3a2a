"""The row as a plan of Spark: which rows go where, in which order.

Every step groups rows by their address and gives each group to one function on Arrow
tables.  The driver sees a handful of totals and nothing that grows with the collection.
Each step is written to the work folder, so that a run that was stopped goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, reduce

import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from reuse.engine.spark import aligning, counting, grouping, meeting, numbering, rewording, rows
from reuse.engine.spark.apply import Function, applied
from reuse.engine.spark.task import Task
from reuse.find import TELLING_PER_ARTICLE, Thinned, notes
from reuse.model import Progress
from reuse.settings import FindSettings, Settings

STEPS = 8
_TOKENS_PER_BUCKET = 1_000_000
# Local numbers positions below this in `grouped`; beyond it local is out of memory anyway.
_MOST_LOCAL_TOKENS = 1 << 31
_SEARCHED = ("to", "kind", "number", "id", "a", "b", "c")


@dataclass(frozen=True, slots=True)
class Found:
    """What a run gives: `matches` as in `aligning.MATCHES`; `articles` as rows."""

    matches: DataFrame
    articles: DataFrame
    notes: tuple[str, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: where it works, with which settings, and who is told."""

    spark: SparkSession
    settings: Settings
    work: str
    progress: Progress

    def run(self, articles: DataFrame) -> Found:
        """Every match between the articles (`id`, `text` as UTF-8, `language`), ids unique."""
        stored = self._kept(0, "articles", lambda: self._numbered(articles))
        task = _task(stored, self.settings)
        searched = _only(stored, _SEARCHED)
        grams = self._kept(1, "grams", lambda: self._grams(searched, task))
        task = replace(task, counted=task.tokens - _tally(grams)[rows.UNCOUNTED])
        answers = self._kept(2, "answers", lambda: _answers(searched, grams, task))
        sent = self._kept(3, "sent", lambda: _sent(searched, (grams, answers), task))
        judged = self._kept(4, "judged", lambda: _judged(searched, sent, task))
        met = self._kept(5, "met", lambda: _met(sent, task))
        alike = self._kept(6, "alike", lambda: _alike(sent, met, task))
        regions = judged.unionByName(alike)
        regions = regions.unionByName(_of(sent, rows.NATS))
        matches = self._matches(7, stored, regions, task)
        said = notes(_thinned(grams, answers, met), tells=task.tells, settings=self.settings.find)
        return Found(matches, stored, said, task.tokens)

    def _numbered(self, articles: DataFrame) -> DataFrame:
        parts = numbering.parts_for(articles.count())
        tokenised = partial(numbering.tokenised, language=self.settings.language, parts=parts)
        sent = articles.mapInArrow(tokenised, rows.SQL)
        ordered = sent.repartition("to").sortWithinPartitions("to", "number", sql.length("a"), "id")
        return ordered.mapInArrow(numbering.numbered, rows.SQL)

    def _grams(self, searched: DataFrame, task: Task) -> DataFrame:
        sent = partial(grouping.sent, settings=self.settings, buckets=task.buckets)
        grams = searched.mapInArrow(sent, rows.SQL)
        return _by_bucket(grams, partial(grouping.met, settings=self.settings.find))

    def _matches(self, step: int, stored: DataFrame, regions: DataFrame, task: Task) -> DataFrame:
        lent = _by_chunk(aligning.lent, stored, _of(regions, rows.WANTED, rows.NATS))
        arrived = reduce(
            DataFrame.unionByName, (stored, lent, _of(regions, rows.REGIONS, rows.NATS))
        )
        aligned = partial(aligning.aligned, task=task)
        found = applied(arrived.groupBy("to"), aligned, aligning.MATCHES_SQL)
        return self._kept(step, "matches", lambda: found, aligning.MATCHES_SQL)

    def _kept(
        self, step: int, name: str, make: Callable[[], DataFrame], schema: str = rows.SQL
    ) -> DataFrame:
        """A step's rows from the work folder, made first unless a former run has."""
        self.progress(f"spark: {name}", step, STEPS)
        path = f"{self.work}/{name}"
        try:
            # Written last; looking for it starts no job.
            self.spark.read.schema(schema).parquet(f"{path}/_SUCCESS")
        except AnalysisException:
            make().write.mode("overwrite").parquet(path)
        return self.spark.read.schema(schema).parquet(path)


def _task(stored: DataFrame, settings: Settings) -> Task:
    """The totals of a collection that has been numbered."""
    words = (sql.length("a") / 8).cast("long")
    lasts = [sql.max(sql.when(words >= n, sql.col("number"))).alias(f"last{n}") for n in (1, 2, 3)]
    telling = sql.sum(sql.least(words, sql.lit(TELLING_PER_ARTICLE)))
    total = stored.agg(sql.sum(words).alias("tokens"), telling.alias("telling"), *lasts).first()
    tokens = int((total and total["tokens"]) or 0)
    tells = bool(total and total["telling"] and total["telling"] >= settings.find.telling_tokens)
    buckets = -(-tokens // _TOKENS_PER_BUCKET) or 1
    if total is None or not tokens or tokens >= _MOST_LOCAL_TOKENS:
        return Task(settings, buckets, tokens=tokens, tells=tells)
    after = [
        sql.sum(sql.when(sql.col("number") > sql.lit(total[f"last{n}"]), words)) for n in (1, 2, 3)
    ]
    row = stored.agg(*after).first()
    shifts = [max(1, (tokens - n - int((row and row[n - 1]) or 0)).bit_length()) for n in (1, 2, 3)]
    return Task(
        settings, buckets, tokens=tokens, shifts=(shifts[0], shifts[1], shifts[2]), tells=tells
    )


def _tally(found: DataFrame) -> dict[int, int]:
    """The sums of the rows that count something, by their kind."""
    kinds = (*range(rows.CHAINED, rows.LEFT_OUT + 3), rows.UNCOUNTED)
    sums = [sql.sum(sql.when(sql.col("kind") == kind, sql.col("number"))) for kind in kinds]
    row = found.agg(*sums).first()
    return {kind: int((row and row[i]) or 0) for i, kind in enumerate(kinds)}


def _thinned(*found: DataFrame) -> Thinned:
    tally = _tally(reduce(DataFrame.unionByName, found))
    edited, verbatim, reworded = (
        (tally[rows.CHAINED + i], tally[rows.LEFT_OUT + i]) for i in range(3)
    )
    return Thinned(*verbatim, *edited, *reworded)


def _answers(searched: DataFrame, grams: DataFrame, task: Task) -> DataFrame:
    told = _of(grams, rows.COMMON, rows.LARGE)
    questions = _by_chunk(partial(counting.asked, task=task), searched, told)
    return _by_bucket(questions, partial(_answered, settings=task.settings.find))


def _answered(table: pa.Table, *, settings: FindSettings) -> pa.Table:
    if table["kind"][0].as_py() == rows.WINDOWS:
        return grouping.met(table, settings=settings)
    return counting.answered(table)


def _sent(searched: DataFrame, told: tuple[DataFrame, DataFrame], task: Task) -> DataFrame:
    grams, answers = told
    links = (rows.EDITED_LINKS, rows.VERBATIM_LINKS)
    weighed = partial(meeting.weighed_links, task=task)
    counted = answers.where(sql.col("kind") >= rows.COUNTED)
    return _by_chunk(
        weighed, searched, counted, _of(answers, *links), _of(grams, rows.COMMON, *links)
    )


def _judged(searched: DataFrame, sent: DataFrame, task: Task) -> DataFrame:
    arrived = _of(sent, rows.GUEST, rows.EDITED_LINKS, rows.VERBATIM_LINKS)
    return _by_chunk(partial(meeting.judged_links, task=task), searched, arrived)


def _met(sent: DataFrame, task: Task) -> DataFrame:
    return _by_bucket(_of(sent, rows.BANDS), partial(grouping.met, settings=task.settings.find))


def _alike(sent: DataFrame, met: DataFrame, task: Task) -> DataFrame:
    bags = _of(sent, rows.BAGS)
    brought = _by_chunk(rewording.brought, bags, _of(met, rows.REWORDED_LINKS))
    return _by_chunk(partial(rewording.alike, task=task), bags, brought)


def _of(given: DataFrame, *kinds: int) -> DataFrame:
    return given.where(sql.col("kind").isin(*kinds))


def _only(given: DataFrame, columns: tuple[str, ...]) -> DataFrame:
    """The same rows with the other columns left empty, so that they need not be read."""
    return given.select(
        *(
            sql.col(f.name) if f.name in columns else sql.lit(None).cast(f.dataType).alias(f.name)
            for f in given.schema
        )
    )


def _by_chunk(function: Function, *given: DataFrame) -> DataFrame:
    everything = reduce(DataFrame.unionByName, given)
    return applied(everything.groupBy("to"), function, rows.SQL)


def _by_bucket(given: DataFrame, function: Function) -> DataFrame:
    return applied(given.groupBy("kind", "to"), function, rows.SQL)
