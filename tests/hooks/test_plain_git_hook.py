"""The example for plain git: what is staged is checked, and nothing else decides."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HOOK = ROOT / "examples" / "git-hook" / "pre-commit"
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
CLEAN = "The council votes on the new road on Friday, a clerk said by telephone.\n"
COPIED = f"Heard by telephone.\n\n{PASSAGE}\n"
CREDITED = f"Heard by telephone.\n\nAccording to The Mill Herald: “{PASSAGE}”\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


def environment(home: Path) -> dict[str, str]:
    """That of a user who has this program, and no settings of git."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER")
             for what in ("NAME", "EMAIL")}  # fmt: skip
    return {**kept, **names, "PATH": path, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}


class Newsroom:
    """A repository with the hook and one published article."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "news room"
        self.folder.mkdir()
        self.environment = environment(folder)
        self.git("init", "-q")
        shutil.copy(HOOK, self.folder / ".git" / "hooks" / "pre-commit")
        self.write("published/a.jsonl", f'{{"text": "{PASSAGE}", "outlet": "The Mill Herald"}}\n')
        self.git("add", ".")
        self.git("commit", "-q", "-m", "Publish")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def git(self, *arguments: str, code: int = 0) -> str:
        """What a command says, which ends with that status."""
        ran = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def commit(self, *, code: int = 0) -> str:
        return self.git("commit", "-m", "Draft", code=code)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_a_copied_draft_is_refused_with_the_fix_and_a_credited_one_is_not(
    newsroom: Newsroom,
) -> None:
    newsroom.write("drafts/to day.md", COPIED)
    newsroom.git("add", ".")
    said = newsroom.commit(code=1)
    assert "drafts/to day.md:3:1: needs a credit" in said
    assert "According to The Mill Herald:" in said

    newsroom.write("drafts/to day.md", CREDITED)
    newsroom.git("add", ".")
    newsroom.commit()
    assert newsroom.git("status", "--porcelain") == ""


def test_what_is_staged_is_checked_and_not_the_working_copy(newsroom: Newsroom) -> None:
    draft = newsroom.write("drafts/a.txt", COPIED)
    newsroom.git("add", ".")
    draft.write_text(CREDITED, "utf-8")
    newsroom.commit(code=1)

    newsroom.git("add", ".")
    draft.write_text(COPIED, "utf-8")
    newsroom.commit()


def test_names_with_anything_in_them_are_read(newsroom: Newsroom) -> None:
    for name in ("-x.txt", "drafts/a\nb.txt", "drafts/'q\" $(x).txt", "dräfts/ü.md"):
        newsroom.write(name, CLEAN)
    newsroom.git("add", ".")
    newsroom.commit()
    newsroom.write("-x.txt", COPIED)
    newsroom.git("add", ".")
    assert "-x.txt:3:1: needs a credit" in newsroom.commit(code=1)


def test_other_files_and_deleted_drafts_are_none(newsroom: Newsroom) -> None:
    newsroom.write("drafts/a.txt", CREDITED)
    newsroom.write("tool.py", PASSAGE)
    newsroom.git("add", ".")
    newsroom.commit()
    newsroom.git("rm", "-q", "drafts/a.txt")
    newsroom.commit()


def test_a_draft_that_cannot_be_judged_stops_the_commit(newsroom: Newsroom) -> None:
    newsroom.write("drafts/empty.txt", "")
    newsroom.git("add", ".")
    assert "empty.txt: empty" in newsroom.commit(code=1)


def test_settings_that_are_staged_are_those_in_use(newsroom: Newsroom) -> None:
    newsroom.write("drafts/a.txt", CLEAN)
    settings = newsroom.write("reuse.toml", "min_words = 0\n")
    newsroom.git("add", ".")
    assert "min_words" in newsroom.commit(code=1)
    settings.write_text("min_words = 20\n", "utf-8")
    newsroom.commit(code=1)
    newsroom.git("add", ".")
    newsroom.commit()


def test_nothing_is_left_behind(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    newsroom.environment["TMPDIR"] = str(tmp_path / "tmp")
    newsroom.write("drafts/a.txt", COPIED)
    newsroom.git("add", ".")
    newsroom.commit(code=1)
    assert not [path for path in (tmp_path / "tmp").iterdir() if path.name != "numba"]
