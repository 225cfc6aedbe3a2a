"""What is acknowledged stays, whatever happens to the process that wrote it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fault_articles import answer, draft_of, made_articles
from fault_writers import at_once, full, killed, seen

from reuse.archive import open_archive
from reuse.archive import store as store_module
from reuse.archive.known import Known
from reuse.errors import ArchiveError

ROOT = Path(__file__).parents[2]


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
        with open_archive(tmp_path / "a.reuse", write=False) as reader, reader._store.read():
            reader._store.execute("SELECT count(*) FROM article").fetchone()
            assert archive.add(made[4:]).new == 4
            with pytest.raises(ArchiveError, match="its text stays in the log"):
                archive.remove([made[0].id])
        assert len(archive) == 7


def test_who_waits_too_long_for_another_writer_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_BUSY_SECONDS", 0.05)
    made = made_articles(4, seed=1)
    with (
        open_archive(tmp_path / "a.reuse") as archive,
        open_archive(tmp_path / "a.reuse") as other,
    ):
        archive.add(made[:2])
        with other._store.write():
            with pytest.raises(ArchiveError, match="another process is writing to it; try again"):
                archive.add(made)
            assert archive.near(made[:1]).held == 2
        assert archive.add(made).new == 2


def test_what_is_kept_is_told_although_another_writes_when_the_file_is_tidied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_articles(4, seed=1)
    with (
        open_archive(tmp_path / "a.reuse") as archive,
        open_archive(tmp_path / "a.reuse") as other,
    ):
        archive.add(made)
        archive.remove([made[0].id])
        with other._store.write():
            archive._store.settle()
        assert len(archive) == 3


def in_child(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """What a process of its own says, that has the articles of the tests as well."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "bench")])
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )


AS_NOBODY = """
import os, tempfile
from contextlib import contextmanager
from pathlib import Path
from fault_articles import answer, draft_of, made_articles
from reuse.archive import connecting, open_archive
from reuse.errors import ArchiveError

made = made_articles(7, seed=1)

@contextmanager
def nobody():
    os.seteuid(65534)
    try: yield
    except ArchiveError as error: print(str(error).partition(": ")[2])
    finally: os.seteuid(0)

def found(archive):
    return f"{len(archive)} {bool(answer(archive, draft_of(made, seed=1))[2])}"

with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    path = Path(folder) / "a.reuse"
    with open_archive(path) as archive:
        archive.add(made[:6])
        found(archive)  # nobody may read no code of ours
"""

only_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become nobody"
)


@only_root
def test_who_may_not_write_is_told_so() -> None:
    script = AS_NOBODY + (
        "    with nobody(), open_archive(path, write=False): print('read')\n"
        "    with nobody(), open_archive(path) as archive: archive.add(made)\n"
        "    with nobody(): open_archive(Path(folder) / 'new.reuse')\n"
    )
    ran = in_child(script)
    assert ran.stderr == ""
    read, add, new = ran.stdout.splitlines()
    assert read.startswith("cannot be read here: readers too must be allowed to write")
    assert add == "the file or its folder cannot be written"
    assert "cannot be" in new


@only_root
def test_who_may_not_enter_the_folder_is_told_so() -> None:
    script = AS_NOBODY + (
        "    os.chmod(folder, 0o700)\n"
        "    with nobody(), open_archive(path, write=False): print('read')\n"
        "    with nobody(), open_archive(path): print('opened')\n"
    )
    ran = in_child(script)
    assert (ran.stderr, ran.stdout) == ("", "cannot be opened: Permission denied\n" * 2)


def test_threads_that_make_one_archive_all_have_it(tmp_path: Path) -> None:
    def opened(_: int) -> int:
        with open_archive(tmp_path / "a.reuse") as archive:
            return len(archive)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(opened, range(8))) == [0] * 8
    assert [file.name for file in tmp_path.iterdir()] == ["a.reuse"]


def test_what_is_asked_after_an_add_that_failed_at_its_end_is_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_articles(8, seed=1)
    with open_archive(tmp_path / "a.reuse") as archive:
        for article in made[:3]:
            archive.add([article])

        def failed(*_: object) -> None:
            raise ArchiveError("full")

        with monkeypatch.context() as patch:
            patch.setattr(Known, "refresh", failed)
            with pytest.raises(ArchiveError, match="full"):
                archive.add(made[3:], progress=lambda *_: archive.near(made[:1]) and None)
        for article in made:
            assert article.id in {found.id for found in archive.near([article]).articles}


