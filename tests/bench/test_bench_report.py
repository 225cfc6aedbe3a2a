from __future__ import annotations

from pathlib import Path

import pytest
from made_report import made_report
from report import main, write

from reuse.model import Report


def test_a_made_report_has_its_families_and_is_the_same_again() -> None:
    made = made_report(12, seed=3)

    assert isinstance(made, Report)
    assert len(made.families) == len(made.lineages) == 12
    assert made == made_report(12, seed=3)
    assert made != made_report(12, seed=4)


def test_a_report_is_measured_by_what_stands_on_disk(tmp_path: Path) -> None:
    written = write(3, folder=tmp_path / "report", seed=1)

    files = [p for p in (tmp_path / "report").rglob("*") if p.is_file()]
    assert (written.families, written.files) == (3, len(files))
    assert written.index_kb == round((tmp_path / "report" / "index.html").stat().st_size / 1e3, 1)
    assert written.cpu_seconds > 0


def test_every_size_asked_for_gets_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--families", "2", "--families", "3", "--no-browser"])

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "3", "Not"]
