"""The bench of disguises: its table, and the honest typography."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import robust
from click.testing import CliRunner

from reuse.model import Report
from reuse.scan import scan
from reuse.selftest import selftest
from reuse.selftest.disguises import DISGUISES
from reuse.selftest.invented import WRITINGS, invented

MADE = invented(WRITINGS["Cyrillic"], 8, seed=1, name="Cyrillic", words=120)


def test_every_disguise_has_a_row_with_what_was_found_of_what_was_tried() -> None:
    proof = selftest(MADE, plants=20)
    lines = list(robust.table({"Cyrillic": proof}))
    rows = {cells[1].strip(): cells[2].strip() for cells in (line.split("|") for line in lines[2:])}
    assert set(DISGUISES) < rows.keys()
    verbatim = proof.of(lambda t: t.asked.way == "verbatim" and t.place == "scan")
    assert rows["word for word"] == f"{len(verbatim)}/{len(verbatim)}"
    assert rows["runs of 12 words and more"] == f"{proof.runs}/{proof.runs}"
    assert rows["vowel marks"] == "-"


def test_honest_typography_is_matched_in_every_script() -> None:
    assert [each.name for each in robust.honest(1) if not each.matched] == []


def test_what_is_reported_as_disguised_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    styled = DISGUISES["styled letters"]("The ferry sank in the storm", random.Random(1)).text
    monkeypatch.setattr(robust, "HONEST", {"no honest text": f"{styled} {MADE[0].text}"})
    (found,) = robust.honest(1)
    assert found.matched
    assert found.disguises == ("styled-letters",)


def test_a_run_that_is_lost_ends_the_bench_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(*args: object, **kwargs: object) -> Report:
        return scan(MADE[:2])

    monkeypatch.setattr(robust, "WRITINGS", {"Cyrillic": WRITINGS["Cyrillic"]})
    monkeypatch.setattr(robust, "_ARTICLES", 6)
    monkeypatch.setattr(robust, "HONEST", {"plain": MADE[0].text})
    monkeypatch.setattr("reuse.selftest.scan", blind)
    ran = CliRunner().invoke(robust.main, ["--plants", "6"])
    assert ran.exit_code == 1
    assert "LOST: Cyrillic" in ran.output
    assert Path(robust.__file__).with_name("honest.toml").exists()
