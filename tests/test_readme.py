"""README and docs say what the program says: help texts, settings, odds and the samples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import reuse
from reuse.cli import cli
from reuse.report.formats.text import summary
from reuse.settings import load_settings
from reuse.trace.heard import LINK_TO_ARTICLE
from reuse.trace.odds import ODDS
from reuse.trace.origin import CERTAIN, POSSIBLE, PROBABLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")
TRACING = (ROOT / "docs" / "tracing.md").read_text("utf-8")
HELP = re.compile(r"<!-- help: reuse ?([a-z ]*) -->\n```text\n(.*?)```", re.DOTALL)


def shown() -> list[tuple[str, str]]:
    return HELP.findall(CLI)


def test_every_command_has_its_help_in_the_docs() -> None:
    groups = [command for command in cli.commands.values() if isinstance(command, click.Group)]
    parts = {f"{group.name} {name}" for group in groups for name in group.commands}
    assert sorted(command for command, _ in shown()) == sorted({"", *cli.commands, *parts})


@pytest.mark.parametrize(("command", "text"), shown())
def test_help_in_the_docs_is_the_programs(command: str, text: str) -> None:
    arguments = [*command.split(), "--help"]
    result = CliRunner().invoke(cli, arguments, prog_name="reuse", terminal_width=80)
    assert text == result.output


def test_the_sample_in_the_readme_is_how_a_scan_begins() -> None:
    sample = README.split("## What it finds in the samples")[1].split("```text\n")[1]
    said = summary(reuse.scan([ROOT / "seeds"]), width=88)
    assert said.startswith(sample.split(" ...\n```")[0])


def test_the_settings_example_is_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(min_words.*?)```", CLI, re.DOTALL)
    assert example is not None
    file = tmp_path / "reuse.toml"
    file.write_text(example[1])
    assert tomllib.loads(example[1]).keys() == {"min_words", "read", "align"}
    assert load_settings(file).align.summary is False


def test_odds_in_the_docs_are_those_in_use() -> None:
    table = TRACING.split("<!-- odds -->\n")[1].split("\n\n")[0]
    shown = [line.split("|")[1:4:2] for line in table.splitlines()[2:]]
    found = {name.strip(): float(odds.rsplit(" to ", 1)[0].split()[-1]) for name, odds in shown}
    told = {
        "time: published first, by an hour or more": ODDS.first,
        "time: published later, by an hour or more": 1 / ODDS.wrong_time,
        "time: before, within the hour": ODDS.minutes_before,
        "time: after, within the hour": 1 / ODDS.minutes_after,
        "time: the day before, by dates without hours": ODDS.day_before,
        "time: the day after, by dates without hours": 1 / ODDS.day_after,
        "shared error: words that two have and most have otherwise, each": (
            1 / ODDS.change_of_step
        ),
        "spelling foreign to the rest of the article": ODDS.spelling,
        "reference: a name that only one article introduces": ODDS.reference,
        "wording: quotation marks that only one has": ODDS.marks,
        "containment: the passage is part of more that others share": ODDS.context,
        "link to the article": LINK_TO_ARTICLE / (1 - LINK_TO_ARTICLE),
        "credit: a lead-in, a sentence, a source line, a by-line or dateline, within its reach": (
            (1 - ODDS.wrong) / ODDS.wrong
        ),
    }
    assert found.keys() == told.keys()
    assert {k: pytest.approx(v, rel=0.05) for k, v in told.items()} == found


def test_confidence_in_the_docs_is_that_in_use() -> None:
    told = TRACING.split("`confidence` is")[1].split("([bench]")[0]
    assert f"`certain` from {CERTAIN:.2f}".replace("0.", ".") in told
    assert f"`probable` from {PROBABLE:g}".replace("0.", ".") in told
    assert f"Below {POSSIBLE:g}".replace("0.", ".") in told
    assert f"up to {1 / ODDS.by_chance:.0f} times more" in TRACING
    assert f"change of words counts {1 / ODDS.change:.0f} to 1" in TRACING
