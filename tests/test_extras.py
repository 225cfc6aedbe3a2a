"""What messages and documents tell to install is what pyproject.toml has, and can be installed."""

import re
import tomllib
from pathlib import Path

import pytest

from reuse.extras import PACKAGES, command

ROOT = Path(__file__).parents[1]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]


@pytest.mark.parametrize("extra", sorted(PACKAGES))
def test_the_packages_of_an_extra_are_those_of_the_project(extra):
    assert list(PACKAGES[extra]) == [one.partition(";")[0] for one in EXTRAS[extra]]


def test_no_message_asks_an_index_for_what_is_on_none():
    texts = [*ROOT.glob("reuse/**/*.py"), *ROOT.glob("templates/*"), *ROOT.glob("bench/**/*.py")]
    asking = [path.name for path in texts if "install 'copytrail[" in path.read_text("utf-8")]
    assert not asking


def test_documents_install_extras_from_where_they_are_read():
    """A document is read in a copy of the repository, where `.[docx]` works."""
    papers = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")]
    told = {m for path in papers for m in re.findall(r"install[^\n]*'(.*?)\[(\w+)\]'",
                                                     path.read_text("utf-8"))}  # fmt: skip
    assert told
    assert {where for where, _ in told} == {"."}
    assert {extra for _, extra in told} <= set(EXTRAS)


def test_a_command_is_one_of_every_shell():
    assert command("research") == 'pip install "networkx>=3.6" "pyarrow>=18"'
