"""The door of the engine spark that reads and writes files, and its parts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from made_corpus import made_articles

from reuse.engine import open_engine
from reuse.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.spark


def quiet(stage: str, done: int, total: int, /) -> None:
    """Tell nobody."""


@pytest.fixture(scope="module")
def spark() -> SparkSession:
    from reuse.engine.spark.session import open_session

    return open_session(2)


def keeper(spark: SparkSession, folder: Path) -> Callable[[str, DataFrame], DataFrame]:
    def keep(name: str, rows: DataFrame) -> DataFrame:
        rows.write.mode("overwrite").parquet(str(folder / name))
        return spark.read.parquet(str(folder / name))

    return keep


def run(*arguments: str) -> dict[str, Any]:
    from reuse.engine.spark.__main__ import main

    ran = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    summary: dict[str, Any] = json.loads(ran.stdout)
    return summary


def test_a_job_on_jsonl_and_parquet_writes_the_matches_that_local_finds(
    spark: SparkSession, tmp_path: Path
) -> None:
    made = made_articles(80, seed=9)
    records = [{"id": a.id, "text": a.text, "language": a.language} for a in made]
    lines = [json.dumps(record) for record in records[:50]]
    # The same record again, one that is no record, and one without a text.
    (tmp_path / "half.jsonl").write_text("\n".join([*lines, lines[7], "{oops", '{"id": "x"}']))
    rest = spark.createDataFrame(records[50:], "id string, text string, language string")
    rest.write.parquet(str(tmp_path / "rest"))
    out = tmp_path / "out"
    inputs = [str(tmp_path / "half.jsonl"), str(tmp_path / "rest")]
    summary = run(*inputs, "--output", str(out))
    found = open_engine("local").find_matches(made, Settings(), progress=quiet)
    expected = sorted(
        (m.left_article, m.right_article, m.left.start, m.left.end, m.right.start, m.kind)
        for m in found.matches
    )
    columns = ("left_article", "right_article", "left_start", "left_end", "right_start", "kind")
    written = spark.read.parquet(str(out / "matches")).select(*columns).collect()
    assert sorted(tuple(row) for row in written) == expected
    assert summary["articles"] == sum(1 for count in found.words.values() if count)
    members = spark.read.parquet(str(out / "families")).collect()
    named = {row["article"] for row in members}
    assert named == {a for m in found.matches for a in (m.left_article, m.right_article)}
    # Again: every step is there already, and gives the same.
    assert run(*inputs, "--output", str(out)) == summary


def test_ids_are_unique_and_no_text_is_lost_to_another(spark: SparkSession) -> None:
    from reuse.engine.spark.source import articles_of

    rows = [("a", "one", None), ("a", "two", None), ("a", "one", "de"), (None, "three", None)]
    records = spark.createDataFrame(
        [*rows, ("b", "  ", None)], "id string, text string, language string"
    )
    kept = {row["id"]: bytes(row["text"]) for row in articles_of(records).collect()}
    assert sorted(kept.values()) == [b"one", b"three", b"two"]
    assert kept["a"] == b"one"
    assert sum(name.startswith("a~") for name in kept) == 1


def test_components_are_those_of_a_search(spark: SparkSession, tmp_path: Path) -> None:
    from reuse.engine.spark.families import components

    dice = random.Random(1)
    edges = {tuple(sorted(dice.sample(range(60), 2), reverse=True)) for _ in range(30)}
    edges |= {(n + 1, n) for n in range(100, 116)}  # a long chain
    least = {node: node for edge in edges for node in edge}
    for _ in least:
        for u, v in edges:
            least[u] = least[v] = min(least[u], least[v])
    given = spark.createDataFrame(sorted(edges), "u long, v long")
    found = components(given, keep=keeper(spark, tmp_path)).collect()
    expected = {(node, root) for node, root in least.items() if node != root}
    assert {(row["u"], row["v"]) for row in found} == expected


def test_wrong_inputs_are_named(tmp_path: Path) -> None:
    from reuse.engine.spark.__main__ import main

    ran = CliRunner().invoke(main, ["nowhere.jsonl", "--output", str(tmp_path / "out")])
    assert ran.exit_code == 2
    assert "nowhere.jsonl" in ran.stderr
    (tmp_path / "empty.jsonl").write_text('{"text": " "}\n')
    ran = CliRunner().invoke(main, [str(tmp_path / "empty.jsonl"), "--output", str(tmp_path / "o")])
    assert ran.exit_code == 3
