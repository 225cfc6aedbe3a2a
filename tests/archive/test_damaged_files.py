"""A damaged archive answers as a sound one does, or with a clear error; never otherwise."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fault_articles import answer, draft_of, made_articles
from fault_files import (
    PAGE,
    Sound,
    flipped,
    flipped_where_it_matters,
    overwritten,
    sound_archive,
    tables_of,
    truncated,
)

from reuse.archive import open_archive
from reuse.errors import ArchiveDamaged, ArchiveError, ArchiveMissing
from reuse.model import ArticleId
from reuse.settings import FindSettings, Settings

FEW = made_articles(6, seed=1)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return sound_archive(tmp_path_factory.mktemp("sound"), articles=30, seed=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive of a few articles."""
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(FEW)
    return tmp_path / "a.reuse"


def changed(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def test_the_draft_of_these_tests_has_findings(sound: Sound) -> None:
    assert len(sound.said) == 3
    with open_archive(sound.path, write=False) as archive:
        decision, held, findings, *_ = answer(archive, sound.draft)  # type: ignore[misc]
    assert (decision, held) == ("fail", 29)
    assert len(findings) >= 3


def test_a_flipped_bit_changes_no_answer(sound: Sound) -> None:
    outcome = flipped(sound, 30, seed=1)
    assert outcome.wrong == 0
    assert outcome.noticed > 5


def test_a_flipped_bit_of_what_leads_to_rows_changes_no_answer(sound: Sound) -> None:
    outcome = flipped_where_it_matters(sound, 60, seed=2)
    assert outcome.wrong == 0
    assert outcome.noticed > 30


def test_a_file_that_was_cut_is_told(sound: Sound) -> None:
    outcome = truncated(sound, 25, seed=1)
    assert outcome.wrong == 0
    assert outcome.noticed >= outcome.tried - 1  # a last byte of zero is read as it was


def test_a_page_that_was_overwritten_changes_no_answer(sound: Sound) -> None:
    assert overwritten(sound, 30, seed=4).wrong == 0


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM segment",
        "DELETE FROM background",
        "DELETE FROM chunk",
        "DELETE FROM manifest WHERE key = 'articles'",
        "UPDATE manifest SET value = '7' WHERE key = 'articles'",
        "UPDATE manifest SET value = '5' WHERE key = 'edited_gram'",
        "UPDATE article SET number = number + 100",
        "UPDATE article SET published = published + 86400",
        "UPDATE article SET id = 'x' || id",
        "UPDATE article SET record = zeroblob(20)",
        "UPDATE article SET record = 'text'",
        "UPDATE article SET digest = zeroblob(32)",
        "UPDATE segment SET first = 'text'",
        "UPDATE segment SET number = number + 1",
        "UPDATE chunk SET postings = zeroblob(17) WHERE number = (SELECT max(number) FROM chunk)",
        "UPDATE chunk SET postings = 'text'",
        "UPDATE background SET numbers = zeroblob(4)",
        "CREATE TABLE more (number INTEGER)",
    ],
)
def test_a_row_that_another_program_changed_is_told(path: Path, statement: str) -> None:
    changed(path, statement)
    with pytest.raises(ArchiveError, match=r"damaged: .*(verify|lacks)"):
        everything_asked(path)


def everything_asked(path: Path) -> None:
    with open_archive(path, write=False) as archive:
        archive.stats()
        list(archive.entries())
        answer(archive, draft_of(FEW, seed=1))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"Some words that somebody wrote.\n" * 50, "not an archive of reuse"),
        (b"SQLite format 3\0" + bytes(5000), "not an archive of reuse"),
    ],
)
def test_a_file_that_is_no_archive_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.reuse"
    path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(ArchiveDamaged, match=message):
            open_archive(path, write=write)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("table", "names"), [("background", ("ones counts", "twos counts")), ("article", ("a2", "a3"))]
)
def test_an_index_that_leads_to_another_row_changes_no_answer(
    path: Path, table: str, names: tuple[str, str]
) -> None:
    name = f"sqlite_autoindex_{table}_1"
    first = (tables_of(path)[name][0] - 1) * PAGE
    content = bytearray(path.read_bytes())
    one, other = (content.index(key.encode(), first, first + PAGE) + len(key) for key in names)
    assert content[one] != content[other]
    content[one], content[other] = content[other], content[one]  # their numbers
    with open_archive(path, write=False) as archive:
        right = answer(archive, draft_of(FEW, seed=1))
    path.write_bytes(content)
    with open_archive(path) as archive:
        assert answer(archive, draft_of(FEW, seed=1)) == right
        assert archive.faults()
        if table == "article":
            with pytest.raises(ArchiveDamaged):
                archive.remove(["a2"])


