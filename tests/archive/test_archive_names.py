"""Which archived article is which: files of one name, versions, drafts that stand there too."""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import reuse
from reuse.archive import Archive, open_archive
from reuse.archive.archive import Added
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
        first, second = (entry.id for entry in archive.entries())
        assert (first, second[:-16]) == ("a.txt", "a.txt~")
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


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("has_text", [True, False])
def test_an_article_of_an_id_like_that_of_a_version_stays(
    tmp_path: Path, has_text: bool, together: bool
) -> None:
    given = [
        Article(ArticleId("x@2"), GEESE, "y"),
        *(Article(ArticleId("x"), f"{STORY} {end}", "x") for end in ("One.", "Two.", "Three.")),
    ]
    with open_archive(tmp_path / "a.reuse", has_text=has_text) as archive:
        for part in [given] if together else [[article] for article in given]:
            archive.add(part, versions=True)
        assert sorted(entry.id for entry in archive.entries()) == ["x", "x@1", "x@2", "x@3"]
        assert archive.remove(["x"]) == ()
        assert [entry.id for entry in archive.entries()] == ["x@2"]
        assert archive.faults() == ()


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


def folders(place: Path, *names: str) -> list[Path]:
    """Folders with two files of the same names each, and other words in each of them."""
    for name in names:
        for file in ("001.txt", "002.txt"):
            written(place / name, file, f"{STORY} It is told of {name} and {file}.")
    return [place / name for name in names]


def held(archive: Archive) -> set[str]:
    """The last words of the articles."""
    return {article.text.strip()[-15:] for article in archive.sample(99)}


def test_no_text_is_lost_of_files_named_alike_that_come_together(tmp_path: Path) -> None:
    one, two, three, four = folders(tmp_path, "01", "02", "03", "04")
    with open_archive(tmp_path / "a.reuse") as archive:
        assert archive.add(reuse.read([one, two])) == Added(new=4)
        assert archive.add(reuse.read([three, four])) == Added(new=4)
        assert archive.add(reuse.read([four, two, three])) == Added(unchanged=6)
        assert held(archive) == {
            f"{number} and {file}.txt." for number in ("01", "02", "03", "04")
            for file in ("001", "002")
        }  # fmt: skip


def test_no_fingerprint_is_lost_of_files_named_alike_that_come_together(tmp_path: Path) -> None:
    one, two, three, four = folders(tmp_path, "01", "02", "03", "04")
    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add(reuse.read([one, two]))
        assert archive.add(reuse.read([three, four])) == Added(new=4)
        assert archive.add(reuse.read([three, four, one, two])) == Added(unchanged=8)


def test_an_edited_file_replaces_itself_however_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders(tmp_path, "01", "02")
    monkeypatch.chdir(tmp_path)
    with open_archive("a.reuse") as archive:
        archive.add(reuse.read(["01", "02"]))
        written(Path("02"), "001.txt", f"{GEESE} It is edited.")
        monkeypatch.chdir(tmp_path / "01")
        assert archive.add(reuse.read(["../02"])) == Added(replaced=1, unchanged=1)
        assert "02 and 001.txt." not in held(archive)
        assert len(archive) == 4


def test_a_draft_that_is_archived_is_itself_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders(tmp_path, "01", "02")
    written(tmp_path / "02", "001.txt", GEESE)
    written(
        tmp_path / "02", "own.jsonl", json.dumps({"id": "x", "text": GEESE[::-1] + STORY[::-1]})
    )
    monkeypatch.chdir(tmp_path)
    with open_archive("a.reuse") as archive:
        archive.add(reuse.read(["01", "02"]))
        monkeypatch.chdir(tmp_path / "01")
        for draft in ("../02/001.txt", "../02/own.jsonl"):
            assert check_sources([draft], archive).decision == "pass"


def test_an_article_is_not_added_again_when_its_namesake_is_gone(tmp_path: Path) -> None:
    one, two = folders(tmp_path, "01", "02")
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(reuse.read([one, two]))
        archive.remove(["001.txt"])
        assert archive.add(reuse.read([two])) == Added(unchanged=2)


def test_lines_of_files_named_alike_are_articles_of_their_own(tmp_path: Path) -> None:
    days = [
        written(tmp_path / day, "wire.jsonl", json.dumps({"text": f"{GEESE} It was on day {day}."}))
        for day in ("1", "2", "3")
    ]
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(reuse.read(days[:2]))
        assert archive.add(reuse.read(days[1:])) == Added(new=1, unchanged=1)
        assert held(archive) == {f"t was on day {day}." for day in ("1", "2", "3")}


def test_names_that_are_cut_or_cannot_be_shown_lose_no_text(tmp_path: Path) -> None:
    for name in (f"{'long ' * 40}.txt", "bell\a.txt", " outlet:x.txt"):
        for day in ("1", "2"):
            written(tmp_path / day, name, f"{STORY} On day {day}.")
    with open_archive(tmp_path / "a.reuse") as archive:
        for day in ("1", "2"):
            assert archive.add(reuse.read([tmp_path / day])) == Added(new=3)
        assert archive.add(reuse.read([tmp_path / "1", tmp_path / "2"])) == Added(unchanged=6)


@pytest.mark.parametrize("record", ["%s", '{"text": "%s"}'])
def test_what_came_by_standard_input_is_kept_beside_what_came_so_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: str
) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        for text, done in (
            (STORY, Added(new=1)), (GEESE, Added(new=1)), (GEESE, Added(unchanged=1)),
        ):  # fmt: skip
            given = TextIOWrapper(BytesIO((record % text).encode()))
            monkeypatch.setattr(sys, "stdin", given)
            assert archive.add(reuse.read(["-"])) == done
        assert len(archive) == 2


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for open files")
def test_what_came_by_a_pipe_is_kept_beside_what_came_so_before(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        for text in (STORY, GEESE):
            begin, end = os.pipe()
            with open(end, "w") as writer:
                writer.write(text)
            assert archive.add(reuse.read([f"/dev/fd/{begin}"])) == Added(new=1)
            os.close(begin)
