"""Drafts hold what is said of them, and the measurement of a small archive says it all."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from check import main
from check_drafts import DRAFT_WORDS, Size, read_drafts, write_material
from click.testing import CliRunner

SIZE = Size(total=140, archive=100, drafts=10)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draw = random.Random(3)
    words = ["".join(draw.choices("abcdefghilmnoprstu", k=draw.randint(2, 9))) for _ in range(900)]
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    with path.open("w") as lines:
        for number in range(SIZE.total):
            text = " ".join(draw.choices(words, k=180)).capitalize() + "."
            lines.write(json.dumps({"id": f"n{number}", "text": text}) + "\n")
    return path


def test_a_planted_passage_stands_where_it_is_said_to_and_in_its_source(
    corpus: Path, tmp_path: Path
) -> None:
    articles, drafts = write_material(corpus, SIZE, folder=tmp_path, seed=1)

    archived = {r["id"]: r["text"] for r in map(json.loads, articles.read_text().splitlines())}
    assert len(archived) == SIZE.archive
    made = read_drafts(drafts)
    assert {draft.kind for draft in made} == {"clean", "copied", "wire"}
    for draft in made:
        assert bool(draft.passages) == (draft.kind != "clean")
        assert abs(len(draft.text.split()) - DRAFT_WORDS) <= 20
        for passage in draft.passages:
            words = draft.text[passage.start : passage.end].split()
            held = set(archived[passage.source].split())
            assert sum(word in held for word in words) >= 0.75 * len(words)
            if not passage.edits and draft.kind == "copied":
                assert " ".join(words) in archived[passage.source]


def test_what_is_held_out_for_clean_drafts_is_in_no_archive(corpus: Path, tmp_path: Path) -> None:
    articles, drafts = write_material(corpus, SIZE, folder=tmp_path, seed=1)

    archived = articles.read_text()
    for draft in read_drafts(drafts):
        if draft.kind == "clean":
            words = draft.text.split()
            assert not any(" ".join(words[at : at + 8]) in archived for at in range(0, 480, 8))


def test_too_few_articles_are_an_error(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="140 articles; 40 are held out"):
        write_material(corpus, Size(140, 101, 10), folder=tmp_path, seed=1)


@pytest.mark.slow
def test_a_small_archive_is_measured(corpus: Path, tmp_path: Path) -> None:
    options = [
        "--drafts",
        "10",
        "--small",
        "50",
        "--cold",
        "1",
        "--no-server",
        "--plain",
        "--peers",
    ]
    told = tmp_path / "told.json"
    run = CliRunner().invoke(main, [str(corpus), *options, "--json", str(told)])

    assert run.exit_code == 0, run.output
    for row in json.loads(told.read_text()).values():
        assert row["bytes"] > 0
        planted, found, _ = row["found"]["copied, 0 % edited"]
        assert found == planted
        assert row["warm"]["check cpu"][0] > 0
