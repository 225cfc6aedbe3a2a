"""Stages and engines are measured and compared by commands that run."""

from __future__ import annotations

import json
from pathlib import Path

import engines
import pytest
import stages
from click.testing import CliRunner

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    texts = [file.read_text("utf-8") for file in sorted(SEEDS.glob("*.txt"))]
    records = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_every_stage_of_a_scan_has_its_seconds(corpus: Path) -> None:
    ran = CliRunner().invoke(stages.main, [str(corpus), "--runs", "1"], catch_exceptions=False)
    rows = [line.split("|") for line in ran.output.splitlines()]
    seconds = {row[1].strip(): float(row[2]) for row in rows[2:]}
    assert {"reading", "reading words", "finding candidates", "aligning", "JSON"} < set(seconds)
    assert seconds.pop("all") == pytest.approx(sum(seconds.values()), abs=0.1)


def test_laps_add_up_by_stage() -> None:
    laps = stages.Laps()
    for stage in ("a", "b", "a"):
        laps(stage, 0, 1)
    laps.lap()
    assert set(laps.seconds) == {"reading", "a", "b"}
    assert all(seconds >= 0 for seconds in laps.seconds.values())


@pytest.mark.parametrize("differs", [False, True])
def test_engines_that_differ_are_told(
    differs: bool, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if differs:
        digests = iter("ab")
        monkeypatch.setattr(engines, "digest", lambda *_: next(digests))
    ran = CliRunner().invoke(engines.main, [str(corpus)], catch_exceptions=False)
    assert ran.exit_code == int(differs)
    assert ran.output.splitlines()[-1] == ("NOT EQUAL" if differs else "equal")
