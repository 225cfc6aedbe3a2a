"""The desk of an archive that is replaced, goes and comes back while it is open."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from applications import LIMITS, app_of
from asking import asking
from desks import COPY, OWN, WIRE, ObedientShelf

import reuse
from reuse.check.policy import Baseline, baseline_of, write_baseline
from reuse.errors import (
    ArchiveError,
    ArchiveMissing,
    JudgementError,
    NothingToRead,
    UsageError,
)
from reuse.model import Article, ArticleId
from reuse.server.archived import ArchiveDesk, ArchiveShelf
from reuse.server.judging import PolicyFiles, policy_files
from reuse.server.pages import check_page
from reuse.settings import Settings

SPAWN = multiprocessing.get_context("spawn")
DRAFT = Article(ArticleId("draft"), COPY, "draft.txt")


def made(path: Path, *articles: Article) -> Path:
    with reuse.open_archive(path) as archive:
        archive.add(articles)
    return path


def others(number: int) -> Iterator[Article]:
    for n in range(number):
        text = f"{OWN} " + " ".join(f"w{n}x{k}" for k in range(3_000))
        yield Article(ArticleId(f"other-{n}"), text, f"other/{n}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "a.reuse", *others(1))


def desk(path: Path, policy: PolicyFiles = PolicyFiles()) -> ArchiveDesk:  # noqa: B008 - frozen
    shelf = ArchiveShelf(path, Settings(), policy)
    return ArchiveDesk(shelf, shelf.archive())


def test_an_archive_that_takes_the_place_of_another_is_read(path: Path) -> None:
    ours = desk(path)
    assert ours.check(DRAFT).decision == "pass"
    made(path.with_name("new.reuse"), WIRE).replace(path)
    assert ours.check(DRAFT).decision == "fail"


def test_an_archive_that_comes_back_is_read(path: Path) -> None:
    ours = desk(path)
    away = path.rename(path.with_name("away.reuse"))
    with pytest.raises(ArchiveMissing):
        ours.check(DRAFT)
    away.rename(path)
    assert ours.check(DRAFT).decision == "pass"


def test_the_page_names_the_outlet_of_the_policy(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[policy]\noutlet = 'The \"Mill\" <Herald>'\n", "utf-8")
    shelf = ArchiveShelf(path, Settings(), PolicyFiles(file))
    page = check_page(LIMITS, needs_token=False, outlet=shelf.outlet)

    assert b'value="The &#34;Mill&#34; &lt;Herald&gt;"' in page.body
    with asking(app_of(shelf=ObedientShelf("The Mill Herald"))) as client:
        assert 'value="The Mill Herald"' in client.get("/").text


def test_a_changed_policy_counts_from_the_next_check(path: Path, tmp_path: Path) -> None:
    made(path, WIRE)
    file = tmp_path / "policy.toml"
    file.write_text("[policy]\n", "utf-8")
    ours = desk(path, PolicyFiles(file))
    assert ours.check(DRAFT).decision == "fail"
    file.write_text('[[policy.rules]]\ndecision = "warn"\n', "utf-8")
    assert ours.check(DRAFT).decision == "warn"
    for wrong, told in (('[policy]\noutlets = "x"\n', r"toml:2: policy\.outlets"), (None, "read")):
        file.unlink() if wrong is None else file.write_text(wrong, "utf-8")
        for _ in range(2):
            with pytest.raises(JudgementError, match=f"policy has changed.*{told}"):
                ours.check(DRAFT)
    file.write_text("[policy]\n", "utf-8")
    assert ours.check(DRAFT).decision == "fail"


def test_a_changed_baseline_counts_from_the_next_check(path: Path, tmp_path: Path) -> None:
    made(path, WIRE)
    baseline = tmp_path / "baseline.json"
    ours = desk(path, PolicyFiles(baseline=baseline))
    write_baseline(Baseline(()), baseline)
    verdict = ours.check(DRAFT)
    assert verdict.decision == "fail"
    write_baseline(baseline_of(verdict), baseline)
    assert ours.check(DRAFT).decision == "pass"


def test_the_settings_file_of_the_folder_is_watched(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path, WIRE)
    file = tmp_path / "reuse.toml"
    file.write_text("min_words = 12\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    files = policy_files({"policy": None, "settings_file": None, "baseline": None})
    ours = desk(path, files)
    assert ours.check(DRAFT).decision == "fail"
    file.write_text('[[policy.rules]]\ndecision = "warn"\n', "utf-8")
    assert ours.check(DRAFT).decision == "warn"


def test_a_settings_file_that_is_made_later_counts_for_no_process(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path, WIRE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reuse.server.judging.find_file", lambda: None)  # nor in a folder above
    files = policy_files({"policy": None, "settings_file": None, "baseline": None})
    before = files.read()
    (tmp_path / "reuse.toml").write_text('[[policy.rules]]\ndecision = "warn"\n', "utf-8")
    # As a process that begins now would read them.
    assert pickle.loads(pickle.dumps(files)).read() == before
    assert desk(path, files).check(DRAFT).decision == "fail"


def test_what_is_read_again_is_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    none = {"policy": None, "settings_file": None, "baseline": None}
    for name in none:
        with pytest.raises(UsageError, match="a pipe, and a server reads it again"):
            policy_files({**none, name: tmp_path / "pipe"})


def test_an_archive_without_articles_judges_nothing_until_it_has_one(tmp_path: Path) -> None:
    ours = desk(made(tmp_path / "empty.reuse"))
    assert ours.shelf.holdings()["articles"] == 0
    with pytest.raises(NothingToRead):
        ours.check(DRAFT)
    made(tmp_path / "empty.reuse", WIRE)
    assert ours.check(DRAFT).decision == "fail"


def decision(ours: ArchiveDesk) -> str:
    try:
        return ours.check(DRAFT).decision
    except ArchiveError:
        return "none"


def answer(path: Path, asked: Connection) -> None:
    """A desk in a process of its own."""
    ours = desk(path)
    asked.send(ours.check(DRAFT).decision)
    while asked.recv():
        asked.send(decision(ours))


def test_desks_in_two_processes_do_not_keep_each_other_from_what_is_new(path: Path) -> None:
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=answer, args=(path, there), daemon=True)
    process.start()
    assert here.recv() == "pass"
    ours = desk(path)
    made(path, *others(3))
    made(path.with_name("new.reuse"), *others(40), WIRE).replace(path)
    decision(ours)
    here.send(True)
    said = here.recv()
    assert (decision(ours), said) == ("fail", "fail")
    here.send(False)
    process.join()
