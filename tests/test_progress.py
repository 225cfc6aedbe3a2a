"""Progress: every stage tells how far it is, and only a terminal shows it."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

import reuse
from reuse import progress
from reuse.progress import ProgressBar
from reuse.report.folder import write_html

SEEDS = Path(__file__).parent.parent / "seeds"


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def shown(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, quiet: bool = False) -> str:
    stream = Stream(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    bar = ProgressBar(quiet=quiet)
    for done in range(400):
        bar("reading", done, 0)
    for done in range(401):
        bar("aligning", done, 400)
    bar.close()
    return stream.getvalue()


def test_every_stage_is_told_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}

    def note(stage: str, done: int, total: int, /) -> None:
        told.setdefault(stage, []).append((done, total))

    write_html(reuse.scan([SEEDS], progress=note), tmp_path / "report", progress=note)

    assert list(told) == [
        "reading",
        "reading words",
        "finding candidates",
        "preparing",
        "aligning",
        "reading credits",
        "uniting families",
        "tracing families",
        "preparing pages",
        "writing pages",
    ]
    assert told.pop("reading") == [(n, 0) for n in range(5)]
    for steps in told.values():
        total = steps[-1][1]
        assert [step[0] for step in steps] == sorted({step[0] for step in steps})
        assert (steps[0], steps[-1]) == ((0, total), (total, total))
        assert {step[1] for step in steps} == {total}


def test_a_terminal_shows_each_stage_without_drawing_every_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(monkeypatch, is_terminal=True).splitlines()
    text = "\n".join(lines)
    assert "reading" in text
    assert "400/400" in text
    assert re.search(r"400/400 .*\d[\d,]*/s", text)
    assert len(lines) < 40


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, is_terminal=False) == ""
    assert shown(monkeypatch, is_terminal=True, quiet=True) == ""


def frames(
    monkeypatch: pytest.MonkeyPatch, columns: int, steps: list[tuple[int, int]]
) -> list[str]:
    """What a stage shows: for each second how many of a million steps are done."""
    stream = Stream(is_terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_columns", lambda: columns)
    clock = iter([0, *(2 + second for second, _ in steps), 2 + steps[-1][0]])
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    bar = ProgressBar(quiet=False)
    for _, done in steps:
        bar("reading credits", done, 1_000_000)
    bar.close()
    return [
        re.sub(r"\x1b\[[^a-z]*[a-z]", "", line, flags=re.I)
        for line in re.split("[\r\n]", stream.getvalue())
    ]


@pytest.mark.parametrize("columns", [20, 30, 40, 55, 56, 60, 80, 200])
def test_a_line_is_no_wider_than_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = frames(monkeypatch, columns, [(0, 0), (30, 100_000), (40, 999_999)])
    assert max(map(len, lines)) < columns


def test_the_time_left_is_that_of_the_rate_since_the_stage_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Half of it was done by a former run, and the first steps were slow.
    lines = frames(monkeypatch, 100, [(0, 500_000), (10, 500_001), (20, 600_000), (100, 1_000_000)])
    assert any("600000/1000000  5,000/s  0:01:20 left" in line for line in lines)


def test_a_stage_of_unknown_length_ends_with_its_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "  399" in shown(monkeypatch, is_terminal=True).split("aligning")[0]
