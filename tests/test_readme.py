"""README says what the program says: help texts, commands and settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from reuse.cli import cli
from reuse.settings import load_settings

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
HELP = re.compile(r"<!-- help: reuse ?(\w*) -->\n```text\n(.*?)```", re.DOTALL)


def shown() -> list[tuple[str, str]]:
    return HELP.findall(README)


def test_every_command_has_its_help_in_the_readme() -> None:
    assert [command for command, _ in shown()] == ["", *sorted(cli.commands, reverse=True)]


@pytest.mark.parametrize(("command", "text"), shown())
def test_help_in_the_readme_is_the_programs(command: str, text: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    result = CliRunner().invoke(cli, arguments, prog_name="reuse", terminal_width=80)
    assert text == result.output


def test_the_settings_example_is_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    file = tmp_path / "reuse.toml"
    file.write_text(example[1])
    assert tomllib.loads(example[1]).keys() == {"min_words", "read", "align"}
    assert load_settings(file).align.summary is False
