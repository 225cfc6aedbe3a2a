"""The whole run on files: read, find, align, families, and a summary of one line."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING

from reuse.engine.spark.session import judging, open_session
from reuse.errors import NothingToRead
from reuse.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, where to write, and where the steps are kept."""

    inputs: tuple[str, ...]
    output: str
    work: str
    settings: Settings

    def run(self) -> str:
        """Write `matches`, `families` and `summary` under the output; give the summary as JSON.

        A job that was stopped goes on where it was, with the same inputs and settings.

        Raises:
            InputMissing: an input does not exist.
            NothingToRead: there is no article in it.
            JudgementError: Spark failed.
        """
        spark = open_session()
        with judging():
            return self._run(spark)

    def _run(self, spark: SparkSession) -> str:
        from pyspark.sql import DataFrame

        from reuse.engine.spark.families import families
        from reuse.engine.spark.plan import Plan
        from reuse.engine.spark.source import Source, articles_of

        # By name: the public names of `reuse` lead to the stories above the engines.
        version = import_module("reuse").__version__
        work = f"{self.work}/{self._name(version)}"

        def keep(name: str, rows: DataFrame) -> DataFrame:
            path = f"{work}/families/{name}"
            rows.write.mode("overwrite").parquet(path)
            return spark.read.parquet(path)

        records = Source(self.inputs, self.settings.read.fields).records(spark)
        found = Plan(spark, self.settings, work, _tell).run(articles_of(records))
        if not found.tokens:
            raise NothingToRead(f"no article to read in {', '.join(self.inputs)}")
        found.matches.write.mode("overwrite").parquet(f"{self.output}/matches")
        groups = families(found.matches, share=self.settings.trace.carry_share, keep=keep)
        groups.write.mode("overwrite").parquet(f"{self.output}/families")
        summary = {
            "tool": {"name": "copytrail", "version": version},
            "settings": self.settings.to_dict(),
            "records": records.count(),
            "articles": found.articles.count(),
            "words": found.tokens,
            "matches": found.matches.count(),
            "notes": found.notes,
        }
        line = json.dumps(summary, ensure_ascii=False)
        spark.createDataFrame([(line,)], "value string").coalesce(1).write.mode("overwrite").text(
            f"{self.output}/summary"
        )
        return line

    def _name(self, version: str) -> str:
        """Of the folder of steps: another for other inputs, settings or another program."""
        told = "\n".join((version, self.settings.fingerprint(), *sorted(self.inputs)))
        return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _tell(stage: str, done: int, total: int, /) -> None:
    print(f"{stage} ({done + 1} of {total})", file=sys.stderr)  # noqa: T201  # the job's log
