"""The whole measurement on a corpus of a moment."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import scan
from click.testing import CliRunner


def write_corpus(path: Path, articles: int) -> None:
    draw = random.Random(5)
    words = [
        "".join(draw.choices("bcdfgklmnprstaeiou", k=draw.randrange(3, 9))) for _ in range(3000)
    ]
    with path.open("w") as lines:
        for number in range(articles):
            text = " ".join(draw.choice(words) for _ in range(260)) + "."
            lines.write(json.dumps({"id": f"n{number}", "outlet": "O", "text": text}) + "\n")


@pytest.mark.slow
def test_verbatim_plants_are_found_and_all_of_it_is_reported(tmp_path: Path) -> None:
    corpus, out = tmp_path / "c.jsonl", tmp_path / "out.json"
    write_corpus(corpus, 70)
    result = CliRunner().invoke(
        scan.main, [str(corpus), "--plants", "30", "--json", str(out)], catch_exceptions=False
    )
    assert "30 plants" in result.output
    row = json.loads(out.read_text())["programs"]["reuse scan"]
    assert row["verbatim"] == 1
    assert row["natural"] == 0
    assert row["cost"]["cpu_seconds"] > 0


@pytest.mark.slow
def test_growth_prints_an_exponent(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    write_corpus(corpus, 40)
    result = CliRunner().invoke(
        scan.main, [str(corpus), "--growth", "60,120"], catch_exceptions=False
    )
    assert "120 articles" in result.output
    assert "CPU growth exponents: " in result.output
