"""CSV of a verdict: one row a finding, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from check_samples import clean_verdict, hostile_verdict, seeds_verdict, waived_verdict

import reuse
from reuse.model import Article, ArticleId
from reuse.report.check import render_verdict
from reuse.report.check.csv import COLUMNS
from reuse.verdict import Verdict


def rows_of(verdict: Verdict) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_verdict(verdict, "csv"))))


def test_a_row_says_where_what_and_what_to_do() -> None:
    verdict = seeds_verdict()
    rows = rows_of(verdict)

    assert [row["decision"] for row in rows] == ["fail", "warn", "fail"]
    last = rows[-1]
    assert (last["line"], last["column"], last["end_column"]) == ("24", "1", "164")
    assert (last["rule"], last["credit_line"]) == ("reuse/uncredited", "According to RT:")
    assert last["fingerprint"] == verdict.findings[-1].fingerprint
    assert last["also_in_outlet"] == "RT"
    assert rows[1]["credit_phrase"] == "The Telegraph reports"


def test_a_row_says_who_let_it_pass() -> None:
    waived, known, new = rows_of(waived_verdict())
    assert (waived["waiver_author"], waived["waiver_expires"]) == ("Desk", "2099-01-01")
    assert (known["baseline"], known["ground"], known["otherwise"]) == ("true", "baseline", "warn")
    assert (new["baseline"], new["ground"], new["otherwise"]) == ("false", "default", "")


def test_a_verdict_without_findings_is_a_header() -> None:
    assert render_verdict(clean_verdict(), "csv") == ",".join(COLUMNS) + "\n"


def test_no_cell_is_a_formula_or_moves_a_terminal() -> None:
    passage = "=HYPERLINK(1) " + " ".join(f"word{n} of number{n}" for n in range(20))
    wire = Article(ArticleId("wire"), passage, "wire", outlet="@SUM(1)", title="+1", url="-1")
    draft = Article(ArticleId("d"), passage, "=d.txt")
    for verdict in (reuse.check(draft, [wire]), hostile_verdict()):
        rows = rows_of(verdict)
        assert rows
        for row in rows:
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
            assert not [cell for cell in row.values() if "\x1b" in cell or "\u202e" in cell]