def test_a_schema_that_is_no_text_is_told(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE chunk", b"CREATE TABL\xcb chunk"))
    with pytest.raises(ArchiveDamaged, match="not text"):
        open_archive(path, write=False)


def test_another_database_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    changed(path, "CREATE TABLE article (number INTEGER)")
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged, match="another SQLite database"):
        open_archive(path)
    assert path.read_bytes() == before


def test_a_folder_and_nothing_are_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match="not a file"):
        open_archive(tmp_path)
    with pytest.raises(ArchiveMissing, match="no such archive"):
        open_archive(tmp_path / "none.reuse", write=False)
    with pytest.raises(ArchiveError, match="cannot be made: No such file or directory"):
        open_archive(tmp_path / "no" / "folder.reuse")


@pytest.mark.parametrize("schema", [0, 2, 99])
def test_another_schema_is_told_by_its_number(path: Path, schema: int) -> None:
    changed(path, f"PRAGMA user_version = {schema}")
    with pytest.raises(ArchiveError, match=f"has schema {schema}, and this version reads schema 1"):
        open_archive(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("edited_gram", 5), ("permutations", 64), ("bands", 8), ("minhash_seed", 7)],
)
def test_other_settings_are_told_by_name(path: Path, name: str, value: int) -> None:
    other = replace(FindSettings(), **{name: value})
    with pytest.raises(ArchiveError, match=rf"find\.{name} \d+, and this is {value}"):
        open_archive(path, settings=Settings(find=other))


def test_another_language_is_told_where_texts_are_kept(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="language en, and this is de"):
        open_archive(path, settings=Settings(language="de"))
    for language in ("en", "de"):
        none = open_archive(
            tmp_path / "n.reuse", settings=Settings(language=language), has_text=False
        )
        none.close()


def test_articles_whose_words_had_other_stems_are_removed_all_the_same(path: Path) -> None:
    with open_archive(path) as archive:
        archive.add([replace(FEW[0], id=ArticleId("unnamed"), language=None)])
        with archive._store.write():
            archive._store.execute("DELETE FROM manifest WHERE key = 'language'")
    with open_archive(path, settings=Settings(language="de")) as archive:
        archive.remove(["unnamed"])
        assert archive.faults() == ()


@pytest.mark.parametrize("name", ["text_scheme", "minhash_scheme", "drawn_permutations"])
def test_another_scheme_is_told_by_name(tmp_path: Path, name: str) -> None:
    from reuse.archive.making import make_store
    from reuse.archive.manifest import new_manifest

    path = tmp_path / "a.reuse"
    entries = dict(new_manifest(Settings(), has_text=True, version="0.1").entries)
    make_store(path, entries | {name: "other"})
    with pytest.raises(ArchiveError, match=f"{name} other .by reuse 0.1, datasketch"):
        open_archive(path)


def test_runs_that_are_too_short_for_an_archive_without_texts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.reuse"
    open_archive(path, settings=Settings(min_words=12), has_text=False).close()
    open_archive(path, settings=Settings(min_words=13)).close()
    with pytest.raises(ArchiveError, match="ask for --min-words 12 at least"):
        open_archive(path, settings=Settings(min_words=11))


def test_a_damaged_row_is_not_signed_anew_when_it_becomes_a_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE article SET digest = zeroblob(32) WHERE id = 'a2'")
        file.commit()
    with open_archive(path) as archive:
        with pytest.raises(ArchiveDamaged, match="record does not add up"):
            archive.add([replace(FEW[2], text=FEW[3].text)], versions=True)
        assert archive.faults()


@pytest.mark.parametrize("act", ["removed", "replaced"])
def test_an_archive_that_is_gone_gives_no_answer_from_what_it_was(path: Path, act: str) -> None:
    with open_archive(path) as archive:
        assert len(archive) == 6
        if act == "removed":
            path.unlink()
        else:
            with open_archive(path.with_name("b.reuse")) as other:
                other.add(FEW[:2])
            os.replace(path.with_name("b.reuse"), path)
        with pytest.raises(ArchiveError, match="removed or replaced since it was opened"):
            answer(archive, draft_of(FEW, seed=1))
        with pytest.raises(ArchiveError, match="removed or replaced since it was opened"):
            archive.add(FEW)


def test_a_file_that_is_cut_while_somebody_reads_it_ends_no_process(path: Path) -> None:
    code = (
        "import os, sys\nfrom reuse.archive import open_archive\n"
        "from reuse.errors import ArchiveDamaged\n"
        "with open_archive(sys.argv[1], write=False) as archive:\n"
        "    entries = archive.entries(); next(entries)\n"
        "    os.truncate(sys.argv[1], 20_000)\n"
        "    try:\n        list(entries); list(archive.entries()); archive.sample(9)\n"
        "    except ArchiveDamaged: print('told')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "told\n", "")
