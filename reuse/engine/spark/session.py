"""The Spark session: the one that spark-submit made, or a local one."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reuse.errors import JudgementError, MissingExtra
from reuse.extras import command

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ARTICLES_PER_BATCH = 2048
_SUBMITTED = "PYSPARK_GATEWAY_PORT"  # set by spark-submit
_STDERR = 2
# What a worker said of its input, under the names of everything that it passed on the way.
_SAID_BY_WORKER = re.compile(r"reuse\.errors\.JudgementError: (.*)")
# The work is done in Python: compiling Java costs more than it gives.
_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def need_spark() -> None:
    """Nothing, where Spark can run.

    Raises:
        MissingExtra: there is no pyspark, pyarrow or Java.
    """
    try:
        import pyarrow  # noqa: F401  # only whether it is there
        import pyspark  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f"the engine spark needs {error.name}: {command('spark')}") from error
    home = os.environ.get("JAVA_HOME")
    if shutil.which(str(Path(home) / "bin" / "java") if home else "java") is None:
        where = f"there is none in JAVA_HOME={home}" if home else "there is no java on the PATH"
        raise MissingExtra(f"the engine spark needs Java 17 or later; {where}")


def open_session(jobs: int | None = None) -> SparkSession:
    """The session in use, else that of spark-submit, else a local one with `jobs` cores (all).

    Raises:
        MissingExtra: there is no pyspark, pyarrow or Java.
        JudgementError: Spark does not start.
    """
    need_spark()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("reuse")
    if _SUBMITTED in os.environ:
        session = builder.getOrCreate()
    else:
        jobs = jobs or os.cpu_count() or 1
        session = _started(_local(builder, jobs))
        session.conf.set("spark.sql.shuffle.partitions", str(max(2, 2 * jobs)))
    # Chunks are about this many articles; groups are bounded by bytes, not by rows.
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ARTICLES_PER_BATCH))
    return session


@contextmanager
def judging() -> Iterator[None]:
    """Spark's failures as one line, that of the worker which could not go on if there is one.

    Raises:
        JudgementError: Spark failed.
    """
    from py4j.protocol import Py4JError, Py4JNetworkError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JNetworkError, ConnectionError) as error:
        raise JudgementError("Spark's Java has stopped (out of memory?)") from error
    except (PySparkException, Py4JError) as error:
        said = _SAID_BY_WORKER.search(str(error))
        if said:
            raise JudgementError(said[1]) from error
        raise JudgementError(f"Spark failed: {str(error).strip().splitlines()[0]}") from error


def _started(builder: SparkSession.Builder) -> SparkSession:
    """A session whose Java talks to a file: what it has to say to us comes as exceptions."""
    from pyspark.errors import PySparkException

    with tempfile.TemporaryFile() as said:
        try:
            with _stderr_to(said):
                return builder.getOrCreate()
        except (PySparkException, OSError) as error:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").splitlines()
            why = next((line for line in lines if re.search("error|exception", line, re.I)), error)
            raise JudgementError(f"Spark does not start: {why}") from error


@contextmanager
def _stderr_to(file: IO[bytes]) -> Iterator[None]:
    """Send what this process and those that it starts write to stderr to a file."""
    sys.stderr.flush()
    kept = os.dup(_STDERR)
    os.dup2(file.fileno(), _STDERR)
    try:
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


def _local(builder: SparkSession.Builder, jobs: int) -> SparkSession.Builder:
    """This machine only: no web page, no name look-up, the same code in the workers."""
    # Spark reads these two from the environment alone.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    here = str(Path(__file__).parents[3])
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return (
        builder.master(f"local[{jobs}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executorEnv.PYTHONPATH", paths)
        .config("spark.driver.extraJavaOptions", _QUICK_START)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
    )
