"""Articles are the same wherever their texts live."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import pickle
import sys
import tempfile
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse import shelf
from reuse.errors import JudgementError
from reuse.model import Article, ArticleId, Link, Span
from reuse.row import gather
from reuse.settings import Settings
from reuse.shelf import Shelf, Texts, held_bytes

# Lone surrogates, too: an article given from Python may hold them.
TEXTS = st.lists(st.text(st.characters(codec=None), max_size=30), min_size=1, max_size=20)


def article(number: int, text: str) -> Article:
    links = (Link("https://a.example/", Span(0, 1)),)
    return Article(ArticleId(f"a{number}"), text, "made", outlet="The Post", links=links)


@given(texts=TEXTS, memory=st.integers(0, 8_000), at_once=st.integers(1, 200))
def test_a_filed_article_equals_the_one_that_was_put(
    texts: list[str], memory: int, at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "_AT_ONCE", at_once)
        articles = [article(number, text) for number, text in enumerate(texts)]
        held = Shelf(memory=memory)
        kept = [held.put(each) for each in articles]
        assert sum(map(held_bytes, kept)) <= memory / 8
        assert list(Texts(kept)) == Texts(kept)[:] == texts
        assert kept == articles
        assert articles == kept
        assert set(kept) == set(articles)
        assert repr(kept) == repr(articles)
        assert pickle.loads(pickle.dumps(kept)) == articles
        assert [replace(each, outlet=None) for each in kept] == [
            replace(each, outlet=None) for each in articles
        ]


def test_another_text_or_field_is_another_article() -> None:
    held = Shelf(memory=0)
    kept = held.put(article(1, "these words"))
    assert kept != article(1, "those words")
    assert kept != held.put(article(1, "those words"))
    assert kept != replace(kept, title="A title")
    assert kept != "these words"


def test_texts_stay_in_memory_while_there_is_room() -> None:
    long = article(1, "x" * 10_000)
    held = Shelf(memory=8 * held_bytes(long))
    assert held.put(long) is long
    assert held_bytes(held.put(article(2, "short"))) == 0


def test_the_file_has_no_name_and_ends_with_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[IO[bytes]] = []
    usual: Any = tempfile.TemporaryFile

    def noted(**options: Any) -> IO[bytes]:
        made.append(usual(**options))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    monkeypatch.setattr(shelf, "_AT_ONCE", 1)
    folder = tmp_path / "work"
    kept = Shelf(folder, memory=0).put(article(1, "some words"))
    assert kept.text == "some words"
    assert list(folder.iterdir()) == []
    assert not made[0].closed
    del kept
    gc.collect()
    assert made[0].closed


@pytest.mark.parametrize("moment", ["making", "writing"])
def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    class Full:
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            """Nothing was opened."""

    def made(**_: object) -> Full:
        if moment == "making":
            raise OSError(errno.ENOSPC, "No space left on device")
        return Full()

    monkeypatch.setattr(tempfile, "TemporaryFile", made)
    monkeypatch.setattr(shelf, "_AT_ONCE", 1)
    with pytest.raises(JudgementError, match=rf"texts .*kept in {tmp_path}: No space.* --work"):
        Shelf(tmp_path, memory=0).put(article(1, "some words"))


@pytest.mark.skipif(sys.platform != "linux", reason="no process forks there")
def test_processes_that_fork_read_what_is_and_is_not_written_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelf, "_AT_ONCE", 1_000)
    held = Shelf(memory=0)
    kept = [held.put(article(number, f"{number:04} ")) for number in range(999)]
    expected = [f"{number:04} " for number in range(999)]
    with multiprocessing.get_context("fork").Pool(3) as pool:
        parts = pool.starmap(_read_there, [(kept,)] * 6)
    assert parts == [expected] * 6
    assert list(Texts(kept)) == expected


def _read_there(articles: list[Article]) -> list[str]:
    return [each.text for each in articles]


def test_texts_are_not_held_while_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("w") as lines:
        lines.writelines(
            f'{{"id": "a{n}", "text": "{n} {"word " * 20_000}"}}\n' for n in range(200)
        )
    size = path.stat().st_size
    tracemalloc.start()
    try:
        articles, _ = gather([path], Settings(), strict=False, keep=Shelf(memory=0).put)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(articles) == 200
    assert peak < size / 2
