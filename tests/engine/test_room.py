"""What memory cannot hold is said before a long search, and refused where there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from made_corpus import made_articles

from reuse import engine
from reuse.engine import LEAST_MEMORY, Means
from reuse.engine.local import room
from reuse.engine.local.room import check_room
from reuse.engine.local.workers import aside
from reuse.errors import JudgementError
from reuse.options import means

ARTICLES = made_articles(40, seed=5)


def test_what_takes_more_than_was_allowed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    asked = Means(memory=LEAST_MEMORY, tell=told.append)
    check_room(ARTICLES, asked)
    assert told == []
    monkeypatch.setattr(room, "_BYTES_PER_ARTICLE", LEAST_MEMORY // 20)
    check_room(ARTICLES, asked)
    assert told == [
        "40 articles and what is told of them take about 0.1 GB, more than --memory; "
        "their texts in files and the search keep to it."
    ]


def test_what_takes_more_than_there_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_BYTES_PER_ARTICLE", 1 << 26)
    monkeypatch.setattr(engine, "_machine_memory", lambda: 1 << 30)
    runner = engine.open_engine("local", Means(memory=1 << 40))
    with pytest.raises(JudgementError, match=r"about 2\.5 GB of memory, and there are 1\.0 GB"):
        runner.find_matches(ARTICLES, engine.Settings(), progress=lambda *_: None)


@pytest.mark.parametrize(("quiet", "said"), [(False, "Note: so much\n"), (True, "")])
def test_it_is_told_on_stderr(quiet: bool, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = {"jobs": 1, "memory": None, "work": None, "quiet": quiet}
    means(options).tell("so much")
    assert capsys.readouterr() == ("", said)


@pytest.mark.skipif(sys.platform != "linux", reason="no process forks there")
def test_what_is_done_aside_is_done_in_another_process(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def function() -> None:
        (tmp_path / str(os.getpid())).touch()
        raise OSError("nobody's")

    aside(function)
    (made,) = tmp_path.iterdir()
    assert made.name != str(os.getpid())
    assert capfd.readouterr() == ("", "")
