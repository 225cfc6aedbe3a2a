"""What is acknowledged stays, whatever happens to the process that wrote it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fault_articles import answer, draft_of, made_articles
from fault_writers import at_once, full, killed, seen

from reuse.archive import open_archive
from reuse.archive import store as store_module
from reuse.errors import ArchiveError

NOBODY = 65534


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    outcome = killed(tmp_path / "a.reuse", 4, seed=2)
    assert (outcome.lost, outcome.wrong) == (0, 0)


def test_a_writer_without_space_says_so_and_loses_nothing(tmp_path: Path) -> None:
    outcome = full(tmp_path / "a.reuse", [50_000, 120_000], fault="a limit")
    assert (outcome.lost, outcome.wrong, outcome.noticed) == (0, 0, 2)
    assert list(outcome.messages) == ["the disk fails to read or write"]


def test_two_writers_and_a_reader_do_not_disturb_each_other(tmp_path: Path) -> None:
    outcome = at_once(tmp_path / "a.reuse", 2, steps=6)
    assert (outcome.lost, outcome.wrong) == (0, 0)


def test_a_reader_sees_what_is_acknowledged(tmp_path: Path) -> None:
    outcome = seen(tmp_path / "a.reuse", steps=8)
    assert (outcome.lost, outcome.wrong) == (0, 0)
    assert outcome.tried > 8


def test_an_add_does_not_wait_for_those_who_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_BUSY_SECONDS", 0.05)
    made = made_articles(8, seed=1)
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(made[:4])
        with open_archive(tmp_path / "a.reuse", write=False) as reader:
            entries = reader.entries()
            next(entries)
            assert archive.add(made[4:]).new == 4
            with pytest.raises(ArchiveError, match="its text stays in the log"):
                archive.remove([made[0].id])
            assert len(list(entries)) == 3
        assert len(archive) == 7


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become nobody")
def test_who_may_not_write_can_check_and_is_told_that_writing_is_not_allowed() -> None:
    script = (
        "import os, sys, tempfile\nfrom pathlib import Path\n"
        "from fault_articles import answer, draft_of, made_articles\n"
        "from reuse.archive import open_archive\nfrom reuse.errors import ArchiveError\n"
        "made = made_articles(6, seed=1)\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    os.chmod(folder, 0o755)\n"
        "    path = Path(folder) / 'a.reuse'\n"
        "    with open_archive(path) as archive:\n"
        "        archive.add(made)\n"
        "        answer(archive, draft_of(made, seed=1))  # nobody may read no code of ours\n"
        "    os.chmod(path, 0o444)\n"
        f"    os.seteuid({NOBODY})\n"
        "    with open_archive(path, write=False) as archive:\n"
        "        print(len(archive), len(answer(archive, draft_of(made, seed=1))[2]))\n"
        "    try:\n"
        "        with open_archive(path) as archive: archive.add(made_articles(1, seed=9))\n"
        "    except ArchiveError as error: print(str(error).partition(': ')[2])\n"
        "    try: open_archive(Path(folder) / 'new.reuse')\n"
        "    except ArchiveError as error: print(str(error).partition(': ')[2])\n"
        "    os.seteuid(0)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    checked, add, new = ran.stdout.splitlines()
    assert checked.startswith("6 ")
    assert checked != "6 0"
    assert add == "the file or its folder cannot be written"
    assert "cannot be" in new


def test_a_log_that_a_killed_writer_left_is_read(tmp_path: Path) -> None:
    made = made_articles(10, seed=1)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom fault_articles import made_articles\n"
        "from reuse.archive import open_archive\nfrom reuse.archive.store import Store\n"
        "Store.settle = lambda store: None\n"
        "archive = open_archive(Path(sys.argv[1]))\n"
        "archive.add(made_articles(10, seed=1))\nos._exit(9)\n"
    )
    path = tmp_path / "a.reuse"
    ran = subprocess.run([sys.executable, "-c", code, path], check=False)
    assert ran.returncode == 9
    assert path.with_name("a.reuse-wal").stat().st_size > 0
    with open_archive(path, write=False) as archive:
        assert len(archive) == 10
        assert archive.faults() == ()
        assert answer(archive, draft_of(made, seed=1))[0] == "fail"
