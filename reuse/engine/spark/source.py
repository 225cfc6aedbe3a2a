"""Articles from Parquet and JSON lines of any file system that Hadoop knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as sql

from reuse.errors import InputMissing, UsageError
from reuse.settings import FieldNames

_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_PACKED_SUFFIXES = (".gz", ".bz2", ".zst", ".lz4", ".snappy")
_BAD = "_corrupt_record"


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from: paths, and how records name their fields."""

    paths: Sequence[str]
    fields: FieldNames

    def records(self, spark: SparkSession) -> DataFrame:
        """Every record as `id`, `text` and `language`, null where it has none.

        Raises:
            InputMissing: a path does not exist.
            UsageError: a Parquet file lacks the field of the text.
        """
        lines = [path for path in self.paths if _is_json(path)]
        tables = [path for path in self.paths if not _is_json(path)]
        try:
            parts = [self._lines(spark, lines)] if lines else []
            parts += [self._table(spark, path) for path in tables]
        except AnalysisException as error:
            raise InputMissing(f"cannot read {', '.join(self.paths)}: {error}") from error
        return reduce(DataFrame.unionByName, parts)

    def _lines(self, spark: SparkSession, paths: list[str]) -> DataFrame:
        names = (self.fields.id, self.fields.text, self.fields.language)
        schema = ", ".join(f"`{name}` string" for name in (*names, _BAD))
        return _named(spark.read.schema(schema).json(paths), self.fields)

    def _table(self, spark: SparkSession, path: str) -> DataFrame:
        table = spark.read.parquet(path)
        if self.fields.text not in table.columns:
            raise UsageError(f'{path}: there is no column "{self.fields.text}"')
        for name in (self.fields.id, self.fields.language):
            if name not in table.columns:
                table = table.withColumn(name, sql.lit(None))
        return _named(table, self.fields)


def articles_of(records: DataFrame) -> DataFrame:
    """The records that have a text, once each, under unique ids.

    A record without id is named after its text; one with the id of another but
    not its text gets a suffix made of its text.
    """
    digest = sql.sha2("text", 256)
    named = records.where(sql.length(sql.trim("text")) > 0).withColumn(
        "id", sql.coalesce("id", sql.concat(sql.lit("text-"), digest.substr(1, 32)))
    )
    same_id = Window.partitionBy("id").orderBy("text")
    place = sql.dense_rank().over(same_id)
    again = sql.row_number().over(Window.partitionBy("id", "text").orderBy("language"))
    suffixed = sql.concat("id", sql.lit("~"), digest.substr(1, 12))
    return (
        named.withColumn("again", again)
        .where("again = 1")
        .withColumn("id", sql.when(place > 1, suffixed).otherwise(sql.col("id")))
        .select("id", sql.encode("text", "UTF-8").alias("text"), "language")
    )


def _named(table: DataFrame, fields: FieldNames) -> DataFrame:
    columns = ((fields.id, "id"), (fields.text, "text"), (fields.language, "language"))
    return table.select(*(sql.col(f"`{old}`").cast("string").alias(new) for old, new in columns))


def _is_json(path: str) -> bool:
    name = path.rstrip("/").lower()
    for suffix in _PACKED_SUFFIXES:
        name = name.removesuffix(suffix)
    return name.endswith(_JSON_SUFFIXES)
