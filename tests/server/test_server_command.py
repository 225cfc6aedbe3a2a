"""`reuse serve`: an archive over HTTP, while articles are added to it; and wrong usage."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from desks import COPY, PASSAGE, WIRE
from served import Served, served

import reuse
from reuse.cli import cli
from reuse.errors import ArchiveMissing, UsageError
from reuse.model import Article, ArticleId

NEWS = "Nine lamps of the old pier went out at once on Monday and nobody could say why that was."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "newsroom.reuse"
    with reuse.open_archive(path) as held:
        held.add([WIRE])
    return path


@pytest.fixture
def server(archive: Path) -> Iterator[Served]:
    command = [sys.executable, "-m", "reuse", "serve", "--archive", str(archive)]
    with served(*command, "--port", "0", "--workers", "1") as server:
        server.said("worker ready")
        yield server


def decision(server: Served, words: str) -> str:
    answer = httpx.post(f"{server.address}check", json={"text": words}, timeout=60)
    assert answer.status_code == 200
    return str(answer.json()["decision"])


def test_an_archive_is_served_and_what_is_added_is_seen(server: Served, archive: Path) -> None:
    assert decision(server, COPY) == "fail"
    assert decision(server, f"{NEWS} So it was.") == "pass"
    with reuse.open_archive(archive) as held:
        held.add(
            [
                Article(
                    ArticleId("pier-1"), f"By the Pier Post\n\n{NEWS}", "pier", outlet="Pier Post"
                )
            ]
        )
        assert decision(server, f"{NEWS} So it was.") == "fail"
        assert httpx.get(f"{server.address}stats").json()["archive"]["articles"] == 2
        held.remove(["pier-1"])
    assert decision(server, f"{NEWS} So it was.") == "pass"
    assert server.end(signal.SIGTERM) == 0


def test_a_policy_decides_what_passes(archive: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[[policy.licences]]\noutlet = "Coast Wire"\n', "utf-8")
    command = [sys.executable, "-m", "reuse", "serve", "--archive", str(archive)]
    with served(*command, "--port", "0", "--workers", "1", "--policy", str(policy)) as server:
        answer = httpx.post(f"{server.address}check", json={"text": COPY}, timeout=60).json()
    assert answer["findings"][0]["ground"] == "licence"


def test_an_archive_that_goes_is_told(server: Served, archive: Path) -> None:
    assert httpx.get(f"{server.address}health").json()["archive_readable"]
    archive.rename(archive.with_suffix(".gone"))
    health = httpx.get(f"{server.address}health")
    assert (health.status_code, health.json()["status"]) == (503, "unreadable")
    assert httpx.get(f"{server.address}stats").status_code == 503


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--host", "0.0.0.0"], UsageError),
        (["--token-file", "nowhere"], UsageError),
        (["--archive", "nowhere.reuse"], ArchiveMissing),
    ],
)
def test_what_cannot_be_served_is_told(
    archive: Path, options: list[str], error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REUSE_TOKEN", raising=False)
    held = [] if "--archive" in options else ["--archive", str(archive)]
    result = CliRunner().invoke(cli, ["serve", *held, *options])
    assert isinstance(result.exception, error)


def test_an_html_page_is_read_as_a_file_of_it_is(server: Served, tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Rain</h1><p>{PASSAGE}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (article,) = reuse.read([tmp_path / "page.html"])
    answer = httpx.post(f"{server.address}check", json={"html": page}, timeout=60).json()
    said = answer["findings"][0]
    assert said["text"] in article.text
    assert article.text[said["start"] : said["end"]] == said["text"]