@only_root
def test_who_may_not_write_sees_what_somebody_else_adds() -> None:
    script = AS_NOBODY + (
        "    with open_archive(path) as writer:\n"
        "        len(writer)\n"
        "        with nobody(), open_archive(path, write=False) as archive:\n"
        "            print(found(archive))\n"
        "            os.seteuid(0)\n"
        "            writer.add(made)\n"
        "            os.seteuid(65534)\n"
        "            print(found(archive))\n"
    )
    ran = in_child(script)
    assert (ran.stdout.splitlines(), ran.stderr) == (["6 True", "7 True"], "")


@only_root
def test_a_reader_makes_nothing_that_locks_out_who_may_write() -> None:
    script = AS_NOBODY + (
        "    os.chmod(folder, 0o777)\n"
        "    with nobody(), open_archive(path, write=False): print('read')\n"
        "    print(sorted(os.listdir(folder)))\n"
        "    os.chown(path, 65534, 65534); os.chmod(path, 0o444)\n"
        "    with nobody(), open_archive(path, write=False) as archive: print(found(archive))\n"
    )
    ran = in_child(script)
    assert ran.stderr == ""
    told, beside, own = ran.stdout.splitlines()
    assert told.startswith("cannot be read here: readers too must be allowed to write")
    assert (beside, own) == ("['a.reuse']", "6 True")


@only_root
def test_what_another_user_left_beside_an_archive_is_named() -> None:
    script = AS_NOBODY + (
        "    os.chmod(folder, 0o777); os.chown(path, 65534, 65534)\n"
        "    for name in ('a.reuse-wal', 'a.reuse-shm'): Path(folder, name).touch(0o644)\n"
        "    with nobody(), open_archive(path) as archive: archive.add(made)\n"
    )
    ran = in_child(script)
    assert ran.stderr == ""
    assert ran.stdout.startswith("a.reuse-wal beside it is another user's, and cannot be written")


@only_root
def test_the_group_that_may_write_may_while_one_of_it_reads() -> None:
    script = AS_NOBODY + (
        "    os.chmod(folder, 0o777); os.chown(path, 1001, 2001); os.chmod(path, 0o664)\n"
        "    os.setgroups([2001])\n"
        "    (is_read, reads), (may_go, goes) = os.pipe(), os.pipe()\n"
        "    if not os.fork():\n"
        "        os.close(goes); os.setegid(1002); os.seteuid(1002)\n"
        "        with open_archive(path, write=False) as reader:\n"
        "            found(reader); os.write(reads, b'.'); os.read(may_go, 1)\n"
        "        os._exit(0)\n"
        "    os.read(is_read, 1)\n"
        "    os.setegid(1003); os.seteuid(1003)\n"
        "    with open_archive(path) as archive: print(archive.add(made).new)\n"
        "    os.write(goes, b'.'); os.wait(); os.seteuid(0)\n"
    )
    ran = in_child(script)
    assert (ran.stdout, ran.stderr) == ("1\n", "")


@only_root
def test_a_file_system_without_writing_is_read_unless_there_is_a_log() -> None:
    script = AS_NOBODY + (
        "    connecting._is_on_read_only_system = lambda file: True\n"
        "    with tempfile.TemporaryDirectory() as elsewhere:\n"
        "        os.chmod(elsewhere, 0o755)\n"
        "        link = Path(elsewhere) / 'link.reuse'\n"
        "        link.symlink_to(path)\n"
        "        with nobody(), open_archive(link, write=False) as archive:\n"
        "            print(found(archive))\n"
        "        path.with_name('a.reuse-wal').touch()\n"
        "        with nobody(), open_archive(link, write=False): print('read')\n"
    )
    ran = in_child(script)
    assert ran.stderr == ""
    without, beside = ran.stdout.splitlines()
    assert without == "6 True"
    assert beside.startswith("cannot be read here")


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
    assert in_child(code, path).returncode == 9
    log_bytes = path.with_name("a.reuse-wal").stat().st_size
    assert log_bytes > 0
    link = tmp_path / "elsewhere" / "link.reuse"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_archive(link, write=False) as archive:
        assert archive.stats().file_bytes == path.stat().st_size + log_bytes
    with open_archive(path, write=False) as archive:
        assert len(archive) == 10
        assert archive.faults() == ()
        assert answer(archive, draft_of(made, seed=1))[0] == "fail"
