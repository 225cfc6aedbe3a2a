"""The example for plain git: what is staged is checked, and nothing else decides."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from repositories import CLEAN, COPIED, CREDITED, PASSAGE, ROOT, WAIVER, Repository, needs_git

HOOK = ROOT / "examples" / "git-hook" / "pre-commit"

pytestmark = [needs_git, pytest.mark.slow]


@pytest.fixture
def newsroom(tmp_path: Path) -> Repository:
    """A repository with the hook and one published article."""
    made = Repository(tmp_path / "news room")
    shutil.copy(HOOK, made.folder / ".git" / "hooks" / "pre-commit")
    made.publish()
    made.add()
    made.commit()
    return made


def test_a_copied_draft_is_refused_with_the_fix_and_a_credited_one_is_not(
    newsroom: Repository,
) -> None:
    newsroom.write("drafts/to day.md", COPIED)
    newsroom.add()
    said = newsroom.commit(code=1)
    assert "drafts/to day.md:3:1: needs a credit" in said
    assert "According to The Mill Herald:" in said

    newsroom.write("drafts/to day.md", CREDITED)
    newsroom.add()
    newsroom.commit()
    assert newsroom.run("git", "status", "--porcelain") == ""


def test_what_is_staged_is_checked_and_not_the_working_copy(newsroom: Repository) -> None:
    draft = newsroom.write("drafts/a.txt", COPIED)
    newsroom.add()
    draft.write_text(CREDITED, "utf-8")
    newsroom.commit(code=1)

    newsroom.add()
    draft.write_text(COPIED, "utf-8")
    newsroom.commit()


def test_names_with_anything_in_them_are_read(newsroom: Repository) -> None:
    for name in ("-x.txt", "drafts/a\nb.txt", "drafts/'q\" $(x).txt", "dräfts/ü.md"):
        newsroom.write(name, CLEAN)
    newsroom.add()
    newsroom.commit()
    newsroom.write("-x.txt", COPIED)
    newsroom.add()
    assert "-x.txt:3:1: needs a credit" in newsroom.commit(code=1)


@pytest.mark.parametrize("name", ["STORY.TXT", "drafts/a.Md", "a.XHTML", "a.text"])
def test_the_case_of_a_name_does_not_matter(newsroom: Repository, name: str) -> None:
    newsroom.write(name, COPIED)
    newsroom.add()
    assert "needs a credit" in newsroom.commit(code=1)


def test_other_files_and_deleted_drafts_are_none(newsroom: Repository) -> None:
    newsroom.write("drafts/a.txt", CREDITED)
    newsroom.write("tool.py", PASSAGE)
    newsroom.add()
    newsroom.commit()
    newsroom.run("git", "rm", "-q", "drafts/a.txt")
    newsroom.commit()


def test_a_draft_that_cannot_be_judged_stops_the_commit(newsroom: Repository) -> None:
    newsroom.write("drafts/empty.txt", "")
    newsroom.add()
    assert "empty.txt: empty" in newsroom.commit(code=1)


def test_without_the_program_no_draft_passes_and_what_to_do_is_said(newsroom: Repository) -> None:
    hook = newsroom.folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace("reuse=reuse ", "reuse=no-such/reuse "))
    newsroom.write("drafts/a.txt", CLEAN)
    newsroom.add()
    said = newsroom.commit(code=1)
    assert "/no-such/reuse: no such program, so no draft was checked; name its path" in said


def test_a_waiver_counts_once_it_is_staged(newsroom: Repository) -> None:
    newsroom.write("drafts/a.txt", COPIED)
    newsroom.add()
    (fingerprint,) = re.findall("Fingerprint, for a waiver: ([0-9a-f]+)", newsroom.commit(code=1))

    newsroom.write("reuse.toml", WAIVER.format(fingerprint))
    newsroom.commit(code=1)
    newsroom.add()
    newsroom.commit()


def test_nothing_is_left_behind(newsroom: Repository, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    newsroom.environment["TMPDIR"] = str(tmp_path / "tmp")
    newsroom.write("drafts/a.txt", COPIED)
    newsroom.add()
    newsroom.commit(code=1)
    assert not [path for path in (tmp_path / "tmp").iterdir() if path.name != "numba"]
