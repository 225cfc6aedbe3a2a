"""Answers of other programs become links, and commands are measured with their children."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cost import CommandFailed, measure
from peers import Articles, jscpd_links, passim_links, sim_links
from reported import Link

TEXTS = ("one  two\nthree four", "zero one two three")


def articles(folder: Path) -> Articles:
    return Articles(TEXTS, folder / "none", folder)


def test_sim_lines_are_words_of_the_articles(tmp_path: Path) -> None:
    (tmp_path / "out.sim").write_text(
        "Total input: 2 files (2 new, 0 old), 8 words\n\n"
        "0.txt: line 1-3                      |1.txt: line 2-4                    [3]\n"
    )
    assert list(sim_links(articles(tmp_path))) == [Link(0, 0, 14, 1, 5, 18)]


def test_jscpd_lines_are_words_of_the_articles(tmp_path: Path) -> None:
    left, right = {"name": "0.txt", "start": 2, "end": 3}, {"name": "x/1.txt", "start": 3, "end": 9}
    (tmp_path / "out").mkdir()
    clones = {"duplicates": [{"firstFile": left, "secondFile": right}]}
    (tmp_path / "out" / "jscpd-report.json").write_text(json.dumps(clones))
    assert list(jscpd_links(articles(tmp_path))) == [Link(0, 5, 14, 1, 9, 18)]


def test_passim_clusters_become_pairs(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "out.json"
    folder.mkdir(parents=True)
    rows = [{"cluster": 4, "id": f"a{n}", "begin": n, "end": n + 5} for n in range(3)]
    (folder / "part-0").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pairs = {(link.left, link.right) for link in passim_links(articles(tmp_path))}
    assert pairs == {(0, 1), (0, 2), (1, 2)}


def test_cost_counts_the_work_of_children(tmp_path: Path) -> None:
    work = "import time\nx = bytearray(80_000_000)\nwhile time.process_time() < 0.6: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    cost = measure((sys.executable, "-c", parent), folder=tmp_path)
    assert cost.cpu_seconds >= 0.6
    assert cost.wall_seconds >= 0.6
    assert cost.peak_mb >= 75


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measure((sys.executable, "-c", "raise SystemExit('no such thing')"), folder=tmp_path)
