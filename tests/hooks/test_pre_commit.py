"""The hook of this repository under the pre-commit framework, from its manifest to a commit.

The framework installs the hook as it would for anybody, with pip, from a copy of what this
repository holds; only what the package needs is taken from the environment of the tests, so
that no network is asked.
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from repositories import ARCHIVE, COPIED, CREDITED, ROOT, WAIVER, Repository, needs_git

from reuse.cli import cli

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PACKAGE = ("pyproject.toml", "README.md", "LICENSE", "reuse", "templates", MANIFEST.name)
NEEDED = ("pre_commit", "hatchling")
OFFLINE = {
    # What the package needs, and what builds it, is that of the tests.
    "PYTHONPATH": sysconfig.get_paths()["purelib"],
    "PIP_NO_BUILD_ISOLATION": "0",  # NOTE: of a "no" option, pip takes 0 for yes
    "PIP_NO_DEPS": "1",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "",
    "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
}

needs_framework = pytest.mark.skipif(
    not all(map(find_spec, NEEDED)), reason=f"needs {' and '.join(NEEDED)}"
)


def hooks_of_this_repository(folder: Path) -> Repository:
    """What the framework clones: the package and its manifest, committed."""
    made = Repository(folder)
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy(ROOT / name, folder / name)
    made.add()
    made.commit()
    return made


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose commits the framework checks."""
    folder = tmp_path_factory.mktemp("framework")
    hooks = hooks_of_this_repository(folder / "hooks")
    hook = {"id": "reuse-check", "args": ["--archive", ARCHIVE], "files": "^drafts/"}
    config = {"repos": [{"repo": str(hooks.folder), "rev": hooks.head(), "hooks": [hook]}]}
    made = Repository(folder / "newsroom")
    made.environment |= {**OFFLINE, "PRE_COMMIT_HOME": str(folder / "cache")}
    made.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    made.publish()
    made.run(sys.executable, "-m", "pre_commit", "install")
    return made


def test_the_manifest_names_a_command_of_the_package() -> None:
    (hook,) = yaml.safe_load(MANIFEST.read_text("utf-8"))

    assert (hook["id"], hook["language"], hook["require_serial"]) == ("reuse-check", "python", True)
    command, *arguments = hook["entry"].split()
    assert (command, arguments) == ("reuse", ["check"])
    assert "check" in cli.commands


def test_the_readme_names_the_hook_and_options_that_there_are() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.split("<!-- pre-commit -->\n```yaml\n")[1].split("```")[0]
    (repository,) = yaml.safe_load(shown)["repos"]
    (hook,) = repository["hooks"]

    (known,) = yaml.safe_load(MANIFEST.read_text("utf-8"))
    options = {name for option in cli.commands["check"].params for name in option.opts}
    assert hook["id"] == known["id"]
    # A file may be named like an option.
    assert hook["args"][-1] == "--"
    assert {each for each in hook["args"][:-1] if each.startswith("-")} <= options


@needs_framework
def test_the_framework_takes_the_manifest() -> None:
    from pre_commit.clientlib import load_manifest

    (hook,) = load_manifest(MANIFEST)
    assert hook["pass_filenames"] is True


@needs_git
@needs_framework
@pytest.mark.slow
def test_a_copied_draft_is_refused_with_the_fix_and_a_credited_one_is_not(
    newsroom: Repository,
) -> None:
    newsroom.write("notes.txt", COPIED)
    newsroom.write("drafts/to day.md", COPIED)
    newsroom.add()
    said = newsroom.commit(code=1)
    assert "drafts/to day.md:3:1: needs a credit" in said
    assert "3:1: According to The Mill Herald:" in said
    assert "notes.txt" not in said

    newsroom.write("drafts/to day.md", CREDITED)
    newsroom.add()
    assert "Passed" in newsroom.commit()


@needs_git
@needs_framework
@pytest.mark.slow
def test_a_copied_draft_passes_with_a_waiver_of_its_fingerprint(newsroom: Repository) -> None:
    newsroom.write("drafts/waived.md", COPIED)
    newsroom.add()
    (fingerprint,) = re.findall("Fingerprint, for a waiver: ([0-9a-f]+)", newsroom.commit(code=1))

    newsroom.write("reuse.toml", WAIVER.format(fingerprint))
    newsroom.add()
    assert "Passed" in newsroom.commit()
    newsroom.run("git", "rm", "-q", "reuse.toml")


@needs_git
@needs_framework
@pytest.mark.slow
def test_a_draft_that_cannot_be_judged_is_refused(newsroom: Repository) -> None:
    newsroom.write("drafts/empty.txt", "")
    newsroom.add()
    assert "drafts/empty.txt: empty" in newsroom.commit(code=1)
    newsroom.run("git", "rm", "-qf", "drafts/empty.txt")
