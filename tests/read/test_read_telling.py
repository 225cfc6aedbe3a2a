"""Many records of one file that give no article: the first are told, the others counted."""

import pyarrow as pa
import pytest
from pyarrow import parquet

from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.telling import MOST_TOLD, bounded

MANY = MOST_TOLD + 200


@pytest.mark.parametrize(
    ("name", "head", "record"),
    [("a.jsonl", "", '{"text": ""}\n'), ("a.csv", "text,id\n", ",\n")],
)
def test_of_many_empty_records_the_first_are_told_and_the_others_counted(
    tmp_path, name, head, record
):
    path = tmp_path / name
    path.write_text(head + record * MANY)
    *told, last = read([path])
    assert len(told) == MOST_TOLD
    at = MOST_TOLD + 1 + bool(head)
    assert last == Skipped(f"{path}:{at}", "empty; 199 more of this file like it")


@pytest.mark.parametrize("blank", [None, ""])
def test_empty_rows_between_others_are_counted(tmp_path, blank):
    path = tmp_path / "a.parquet"
    rows = ["Words.", *[blank] * 3 * MANY, "Others."]
    parquet.write_table(pa.table({"text": pa.array(rows, pa.string())}), path)
    found = list(read([path]))
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.source for one in articles] == [f"{path}:1", f"{path}:{len(rows)}"]
    told = [one for one in found if isinstance(one, Skipped)]
    assert len(told) <= MOST_TOLD + 2
    assert told[0] == Skipped(f"{path}:2", "empty")
    stated = [one.reason.partition("; ")[2].split(" ")[0] for one in told]
    others = [int(number.replace(",", "")) for number in stated if number]
    assert len(told) + sum(others) == 3 * MANY


def test_rare_kinds_are_told_among_many_of_another(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n" * MANY + "[]\n" + '{"text": 7}\n')
    reasons = [one.reason for one in read([path])]
    assert any("must be an object" in reason for reason in reasons)
    assert 'field "text" is int, not text' in reasons
    assert len(reasons) == MOST_TOLD + 3


def test_reasons_that_differ_in_a_name_are_of_one_kind():
    found = (Skipped(f"a:{i}", f'same id "{i}" and same text as b:{i}') for i in range(3 * MANY))
    *_, last = told = list(bounded(found))
    assert len(told) == MOST_TOLD + 1
    assert last.reason.endswith(f"; {3 * MANY - MOST_TOLD - 1:,} more of this file like it")


def test_few_are_told_as_they_are():
    few = [Skipped(f"a:{i}", "empty") for i in range(MOST_TOLD + 1)]
    assert list(bounded(few)) == few
