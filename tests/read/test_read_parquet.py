"""Parquet: rows as records, other names of fields, columns that are no text, damage."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from fuzz_seeds import KEPT
from pyarrow import parquet

from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.apart import BROKEN
from reuse.settings import FieldNames, ReadSettings

NOT_PARQUET = "not readable as Parquet: damaged, cut off, or of a rare kind"


def read_table(tmp_path, columns, *, settings=None, **options):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table(columns), path, **options)
    return list(read([path], settings=settings))


def test_a_row_is_an_article_with_its_facts(tmp_path):
    one, two = read_table(
        tmp_path,
        {
            "id": ["first", None],
            "text": ["Some words.", "Others — and more."],
            "title": ["A title", None],
            "outlet": ["The Mill", None],
            "author": [["Ana Ruiz", "Bo Li"], None],
            "published": [datetime(2020, 5, 6, 7, 8, 9, tzinfo=UTC), None],
            "url": ["https://mill.example/1", None],
            "language": ["en-GB", None],
            "other": [{"a": 1}, None],
        },
    )
    assert (one.id, one.text, one.title, one.outlet) == (
        "first", "Some words.", "A title", "The Mill",
    )  # fmt: skip
    assert (one.author, one.url, one.language) == (
        "Ana Ruiz, Bo Li", "https://mill.example/1", "en",
    )  # fmt: skip
    assert one.published.isoformat() == "2020-05-06T07:08:09+00:00"
    assert one.basis("title").basis == "record"
    assert (two.id, two.text) == ("a.parquet:2", "Others — and more.")
    assert two.source == f"{tmp_path}/a.parquet:2"


def test_ids_and_dates_may_be_numbers_and_days(tmp_path):
    (one,) = read_table(tmp_path, {"id": [17], "text": ["Words."], "published": [date(2020, 5, 6)]})
    assert (one.id, one.published.isoformat()) == ("17", "2020-05-06")


def test_a_date_finer_than_python_has_is_read_without_pandas(tmp_path):
    moments = pa.array([1_588_748_889_000_000_891], pa.timestamp("ns", "UTC"))
    parquet.write_table(
        pa.table({"text": ["Words."], "published": moments}), tmp_path / "a.parquet"
    )
    (tmp_path / "pandas.py").write_text("raise ImportError('not installed')")
    code = "from reuse.read import read; print(next(read(['a.parquet'])).published.isoformat())"
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == ("2020-05-06T07:08:09+00:00\n", "")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1, pa.timestamp("us", "Nowhere/No")),
        (2**60, pa.timestamp("ms")),
        (2**62, pa.duration("s")),
    ],
)
def test_a_time_that_python_has_not_costs_that_field_only(tmp_path, value, kind):
    columns = {"text": ["Words.", "More."], "published": pa.array([value, None], kind)}
    values = read_table(tmp_path, columns)
    assert [(v.text, v.published) for v in values] == [("Words.", None), ("More.", None)]


@pytest.mark.parametrize("name", ["text", "title"])
def test_a_field_that_is_there_twice_is_named(tmp_path, name):
    texts = [pa.array(["Words."])] * 3
    table = pa.Table.from_arrays(texts, names=["text", "title", name])
    parquet.write_table(table, tmp_path / "a.parquet")
    (skipped,) = read([tmp_path])
    assert skipped.reason == f'the records have two fields "{name}"'


def test_fields_have_the_names_of_the_settings(tmp_path):
    settings = ReadSettings(fields=FieldNames(text="body", outlet="publisher"))
    (one,) = read_table(
        tmp_path, {"body": ["Words."], "publisher": ["The Mill"]}, settings=settings
    )
    assert (one.text, one.outlet) == ("Words.", "The Mill")


def test_rows_without_a_text_are_skipped_by_number(tmp_path):
    one, two, three = read_table(tmp_path, {"text": [None, "Words.", ""]})
    assert (one.source, one.reason) == (f"{tmp_path}/a.parquet:1", "empty")
    assert isinstance(two, Article)
    assert three == Skipped(f"{tmp_path}/a.parquet:3", "empty")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["a"]}, 'the records have no field "text"'),
        ({"text": [["a", "b"]]}, 'column "text" is list<element: string>, not text'),
        ({"text": [{"a": "b"}]}, 'column "text" is struct<a: string>, not text'),
        ({"text": [1]}, 'column "text" is int64, not text'),
        ({"text": pa.array([], pa.string())}, "empty"),
    ],
)
def test_other_columns_are_refused_once(tmp_path, columns, reason):
    (skipped,) = read_table(tmp_path, columns)
    assert skipped.reason == reason


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
)
def test_every_kind_of_text_is_read(tmp_path, kind):
    values = read_table(tmp_path, {"text": pa.array([f"Row {i}." for i in range(700)], kind)})
    assert [v.text for v in values] == [f"Row {i}." for i in range(700)]


def test_a_row_that_is_too_large_costs_that_row(tmp_path):
    settings = ReadSettings(max_article_bytes=100)
    one, two = read_table(tmp_path, {"text": ["word " * 100, "Words."]}, settings=settings)
    assert one.reason == "larger than max_article_bytes (100 bytes)"
    assert two.text == "Words."


def test_rows_that_share_one_text_are_not_unfolded_at_once(tmp_path):
    """A file of 20 kB whose rows are 20 GB of text."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), ["word " * 200_000])
    settings = ReadSettings(max_article_bytes=2_000_000, max_file_bytes=10_000_000)
    before = pa.total_allocated_bytes()
    *_, last = read_table(tmp_path, {"text": texts}, settings=settings)
    assert last.reason == "unpacked larger than max_file_bytes (10,000,000 bytes)"
    assert pa.total_allocated_bytes() - before < 10_000_000


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 words PAR1", b"words"])
def test_what_is_no_parquet_is_skipped(tmp_path, data):
    (tmp_path / "a.parquet").write_bytes(data)
    (skipped,) = read([tmp_path])
    assert skipped.reason in ("empty", NOT_PARQUET)


def test_damage_that_ends_the_process_costs_that_file_only(tmp_path):
    """pyarrow throws where nothing catches: of what fuzzing found."""
    shutil.copy(KEPT / "read.parquet" / "levels-ends-the-process", tmp_path / "a.parquet")
    parquet.write_table(pa.table({"text": ["Some words."]}), tmp_path / "b.parquet")
    broken, article = read([tmp_path])
    assert isinstance(broken, Skipped)
    # Some versions of pyarrow see the damage themselves.
    assert broken.reason in (BROKEN, NOT_PARQUET)
    assert article.text == "Some words."


def test_damage_gives_a_value(tmp_path):
    read_table(tmp_path, {"text": [f"Row {i} of it." for i in range(3_000)]})
    path = tmp_path / "a.parquet"
    whole = path.read_bytes()
    for at in range(0, len(whole), 485):
        path.write_bytes(whole[:at] + b"\xff\x00\x7f" + whole[at + 3 :])
        assert all(isinstance(v, Article | Skipped) for v in read([path]))


def test_a_packed_file_is_refused(tmp_path):
    (tmp_path / "a.parquet.gz").write_bytes(b"")
    (skipped,) = read([tmp_path])
    assert "give it as a file" in skipped.reason


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": ["Words."]}), path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (skipped,) = read([path])
    assert skipped.reason == 'needs the extra parquet: pip install "pyarrow>=18"'
