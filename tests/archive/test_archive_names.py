"""Which archived article is which: files of one name, versions, drafts that stand there too."""

from __future__ import annotations

from pathlib import Path

import pytest

import reuse
from reuse.archive import open_archive
from reuse.check import check_sources
from reuse.model import Article, ArticleId

RUN = "but he said that it was one of the most important things of all"
STORY = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
GEESE = "A marching band of forty geese crossed the square at noon, and the mayor saluted them."


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{text}\n")
    return folder


@pytest.mark.parametrize("has_text", [True, False])
def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path, has_text: bool) -> None:
    months = [written(tmp_path / "jan", "a.txt", STORY), written(tmp_path / "feb", "a.txt", GEESE)]
    with open_archive(tmp_path / "a.reuse", has_text=has_text) as archive:
        for _ in range(2):
            for month in months:
                archive.add(reuse.read([month]))
        assert [entry.id for entry in archive.entries()] == ["a.txt", "a.txt~2"]
        written(tmp_path / "feb", "a.txt", f"{GEESE} Nobody laughed.")
        assert archive.add(reuse.read([tmp_path / "feb"])).replaced == 1
        assert len(archive) == 2
        assert reuse.check(f"So it was.\n\n{STORY}", archive).decision == "fail"


def test_a_copy_at_the_same_place_of_another_folder_is_no_draft_itself(tmp_path: Path) -> None:
    written(tmp_path / "wire", "a.txt", STORY)
    draft = written(tmp_path / "drafts", "a.txt", STORY) / "a.txt"
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(reuse.read([tmp_path / "wire"]))
        assert check_sources([draft], archive).decision == "fail"


def test_former_versions_go_with_an_article(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        for text in (STORY, f"{STORY} Again.", f"{STORY} And again."):
            archive.add([Article(ArticleId("x"), text, "x")], versions=True)
        assert len(archive) == 3
        assert archive.remove(["x"]) == ()
        assert len(archive) == 0
        assert archive


def test_a_run_is_met_whose_words_the_draft_has_said_again_and_again(tmp_path: Path) -> None:
    words = RUN.split()
    rounds = " ".join(
        f"{' '.join(words[at : at + 4])} {number}{at}x"
        for number in range(6)
        for at in range(len(words) - 3)
    )
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add([Article(ArticleId("x"), f"{GEESE} {RUN}. {GEESE[::-1]}", "x")])
        near = archive.near([Article(ArticleId("d"), f"{rounds}\n\n{RUN}", "d")])
    assert [article.id for article in near.articles] == ["x"]


@pytest.mark.parametrize("count", [12, 13, 16])
def test_short_runs_are_found_without_the_other_text(tmp_path: Path, count: int) -> None:
    run = " ".join(STORY.split()[3 : 3 + count])
    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add([Article(ArticleId("x"), STORY, "x", outlet="Coast Wire")])
        verdict = reuse.check(f"{GEESE}\n\n{run}\n\n{GEESE[::-1]}", archive)
    (finding,) = verdict.findings
    assert finding.words >= 8
    assert verdict.report.settings["min_words"] == 12
