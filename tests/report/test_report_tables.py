from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from report_variants import empty, without_derivations

from reuse.errors import MissingExtra
from reuse.model import Report, Timestamp
from reuse.report import BINARY, FORMATS, render, render_pieces
from reuse.report.escapes import visible
from reuse.report.research import witnesses

pq = pytest.importorskip("pyarrow.parquet")


def csv_rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(report, "csv"))))


def parquet_bytes(report: Report) -> bytes:
    return b"".join(p for p in render_pieces(report, "parquet") if isinstance(p, bytes))


def parquet_rows(report: Report) -> list[dict[str, object]]:
    return list(pq.read_table(io.BytesIO(parquet_bytes(report))).to_pylist())


def test_csv_tells_the_step_that_led_to_each_witness(report: Report) -> None:
    by_article = {row["article"]: row for row in csv_rows(report) if row["family"] == "f2"}

    copy = by_article[NEWS]
    assert (copy["derived_from"], copy["derived_from_outlet"]) == (RT, "RT")
    assert copy["derivation_confidence"] == "probable"
    assert [entry["kind"] for entry in json.loads(copy["evidence"])] == ["boundary", "wording"]
    assert json.loads(copy["change_list"])[1] == {
        "kind": "name", "before": "Syria", "after": "Russia",
        "source": [30, 35], "derivative": [40, 46],
    }  # fmt: skip
    assert copy["changes"] == "2"
    assert {by_article[RT][name] for name in ("derived_from", "evidence", "changes")} == {""}


def test_matches_stand_with_both_of_their_witnesses(report: Report) -> None:
    rows = {(row["family"], row["article"]): row for row in parquet_rows(report)}

    (one,), (other,) = rows["f3", RT]["matches"], rows["f3", NEWS]["matches"]  # type: ignore[misc]  # lists
    assert (one["article"], other["article"]) == (NEWS, RT)
    assert (one["kind"], one["similarity"], one["words"]) == ("edited", 0.96, 13)
    assert (one["start"], one["end"]) == (other["own_start"], other["own_end"])
    assert {row["similarity"] for row in csv_rows(report) if row["family"] == "f3"} == {"0.96"}
    assert csv_rows(report)[0]["match_kinds"] == "verbatim"


def test_words_of_a_witness_are_those_of_its_own_passage(report: Report) -> None:
    counts = {
        (row["family"], row["article"]): int(row["witness_words"]) for row in csv_rows(report)
    }

    assert counts["f3", RT] == counts["f3", NEWS] + 1  # one of the two leaves "nearby" out


def test_rows_come_in_batches_and_are_the_same(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = render(report, "csv")
    monkeypatch.setattr(witnesses, "ROWS_AT_ONCE", 4)

    assert len(list(render_pieces(report, "csv"))) == 3
    assert render(report, "csv") == whole
    assert pq.ParquetFile(io.BytesIO(parquet_bytes(report))).num_row_groups == 2
    assert len(parquet_rows(report)) == 6


def test_json_in_a_cell_is_json_whatever_the_text_holds(report: Report) -> None:
    odd = 'a"b\\ \x00 \x1b \x7f \x9b \u202e \ud800 \U000e0001'
    first, *others = report.lineages
    step = first.derivations[0]
    told = replace(step, evidence=(replace(step.evidence[0], detail=odd),))
    hostile = replace(first, derivations=(told, *first.derivations[1:]))

    row = csv_rows(replace(report, lineages=(hostile, *others)))[0]

    assert json.loads(row["evidence"])[0]["detail"] == visible(odd)


def test_no_cell_of_the_new_columns_begins_a_formula(report: Report) -> None:
    origin = replace(report.lineages[0].origin, basis=("=1+1",))
    first = replace(report.lineages[0], origin=origin)

    rows = csv_rows(replace(report, lineages=(first, *report.lineages[1:])))

    assert rows[0]["origin_basis"] == "'=1+1"


def test_parquet_is_binary_and_has_no_text(report: Report) -> None:
    assert frozenset({"parquet"}) == BINARY <= set(FORMATS)
    with pytest.raises(ValueError, match="parquet is binary"):
        render(report, "parquet")


def test_parquet_reads_back_as_typed_rows(report: Report) -> None:
    zone = timezone(timedelta(hours=-4))
    published = Timestamp(datetime(2018, 7, 15, 7, 54, tzinfo=zone), "minute")
    first, *others = report.articles
    dated = replace(report, articles=(replace(first, published=published), *others))

    rows = parquet_rows(dated)

    assert [row["article"] for row in rows] == [BLAZE, NEWS, RT, NEWS, RT, NEWS]
    assert rows[0]["published"] == datetime(2018, 7, 15, 11, 54, tzinfo=UTC)
    assert (rows[0]["published_precision"], rows[0]["published_has_zone"]) == ("minute", True)
    assert rows[1]["published"] is None
    assert rows[0]["origin_in_corpus"] is False
    text = report.article(BLAZE).text
    assert text[rows[0]["start"] : rows[0]["end"]] == rows[0]["passage"]  # type: ignore[misc]  # whole numbers
    assert text[rows[0]["credit_start"] : rows[0]["credit_end"]] == rows[0]["credit_phrase"]  # type: ignore[misc]
    assert rows[2]["derivations"] == []
    (step,) = rows[3]["derivations"]  # type: ignore[misc]  # a list
    assert (step["source"], step["confidence"]) == (RT, "probable")
    assert [entry["odds"] for entry in step["evidence"]] == [1.0, 1.0]
    assert step["changes"][0]["derivative_start"] is None


def test_parquet_says_what_it_was_made_with(report: Report) -> None:
    about = pq.read_schema(io.BytesIO(parquet_bytes(report))).metadata

    assert about[b"reuse.schema"] == b"reuse.witnesses/1"
    assert about[b"reuse.version"] == b"0.1.0"
    assert json.loads(about[b"reuse.settings"])["min_words"] == 12


def test_parquet_keeps_hostile_text_but_for_what_utf8_cannot_carry() -> None:
    report = hostile_report(long_word=20)

    row = parquet_rows(report)[0]

    passage = report.families[0].witnesses[0].span.of(report.articles[0].text)
    assert row["passage"] == passage.replace("\ud800", "\\ud800")
    assert "\x00" in str(row["title"])


@pytest.mark.parametrize("make", [seed_report, hostile_report])
def test_equal_reports_are_equal_files(make: object) -> None:
    assert callable(make)
    assert parquet_bytes(make()) == parquet_bytes(make())


def test_an_empty_report_is_a_table_without_rows(report: Report) -> None:
    assert parquet_rows(empty(report)) == []
    assert csv_rows(empty(report)) == []


def test_families_without_derivations_are_rows_all_the_same(report: Report) -> None:
    rows = parquet_rows(without_derivations(report))

    assert len(rows) == 6
    assert {str(row["derivations"]) for row in rows} == {"[]"}
    assert {row["origin_confidence"] for row in rows} == {"unknown"}


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "reuse.report.formats.parquet", raising=False)

    with pytest.raises(MissingExtra, match=r'pip install "networkx>=3\.6" "pyarrow>=18"'):
        render_pieces(seed_report(), "parquet")
