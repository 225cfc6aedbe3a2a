"""What the engine spark says when it cannot start or go on."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from reuse.engine.spark.session import judging, need_spark
from reuse.errors import JudgementError, MissingExtra


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", ModuleType("pyarrow"))
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtra, match='pyspark: pip install "pyspark>'):
        need_spark()


@pytest.mark.parametrize(
    ("home", "reason"), [(None, "no java on the PATH"), ("/nowhere", "none in JAVA_HOME=/nowhere")]
)
def test_missing_java_is_named(
    home: str | None, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("pyarrow", "pyspark"):
        monkeypatch.setitem(sys.modules, package, ModuleType(package))
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    with pytest.raises(MissingExtra, match=f"Java 17 or later; .*{reason}"):
        need_spark()


@pytest.mark.spark
@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (
            "Job aborted\n  reuse.errors.JudgementError: article a is long\n at x",
            "article a is long",
        ),
        ("out of memory\n at y", "Spark failed: out of memory"),
    ],
)
def test_a_failure_of_spark_is_one_line(failure: str, said: str) -> None:
    from pyspark.errors import PySparkException

    with pytest.raises(JudgementError) as caught, judging():
        raise PySparkException(failure)
    assert str(caught.value) == said
