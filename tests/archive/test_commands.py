"""`reuse archive ...` from the shell: statuses, messages, records."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from fault_articles import made_articles

from reuse.cli import main

MADE = made_articles(5, seed=6)


@dataclass(frozen=True)
class Ran:
    exit_code: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["reuse", "archive", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A file of articles."""
    path = tmp_path / "wire.jsonl"
    records = (
        {"id": a.id, "text": a.text, "outlet": a.outlet, "title": a.title, "url": a.url,
         "published": a.published.isoformat() if a.published else None}
        for a in MADE
    )  # fmt: skip
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, wire: Path) -> Path:
    assert run("add", tmp_path / "a.reuse", wire).exit_code == 0
    return tmp_path / "a.reuse"


def test_add_says_what_it_did(tmp_path: Path, wire: Path) -> None:
    first = run("add", tmp_path / "a.reuse", wire)
    again = run("add", tmp_path / "a.reuse", wire)
    file = tmp_path / "a.reuse"
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == f"{file}: 5 added, 0 replaced, 0 unchanged; it holds 5 articles.\n"
    assert again.stdout == f"{file}: 0 added, 0 replaced, 5 unchanged; it holds 5 articles.\n"


@pytest.mark.parametrize(("option", "held"), [((), 5), (("--keep-versions",), 6)])
def test_an_updated_article_replaces_or_is_a_version(
    archive: Path, wire: Path, option: tuple[str, ...], held: int
) -> None:
    wire.write_text(json.dumps({"id": MADE[2].id, "text": MADE[0].text + " More."}) + "\n")
    done = run("add", archive, wire, *option)
    assert (done.exit_code, done.stdout) == (
        0,
        f"{archive}: 0 added, 1 replaced, 0 unchanged; it holds {held} articles.\n",
    )
    names = [line.partition("\t")[0] for line in run("list", archive).stdout.splitlines()]
    assert (f"{MADE[2].id}@1" in names) == bool(option)


def test_list_has_an_article_in_a_line_and_as_a_record(archive: Path) -> None:
    lines = run("list", archive).stdout.splitlines()
    records = [
        json.loads(line)
        for line in run("list", archive, "--format", "json").stdout.split("\n")
        if line
    ]
    assert [line.split("\t")[0] for line in lines] == [a.id for a in MADE]
    assert [(r["id"], r["outlet"], r["title"], r["url"]) for r in records] == [
        (a.id, a.outlet, a.title, a.url) for a in MADE
    ]
    assert all(record["words"] > 50 for record in records)


def test_stats_are_told_in_words_and_as_a_record(archive: Path) -> None:
    told = run("stats", archive).stdout
    record = json.loads(run("stats", archive, "--format", "json").stdout)
    assert "Articles   5, of " in told
    assert "Published  2026-01-01\n" in told
    assert (record["articles"], record["first"]) == (5, "2026-01-01")
    assert record["manifest"]["edited_gram"] == "4"
    assert "secret" not in record["manifest"]


def test_verify_finds_a_sound_archive_sound(archive: Path) -> None:
    done = run("verify", archive, "--canaries", "6", "--quiet")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"{archive}: sound.")
    assert "Planted 3 verbatim: 100% found (3)." in done.stdout


def test_verify_tells_what_is_damaged(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"\x78\x9c") + 40] ^= 1  # of an article's record, compressed by zlib
    archive.write_bytes(content)
    done = run("verify", archive, "--canaries", "0", "--quiet")
    assert (done.exit_code, done.stderr) == (3, "")
    assert done.stdout == f"{archive}: damaged: an article's record does not add up\n"


def test_remove_forgets_and_tells_what_is_not_there(archive: Path) -> None:
    done = run("remove", archive, MADE[0].id, "nobody", MADE[0].id)
    assert done.exit_code == 3
    assert done.stderr == f"{archive}: no article nobody\n"
    assert done.stdout == f"{archive}: 1 removed; it holds 4 articles.\n"
    assert run("remove", archive, MADE[1].id).exit_code == 0
    assert run("list", archive).stdout.count("\n") == 3


@pytest.mark.parametrize("command", ["list", "stats", "verify"])
def test_an_archive_that_is_not_there_is_told_and_not_made(tmp_path: Path, command: str) -> None:
    done = run(command, tmp_path / "a.reuse")
    assert (done.exit_code, "no such archive" in done.stderr) == (3, True)
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["add", "remove", "list", "stats", "verify"])
def test_what_is_no_archive_ends_with_a_line_and_status_3(wire: Path, command: str) -> None:
    more = {"add": [wire], "remove": ["a"]}.get(command, [])
    before = wire.read_bytes()
    done = run(command, wire, *more)
    assert done.exit_code == 3
    assert done.stderr == f"Error: {wire}: not an archive of reuse\n"
    assert wire.read_bytes() == before


def test_nothing_to_add_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("add", tmp_path / "a.reuse", tmp_path / "empty.txt")
    assert done.exit_code == 3
    assert "no article to add" in done.stderr


def test_strict_tells_what_could_not_be_read_and_keeps_the_rest(tmp_path: Path, wire: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("add", tmp_path / "a.reuse", wire, tmp_path / "empty.txt", "--strict")
    assert done.exit_code == 3
    assert run("list", tmp_path / "a.reuse").stdout.count("\n") == 5


def test_an_archive_without_texts_is_another_one(tmp_path: Path, archive: Path, wire: Path) -> None:
    mixed = run("add", archive, wire, "--no-text")
    assert (mixed.exit_code, "keeps texts" in mixed.stderr) == (3, True)
    assert run("add", tmp_path / "n.reuse", wire, "--no-text").exit_code == 0
    assert run("verify", tmp_path / "n.reuse", "--quiet").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("add",), ("add", "a.reuse"), ("remove", "a.reuse"), ("list",), ("list", "a", "b")],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
