"""The desk of an archive that is replaced, goes and comes back while it is open."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from applications import LIMITS, app_of
from asking import asking
from desks import COPY, OWN, WIRE, ObedientShelf

import reuse
from reuse.check.policy import Policy
from reuse.errors import ArchiveError, ArchiveMissing
from reuse.model import Article, ArticleId
from reuse.server.archived import ArchiveDesk, ArchiveShelf
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


def desk(path: Path) -> ArchiveDesk:
    shelf = ArchiveShelf(path, Settings(), Policy())
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


def test_the_page_names_the_outlet_of_the_policy(path: Path) -> None:
    shelf = ArchiveShelf(path, Settings(), Policy(outlet='The "Mill" <Herald>'))
    page = check_page(LIMITS, needs_token=False, outlet=shelf.outlet)

    assert b'value="The &#34;Mill&#34; &lt;Herald&gt;"' in page.body
    with asking(app_of(shelf=ObedientShelf("The Mill Herald"))) as client:
        assert 'value="The Mill Herald"' in client.get("/").text


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
