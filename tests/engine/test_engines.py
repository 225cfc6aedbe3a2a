"""The engine's contract, over every engine: the articles and settings alone decide."""

from __future__ import annotations

import errno
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reuse
from reuse.engine import ENGINES, LEAST_MEMORY, Means, local, open_engine
from reuse.engine.local import workers
from reuse.errors import JudgementError, UsageError
from reuse.model import Article, ArticleId, Findings
from reuse.settings import FindSettings, Settings
from reuse.text.columns import TokenTable

SEEDS = Path(__file__).parents[2] / "seeds"
WORDS = (SEEDS / "003_733fdb71879a73c0.txt").read_text("utf-8").split()


def articles() -> list[Article]:
    """Twenty made-up articles, of which every third carries one passage, some of them edited."""
    dice = random.Random(7)
    passage = WORDS[60:110]
    made = []
    for number in range(20):
        own = dice.choices(WORDS, k=120)
        if number % 3 == 0:
            copy = list(passage)
            copy[dice.randrange(50)] = "elsewhere"
            own[60:60] = copy
        made.append(Article(ArticleId(f"a{number:02}"), " ".join(own), "made"))
    return made


def quiet(stage: str, done: int, total: int, /) -> None:
    assert 0 <= done <= total


def run(engine: str, given: list[Article], *, jobs: int = 1) -> Findings:
    return open_engine(engine, Means(jobs=jobs)).find_matches(given, Settings(), progress=quiet)


@cache
def usual(engine: str) -> Findings:
    return run(engine, articles())


@pytest.mark.parametrize("engine", ENGINES)
def test_every_copy_is_found_and_pairs_are_in_order(engine: str) -> None:
    found = usual(engine)
    carriers = {f"a{n:02}" for n in range(0, 20, 3)}
    assert {a for m in found.matches for a in (m.left_article, m.right_article)} == carriers
    order = [(m.left_article, m.right_article, m.left) for m in found.matches]
    assert order == sorted(order)
    assert all(m.left_article < m.right_article for m in found.matches)
    assert found.words["a00"] > found.words["a01"] >= 120


@pytest.mark.parametrize("engine", ENGINES)
def test_the_order_of_the_articles_does_not_matter(engine: str) -> None:
    shuffled = articles()
    random.Random(3).shuffle(shuffled)
    assert run(engine, shuffled) == usual(engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_work_is_kept_where_it_was_asked_for(engine: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    for _ in range(2):
        found = open_engine(engine, Means(work=work)).find_matches(
            articles(), Settings(), progress=quiet
        )
        assert found == usual(engine)
    assert len(list(work.iterdir())) > 1
    with pytest.raises(UsageError, match="another scan"):
        open_engine(engine, Means(work=work)).find_matches(
            articles()[1:], Settings(), progress=quiet
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_the_number_of_jobs_does_not_matter(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = usual(engine)
    # Small work stays in one process: make it worth two.
    monkeypatch.setattr(workers, "_LEAST_TOKENS_PER_JOB", 1)
    monkeypatch.setattr(workers, "_MOST_PAIRS", 2)
    assert run(engine, articles(), jobs=2) == one


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("telling", [10**6, 100])
def test_the_memory_does_not_matter(
    jobs: int, telling: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(find=FindSettings(telling_tokens=telling))
    prepared: list[dict[ArticleId, list[object]]] = []

    class Watched(local.Aligner):
        def __init__(self, table: TokenTable, ids: tuple[ArticleId, ...], **given: Any) -> None:
            nats = np.zeros((0, 3)) if given["nats"] is None else given["nats"]
            parts = np.split(nats, table.offsets[1:-1])
            prepared.append({i: part.tolist() for i, part in zip(ids, parts, strict=True)})
            assert len(nats) == (len(table) if telling == 100 else 0)
            super().__init__(table, ids, **given)

    monkeypatch.setattr(local, "Aligner", Watched)
    plenty = open_engine("local").find_matches(articles(), settings, progress=quiet)
    whole = prepared.pop()
    # Memory that is too small for twenty articles, and shards of three.
    monkeypatch.setattr(local, "_BYTES_PER_CODE_POINT", 10**6)
    monkeypatch.setattr(local, "_BYTES_PER_ALIGNED_WORD", LEAST_MEMORY)
    monkeypatch.setattr(local, "_LEAST_ALIGNED_WORDS", 400)
    monkeypatch.setattr(workers, "_LEAST_TOKENS_PER_JOB", 1)
    means = Means(jobs=jobs, memory=LEAST_MEMORY)
    found = open_engine("local", means).find_matches(articles(), settings, progress=quiet)
    assert found == plenty
    assert len(prepared) > 2
    assert max(map(len, prepared)) < 6
    assert all(nats == whole[article] for part in prepared for article, nats in part.items())


def test_a_disk_without_room_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full, raising=False)
    monkeypatch.setattr(local, "_BYTES_PER_CODE_POINT", 10**6)
    engine = open_engine("local", Means(memory=LEAST_MEMORY, work=str(tmp_path)))
    with pytest.raises(JudgementError, match=rf"kept in {tmp_path}: No space.* --work"):
        engine.find_matches(articles(), Settings(), progress=quiet)


@pytest.mark.parametrize("memory", [0, LEAST_MEMORY - 1])
def test_too_little_memory_is_refused(memory: int) -> None:
    with pytest.raises(UsageError, match=f"at least, not {memory}"):
        open_engine("local", Means(memory=memory))


@pytest.mark.parametrize("engine", ENGINES)
def test_articles_without_words_are_no_trouble(engine: str) -> None:
    blank = [Article(ArticleId(name), text, "made") for name, text in (("a", " "), ("b", "…"))]
    assert run(engine, blank).matches == ()


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UsageError, match="no engine 'abacus'"):
        open_engine("abacus")
    for jobs in (0, 1_000_000):
        with pytest.raises(UsageError, match=f"jobs must be 1 to 256, not {jobs}"):
            open_engine("local", Means(jobs=jobs))


def test_json_is_byte_equal_in_any_order_and_with_two_jobs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = sorted(SEEDS.iterdir())
    once = reuse.to_json(reuse.scan(files))
    monkeypatch.setattr(workers, "_LEAST_TOKENS_PER_JOB", 1)
    monkeypatch.setattr(workers, "_MOST_PAIRS", 1)
    assert reuse.to_json(reuse.scan(files[::-1], means=Means(jobs=2))) == once
    read = [replace(article) for article in reuse.read(files)]
    random.Random(1).shuffle(read)
    assert reuse.to_json(reuse.scan(read)) == once


def test_memory_is_half_of_what_a_container_may_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr("reuse.engine._CONTAINER_LIMIT", limit)
    whole = Means().memory_bytes()
    limit.write_text("max\n")
    assert Means().memory_bytes() == whole
    limit.write_text(f"{whole}\n")
    assert Means().memory_bytes() == whole // 2
    assert Means(memory=123 << 20).memory_bytes() == 123 << 20
