"""docs/check-formats.md names every rule and column, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from reuse.report.check.csv import COLUMNS
from reuse.report.check.rules import RULES
from reuse.verdict import Ground

DOCS = (Path(__file__).parents[3] / "docs" / "check-formats.md").read_text("utf-8")


def rows(marker: str) -> list[list[str]]:
    table = DOCS.split(f"<!-- {marker} -->\n")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def test_every_rule_is_told() -> None:
    told = [(rule.strip("`"), what, decision.strip("`")) for rule, what, decision in rows("rules")]
    assert told == [(rule.id, rule.short, rule.decision) for rule in RULES]


def test_every_column_is_told_in_its_order() -> None:
    told = [name for first, _ in rows("columns: check") for name in re.findall("`(.+?)`", first)]
    assert told == list(COLUMNS)


def test_every_ground_is_told() -> None:
    (said,) = (words for name, words in rows("columns: check") if name == "`ground`")
    assert re.findall("`(.+?)`", said) == list(get_args(Ground))
