"""Byte-equal reports: from every engine, any number of jobs, any order."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest
from made_corpus import SEEDS, made_articles

import reuse
from reuse.engine import ENGINES, Means
from reuse.model import Article
from reuse.settings import Settings

USUAL = Settings()
# Many fewer words than usual suffice to tell what is common in the collection.
TELLING = replace(USUAL, find=replace(USUAL.find, telling_tokens=5_000))


@cache
def local_report(count: int, settings: Settings) -> str:
    return reuse.to_json(reuse.scan(made_articles(count, seed=5), settings=settings))


def shuffled(count: int) -> list[Article]:
    made = made_articles(count, seed=5)
    random.Random(1).shuffle(made)
    return made


def test_the_made_collection_holds_what_could_differ() -> None:
    report = json.loads(local_report(240, USUAL))
    assert {m["kind"] for m in report["matches"]} >= {"verbatim", "edited"}
    assert max(len({w["article"] for w in f["witnesses"]}) for f in report["families"]) > 30
    assert min(article["words"] for article in report["articles"]) == 0


def test_a_made_collection_that_tells_what_is_common_is_read_otherwise() -> None:
    usual, telling = (json.loads(local_report(120, s)) for s in (USUAL, TELLING))
    assert usual["matches"] != telling["matches"]
    assert not any("how common" in note for note in usual["notes"])
    assert any("5,000 words or more" in note for note in telling["notes"])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_writes_byte_equal_json_and_nothing_else(engine: str) -> None:
    options = ["--engine", engine, "--jobs", "2", "--format", "json", "--no-report"]
    ran = subprocess.run(
        [sys.executable, "-m", "reuse", "scan", SEEDS, *options], capture_output=True, check=True
    )
    assert ran.stdout.decode() == reuse.to_json(reuse.scan([SEEDS]))
    assert ran.stderr == b""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("count", "settings"),
    [(240, USUAL), (120, TELLING)],
    ids=["made", "made and telling what is common"],
)
def test_json_is_byte_equal_on_made_articles(engine: str, count: int, settings: Settings) -> None:
    report = reuse.scan(shuffled(count), settings=settings, engine=engine, means=Means(jobs=2))
    assert reuse.to_json(report) == local_report(count, settings)
